"""OPML 2.0: the blogs people may subscribe to, in folders by topic; and FOAF, which planets offered before."""

from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element as Element

from planet.config import BlogState
from planet.model import Text
from planet.render.channels import about
from planet.render.fingerprints import FORM
from planet.render.markup import add, document, is_web, language_tag, root, uri
from planet.render.site import Card, Plan, Site
from planet.text import digest, one_line
from planet.urls import without_credentials


def opml(site: Site) -> Iterator[Plan]:
    """Plan `opml.xml` for the planet, by topic, and for each topic."""
    cards = active(site)
    yield _plan(site, "opml.xml", site.settings.planet.name, _grouped(site, cards))
    for held in site.topics:
        title = f"{held.topic.name} · {site.settings.planet.name}"
        chosen = [card for card in cards if card.blog.url in held.blogs]
        yield _plan(site, f"topics/{held.topic.slug}/opml.xml", title, [("", chosen)])


def active(site: Site) -> list[Card]:
    """Return the blogs that are asked: neither paused, closed nor gone, each with an address others can ask too."""
    return [
        card
        for card in site.cards.values()
        if card.blog.state is BlogState.ACTIVE and card.history.gone is None and is_web(card.blog.url)
    ]


def _grouped(site: Site, cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Put each blog into the folder of its first topic, for many readers take a second outline for a second subscription."""
    groups: dict[str, list[Card]] = {held.topic.slug: [] for held in site.topics}
    alone: list[Card] = []
    for card in cards:
        names = [slug for slug in (*card.blog.topics, *card.blog.audiences) if slug in groups]
        (groups[names[0]] if names else alone).append(card)
    named = {held.topic.slug: held.topic.name for held in site.topics}
    return [*((named[slug], held) for slug, held in groups.items() if held), *([("", alone)] if alone else [])]


def _plan(site: Site, path: str, title: str, groups: Sequence[tuple[str, list[Card]]]) -> Plan:
    names = {held.topic.slug: held.topic.name for held in site.topics}
    planet = site.settings.planet
    outlines = [(name, [_outline(card, names) for card in cards]) for name, cards in groups]

    def make(_: Mapping[int, Text]) -> bytes:
        top = root("opml", {}, version="2.0")
        head = add(top, "head")
        add(head, "title", title)
        if planet.owner_name:
            add(head, "ownerName", planet.owner_name)
        if planet.owner_email:
            add(head, "ownerEmail", planet.owner_email)
        add(head, "docs", "http://opml.org/spec2.opml")
        _body(add(top, "body"), outlines, title)
        return document(top)

    made_of = digest(FORM, path, title, repr((planet.owner_name, planet.owner_email, outlines)))
    return Plan(path=path, fingerprint=made_of, stories=(), make=make)


def _body(body: Element, outlines: Sequence[tuple[str, list[dict[str, str]]]], title: str) -> None:
    for name, blogs in outlines:
        folder = add(body, "outline", text=name, title=name) if name else body
        for attributes in blogs:
            add(folder, "outline", **attributes)
    if not len(body):
        add(body, "outline", text=title)  # the specification wants one outline at least


def _outline(card: Card, names: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of a subscription; `category` names all its topics, so that an import finds them again."""
    topics = [names[slug] for slug in (*card.blog.topics, *card.blog.audiences) if slug in names]
    name = one_line(card.name) or card.blog.slug
    return {
        "text": name,
        "title": name,
        "type": "rss",
        "xmlUrl": uri(without_credentials(card.blog.url)),
        "htmlUrl": uri(card.link) if is_web(card.link) else "",
        "description": one_line(about(card)),
        "language": language_tag(card.blog.lang or card.feed.language),
        "category": ",".join("/" + topic.replace(",", " ").replace("/", " ") for topic in topics),
    }
