"""Atom 1.0 (RFC 4287), with the planet's whole past as archived feed documents (RFC 5005)."""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml.etree import _Element as Element

from planet.config import Show
from planet.dates import rfc3339
from planet.model import Person, Text
from planet.render.channels import Channel, base, channel_id, channels, main_language
from planet.render.fingerprints import fingerprint
from planet.render.history import Chapter, chapters
from planet.render.items import EPOCH, Item, item
from planet.render.markup import ATOM, XML, add, document, is_web, language_tag, root, uri
from planet.render.site import Plan, Site
from planet.urls import without_credentials

HISTORY = "http://purl.org/syndication/history/1.0"
_A = f"{{{ATOM}}}"


def atom(site: Site) -> Iterator[Plan]:
    """Plan `atom.xml` for every channel, and the documents that hold the planet's past."""
    past = chapters(site)
    for channel in channels(site):
        before = past[-1].path if past and channel.kind == "planet" else ""
        yield Plan(
            path=f"{channel.folder}atom.xml",
            fingerprint=fingerprint(site, channel, "atom", before),
            stories=channel.stories,
            make=partial(_current, site, channel, before),
        )
    for chapter in past:
        yield Plan(
            path=chapter.path,
            fingerprint=fingerprint(site, chapter.channel, "archive", chapter.before),
            stories=chapter.channel.stories,
            make=partial(_chapter, site, chapter),
        )


def _current(site: Site, channel: Channel, before: str, texts: Mapping[int, Text]) -> bytes:
    """Make the document people subscribe to."""
    items = [item(site, channel, number, texts.get(number)) for number in channel.stories]
    top = _feed(site, channel, items, path=f"{channel.folder}atom.xml")
    if hub := site.settings.publish.hub:
        add(top, _A + "link", rel="hub", href=uri(hub))
    if before:
        # `next` for readers of paged feeds, `prev-archive` for those of archived ones: both reach everything.
        add(top, _A + "link", rel="next", type="application/atom+xml", href=base(site) + before)
        add(top, _A + "link", rel="prev-archive", type="application/atom+xml", href=base(site) + before)
    for held in items:
        _entry(site, top, held)
    return document(top, stylesheet=f"{channel.depth}feed.css")


def _chapter(site: Site, chapter: Chapter, texts: Mapping[int, Text]) -> bytes:
    """Make one document of the past."""
    items = [item(site, chapter.channel, number, texts.get(number)) for number in chapter.channel.stories]
    top = _feed(site, chapter.channel, items, path=chapter.path)
    add(top, f"{{{HISTORY}}}archive")
    add(top, _A + "link", rel="current", type="application/atom+xml", href=base(site) + "atom.xml")
    if chapter.before:
        add(top, _A + "link", rel="next", type="application/atom+xml", href=base(site) + chapter.before)
        add(top, _A + "link", rel="prev-archive", type="application/atom+xml", href=base(site) + chapter.before)
    for held in items:
        _entry(site, top, held)
    return document(top, stylesheet="../" * chapter.path.count("/") + "feed.css")


def _feed(site: Site, channel: Channel, items: list[Item], *, path: str) -> Element:
    """Begin a feed: everything before its entries that all its documents share."""
    spaces: dict[str | None, str] = {None: ATOM}
    if path != f"{channel.folder}atom.xml":
        spaces["fh"] = HISTORY
    top = root(_A + "feed", spaces)
    top.set(f"{{{XML}}}lang", channel.language)
    add(top, _A + "id", channel_id(site, channel))
    add(top, _A + "title", channel.title or base(site))
    if channel.subtitle:
        add(top, _A + "subtitle", channel.subtitle)
    add(top, _A + "updated", rfc3339(max((held.updated for held in items), default=EPOCH)))
    add(top, _A + "link", rel="self", type="application/atom+xml", href=base(site) + path)
    add(top, _A + "link", rel="alternate", type="text/html", href=base(site) + channel.folder)
    planet = site.settings.planet
    _person(top, "author", Person(name=planet.owner_name or planet.name, email=planet.owner_email))
    add(top, _A + "generator", "Nuage")
    return top


def _entry(site: Site, top: Element, held: Item) -> None:
    """Append one story."""
    entry = add(top, _A + "entry")
    if held.language:
        entry.set(f"{{{XML}}}lang", held.language)
    add(entry, _A + "id", held.id)
    add(entry, _A + "title", held.title)
    add(entry, _A + "published", rfc3339(held.published))
    add(entry, _A + "updated", rfc3339(held.updated))
    for person in held.authors:
        _person(entry, "author", person)
    for person in held.contributors:
        _person(entry, "contributor", person)
    _links(entry, held)
    for category in held.categories:
        add(entry, _A + "category", term=category.term, label=category.label, scheme=base(site) + "tags/")
    if held.rights:
        add(entry, _A + "rights", held.rights)
    if held.show is Show.FULL and held.summary:
        add(entry, _A + "summary", held.summary)
    add(entry, _A + ("content" if held.show is Show.FULL else "summary"), held.body, type="html")
    _source(site, entry, held)


def _links(entry: Element, held: Item) -> None:
    """Append where the story is, what goes with it, and where else it stands."""
    language = language_tag(held.language)
    add(entry, _A + "link", rel="alternate", type="text/html", href=held.link, hreflang=language)
    for media in held.media:
        length = "" if media.length is None else str(media.length)
        add(entry, _A + "link", rel="enclosure", href=media.url, type=media.type, length=length, title=media.title)
    if held.comments:
        add(entry, _A + "link", rel="replies", type="text/html", href=uri(held.comments))
    if is_web(held.licence):
        add(entry, _A + "link", rel="license", href=uri(held.licence))
    for copy in held.copies:
        add(entry, _A + "link", rel="related", type="text/html", href=uri(copy.link), title=copy.title)


def _source(site: Site, entry: Element, held: Item) -> None:
    """Append which blog it comes from. Its `updated` is the entry's: the feed's own moves without anything being new."""
    card = held.card
    if card is None:
        return
    source = add(entry, _A + "source")
    feed = uri(without_credentials(card.blog.url))
    own = f"{base(site)}blogs/{card.blog.slug}/"
    add(source, _A + "id", feed if is_web(feed) else own)
    add(source, _A + "title", card.name)
    add(source, _A + "updated", rfc3339(held.updated))
    add(source, _A + "link", rel="alternate", type="text/html", href=uri(card.link) if is_web(card.link) else own)
    if is_web(feed):
        add(source, _A + "link", rel="self", href=feed)
    code = language_tag(card.blog.lang or card.feed.language) or main_language(site)
    source.set(f"{{{XML}}}lang", code)


def _person(parent: Element, role: str, person: Person) -> None:
    """Append a person. Addresses of authors are not handed on: a feed is copied where nobody asked for them."""
    held = add(parent, _A + role)
    add(held, _A + "name", person.name)
    if is_web(person.uri):
        add(held, _A + "uri", uri(person.uri))
    if role == "author" and parent.tag == _A + "feed" and "@" in person.email:
        add(held, _A + "email", person.email)
