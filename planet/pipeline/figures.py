"""What a coordinator counts: posts of the planet by blog, author, topic and month, and who fell silent."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from planet.archive import Archive
from planet.config import BlogState, Settings
from planet.model import Story
from planet.pipeline.choosing import choose
from planet.select import Selection
from planet.tags import load_vocabulary
from planet.urls import host, without_credentials

TEXTS_AT_ONCE = 200
NOBODY, NO_TOPIC = "", ""
"""The name of those without one; who prints figures has words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """So many posts of one blog, author, topic or month."""

    name: str
    """Empty for posts without an author, or without a topic."""
    posts: int
    latest: datetime | None
    """The date of the newest; None when there is none."""
    key: str = ""
    """The address of a blog, the slug of a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a planet since a moment, or of all times."""

    posts: int
    """How many the planet shows. Blogs, authors and months add up to it: a post counts for the blog it is shown from, and for the author
    named first. Topics may add up to more, for a post may stand in several."""
    blogs: tuple[Figure, ...]
    """In the order of the INI, those without posts among them."""
    authors: tuple[Figure, ...]
    """Most posts first."""
    topics: tuple[Figure, ...]
    """In the order of the site; last what stands in none, when there is any."""
    months: tuple[Figure, ...]
    """As `2026-11` in the planet's time zone, newest first."""
    silent: tuple[Figure, ...]
    """Blogs that should write and have not for `activity_threshold` days, silent for longest first; counted to `now`."""


def figures(settings: Settings, archive: Archive, *, now: datetime, since: datetime | None = None) -> Figures:
    """Return the figures of what the planet shows, from this date on. Reads the archive, asks nobody."""
    chosen = choose(settings, archive, load_vocabulary(settings.tags))
    river = {
        number: chosen.stories[number]
        for number in sorted(chosen.selection.river)
        if since is None or chosen.stories[number].date >= since
    }
    feeds = archive.feeds()
    names = {
        blog.url: blog.name or (feeds[blog.url].title if blog.url in feeds else "") or host(blog.url) or blog.url
        for blog in settings.blogs
    }
    authors = _grouped(river, _authors(river, archive).items())
    zone = settings.planet.timezone
    months = _grouped(river, ((number, f"{story.date.astimezone(zone):%Y-%m}") for number, story in river.items()))
    return Figures(
        posts=len(river),
        blogs=tuple(_blogs(settings, names, river)),
        authors=tuple(sorted(authors, key=lambda one: (not one.name, -one.posts, one.name))),
        topics=tuple(_topics(settings, chosen.selection, river)),
        months=tuple(sorted(months, key=lambda one: one.name, reverse=True)),
        silent=tuple(_silent(settings, names, archive, now=now)),
    )


def _grouped(river: Mapping[int, Story], named: Iterable[tuple[int, str]]) -> list[Figure]:
    """Return a figure for each name that posts go under."""
    members: dict[Hashable, list[int]] = {}
    for number, name in named:
        members.setdefault(name, []).append(number)
    return [_figure(str(name), numbers, river) for name, numbers in members.items()]


def _figure(name: str, numbers: Iterable[int], river: Mapping[int, Story], *, key: str = "") -> Figure:
    dates = [river[number].date for number in numbers]
    return Figure(name=name, posts=len(dates), latest=max(dates, default=None), key=key)


def _authors(river: Mapping[int, Story], archive: Archive) -> dict[int, str]:
    """Return the author each post names first; texts are opened in portions, for authors stand in them."""
    numbers, found = list(river), {}
    for start in range(0, len(numbers), TEXTS_AT_ONCE):
        for number, text in archive.texts(numbers[start : start + TEXTS_AT_ONCE]).items():
            found[number] = next((person.name for person in text.entry.authors if person.name), NOBODY)
    return {number: found.get(number, NOBODY) for number in numbers}


def _blogs(settings: Settings, names: Mapping[str, str], river: Mapping[int, Story]) -> Iterator[Figure]:
    """Yield each blog with the posts that are shown from it."""
    shown: dict[str, list[int]] = {blog.url: [] for blog in settings.blogs}
    for number, story in river.items():
        first = next((url for url in story.blogs if url in shown), "")
        shown.setdefault(first, []).append(number)
    for url, numbers in shown.items():
        yield _figure(names.get(url, ""), numbers, river, key=without_credentials(url))


def _topics(settings: Settings, selection: Selection, river: Mapping[int, Story]) -> Iterator[Figure]:
    """Yield each topic with the posts that stand in it, then those that stand in none."""
    left = set(river)
    for topic in settings.topics:
        numbers = [number for number in selection.topics.get(topic.slug, ()) if number in river]
        left -= {*numbers}
        yield _figure(topic.name, numbers, river, key=topic.slug)
    if left:
        yield _figure(NO_TOPIC, left, river)


def _silent(settings: Settings, names: Mapping[str, str], archive: Archive, *, now: datetime) -> Iterator[Figure]:
    """Yield the active blogs that have been silent for too long, those that never wrote last."""
    newest, counts = archive.newest(), archive.counts()
    limit = now - timedelta(days=settings.merge.activity_threshold)
    asked = [blog.url for blog in settings.blogs if blog.state is BlogState.ACTIVE and counts.get(blog.url)]
    found = [url for url in asked if settings.merge.activity_threshold and newest.get(url, limit) <= limit]
    for url in sorted(found, key=lambda url: (url not in newest, newest.get(url, now), url)):
        yield Figure(name=names[url], posts=counts[url], latest=newest.get(url), key=without_credentials(url))
