"""What the coordinator sees of the tags in use: each term with its figures, each spelling with what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planet.i18n import collation
from planet.model import Story
from planet.tags.fold import base_language
from planet.tags.harmony import Harmony


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A spelling as it is used in a river."""

    text: str
    language: str = ""
    posts: int = 0
    reason: str = ""
    """Why it stands for its term: `vocabulary`, `folded`, or how it was joined: `separated`, `accents`, `plural`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A term in a river."""

    slug: str
    label: str
    posts: int
    """Stories under it, each once."""
    blogs: tuple[str, ...]
    """Addresses (INI) of the blogs that use it, the one that uses it most first."""
    writings: tuple[Writing, ...]
    """Most used first; none where the term was found in texts alone."""
    first: datetime
    last: datetime
    numbers: frozenset[int] = field(default_factory=frozenset)
    """The stories under it."""

    @property
    def mapped(self) -> bool:
        """Say whether tags.ini or a thesaurus names one of its spellings."""
        return any(writing.reason == "vocabulary" for writing in self.writings)

    @property
    def unmapped(self) -> tuple[Writing, ...]:
        """Return the spellings that no vocabulary names."""
        return tuple(writing for writing in self.writings if writing.reason != "vocabulary")


def rows(stories: Sequence[Story], harmony: Harmony) -> tuple[Row, ...]:
    """Return every term of a river, the most used first."""
    under: dict[str, list[Story]] = defaultdict(list)
    written: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for story in stories:
        for slug in story.terms:
            under[slug].append(story)
        for text, language, slugs in _tags(story, harmony):
            for slug in slugs:
                written[slug][text, language] += 1
    found = [_row(slug, under[slug], written[slug], harmony) for slug in under]
    return tuple(sorted(found, key=lambda row: (-row.posts, collation(row.label), row.slug)))


def _tags(story: Story, harmony: Harmony) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Yield the tags of a story, lists taken apart, with their terms."""
    language = base_language(story.language)
    for tag in story.tags:
        for part in harmony.lists.get(tag.text, (tag.text,)):
            yield part, language, harmony.members(part, language)


def _blogs(stories: Iterable[Story]) -> tuple[str, ...]:
    uses = Counter(blog for story in stories for blog in story.blogs)
    return tuple(sorted(uses, key=lambda blog: (-uses[blog], blog)))


def _row(slug: str, stories: Sequence[Story], written: Mapping[tuple[str, str], int], harmony: Harmony) -> Row:
    writings = [
        Writing(text=text, language=language, posts=posts, reason=harmony.reasons.get((text, language), "folded"))
        for (text, language), posts in written.items()
    ]
    writings.sort(key=lambda writing: (-writing.posts, writing.text, writing.language))
    return Row(
        slug=slug,
        label=harmony.terms[slug].label,
        posts=len(stories),
        blogs=_blogs(stories),
        writings=tuple(writings),
        first=min(story.date for story in stories),
        last=max(story.date for story in stories),
        numbers=frozenset(story.number for story in stories),
    )
