"""Both readers over one document: what they do not agree on, and which differences are meant.

Each accepted difference is a function here and a line in docs/design/parse.md: there, the fast reader is right by the
specification, and feedparser cannot be told so.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from planet.config import ParseSettings
from planet.model import Entry, Feed, Fetched
from planet.parse import document, normal
from planet.parse.entities import resolved
from planet.parse.fast import BrokenError, fast
from planet.parse.liberal import liberal
from planet.parse.reading import fastest

URL = "https://blog.example/feeds/posts.xml"
_IGNORED = frozenset(("raw", "parser", "entries"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that the two readers read differently."""

    where: str
    """`feed` or the entry's place."""
    name: str
    fast: Any
    liberal: Any


def both(text: str, url: str = URL) -> tuple[Feed, Feed] | None:
    """Return what the fast and the liberal reader make of a document; None when the fast one leaves it alone."""
    found = fastest(text, url, frozenset())
    if found is None:
        return None
    settings = ParseSettings()
    return (
        normal.feed(found, url=url, base=url, settings=settings),
        normal.feed(liberal(text, url, frozenset()), url=url, base=url, settings=settings),
    )


def differences(text: str, url: str = URL) -> Iterator[Difference]:
    """Yield the differences that no accepted one explains."""
    feeds = both(text, url)
    if feeds is None:
        return
    for one in _all(*feeds):
        if not any(explains(text, one) for explains in ACCEPTED):
            yield one


def _all(quick: Feed, slow: Feed) -> Iterator[Difference]:
    yield from _fields("feed", quick, slow)
    if len(quick.entries) != len(slow.entries):
        yield Difference(where="feed", name="entries", fast=len(quick.entries), liberal=len(slow.entries))
    for place, (one, other) in enumerate(zip(quick.entries, slow.entries, strict=False)):
        yield from _fields(str(place), one, other)


def _fields(where: str, one: Any, other: Any) -> Iterator[Difference]:
    for field in fields(one):
        if field.name not in _IGNORED and getattr(one, field.name) != getattr(other, field.name):
            yield Difference(
                where=where, name=field.name, fast=getattr(one, field.name), liberal=getattr(other, field.name)
            )


def read(body: bytes, url: str = URL) -> str:
    """Return a document's text as both readers get it."""
    return resolved(document.read(Fetched(url=url, body=body, content_type="application/xml")).text)


_TEXTS = frozenset(("summary", "content", "words", "language", "language_detected", "direction", "image", "media"))


def caption_is_no_text(text: str, one: Difference) -> bool:
    """Media RSS describes a medium in media:description; feedparser takes it for a summary or even the content."""
    return one.where != "feed" and one.name in _TEXTS and re.search(r"<media:description\b", text) is not None


def owner_is_no_author(text: str, one: Difference) -> bool:
    """The itunes:owner is whom the directory writes to; feedparser gives that mail to the last author named."""
    return one.name == "authors" and "<itunes:owner" in text


_AUTHOR = re.compile(r"<(?:dc:creator|dc:author|itunes:author|author|managingEditor)\b")


def mail_of_another(text: str, one: Difference) -> bool:
    """feedparser begins each author with the mail of the one before, or names that one anew, when one of them is a text."""
    return (
        one.name == "authors"
        and len(_AUTHOR.findall(text)) > 1
        and {who.name.casefold() for who in one.liberal} <= {who.name.casefold() for who in one.fast}
    )


def picture_beside_the_channel(text: str, one: Difference) -> bool:
    """RSS 1.0 puts the image beside the channel, where feedparser forgets it."""
    return one.where == "feed" and one.name == "logo" and ":RDF" in text and one.liberal == ""


def title_of_another(text: str, one: Difference) -> bool:
    """The title within an image or a source is not the entry's, and does not end the rule that the first one counts."""
    return (
        one.name in ("title", "language", "language_detected", "direction")
        and re.search(r"<(?:image|source)\b", text) is not None
    )


def id_is_as_written(text: str, one: Difference) -> bool:
    """An id is a name, not an address: feedparser resolves it where an xml:base stands; ids within texts are made of it."""
    if "xml:base" not in text and ":///" not in text:
        return False
    return one.name in ("guid", "id", "source") or _without_prefix(one.fast) == _without_prefix(one.liberal)


def _without_prefix(value: object) -> str:
    return re.sub(r"\be[0-9a-f]{8}-", "", str(value))


_FROM_LINKS = frozenset(
    (
        "link",
        "self_link",
        "comments",
        "links",
        "media",
        "hubs",
        "next_link",
        "licence",
        "source",
        "summary",
        "content",
        "image",
    )
)


def nothing_leads_nowhere(text: str, one: Difference) -> bool:
    """An empty href names the feed itself by RFC 3986, which is no post's page, nor a base for its text; feedparser makes it one."""
    return 'href=""' in text and one.name in _FROM_LINKS


_GUIDS = re.compile(r"<guid\b(?:(?!</item>).)*?<guid\b[^>]*isPermaLink=[\"']false", re.DOTALL | re.IGNORECASE)


def guid_is_no_page(text: str, one: Difference) -> bool:
    """Of two guids the one that says it is no permalink is no page; feedparser takes the last where the first said it is one."""
    return one.name in _FROM_LINKS and _GUIDS.search(text) is not None


def reference_is_known(text: str, one: Difference) -> bool:
    """HTML 5 has 2,231 named references, feedparser knows the 252 of HTML 4; and it puts a semicolon behind a bare `&name`."""
    return _is_broken(text) and re.search(r"&\w+;", str(one.liberal)) is not None


@lru_cache(maxsize=16)
def _is_broken(text: str) -> bool:
    try:
        fast(text, URL, frozenset())
    except BrokenError:
        return True
    return False


ACCEPTED: tuple[Callable[[str, Difference], bool], ...] = (
    caption_is_no_text,
    owner_is_no_author,
    mail_of_another,
    picture_beside_the_channel,
    title_of_another,
    nothing_leads_nowhere,
    id_is_as_written,
    guid_is_no_page,
    reference_is_known,
)


def entries(feed: Feed) -> tuple[Entry, ...]:
    """Return the entries of a feed read without anything known."""
    return tuple(one for one in feed.entries if isinstance(one, Entry))
