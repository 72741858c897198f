"""`python -m planet.reader IN OUT`: a process that reads documents, one after the other, for the run that started it.

What strangers wrote is read here and nowhere else: what it may do to a parser in C ends with this process, not with the run.
It reads tasks (`planet.reader.wire`) from one file descriptor, writes outcomes to another, and ends when the run does.
"""

import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection

from planet.config import ParseSettings
from planet.heap import LARGE, give_back, undisturbed
from planet.merge import keys
from planet.model import Entry, Feed
from planet.parse import parse
from planet.reader import wire


def main(tasks: Connection, outcomes: Connection) -> None:
    """Answer each task until there are no more."""
    while True:
        try:
            text, body = tasks.recv_bytes(), tasks.recv_bytes()
            for told in wire.outcome_texts(_read(text, body)):
                outcomes.send_bytes(told)
            if len(body) > LARGE:
                give_back()  # the tree of a large document takes many times its size
        except (EOFError, OSError):  # the run has ended
            return


def _read(text: bytes, body: bytes) -> wire.Outcome:
    """Return what a document is; a defect of ours is an outcome too."""
    try:
        task = wire.task(text, body)
        outcome = parse(task.fetched, known=task.known, settings=ParseSettings(ignore_in_feed=task.ignore_in_feed))
        new = [one for one in outcome.entries if isinstance(one, Entry)] if isinstance(outcome, Feed) else []
        return wire.Reading(outcome=outcome, keys={entry.raw: keys.of_text(entry) for entry in new})
    except Exception as defect:  # noqa: BLE001  it is told to the run, which names the blog
        return wire.Crash(words=f"{type(defect).__name__}: {defect}", traceback=traceback.format_exc())


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run hears it too, and ends this process
    with undisturbed():
        main(Connection(int(sys.argv[1]), writable=False), Connection(int(sys.argv[2]), readable=False))
    os._exit(0)  # nothing to tidy: the run waits for this
