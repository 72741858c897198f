"""One host's share of a run: how many ask it at once, how far apart, and whether it asked to be left alone."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from planet.fetch.guard import Reach, reach

SPACING = 0.2
"""Seconds between the starts of two requests to one public host."""
REFUSALS = 2
"""So many Retry-After within a run, and the host is left alone for the rest of it: one may be a single blog's."""


@dataclass(slots=True)
class _Host:
    slots: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_start: float = 0.0
    retry_after: datetime | None = None
    refusals: int = 0


class Hosts:
    """The hosts of one run, shared by all threads."""

    def __init__(
        self,
        per_host: int,
        *,
        spacing: float = SPACING,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Let `per_host` requests at once to a host, their starts `spacing` seconds apart."""
        self._per_host, self._spacing, self._clock, self._sleep = max(1, per_host), spacing, clock, sleep
        self._known: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def turn(self, name: str, *, patience: float | None = None) -> Iterator[None]:
        """Hold one of the host's places, waiting for it; at most `patience` seconds.

        Raises: TimeoutError when no place came free in that time.
        """
        host = self._host(name)
        if not host.slots.acquire(timeout=patience):
            raise TimeoutError("no turn at this host in time")
        try:
            self._space(name, host)
            yield
        finally:
            host.slots.release()

    def leave_alone(self, name: str, until: datetime) -> None:
        """Take note, for this run, that the host asked not to be asked before `until`."""
        host = self._host(name)
        with host.lock:
            host.refusals += 1
            host.retry_after = max(until, host.retry_after or until)

    def left_alone(self, name: str, now: datetime) -> datetime | None:
        """Return until when the host wants to be left alone; None when it does not, or the time has come."""
        host = self._host(name)
        until = host.retry_after if host.refusals >= REFUSALS else None
        return until if until is not None and until > now else None

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._known.setdefault(name, _Host(slots=threading.Semaphore(self._per_host)))

    def _space(self, name: str, host: _Host) -> None:
        if self._spacing <= 0 or _own_network(name):
            return
        with host.lock:
            start = max(self._clock(), host.next_start)
            host.next_start = start + self._spacing
        if (pause := start - self._clock()) > 0:
            self._sleep(pause)


def _own_network(name: str) -> bool:
    """Return whether a host's name says that it is one's own: nobody is troubled there."""
    return name == "localhost" or ((name[-1:].isdigit() or ":" in name) and reach(name) is Reach.PRIVATE)
