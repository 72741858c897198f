"""An archive with harvests merged into it as the pipeline does it, without network."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planet.archive import Archive
from planet.config import ArchiveSettings, Blog, FetchSettings, MergeSettings, Settings
from planet.merge import merge
from planet.model import Changes, Entry, Feed, History, SafeHtml, Tag
from planet.text import digest
from tests.whole import prose

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
ALPHA, BETA = "https://alpha.example/feed", "https://beta.example/feed"


def settings(folder: Path, *, archive: str = "", **merging: object) -> Settings:
    """Return settings with two blogs and an archive in this folder, or at this database's address."""
    blogs = tuple(Blog(url=url, slug=slug, name=slug) for url, slug in ((ALPHA, "alpha"), (BETA, "beta")))
    return Settings(
        path=folder / "planet.ini",
        fetch=FetchSettings(cache_directory=folder / "cache"),
        archive=ArchiveSettings(archive=archive or str(folder / "archive.sqlite")),
        merge=MergeSettings(**merging),  # type: ignore[arg-type]
        blogs=blogs,
    )


def entry(number: int, *, blog: str = "alpha", **fields: object) -> Entry:
    """Return an entry with title, page, date and text of its own."""
    given = {
        "guid": f"https://{blog}.example/{number}",
        "link": f"https://{blog}.example/{number}",
        "title": f"Billet {blog} {number}",
        "published": START - timedelta(days=number),
        "content": SafeHtml(f"<p>{prose(number, blog)}</p>"),
        "tags": (Tag(text="Lecture"),),
        **fields,
    }
    made = Entry(**given)  # type: ignore[arg-type]
    return replace(made, raw=digest(repr(made)))


def harvest(
    archive: Archive, planet: Settings, entries: Sequence[Entry], *, blog: str = ALPHA, hours: float = 0, **said: object
) -> Changes:
    """Merge a harvest into the archive at so many hours from the start; return what it changed."""
    now = START + timedelta(hours=hours)
    subscribed = next(one for one in planet.blogs if one.url == blog)
    values = {"title": subscribed.slug, "link": f"https://{subscribed.slug}.example/", "language": "fr", **said}
    feed = Feed(url=blog, entries=tuple(entries), **values)  # type: ignore[arg-type]
    changes = merge(feed, blog=subscribed, shelf=archive, settings=planet.merge, now=now)
    archive.apply(changes, feed=feed, history=History(last_success=now), now=now)
    return changes
