"""The text of an entry as it is compared: its words, its shingles, and the few numbers kept of them."""

import html
import re
import unicodedata
import zlib
from itertools import islice

from planet.model import Entry

SKETCH_WORDS = 600
"""Words a sketch is made of; copies differ at their ends more than at their openings."""
SKETCH_SIZE = 32
SHINGLE = 5
"""Words in a shingle of the sketch: long enough that two posts share one only by sharing a sentence."""
GRAM = 3
"""Words in a shingle of the comparison, finer, for edited copies."""

_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
)
"""A word, or one sign of a script that is written without spaces."""


def words(entry: Entry, most: int | None = None) -> tuple[str, ...]:
    """Return the words of an entry's fullest text in order, case and composition folded, accents kept; the first `most`."""
    markup = entry.content or entry.summary
    text = html.unescape(html.unescape(_TAG.sub(" ", markup)))
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    if most is None or len(folded) < 8 * most:
        return tuple(_WORD.findall(folded)[:most])
    return tuple(found[0] for found in islice(_WORD.finditer(folded), most))


def grams(text: tuple[str, ...], size: int = GRAM) -> frozenset[tuple[str, ...]]:
    """Return every run of `size` words; of a shorter text, the whole of it as one."""
    if len(text) < size:
        return frozenset({text} if text else ())
    return frozenset(zip(*(text[start:] for start in range(size)), strict=False))


def sketch(text: tuple[str, ...]) -> tuple[int, ...]:
    """Return the smallest CRC-32 sums of the opening's shingles, ascending, at most `SKETCH_SIZE`.

    Two texts share about as large a part of these numbers as of their shingles (bottom-k sketch: Broder, "On the
    resemblance and containment of documents", 1997), so the archive finds near copies by looking up numbers.
    """
    opening = [word.encode("utf-8", "replace") for word in text[:SKETCH_WORDS]]
    shingles = zip(*(opening[start:] for start in range(SHINGLE)), strict=False)
    sums = {zlib.crc32(b" ".join(shingle)) for shingle in shingles}
    return tuple(sorted(sums)[:SKETCH_SIZE])
