"""Which of a term's spellings is shown: the most used proper one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planet.tags.fold import split
from planet.tags.words import singular
from planet.tags.words.names import CASED
from planet.text import without_accents

_SMALL = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sans",
        "sous",
        "sur",
        "un",
        "une",
        "un",
        "y",
        "of",
        "the",
        "and",
        "in",
        "on",
        "for",
        "to",
        "with",
        "by",
        "at",
        "und",
        "der",
        "die",
        "das",
        "von",
        "el",
        "los",
        "las",
        "del",
        "e",
        "i",
        "il",
    ]
)
_ACRONYM_LETTERS = 5
"""Up to so many capitals are taken for an acronym where only small letters stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A tidy spelling with what it weighs."""

    text: str
    language: str
    posts: int


@dataclass(frozen=True, slots=True)
class _Traits:
    """What the forms of one term agree on, each form voting with its posts."""

    separators: Counter[str]
    plural: Counter[bool]
    titled: Counter[bool]
    votes: Counter[str]
    capitalised: bool
    dotted: bool


def choose(forms: Sequence[Form], language: str = "") -> str:
    """Return the spelling to show among `forms`, which is not empty.

    In this order: it lacks no accent that another one bears, does not shout, is written as names of the trade are
    (BnF, ORCID), separates its words as most do, capitalises with care (Bibliothèque nationale de France),
    is in the number most use, and is the most used; last, it begins with a capital.
    """
    traits = _traits(forms)
    accents = max(_accents(form.text) for form in forms)
    candidates = sorted({form.text for form in forms})
    return min(candidates, key=lambda text: _rank(text, traits, accents, language))


def _rank(text: str, traits: _Traits, accents: int, language: str) -> tuple[object, ...]:
    return (
        CASED.get(text.casefold(), "") != text and any(_cased(other) for other in traits.votes),
        max(0, accents - _accents(text)),
        _shouts(text, traits),
        _is_glued(text, traits),
        -traits.separators[_separator(text)],
        _separator(text),
        _case_rank(text, traits),
        -traits.plural[_is_plural(text, language)],
        not _is_plural(text, language),
        -traits.votes[text],
        text[:1].islower(),
        text,
    )


def _traits(forms: Sequence[Form]) -> _Traits:
    separators: Counter[str] = Counter()
    plural: Counter[bool] = Counter()
    titled: Counter[bool] = Counter()
    votes: Counter[str] = Counter()
    for form in forms:
        separators[_separator(form.text)] += form.posts
        plural[_is_plural(form.text, form.language)] += form.posts
        if not form.text.isupper():
            titled[_is_titled(form.text)] += form.posts
        votes[form.text] += form.posts
    return _Traits(
        separators,
        plural,
        titled,
        votes,
        any(text[:1].isupper() and text[1:].islower() for text in votes),
        any(re.fullmatch(r"(?:\w\.)+\w?", text) for text in votes),
    )


def _cased(text: str) -> bool:
    return CASED.get(text.casefold()) == text


def _accents(text: str) -> int:
    return sum(letter != without_accents(letter) for letter in text.casefold() if letter not in "œæß’")


def _shouts(text: str, traits: _Traits) -> bool:
    """Whether capitals are shouted: not an acronym's, which has no other capitalised form and few letters."""
    letters = [letter for letter in text if letter.isalpha()]
    if "." in text and len(letters) > 1 and re.fullmatch(r"(?:\w\.)+\w?", text):
        return True
    if not text.isupper() or len(letters) < 2:
        return text.islower() and _is_acronym(text.upper(), traits)
    return not _is_acronym(text, traits)


def _is_acronym(text: str, traits: _Traits) -> bool:
    """Whether capitals, which are in use, are an acronym's and not shouted."""
    if not traits.votes[text]:
        return False
    if traits.dotted or text.casefold() in CASED:
        return True
    words = re.split(r"[ -]", text)
    if len(words) > 1:
        return not traits.capitalised and all(len(word) < _ACRONYM_LETTERS - 1 for word in words)
    return not traits.capitalised and len(text) <= _ACRONYM_LETTERS and len(traits.plural) == 1


def _separator(text: str) -> str:
    """Return how words are separated: `a` blank or an apostrophe, `b` hyphen, `c` nothing, `d` underscore."""
    if "_" in text:
        return "d"
    if "-" in text:
        return "b"
    return "a" if " " in text else "c"


def _is_glued(text: str, traits: _Traits) -> bool:
    """Whether words are joined by their capitals alone (CreativeCommons) where other forms show how they are written."""
    if " " in text or "-" in text or len(split(text)) < 2 or _cased(text):
        return False
    plain = sum(
        votes for other, votes in traits.votes.items() if other[1:] == other[1:].casefold() and "-" not in other
    )
    return any(" " in other for other in traits.votes) or plain > traits.votes[text]


def _is_plural(text: str, language: str) -> bool:
    words = [without_accents(word).casefold() for word in split(text)]
    return any(singular(word, language) != word for word in words)


def _later_words(text: str) -> list[str]:
    words = re.split(r"[\s'’_-]+", re.sub(r"['’]s\b", "s", text))
    if len(words) == 1:
        words = split(text)
    return [word for word in words[1:] if word and word.casefold() not in _SMALL]


def _is_titled(text: str) -> bool:
    """Whether every word that counts begins with a capital."""
    later = _later_words(text)
    return bool(later) and text[:1].isupper() and all(word[:1].isupper() for word in later)


def _case_rank(text: str, traits: _Traits) -> int:
    """Prefer capitals set with care, then what most use of plain and Titled; a single word's case is voted on."""
    later = _later_words(text)
    if not later:
        mixed = any(letter.isupper() for letter in text[1:]) and not text.isupper()
        return 0 if mixed and not re.fullmatch(r"[A-Z]+s", text) else 1
    capitals = [word[:1].isupper() for word in later]
    if any(capitals) and not all(capitals):
        return 0
    prefers_titled = traits.titled[True] > traits.titled[False]
    return 1 if _is_titled(text) == prefers_titled else 2
