"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Mapping
from typing import Any

from planet.model import Media, Person
from planet.parse.found import FoundEntry, FoundFeed, FoundTag, Kind, Piece
from planet.parse.pictures import kind_of
from planet.text import digest

VERSION = "jsonfeed-1"


def is_json(body: bytes) -> bool:
    """Tell whether a body begins as a JSON object or array does."""
    return (
        body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
        or body[:200].strip(b"\xff\xfe\0 \r\n\t")[:1] == b"{"
    )


def jsonfeed(text: str, url: str, known: frozenset[str]) -> FoundFeed | None:
    """Read a JSON Feed; None when the document is none."""
    try:
        data = json.loads(text.strip("\ufeff \r\n\t\0"), strict=False, parse_int=_number, parse_float=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    version = _text(data, "version")
    if "jsonfeed.org" not in version and not ("title" in data or "home_page_url" in data):
        return None
    found = FoundFeed(
        format="json1",
        parser="jsonfeed",
        id=_text(data, "feed_url"),
        title=_plain(data, "title"),
        subtitle=_plain(data, "description"),
        link=_text(data, "home_page_url"),
        self_link=_text(data, "feed_url"),
        next_link=_text(data, "next_url"),
        icon=_text(data, "favicon"),
        logo=_text(data, "icon"),
        language=_text(data, "language"),
        authors=_authors(data),
        hubs=[_text(hub, "url") for hub in _objects(data, "hubs")],
    )
    context = json.dumps([url, found.link, found.language, data.get("authors"), data.get("author")], sort_keys=True)
    for item in _objects(data, "items"):
        raw = digest(VERSION, context, json.dumps(item, sort_keys=True))
        found.entries.append(raw if raw in known else _entry(item, raw))
    return found


def _number(digits: str) -> int | str:
    """Keep numbers too long to be one as text: hostile digits cost quadratic time."""
    return int(digits) if len(digits) < 20 else digits


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) and value is not True else ""


def _objects(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = data.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(data: Mapping[str, Any], key: str) -> Piece | None:
    text = _text(data, key)
    return Piece(text, Kind.TEXT) if text else None


def _authors(data: Mapping[str, Any]) -> list[Person]:
    single = data.get("author")
    listed = _objects(data, "authors") or ([single] if isinstance(single, dict) else [])
    return [Person(name=_text(one, "name"), uri=_text(one, "url")) for one in listed]


def _entry(item: Mapping[str, Any], raw: str) -> FoundEntry:
    tags = item.get("tags")
    markup, text = _text(item, "content_html"), _text(item, "content_text")
    return FoundEntry(
        raw=raw,
        guid=_text(item, "id"),
        guid_is_link=_text(item, "id").startswith(("http://", "https://")) and not _text(item, "url"),
        link=_text(item, "url"),
        # external_url is what a link post is about: the original address is the post's own.
        title=_plain(item, "title"),
        summary=Piece(_text(item, "summary"), Kind.TEXT) if item.get("summary") else None,
        contents=[Piece(markup, Kind.HTML)] if markup else [Piece(text, Kind.TEXT)] if text else [],
        authors=_authors(item),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        tags=[FoundTag(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        media=[_attachment(one) for one in _objects(item, "attachments")],
        image=_text(item, "image") or _text(item, "banner_image"),
        language=_text(item, "language"),
    )


def _attachment(one: Mapping[str, Any]) -> Media:
    length, duration = one.get("size_in_bytes"), one.get("duration_in_seconds")
    return Media(
        url=_text(one, "url"),
        kind=kind_of(_text(one, "mime_type"), _text(one, "url")),
        type=_text(one, "mime_type"),
        length=length if isinstance(length, int) and length > 0 else None,
        duration=duration if isinstance(duration, int) and duration > 0 else None,
        title=_text(one, "title"),
    )
