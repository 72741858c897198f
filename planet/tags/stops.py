"""Whether a tag says nothing."""

from functools import cache

from planet.tags.fold import split, tidy
from planet.tags.words.stop import STOP
from planet.text import without_accents

_MEANS_SOMETHING = frozenset({("en", "divers"), ("en", "diverse"), ("de", "post"), ("es", "post"), ("en", "autre")})
"""Stop words that are words of another language: divers dive in English, post is mail in German."""


def letters(text: str) -> str:
    """Return the words of a tag in small letters, joined by one space, without accents, number as written."""
    return without_accents(" ".join(split(tidy(text)))).casefold()


@cache
def _stop() -> frozenset[str]:
    return frozenset(letters(tag) for tag in STOP)


def is_stop(text: str, language: str = "") -> bool:
    """Whether the whole tag is one of the tags that say nothing, in whatever language it was written."""
    plain = letters(text)
    return plain in _stop() and (language, plain) not in _MEANS_SOMETHING
