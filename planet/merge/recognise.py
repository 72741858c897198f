"""Which archived record of a blog each entry of its harvest is: unchanged, edited, moved, or new."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from planet.merge import keys
from planet.merge.post import (
    Post,
    containment,
    days_apart,
    least_words,
    post,
    resemblance,
    same_instant,
    same_numbers,
    title_likeness,
)
from planet.merge.rules import agree
from planet.model import Entry, Record

MIGRATED, NEW = "migrated", "new"
"""Rules that are no test of a pair: the whole blog moved; nothing recognised the entry."""
MIGRATION = 5
"""So many posts at least must move together, under titles used once, for a blog's migration to be taken as one."""
MIGRATION_SHARE = 0.6
"""And so large a part of the entries that nothing else recognises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Which archived record an incoming entry is."""

    entry: Entry
    record: Record | None
    """None when the post is new."""
    rule: str
    """What recognised it: `unchanged`, `guid`, `guid-among-many`, `link`, `moved-page`, `moved`, `migrated`; `new`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """An entry and a record that may be one, with the counts that tell whether an identifier is one."""

    entry: Post
    record: Post
    guids: int
    """How often the entry's guid stands in this harvest or in the archive, whichever is more."""
    titles: int
    """The same of its bare title."""
    pages: int
    """The same of the address that both claim, whichever is rarest; 0 when they claim none in common."""


_Test = Callable[[_Pair], bool]
_Trait = tuple[str, str | datetime]


def _unchanged(pair: _Pair) -> bool:
    """The feed gives to the letter what it gave before."""
    return bool(pair.entry.entry.raw) and pair.entry.entry.raw == pair.record.entry.raw


def _guid(pair: _Pair) -> bool:
    """One guid that nothing else bears, borne out by the page, the title, the date or the text."""
    if not pair.entry.entry.guid or pair.guids > 1 or not _same_guid(pair):
        return False
    return pair.pages > 0 or _alike(pair)


def _guid_among_many(pair: _Pair) -> bool:
    """A guid that several posts bear: the page, or the second of publication, has to tell them apart."""
    if not pair.entry.entry.guid or not _same_guid(pair):
        return False
    if pair.pages == 1:
        return _alike(pair)
    return same_instant(pair.entry, pair.record) and title_likeness(pair.entry, pair.record) >= 0.85


def _link(pair: _Pair) -> bool:
    """One page that nothing else bears, whatever its guid is now; without guids the page is the identity."""
    if pair.pages == 0:
        return False
    if pair.pages > 1:  # a page of many posts, or a post listed twice
        return pair.titles == 1 and pair.entry.title == pair.record.title and _alike(pair)
    guidless = not pair.entry.entry.guid and not pair.record.entry.guid
    return _alike(pair) or (guidless and (days_apart(pair.entry, pair.record) or 0.0) <= 1)


def _moved_page(pair: _Pair) -> bool:
    """Another address, published at the same second, with the same title or nearly the same text."""
    one, other = pair.entry, pair.record
    if not same_instant(one, other) or not same_numbers(one, other):
        return False
    if pair.titles == 1 and one.title and one.title == other.title:
        return not one.words or not other.words or containment(one, other) >= 0.5
    return title_likeness(one, other) >= 0.5 and resemblance(one, other) >= 0.75


def _moved(pair: _Pair) -> bool:
    """Another address and guid on the same day: the same title, used once, and the same text."""
    one, other = pair.entry, pair.record
    if pair.titles > 1 or (days_apart(one, other) or 0.0) > 1.1:
        return False
    return _same_post_elsewhere(one, other)


TESTS: tuple[tuple[str, _Test], ...] = (
    ("unchanged", _unchanged),
    ("guid", _guid),
    ("guid-among-many", _guid_among_many),
    ("link", _link),
    ("moved-page", _moved_page),
    ("moved", _moved),
)
"""Surest first: an entry and a record taken by one test are out of reach for the next."""


def recognise(entries: Sequence[Entry], known: Sequence[Record], *, blog: str) -> tuple[Recognised, ...]:
    """Return, for each entry in order, the record of the same blog that it is; each record is taken once at most.

    `known` holds the blog's records that this harvest does not hold unchanged: all of them, or at least those that share
    a key with an entry. The order of `known` does not matter.
    """
    if not known:
        return tuple(Recognised(entry=entry, record=None, rule=NEW) for entry in entries)
    incoming = [Post(entry=entry, blog=blog, number=-place - 1) for place, entry in enumerate(entries)]
    archived = {record.number: post(record) for record in sorted(known, key=lambda record: record.number)}
    pairs = _pairs(incoming, list(archived.values()))
    taken: dict[int, tuple[int, str]] = {}
    used: set[int] = set()
    for name, test in TESTS:
        for pair in sorted(pairs, key=_nearness):
            entry, record = pair.entry.number, pair.record.number
            if entry not in taken and record not in used and test(pair):
                taken[entry] = (record, name)
                used.add(record)
    taken |= _migration(pairs, taken, used, len(incoming))
    by_number = {record.number: record for record in known}
    found = [(entry, taken.get(candidate.number)) for entry, candidate in zip(entries, incoming, strict=True)]
    return tuple(
        Recognised(entry=entry, record=by_number[hit[0]], rule=hit[1])
        if hit
        else Recognised(entry=entry, record=None, rule=NEW)
        for entry, hit in found
    )


def _migration(
    pairs: Iterable[_Pair], taken: dict[int, tuple[int, str]], used: set[int], incoming: int
) -> dict[int, tuple[int, str]]:
    """Return what is recognised by a whole blog having moved: new addresses, new guids, new dates, all at once."""
    found = {
        pair.entry.number: (pair.record.number, MIGRATED)
        for pair in pairs
        if pair.titles == 1
        and pair.entry.number not in taken
        and pair.record.number not in used
        and _same_post_elsewhere(pair.entry, pair.record)
    }
    left = incoming - len(taken)
    return found if len(found) >= MIGRATION and len(found) >= MIGRATION_SHARE * left else {}


def _pairs(incoming: Sequence[Post], archived: Sequence[Post]) -> list[_Pair]:
    """Return the pairs that share a guid, an address, a title or an instant."""
    index: defaultdict[_Trait, list[Post]] = defaultdict(list)
    for record in archived:
        for trait in _traits(record):
            index[trait].append(record)
    counts = Counter(trait for one in incoming for trait in _traits(one))
    counts |= Counter({trait: len(records) for trait, records in index.items()})
    pairs = []
    for entry in incoming:
        near = {record.number: record for trait in _traits(entry) for record in index[trait]}
        pairs += [_pair(entry, record, counts) for record in near.values()]
    return pairs


def _pair(entry: Post, record: Post, counts: Counter[_Trait]) -> _Pair:
    """Return an entry and a record with how common their traits are."""
    return _Pair(
        entry=entry,
        record=record,
        guids=counts["guid", _guid_form(entry)],
        titles=counts["title", entry.title],
        pages=min((counts["url", url] for url in entry.addresses & record.addresses), default=0),
    )


def _traits(one: Post) -> set[_Trait]:
    """Return what may single a post out within its blog."""
    found: set[_Trait] = {("url", url) for url in one.addresses}
    if one.entry.raw:
        found.add(("raw", one.entry.raw))
    if one.entry.guid:
        found.add(("guid", _guid_form(one)))
    if one.title:
        found.add(("title", one.title))
    if one.moment:
        found.add(("moment", one.moment))
    return found


def _guid_form(one: Post) -> str:
    """Return a guid as it is compared within a blog: an address in its canonical form, anything else as it is."""
    return keys.guid_form(one.entry.guid)


def _same_guid(pair: _Pair) -> bool:
    return _guid_form(pair.entry) == _guid_form(pair.record)


def _alike(pair: _Pair) -> bool:
    """Return whether title, text or date say that two versions are of one post."""
    if same_instant(pair.entry, pair.record):
        return True
    if not pair.entry.title and not pair.record.title and least_words(pair.entry, pair.record) == 0:
        return False
    return agree(pair.entry, pair.record)


def _same_post_elsewhere(one: Post, other: Post) -> bool:
    """Return whether title and text are the same, in full or as an excerpt."""
    if not one.title or one.title != other.title or least_words(one, other) < 8:
        return False
    return resemblance(one, other) >= 0.75 or containment(one, other) >= 0.85


def _nearness(pair: _Pair) -> tuple[float, float, int, int]:
    """Return what orders pairs that pass the same test: nearest date, most alike title, then as the feed lists them."""
    apart = days_apart(pair.entry, pair.record)
    likeness = title_likeness(pair.entry, pair.record)
    return (1e9 if apart is None else apart, -likeness, -pair.entry.number, pair.record.number)
