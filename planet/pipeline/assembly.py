"""The archive's stories to the whole site: rivers, terms, clouds and cards, before a page is planned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from planet.archive import Archive
from planet.config import Blog, Settings
from planet.i18n import collation
from planet.model import Cloud, Feed, History, Story, Tag
from planet.pipeline.cards import card, months_of
from planet.pipeline.extras import posters_available
from planet.pipeline.given import with_found
from planet.publish.search import available as search_available
from planet.render.site import Card, Site, TermRiver, TopicRiver
from planet.select import Selection, select
from planet.tags import (
    Background,
    BlogActivity,
    Harmony,
    Vocabulary,
    apply_terms,
    blog_cloud,
    cloud,
    harmonise,
    load_vocabulary,
    spellings,
)
from planet.text import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A site with what its clouds were chosen from."""

    site: Site
    harmony: Harmony
    background: Background
    live: Mapping[str, int]
    """By the topic's slug, empty for the planet: how many of its blogs still write."""


def assemble(settings: Settings, archive: Archive, *, version: str, keep: bool = True) -> Site:
    """Return the site that the archive and the settings make.

    With `keep` the archive remembers the terms' addresses, as it must when the site is published.
    """
    made = assembled(settings, archive, load_vocabulary(settings.tags), version=version)
    if keep:
        archive.keep_terms(made.harmony.addresses)
    return made.site


def assembled(settings: Settings, archive: Archive, vocabulary: Vocabulary, *, version: str) -> Assembly:
    """Return what the archive, the settings and a vocabulary make; the clock has no say in it, and nothing is kept.

    What the INI says of a blog's language and tags acts first, then terms are given, then rivers are chosen.
    """
    chosen = choose(settings, archive, vocabulary)
    harmony, background = chosen.harmony, Background([chosen.stories[number] for number in chosen.selection.river])
    site = _site(
        settings,
        chosen.stories,
        chosen.selection,
        harmony,
        background,
        archive.histories(),
        archive.feeds(),
        version=version,
    )
    live = {one.topic.slug: _live(site.cards, one.blogs) for one in site.topics} | {"": _live(site.cards)}
    return Assembly(site=replace(site, identity=archive.identity()), harmony=harmony, background=background, live=live)


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
        ignore=_titles(settings, feeds),
        kept=archive.terms(),
    )
    harmony = harmonised()
    told: Sequence[Story] = apply_terms(found, harmony)
    if settings.tags.auto_tags == "vocabulary":
        told, harmony = with_found(
            told, harmony, vocabulary, settings, texts=archive.texts, remade=lambda names: harmonised(found=names)
        )
    stories = {story.number: story for story in told}
    terms = partial(_terms_of, harmony=harmony, vocabulary=vocabulary)
    selection = select(list(stories.values()), settings, texts=archive.texts, terms=terms)
    return Chosen(stories=stories, selection=selection, harmony=harmony)


def _terms_of(tag: str, *, harmony: Harmony, vocabulary: Vocabulary) -> frozenset[str]:
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


def _titles(settings: Settings, feeds: Mapping[str, Feed]) -> dict[str, tuple[str, ...]]:
    """Return, by blog, the words that only repeat its name on each of its posts."""
    titles = {}
    for blog in settings.blogs:
        feed = feeds.get(blog.url)
        said = (feed.title, *(person.name for person in feed.authors)) if feed else ()
        titles[blog.url] = tuple(text for text in (blog.name, blog.author, *said) if text)
    return titles


def _site(
    settings: Settings,
    stories: Mapping[int, Story],
    selection: Selection,
    harmony: Harmony,
    background: Background,
    histories: Mapping[str, History],
    feeds: Mapping[str, Feed],
    *,
    version: str,
) -> Site:
    """Return the site of a selection."""
    river = [stories[number] for number in selection.river]
    newest = max((story.date for story in river), default=None)
    cards = _cards(settings, stories, selection, histories, feeds, newest)
    topics = _topics(settings, stories, selection, harmony, background, cards)
    everywhere = set(selection.river).union(*selection.blogs.values(), *selection.topics.values())
    return Site(
        settings=settings,
        version=version,
        stories={number: stories[number] for number in sorted(everywhere)},
        river=selection.river,
        cards=cards,
        topics=topics,
        terms=_terms(river, topics, stories, harmony, newest),
        cloud=cloud(river, background, harmony, settings=settings.tags, blogs=_live(cards)),
        blog_cloud=_blog_cloud(settings, cards, stories, newest),
        languages=selection.languages,
        newest=newest,
        updated=max((story.updated for story in river), default=None),
        search=search_available(),
        posters=posters_available(),
    )


def _cards(
    settings: Settings,
    stories: Mapping[int, Story],
    selection: Selection,
    histories: Mapping[str, History],
    feeds: Mapping[str, Feed],
    newest: datetime | None,
) -> dict[str, Card]:
    """Return a card for each blog that may be shown, in the INI's order."""
    return {
        blog.url: card(
            blog,
            river=[stories[number] for number in selection.blogs[blog.url]],
            history=histories.get(blog.url, History()),
            feed=feeds.get(blog.url) or Feed(url=blog.url),
            newest=newest,
            silent_after=settings.merge.activity_threshold,
        )
        for blog in settings.blogs
        if blog.url in selection.blogs
    }


def _live(cards: Mapping[str, Card], blogs: Iterable[str] | None = None) -> int:
    """Return how many of the blogs still write."""
    names = cards if blogs is None else blogs
    return sum(cards[url].newest is not None and cards[url].health != "silent" for url in names)


def _topics(
    settings: Settings,
    stories: Mapping[int, Story],
    selection: Selection,
    harmony: Harmony,
    background: Background,
    cards: Mapping[str, Card],
) -> tuple[TopicRiver, ...]:
    """Return every topic with its stories, blogs and cloud, in the order they are shown."""
    topics = []
    for topic in settings.topics:
        blogs = tuple(url for url, one in cards.items() if topic.slug in (*one.blog.topics, *one.blog.audiences))
        numbers = selection.topics.get(topic.slug, ())
        chosen = cloud(
            [stories[number] for number in numbers],
            background,
            harmony,
            settings=settings.tags,
            size=topic.cloud_size,
            blogs=_live(cards, blogs),
        )
        topics.append(TopicRiver(topic=topic, river=numbers, blogs=blogs, cloud=chosen))
    return tuple(topics)


def _terms(
    river: Sequence[Story],
    topics: Sequence[TopicRiver],
    stories: Mapping[int, Story],
    harmony: Harmony,
    newest: datetime | None,
) -> dict[str, TermRiver]:
    """Return every term in use with its stories, in alphabetical order."""
    everywhere: dict[str, list[Story]] = defaultdict(list)
    for story in river:
        for term in story.terms:
            everywhere[term].append(story)
    within: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for topic in topics:
        for number in topic.river:
            for term in stories[number].terms:
                within[term][topic.topic.slug].append(number)
    slugs = sorted(everywhere, key=lambda slug: (collation(harmony.terms[slug].label), slug))
    return {
        slug: TermRiver(
            term=harmony.terms[slug],
            river=tuple(story.number for story in everywhere[slug]),
            topics={topic: tuple(numbers) for topic, numbers in within[slug].items()},
            months=months_of(everywhere[slug], newest=newest),
        )
        for slug in slugs
    }


def _blog_cloud(
    settings: Settings, cards: Mapping[str, Card], stories: Mapping[int, Story], newest: datetime | None
) -> Cloud:
    """Return the cloud of blogs: the nuage de blogs itself."""
    activity = [
        BlogActivity(
            slug=one.blog.slug,
            name=one.name,
            dates=tuple(stories[number].date for number in one.river),
            language=Counter(stories[number].language for number in one.river).most_common(1)[0][0]
            if one.river
            else "",
        )
        for one in cards.values()
    ]
    return blog_cloud(activity, newest=newest, half_life=settings.tags.half_life)
