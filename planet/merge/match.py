"""Which records are one story: a verdict per pair, at most one partner per pair of blogs, and what they amount to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from planet.merge import keys
from planet.merge.post import Post, days_apart, post, resemblance
from planet.merge.primary import looks_like_aggregator, primary
from planet.merge.recognise import Recognised, recognise
from planet.merge.rules import Finding, decide
from planet.model import Record, Verdict
from planet.urls import canonical

__all__ = ["Recognised", "gather", "looks_like_aggregator", "match", "primary", "recognise", "told"]

TOLD_SAME = "told-same"
TOLD_DIFFERENT = "told-different"
TAKEN = "better-partner"
"""The other post's partner in this blog is another one, nearer in date and text."""

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """A pair, smaller number first, and what was found of it."""

    one: Post
    other: Post
    rule: str
    finding: Finding


def match(
    incoming: Sequence[Record],
    candidates: Sequence[Record],
    *,
    aggregators: frozenset[str] = frozenset(),
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> tuple[Verdict, ...]:
    """Return what is decided on pairs with at least one incoming record, in the order of their numbers.

    `candidates` are the records that share a key with one of `incoming`, with the other members of their stories; an
    incoming record among them is ignored there. Between two blogs a post gets one partner at most, the nearest; one that
    has its partner keeps it. `same` and `different` are pairs of addresses in any form; they go before every rule.
    Pairs of which nothing can be said have no verdict. The order of the arguments does not matter.
    """
    del aggregators  # who republishes decides what is shown, never what is the same
    records = {record.number: record for record in (*candidates, *incoming)}
    fresh = {record.number for record in incoming}
    posts = {number: post(record) for number, record in records.items()}
    settled = told(records.values(), same=same, different=different)
    named = {(verdict.one, verdict.other) for verdict in settled}
    decisions = [
        _Decision(one=posts[one], other=posts[other], rule=decided[0], finding=decided[1])
        for one, other in _proposed(posts, records, fresh)
        if (one, other) not in named and (decided := decide(posts[one], posts[other]))
    ]
    verdicts = [*settled, *(_verdict(decision) for decision in _one_partner(decisions, fresh))]
    return tuple(sorted((v for v in verdicts if {v.one, v.other} & fresh), key=lambda v: (v.one, v.other)))


def told(
    records: Iterable[Record],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> tuple[Verdict, ...]:
    """Return the verdicts of the configuration on records that claim its addresses; `different` goes before `same`.

    The archive finds the records by `keys.address_key`, so that a changed INI acts on what it holds already.
    """
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for record in records:
        for url in keys.addresses(record.entry):
            bearers[url].add(record.number)
    found: dict[_Pair, Verdict] = {}
    for rule, pairs in ((TOLD_SAME, same), (TOLD_DIFFERENT, different)):
        for left, right in pairs:
            for a, b in product(bearers.get(canonical(left), ()), bearers.get(canonical(right), ())):
                one, other = sorted((a, b))
                if one != other:
                    found[one, other] = Verdict(one=one, other=other, same=rule == TOLD_SAME, rule=rule)
    return tuple(found[pair] for pair in sorted(found))


def gather(records: Sequence[Record], verdicts: Iterable[Verdict]) -> dict[int, int]:
    """Return the story of each record, by number, so that records whose verdicts join them have one story.

    A story that stands is never split but by `told-different`: pass the stored verdicts of its members then. A story is
    named after its founder; where several are joined, the oldest name stands. `verdicts` on records that are not given
    are ignored; neither order matters.
    """
    by_number = {record.number: record for record in records}
    known = [v for v in verdicts if v.one in by_number and v.other in by_number]
    apart = {(v.one, v.other) for v in known if v.rule == TOLD_DIFFERENT}
    broken = {by_number[one].story for one, other in apart if by_number[one].story == by_number[other].story}
    group = {number: {number} for number in by_number}
    founders: dict[int, int] = {}
    for record in records:
        if record.story not in broken:
            _join(group, founders.setdefault(record.story, record.number), record.number)
    for verdict in sorted((v for v in known if v.same), key=_strength):
        if not _forbidden(group[verdict.one], group[verdict.other], apart):
            _join(group, verdict.one, verdict.other)
    return {number: _name(members, by_number) for number, members in group.items()}


def _name(members: set[int], by_number: dict[int, Record]) -> int:
    """Return a story's number: the oldest of the founders among its members, or its oldest member."""
    founders = {by_number[number].story for number in members}
    held = {by_number[number].story for number in by_number.keys() - members} & founders
    return min({founder for founder in founders if founder in members or founder not in held} or members)


def _join(group: dict[int, set[int]], one: int, other: int) -> None:
    """Make one group of two; each member points to the same set."""
    if group[one] is not group[other]:
        smaller, larger = sorted((group[one], group[other]), key=len)
        larger |= smaller
        for number in smaller:
            group[number] = larger


def _forbidden(ones: set[int], others: set[int], apart: set[_Pair]) -> bool:
    """Return whether joining two groups would bring a pair together that was told apart."""
    return any((one in ones and other in others) or (one in others and other in ones) for one, other in apart)


def _strength(verdict: Verdict) -> tuple[bool, int, int]:
    """Return what orders joins where `told-different` makes order matter."""
    return (verdict.rule != TOLD_SAME, verdict.one, verdict.other)


def _verdict(decision: _Decision) -> Verdict:
    return Verdict(
        one=decision.one.number,
        other=decision.other.number,
        same=decision.finding.same,
        rule=decision.rule,
        detail=decision.finding.detail,
    )


def _proposed(posts: Mapping[int, Post], records: Mapping[int, Record], fresh: set[int]) -> list[_Pair]:
    """Return the pairs to decide on: they share a key of their own, or enough numbers of the sketch.

    Pairs of archived records are among them where they may hold a place that an incoming record of their blog wants.
    """
    blogs = {posts[number].blog for number in fresh}
    shared: defaultdict[_Pair, int] = defaultdict(int)
    for key, numbers in _holders(records, fresh).items():
        weight = 1 if key.startswith(keys.SKETCH) else keys.SHARED_SKETCH
        for one, other in combinations(numbers, 2):
            if one in fresh or other in fresh or _contested(posts[one].blog, posts[other].blog, blogs):
                shared[one, other] += weight
    return sorted(pair for pair, weight in shared.items() if weight >= keys.SHARED_SKETCH)


def _holders(records: Mapping[int, Record], fresh: set[int]) -> dict[str, list[int]]:
    """Return, by key, the numbers of its holders, ascending; keys that too many hold are left out.

    Of sketches only those count that an incoming record has: they are many, and pairs of archived records that could
    hold its place resemble it too.
    """
    wanted = {key for number in fresh for key in _keys(records[number])}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, record in records.items():
        for key in _keys(record):
            if key in wanted or not key.startswith(keys.SKETCH):
                holders[key].append(number)
    limits = keys.LIMITS
    return {
        key: sorted(numbers) for key, numbers in holders.items() if 1 < len(numbers) <= limits[key.partition(":")[0]]
    }


def _keys(record: Record) -> tuple[str, ...]:
    return record.keys or keys.keys(record.entry, record.blog)


def _contested(one: str, other: str, blogs: set[str]) -> bool:
    """Return whether two archived records of these blogs may stand in an incoming one's place."""
    return one != other and (one in blogs or other in blogs)


def _one_partner(decisions: Iterable[_Decision], fresh: set[int]) -> Iterable[_Decision]:
    """Yield the decisions that stand: of several partners in one blog the nearest, or the one it is joined with already."""
    partner: dict[tuple[int, str], int] = {}
    for decision in sorted(decisions, key=lambda decision: _nearness(decision, fresh)):
        one, other = decision.one, decision.other
        if not decision.finding.same or one.blog == other.blog:
            yield decision
            continue
        hers, his = partner.get((one.number, other.blog)), partner.get((other.number, one.blog))
        if hers is None and his is None:
            partner[one.number, other.blog], partner[other.number, one.blog] = other.number, one.number
            yield decision
        else:
            yield replace(decision, rule=TAKEN, finding=Finding(same=False, detail=decision.rule))


def _nearness(decision: _Decision, fresh: set[int]) -> tuple[object, ...]:
    """Return what orders partners: joined already, by an identifier, near in date and alike in text; then stably."""
    one, other = decision.one, decision.other
    joined = one.story == other.story and one.number not in fresh and other.number not in fresh
    apart = days_apart(one, other)
    distance = (30.0 if apart is None else apart) - 10 * resemblance(one, other)
    names = sorted((p.blog, p.entry.guid, p.entry.link, p.entry.title) for p in (one, other))
    return (not joined, decision.finding.rank, distance, names)
