"""What comparing needs of an entry, derived once, and the measures of likeness between two of them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from planet.merge import keys, titles, wording
from planet.model import Entry, Record

_DAY = 86400.0
_CALENDAR = re.compile(
    r"""janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
    |january|february|march|april|may|june|july|august|september|october|november|december
    |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
    |monday|tuesday|wednesday|thursday|friday|saturday|sunday""",
    re.VERBOSE,
)
"""Names of months and days: what changes from one notice to the next of its kind."""
_WITHIN = 0.85
"""The least likeness of two titles of which one holds the other whole."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """An entry as rules see it. Not slotted: what is costly is derived when a rule first asks, and kept."""

    entry: Entry
    blog: str
    number: int = 0
    story: int = 0
    keys: tuple[str, ...] = ()
    """What the archive holds of it; without them addresses are made anew."""

    @cached_property
    def title(self) -> str:
        """The bare title; empty when there is none."""
        return titles.bare(self.entry.title)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The bare title, then without its first and its last part."""
        return titles.parts(self.entry.title)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the fullest text."""
        return wording.words(self.entry)

    @cached_property
    def grams(self) -> frozenset[tuple[str, ...]]:
        """The runs of three words in the text."""
        return wording.grams(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the title."""
        return titles.numbers(self.title)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers, months and days named in the text."""
        found = (word.lstrip("0") if word.isdecimal() else word for word in self.words)
        return frozenset(word for word in found if word.isdecimal() or _CALENDAR.fullmatch(word))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The canonical addresses it claims."""
        return keys.addresses(self.entry)

    @cached_property
    def address_keys(self) -> frozenset[str]:
        """The keys of these addresses, at hand without making them canonical again."""
        known = self.keys or keys.keys(self.entry, self.blog)
        return frozenset(key for key in known if key.startswith("url:"))

    @cached_property
    def moment(self) -> datetime | None:
        """When its author published it, or else says to have changed it."""
        return self.entry.published or self.entry.updated


def post(record: Record) -> Post:
    """Return a record as rules see it."""
    return Post(entry=record.entry, blog=record.blog, number=record.number, story=record.story, keys=record.keys)


def days_apart(one: Post, other: Post) -> float | None:
    """Return the days between two posts, or None when one is undated."""
    if one.moment is None or other.moment is None:
        return None
    return abs((one.moment - other.moment).total_seconds()) / _DAY


def same_instant(one: Post, other: Post) -> bool:
    """Return whether both were published at one second; what is undated was not."""
    return days_apart(one, other) == 0.0


def shared_addresses(one: Post, other: Post) -> frozenset[str]:
    """Return the canonical addresses that both claim."""
    return one.addresses & other.addresses if one.address_keys & other.address_keys else frozenset()


def resemblance(one: Post, other: Post) -> float:
    """Return the part of all their three-word runs that two texts share, 0 to 1 (Jaccard); 0 without text."""
    shared = len(one.grams & other.grams)
    return shared / (len(one.grams) + len(other.grams) - shared) if shared else 0.0


def containment(one: Post, other: Post) -> float:
    """Return the part of the shorter text's three-word runs that stand in the longer, 0 to 1; 0 without text."""
    smaller = min(len(one.grams), len(other.grams))
    return len(one.grams & other.grams) / smaller if smaller else 0.0


def title_likeness(one: Post, other: Post) -> float:
    """Return how alike two titles are, 0 to 1, when either may carry a blog's name; 0 where one has no title."""
    if one.title and one.title == other.title:
        return 1.0
    within = titles.contains(one.title, other.title) or titles.contains(other.title, one.title)
    return max(_WITHIN if within else 0.0, titles.closest(one.titles, other.titles)[0])


def same_numbers(one: Post, other: Post) -> bool:
    """Return whether the numbers in two titles are the same: episodes, parts, releases and dates differ in nothing else."""
    if one.numbers == other.numbers:
        return True
    _, left, right = titles.closest(one.titles, other.titles)
    return bool(left) and titles.numbers(left) == titles.numbers(right)


def other_numbers(one: Post, other: Post) -> bool:
    """Return whether each title has a number that the other has not: one was not made of the other by adding to it."""
    return not same_numbers(one, other) and not (one.numbers <= other.numbers or other.numbers <= one.numbers)


def other_figures(one: Post, other: Post) -> int:
    """Return how many figures stand in one text only, those of the titles aside: a copy's frame may repeat its title."""
    return len((one.figures ^ other.figures) - one.numbers - other.numbers)


def least_words(one: Post, other: Post) -> int:
    """Return the words of the shorter text."""
    return min(len(one.words), len(other.words))
