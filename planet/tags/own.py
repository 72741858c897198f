"""The last look at a cloud: terms more at home elsewhere on the planet leave it, so that a topic's cloud is its own."""

from collections import Counter
from collections.abc import Collection, Mapping
from heapq import nsmallest

from planet.tags.cover import Cover
from planet.tags.river import River

ELSEWHERE = -1.0
"""The z-score below which a term is said more elsewhere: a standard error under what chance would give."""
MOST_ALONE = 0.35
"""The share of a cloud that terms of one blog may come to have as others leave it."""


class Usual:
    """What the most frequent terms of a river give, for clouds of each size: no cloud shall give less."""

    def __init__(self, river: River, size: int) -> None:
        """Take the terms most stories bear, `size` of them."""
        postings = river.postings
        self.own: list[float] = []
        """By terms less one, the mean share of their stories that stand in this river."""
        self.reached: list[int] = []
        """By terms less one, the stories they reach together."""
        self.singles: list[int] = []
        """By terms less one, how many of them one blog alone uses."""
        seen: set[int] = set()
        total, singles = 0.0, 0
        for number, term in enumerate(nsmallest(size, postings, key=lambda one: (-len(postings[one]), one)), 1):
            total += river.own(term)
            seen.update(postings[term])
            self.own.append(total / number)
            self.reached.append(len(seen))
            singles += river.is_single(term)
            self.singles.append(singles)


class Owner:
    """Exchanges terms of a cloud for others, then takes terms away, until the cloud is the river's own.

    It is where none of its terms is said more elsewhere, and where its terms have on average as large a share of their
    stories in this river as the river's most frequent terms have. Where no smaller cloud would be, none is made smaller.
    A term that alone reaches a blog stays, and so do those that are not in `quality`: the pinned ones.
    """

    def __init__(
        self, river: River, cover: Cover, quality: Mapping[str, float], *, few: int, alone: float, usual: Usual
    ) -> None:
        """Take what may be chosen; `few` terms are left in any case, `alone` is the share terms of one blog may have."""
        self._river, self._cover, self._quality, self._usual = river, cover, quality, usual
        self._few, self._alone = few, alone
        shared = sum(not self._river.is_single(term) for term in quality)
        self._poor = shared < few * (1 - MOST_ALONE)
        """Whether even a small cloud has more terms of one blog than their share."""
        self.elsewhere: set[str] = set()
        """Terms that were taken away."""

    def settled(self, chosen: Mapping[str, float]) -> dict[str, float]:
        """Return the terms of a cloud with what each added, in their order; those that came in their stead last."""
        if not chosen:
            return {}
        settled = self._improved(chosen, smaller=False)
        if self._own(settled) < self._usual.own[len(settled) - 1]:
            gone = set(self.elsewhere)
            small = self._improved(settled, smaller=True)
            if self._own(small) >= self._usual.own[len(small) - 1]:
                return small
            self.elsewhere = gone
            self._restore(settled, small)
        return settled

    def _improved(self, chosen: Mapping[str, float], *, smaller: bool) -> dict[str, float]:
        """Exchange terms, and where `smaller` take away what nothing can stand for, until the cloud is the river's own."""
        left = dict(chosen)
        kept: set[str] = set()
        while (weak := self._weakest(left, kept)) is not None:
            gain = left.pop(weak)
            self._cover.release(weak)
            other = self._cover.best(self._quality, self._instead(left, weak))
            if other is not None:
                left[other] = self._cover.take(other, self._quality[other])
            elif len(left) < self._few or not (smaller or (self._is_foreign(weak) and self._fits(left))):
                left[weak] = gain
                self._cover.take(weak, self._quality[weak])
                kept.add(weak)
                continue
            self.elsewhere.add(weak)
            self._trim(left)
        order = {term: place for place, term in enumerate(chosen)}
        return dict(sorted(left.items(), key=lambda item: order.get(item[0], len(order))))

    def _weakest(self, chosen: Mapping[str, float], kept: Collection[str]) -> str | None:
        """Return the term to go: of those more at home elsewhere the one that gives least for it; None where none must."""
        own = self._river.own
        free = [
            term
            for term in self._free(chosen, self._usual.reached[len(chosen) - 1])
            if term not in kept and own(term) < 1
        ]
        if self._own(chosen) >= self._usual.own[len(chosen) - 1]:
            free = [term for term in free if self._is_foreign(term)]
        return min(
            free, key=lambda term: (not self._is_foreign(term), self._loss(term) / (1 - own(term)), term), default=None
        )

    def _free(self, chosen: Collection[str], least: int) -> list[str]:
        """Return the terms without which all blogs are still reached, and stories enough."""
        river = self._river
        voices = Counter(blog for term in chosen for blog in river.blogs[term])
        times = Counter(index for term in chosen for index in river.postings[term])
        return [
            term
            for term in chosen
            if term in self._quality
            and all(voices[blog] > 1 for blog in river.blogs[term])
            and len(times) - sum(times[index] == 1 for index in river.postings[term]) >= least
        ]

    def _instead(self, chosen: Collection[str], weak: str) -> list[str]:
        """Return what may take the place of a term."""
        own = self._river.own(weak)
        singles = sum(map(self._river.is_single, chosen))
        most = self._usual.singles[len(chosen)] if self._poor else int(self._alone * (len(chosen) + 1))
        return [
            term
            for term in self._quality.keys() - self.elsewhere - set(chosen)
            if (singles < most or not self._river.is_single(term))
            and self._river.own(term) > own
            and not self._is_foreign(term)
        ]

    def _fits(self, chosen: Collection[str]) -> bool:
        """Return whether terms of one blog have their share at most, or are no more than among the most frequent terms."""
        singles = sum(map(self._river.is_single, chosen))
        return singles <= max(self._alone * len(chosen), self._usual.singles[len(chosen) - 1])

    def _trim(self, chosen: dict[str, float]) -> None:
        """Take away terms of one blog until they have no more than their share."""
        while len(chosen) > self._few and sum(map(self._river.is_single, chosen)) > MOST_ALONE * len(chosen):
            free = [
                term for term in self._free(chosen, self._usual.reached[len(chosen) - 2]) if self._river.is_single(term)
            ]
            if not free:
                return
            last = min(free, key=lambda term: (self._loss(term), term))
            del chosen[last]
            self._cover.release(last)

    def _restore(self, wanted: Collection[str], held: Collection[str]) -> None:
        """Cover again what the wanted terms cover."""
        for term in held:
            if term not in wanted:
                self._cover.release(term)
        for term in wanted:
            if term not in held:
                self._cover.take(term, 1.0)

    def _loss(self, term: str) -> float:
        """Return what a cloud would no longer cover without a term of it."""
        self._cover.release(term)
        return self._cover.take(term, 1.0)

    def _own(self, chosen: Collection[str]) -> float:
        return sum(map(self._river.own, chosen)) / len(chosen)

    def _is_foreign(self, term: str) -> bool:
        return self._river.distinct(term) < ELSEWHERE
