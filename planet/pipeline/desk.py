"""The room for documents that many threads share: many may wait for servers, few read, and what is read must be taken away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 1_000_000
"""Bytes of a document that is read while no other is."""
AT_ONCE = 2
"""Smaller documents read at the same time: reading takes a processor, not patience, and many times its document's memory."""
ROOM = 16_000_000
"""Bytes of documents in memory at the same time, from the moment they are loaded until the archive holds what they said."""


class Desk:
    """Bounds what the documents of a run take of memory, whatever arrives together."""

    def __init__(self) -> None:
        """Have every place free."""
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._whole = threading.Lock()
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._held: dict[str, int] = {}
        self._closed = False

    @contextmanager
    def place(self, size: int) -> Iterator[None]:
        """Hold a place to read a document of so many bytes; the whole desk for a large one."""
        wanted = AT_ONCE if size > LARGE else 1
        with self._whole:  # whoever waits for several places must not take turns with others who do
            for _ in range(wanted):
                self._places.acquire()
        try:
            yield
        finally:
            self._places.release(wanted)

    def take(self, blog: str, size: int) -> None:
        """Wait until there is room for a document of this blog, in the order of asking; the largest fits when it is alone."""
        with self._turn, self._changed:
            self._changed.wait_for(lambda: self._closed or not self._held or sum(self._held.values()) + size <= ROOM)
            self._held[blog] = size

    def leave(self, blog: str) -> None:
        """Give back the room of a blog whose document is done with, if it had any."""
        with self._changed:
            self._held.pop(blog, None)
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody pass: nobody will take away what is read from now on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
