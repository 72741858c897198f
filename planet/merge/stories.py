"""Records to stories: which others a harvest's records are one with, and which member of each story is shown."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from planet.config import Blog, MergeSettings
from planet.merge import keys as key_maker
from planet.merge.match import TOLD_DIFFERENT, gather, match, primary, told
from planet.merge.shelf import Shelf
from planet.model import Changes, Record, State, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A harvest's records in their stories, and those of others that join or leave them."""

    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    verdicts: tuple[Verdict, ...]
    shown: Mapping[int, int]


def settle(
    added: Sequence[Record],
    changed: Sequence[tuple[Record, Record]],
    *,
    vanished: Sequence[Record],
    blog: Blog,
    home: str,
    aggregator: bool,
    shelf: Shelf,
    settings: MergeSettings,
) -> Settled:
    """Return the stories of new and changed records. `vanished` are those withdrawn, whose stories show another member."""
    after = {record.number: record for _before, record in changed}
    incoming = [*added, *(record for before, record in changed if record.keys != before.keys)]
    new = {record.number for record in added}
    candidates = _candidates(incoming, shelf, new)
    others = [after.get(record.number, record) for record in candidates]
    decided = match(incoming, others, same=settings.same, different=settings.different) if incoming else ()
    together = {record.number: record for record in (*others, *incoming)}
    known = together.keys() - new
    stored = [v for v in shelf.verdicts(known) if v.rule == TOLD_DIFFERENT] if known else []
    story = gather(list(together.values()), [*stored, *decided])
    placed = {number: replace(record, story=story[number]) for number, record in together.items()}
    result = _Result(added, changed, placed, together)
    touched = {record.story for record in (*result.added, *result.changed, *vanished)}
    touched |= {record.story for record in together.values() if record.number in result.moved}
    gone = {record.number: replace(record, state=State.WITHDRAWN) for record in vanished}
    now = {record.number: record for record in (*result.added, *result.changed)}
    faces = _Faces.of(shelf, blog=blog, home=home, aggregator=aggregator)
    return Settled(
        added=result.added,
        changed=result.changed,
        verdicts=decided,
        shown=faces.shown(_members(touched, shelf, {**gone, **now}, new)),
    )


class _Result:
    """The records to write: new ones, changed ones, and those of other blogs whose story is another now."""

    def __init__(
        self,
        added: Sequence[Record],
        changed: Sequence[tuple[Record, Record]],
        placed: Mapping[int, Record],
        together: Mapping[int, Record],
    ) -> None:
        new = {record.number for record in added}
        own = {record.number for _before, record in changed}
        self.moved = {number for number, record in placed.items() if record.story != together[number].story}
        self.added = tuple(placed.get(record.number, record) for record in added)
        edited = [placed.get(record.number, record) for _before, record in changed]
        joined = [placed[number] for number in sorted(self.moved - new - own)]
        self.changed = (*edited, *joined)


def _candidates(incoming: Sequence[Record], shelf: Shelf, new: Set[int]) -> tuple[Record, ...]:
    """Return the records that share enough with an incoming one to be looked at, with all members of their stories.

    The stories that `new` records found are not on the shelf yet.
    """
    limits = key_maker.limits(key for record in incoming for key in record.keys)
    held = shelf.holders(limits) if limits else {}
    numbers: set[int] = set()
    for record in incoming:
        shared: Counter[int] = Counter()
        for key in held.keys() & set(record.keys):
            weight = 1 if key.startswith(key_maker.SKETCH) else key_maker.SHARED_SKETCH
            for number in held[key]:
                shared[number] += weight
        numbers |= {number for number, weight in shared.items() if weight >= key_maker.SHARED_SKETCH}
    numbers -= {record.number for record in incoming}
    stories = {record.story for record in shelf.records(numbers).values()} | {record.story for record in incoming}
    return _of_stories(stories - new, shelf)


def _of_stories(stories: Collection[int], shelf: Shelf) -> tuple[Record, ...]:
    return shelf.members(stories) if stories else ()


def _members(
    stories: Set[int], shelf: Shelf, now: Mapping[int, Record], new: Set[int] = frozenset()
) -> dict[int, list[Record]]:
    """Return the members of stories as they shall be."""
    found: dict[int, dict[int, Record]] = {number: {} for number in stories}
    for record in (*_of_stories(stories - new, shelf), *now.values()):
        current = now.get(record.number, record)
        if current.story in found:
            found[current.story][current.number] = current
    return {number: list(members.values()) for number, members in sorted(found.items()) if members}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faces:
    """What choosing the member to show needs to know of blogs."""

    aggregators: frozenset[str]
    homes: Mapping[str, str]

    @classmethod
    def of(cls, shelf: Shelf, *, blog: Blog, home: str, aggregator: bool) -> "_Faces":
        """Return it as it stands after this harvest; the INI's word goes before what was found out."""
        is_one = aggregator if blog.aggregator is None else blog.aggregator
        mine = frozenset({blog.url})
        known = shelf.aggregators()
        return cls(aggregators=known | mine if is_one else known - mine, homes={**shelf.homes(), blog.url: home})

    def shown(self, stories: Mapping[int, Sequence[Record]]) -> dict[int, int]:
        """Return the member to show of each story."""
        return {number: self._face(members).number for number, members in stories.items()}

    def _face(self, members: Sequence[Record]) -> Record:
        """Return the original among those that may be shown.

        Where the originals were withdrawn and only republished copies are left, the story goes with its originals: an
        author who takes a post away does not want it read at an aggregator.
        """
        shown = [record for record in members if record.state is State.SHOWN]
        gone = [record for record in members if record.state is State.WITHDRAWN and not self._is_copy(record)]
        if gone and all(self._is_copy(record) for record in shown):
            shown = gone
        for choice in (shown, [r for r in members if r.state is State.WITHDRAWN], list(members)):
            if choice:
                return primary(choice, aggregators=self.aggregators, homes=self.homes)
        raise ValueError("a story has members")

    def _is_copy(self, record: Record) -> bool:
        return record.blog in self.aggregators or record.entry.source is not None


def overrides(shelf: Shelf, settings: MergeSettings) -> Changes | None:
    """Return what `same` and `different` in the INI change in stories that stand; None when they change nothing.

    Records are found by their address, so that the INI acts without any feed being asked.
    """
    pairs = (*settings.same, *settings.different)
    limits = {key_maker.address_key(url): key_maker.LIMITS["url"] for pair in pairs for url in pair}
    if not limits:
        return None
    numbers = {number for held in shelf.holders(limits).values() for number in held}
    stories = {record.story for record in shelf.records(numbers).values()}
    records = {record.number: record for record in shelf.members(stories)}
    decided = told(records.values(), same=settings.same, different=settings.different)
    stored = [verdict for verdict in shelf.verdicts(records) if verdict.same]
    story = gather(list(records.values()), [*_without(stored, decided), *decided])
    moved = tuple(replace(r, story=story[n]) for n, r in sorted(records.items()) if story[n] != r.story)
    if not moved:
        return None
    touched = {record.story for record in moved} | {records[record.number].story for record in moved}
    faces = _Faces(aggregators=shelf.aggregators(), homes=shelf.homes())
    members = _members(touched | stories, shelf, {record.number: record for record in moved})
    return Changes(blog=moved[0].blog, changed=moved, verdicts=decided, shown=faces.shown(members))


def _without(stored: Iterable[Verdict], decided: Iterable[Verdict]) -> list[Verdict]:
    """Return the stored verdicts on pairs the INI does not name."""
    named = {(verdict.one, verdict.other) for verdict in decided}
    return [verdict for verdict in stored if (verdict.one, verdict.other) not in named]
