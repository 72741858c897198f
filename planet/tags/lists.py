"""Several tags written as one: a list between commas or semicolons."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from planet.tags.fold import fold, tidy
from planet.tags.spelling import Spelling
from planet.tags.vocabulary import Concept

_SEPARATOR = re.compile(r"\s*[;,]\s*")
_LONGEST = 60
"""Letters; a longer part is a sentence."""


def split_lists(
    spellings: Iterable[Spelling], concepts: Sequence[Concept] | None
) -> tuple[list[tuple[str, str, int]], dict[str, tuple[str, ...]]]:
    """Return every single tag with language and posts, and which tags were lists of which.

    A list has a semicolon, three members or more, or a member that is a tag elsewhere: `Stendhal, Henri` stays whole
    where nobody writes `Henri`. Without concepts no tag is taken apart; what a concept names never is.
    """
    rows = sorted((one.text, one.language, one.posts) for one in spellings)
    single = {fold(text) for text, _language, _posts in rows if not _SEPARATOR.search(text)}
    named = {name.text for concept in concepts or () for name in concept.spellings}
    lists: dict[str, tuple[str, ...]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for text, language, posts in rows:
        parts = _members(text, single) if concepts is not None and not {text, tidy(text)} & named else ()
        if parts:
            lists[text] = parts
        for part in parts or (text,):
            counts[part, language] += posts
    return [(text, language, posts) for (text, language), posts in counts.items()], lists


def _members(text: str, single: set[str]) -> tuple[str, ...]:
    clean = tidy(text)
    if not _SEPARATOR.search(clean):
        return ()
    parts = tuple(dict.fromkeys(part for part in _SEPARATOR.split(clean) if part))
    if len(parts) < 2 or any(len(part) > _LONGEST for part in parts):
        return ()
    is_list = ";" in clean or len(parts) > 2 or any(fold(part) in single for part in parts)
    return parts if is_list else ()
