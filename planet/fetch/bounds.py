"""The limits of one exchange, shared by everything that reads or connects for it: time, bytes, addresses."""

import time

from planet.fetch.guard import OWN, Guard

HEADER_LIMIT = 256 * 1024
"""Bytes of status lines and headers, interim answers included."""


class DeadlineError(TimeoutError):
    """The total time of one blog is over, however busy the line is."""


class TooMuchError(OSError):
    """More came than may be read."""


class Bounds:
    """One thread's current limits; set anew for each exchange, asked by its connections at every read.

    Connections outlive an exchange in their pool, so they hold this object and not its figures.
    """

    def __init__(self) -> None:
        """Start without any time: nothing may be read before `begin`."""
        self._deadline = 0.0
        self._left = 0
        self.received = 0
        self.guard: Guard = OWN
        self.peer = ""
        """The IP address of the connection used last."""
        self.reused = False
        """Whether that connection had served an earlier request."""

    def begin(self, seconds: float) -> None:
        """Allow an exchange so many seconds from now."""
        self._deadline = time.monotonic() + seconds
        self.received = 0
        self.peer = ""

    def allow(self, count: int) -> None:
        """Allow so many bytes from here on."""
        self._left = count

    def remaining(self) -> float:
        """Return the seconds left.

        Raises: DeadlineError when there are none.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError("the total time is over")
        return left

    def count(self, received: int) -> None:
        """Take note of bytes that came.

        Raises: TooMuchError when they are more than allowed.
        """
        self.received += received
        self._left -= received
        if self._left < 0:
            raise TooMuchError("more bytes than allowed")
