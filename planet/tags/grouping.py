"""Spellings to terms: which of them are one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planet.tags.fold import base_language, fold
from planet.tags.harmony import Addresses, Harmony
from planet.tags.joining import Unions, Used, join, use
from planet.tags.lists import split_lists
from planet.tags.naming import CONCEPT, HIDDEN, harmony_of
from planet.tags.spelling import Spelling
from planet.tags.stops import is_stop
from planet.tags.vocabulary import Concept, Vocabulary
from planet.text import without_accents


@dataclass(frozen=True, slots=True)
class _Entry:
    """A spelling that the vocabulary gives to a concept."""

    used: Used
    concept: int


def harmonise(
    spellings: Iterable[Spelling],
    vocabulary: Vocabulary | None = None,
    *,
    locale: str = "en",
    ignore: Mapping[str, Iterable[str]] | None = None,
    kept: Addresses | None = None,
    lists: bool = True,
    found: Iterable[tuple[str, str]] = (),
) -> Harmony:
    """Return what every spelling stands for; the order of the spellings plays no part.

    `ignore` names, by blog, its title and authors, which are no tags in that blog. `kept` are the
    addresses of earlier runs: a term keeps the slug of its most used key, and its others become redirects.
    With `lists`, a tag that is a list between commas is taken apart. `found` are names of the vocabulary, with their
    languages, that are terms although no author writes them.
    """
    concepts = vocabulary.concepts if vocabulary else ()
    locale = base_language(locale) or "en"
    counted, members = split_lists(spellings, concepts if lists else None)
    named = [(name.text, name.language, index) for index, concept in enumerate(concepts) for name in concept.spellings]
    used = use([*counted, *((text, language, 0) for text, language, _index in named)], locale=locale)
    unions = join(used)
    entries = _entries(used, named, unions)
    real = {(text, language) for text, language, _posts in counted}
    told = set(found)
    shown = [one for one in used if (name := (one.text, one.language)) in told or (name in real and one.posts)]
    groups, reasons = _group(shown, entries, unions, concepts)
    return harmony_of(
        groups, reasons, concepts, locale=locale, lists=members, ignored=_ignored(ignore or {}), kept=kept or {}
    )


def _ignored(ignore: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    return {blog: frozenset(fold(text) for text in texts if text.strip()) for blog, texts in ignore.items()}


def _entries(
    used: Sequence[Used], named: Sequence[tuple[str, str, int]], unions: Unions
) -> Mapping[str, tuple[_Entry, ...]]:
    """Return, by the root of their key, what the vocabulary names."""
    by_spelling = {(one.text, one.language): one for one in used}
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for text, language, index in named:
        one = by_spelling[text, language]
        entries[unions.root(one.key)].append(_Entry(one, index))
    return {root: tuple(found) for root, found in entries.items()}


def _group(
    used: Sequence[Used], entries: Mapping[str, Sequence[_Entry]], unions: Unions, concepts: Sequence[Concept]
) -> tuple[dict[str, list[Used]], dict[tuple[str, str], str]]:
    """Return the spellings of each term under a name of its own (a key, or a concept's number), and a reason for each."""
    groups: dict[str, list[Used]] = defaultdict(list)
    reasons: dict[tuple[str, str], str] = {}
    for one in used:
        root = unions.root(one.key)
        concept = _concept(one, entries.get(root, ()), concepts)
        if concept is not None:
            groups[f"{CONCEPT}{concept}"].append(one)
            reasons[one.text, one.language] = "hidden" if concepts[concept].hide else "vocabulary"
        elif is_stop(one.text, one.language):
            groups[HIDDEN].append(one)
            reasons[one.text, one.language] = "stop"
        else:
            groups[root].append(one)
            reasons[one.text, one.language] = unions.rule(one.key) or "folded"
    return _apart_by_language(groups), reasons


def _concept(one: Used, entries: Sequence[_Entry], concepts: Sequence[Concept]) -> int | None:
    """Return the concept that names this spelling best: the coordinator's before a thesaurus's, the closest form first."""
    fitting = [
        entry
        for entry in entries
        if not concepts[entry.concept].own
        or not (entry.used.language and one.language)
        or entry.used.language == one.language
    ]  # a thesaurus says in which language a label is, the coordinator's file in which it counts
    if not fitting:
        return None

    def rank(entry: _Entry) -> tuple[bool, bool, bool, bool, bool, int]:
        other = entry.used
        return (
            not concepts[entry.concept].own,
            other.tidy.casefold() != one.tidy.casefold(),
            other.key != one.key,
            other.language != one.language,
            other.tidy != one.tidy,
            entry.concept,
        )

    return min(fitting, key=rank).concept


def _apart_by_language(groups: Mapping[str, Sequence[Used]]) -> dict[str, list[Used]]:
    """Take English cinema from French cinéma: words of two languages, where only the other language bears accents."""
    parted: dict[str, list[Used]] = defaultdict(list)
    for name, forms in groups.items():
        accented = {form.language for form in forms if without_accents(form.tidy) != form.tidy}
        apart = not name.startswith(CONCEPT) and name != HIDDEN and "en" not in accented and accented - {""}
        for form in forms:
            parted[f"{name}@en" if apart and form.language == "en" else name].append(form)
    return parted
