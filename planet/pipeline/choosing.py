"""The archive's stories with their terms, and which of them stand where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planet.archive import Archive
from planet.config import Blog, Settings
from planet.model import Feed, Story, Tag
from planet.pipeline.given import with_found
from planet.select import Selection, select
from planet.tags import Harmony, Vocabulary, apply_terms, harmonise, spellings
from planet.text import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The stories with their terms, and which of them stand where."""

    stories: Mapping[int, Story]
    selection: Selection
    harmony: Harmony


def choose(settings: Settings, archive: Archive, vocabulary: Vocabulary) -> Chosen:
    """Return the rivers that the archive, the settings and a vocabulary make; writes nothing."""
    feeds = archive.feeds()
    blogs = blogs_of(settings)
    found = [as_configured(story, blogs) for story in archive.stories()]
    harmonised = partial(
        harmonise,
        spellings(found),
        vocabulary,
        locale=settings.planet.locales[0],
        ignore=titles_of(settings, feeds),
        kept=archive.terms(),
    )
    harmony = harmonised()
    told: Sequence[Story] = apply_terms(found, harmony)
    if settings.tags.auto_tags == "vocabulary":
        told, harmony = with_found(
            told, harmony, vocabulary, settings, texts=archive.texts, remade=lambda names: harmonised(found=names)
        )
    stories = {story.number: story for story in told}
    terms = partial(term_slugs, harmony=harmony, vocabulary=vocabulary)
    selection = select(list(stories.values()), settings, texts=archive.texts, terms=terms)
    return Chosen(stories=stories, selection=selection, harmony=harmony)


def term_slugs(tag: str, *, harmony: Harmony, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the terms that a tag of the INI stands for, by whichever of its names the vocabulary knows it."""
    named = [
        concept.spellings for concept in vocabulary.concepts if slug(tag) in {slug(s.text) for s in concept.spellings}
    ]
    names = {tag, *(spelling.text for spellings_ in named for spelling in spellings_)}
    languages = {"", *(language for _tag, language in harmony.slugs)}
    return frozenset(term for name in names for language in languages for term in harmony.members(name, language))


def blogs_of(settings: Settings) -> Mapping[str, Blog]:
    """Return the blogs of the INI by address."""
    return {blog.url: blog for blog in settings.blogs}


def as_configured(story: Story, blogs: Mapping[str, Blog]) -> Story:
    """Return the story with the language and the tags its blogs were given in the INI, which beat the feed's."""
    configured = [blogs[url] for url in story.blogs if url in blogs]
    language = configured[0].lang if configured else ""
    given = [Tag(text=text) for blog in configured for text in blog.tags]
    if not given and language in ("", story.language):
        return story
    texts = {tag.text for tag in story.tags}
    tags = (*story.tags, *(tag for tag in given if tag.text not in texts))
    return replace(story, language=language or story.language, tags=tags)


def titles_of(settings: Settings, feeds: Mapping[str, Feed]) -> dict[str, tuple[str, ...]]:
    """Return, by blog, the words that only repeat its name on each of its posts."""
    titles = {}
    for blog in settings.blogs:
        feed = feeds.get(blog.url)
        said = (feed.title, *(person.name for person in feed.authors)) if feed else ()
        titles[blog.url] = tuple(text for text in (blog.name, blog.author, *said) if text)
    return titles
