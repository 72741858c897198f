"""Terms that may be one: why, how surely, and the lines of tags.ini that would say so. Nothing here acts by itself."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from planet.tags.bench import Row
from planet.tags.distinct import differ, small
from planet.tags.fold import fold, split
from planet.tags.lemmas import Lemma
from planet.tags.vocabulary import Concept, Vocabulary

ALIKE = 88.0
"""The ratio of folded keys, in percent, from which two are said to be spelled alike."""
TOGETHER = 0.3
"""Terms that stand together on so many of the rarer one's posts are two things to their authors."""
LEAST = 0.3
"""The confidence below which nothing is said."""

Pair = tuple[Row, Row, str, float]
"""Two terms, why they may be one, and how surely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two terms that may be one."""

    one: Row
    """The term that would stay: the one the vocabulary names, else the more used."""
    other: Row
    reason: str
    """`order`, `lemma`, `initials`, `typing` or `alike`."""
    confidence: float
    """From 0 to 1: an estimate to sort by, not a measured frequency."""
    section: str
    """The section of tags.ini that would name both."""
    also: tuple[str, ...]
    """The spellings it would list, those it lists already included."""

    @property
    def lines(self) -> str:
        """Return the section as tags.ini would hold it."""
        return f"[{self.section}]\nalso = {', '.join(self.also)}\n"


def near(rows: Sequence[Row], vocabulary: Vocabulary, *, lemma: Lemma | None = None) -> tuple[Near, ...]:
    """Return the pairs of terms that may be one, the surest first.

    Never a pair that the vocabulary keeps apart, that authors set together on their posts, or that a number or a
    negation parts.
    """
    named = {name.text: concept for concept in vocabulary.concepts if concept.own for name in concept.spellings}
    found: dict[tuple[str, str], Near] = {}
    for one, other, reason, sure in _pairs(rows, lemma):
        first, second = sorted((one, other), key=lambda row: (not row.mapped, -row.posts, row.slug))
        if sure < LEAST or second.mapped or _together(one, other) or differ(one.label, other.label):
            continue
        pair = _settled(first, second, reason, sure, named)
        known = found.get((first.slug, second.slug))
        if pair and (known is None or known.confidence < sure):
            found[first.slug, second.slug] = pair
    return tuple(sorted(found.values(), key=lambda pair: (-pair.confidence, pair.one.slug, pair.other.slug)))


def _settled(first: Row, second: Row, reason: str, sure: float, named: Mapping[str, Concept]) -> Near | None:
    """Return the pair with the lines that settle it; None where tags.ini cannot hold them."""
    concept = next((named[one.text] for one in first.writings if one.text in named), None)
    section = concept.name if concept else first.label
    held = [name.text for name in concept.spellings if not name.language] if concept else []
    listed = [text for text in held if concept and text not in (concept.name, concept.label)]
    also = tuple(dict.fromkeys([*listed, *_to_write(second)]))
    if not _to_write(second) or not all(map(_writable, (section, *also))):
        return None
    return Near(one=first, other=second, reason=reason, confidence=sure, section=section, also=also)


def _to_write(row: Row) -> list[str]:
    """Return the spellings that name a term in each of its languages: its label, or the most used one."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for writing in row.writings:
        by_language[writing.language].append(writing.text.strip("# \t"))
    return list(dict.fromkeys(row.label if row.label in texts else texts[0] for texts in by_language.values()))


def _writable(text: str) -> bool:
    """Say whether tags.ini can hold a spelling: a list cannot hold what parts lists, a header no bracket."""
    return bool(text) and not re.search(r"[,;\n\[\]]", text)


def _pairs(rows: Sequence[Row], lemma: Lemma | None) -> Iterator[Pair]:
    """Yield every pair worth a look."""
    keys = [fold(row.label, _language(row)) for row in rows]
    yield from _grouped(rows, [_by_order(key.split()) for key in keys], "order", 0.85)
    yield from _grouped(rows, [_by_order(_words(key)) for key in keys], "order", 0.4)
    if lemma is not None:
        yield from _grouped(rows, [_by_lemma(row, lemma) for row in rows], "lemma", 0.8)
    yield from _initials(rows, keys)
    for first, second, score in _close(keys):
        yield _alike(rows[first], rows[second], score, lemma)


def _grouped(rows: Sequence[Row], forms: Sequence[str], reason: str, sure: float) -> Iterator[Pair]:
    """Yield the pairs that are one in a form of theirs; an empty form is none."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row, form in zip(rows, forms, strict=True):
        if form:
            groups[form].append(row)
    for members in groups.values():
        for first, second in combinations(members, 2):
            yield first, second, reason, sure


def _by_order(words: Sequence[str]) -> str:
    """Return several words in alphabetical order; nothing for a single word."""
    return " ".join(sorted(words)) if len(words) > 1 else ""


def _by_lemma(row: Row, lemma: Lemma) -> str:
    """Return a term's words in their dictionary forms; nothing where a word is in no dictionary."""
    language = _language(row)
    words = [lemma(word.casefold(), language) for word in split(row.label)] if language else []
    known = [word for word in words if word]
    return f"{language} {' '.join(known)}" if known and len(known) == len(words) else ""


def _initials(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[Pair]:
    """Yield acronyms with the phrases they may stand for: BnF, Bibliothèque nationale de France."""
    phrases: dict[str, dict[str, Row]] = defaultdict(dict)
    for row, key in zip(rows, keys, strict=True):
        for words in (key.split(), _words(key)):
            if len(words) > 1:
                phrases["".join(word[0] for word in words)][row.slug] = row
    for row, key in zip(rows, keys, strict=True):
        text = row.label
        if " " not in key and 2 <= len(text) <= 6 and sum(map(str.isupper, text)) >= 2:
            for other in phrases.get(text.casefold(), {}).values():
                yield row, other, "initials", round(0.35 + 0.1 * min(4, len(text) - 1), 2)


def _close(keys: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield the positions of keys spelled alike, and the ratio; a key is compared with those of its length only."""
    order = sorted(range(len(keys)), key=lambda index: (len(keys[index]), index))
    lengths = [len(keys[index]) for index in order]
    for place, index in enumerate(order):
        end = bisect_right(lengths, int(lengths[place] * (200 - ALIKE) / ALIKE))
        others = {other: keys[other] for other in order[place + 1 : end]}
        for _key, score, other in process.extract_iter(keys[index], others, scorer=fuzz.ratio, score_cutoff=ALIKE):
            yield index, other, float(score)


def _alike(one: Row, other: Row, score: float, lemma: Lemma | None) -> Pair:
    """Return a pair spelled alike: two words of the language are two words, a word of none was mistyped."""
    sure, reason = 0.5 + (score - ALIKE) / 40, "alike"
    if lemma is not None:
        words = [(row, word) for row in (one, other) if _language(row) for word in split(row.label)]
        strange = [lemma(word.casefold(), _language(row)) is None for row, word in words]
        if any(strange):
            sure, reason = sure + 0.15, "typing"
        elif strange:
            sure -= 0.3
    sure -= 0.15 * (min(len(one.label), len(other.label)) < 7) + 0.1 * (one.label[:1] != other.label[:1])
    sure -= 0.1 * (_language(one) != _language(other)) + 0.1 * (min(one.posts, other.posts) > 4)
    return one, other, reason, round(max(0.0, min(0.95, sure)), 2)


def _words(key: str) -> list[str]:
    return [word for word in re.split(r"[ &]+", key) if word and not small(word)]


def _together(one: Row, other: Row) -> bool:
    """Say whether authors set both on the same posts: then they mean two things."""
    least = min(len(one.numbers), len(other.numbers))
    return bool(least) and len(one.numbers & other.numbers) / least >= TOGETHER


def _language(row: Row) -> str:
    return row.writings[0].language if row.writings else ""
