"""A blog as the site shows it: its name, its health, its rhythm."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from planet.config import Blog
from planet.model import Feed, History, Listed
from planet.pipeline.health import health
from planet.render.site import Card
from planet.urls import host

MONTHS = 24


def card(
    blog: Blog,
    *,
    river: Sequence[Listed],
    history: History,
    feed: Feed,
    ages: Mapping[int, int],
    newest: datetime | None,
    silent_after: int,
) -> Card:
    """Return the card of a blog. `newest` is the planet's newest story; `ages` in months and `silent_after` days count back from it."""
    numbers = tuple([story.number for story in river])
    own = max([story.date for story in river], default=None)
    return Card(
        blog=blog,
        feed=feed,
        history=history,
        name=blog.name or feed.title or host(blog.url) or blog.url,
        link=blog.link or feed.link,
        health=health(blog, history, own, newest=newest, silent_after=timedelta(days=silent_after)),
        river=numbers,
        months=months_of(numbers, ages),
        newest=own,
    )


def ages_of(stories: Iterable[Listed], *, newest: datetime | None) -> dict[int, int]:
    """Return how many months before that of `newest` each story was written, by its number."""
    if newest is None:
        return {}
    last = newest.year * 12 + newest.month
    return {story.number: last - (story.date.year * 12 + story.date.month) for story in stories}


def months_of(numbers: Iterable[int], ages: Mapping[int, int]) -> tuple[int, ...]:
    """Return how many of the stories each of the last 24 months holds, oldest first; `ages` are those of all stories in months."""
    counts = Counter(map(ages.__getitem__, numbers))
    return tuple(counts[ago] for ago in reversed(range(MONTHS)))
