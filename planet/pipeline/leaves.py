"""What was listed of the stories of thirty days, kept in the cache for runs in which nothing of them changed.

A leaf may be lost at any time: it is made anew from the archive. It is good while everything it was made of is as it was, which its key says,
and while its tags stand for the same terms. It holds no address: those of blogs may bear a password, so blogs are counted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

from planet.model import Outline
from planet.pipeline import sealed
from planet.render.outlines import MARK
from planet.select import Selection
from planet.tags import Harmony

FORM = "3"
"""Part of every key; another number makes all leaves anew once."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The stories of thirty days that the planet shows."""

    spellings: Sequence[tuple[str, str, int]]
    """Of all its stories: tag as written, language, and how many bear it."""
    terms: Sequence[tuple[str, str, Sequence[str]]]
    """What its tags stood for: tag as written, the story's language, slugs."""
    asked: str
    """Stands for what the tags of the INI's rules stood for."""
    outlines: Sequence[Outline]
    """Newest first."""
    blogs: Mapping[str, Sequence[int]]
    """By the blog's address: numbers of stories, newest first."""
    topics: Mapping[str, Sequence[int]]
    """By the topic's slug, in the same way."""

    def stands(self, harmony: Harmony, asked: str) -> bool:
        """Tell whether its tags stand for what they stood for."""
        return self.asked == asked and all(
            harmony.members(text, language) == slugs for text, language, slugs in self.terms
        )


def leaf(
    outlines: Sequence[Outline],
    selection: Selection,
    *,
    spellings: Sequence[tuple[str, str, int]],
    terms: Sequence[tuple[str, str, Sequence[str]]],
    asked: str,
) -> Leaf:
    """Return what is listed of these stories, of which those that stand nowhere are left out."""
    shown = set(selection.river)
    return Leaf(
        spellings=spellings,
        terms=terms,
        asked=asked,
        outlines=[one for one in outlines if one.number in shown],
        blogs={url: numbers for url, numbers in selection.blogs.items() if numbers},
        topics={slug: numbers for slug, numbers in selection.topics.items() if numbers},
    )


def keep(path: Path, key: str, held: Leaf, addresses: Sequence[str]) -> None:
    """Write a leaf, its blogs as places in `addresses`; where that cannot be done, the next run makes it anew."""
    places = {address: place for place, address in enumerate(addresses)}
    blogs: dict[tuple[str, ...], int] = {}
    terms: dict[tuple[str, ...], int] = {}
    columns = [
        [one.number for one in held.outlines],
        [_microseconds(one.date) for one in held.outlines],
        [_microseconds(one.updated) for one in held.outlines],
        [blogs.setdefault(one.blogs, len(blogs)) for one in held.outlines],
        [one.language for one in held.outlines],
        [terms.setdefault(one.terms, len(terms)) for one in held.outlines],
        [one.announce for one in held.outlines],
        [None if one.pinned_until is None else _microseconds(one.pinned_until) for one in held.outlines],
        b"".join([one.mark for one in held.outlines]).hex(),
    ]
    if not places.keys() >= {*held.blogs, *(address for group in blogs for address in group)}:
        return  # a blog that the archive does not know: whoever repairs archives by hand may come to this
    groups = [[places[address] for address in group] for group in blogs]
    rivers = [(places[address], numbers) for address, numbers in held.blogs.items()]
    said = [held.spellings, held.terms, held.asked, groups, list(terms), columns, rivers, held.topics]
    text = json.dumps(said, separators=(",", ":"))
    sealed.keep(path, FORM + key, text)


def kept(path: Path, key: str, addresses: Sequence[str]) -> Leaf | None:
    """Return the leaf that was kept under this key, of which `addresses` are part; None where there is none, or it is damaged."""
    text = sealed.kept(path, FORM + key)
    if text is None:
        return None
    spellings, terms, asked, groups, words, columns, rivers, topics = json.loads(text)
    blogs = [tuple(addresses[place] for place in group) for group in groups]
    return Leaf(
        spellings=[tuple(row) for row in spellings],
        terms=[(text, language, tuple(slugs)) for text, language, slugs in terms],
        asked=asked,
        outlines=_outlines(columns, blogs, [tuple(word) for word in words]),
        blogs={addresses[place]: numbers for place, numbers in rivers},
        topics=topics,
    )


def _outlines(
    columns: Sequence[Any], groups: Sequence[tuple[str, ...]], words: Sequence[tuple[str, ...]]
) -> list[Outline]:
    """Return outlines of what was kept of them, column by column, for there may be a hundred thousand."""
    numbers, dates, updates, blogs, languages, terms, announced, pins, marks = columns
    moments = [_moment(value) for value in dates]
    digests = bytes.fromhex(marks)
    rows = zip(
        numbers,
        moments,
        [
            moment if one == other else _moment(other)
            for moment, one, other in zip(moments, dates, updates, strict=True)
        ],
        map(groups.__getitem__, blogs),
        languages,
        map(words.__getitem__, terms),
        repeat(frozenset[str]()),
        announced,
        [None if value is None else _moment(value) for value in pins],
        [digests[place : place + MARK] for place in range(0, len(digests), MARK)],
        strict=False,
    )
    return list(map(Outline._make, rows))


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)
