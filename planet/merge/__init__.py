"""What is the same entry, the same story, which date it bears, what is a flood."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from planet.config import Blog, MergeSettings
from planet.merge import entries, floods, takeover
from planet.merge.dates import FUTURE, harvesting
from planet.merge.match import looks_like_aggregator
from planet.merge.shelf import Shelf
from planet.merge.stories import overrides, settle
from planet.merge.withdrawals import Withdrawn, withdrawn
from planet.model import Changes, DateRule, Feed, Note, Profile, Record, Standing, State

__all__ = ["Shelf", "merge", "overrides"]


def merge(
    feed: Feed,
    *,
    blog: Blog,
    shelf: Shelf,
    settings: MergeSettings,
    now: datetime,
    keys: Mapping[str, tuple[str, ...]] | None = None,
) -> Changes:
    """Return what a blog's harvest does to the archive. Reads the shelf, writes nothing; nothing grows with the archive.

    The same harvest again gives changes without anything added, changed or withdrawn. `keys` are what `planet.merge.keys.of_text`
    makes of entries, by their raw digest, where that was worked out already.
    """
    standing, seats = shelf.standing(blog.url), shelf.window(blog.url)
    first = standing.first_harvest is None
    read = entries.read(feed, seats, blog=blog, shelf=shelf, keys=keys or {}, first=first)
    fresh = read.entries
    harvest = harvesting(
        fresh,
        now=now,
        future=blog.future_dates or settings.future_dates,
        first=first,
        silent_after=timedelta(days=settings.activity_threshold),
    )
    face = takeover.profile(feed, fresh, before=standing.profile)
    taken = takeover.is_taken_over(standing.profile, face)
    taken_in = entries.take_in(read, harvest, blog=blog, shelf=shelf, taken_over=taken)
    added, muted = floods.calm(taken_in.added, standing=standing, settings=settings, now=now)
    gone = Withdrawn()
    if not taken:
        gone = withdrawn(
            seats,
            taken_in.positions,
            unchanged=read.unchanged,
            new={record.number: record.date for record in added},
            feed=feed,
            stated=entries.stated(read, seats),
            blog=blog.url,
        )
    aggregator = standing.aggregator or looks_like_aggregator(fresh, blog.link or feed.link)
    settled = settle(
        added,
        taken_in.changed,
        vanished=[read.known[number] for number in gone.numbers if number in read.known],
        blog=blog,
        home=blog.link or feed.link,
        aggregator=aggregator,
        shelf=shelf,
        settings=settings,
    )
    return Changes(
        blog=blog.url,
        added=settled.added,
        changed=settled.changed,
        seen=tuple(sorted(taken_in.positions)),
        withdrawn=gone.numbers,
        returned=taken_in.returned,
        verdicts=settled.verdicts,
        notes=(
            *_notes(blog.url, settled.added, feed, taken=taken, standing=standing, aggregator=aggregator),
            *floods.notes(blog.url, muted=muted, redated=read.redated),
            *gone.notes,
        ),
        positions=taken_in.positions,
        shown=settled.shown,
        profile=_kept(standing.profile, face, taken=taken),
        aggregator=aggregator,
    )


def _kept(before: Profile | None, after: Profile, *, taken: bool) -> Profile | None:
    """Return the profile to keep: after a take-over the one that was trusted stays."""
    return None if taken or before == after else after


def _notes(
    blog: str, added: Sequence[Record], feed: Feed, *, taken: bool, standing: Standing, aggregator: bool
) -> list[Note]:
    """Return what the operator should know of a harvest's new posts and of the blog."""
    found = []
    future = [record for record in added if record.held_for == FUTURE or record.dated_by is DateRule.CLAMPED]
    held = [record for record in added if record.state is State.HELD and record.held_for == takeover.TAKEN_OVER]
    if future:
        found.append(Note(code="future", blog=blog, count=len(future), link=future[0].entry.link))
    found += [
        Note(code=code, blog=blog, count=len(odd), link=odd[0].link)
        for code in ("date-ancient", "date-unreadable")
        if (odd := [record.entry for record in added if code in record.entry.warnings])
    ]
    if taken and held:
        found.append(Note(code=takeover.TAKEN_OVER, blog=blog, count=len(held), detail=feed.title))
    if aggregator and not standing.aggregator:
        found.append(Note(code="aggregator", blog=blog))
    return found
