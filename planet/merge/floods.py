"""What is a flood: many posts at once that are no news, of which output feeds announce a few."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from planet.config import MergeSettings
from planet.model import Note, Record, Standing

REDATED = 5
"""So many posts that bear new dates at once are noted as a re-dating."""


def is_return(standing: Standing, *, now: datetime, silent_after: timedelta) -> bool:
    """Return whether a blog comes back after a long silence; a threshold of 0 days knows no silence."""
    return bool(silent_after) and standing.last_arrival is not None and now - standing.last_arrival > silent_after


def calm(
    added: Sequence[Record], *, standing: Standing, settings: MergeSettings, now: datetime
) -> tuple[tuple[Record, ...], int]:
    """Return new records with their `announce` settled, and how many will not be announced.

    Of a first harvest or a return after silence the newest `new_feed_items` are announced. Of any other harvest all,
    but for old posts that come in a mass (a backlog put on line), of which again the newest few are.
    """
    silent_after = timedelta(days=settings.activity_threshold)
    if standing.first_harvest is None or is_return(standing, now=now, silent_after=silent_after):
        doubtful = list(added)
    else:
        doubtful = [record for record in added if silent_after and record.date < now - silent_after]
    newest = sorted(doubtful, key=lambda record: (record.date, -record.number), reverse=True)
    muted = {record.number for record in newest[max(settings.new_feed_items, 0) :]}
    return tuple(replace(record, announce=record.number not in muted) for record in added), len(muted)


def notes(blog: str, *, muted: int, redated: int) -> tuple[Note, ...]:
    """Return what the operator should know of floods."""
    found = []
    if muted:
        found.append(Note(code="flood", blog=blog, count=muted))
    if redated >= REDATED:
        found.append(Note(code="mass-redating", blog=blog, count=redated))
    return tuple(found)
