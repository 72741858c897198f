"""The words of an entry as they are compared, and their runs."""

import html
import re
import unicodedata
from itertools import islice

from planet.model import Entry

OPENING_WORDS = 600
"""Words that an opening holds, where the text has so many; copies differ at their ends more than at their openings."""
GRAM = 3
"""Words in a run by which texts are compared; short ones show in edited copies."""

_MARKUP = 16 * OPENING_WORDS
"""Characters of markup, tags and all, in which so many words are first sought."""
_ENOUGH = OPENING_WORDS + OPENING_WORDS // 10
"""Pieces between white space that surely hold so many words: a dash by itself is none."""
_TAG = re.compile(r"<[^<>]*+>")
_USUAL = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "\u00a0": " ",
    "\u2026": "...",
}
"""What is invisible, and what NFKC makes of the letters that are nearly all it changes: put in place first, most texts need no more."""
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""The signs of scripts that are written without spaces, as a range of a pattern."""
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
"""A word, or one sign of a script that is written without spaces."""


def words(entry: Entry) -> tuple[str, ...]:
    """Return the words of an entry's fullest text in order, case and composition folded, accents kept."""
    return tuple(_WORD.findall(_folded(entry.content or entry.summary)))


def opening(entry: Entry) -> str:
    """Return the text of an entry's beginning as words are compared: `OPENING_WORDS` of them at least where it has so many."""
    markup = entry.content or entry.summary
    end = markup.rfind(">", 0, _MARKUP) + 1 if len(markup) > _MARKUP else 0
    if end:  # cut after a tag, the beginning of a long text reads as it does in the whole of it
        text = _folded(markup[:end])
        if len(text.split(None, _ENOUGH)) > _ENOUGH:
            return text
    return _folded(markup)


def first_words(text: str, most: int) -> tuple[str, ...]:
    """Return the first words of a folded text."""
    return tuple(found[0] for found in islice(_WORD.finditer(text), most))


def _folded(markup: str) -> str:
    """Return the text of markup as words are compared."""
    text = html.unescape(html.unescape(_TAG.sub(" ", markup)))
    if text.isascii():
        return text.lower()
    for letter, plain in _USUAL.items():
        if letter in text:
            text = text.replace(letter, plain)
    return unicodedata.normalize("NFKC", text).casefold()


def grams(text: tuple[str, ...], size: int = GRAM) -> frozenset[tuple[str, ...]]:
    """Return every run of `size` words; of a shorter text, the whole of it as one."""
    if len(text) < size:
        return frozenset({text} if text else ())
    return frozenset(zip(*(text[start:] for start in range(size)), strict=False))
