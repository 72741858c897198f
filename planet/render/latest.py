"""`latest.json`: the newest titles in a few lines, for portals and signage that draw them by themselves."""

from collections.abc import Iterator, Mapping
from functools import partial

from planet.dates import rfc3339
from planet.model import Entry, Text
from planet.render.channels import Channel, base, label, main_language, planet, topics
from planet.render.fingerprints import fingerprint
from planet.render.items import address, heading
from planet.render.jsonfeed import Json, dumped
from planet.render.markup import is_web, uri
from planet.render.site import Plan, Site

TITLES = 10
"""Stories in it, at most."""


def latest(site: Site) -> Iterator[Plan]:
    """Plan `latest.json` for the planet and each topic; it needs no texts."""
    for channel in (planet(site), *topics(site)):
        yield Plan(
            path=f"{channel.folder}latest.json",
            fingerprint=fingerprint(site, channel, "latest"),
            stories=(),
            make=partial(_document, site, channel),
        )


def _document(site: Site, channel: Channel, _: Mapping[int, Text]) -> bytes:
    held: dict[str, Json] = {
        "version": 1,
        "title": channel.title,
        "url": base(site) + channel.folder,
        "language": channel.language,
        "stories": [_story(site, number) for number in channel.stories[:TITLES]],
    }
    return dumped(held)


def _story(site: Site, number: int) -> dict[str, Json]:
    story = site.stories[number]
    card = next((site.cards[url] for url in story.blogs if url in site.cards), None)
    code = main_language(site)
    return {
        "title": heading(story.title, Entry(), card),
        "url": address(site, story.link, card),
        "date": rfc3339(story.date),
        "language": story.language,
        "blog": card.name if card else "",
        "blog_url": uri(card.link) if card and is_web(card.link) else "",
        "terms": [label(site, slug, code) for slug in story.written],
    }
