"""A harvest's entries to records: which are known, what changed of them, which are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from planet.config import Blog
from planet.merge import keys as key_maker
from planet.merge.dates import FUTURE, SKEW, Dated, Harvesting, date, is_redated, redate
from planet.merge.recognise import Recognised, recognise
from planet.merge.shelf import Shelf
from planet.merge.takeover import TAKEN_OVER
from planet.model import Entry, Feed, Record, Seat, State, Unchanged

TITLES = 20
"""Former titles kept of a post."""
_PLAIN = frozenset({"new", "unchanged", "guid"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A harvest beside what the archive holds of the blog."""

    unchanged: Mapping[int, int]
    """Numbers of records given to the letter as before, to their places."""
    recognised: tuple[Recognised, ...]
    """The other entries."""
    places: tuple[int, ...]
    """Of the other entries, in the same order."""
    keys: tuple[tuple[str, ...], ...]
    """Likewise."""
    known: Mapping[int, Record]
    """Records of the blog that were compared, those no longer in the feed among them."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that were worked on."""
        return tuple(found.entry for found in self.recognised)

    @property
    def redated(self) -> int:
        """How many known posts bear another publication date than before."""
        return sum(1 for found in self.recognised if found.record and is_redated(found.record, found.entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What a harvest makes of a blog's records, before stories are looked at."""

    added: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]
    """Before and after."""
    returned: tuple[int, ...]
    positions: Mapping[int, int] = field(default_factory=dict)


def read(
    feed: Feed,
    seats: Sequence[Seat],
    *,
    blog: Blog,
    shelf: Shelf,
    keys: Mapping[str, tuple[str, ...]],
    first: bool = False,
) -> Read:
    """Return which archived record each entry of a harvest is; an entry given twice to the letter counts once.

    In a blog's `first` harvest there is nothing to be sought. `keys` are those worked out already, by raw digest.
    """
    by_raw = {seat.raw: seat.number for seat in reversed(seats) if seat.raw}
    unchanged: dict[int, int] = {}
    fresh: dict[object, tuple[int, Entry]] = {}
    for place, entry in enumerate(feed.entries):
        if entry.raw in by_raw:
            unchanged.setdefault(by_raw[entry.raw], place)
        elif not isinstance(entry, Unchanged):
            fresh.setdefault(entry.raw or place, (place, entry))
    found = list(fresh.values())
    found_keys = [key_maker.keys(entry, blog.url, keys.get(entry.raw)) for _place, entry in found]
    known = _known(found_keys, seats, unchanged, blog=blog, shelf=shelf, first=first)
    return Read(
        unchanged=unchanged,
        recognised=recognise([entry for _place, entry in found], list(known.values()), blog=blog.url),
        places=tuple(place for place, _entry in found),
        keys=tuple(found_keys),
        known=known,
    )


def _known(
    found_keys: Sequence[tuple[str, ...]],
    seats: Sequence[Seat],
    unchanged: Mapping[int, int],
    *,
    blog: Blog,
    shelf: Shelf,
    first: bool,
) -> Mapping[int, Record]:
    """Return the blog's records that an entry may be: those of the last harvest, and older ones that share a key."""
    numbers = {seat.number for seat in seats}
    limits = key_maker.limits(key for its in found_keys for key in its if not key.startswith(key_maker.SKETCH))
    if limits and not first:
        numbers.update(number for held in shelf.holders(limits, blog=blog.url).values() for number in held)
    return shelf.records(numbers - unchanged.keys())


def take_in(read: Read, harvest: Harvesting, *, blog: Blog, shelf: Shelf, taken_over: bool) -> TakenIn:
    """Return the records a harvest adds and changes, dated."""
    added: list[tuple[int, Record]] = []
    changed: list[tuple[Record, Record]] = []
    positions = dict(read.unchanged)
    new = sum(1 for found in read.recognised if found.record is None)
    number = shelf.allocate(new) if new else 0
    for found, place, its_keys in zip(read.recognised, read.places, read.keys, strict=True):
        if found.record is not None:
            after = _edited(found, harvest, keys=its_keys, place=place)
            changed.append((found.record, after))
            positions[after.number] = place
        elif dated := date(found.entry, harvest, place=place):
            record = _new(found.entry, dated, blog=blog, number=number, keys=its_keys, now=harvest.now)
            added.append((place, _held(record) if taken_over else record))
            positions[number] = place
            number += 1
    return TakenIn(
        added=tuple(record for _place, record in added),
        changed=tuple(changed),
        returned=tuple(before.number for before, _after in changed if before.state is State.WITHDRAWN),
        positions=positions,
    )


def _new(entry: Entry, dated: Dated, *, blog: Blog, number: int, keys: tuple[str, ...], now: datetime) -> Record:
    revised = entry.updated if entry.updated and dated.date < entry.updated <= now + SKEW else None
    return Record(
        number=number,
        blog=blog.url,
        entry=entry,
        first_seen=now,
        last_seen=now,
        date=dated.date,
        dated_by=dated.rule,
        story=number,
        state=State.HELD if dated.held else State.SHOWN,
        keys=keys,
        revised=revised,
        held_for=FUTURE if dated.held else "",
    )


def _held(record: Record) -> Record:
    return replace(record, state=State.HELD, held_for=TAKEN_OVER)


def _edited(found: Recognised, harvest: Harvesting, *, keys: tuple[str, ...], place: int) -> Record:
    """Return a known record as its feed gives it now; its date, number and story stand."""
    before, entry = found.record, found.entry
    assert before is not None  # noqa: S101  the caller asked for it
    record = redate(before, entry, harvest, place=place)
    titles = before.titles
    if before.entry.title and before.entry.title != entry.title and before.entry.title not in titles:
        titles = (*titles, before.entry.title)[-TITLES:]
    return replace(
        record,
        entry=entry,
        keys=keys,
        last_seen=harvest.now,
        titles=titles,
        revised=_revised(before, entry, harvest.now),
        state=State.SHOWN if record.state is State.WITHDRAWN else record.state,
        recognised=record.recognised if found.rule in _PLAIN else found.rule,
    )


def _revised(before: Record, entry: Entry, now: datetime) -> datetime | None:
    """Return when the text last changed: what a feed says of it where it can be true, else now."""
    if (before.entry.title, before.entry.summary, before.entry.content) == (entry.title, entry.summary, entry.content):
        return before.revised
    if entry.updated and (before.revised or before.date) < entry.updated <= now + SKEW:
        return entry.updated
    return now


def stated(read: Read, seats: Sequence[Seat]) -> tuple[datetime, ...]:
    """Return the latest date each entry of the harvest gives itself; the undated are left out."""
    dates = [(found.entry.published, found.entry.updated) for found in read.recognised]
    dates += [(seat.published, seat.updated) for seat in seats if seat.number in read.unchanged]
    return tuple(max(filter(None, pair)) for pair in dates if any(pair))
