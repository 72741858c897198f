"""The one normalisation all parsers end in: what was found becomes the values the other stages know."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from planet import dates
from planet.config import ParseSettings
from planet.model import Comments, Entry, Feed, SafeHtml, Source, Tag, Unchanged
from planet.parse import addresses, bodies, languages, pictures
from planet.parse.found import FoundEntry, FoundFeed, FoundTag, Kind, Piece
from planet.parse.pacing import pacing
from planet.parse.people import people
from planet.parse.titles import plain, readable
from planet.text import one_line

_LONGEST_ADDRESS = 20_000


def feed(found: FoundFeed, *, url: str, base: str, settings: ParseSettings) -> Feed:
    """Return the feed and its entries, in the document's order."""
    base = addresses.base_of(base, found.base)
    link = addresses.absolute(base, found.link)
    language = languages.tag(found.language)
    context = _Context(found, base, link, language, settings)
    entries = tuple(Unchanged(raw=one) if isinstance(one, str) else entry(one, context) for one in found.entries)
    return Feed(
        url=url,
        format=found.format,
        parser=found.parser,
        id=one_line(found.id),
        title=plain(found.title),
        subtitle=plain(found.subtitle),
        link=link,
        self_link=addresses.absolute(base, found.self_link),
        hubs=tuple(dict.fromkeys(filter(None, (addresses.absolute(base, hub) for hub in found.hubs)))),
        next_link=addresses.absolute(base, found.next_link),
        icon=addresses.absolute(base, found.icon),
        logo=addresses.absolute(base, found.logo),
        language=language,
        generator=one_line(readable(found.generator))[:200],
        rights=plain(Piece(found.rights, Kind.GUESS)),
        authors=people(found.authors, base),
        updated=dates.parse(found.updated),
        pacing=pacing(found),
        entries=entries,
        warnings=tuple(dict.fromkeys(found.warnings)),
    )


class _Context:
    """What entries inherit from their feed."""

    __slots__ = ("authors", "base", "found", "language", "link", "settings")

    def __init__(self, found: FoundFeed, base: str, link: str, language: str, settings: ParseSettings) -> None:
        self.found = found
        self.base = base
        self.link = link
        self.language = language
        self.settings = settings
        self.authors = people(found.authors, base)


def entry(found: FoundEntry, context: _Context) -> Entry:
    """Return one entry, normalised and cleaned."""
    base = addresses.base_of(context.base, found.base)
    guid = one_line(readable(found.guid))
    link = _link(found, base, guid)
    texts = bodies.texts(found, link=link, feed_link=context.link, document=base)
    language, detected = languages.of(found, context.language, texts.beginning)
    published, updated, warnings = _dates(found, context.found.format)
    media = pictures.media(found, texts.media, base)
    tags = _tags(found)
    title = plain(found.title)
    result = Entry(
        guid=guid[:_LONGEST_ADDRESS],
        guid_is_link=found.guid_is_link,
        link=link,
        origlink=addresses.absolute(base, found.origlink),
        title=title,
        authors=people(found.authors, base) or context.authors,
        contributors=people(found.contributors, base),
        published=published,
        updated=updated,
        summary=texts.summary,
        content=texts.content,
        tags=tags,
        language=language,
        language_detected=detected,
        direction=languages.direction(language, title + texts.opening),
        media=media,
        image=pictures.lead(found, texts.images, media, base),
        comments=_comments(found, base),
        licence=_licence(found.licence or context.found.licence, base),
        rights=plain(Piece(found.rights, Kind.GUESS)),
        links=tuple(replace(link, href=href) for link in found.links if (href := addresses.absolute(base, link.href))),
        source=_source(found.source, base),
        words=texts.words,
        raw=found.raw,
        warnings=(*warnings, *texts.warnings),
    )
    return _without(result, context.settings.ignore_in_feed) if context.settings.ignore_in_feed else result


def _link(found: FoundEntry, base: str, guid: str) -> str:
    """Return the entry's page: its link, else a guid that says it is one, else the first link it holds."""
    link = addresses.absolute(base, found.link)
    if not link and found.guid_is_link:
        link = addresses.absolute(base, guid)
    return link[:_LONGEST_ADDRESS]


def _dates(found: FoundEntry, format: str) -> tuple[datetime | None, datetime | None, tuple[str, ...]]:  # noqa: A002
    """Return when the entry was published and updated; in RSS a date of whatever name is the one of publication."""
    published = dates.parse(found.published) or dates.parse(found.created)
    updated = dates.parse(found.updated)
    unread = any(text.strip() and dates.parse(text) is None for text in (found.published, found.updated))
    if published is None and updated is not None and format.startswith("rss"):
        published, updated = updated, None
    warnings = ["date-unreadable"] if unread else []
    if published is not None and published.year < 1990:
        warnings.append("date-ancient")
    return published, updated, tuple(warnings)


def _tags(found: FoundEntry) -> tuple[Tag, ...]:
    """Return the categories as a reader sees them, each once."""
    tags: dict[tuple[str, str], Tag] = {}
    for one in found.tags:
        if tag := _tag(one):
            tags.setdefault((tag.text, tag.scheme), tag)
    return tuple(tags.values())


@lru_cache(maxsize=2048)
def _tag(found: FoundTag) -> Tag | None:
    term = plain(Piece(found.term, Kind.GUESS))[:200]
    text = plain(Piece(found.label, Kind.GUESS))[:200] or term
    if not text or _is_machine_tag(found):
        return None
    return Tag(text=text, term=term if term != text else "", scheme=one_line(found.scheme)[:500])


def _is_machine_tag(found: FoundTag) -> bool:
    """Tell categories that blog systems write for themselves (what kind of document it is) from those of authors."""
    return found.scheme.startswith("http://schemas.google.com/g/2005#kind")


def _comments(found: FoundEntry, base: str) -> Comments:
    count = found.comments_count.strip()
    return Comments(
        link=addresses.absolute(base, found.comments),
        feed=addresses.absolute(base, found.comments_feed),
        count=int(count) if count.isascii() and count.isdigit() and len(count) < 9 else None,
    )


def _licence(text: str, base: str) -> str:
    text = one_line(readable(text))
    return (addresses.absolute(base, text) if addresses.scheme(text) else text)[:500]


def _source(found: Source | None, base: str) -> Source | None:
    if found is None:
        return None
    source = Source(
        id=one_line(found.id),
        title=plain(Piece(found.title, Kind.GUESS)),
        link=addresses.absolute(base, found.link),
        feed=addresses.absolute(base, found.feed),
    )
    return source if source != Source() else None


_IGNORED: dict[str, dict[str, Any]] = {
    "id": {"guid": "", "guid_is_link": False},
    "guid": {"guid": "", "guid_is_link": False},
    "link": {"link": ""},
    "title": {"title": ""},
    "author": {"authors": ()},
    "authors": {"authors": ()},
    "published": {"published": None},
    "updated": {"updated": None},
    "summary": {"summary": SafeHtml("")},
    "content": {"content": SafeHtml("")},
    "tags": {"tags": ()},
    "category": {"tags": ()},
    "language": {"language": "", "language_detected": False},
    "lang": {"language": "", "language_detected": False},
    "rights": {"rights": "", "licence": ""},
    "comments": {"comments": Comments()},
    "source": {"source": None},
    "enclosures": {"media": ()},
    "media": {"media": (), "image": ""},
}


def _without(entry: Entry, names: tuple[str, ...]) -> Entry:
    """Forget the fields that the configuration says not to read."""
    changes: dict[str, Any] = {}
    for name in names:
        changes.update(_IGNORED.get(name.strip().lower(), {}))
    return replace(entry, **changes)
