"""The balanced choice of a cloud's terms: they cover recent posts and all blogs, overlap little, and are the topic's own.

Greedy cover of what a river says (Venetis et al., WSDM 2011), weighed by how distinctive a term is of the river against
the planet (Monroe et al., 2008). The greedy choice of a submodular gain is within 1 - 1/e of the best (Nemhauser et
al., 1978), and lets gains be computed only when they may matter.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace

from planet.tags.cover import Cover
from planet.tags.own import MOST_ALONE, Owner, Usual
from planet.tags.river import River

ALONE = 0.3
"""The share of a cloud that terms of one blog may have, while others are left."""
FEWEST = 2
"""Stories a term needs where nobody said how many."""
ENOUGH = 20
"""Terms below which a cloud takes terms of one blog whatever their share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was thought of a term of a river."""

    term: str
    stories: int
    """Distinct stories that bear it in this river."""
    blogs: int
    """Blogs that use it there."""
    weight: float
    """What its size shows: stories, those of one blog counted as their square root, recent ones more."""
    distinct: float
    """z-score of the log-odds against the rest of the planet; 0 where the river is the planet."""
    own: float
    """Of its stories on the planet, those in this river, from 0 to 1."""
    quality: float
    """The factor it gives the gain: distinctiveness, and whether several blogs use it."""
    place: int | None = None
    """From 1, in the order terms were chosen; None when it was not."""
    gain: float = 0.0
    """What it added to the cover when it was chosen; its gain alone when it was not."""
    reason: str = ""
    """`pinned`, `chosen`, `few-posts`, `few-blogs`, `one-blog` (the cloud has its share of such), `elsewhere`, `no-room`."""


def select(
    river: River, *, size: int, min_posts: int | None, min_blogs: int, pinned: frozenset[str]
) -> tuple[Choice, ...]:
    """Return every term of the river, the chosen ones first; pinned terms have their place whatever their gain.

    Without `min_posts` a term needs two stories, and a blog that no such term reaches is heard by its best one.
    """
    facts = {term: _facts(river, term) for term in sorted(river.postings)}
    held = _held(facts, FEWEST if min_posts is None else min_posts, min_blogs, pinned)
    if min_posts is None and river.several:
        for term in _voices(river, [facts[term] for term in held if facts[term].blogs >= min_blogs], held.keys()):
            del held[term]
    cover = Cover(river)
    fixed = sorted(pinned & facts.keys(), key=lambda term: (-facts[term].weight, term))[:size]
    gains = {term: cover.take(term, facts[term].quality) for term in fixed}
    quality = {term: fact.quality for term, fact in facts.items() if term not in held and term not in gains}
    usual = Usual(river, size)
    room = _room(river, quality, size - len(fixed), usual) if river.several else size
    gains |= cover.greedy(quality, size - len(fixed), alone=room)
    if not river.is_all:
        owner = Owner(river, cover, quality, few=min(ENOUGH, size), alone=ALONE, usual=usual)
        gains = owner.settled(gains)
        held |= dict.fromkeys(owner.elsewhere, "elsewhere")
    chosen = [
        replace(facts[term], place=place, gain=gain, reason="pinned" if term in fixed else "chosen")
        for place, (term, gain) in enumerate(gains.items(), 1)
    ]
    least = min((gains[term] for term in gains if term not in fixed), default=0.0) if len(gains) >= size else 0.0
    return (*chosen, *_left_out(facts, held, cover, gains.keys(), least=least))


def _held(facts: Mapping[str, Choice], posts: int, blogs: int, pinned: Collection[str]) -> dict[str, str]:
    """Return the terms that have too few stories or blogs, with the reason."""
    return {
        term: "few-posts" if fact.stories < posts else "few-blogs"
        for term, fact in facts.items()
        if term not in pinned and (fact.stories < posts or fact.blogs < blogs)
    }


def _voices(river: River, few: Iterable[Choice], held: Set[str]) -> set[str]:
    """Return a term for each blog that only held terms reach: of `few`, those with too few stories, its newest."""
    heard = {blog for term in river.postings.keys() - held for blog in river.blogs[term]}
    voices: dict[str, str] = {}
    for choice in sorted(few, key=lambda choice: (-choice.weight, choice.term)):
        for blog in river.blogs[choice.term] - heard:
            voices.setdefault(blog, choice.term)
    return set(voices.values())


def _room(river: River, terms: Collection[str], size: int, usual: Usual) -> int:
    """Return how many terms of one blog a cloud of this size may have: its share, more only where else it were poor.

    Where terms of several blogs are plenty, no more than the most frequent terms have, and than blogs need to be reached.
    """
    shared = [term for term in terms if not river.is_single(term)]
    if len(shared) >= size * (1 - ALONE):
        heard = {blog for term in shared for blog in river.blogs[term]}
        lonely = {blog for term in terms for blog in river.blogs[term]} - heard
        return min(int(size * ALONE), max(len(lonely), *usual.singles[-1:]))
    return max(int(len(shared) * MOST_ALONE / (1 - MOST_ALONE)), min(ENOUGH, size) - len(shared))


def _facts(river: River, term: str) -> Choice:
    distinct = river.distinct(term)
    return Choice(
        term=term,
        stories=len(river.postings[term]),
        blogs=len(river.blogs[term]),
        weight=river.weight(term),
        distinct=distinct,
        own=river.own(term),
        quality=river.quality(term, distinct),
    )


def _left_out(
    facts: Mapping[str, Choice], held: Mapping[str, str], cover: Cover, chosen: Collection[str], *, least: float
) -> list[Choice]:
    """Return the terms that were not chosen with the reason, those that came nearest first.

    One of a single blog that would add more than `least`, what some chosen term did, was kept out by the share of such.
    """
    rest = []
    for term, fact in facts.items():
        if term not in chosen:
            gain = cover.gain(term, fact.quality)
            reason = held.get(term) or ("one-blog" if fact.blogs == 1 and gain > least else "no-room")
            rest.append(replace(fact, gain=gain, reason=reason))
    return sorted(rest, key=lambda choice: (choice.reason in ("few-posts", "few-blogs"), -choice.gain, choice.term))
