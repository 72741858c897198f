"""A process of its own that reads documents for a run: on another processor, and what breaks it costs one blog its turn.

What follows from an entry alone is worked out there as well: its text, and what proposes it as a partner of others.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType

from planet.config import ParseSettings
from planet.errors import NuageError
from planet.model import Fetched
from planet.reader import wire
from planet.reader.wire import Reading

__all__ = ["BrokenReaderError", "ClosedReaderError", "Reader", "Reading"]

LONGEST = 300.0
"""Seconds one document may take to read: what `max_size` lets through takes a few."""
COMMAND = (sys.executable, "-P", "-m", "planet.reader")
"""What is started, but for its arguments; `-P`, so that no module of the folder it is started in is taken for one of ours."""
_PATIENCE = 5.0
"""Seconds in which a process without tasks ends by itself."""
_LARGE = 256 * 1024
_ROOM = 1024 * 1024
"""Bytes a pipe shall hold, where the system lets us choose: with fewer a document waits for a thread of the run at every 64 kB."""
_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(_LARGE),
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
"""For one thread: large allocations go back to the system when they are freed, and arithmetic starts no threads."""


class BrokenReaderError(RuntimeError):
    """The reading process ended, or had to be ended, over a document."""


class ClosedReaderError(NuageError):
    """The run is over; nothing is read any more."""


class Reader:
    """Reads one document after the other, for whichever thread asks; its process is started when there is something to read.

    While one is read the next lies ready before the process, which so never waits for a thread of the run to have its turn. Two locks
    are passed from hand to hand: who has given its document holds `_sending` until it is its turn to hear, and `_turn` until it has heard.
    """

    def __init__(self, *, longest: float = LONGEST) -> None:
        """Take the seconds a document may take."""
        self._longest = longest
        self._sending = threading.Lock()
        self._turn = threading.Lock()
        self._closed = False
        self._process: _Process | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process now, where it is known that there will be something to read."""
        with self._sending:
            self._started()

    def read(self, fetched: Fetched, *, known: frozenset[str], settings: ParseSettings) -> Reading:
        """Return what `planet.parse.parse` makes of a document, and what `planet.merge.keys.of_text` makes of its entries.

        Raises:
            BrokenReaderError: when this document crashed the process or kept it for too long; the next one gets a new process.
            ClosedReaderError: after `close`.
        """
        task = wire.task_text(wire.Task(fetched=fetched, known=known, ignore_in_feed=settings.ignore_in_feed))
        with self._sending:
            process = self._given(task, fetched.body)
        try:
            outcome = self._heard(process)
        finally:
            self._turn.release()
        if isinstance(outcome, wire.Crash):
            crash = BrokenReaderError(outcome.words)
            crash.add_note(outcome.traceback)
            raise crash
        return outcome

    def close(self) -> None:
        """End the process, in the midst of a document if need be."""
        self._closed = True
        for lock in (self._sending, self._turn):
            if not lock.acquire(blocking=False):
                if process := self._process:
                    process.kill()  # whoever waits for its answer finds that there is none
                lock.acquire()
        try:
            if self._process is not None:
                self._process.end()
                self._process = None
        finally:
            self._turn.release()
            self._sending.release()

    def _given(self, task: bytes, body: bytes) -> "_Process":
        """Give a document to the process; return with the turn to hear of it. One that ended over the document before is replaced."""
        while True:
            process = self._started()
            try:
                process.give(task, body)
            except OSError:
                process.kill()  # it ended, over this document or the one before: that shows when it is asked
            self._turn.acquire()
            if process is self._process:
                return process
            self._turn.release()

    def _heard(self, process: "_Process") -> wire.Outcome:
        """Return what the process says of the document whose turn it is; one that says nothing, or nonsense, is ended."""
        try:
            return process.answer(seconds=self._longest)
        except Exception as error:
            self._process = None
            process.kill()
            code = process.code()
            if self._closed:
                raise ClosedReaderError("the run has ended") from None
            if isinstance(error, EOFError | OSError):
                words = f"the process that reads documents ended over this one ({_ending(code)})"
                raise BrokenReaderError(words) from None
            raise

    def _started(self) -> "_Process":
        if self._closed:
            raise ClosedReaderError("the run has ended")
        if self._process is None:
            self._process = _Process()
        return self._process


class _Process:
    """The process, and the two pipes to it."""

    def __init__(self) -> None:
        theirs_in, ours_out = _pipe()
        ours_in, theirs_out = _pipe()
        self._tasks = Connection(ours_out, readable=False)
        self._outcomes = Connection(ours_in, writable=False)
        path = os.pathsep.join(place for place in sys.path if place)
        try:
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                [*COMMAND, str(theirs_in), str(theirs_out)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs_in, theirs_out),
                env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": path},
            )
        except OSError as error:
            raise NuageError("no process can be started to read documents: %(reason)s", reason=error) from error
        finally:
            os.close(theirs_in)
            os.close(theirs_out)

    def give(self, task: bytes, body: bytes) -> None:
        """Hand over a document.

        Raises: OSError: when the process has ended.
        """
        self._tasks.send_bytes(task)
        self._tasks.send_bytes(body)

    def answer(self, *, seconds: float) -> wire.Outcome:
        """Return the outcome of the first document given of which nothing was heard yet.

        Raises:
            EOFError, OSError: when the process has ended.
            BrokenReaderError: when it takes too long.
            ValueError, KeyError, TypeError: when what it says is none of what it may say.
        """
        return wire.outcome(self._texts(seconds))

    def _texts(self, seconds: float) -> Iterator[bytes]:
        while True:
            if not self._outcomes.poll(seconds):
                raise BrokenReaderError(f"this document could not be read in {seconds:.0f} seconds")
            yield self._outcomes.recv_bytes()

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """Let it end, for there are no more documents, and nobody is giving it one."""
        self._tasks.close()
        try:
            self._process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._outcomes.close()
        self._process.wait()

    def code(self) -> int:
        """Wait for its end; return its exit code, less than nought when a signal ended it.

        The pipes are closed when the last thread that uses them lets go: another may be giving it a document.
        """
        return self._process.wait()


def _pipe() -> tuple[int, int]:
    """Return the end to read from and the end to write to."""
    ends = os.pipe()
    if setting := getattr(fcntl, "F_SETPIPE_SZ", None):  # Linux has it
        with suppress(OSError):  # a system may allow less
            fcntl.fcntl(ends[1], setting, _ROOM)
    return ends


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
