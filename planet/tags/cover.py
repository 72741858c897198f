"""How far the terms taken so far cover a river: its stories, and its blogs."""

import heapq
from collections.abc import Collection, Iterator, Mapping

from planet.tags.river import ONE_BLOG, River

AGAIN = 0.1
"""What covering a story once more is worth against covering it for the first time."""
VOICE = 0.5
"""What reaching all blogs is worth against covering all stories."""
HEARD = 0.1
"""What reaching a blog once more is worth against reaching it for the first time."""


class Cover:
    """How often each story of a river is covered by the terms taken so far."""

    def __init__(self, river: River) -> None:
        """Begin with nothing covered."""
        self._river = river
        self._left = list(river.worth)
        """What covering each story once more is worth."""
        each = VOICE * sum(self._left) / max(1, len(river.names))
        self._unheard = dict.fromkeys(river.names, each)
        """What reaching each blog once more is worth."""

    def gain(self, term: str, quality: float) -> float:
        """Return what a term would add: stories by its quality, blogs by whether it is theirs alone, whatever the word."""
        left, posting, share = self._left, self._river.postings[term], self._river.share
        if term in self._river.certain:
            stories = sum(map(left.__getitem__, posting))
        else:
            stories = sum(left[index] * share(index, term) for index in posting)
        voices = sum(map(self._unheard.__getitem__, self._river.blogs[term]))
        return quality * stories + (ONE_BLOG if self._river.is_single(term) else 1.0) * voices

    def take(self, term: str, quality: float) -> float:
        """Cover what a term reaches once more; return what it added."""
        gain = self.gain(term, quality)
        self._scale(term, AGAIN, HEARD)
        return gain

    def release(self, term: str) -> None:
        """Undo what taking a term did."""
        self._scale(term, 1 / AGAIN, 1 / HEARD)

    def _scale(self, term: str, stories: float, blogs: float) -> None:
        for index in self._river.postings[term]:
            self._left[index] *= stories
        for blog in self._river.blogs[term]:
            self._unheard[blog] *= blogs

    def greedy(self, quality: Mapping[str, float], size: int, *, alone: int) -> Iterator[tuple[str, float]]:
        """Yield the best term again and again; a gain only shrinks, so that most need no second look (Minoux, 1978).

        `quality` names the terms there are. Of those that one blog alone uses, `alone` at most are taken.
        """
        heap = [(-self.gain(term, factor), term) for term, factor in quality.items()]
        heapq.heapify(heap)
        while heap and size > 0:
            _old, term = heapq.heappop(heap)
            single = self._river.is_single(term)
            if alone <= 0 and single:
                continue
            gain = self.gain(term, quality[term])
            if heap and (-gain, term) > heap[0]:
                heapq.heappush(heap, (-gain, term))
                continue
            yield term, self.take(term, quality[term])
            size -= 1
            alone -= single

    def best(self, quality: Mapping[str, float], among: Collection[str]) -> str | None:
        """Return the term that would add most; None where there is none."""
        return min(among, key=lambda term: (-self.gain(term, quality[term]), term), default=None)
