"""What two processes of Nuage tell each other of a document to be read, as JSON: neither believes more of the other than text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planet import codec
from planet.model import Entry, Failure, Feed, Fetched, Unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A document to be read, and what is known of it; the body travels behind it as it is."""

    fetched: Fetched
    known: frozenset[str] = frozenset()
    """Raw digests of entries that need no work."""
    ignore_in_feed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A defect met on a document, as the process that read it tells it."""

    words: str
    """`KeyError: 'x'`."""
    traceback: str = ""


Outcome = Feed | Failure | Crash

PIECE = 250_000
"""Bytes of entries told at once: few enough for both to hold, and enough for the asking thread not to be woken for each."""
_ABOUT = ("url", "content_type", "content_location", "status")
"""What is told of a body."""


def task_text(task: Task) -> bytes:
    """Return a task without its body."""
    about = {name: getattr(task.fetched, name) for name in _ABOUT}
    return _packed({"fetched": about, "known": sorted(task.known), "ignore": task.ignore_in_feed})


def task(text: bytes, body: bytes) -> Task:
    """Return the task of this text and body."""
    read = json.loads(text)
    return Task(
        fetched=Fetched(**read["fetched"], body=body),
        known=frozenset(read["known"]),
        ignore_in_feed=tuple(read["ignore"]),
    )


def outcome_texts(outcome: Outcome) -> Iterator[bytes]:
    """Yield an outcome's texts: what it is, then its entries in pieces; of an entry that is known already, its digest alone."""
    if isinstance(outcome, Feed):
        yield _packed({"feed": codec.plain(replace(outcome, entries=())), "entries": len(outcome.entries)})
        yield from _pieces(outcome.entries)
    else:
        yield _packed({"failure" if isinstance(outcome, Failure) else "crash": codec.plain(outcome)})


def _pieces(entries: Sequence[Entry | Unchanged]) -> Iterator[bytes]:
    piece, size = [], 0
    for one in entries:
        piece.append(_packed(one.raw if isinstance(one, Unchanged) else codec.plain(one)))
        size += len(piece[-1])
        if size > PIECE:
            yield b"[%b]" % b",".join(piece)
            piece, size = [], 0
    if piece:
        yield b"[%b]" % b",".join(piece)


def outcome(texts: Iterator[bytes]) -> Outcome:
    """Return the outcome of these texts; no more of them are taken than it has."""
    read = json.loads(next(texts))
    if "feed" in read:
        entries: list[Entry | Unchanged] = []
        while len(entries) < read["entries"]:
            entries += map(_entry, json.loads(next(texts)))
        return replace(codec.read(Feed, read["feed"]), entries=tuple(entries))
    return codec.read(Failure, read["failure"]) if "failure" in read else codec.read(Crash, read["crash"])


def _entry(read: str | dict[str, object]) -> Entry | Unchanged:
    return Unchanged(raw=read) if isinstance(read, str) else codec.read(Entry, read)


def _packed(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
