"""What the stories of a river say term by term: what each weighs, and how much a term is the river's own.

Distinctiveness is the log-odds of a term against the rest of the planet, with a Dirichlet prior (Monroe et al., 2008).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

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
        self.counts: Counter[str] = Counter()
        for terms, number in Counter([story.terms for story in stories]).items():
            for term in terms:
                self.counts[term] += number
        self.total = self.counts.total()
        self._dates = [story.date for story in stories]
        self._decays: dict[float, Decays] = {}

    def decays(self, half_life: float) -> "Decays":
        """Return what is left of a story's weight, by its date; ages count from the planet's last story."""
        if half_life not in self._decays:
            self._decays[half_life] = Decays(self._dates, half_life)
        return self._decays[half_life]


class Decays(dict[datetime, float]):
    """What is left of a story's weight by its date, worked out once for all rivers it stands in."""

    def __init__(self, dates: Sequence[datetime], half_life: float) -> None:
        """Count ages from the last of the dates, in half-lives of so many days; a half-life of 0 keeps the weight whole."""
        self._newest = max(dates, default=None)
        self._span = timedelta(days=max(0.0, half_life))
        if self._newest is not None and self._span:
            newest, span = self._newest, self._span
            super().__init__({date: 0.5 ** ((newest - date) / span) for date in dates})

    def __missing__(self, date: datetime) -> float:
        """Return the same for a story of another planet: one newer than all has its whole weight."""
        if self._newest is None or not self._span:
            return 1.0
        return float(0.5 ** max(0.0, (self._newest - date) / self._span))


class River:
    """The stories of a cloud, by term, with what each weighs."""

    def __init__(self, stories: Sequence[Listed], background: Background, *, half_life: float) -> None:
        """Weigh the stories: one of a blog with many weighs less, an old one less (half-life in days; 0 for never)."""
        self.background = background
        self._stories = stories
        self._blogs = [story.blogs[0] for story in stories]
        sizes = Counter(self._blogs)
        self.names = frozenset(sizes)
        """Addresses of its blogs."""
        self.several = len(sizes) > 1
        decays = background.decays(half_life)
        self._decay = [decays[story.date] for story in stories]
        roots = {blog: math.sqrt(size) for blog, size in sizes.items()}
        self.worth = [
            (OLD + (1 - OLD) * recent) / roots[blog] for recent, blog in zip(self._decay, self._blogs, strict=True)
        ]
        self.postings: dict[str, list[int]] = defaultdict(list)
        for index, terms in enumerate([story.terms for story in stories]):
            for term in terms:
                self.postings[term].append(index)
        self.blogs = {term: set(map(self._blogs.__getitem__, posting)) for term, posting in self.postings.items()}
        found: set[str] = set().union(*{story.found for story in stories})
        self.certain = self.postings.keys() - found
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
