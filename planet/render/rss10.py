"""RSS 1.0 (RDF Site Summary), for readers of another time; made when `formats` names `rss10`."""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml.etree import _Element as Element

from planet.config import Show
from planet.dates import rfc3339
from planet.model import Text
from planet.render.channels import Channel, base, planet, topics
from planet.render.fingerprints import fingerprint
from planet.render.items import Item, item
from planet.render.markup import add, document, root
from planet.render.rss import CONTENT, DC
from planet.render.site import Plan, Site

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS = "http://purl.org/rss/1.0/"
_SPACES: dict[str | None, str] = {None: RSS, "rdf": RDF, "dc": DC, "content": CONTENT}
_ABOUT = f"{{{RDF}}}about"


def rss10(site: Site) -> Iterator[Plan]:
    """Plan `rss10.xml` for the planet and its topics, if the operator asks for the format."""
    if "rss10" not in site.settings.render.formats:
        return
    for channel in (planet(site), *topics(site)):
        yield Plan(
            path=f"{channel.folder}rss10.xml",
            fingerprint=fingerprint(site, channel, "rss10"),
            stories=channel.stories,
            make=partial(_document, site, channel),
        )


def _document(site: Site, channel: Channel, texts: Mapping[int, Text]) -> bytes:
    top = root(f"{{{RDF}}}RDF", _SPACES)
    items = [item(site, channel, number, texts.get(number)) for number in channel.stories]
    head = add(top, f"{{{RSS}}}channel")
    head.set(_ABOUT, f"{base(site)}{channel.folder}rss10.xml")
    add(head, f"{{{RSS}}}title", channel.title or base(site))
    add(head, f"{{{RSS}}}link", base(site) + channel.folder)
    add(head, f"{{{RSS}}}description", channel.subtitle or channel.title)
    add(head, f"{{{DC}}}language", channel.language)
    listed = add(add(head, f"{{{RSS}}}items"), f"{{{RDF}}}Seq")
    for held in items:
        # The id names the item within RDF: two posts may share an address, no two share an id.
        add(listed, f"{{{RDF}}}li").set(f"{{{RDF}}}resource", held.id)
        _item(top, held)
    return document(top, stylesheet=f"{channel.depth}feed.css")


def _item(top: Element, held: Item) -> None:
    """Append one story."""
    entry = add(top, f"{{{RSS}}}item")
    entry.set(_ABOUT, held.id)
    add(entry, f"{{{RSS}}}title", held.title)
    add(entry, f"{{{RSS}}}link", held.link)
    add(entry, f"{{{RSS}}}description", held.body if held.show is not Show.FULL else held.summary or held.title)
    if held.show is Show.FULL:
        add(entry, f"{{{CONTENT}}}encoded", held.body)
    add(entry, f"{{{DC}}}date", rfc3339(held.published))
    for person in held.authors:
        add(entry, f"{{{DC}}}creator", person.name)
    for category in held.categories:
        add(entry, f"{{{DC}}}subject", category.label)
    if held.language:
        add(entry, f"{{{DC}}}language", held.language)
    if held.card:
        add(entry, f"{{{DC}}}source", held.card.name)
