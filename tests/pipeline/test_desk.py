"""The desk: how much of documents is in memory at the same time, however many threads have one in their hands."""

import threading

from planet.pipeline.desk import ROOM, Desk


class Loading:
    """A thread that waits for room for a document, and keeps it."""

    def __init__(self, desk: Desk, blog: str, size: int) -> None:
        """Ask for room."""
        self.loaded = threading.Event()
        self._thread = threading.Thread(target=self._load, args=(desk, blog, size), daemon=True)
        self._thread.start()

    def _load(self, desk: Desk, blog: str, size: int) -> None:
        desk.take(blog, size)
        self.loaded.set()


def test_what_was_read_holds_its_room_until_it_is_taken_away() -> None:
    """The one writer is slower than the readers: without this, feeds read in a minute would pile up before it."""
    desk = Desk()
    assert Loading(desk, "one", ROOM // 2).loaded.wait(30)
    assert Loading(desk, "two", ROOM // 2).loaded.wait(30)
    third = Loading(desk, "three", 1)
    assert not third.loaded.is_set()
    desk.leave("one")
    assert third.loaded.wait(30)


def test_one_document_larger_than_the_room_is_alone() -> None:
    """`max_size` may be set to anything: such a feed must be read some time, and by itself."""
    desk = Desk()
    assert Loading(desk, "small", 1).loaded.wait(30)
    large = Loading(desk, "large", ROOM * 2)
    assert not large.loaded.is_set()
    desk.leave("small")
    assert large.loaded.wait(30)
    later = Loading(desk, "later", 1)
    assert not later.loaded.is_set()
    desk.leave("large")
    assert later.loaded.wait(30)


def test_nobody_waits_at_a_desk_that_is_closed() -> None:
    """A run that ends early must end: its threads would wait for a writer that is gone."""
    desk = Desk()
    assert Loading(desk, "one", ROOM).loaded.wait(30)
    waiting = [Loading(desk, name, ROOM) for name in ("two", "three")]
    desk.close()
    assert all(one.loaded.wait(30) for one in waiting)
