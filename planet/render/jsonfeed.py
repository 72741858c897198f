"""JSON Feed 1.1."""

import json
from collections.abc import Iterator, Mapping
from functools import partial

from planet.config import Show
from planet.dates import rfc3339
from planet.model import Media, Person, Text
from planet.render.channels import Channel, base, wide
from planet.render.fingerprints import fingerprint
from planet.render.items import Item, item
from planet.render.markup import characters, is_web, uri
from planet.render.site import Plan, Site
from planet.urls import without_credentials

VERSION = "https://jsonfeed.org/version/1.1"
Json = str | int | bool | list["Json"] | dict[str, "Json"]


def jsonfeed(site: Site) -> Iterator[Plan]:
    """Plan `feed.json` for every channel."""
    for channel in wide(site):
        yield Plan(
            path=f"{channel.folder}feed.json",
            fingerprint=fingerprint(site, channel, "json"),
            stories=channel.stories,
            make=partial(_document, site, channel),
        )


def dumped(held: Json) -> bytes:
    """Serialise for the public: UTF-8, no character that XML or HTML would refuse, the same bytes for the same content."""
    return json.dumps(_clean(held), ensure_ascii=False, indent=1).encode() + b"\n"


def _document(site: Site, channel: Channel, texts: Mapping[int, Text]) -> bytes:
    planet = site.settings.planet
    feed: dict[str, Json] = {
        "version": VERSION,
        "title": channel.title or base(site),
        "home_page_url": base(site) + channel.folder,
        "feed_url": f"{base(site)}{channel.folder}feed.json",
        "description": channel.subtitle,
        "language": channel.language,
        "authors": [{"name": planet.owner_name or planet.name}],
        "hubs": [{"type": "WebSub", "url": uri(hub)}] if (hub := site.settings.publish.hub) else [],
    }
    items: list[Json] = [_item(site, item(site, channel, number, texts.get(number))) for number in channel.stories]
    return dumped({**_said(feed), "items": items})


def _item(site: Site, held: Item) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "id": held.id,
        "url": held.link,
        "title": held.title,
        "content_html": held.body,
        "summary": held.summary,
        "image": uri(held.image) if held.image else "",
        "date_published": rfc3339(held.published),
        "date_modified": rfc3339(held.updated) if held.updated > held.published else "",
        "authors": [_author(person) for person in held.authors],
        "tags": [category.label for category in held.categories],
        "language": held.language,
        "attachments": [_attachment(media) for media in held.media],
        "_nuage": _more(site, held),
    }
    if held.show is Show.LINK:
        entry["summary"] = ""
    return _said(entry)


def _author(person: Person) -> dict[str, Json]:
    return _said({"name": person.name, "url": uri(person.uri) if is_web(person.uri) else ""})


def _attachment(media: Media) -> dict[str, Json]:
    return _said(
        {
            "url": media.url,
            "mime_type": media.type,
            "title": media.title,
            "size_in_bytes": media.length or "",
            "duration_in_seconds": media.duration or "",
        }
    )


def _more(site: Site, held: Item) -> dict[str, Json]:
    """Say what the format has no word for: the blog, its feed, and where else the story stands."""
    card = held.card
    if card is None:
        return {}
    return _said(
        {
            "blog": card.name,
            "blog_url": uri(card.link) if is_web(card.link) else "",
            "blog_page": f"{base(site)}blogs/{card.blog.slug}/",
            "feed": uri(without_credentials(card.blog.url)) if is_web(card.blog.url) else "",
            "topics": [*card.blog.topics, *card.blog.audiences],
            "also_on": [uri(copy.link) for copy in held.copies],
            "license": held.licence,
        }
    )


def _said(held: dict[str, Json]) -> dict[str, Json]:
    """Leave out what is empty."""
    return {key: value for key, value in held.items() if value not in ("", [], {})}


def _clean(held: Json) -> Json:
    match held:
        case str():
            return characters(held)
        case list():
            return [_clean(one) for one in held]
        case dict():
            return {key: _clean(one) for key, one in held.items()}
        case _:
            return held
