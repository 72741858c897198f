"""feedparser's reading of a document, for whatever the fast reader is not sure about: its dictionaries end here."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import feedparser

from planet.model import Link, Media, Person, Source
from planet.parse.found import FoundEntry, FoundFeed, FoundTag, Kind, Piece
from planet.parse.pictures import kind_of, whole_number
from planet.text import digest

VERSION = "liberal-1"
_FORMATS = {
    "rss20": "rss20",
    "rss10": "rss10",
    "rss": "rss20",
    "atom10": "atom10",
    "atom03": "atom03",
    "atom": "atom10",
}
_KINDS = {"text/plain": Kind.TEXT, "application/xhtml+xml": Kind.XHTML}


def liberal(text: str, url: str, known: frozenset[str]) -> FoundFeed:
    """Read a document, however broken; `format` stays empty when it is no feed."""
    data = text.encode("utf-8", "replace")
    result = feedparser.parse(
        BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = str(result.get("version") or "")
    feed = result.get("feed", {})
    found = FoundFeed(parser="liberal", format=_format(version), language=_text(feed, "language"))
    if result.get("bozo") and not _only_about_encoding(result):
        found.warnings.append("not-well-formed")
    _feed(found, feed, version, url)
    context = repr([(one.name, one.email, one.uri) for one in found.authors])
    for one in result.get("entries", []):
        raw = digest(VERSION, url, found.language, context, json.dumps(one, default=str, sort_keys=True))
        found.entries.append(raw if raw in known else _entry(one, raw, version, url))
    return found


def _format(version: str) -> str:
    return _FORMATS.get(version) or ("rss09x" if version.startswith(("rss09", "cdf")) else "atom10" if version else "")


def _only_about_encoding(result: Mapping[str, Any]) -> bool:
    return isinstance(result.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _piece(data: Mapping[str, Any], key: str, version: str, url: str) -> Piece | None:
    """Return a text construct; `key` itself where there is no detail beside it."""
    detail = data.get(f"{key}_detail")
    if not isinstance(detail, Mapping):
        text = _text(data, key)
        return Piece(text, Kind.GUESS) if text else None
    return _construct(detail, version, url)


def _construct(detail: Mapping[str, Any], version: str, url: str) -> Piece:
    kind = _KINDS.get(_text(detail, "type"), Kind.HTML)
    if kind is Kind.TEXT and not version.startswith("atom"):
        kind = Kind.GUESS
    base = _text(detail, "base")
    return Piece(_text(detail, "value"), kind, base if base != url else "", _text(detail, "language"))


def _links(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [link for link in data.get("links", []) if isinstance(link, Mapping) and _text(link, "href")]


def _first(data: Mapping[str, Any], rel: str) -> str:
    return next((_text(link, "href") for link in _links(data) if link.get("rel") == rel), "")


def _feed(found: FoundFeed, feed: Mapping[str, Any], version: str, url: str) -> None:
    """Fill in what the document says of itself."""
    found.id = _text(feed, "id")
    found.title = _piece(feed, "title", version, url)
    found.subtitle = _piece(feed, "subtitle", version, url)
    found.link = _text(feed, "link")
    found.self_link = _first(feed, "self")
    found.hubs = [_text(link, "href") for link in _links(feed) if link.get("rel") == "hub"]
    found.next_link = _first(feed, "next")
    found.icon = _text(feed, "icon")
    image = feed.get("image")
    found.logo = _text(feed, "logo") or (_text(image, "href") if isinstance(image, Mapping) else "")
    found.generator = _text(feed, "generator")
    found.rights = _text(feed, "rights")
    found.licence = _first(feed, "license")
    found.authors = _people(feed, "authors")
    found.updated = _text(feed, "updated") or _text(feed, "published")
    found.ttl = _text(feed, "ttl")
    found.update_period = _text(feed, "sy_updateperiod")
    found.update_frequency = _text(feed, "sy_updatefrequency")


def _people(data: Mapping[str, Any], key: str) -> list[Person]:
    people = [
        Person(name=_text(one, "name"), email=_text(one, "email"), uri=_text(one, "href"))
        for one in data.get(key, [])
        if isinstance(one, Mapping) and one
    ]
    if not people and key == "authors" and _text(data, "author"):
        return [Person(name=_text(data, "author"))]
    return people


def _entry(data: Mapping[str, Any], raw: str, version: str, url: str) -> FoundEntry:
    found = FoundEntry(raw=raw)
    found.guid = _text(data, "id")
    found.guid_is_link = bool(data.get("guidislink"))
    found.link = _text(data, "link")
    found.origlink = _text(data, "feedburner_origlink") or _text(data, "pheedo_origlink")
    found.title = _piece(data, "title", version, url)
    found.summary = _piece(data, "summary", version, url)
    found.contents = [_construct(one, version, url) for one in data.get("content", []) if isinstance(one, Mapping)]
    found.authors = _people(data, "authors")
    found.contributors = _people(data, "contributors")
    found.published = _text(data, "published")
    found.updated = _text(data, "updated")
    found.created = _text(data, "created")
    found.tags = [_tag(one) for one in data.get("tags", []) if isinstance(one, Mapping)]
    found.comments = _text(data, "comments") or _first(data, "replies")
    found.comments_feed = _text(data, "wfw_commentrss")
    found.comments_count = _text(data, "slash_comments") or _text(data, "thr_total")
    found.licence = _first(data, "license")
    found.rights = _text(data, "rights")
    found.language = _text(data, "language")
    found.source = _source(data.get("source"))
    _media(found, data)
    return found


def _tag(one: Mapping[str, Any]) -> FoundTag:
    return FoundTag(_text(one, "term"), _text(one, "scheme"), _text(one, "label"))


def _source(data: object) -> Source | None:
    if not isinstance(data, Mapping):
        return None
    return Source(
        id=_text(data, "id"),
        title=_text(data, "title"),
        link=_text(data, "link"),
        feed=_text(data, "href") or _first(data, "self"),
    )


_OWN_RELS = frozenset(("alternate", "enclosure", "self", "edit", "hub", "license", "replies"))


def _media(found: FoundEntry, data: Mapping[str, Any]) -> None:
    """Take enclosures, Media RSS and the links that are neither."""
    for link in _links(data):
        rel = _text(link, "rel")
        if rel == "enclosure":
            found.media.append(
                Media(
                    url=_text(link, "href"),
                    kind=kind_of(_text(link, "type"), _text(link, "href")),
                    type=_text(link, "type"),
                    length=whole_number(_text(link, "length")),
                    title=_text(link, "title"),
                )
            )
        elif rel and rel not in _OWN_RELS:
            found.links.append(
                Link(
                    href=_text(link, "href"),
                    rel=rel,
                    type=_text(link, "type") if rel != "related" or link.get("type") != "text/html" else "",
                    title=_text(link, "title"),
                    hreflang=_text(link, "hreflang"),
                )
            )
    for one in data.get("media_content", []):
        if isinstance(one, Mapping) and _text(one, "url"):
            found.media.append(media_content(one))
    found.thumbnails = [_text(one, "url") for one in data.get("media_thumbnail", []) if isinstance(one, Mapping)]
    found.duration = _text(data, "itunes_duration")
    image = data.get("image")
    found.image = _text(image, "href") if isinstance(image, Mapping) else ""


def media_content(one: Mapping[str, Any]) -> Media:
    """Return a media:content element from its attributes."""
    return Media(
        url=_text(one, "url"),
        kind=kind_of(_text(one, "type"), _text(one, "url"), _text(one, "medium")),
        type=_text(one, "type"),
        length=whole_number(_text(one, "filesize")),
        duration=whole_number(_text(one, "duration")),
        width=whole_number(_text(one, "width")),
        height=whole_number(_text(one, "height")),
    )
