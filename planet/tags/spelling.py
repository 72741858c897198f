"""The spellings of tags in use: how often each, in which language, and lists written as one tag."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planet.model import Story
from planet.tags.fold import base_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A tag as authors wrote it, in the language of their posts."""

    text: str
    language: str = ""
    """Two letters; empty when unknown."""
    posts: int = 1
    """Stories that bear it."""


def spellings(stories: Iterable[Story]) -> tuple[Spelling, ...]:
    """Return every spelling of the stories with its count, in a fixed order."""
    counts = Counter((tag.text, base_language(story.language)) for story in stories for tag in story.tags)
    return tuple(
        Spelling(text=text, language=language, posts=posts) for (text, language), posts in sorted(counts.items())
    )
