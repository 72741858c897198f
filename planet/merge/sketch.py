"""The text of an entry as it is compared: its words, its shingles, and the few numbers kept of them."""

import html
import re
import unicodedata
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from planet.model import Entry

SKETCH_WORDS = 600
"""Words a sketch is made of; copies differ at their ends more than at their openings."""
SKETCH_SIZE = 32
SHINGLE = 5
"""Words in a shingle of the sketch: long enough that two posts share one only by sharing a sentence."""
GRAM = 3
"""Words in a shingle of the comparison, finer, for edited copies."""

_MARKUP = 16 * SKETCH_WORDS
"""Characters of markup, tags and all, in which so many words are first sought."""
_LETTERS = 8 * SKETCH_WORDS
"""Likewise of text without tags."""
_LETTER, _SIGN, _LAST = 1, 2, 0xFFFF
_NEXT = np.uint64(0xC2B2AE3D27D4EB4F)
_BASE = 0x9E3779B97F4A7C15
_SCATTER = np.uint64(0xD6E8FEB86659FD93)
_TAG = re.compile(r"<[^<>]*+>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_SIGNS = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
"""A word, or one sign of a script that is written without spaces."""


def words(entry: Entry) -> tuple[str, ...]:
    """Return the words of an entry's fullest text in order, case and composition folded, accents kept."""
    return tuple(_WORD.findall(_folded(entry.content or entry.summary)))


def opening(entry: Entry) -> str:
    """Return the text of an entry's beginning as words are compared: `SKETCH_WORDS` of them at least where it has so many."""
    markup = entry.content or entry.summary
    end = markup.rfind(">", 0, _MARKUP) + 1 if len(markup) > _MARKUP else 0
    if end:  # cut after a tag, the beginning of a long text reads as it does in the whole of it
        text = _folded(markup[:end])
        if len(text.split()) > 1.1 * SKETCH_WORDS:  # a dash by itself is no word
            return text
    return _folded(markup)


def first_words(text: str, most: int) -> tuple[str, ...]:
    """Return the first words of a folded text."""
    return tuple(found[0] for found in islice(_WORD.finditer(text), most))


def _folded(markup: str) -> str:
    """Return the text of markup as words are compared."""
    text = html.unescape(html.unescape(_TAG.sub(" ", markup)))
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()


def grams(text: tuple[str, ...], size: int = GRAM) -> frozenset[tuple[str, ...]]:
    """Return every run of `size` words; of a shorter text, the whole of it as one."""
    if len(text) < size:
        return frozenset({text} if text else ())
    return frozenset(zip(*(text[start:] for start in range(size)), strict=False))


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest 32-bit sums of a folded text's first shingles, ascending, at most `SKETCH_SIZE`.

    Two texts share about as large a part of these numbers as of their shingles (bottom-k sketch: Broder, "On the
    resemblance and containment of documents", 1997), so the archive finds near copies by looking up numbers. The sums of all
    words are made at once, as differences of one running polynomial sum over the letters (Rabin and Karp).
    """
    letters = np.frombuffer(text[:_LETTERS].encode("utf-32-le", "replace"), "<u4")
    starts, ends = _word_bounds(letters)
    if len(starts) <= SKETCH_WORDS and len(text) > _LETTERS:
        letters = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")
        starts, ends = _word_bounds(letters)
    starts, ends = starts[:SKETCH_WORDS], ends[:SKETCH_WORDS]
    if len(starts) < SHINGLE:
        return ()
    powers, inverses = _powers(1 << int(ends[-1]).bit_length())
    sums = np.zeros(ends[-1] + 1, np.uint64)
    np.cumsum(letters[: ends[-1]] * powers[: ends[-1]], out=sums[1:])
    found = (sums[ends] - sums[starts]) * inverses[starts]
    count = len(found) - SHINGLE + 1
    shingles = found[:count]
    for place in range(1, SHINGLE):
        shingles = shingles * _NEXT + found[place : place + count]
    scattered = ((shingles ^ (shingles >> np.uint64(31))) * _SCATTER) >> np.uint64(32)
    scattered.sort()
    for some in (scattered[: 2 * SKETCH_SIZE], scattered):  # doubles are rare
        smallest = tuple(dict.fromkeys(some.tolist()))[:SKETCH_SIZE]
        if len(smallest) == SKETCH_SIZE:
            break
    return smallest


def _word_bounds(letters: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each word begins, and where it has ended."""
    kinds = np.zeros(len(letters) + 2, np.int8)
    kinds[1:-1] = _kinds().take(letters, mode="clip")
    before, after = kinds[:-1], kinds[1:]
    border = (before != after) | (before == _SIGN)
    return np.flatnonzero(border & (after > 0)), np.flatnonzero(border & (before > 0))


@lru_cache(1)
def _kinds() -> NDArray[np.int8]:
    """Return what each character of the basic plane is to words: no part of one, a letter, or a sign that is one."""
    plane = [chr(number) for number in range(_LAST)]
    kinds = np.full(_LAST + 1, _LETTER, np.int8)  # so is whatever lies beyond
    kinds[:_LAST] *= np.fromiter(map(str.isalnum, plane), np.int8, _LAST)
    kinds[ord("_")] = _LETTER
    for found in _SIGNS.finditer("".join(plane)):
        kinds[found.start()] = _SIGN
    return kinds


@lru_cache(32)
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return so many powers of the polynomial's base, and their inverses, modulo 2^64."""
    inverse = pow(_BASE, -1, 1 << 64)
    one, other = np.full(size, _BASE, np.uint64), np.full(size, inverse, np.uint64)
    return np.cumprod(one, dtype=np.uint64), np.cumprod(other, dtype=np.uint64)
