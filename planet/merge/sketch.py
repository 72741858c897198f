"""The few numbers kept of a text, by which near copies of it are found. Who reads documents needs it, and numpy with it; a run does not."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planet.merge.wording import OPENING_WORDS, UNSPACED

SKETCH_SIZE = 32
SHINGLE = 5
"""Words in a shingle: long enough that two posts share one only by sharing a sentence."""

_LETTERS = 8 * OPENING_WORDS
"""Characters of text in which so many words are first sought."""
_LETTER, _SIGN, _LAST = 1, 2, 0xFFFF
_NEXT = np.uint64(0xC2B2AE3D27D4EB4F)
_BASE = 0x9E3779B97F4A7C15
_SCATTER = np.uint64(0xD6E8FEB86659FD93)
_SIGNS = re.compile(f"[{UNSPACED}]")


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest 32-bit sums of a folded text's first shingles, ascending, at most `SKETCH_SIZE`.

    Two texts share about as large a part of these numbers as of their shingles (bottom-k sketch: Broder, "On the
    resemblance and containment of documents", 1997), so the archive finds near copies by looking up numbers. The sums of all
    words are made at once, as differences of one running polynomial sum over the letters (Rabin and Karp).
    """
    letters = np.frombuffer(text[:_LETTERS].encode("utf-32-le", "replace"), "<u4")
    starts, ends = _word_bounds(letters)
    if len(starts) <= OPENING_WORDS and len(text) > _LETTERS:
        letters = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")
        starts, ends = _word_bounds(letters)
    starts, ends = starts[:OPENING_WORDS], ends[:OPENING_WORDS]
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
