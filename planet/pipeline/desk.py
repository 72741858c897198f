"""The room for documents that many threads share: many may wait for servers, and what is read must be taken away."""

import threading

ROOM = 16_000_000
"""Bytes of documents in memory at the same time, from the moment they are loaded until the archive holds what they said."""


class Desk:
    """Bounds what the documents of a run take of memory, whatever arrives together."""

    def __init__(self) -> None:
        """Have all the room free."""
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._held: dict[str, int] = {}
        self._closed = False

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
