"""Links as feeds give them: which is the page, which a sound, which none of both."""

from collections.abc import Iterable, Mapping
from typing import Any

from planet.model import Link, Media
from planet.parse.pictures import kind_of, whole_number

_OWN_RELS = frozenset(("alternate", "enclosure", "self", "edit", "hub", "license", "replies"))
"""Relations that have a field of their own, or mean nothing to readers."""


def text(data: Mapping[str, Any], key: str) -> str:
    """Return a value that is text; nothing otherwise."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def first(links: Iterable[Mapping[str, Any]], rel: str) -> str:
    """Return the address of the first link of a relation."""
    return next((text(link, "href") for link in links if link.get("rel") == rel and text(link, "href")), "")


def enclosures(links: Iterable[Mapping[str, Any]]) -> list[Media]:
    """Return the enclosures among links."""
    return [
        Media(
            url=text(link, "href"),
            kind=kind_of(text(link, "type"), text(link, "href")),
            type=text(link, "type"),
            length=whole_number(text(link, "length")),
            title=text(link, "title"),
        )
        for link in links
        if link.get("rel") == "enclosure" and text(link, "href")
    ]


def others(links: Iterable[Mapping[str, Any]]) -> list[Link]:
    """Return the links that are neither the page nor an enclosure; their type where it is not simply a page's."""
    return [
        Link(
            href=text(link, "href"),
            rel=rel,
            type=text(link, "type") if link.get("type") != "text/html" else "",
            title=text(link, "title"),
            hreflang=text(link, "hreflang"),
        )
        for link in links
        if (rel := text(link, "rel")) and rel not in _OWN_RELS and text(link, "href")
    ]


def media_content(one: Mapping[str, Any]) -> Media:
    """Return a media:content element from its attributes."""
    return Media(
        url=text(one, "url"),
        kind=kind_of(text(one, "type"), text(one, "url"), text(one, "medium")),
        type=text(one, "type"),
        length=whole_number(text(one, "filesize")),
        duration=whole_number(text(one, "duration")),
        width=whole_number(text(one, "width")),
        height=whole_number(text(one, "height")),
    )
