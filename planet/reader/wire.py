"""What two processes of Nuage tell each other of a document to be read, as JSON: neither believes more of the other than text."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a document is, and what follows from each of its entries alone."""

    outcome: Feed | Failure
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the raw digest of an entry: what of its text proposes it as a partner of others (`planet.merge.keys.of_text`)."""


Outcome = Reading | Crash

PIECE = 250_000
"""Bytes of entries told at once: few enough for both to hold, and enough for the asking thread not to be woken for each."""
_PIECE = list[str | tuple[Entry, tuple[str, ...]]]
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
    if isinstance(outcome, Crash):
        yield _packed({"crash": codec.plain(outcome)})
    elif isinstance(outcome.outcome, Failure):
        yield _packed({"failure": codec.plain(outcome.outcome)})
    else:
        entries = outcome.outcome.entries
        yield _packed({"feed": codec.plain(replace(outcome.outcome, entries=())), "entries": len(entries)})
        yield from _pieces(outcome, entries)


def _pieces(reading: Reading, entries: Iterable[Entry | Unchanged]) -> Iterator[bytes]:
    piece, size = [], 0
    for one in entries:
        new = not isinstance(one, Unchanged)
        piece.append(codec.encode((one, reading.keys.get(one.raw, ())) if new else one.raw))
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
        keys: dict[str, tuple[str, ...]] = {}
        while len(entries) < read["entries"]:
            entries += [_entry(told, keys) for told in codec.decode(_PIECE, next(texts))]
        return Reading(outcome=replace(codec.read(Feed, read["feed"]), entries=tuple(entries)), keys=keys)
    if "failure" in read:
        return Reading(outcome=codec.read(Failure, read["failure"]))
    return codec.read(Crash, read["crash"])


def _entry(told: str | tuple[Entry, tuple[str, ...]], keys: dict[str, tuple[str, ...]]) -> Entry | Unchanged:
    """Return an entry; note its keys."""
    if isinstance(told, str):
        return Unchanged(raw=told)
    entry, keys[entry.raw] = told
    return entry


def _packed(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
