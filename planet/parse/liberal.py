"""feedparser's reading of a document, for whatever the fast reader is not sure about: its dictionaries end here."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import feedparser

from planet.model import Person, Source
from planet.parse.addresses import base_of
from planet.parse.found import FoundEntry, FoundFeed, FoundTag, Kind, Piece
from planet.parse.links import enclosures, first, media_content, others
from planet.parse.links import text as _text
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
_VOID_END = re.compile(r"</(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)>")
_SKIPPED = re.compile(r"<skip(hour|day)s\b[^<>]*+>((?:[^<]++|<(?!/?skip))*+)</skip\1s\s*>", re.IGNORECASE)
_FRAGILE = re.compile(
    r"</?(?:creativeCommons|cc|psc|georss|gml|geo|media:(?:credit|rating|restriction|license|player))\b[^<>]*>",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s<>()]+@[^\s<>()]+")
_KINDS = {"text/plain": Kind.TEXT, "application/xhtml+xml": Kind.XHTML}


def liberal(text: str, url: str, known: frozenset[str]) -> FoundFeed:
    """Read a document, however broken; `format` stays empty when it is no feed."""
    result = _parsed(text, url)
    if result is None:
        # Its handlers of some modules fall over what broken documents put there, and none of these matters to readers.
        result = _parsed(_FRAGILE.sub("", text), url) or {}
    version = str(result.get("version") or "")
    feed = result.get("feed", {})
    found = FoundFeed(parser="liberal", format=_format(version), language=_text(feed, "language"))
    if result.get("bozo") and not _only_about_encoding(result):
        found.warnings.append("not-well-formed")
    _feed(found, feed, version, url)
    _skipped(found, text)
    context = repr([(one.name, one.email, one.uri) for one in found.authors])
    for one in result.get("entries", []):
        raw = digest(VERSION, url, found.language, context, json.dumps(one, default=str, sort_keys=True))
        found.entries.append(raw if raw in known else _entry(one, raw, version, url))
    return found


def _parsed(text: str, url: str) -> Mapping[str, Any] | None:
    """Return feedparser's dictionary; None where one of its handlers raised."""
    # Without an address what is relative stays as written, ids too, until normalisation resolves what shall be; but where
    # there are bases, feedparser does not return from them without one.
    location = {"content-location": url} if "base=" in text else {}
    try:
        result: Mapping[str, Any] = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", **location},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return result


def _skipped(found: FoundFeed, text: str) -> None:
    """Read the hours and days on which a feed wants to be left alone: feedparser keeps but the last of each."""
    for name, inner in _SKIPPED.findall(text[:100_000]):
        said = re.findall(rf"<{name}\s*>([^<]*)<", inner, re.IGNORECASE)
        setattr(found, f"skip_{name.lower()}s", said)


def _format(version: str) -> str:
    return _FORMATS.get(version) or ("rss09x" if version.startswith(("rss09", "cdf")) else "atom10" if version else "")


def _only_about_encoding(result: Mapping[str, Any]) -> bool:
    return isinstance(result.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _piece(data: Mapping[str, Any], key: str, version: str, url: str) -> Piece | None:
    """Return a text construct; `key` itself where there is no detail beside it."""
    detail = data.get(f"{key}_detail")
    if not isinstance(detail, Mapping):
        text = _text(data, key)
        return Piece(text, Kind.GUESS) if text else None
    return _construct(detail, version, url)


def _construct(detail: Mapping[str, Any], version: str, url: str) -> Piece:
    kind = _KINDS.get(_text(detail, "type"), Kind.HTML)
    value = _text(detail, "value")
    if kind is Kind.XHTML:
        # A browser reads `</br>` as a second break, and knows `lang` alone.
        value = _VOID_END.sub("", value).replace(' xml:lang="', ' lang="')
    if kind is not Kind.XHTML and not version.startswith("atom"):
        kind = Kind.GUESS
    base = base_of(url, _text(detail, "base"))
    return Piece(value, kind, base if base != url else "", _text(detail, "language"))


def _links(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [link for link in data.get("links", []) if isinstance(link, Mapping) and _text(link, "href")]


def _first(data: Mapping[str, Any], rel: str) -> str:
    return first(_links(data), rel)


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
    agent = feed.get("admin_generatoragent")
    found.generator = _text(feed, "generator") or (_text(agent, "rdf:resource") if isinstance(agent, Mapping) else "")
    found.rights = _text(feed, "rights")
    found.licence = _licence(feed)
    found.authors = _people(feed, "authors")
    found.updated = _updated(feed) or _text(feed, "published")
    found.ttl = _text(feed, "ttl")
    found.update_period = _text(feed, "sy_updateperiod")
    found.update_frequency = _text(feed, "sy_updatefrequency")


def _updated(data: Mapping[str, Any]) -> str:
    """Return what is said of changes; feedparser would give the publication where nothing is."""
    return _text(dict(data), "updated")


def _licence(data: Mapping[str, Any]) -> str:
    """Return the address of a licence: a link, cc:license, or dcterms:license whichever way it is written."""
    said = data.get("dcterms_license")
    return _first(data, "license") or (
        _text(said, "rdf:resource") if isinstance(said, Mapping) else _text(data, "dcterms_license")
    )


def _people(data: Mapping[str, Any], key: str) -> list[Person]:
    people = [
        Person(name=_text(one, "name"), email=_text(one, "email"), uri=_text(one, "href"))
        for one in data.get(key, [])
        if isinstance(one, Mapping) and one
    ]
    author = _text(data, "author") if key == "authors" else ""
    if not people:
        return [Person(name=author)] if author else []
    mail = _MAIL.search(author)
    if mail and people[-1].email and mail[0] != people[-1].email and mail[0].startswith(people[-1].email):
        # feedparser cuts mails of domains such as `.museum`: take the author as written.
        people[-1] = Person(name=author, uri=people[-1].uri)
    return people


def _entry(data: Mapping[str, Any], raw: str, version: str, url: str) -> FoundEntry:
    found = FoundEntry(raw=raw)
    found.guid = _text(data, "id")
    found.guid_is_link = bool(data.get("guidislink"))
    found.link = _text(data, "link")
    found.origlink = _text(data, "feedburner_origlink") or _text(data, "pheedo_origlink")
    found.title = _piece(data, "title", version, url)
    found.summary = _piece(data, "summary", version, url)
    contents = [one for one in data.get("content", []) if isinstance(one, Mapping)]
    found.contents = [_construct(one, version, url) for one in contents]
    if contents and "summary_detail" not in data and _text(data, "summary") == _text(contents[0], "value"):
        # feedparser's copy of the content where there is no summary.
        found.summary = Piece(found.contents[0].text, Kind.GUESS)
    found.authors = _people(data, "authors")
    found.contributors = _people(data, "contributors")
    found.published = _text(data, "published")
    found.updated = _updated(data)
    found.created = _text(data, "created")
    found.tags = [_tag(one) for one in data.get("tags", []) if isinstance(one, Mapping)]
    found.comments = _text(data, "comments") or _first(data, "replies")
    found.comments_feed = _text(data, "wfw_commentrss")
    found.comments_count = _text(data, "slash_comments") or _text(data, "thr_total")
    found.licence = _licence(data)
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


def _media(found: FoundEntry, data: Mapping[str, Any]) -> None:
    """Take enclosures, Media RSS and the links that are neither."""
    links = _links(data)
    found.links = others(links)
    contents = [one for one in data.get("media_content", []) if isinstance(one, Mapping) and _text(one, "url")]
    found.media = enclosures(links) + [media_content(one) for one in contents]
    found.thumbnails = [_text(one, "url") for one in data.get("media_thumbnail", []) if isinstance(one, Mapping)]
    found.duration = _text(data, "itunes_duration")
    image = data.get("image")
    found.image = _text(image, "href") if isinstance(image, Mapping) else ""
