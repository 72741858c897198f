"""What a parser found in a document, before normalisation: strings as written, with the base and language they stand under."""

from dataclasses import dataclass, field
from enum import StrEnum

from planet.model import Link, Media, Person, Source


class Kind(StrEnum):
    """How a text construct is to be read."""

    TEXT = "text"
    """Plain text: what is written is what is meant."""
    HTML = "html"
    """Escaped markup."""
    XHTML = "xhtml"
    """Markup that stood as elements in the feed, written out again without prefixes."""
    GUESS = "guess"
    """The format does not say (titles of RSS)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text construct (RFC 4287 section 3.1)."""

    text: str
    kind: Kind = Kind.HTML
    base: str = ""
    """xml:base in scope, made absolute; empty when none was said."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A category as written; any part may be empty."""

    term: str = ""
    scheme: str = ""
    label: str = ""


@dataclass(slots=True, kw_only=True)
class FoundEntry:
    """One entry while a parser fills it in."""

    raw: str = ""
    base: str = ""
    guid: str = ""
    guid_is_link: bool = False
    link: str = ""
    origlink: str = ""
    links: list[Link] = field(default_factory=list)
    title: Piece | None = None
    summary: Piece | None = None
    contents: list[Piece] = field(default_factory=list)
    authors: list[Person] = field(default_factory=list)
    contributors: list[Person] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    created: str = ""
    tags: list[FoundTag] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    thumbnails: list[str] = field(default_factory=list)
    duration: str = ""
    image: str = ""
    comments: str = ""
    comments_feed: str = ""
    comments_count: str = ""
    licence: str = ""
    rights: str = ""
    source: Source | None = None
    language: str = ""


@dataclass(slots=True, kw_only=True)
class FoundFeed:
    """A document while a parser fills it in; `entries` holds the digest alone where the entry is known already."""

    format: str = ""
    parser: str = ""
    base: str = ""
    id: str = ""
    title: Piece | None = None
    subtitle: Piece | None = None
    link: str = ""
    self_link: str = ""
    hubs: list[str] = field(default_factory=list)
    next_link: str = ""
    icon: str = ""
    logo: str = ""
    language: str = ""
    generator: str = ""
    rights: str = ""
    licence: str = ""
    authors: list[Person] = field(default_factory=list)
    updated: str = ""
    ttl: str = ""
    skip_hours: list[str] = field(default_factory=list)
    skip_days: list[str] = field(default_factory=list)
    update_period: str = ""
    update_frequency: str = ""
    entries: list[FoundEntry | str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
