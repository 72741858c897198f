"""RSS 2.0 (RSS Advisory Board's specification and profile), with Dublin Core, content:encoded and atom:link."""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml.etree import _Element as Element

from planet.config import Show
from planet.dates import rfc822
from planet.model import Media, Text
from planet.render.channels import Channel, base, wide
from planet.render.fingerprints import fingerprint
from planet.render.items import EPOCH, Item, item
from planet.render.markup import ATOM, add, document, is_web, root, uri
from planet.render.site import Plan, Site
from planet.urls import without_credentials

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
_SPACES: dict[str | None, str] = {"atom": ATOM, "content": CONTENT, "dc": DC}


def rss(site: Site) -> Iterator[Plan]:
    """Plan `rss20.xml` for every channel."""
    for channel in wide(site):
        yield Plan(
            path=f"{channel.folder}rss20.xml",
            fingerprint=fingerprint(site, channel, "rss20"),
            stories=channel.stories,
            make=partial(_document, site, channel),
        )


def _document(site: Site, channel: Channel, texts: Mapping[int, Text]) -> bytes:
    items = [item(site, channel, number, texts.get(number)) for number in channel.stories]
    top = root("rss", _SPACES, version="2.0")
    head = add(top, "channel")
    add(head, "title", channel.title or base(site))
    add(head, "link", base(site) + channel.folder)
    add(head, "description", channel.subtitle or channel.title)
    add(head, "language", channel.language)
    link = f"{{{ATOM}}}link"
    add(head, link, rel="self", type="application/rss+xml", href=f"{base(site)}{channel.folder}rss20.xml")
    if hub := site.settings.publish.hub:
        add(head, link, rel="hub", href=uri(hub))
    add(head, "lastBuildDate", rfc822(max((held.updated for held in items), default=EPOCH)))
    add(head, "generator", "Nuage")
    for held in items:
        _item(site, head, held)
    return document(top, stylesheet=f"{channel.depth}feed.css")


def _item(site: Site, head: Element, held: Item) -> None:
    """Append one story."""
    entry = add(head, "item")
    add(entry, "title", held.title)
    add(entry, "link", held.link)
    # The id is no address, for an address may change; readers are told so.
    add(entry, "guid", held.id, isPermaLink="false")
    add(entry, "pubDate", rfc822(held.published))
    for person in held.authors:
        add(entry, f"{{{DC}}}creator", person.name)
    for category in held.categories:
        add(entry, "category", category.label, domain=base(site) + "tags/")
    if held.show is Show.FULL:
        add(entry, "description", held.summary or held.title)
        add(entry, f"{{{CONTENT}}}encoded", held.body)
    else:
        add(entry, "description", held.body)
    if media := _enclosure(held):
        add(entry, "enclosure", url=media.url, length=str(media.length or 0), type=media.type)
    if held.comments:
        add(entry, "comments", uri(held.comments))
    if held.rights:
        add(entry, f"{{{DC}}}rights", held.rights)
    if held.language:
        add(entry, f"{{{DC}}}language", held.language)
    if held.card and is_web(held.card.blog.url):
        add(entry, "source", held.card.name, url=uri(without_credentials(held.card.blog.url)))


def _enclosure(held: Item) -> Media | None:
    """Return the one enclosure most readers understand: a sound before a film before a document before a picture."""
    order = ("audio", "video", "other", "image")
    return min(held.media, key=lambda media: order.index(media.kind) if media.kind in order else 2, default=None)
