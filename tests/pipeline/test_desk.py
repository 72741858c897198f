"""The desk: how many documents are read at the same time, however many threads have one in their hands."""

import threading

import pytest

from planet.pipeline.desk import AT_ONCE, LARGE, ROOM, Desk


class Reading:
    """A thread that holds a place at the desk until it is told to leave it."""

    def __init__(self, desk: Desk, size: int) -> None:
        """Ask for a place."""
        self.seated, self._leave = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._read, args=(desk, size), daemon=True)
        self._thread.start()

    def _read(self, desk: Desk, size: int) -> None:
        with desk.place(size):
            self.seated.set()
            self._leave.wait(30)

    def leave(self) -> None:
        """Give the place back, and be gone when this returns."""
        self._leave.set()
        self._thread.join(30)


@pytest.mark.parametrize(("first", "then"), [([1] * AT_ONCE, 1), ([1], LARGE + 1), ([LARGE + 1], 1)])
def test_who_finds_no_place_waits_for_one(first: list[int], then: int) -> None:
    """Small documents share the desk, a large one has it for itself: memory is bounded, whatever arrives together."""
    desk = Desk()
    seated = [Reading(desk, size) for size in first]
    assert all(one.seated.wait(30) for one in seated)
    waiting = Reading(desk, then)
    assert not waiting.seated.is_set()
    for one in seated:
        assert not waiting.seated.is_set() or len(first) > 1
        one.leave()
    assert waiting.seated.wait(30)
    waiting.leave()


def test_a_place_is_given_back_when_reading_fails() -> None:
    """A document that crashes its reader must not take the desk with it."""
    desk = Desk()
    for size in (1, LARGE + 1) * AT_ONCE * 2:
        with pytest.raises(ValueError, match="odd"), desk.place(size):
            raise ValueError("odd")
    last = Reading(desk, LARGE + 1)
    assert last.seated.wait(30)
    last.leave()


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
    with desk.place(1):
        pass  # reading is not taking away
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
