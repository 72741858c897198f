"""A selection to what the site shows of it: cards, topics, terms and clouds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from planet.config import Settings
from planet.i18n import collation
from planet.model import Cloud, Feed, History, Listed, Outline, Story
from planet.pipeline.cards import card, months_of
from planet.render.site import Card, TermRiver, TopicRiver
from planet.select import Selection
from planet.tags import Background, BlogActivity, Harmony, blog_cloud, cloud


def cards_of(
    settings: Settings,
    stories: Mapping[int, Story] | Mapping[int, Outline],
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


def live_of(cards: Mapping[str, Card], blogs: Iterable[str] | None = None) -> int:
    """Return how many of the blogs still write."""
    names = cards if blogs is None else blogs
    return sum(cards[url].newest is not None and cards[url].health != "silent" for url in names)


def topics_of(
    settings: Settings,
    stories: Mapping[int, Story] | Mapping[int, Outline],
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
            blogs=live_of(cards, blogs),
        )
        topics.append(TopicRiver(topic=topic, river=numbers, blogs=blogs, cloud=chosen))
    return tuple(topics)


def terms_of(
    river: Sequence[Listed],
    topics: Sequence[TopicRiver],
    stories: Mapping[int, Story] | Mapping[int, Outline],
    harmony: Harmony,
    newest: datetime | None,
) -> dict[str, TermRiver]:
    """Return every term in use with its stories, in alphabetical order."""
    everywhere: dict[str, list[Listed]] = defaultdict(list)
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


def blog_cloud_of(
    settings: Settings,
    cards: Mapping[str, Card],
    stories: Mapping[int, Story] | Mapping[int, Outline],
    newest: datetime | None,
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
