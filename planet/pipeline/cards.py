"""A blog as the site shows it: its name, its health, its rhythm."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from planet.config import Blog
from planet.model import Feed, History, Listed
from planet.pipeline.health import health
from planet.render.site import Card
from planet.urls import host

MONTHS = 24


def card(
    blog: Blog, *, river: Sequence[Listed], history: History, feed: Feed, newest: datetime | None, silent_after: int
) -> Card:
    """Return the card of a blog. `newest` is the planet's newest story, `silent_after` days count back from it."""
    own = max((story.date for story in river), default=None)
    return Card(
        blog=blog,
        feed=feed,
        history=history,
        name=blog.name or feed.title or host(blog.url) or blog.url,
        link=blog.link or feed.link,
        health=health(blog, history, own, newest=newest, silent_after=timedelta(days=silent_after)),
        river=tuple(story.number for story in river),
        months=months_of(river, newest=newest),
        newest=own,
    )


def months_of(river: Iterable[Listed], *, newest: datetime | None) -> tuple[int, ...]:
    """Return how many stories each of the last 24 months holds, oldest first, up to the month of `newest`."""
    if newest is None:
        return (0,) * MONTHS
    last = newest.year * 12 + newest.month
    counts = Counter(last - (story.date.year * 12 + story.date.month) for story in river)
    return tuple(counts[ago] for ago in reversed(range(MONTHS)))
