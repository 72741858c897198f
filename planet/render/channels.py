"""Which feeds the site offers: one channel for the planet, each topic, blog, term and language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from planet.config import Show
from planet.i18n import language
from planet.render.kept import once
from planet.render.outlines import outlines
from planet.render.site import Card, Site
from planet.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A river as a feed: what it is called, where it lies, what stands in it."""

    kind: str
    """`planet`, `topic`, `blog`, `term` or `language`."""
    name: str
    """The slug or code; empty for the planet."""
    folder: str
    """Where its files lie, with a `/` at the end; empty for the planet."""
    title: str
    subtitle: str = ""
    language: str
    """Of the titles of the feed itself."""
    show: Show | None = None
    """The topic's own rule."""
    stories: tuple[int, ...] = ()
    """Numbers, newest first; only those that feeds announce."""

    @property
    def depth(self) -> str:
        """The way from its files up to the root of the site."""
        return "../" * self.folder.count("/")


def base(site: Site) -> str:
    """Return the address of the site with a `/` at its end; without a configured link, that of a preview."""
    link = site.settings.planet.link.strip()
    if not link:
        return "http://localhost/"
    last = urlsplit(link).path.rpartition("/")[2]
    if last.endswith((".html", ".htm", ".php")):
        link = link[: link.rindex(last)]
    return link.rstrip("/") + "/"


def story_id(site: Site, number: int) -> str:
    """Return the public id of a story: the same in every feed, whatever becomes of its title, link, guid or the planet's address."""
    return _id(site, f"story/{number}")


def channel_id(site: Site, channel: Channel) -> str:
    """Return the public id of a feed."""
    return _id(site, f"feed/{channel.folder}")


def _id(site: Site, name: str) -> str:
    if site.identity:
        return f"urn:uuid:{uuid5(UUID(site.identity), name)}"
    # RFC 4151: the authority must have held the name on that day; every registered host of today did in the year it publishes.
    return f"tag:{urlsplit(base(site)).hostname or 'localhost'},2026:{name}"


def label(site: Site, slug: str, code: str) -> str:
    """Return the label of a term in a language, the planet's own where it has none."""
    held = site.terms.get(slug)
    return (held.term.labels.get(code) or held.term.label) if held else slug


def known(site: Site, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the stories that the site holds: as a rule all."""
    held = outlines(site)
    return numbers if all(map(held.__contains__, numbers)) else tuple(n for n in numbers if n in held)


def newest_first(site: Site, numbers: Iterable[int]) -> tuple[int, ...]:
    """Put stories in the order of their dates, where pinned ones stand at their own."""
    there = outlines(site)
    held = [there[number] for number in numbers if number in there]
    held.sort(key=attrgetter("date", "number"), reverse=True)
    return tuple(story.number for story in held)


def announced(site: Site, river: Iterable[int], most: int) -> tuple[int, ...]:
    """Return the newest stories of a river that feeds announce, in the order of feeds; no more of the river is looked at than that takes."""
    held: list[int] = []
    dated = 0
    for number in river:
        story = outlines(site).get(number)
        if story is None or not story.announce:
            continue
        held.append(number)
        dated += story.pinned_until is None
        if dated >= most:
            break
    return newest_first(site, held)[:most]


def limit(site: Site) -> int:
    """Return how many stories a feed holds: what the operator asks for, and never fewer than a page."""
    return max(site.settings.select.feed_items, site.settings.select.items_per_page)


def channels(site: Site) -> Iterator[Channel]:
    """Yield the planet's channel, then those of topics, blogs, terms and languages."""
    yield planet(site)
    yield from topics(site)
    yield from blogs(site)
    yield from terms(site)
    yield from languages(site)


def wide(site: Site) -> Iterator[Channel]:
    """Yield the channels that have every feed format. Terms have Atom alone: they are the most by far, and every reader knows it."""
    return (channel for channel in channels(site) if channel.kind != "term")


def planet(site: Site) -> Channel:
    """Return the planet's channel."""
    held = site.settings.planet
    return _channel(site, kind="planet", folder="", title=held.name, subtitle=held.description, river=site.river)


def _channel(
    site: Site,
    *,
    kind: str,
    folder: str,
    title: str,
    river: tuple[int, ...],
    name: str = "",
    subtitle: str = "",
    show: Show | None = None,
) -> Channel:
    return Channel(
        kind=kind,
        name=name,
        folder=folder,
        title=one_line(title),
        subtitle=one_line(subtitle),
        language=main_language(site),
        show=show,
        stories=once(site, "feed", folder, lambda: announced(site, river, limit(site))),
    )


def main_language(site: Site) -> str:
    """Return the language of the site's first pages, in which feeds speak."""
    return (site.settings.planet.locales or ("en",))[0]


def topics(site: Site) -> Iterator[Channel]:
    """Yield the channels of topics."""
    for held in site.topics:
        topic = held.topic
        yield _channel(
            site,
            kind="topic",
            name=topic.slug,
            folder=f"topics/{topic.slug}/",
            title=_titled(site, topic.name),
            subtitle=topic.description,
            river=held.river,
            show=topic.show,
        )


def blogs(site: Site) -> Iterator[Channel]:
    """Yield the channels of blogs."""
    for card in site.cards.values():
        slug, title = card.blog.slug, _titled(site, card.name)
        folder = f"blogs/{slug}/"
        yield _channel(site, kind="blog", name=slug, folder=folder, title=title, subtitle=about(card), river=card.river)


def terms(site: Site) -> Iterator[Channel]:
    """Yield the channels of terms."""
    code = main_language(site)
    for slug, held in site.terms.items():
        title, folder = _titled(site, label(site, slug, code)), f"tags/{slug}/"
        yield _channel(
            site, kind="term", name=slug, folder=folder, title=title, subtitle=held.term.note, river=held.river
        )


def languages(site: Site) -> Iterator[Channel]:
    """Yield the channels of languages, where there are several; each is named in the planet's own."""
    if len(site.languages) < 2:
        return
    names = language(main_language(site)).locale.languages
    for code, river in site.languages.items():
        title, folder = _titled(site, names.get(code, code)), f"languages/{code}/"
        yield _channel(site, kind="language", name=code, folder=folder, title=title, river=river)


def about(card: Card) -> str:
    """Return the sentence on a blog: the INI's, else its feed's."""
    return card.blog.description or card.feed.subtitle


def _titled(site: Site, name: str) -> str:
    """Name the part before the planet: a reader's list of feeds shows only the first words."""
    return f"{name} · {site.settings.planet.name}"
