"""How good a cloud is: what it reaches, how much of it says the same twice, what is its own (Venetis et al., 2011)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from planet.model import Story
from planet.tags.river import Background


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The figures of one choice of terms over one river; shares from 0 to 1."""

    terms: int
    coverage: float
    """Stories with any term that bear at least one of the cloud's."""
    blogs: float
    """Blogs with any term that the cloud reaches."""
    overlap: float
    """Stories two terms share, over those of either, mean over all pairs."""
    one_blog: float
    """Terms that only one blog uses; 0 where the river has one blog."""
    distinct: float
    """Of a term's stories on the planet, those in this river; mean over the terms."""


def measures(river: Sequence[Story], terms: Iterable[str], background: Background) -> Measures:
    """Return the figures of a choice of terms."""
    chosen = list(dict.fromkeys(terms))
    tagged = [story for story in river if story.terms]
    under = {term: {story.number for story in tagged if term in story.terms} for term in chosen}
    writers = {term: {story.blogs[0] for story in tagged if term in story.terms} for term in chosen}
    everyone = {story.blogs[0] for story in tagged}
    reached = set().union(*under.values()) if under else set()
    heard = set().union(*writers.values()) if writers else set()
    pairs = list(combinations(chosen, 2))
    shared = sum(_jaccard(under[one], under[other]) for one, other in pairs)
    single = sum(len(writers[term]) == 1 for term in chosen) if len(everyone) > 1 else 0
    own = [len(under[term]) / background.counts[term] for term in chosen if background.counts[term]]
    return Measures(
        terms=len(chosen),
        coverage=len(reached) / len(tagged) if tagged else 0.0,
        blogs=len(heard) / len(everyone) if everyone else 0.0,
        overlap=shared / len(pairs) if pairs else 0.0,
        one_blog=single / len(chosen) if chosen else 0.0,
        distinct=sum(own) / len(own) if own else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What no choice of terms over a river can pass, whatever it chooses."""

    coverage: float
    """Of stories, by all terms that may be chosen together: with posts enough, or of a blog that no such term reaches."""
    blogs: float
    """Of blogs, by the same."""
    one_blog: float
    """The least share of terms of one blog in a cloud of the size asked."""
    distinct: float
    """The greatest mean share of the terms' stories that stand in this river, with no more terms of one blog than asked or than must be."""
    terms: int
    """The most terms of which at most so large a share is one blog's."""


def bounds(
    river: Sequence[Story], size: int, background: Background, *, min_posts: int = 2, share: float = 0.35
) -> Bounds:
    """Return the bounds of clouds of `size` terms; `share` is what terms of one blog may have of a cloud.

    Each holds by itself: no one cloud need reach them all.
    """
    tagged = [story for story in river if story.terms]
    posts = Counter(term for story in tagged for term in story.terms)
    writers: dict[str, set[str]] = {}
    for story in tagged:
        for term in story.terms:
            writers.setdefault(term, set()).add(story.blogs[0])
    usable = {term for term, number in posts.items() if number >= min_posts}
    heard = {blog for term in usable for blog in writers[term]}
    usable |= {term for term, blogs in writers.items() if blogs - heard}
    single = {term for term in usable if len(writers[term]) == 1}
    common = len(usable - single)
    reached = {blog for term in usable for blog in writers[term]}
    everyone = {story.blogs[0] for story in tagged}
    size = min(size, len(usable))
    return Bounds(
        coverage=sum(not usable.isdisjoint(story.terms) for story in tagged) / len(tagged) if tagged else 0.0,
        blogs=len(reached) / len(everyone) if everyone else 0.0,
        one_blog=max(0, size - common) / size if size and len(everyone) > 1 else 0.0,
        distinct=_most_own(
            {term: posts[term] / max(1, background.counts[term]) for term in usable}, single, size, share
        ),
        terms=min(len(usable), int(common / (1 - share))) if share < 1 else len(usable),
    )


def _most_own(own: Mapping[str, float], single: Set[str], size: int, share: float) -> float:
    """Return the mean of the largest values, `share` of them at most of `single`, more only where the others are too few."""
    alone = sorted((value for term, value in own.items() if term in single), reverse=True)
    common = sorted((value for term, value in own.items() if term not in single), reverse=True)
    room = max(int(share * size), size - len(common))
    best = sorted(common[:size] + alone[:room], reverse=True)[:size]
    return sum(best) / size if size else 0.0


def _jaccard(one: set[int], other: set[int]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def most_frequent(river: Iterable[Story], size: int) -> tuple[str, ...]:
    """Return the terms most stories bear: the cloud that every other program makes."""
    counts = Counter(term for story in river for term in story.terms)
    return tuple(sorted(counts, key=lambda term: (-counts[term], term))[:size])


def shared(one: Iterable[str], other: Iterable[str]) -> float:
    """Return which part of the terms of two clouds stands in both (Jaccard)."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 0.0
