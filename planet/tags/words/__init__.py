"""What is known of words, language by language: plurals, spellings that differ, words that only look alike."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from planet.tags.words import english, french, german, italian, spanish
from planet.tags.words.table import table

__all__ = ["TABLES", "singular"]

_SINGULAR: Mapping[str, Callable[[str], str]] = {
    "fr": french.singular,
    "en": english.singular,
    "es": spanish.singular,
    "de": german.singular,
    "it": italian.singular,
}
TABLES = frozenset(_SINGULAR)
"""Languages whose plurals are known."""
ACRONYMS = table("abes adbs anrs cnrs ddcs https inrs plos skos staps suaps")
"""Acronyms whose last letter is an S of theirs: CNRS is not several CNR."""
_SETTLED = 4
"""Turns after which a word no longer changes; two suffice for every word of the tables."""


@lru_cache(maxsize=65536)
def singular(word: str, language: str) -> str:
    """Return the singular of a word in small letters without accents, US spelling where the language is English.

    Without a known language French plurals are undone, and English ones French does not know.
    Applied to its own result it changes nothing.
    """
    for _ in range(_SETTLED):
        shorter = _once(word, language)
        if shorter == word:
            break
        word = shorter
    return word


def _once(word: str, language: str) -> str:
    if word in ACRONYMS:
        return word
    if language == "en":
        return english.singular(english.american(english.singular(word)))
    if language in _SINGULAR:
        return _SINGULAR[language](word)
    if language or word in french.INVARIANT or word in english.INVARIANT:
        return word
    french_form = french.singular(word)
    return english.singular(word) if french_form == word else french_form
