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
    ages: Mapping[int, int],
    newest: datetime | None,
) -> dict[str, Card]:
    """Return a card for each blog that may be shown, in the INI's order; `ages` are those of all stories in months."""
    return {
        blog.url: card(
            blog,
            river=[stories[number] for number in selection.blogs[blog.url]],
            history=histories.get(blog.url, History()),
            feed=feeds.get(blog.url) or Feed(url=blog.url),
            ages=ages,
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
    ages: Mapping[int, int],
) -> dict[str, TermRiver]:
    """Return every term in use with its stories, in alphabetical order; `ages` are those of all stories in months."""
    everywhere = _by_term(river)
    within: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for topic in topics:
        for term, numbers in _by_term(stories[number] for number in topic.river).items():
            within[term][topic.topic.slug] = tuple(numbers)
    slugs = sorted(everywhere, key=lambda slug: (collation(harmony.terms[slug].label), slug))
    return {
        slug: TermRiver(
            term=harmony.terms[slug],
            river=tuple(everywhere[slug]),
            topics=within[slug],
            months=months_of(everywhere[slug], ages),
        )
        for slug in slugs
    }


def _by_term(stories: Iterable[Listed]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for story in stories:
        number = story.number
        for term in story.terms:
            found[term].append(number)
    return found


def blog_cloud_of(
    settings: Settings,
    cards: Mapping[str, Card],
    stories: Mapping[int, Story] | Mapping[int, Outline],
    background: Background,
) -> Cloud:
    """Return the cloud of blogs: the nuage de blogs itself."""
    activity = [
        BlogActivity(
            slug=one.blog.slug,
            name=one.name,
            dates=tuple([stories[number].date for number in one.river]),
            language=Counter([stories[number].language for number in one.river]).most_common(1)[0][0]
            if one.river
            else "",
        )
        for one in cards.values()
    ]
    return blog_cloud(activity, background, half_life=settings.tags.half_life)
