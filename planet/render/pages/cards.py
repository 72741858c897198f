"""Blogs, topics, terms and months as pages show them."""

from collections.abc import Iterable
from unicodedata import normalize

from planet.explain.failures import failure
from planet.render.calendar import months
from planet.render.channels import about
from planet.render.embed import snippet
from planet.render.markup import is_web, language_tag, uri
from planet.render.outlines import outlines
from planet.render.pages.licences import licence
from planet.render.pages.press import Press
from planet.render.pages.sparklines import spark
from planet.render.pages.views import (
    BlogView,
    CloudWord,
    Link,
    MonthLink,
    TermView,
    TopicLink,
    TopicView,
    YearView,
)
from planet.render.site import Card, TermRiver, TopicRiver
from planet.text import one_line, unparted, without_tags
from planet.urls import without_credentials

SMALL = 12
"""Words of a small cloud."""


def blog_view(press: Press, card: Card) -> BlogView:
    """Return a blog's card."""
    return press.once("blog", card.blog.url, lambda: _blog_view(press, card))


def _blog_view(press: Press, card: Card) -> BlogView:
    link = press.blog(card)
    source = without_credentials(card.history.adopted or card.blog.url)
    return BlogView(
        link=link,
        name=link.label,
        path=link.path,
        home=uri(card.link) if is_web(card.link) else "",
        source=uri(source) if is_web(source) else "",
        description=unparted(one_line(without_tags(about(card)))),
        themes=press.topics_of(card, "theme"),
        publics=press.topics_of(card, "audience"),
        count=len(card.river),
        newest=press.moment(card.newest) if card.newest else None,
        health=card.health,
        state=state(press, card.health),
        sentence=sentence(press, card),
        spark=spark(card.months, press.language, newest=press.site.newest),
        language=language_tag(card.blog.lang or card.feed.language),
        author=card.blog.author or ", ".join(person.name for person in card.feed.authors),
        licence=licence(card.blog.license),
        feeds=press.feeds(link.path, card.name),
        extra=tuple(sorted(card.blog.extra.items())),
    )


def state(press: Press, health: str) -> str:
    """Return how a blog is in a few words; nothing where all is well."""
    gettext = press.language.gettext
    return {
        "new": gettext("not yet read"),
        "failing": gettext("out of reach"),
        "dead": gettext("out of reach for long"),
        "blocked": gettext("refuses us"),
        "gone": gettext("gone"),
        "moved": gettext("has moved"),
        "silent": gettext("silent"),
        "paused": gettext("paused"),
        "closed": gettext("closed"),
    }.get(health, "")


def sentence(press: Press, card: Card) -> str:
    """Return how a blog is, with the day since which it is so, never with the day it was looked at."""
    gettext, history = press.language.gettext, card.history
    match card.health:
        case "fine" | "moved" if card.newest:
            return gettext("Last post on %(day)s.") % {"day": press.moment(card.newest).text}
        case "silent" if card.newest:
            return gettext("No post since %(day)s.") % {"day": press.moment(card.newest).text}
        case "silent":
            return gettext("No post yet.")
        case "new":
            return gettext("It was added and has not been read yet.")
        case "paused":
            return gettext("It is not asked for now; its posts stay.")
        case "closed":
            return gettext("It is closed; its posts stay.")
        case "gone" if history.gone:
            said = gettext("Its feed is gone for good since %(day)s; its posts stay.")
            return said % {"day": press.moment(history.gone).text}
        case _:
            return _since(press, card)


def _since(press: Press, card: Card) -> str:
    """Return what stops a blog, and since when."""
    said, since = failure(card.history, press.language), card.history.failing_since
    if since is None:
        return said
    return f"{said} {press.language.gettext('Since %(day)s.') % {'day': press.moment(since).text}}"


def topic_view(press: Press, held: TopicRiver) -> TopicView:
    """Return a topic with what belongs to it."""
    return press.once("topic", held.topic.slug, lambda: _topic_view(press, held))


def _topic_view(press: Press, held: TopicRiver) -> TopicView:
    link = press.topics[held.topic.slug]
    there = outlines(press.site)
    newest = max((there[number].date for number in held.river), default=None)
    channel = press.channel(kind="topic", name=link.slug, folder=link.path, title=held.topic.name)
    cloud = press.cloud(held.cloud, topic=link.slug)
    largest = sorted(cloud, key=lambda word: (-word.step, -word.count))[:SMALL]
    return TopicView(
        link=link,
        name=link.label,
        path=link.path,
        kind=link.kind,
        description=held.topic.description,
        count=len(held.river),
        blogs=tuple(press.blog(press.site.cards[url]) for url in held.blogs),
        cloud=cloud,
        small=tuple(word for word in cloud if word in largest),
        newest=press.moment(newest) if newest else None,
        feeds=(*press.feeds(link.path, link.label), press.opml(link.path)),
        snippet=snippet(press.site, channel),
    )


def term_view(press: Press, held: TermRiver, *, topic: TopicLink | None = None) -> TermView:
    """Return a term with its neighbours; limited to a topic, with what it has there."""
    term, site = held.term, press.site
    link = press.term(term.slug)
    within = tuple(
        CloudWord(
            label=press.topics[slug].label,
            path=press.term_path(term.slug, slug),
            count=len(numbers),
            step=3,
            language=press.topics[slug].language,
        )
        for slug, numbers in held.topics.items()
        if slug in press.topics and len(numbers) != len(held.river) and _in_cloud(press, slug, term.slug)
    )
    return TermView(
        label=link.label,
        path=press.term_path(term.slug, topic.slug) if topic else link.path,
        count=len(held.topics[topic.slug]) if topic else len(held.river),
        note=term.note,
        spellings=_spellings(term.spellings, link.label),
        broader=_known(press, term.broader),
        narrower=_known(press, term.narrower),
        related=_known(press, term.related),
        within=within,
        spark=spark(held.months, press.language, newest=site.newest),
        feeds=press.feeds(link.path, link.label)[:1],
        topic=topic,
    )


def _spellings(written: Iterable[str], label: str) -> tuple[str, ...]:
    """Return the other ways a term was written; one that differs in capitals alone tells a reader nothing."""
    found = {label.casefold(): label}
    for text in (normalize("NFC", one) for one in written):
        found.setdefault(text.casefold(), text)
    return tuple(found.values())[1:]


def _in_cloud(press: Press, topic: str, term: str) -> bool:
    """Tell whether a topic's cloud holds a term: only then has the topic a page for it."""
    return term in press.once("clouds", topic, lambda: _cloud_terms(press, topic))


def _cloud_terms(press: Press, topic: str) -> frozenset[str]:
    held = next(one for one in press.site.topics if one.topic.slug == topic)
    return frozenset(one.term for one in held.cloud.terms)


def _known(press: Press, slugs: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(press.term(slug) for slug in slugs if slug in press.site.terms)


def years(press: Press) -> tuple[YearView, ...]:
    """Return the months that have posts, newest year and month first."""
    return press.once("archive", "", lambda: _years(press))


def _years(press: Press) -> tuple[YearView, ...]:
    counts = {month: len(numbers) for month, numbers in months(press.site).items()}
    found = []
    for year in sorted({year for year, _ in counts}, reverse=True):
        held = sorted((month for one, month in counts if one == year), reverse=True)
        links = tuple(
            MonthLink(label=press.month(year, month), path=f"archive/{year:04}/{month:02}/", count=counts[year, month])
            for month in held
        )
        found.append(YearView(label=str(year), count=sum(link.count for link in links), months=links))
    return tuple(found)
