"""Terms that may be one: why, how surely, and the lines of tags.ini that would say so. Nothing here acts by itself."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from planet.tags.bench import Row
from planet.tags.distinct import differ, is_slip, small
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
    added: tuple[str, ...]
    """Those of `also` that it does not list yet."""

    @property
    def lines(self) -> str:
        """Return the section as tags.ini would hold it."""
        return f"[{self.section}]\nalso = {', '.join(self.also)}\n"


def near(rows: Sequence[Row], vocabulary: Vocabulary, *, lemma: Lemma | None = None) -> tuple[Near, ...]:
    """Return the pairs of terms that may be one, the surest first.

    Never a pair that the vocabulary keeps apart, that authors set together on their posts (but an acronym beside what
    it stands for), or that a number or a negation parts.
    """
    named = {name.text: concept for concept in vocabulary.concepts if concept.own for name in concept.spellings}
    found: dict[tuple[str, str], Near] = {}
    for one, other, reason, sure in _pairs(rows, lemma):
        first, second = sorted((one, other), key=lambda row: (not row.mapped, -row.posts, row.slug))
        if (
            sure < LEAST
            or second.mapped
            or (reason != "initials" and _together(one, other))
            or differ(one.label, other.label)
        ):
            continue
        pair = _settled(first, second, reason, sure, named)
        known = found.get((first.slug, second.slug))
        if pair and (known is None or known.confidence < sure):
            found[first.slug, second.slug] = pair
    return tuple(sorted(found.values(), key=lambda pair: (-pair.confidence, pair.one.slug, pair.other.slug)))


def _settled(first: Row, second: Row, reason: str, sure: float, named: Mapping[str, Concept]) -> Near | None:
    """Return the pair with the lines that settle it; None where tags.ini cannot hold them.

    Where a thesaurus names the first, its spellings are listed too: a section of tags.ini counts before the thesaurus.
    """
    concept = next((named[one.text] for one in first.writings if one.text in named), None)
    section = concept.name if concept else first.label
    held = [name.text for name in concept.spellings if not name.language] if concept else []
    listed = [text for text in held if concept and text not in (concept.name, concept.label)]
    kept = [] if concept else [one.text.strip("# \t") for one in first.writings if one.reason == "vocabulary"]
    new = [text for text in (*kept, *_to_write(second)) if text not in (section, *listed)]
    also, added = tuple(dict.fromkeys([*listed, *new])), tuple(dict.fromkeys(new))
    if not _to_write(second) or not all(map(_writable, (section, *also))):
        return None
    return Near(one=first, other=second, reason=reason, confidence=sure, section=section, also=also, added=added)


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
        for one, other, reason, sure in _grouped(rows, [_by_lemma(row, lemma) for row in rows], "lemma", 0.75):
            yield one, other, reason, sure if _is_verb(one) == _is_verb(other) else sure / 2
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
    """Yield acronyms with the phrases they may stand for: BnF, Bibliothèque nationale de France.

    Where there are several, the one that stands beside the acronym on a post is rather meant.
    """
    phrases: dict[str, dict[str, Row]] = defaultdict(dict)
    for row, key in zip(rows, keys, strict=True):
        for words in (key.split(), _words(key)):
            if len(words) > 1:
                phrases["".join(word[0] for word in words)][row.slug] = row
    for row, key in zip(rows, keys, strict=True):
        text = row.label
        if " " not in key and 2 <= len(text) <= 6 and sum(map(str.isupper, text)) >= 2:
            found = [other for other in phrases.get(text.casefold(), {}).values() if other is not row]
            meant = [other for other in found if row.numbers & other.numbers] or found
            for other in found:
                rivals = len(meant) - 1 if other in meant else len(meant) + 1
                doubt = 0.1 * rivals + 0.1 * (_language(row) != _language(other))
                yield row, other, "initials", round(0.35 + 0.1 * min(4, len(text) - 1) - doubt, 2)


def _is_verb(row: Row) -> bool:
    """Say whether an English tag ends as verbs do: hiring is not to be taken for a hire as readily as hires are."""
    return _language(row) == "en" and row.label.casefold().endswith(("ing", "ed", "en"))


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
    words = _unlike(one, other)
    slipped = words is not None and is_slip(*words)
    if words is None or any(first in second for first, second in (words, words[::-1])):
        sure -= 0.2  # a word more, or an ending more, is another thing rather than a slip
    if lemma is not None and words is not None and _language(one) and _language(other):
        strange = [lemma(word, _language(row)) is None for word, row in zip(words, (one, other), strict=True)]
        if not any(strange):
            sure -= 0.3
        elif slipped:
            sure, reason = sure + 0.15, "typing"
        elif not all(strange):
            sure -= 0.15
    sure -= 0.15 * (min(len(one.label), len(other.label)) < 7) + 0.1 * (one.label[:1] != other.label[:1])
    sure -= 0.1 * (_language(one) != _language(other)) + 0.1 * (min(one.posts, other.posts) > 4)
    return one, other, reason, round(max(0.0, min(0.95, sure)), 2)


def _unlike(one: Row, other: Row) -> tuple[str, str] | None:
    """Return the one word in which two terms differ; None where they differ in more, or in the number of words."""
    first, second = (split(row.label.casefold()) for row in (one, other))
    if len(first) != len(second):
        return None
    found = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return found[0] if len(found) == 1 else None


def _words(key: str) -> list[str]:
    return [word for word in re.split(r"[ &]+", key) if word and not small(word)]


def _together(one: Row, other: Row) -> bool:
    """Say whether authors set both on the same posts: then they mean two things."""
    least = min(len(one.numbers), len(other.numbers))
    return bool(least) and len(one.numbers & other.numbers) / least >= TOGETHER


def _language(row: Row) -> str:
    return row.writings[0].language if row.writings else ""
