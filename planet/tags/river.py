"""What the stories of a river say term by term: what each weighs, and how much a term is the river's own.

Distinctiveness is the log-odds of a term against the rest of the planet, with a Dirichlet prior (Monroe et al., 2008).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from planet.model import Listed

FOUND = 0.5
"""What a term found in the text weighs against one its author wrote."""
PRIOR = 500.0
"""The weight of the planet's shares in the log-odds, in stories."""
CLEAR = 3.0
"""The z-score from which a term counts as fully distinctive."""
LEAST = 0.05
ONE_BLOG = 0.55
"""What a term only one blog uses is worth, where the river has several."""
OLD = 0.4
"""What a story is worth however old it is; the rest of its worth decays."""


class Background:
    """What the planet as a whole says: counted once, used by every cloud."""

    def __init__(self, stories: Iterable[Listed]) -> None:
        """Count the terms of all stories of the planet."""
        stories = tuple(stories)
        self.newest = max((story.date for story in stories), default=None)
        self.counts: Counter[str] = Counter()
        for terms, number in Counter(story.terms for story in stories).items():
            for term in terms:
                self.counts[term] += number
        self.total = self.counts.total()


class River:
    """The stories of a cloud, by term, with what each weighs."""

    def __init__(self, stories: Sequence[Listed], background: Background, *, half_life: float) -> None:
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
        self.is_all = background.total <= self.total
        """Whether the river is the whole planet's."""

    def share(self, index: int, term: str) -> float:
        """Return what a story counts for a term: half where it was found in the text."""
        return FOUND if term in self._stories[index].found else 1.0

    def weight(self, term: str) -> float:
        """Return the weight a term is shown with: a story more, or a blog more, never makes it smaller."""
        per_blog: dict[str, float] = defaultdict(float)
        if term in self.certain:
            for index in self.postings[term]:
                per_blog[self._blogs[index]] += self._decay[index]
        else:
            for index in self.postings[term]:
                per_blog[self._blogs[index]] += self.share(index, term) * self._decay[index]
        return sum(map(math.sqrt, per_blog.values()))

    def distinct(self, term: str) -> float:
        """Return the z-score of the term's log-odds in this river against the rest of the planet."""
        here, everywhere = len(self.postings[term]), self.background.counts[term]
        rest, rest_total = everywhere - here, self.background.total - self.total
        if rest_total <= 0 or rest < 0:
            return 0.0
        prior = PRIOR * everywhere / max(1, self.background.total)
        return _log_odds(here, self.total, prior, rest, rest_total)

    def is_single(self, term: str) -> bool:
        """Return whether one blog alone uses the term, where the river has several."""
        return self.several and len(self.blogs[term]) == 1

    def own(self, term: str) -> float:
        """Return which part of the term's stories on the planet stand in this river, from 0 to 1."""
        return min(1.0, len(self.postings[term]) / max(1, self.background.counts[term]))

    def quality(self, term: str, distinct: float) -> float:
        """Return the factor of a term's gain."""
        quality = 1.0 if self.is_all else min(1.0, max(LEAST, distinct / CLEAR))
        return quality * ONE_BLOG if self.is_single(term) else quality


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
