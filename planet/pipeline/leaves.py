"""What was listed of the stories of thirty days, kept in the cache for runs in which nothing of them changed.

A leaf may be lost at any time: it is made anew from the archive. It is good while everything it was made of is as it was, which its key says,
and while its tags stand for the same terms.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from planet.model import Outline
from planet.select import Selection
from planet.tags import Harmony
from planet.text import digest

FORM = "1"
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
    """Numbers of stories, newest first."""
    topics: Mapping[str, Sequence[int]]

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


def keep(path: Path, key: str, held: Leaf) -> None:
    """Write a leaf; where that cannot be done, the next run makes it anew."""
    blogs: dict[tuple[str, ...], int] = {}
    terms: dict[tuple[str, ...], int] = {}
    rows = [
        [
            one.number,
            _microseconds(one.date),
            _microseconds(one.updated),
            blogs.setdefault(one.blogs, len(blogs)),
            one.language,
            terms.setdefault(one.terms, len(terms)),
            int(one.announce),
            None if one.pinned_until is None else _microseconds(one.pinned_until),
            one.mark.hex(),
        ]
        for one in held.outlines
    ]
    said = [held.spellings, held.terms, held.asked, list(blogs), list(terms), rows, held.blogs, held.topics]
    text = json.dumps(said, separators=(",", ":"))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".new")
        draft.write_text(f"{_seal(key, text)}\n{text}", encoding="ascii")
        draft.replace(path)


def kept(path: Path, key: str) -> Leaf | None:
    """Return the leaf that was kept under this key; None where there is none, or it is damaged."""
    try:
        seal, _, text = path.read_text(encoding="ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if seal != _seal(key, text):
        return None
    spellings, terms, asked, groups, words, rows, blogs, topics = json.loads(text)
    return Leaf(
        spellings=[tuple(row) for row in spellings],
        terms=[(text, language, tuple(slugs)) for text, language, slugs in terms],
        asked=asked,
        outlines=_outlines(rows, [tuple(group) for group in groups], [tuple(word) for word in words]),
        blogs=blogs,
        topics=topics,
    )


def _outlines(
    rows: Sequence[Any], groups: Sequence[tuple[str, ...]], words: Sequence[tuple[str, ...]]
) -> list[Outline]:
    none = frozenset[str]()
    made = Outline._make
    found = []
    for number, date, updated, group, language, word, announce, pinned, mark in rows:
        moment = _moment(date)
        pin = None if pinned is None else _moment(pinned)
        later = moment if updated == date else _moment(updated)
        digested = bytes.fromhex(mark)
        found.append(
            made((number, moment, later, groups[group], language, words[word], none, announce == 1, pin, digested))
        )
    return found


def _seal(key: str, text: str) -> str:
    return digest(FORM, key, text)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)
