"""Every story the planet shows, in outline: read anew only for the thirty days in which something changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import planet
from planet.archive import Archive, spans
from planet.config import Blog, Settings
from planet.model import Outline, Story
from planet.pipeline import sealed
from planet.pipeline.choosing import as_configured, blogs_of, term_slugs, titles_of
from planet.pipeline.leaves import Leaf, keep, kept, leaf
from planet.pipeline.stamps import program, said
from planet.render.outlines import outline
from planet.select import Rules, Selection, Terms, joined, select
from planet.tags import Harmony, Spelling, Vocabulary, apply_terms, harmonise, spellings
from planet.text import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a run knows of all stories before it opens one."""

    outlines: Mapping[int, Outline]
    selection: Selection
    harmony: Harmony


@dataclass(slots=True)
class _Span:
    """The stories of thirty days on the way to their leaf."""

    path: Path
    key: str
    number: int
    leaf: Leaf | None
    stories: Sequence[Story] | None = field(default=None)

    def load(self, archive: Archive, blogs: Mapping[str, Blog]) -> Sequence[Story]:
        """Return the stories as the INI wants them."""
        if self.stories is None:
            self.stories = [as_configured(story, blogs) for story in archive.stories(span=self.number)]
        return self.stories

    def spellings(self, archive: Archive, blogs: Mapping[str, Blog]) -> Sequence[tuple[str, str, int]]:
        """Return the tags of all stories as written, with their languages and how many bear them."""
        if self.leaf is not None:
            return self.leaf.spellings
        return [(one.text, one.language, one.posts) for one in spellings(self.load(archive, blogs))]


def listed(settings: Settings, archive: Archive, vocabulary: Vocabulary) -> Listing:
    """Return what the archive, the settings and a vocabulary list; what is worked out anew is kept in the cache directory."""
    blogs, feeds, addresses = blogs_of(settings), archive.feeds(), _addresses(settings, archive)
    held = list(_spans(settings, archive, addresses))
    harmony = harmonise(
        _summed(one.spellings(archive, blogs) for one in held),
        vocabulary,
        locale=settings.planet.locales[0],
        ignore=titles_of(settings, feeds),
        kept=archive.terms(),
    )
    terms = partial(term_slugs, harmony=harmony, vocabulary=vocabulary)
    asked = _asked(settings, terms)
    for one in held:
        if one.leaf is None or not one.leaf.stands(harmony, asked):
            one.leaf = _made(one, settings, archive, harmony, terms, asked)
            keep(one.path, one.key, one.leaf, addresses)
        one.stories = None
    leaves = [one.leaf for one in held if one.leaf is not None]
    outlines = [one for each in leaves for one in each.outlines]
    selection = joined(
        outlines,
        blogs=_sequence((each.blogs for each in leaves), _shown(settings)),
        topics=_sequence((each.topics for each in leaves), [topic.slug for topic in settings.topics]),
    )
    return Listing(outlines={one.number: one for one in outlines}, selection=selection, harmony=harmony)


def _addresses(settings: Settings, archive: Archive) -> list[str]:
    """Return the addresses of all blogs that a story may be of: the archive remembers some that the INI no longer names."""
    return sorted({*archive.blogs(), *(blog.url for blog in settings.blogs)})


def _spans(settings: Settings, archive: Archive, addresses: Sequence[str]) -> Iterator[_Span]:
    """Yield each thirty days with its leaf while that is good, newest first."""
    marks = archive.revisions()
    made_of = digest(planet.__version__, program(), said(settings), marks["feeds"], *addresses)
    for number, mark in spans(marks).items():
        key, path = digest(made_of, mark), sealed.folder(settings) / f"{number}.json"
        yield _Span(path, key, number, kept(path, key, addresses))


def _summed(parts: Iterable[Sequence[tuple[str, str, int]]]) -> tuple[Spelling, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for part in parts:
        for text, language, posts in part:
            counts[text, language] += posts
    return tuple(
        Spelling(text=text, language=language, posts=posts) for (text, language), posts in sorted(counts.items())
    )


def _asked(settings: Settings, terms: Terms) -> str:
    """Return a digest of what the tags of the INI's rules stand for."""
    rules: tuple[Rules, ...] = (settings.select, *settings.topics, *settings.blogs)
    named = {tag for rule in rules for tag in (*rule.only_tags, *rule.not_tags)}
    return digest(*(repr((tag, sorted(terms(tag)))) for tag in sorted(named)))


def _made(one: _Span, settings: Settings, archive: Archive, harmony: Harmony, terms: Terms, asked: str) -> Leaf:
    """Return the leaf of these thirty days as the archive has them now."""
    stories = one.load(archive, blogs_of(settings))
    told = apply_terms(stories, harmony)
    tags = sorted({(tag.text, story.language) for story in stories for tag in story.tags})
    return leaf(
        [outline(story) for story in told],
        select(told, settings, texts=archive.texts, terms=terms),
        spellings=one.spellings(archive, {}),
        terms=[(text, language, harmony.members(text, language)) for text, language in tags],
        asked=asked,
    )


def _shown(settings: Settings) -> list[str]:
    """Return the blogs that have a river, though it be empty."""
    return list(select((), settings, texts=lambda _: {}).blogs)


def _sequence(parts: Iterable[Mapping[str, Sequence[int]]], names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return rivers whose parts come newest first, under all names."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for part in parts:
        for name, numbers in part.items():
            found[name].extend(numbers)
    return {name: tuple(numbers) for name, numbers in found.items()}
