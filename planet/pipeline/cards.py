"""A blog as the site shows it: its name, its health in a word, its rhythm."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from planet.config import Blog, BlogState
from planet.model import Feed, History, Story, Trouble
from planet.render.site import Card
from planet.urls import host

MONTHS = 24
DEAD_AFTER = timedelta(days=14)


def card(
    blog: Blog, *, river: Sequence[Story], history: History, feed: Feed, newest: datetime | None, silent_after: int
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


def months_of(river: Iterable[Story], *, newest: datetime | None) -> tuple[int, ...]:
    """Return how many stories each of the last 24 months holds, oldest first, up to the month of `newest`."""
    if newest is None:
        return (0,) * MONTHS
    last = newest.year * 12 + newest.month
    counts = Counter(last - (story.date.year * 12 + story.date.month) for story in river)
    return tuple(counts[ago] for ago in reversed(range(MONTHS)))


def health(
    blog: Blog, history: History, own: datetime | None, *, newest: datetime | None, silent_after: timedelta
) -> str:
    """Return one word for how a blog is (`planet.render.site.Card.health`); `own` is its newest story's date."""
    if blog.state in (BlogState.PAUSED, BlogState.CLOSED):
        return blog.state.value
    if history.gone:
        return "gone"
    if history.trouble is not None:
        return _failing(history)
    if history.first_success is None:
        return "new"
    if history.adopted:
        return "moved"
    if own is None or (newest is not None and newest - own > silent_after):
        return "silent"
    return "fine"


def _failing(history: History) -> str:
    """Tell the kinds of failing apart. Time counts up to the last request, so that it stands still when nobody asks."""
    if history.trouble is Trouble.BLOCKED:
        return "blocked"
    asked, since = history.last_asked, history.failing_since
    if history.trouble is Trouble.STATUS and asked and since and asked - since >= DEAD_AFTER:
        return "dead"
    return "failing"
