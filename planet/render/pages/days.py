"""The posts of a page by day, with what is folded."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from planet.model import Entry, Text
from planet.render.channels import Channel
from planet.render.items import address, heading
from planet.render.outlines import outlines
from planet.render.pages.folding import Part, by_blog
from planet.render.pages.page import Way
from planet.render.pages.posts import post
from planet.render.pages.press import Press
from planet.render.pages.views import Day, Fold, Moment, Outside
from planet.render.shelf import open_all
from planet.text import unparted

TITLES = 20
"""Titles named in one fold; the blog's page has the others."""


def days(
    press: Press, channel: Channel, part: Part, texts: Mapping[int, Text], way: Way, *, pinned: bool = True
) -> tuple[Day, ...]:
    """Return a page's stories by day; pinned ones, where a river puts them first, stand before all days."""
    open_all(press.site, part.order)
    stories = outlines(press.site)
    ahead = [number for number in part.order if pinned and stories[number].pinned_until]
    rest = [number for number in part.order if number not in set(ahead)]
    found = [_pinned(press, channel, ahead, texts, way)] if ahead else []
    for _, numbers in groupby(rest, key=lambda number: press.local(stories[number].date).date()):
        found.append(_day(press, channel, list(numbers), part, texts, way))
    return tuple(found)


def _pinned(press: Press, channel: Channel, ahead: Sequence[int], texts: Mapping[int, Text], way: Way) -> Day:
    posts = tuple(post(press, channel, number, texts, way) for number in ahead)
    return Day(date=Moment(iso="", text=""), id="pinned", posts=posts, pinned=True)


def _day(
    press: Press, channel: Channel, numbers: Sequence[int], part: Part, texts: Mapping[int, Text], way: Way
) -> Day:
    date = press.day(press.local(outlines(press.site)[numbers[0]].date), heading=True)
    folded = by_blog(press.site, [number for number in numbers if number in part.folded])
    return Day(
        date=date,
        id=f"d{date.iso}",
        posts=tuple(post(press, channel, n, texts, way) for n in numbers if n not in part.folded),
        folds=tuple(fold for url, held in folded.items() if (fold := _fold(press, url, held))),
    )


def _fold(press: Press, url: str, numbers: Sequence[int]) -> Fold | None:
    card = press.site.cards.get(url)
    if card is None:
        return None
    titles = tuple(title(press, number) for number in numbers[:TITLES])
    return Fold(blog=press.blog(card), count=len(numbers), titles=titles)


def title(press: Press, number: int) -> Outside:
    """Return a story's heading, which leads where it was written."""
    story = press.site.stories[number]
    card = next((press.site.cards[url] for url in story.blogs if url in press.site.cards), None)
    return Outside(
        label=unparted(heading(story.title, Entry(), card)),
        href=address(press.site, story.link, card),
        language=press.foreign(story.language),
    )
