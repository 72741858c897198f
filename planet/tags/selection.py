"""The balanced choice of a cloud's terms: they cover recent posts and all blogs, overlap little, and are the topic's own.

Greedy cover of what a river says (Venetis et al., WSDM 2011), weighed by how distinctive a term is of the river against
the planet (log-odds with a Dirichlet prior: Monroe et al., 2008). The greedy choice of a submodular gain is within
1 - 1/e of the best (Nemhauser et al., 1978), and lets gains be computed only when they may matter.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planet.model import Story

FOUND = 0.5
"""What a term found in the text weighs against one its author wrote."""
AGAIN = 0.1
"""What covering a story once more is worth against covering it for the first time."""
PRIOR = 500.0
"""The weight of the planet's shares in the log-odds, in stories."""
CLEAR = 3.0
"""The z-score from which a term counts as fully distinctive."""
LEAST = 0.05
ONE_BLOG = 0.55
"""What a term only one blog uses is worth, where the river has several."""
ALONE = 1 / 3
"""The share of a cloud that terms of one blog may have, while others are left."""
ENOUGH = 20
"""Terms below which a cloud takes terms of one blog whatever their share."""
OLD = 0.4
"""What a story is worth however old it is; the rest of its worth decays."""
VOICE = 0.5
"""What reaching all blogs is worth against covering all stories."""
HEARD = 0.1
"""What reaching a blog once more is worth against reaching it for the first time."""
EVERYWHERE = 0.8
"""A term on more of a blog's stories than this says little about any of them."""
MANY = 5
"""Stories a blog needs for that to be said."""


class Background:
    """What the planet as a whole says: counted once, used by every cloud."""

    def __init__(self, stories: Iterable[Story]) -> None:
        """Count the terms of all stories of the planet."""
        stories = tuple(stories)
        self.newest = max((story.date for story in stories), default=None)
        sizes = Counter(story.blogs[0] for story in stories)
        per_blog: dict[str, Counter[str]] = defaultdict(Counter)
        self.counts: Counter[str] = Counter()
        for (blog, terms), number in Counter((story.blogs[0], story.terms) for story in stories).items():
            for term in terms:
                per_blog[blog][term] += number
                self.counts[term] += number
        self.total = self.counts.total()
        self.everywhere = frozenset(
            (blog, term)
            for blog, counts in per_blog.items()
            if sizes[blog] >= MANY
            for term, number in counts.items()
            if number > EVERYWHERE * sizes[blog]
        )
        """Blog and term: the blog gives it to nearly every post."""


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
    quality: float
    """The factor it gives the gain: distinctiveness, and whether several blogs use it."""
    place: int | None = None
    """From 1, in the order terms were chosen; None when it was not."""
    gain: float = 0.0
    """What it added to the cover when it was chosen; its gain alone when it was not."""
    reason: str = ""
    """`pinned`, `chosen`, `few-posts`, `few-blogs`, `one-blog` (the cloud has its share of such), `no-room`."""


class River:
    """The stories of a cloud, by term, with what each weighs."""

    def __init__(self, stories: Sequence[Story], background: Background, *, half_life: float) -> None:
        """Weigh the stories: one of a blog with many weighs less, an old one less (half-life in days; 0 for never)."""
        self.postings: dict[str, list[int]] = defaultdict(list)
        self.blogs: dict[str, set[str]] = defaultdict(set)
        self.background = background
        sizes = Counter(story.blogs[0] for story in stories)
        self.names = frozenset(sizes)
        """Addresses of its blogs."""
        self.several = len(sizes) > 1
        self.worth: list[float] = []
        self._stories = stories
        self._blogs = [story.blogs[0] for story in stories]
        self._decay: list[float] = []
        for index, story in enumerate(stories):
            blog = self._blogs[index]
            recent = _decay(background.newest, story.date, half_life)
            self._decay.append(recent)
            self.worth.append((OLD + (1 - OLD) * recent) / math.sqrt(sizes[blog]))
            for term in story.terms:
                self.postings[term].append(index)
                self.blogs[term].add(blog)
        self.certain = self.postings.keys() - {term for story in stories for term in story.found}
        """Terms that were found in no text: wherever they stand, an author wrote them."""
        self.total = sum(len(posting) for posting in self.postings.values())

    def share(self, index: int, term: str) -> float:
        """Return what a story counts for a term: half where it was found in the text."""
        return FOUND if term in self._stories[index].found else 1.0

    def weight(self, term: str) -> float:
        """Return the weight a term is shown with: a blog that gives it to nearly every post counts as one with one post."""
        per_blog: dict[str, float] = defaultdict(float)
        if term in self.certain:
            for index in self.postings[term]:
                per_blog[self._blogs[index]] += self._decay[index]
        else:
            for index in self.postings[term]:
                per_blog[self._blogs[index]] += self.share(index, term) * self._decay[index]
        return sum(
            min(1.0, value) if (blog, term) in self.background.everywhere and len(per_blog) > 1 else math.sqrt(value)
            for blog, value in per_blog.items()
        )

    def distinct(self, term: str) -> float:
        """Return the z-score of the term's log-odds in this river against the rest of the planet."""
        here, everywhere = len(self.postings[term]), self.background.counts[term]
        rest, rest_total = everywhere - here, self.background.total - self.total
        if rest_total <= 0 or rest < 0:
            return 0.0
        prior = PRIOR * everywhere / max(1, self.background.total)
        return _log_odds(here, self.total, prior, rest, rest_total)

    def quality(self, term: str, distinct: float) -> float:
        """Return the factor of a term's gain."""
        is_all = self.background.total <= self.total
        quality = 1.0 if is_all else min(1.0, max(LEAST, distinct / CLEAR))
        return quality * ONE_BLOG if self.several and len(self.blogs[term]) == 1 else quality


def _log_odds(here: int, here_total: int, prior: float, rest: int, rest_total: int) -> float:
    """Return the difference of log-odds with a Dirichlet prior over its standard error (Monroe et al., 2008, eq. 22)."""
    one = (here + prior) / max(1e-9, here_total + PRIOR - here - prior)
    other = (rest + prior) / max(1e-9, rest_total + PRIOR - rest - prior)
    return (math.log(max(one, 1e-12)) - math.log(max(other, 1e-12))) / math.sqrt(
        1 / (here + prior) + 1 / (rest + prior)
    )


def _decay(newest: datetime | None, date: datetime, half_life: float) -> float:
    if newest is None or half_life <= 0:
        return 1.0
    return float(0.5 ** (max(0.0, (newest - date).total_seconds()) / 86400 / half_life))


def select(river: River, *, size: int, min_posts: int, min_blogs: int, pinned: frozenset[str]) -> tuple[Choice, ...]:
    """Return every term of the river, the chosen ones first; pinned terms have their place whatever their gain."""
    facts = {term: _facts(river, term) for term in sorted(river.postings)}
    held = {
        term: "few-posts" if fact.stories < min_posts else "few-blogs"
        for term, fact in facts.items()
        if term not in pinned and (fact.stories < min_posts or fact.blogs < min_blogs)
    }
    cover = _Cover(river)
    chosen: list[Choice] = []
    for term in sorted(pinned & facts.keys(), key=lambda term: (-facts[term].weight, term))[:size]:
        gain = cover.take(term, facts[term].quality)
        chosen.append(_placed(facts[term], len(chosen) + 1, gain, "pinned"))
    taken = {choice.term for choice in chosen}
    open_terms = [term for term in facts if term not in held and term not in taken]
    room = _room(facts, open_terms, size - len(chosen)) if river.several else size
    for term, gain in cover.greedy(open_terms, facts, size - len(chosen), alone=room):
        chosen.append(_placed(facts[term], len(chosen) + 1, gain, "chosen"))
        taken.add(term)
    alone = len(chosen) < size
    rest = []
    for term, fact in facts.items():
        if term not in taken:
            reason = held.get(term) or ("one-blog" if alone and fact.blogs == 1 else "no-room")
            rest.append(_placed(fact, None, cover.gain(term, fact.quality), reason))
    rest.sort(key=lambda choice: (choice.reason in ("few-posts", "few-blogs"), -choice.gain, choice.term))
    return (*chosen, *rest)


def _room(facts: Mapping[str, Choice], terms: Sequence[str], size: int) -> int:
    """Return how many terms of one blog a cloud of this size may have: a third, more only where else it were poor."""
    shared = sum(facts[term].blogs > 1 for term in terms)
    if shared >= size * (1 - ALONE):
        return int(size * ALONE)
    return max(int(shared * ALONE / (1 - ALONE)), min(ENOUGH, size) - shared)


def _facts(river: River, term: str) -> Choice:
    distinct = river.distinct(term)
    return Choice(
        term=term,
        stories=len(river.postings[term]),
        blogs=len(river.blogs[term]),
        weight=river.weight(term),
        distinct=distinct,
        quality=river.quality(term, distinct),
    )


def _placed(fact: Choice, place: int | None, gain: float, reason: str) -> Choice:
    return Choice(
        term=fact.term,
        stories=fact.stories,
        blogs=fact.blogs,
        weight=fact.weight,
        distinct=fact.distinct,
        quality=fact.quality,
        place=place,
        gain=gain,
        reason=reason,
    )


class _Cover:
    """How often each story of a river is covered by the terms taken so far."""

    def __init__(self, river: River) -> None:
        self._river = river
        self._left = list(river.worth)
        """What covering each story once more is worth."""
        each = VOICE * sum(self._left) / max(1, len(river.names))
        self._unheard = dict.fromkeys(river.names, each)
        """What reaching each blog once more is worth."""

    def gain(self, term: str, quality: float) -> float:
        left, posting, share = self._left, self._river.postings[term], self._river.share
        if term in self._river.certain:
            stories = sum(map(left.__getitem__, posting))
        else:
            stories = sum(left[index] * share(index, term) for index in posting)
        return quality * (stories + sum(map(self._unheard.__getitem__, self._river.blogs[term])))

    def take(self, term: str, quality: float) -> float:
        gain = self.gain(term, quality)
        for index in self._river.postings[term]:
            self._left[index] *= AGAIN
        for blog in self._river.blogs[term]:
            self._unheard[blog] *= HEARD
        return gain

    def greedy(
        self, terms: Iterable[str], facts: Mapping[str, Choice], size: int, *, alone: int
    ) -> Iterable[tuple[str, float]]:
        """Yield the best term again and again; a gain only shrinks, so that most need no second look (Minoux, 1978).

        Of terms that one blog alone uses, `alone` at most are taken.
        """
        heap = [(-self.gain(term, facts[term].quality), term) for term in terms]
        heapq.heapify(heap)
        while heap and size > 0:
            _old, term = heapq.heappop(heap)
            if alone <= 0 and facts[term].blogs == 1:
                continue
            gain = self.gain(term, facts[term].quality)
            if heap and (-gain, term) > heap[0]:
                heapq.heappush(heap, (-gain, term))
                continue
            yield term, self.take(term, facts[term].quality)
            size -= 1
            alone -= facts[term].blogs == 1
