"""The desk: how many documents are read at the same time, however many threads have one in their hands."""

import threading

import pytest

from planet.pipeline.harvest import AT_ONCE, LARGE, Desk


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
