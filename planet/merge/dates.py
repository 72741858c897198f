"""Which date an entry bears in the river: given once, and then kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from planet.config.settings import FutureDates
from planet.model import DateRule, Entry, Record, State

SKEW = timedelta(minutes=10)
"""A clock that runs a little ahead is no date in the future."""
NO_NEWS = timedelta(days=90)
"""How old a first harvest without any date is taken to be where the planet has no `activity_threshold`."""
_STEP = timedelta(seconds=1)

FUTURE = "future"
"""Why an entry is held (`Record.held_for`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A river date, the rule that gave it, and whether it has to wait for its day."""

    date: datetime
    rule: DateRule
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvesting:
    """What dating needs to know of the harvest: when it is, and below which date the undated of a first one stand."""

    now: datetime
    future: FutureDates
    ceiling: datetime | None = None
    """None unless this is the blog's first harvest."""


def harvesting(
    entries: Sequence[Entry], *, now: datetime, future: FutureDates, first: bool, silent_after: timedelta
) -> Harvesting:
    """Return what dating needs of a harvest.

    In a first harvest what has no date stands just below the newest that has one. Where none has, nothing is known of
    their age but that they are not news: they stand where a blog begins to count as silent, not on top.
    """
    if not first:
        return Harvesting(now=now, future=future)
    dated = [moment for entry in entries if (moment := entry.published or entry.updated) and moment <= now + SKEW]
    return Harvesting(now=now, future=future, ceiling=max(dated, default=now - (silent_after or NO_NEWS)))


def date(entry: Entry, harvest: Harvesting, *, place: int) -> Dated | None:
    """Return the date of an entry never seen before; None when the planet leaves it out. `place` is from 0.

    Published, else updated, else first seen. Undated entries of one harvest keep their order.
    """
    stated = entry.published or entry.updated
    rule = DateRule.PUBLISHED if entry.published else DateRule.UPDATED
    if stated is not None and stated > harvest.now + SKEW:
        if harvest.future is FutureDates.IGNORE_ENTRY:
            return None
        if harvest.future is FutureDates.HOLD:
            return Dated(date=stated, rule=DateRule.HELD, held=True)
        if harvest.future is FutureDates.CLAMP:
            return Dated(date=harvest.now - place * _STEP, rule=DateRule.CLAMPED)
        stated, rule = None, DateRule.FIRST_SEEN
        if entry.published and entry.updated and entry.updated <= harvest.now + SKEW:
            stated, rule = entry.updated, DateRule.UPDATED
    if stated is not None:
        return Dated(date=stated, rule=rule)
    if harvest.ceiling is not None:
        return Dated(date=harvest.ceiling - (place + 1) * _STEP, rule=DateRule.FIRST_HARVEST)
    return Dated(date=harvest.now - place * _STEP, rule=DateRule.FIRST_SEEN)


def redate(record: Record, entry: Entry, harvest: Harvesting, *, place: int) -> Record:
    """Return a record with the date it has once its feed gives this entry: the one it had.

    Only a date that was never real may still change: one that was held or clamped because it lay in the future. A feed
    that dates its old posts anew changes nothing; that it did is noted as the rule (`kept`).
    """
    stated = entry.published or entry.updated
    unreal = record.dated_by is DateRule.CLAMPED or (
        record.dated_by is DateRule.HELD and record.state is State.HELD and record.held_for == FUTURE
    )
    if unreal and stated is not None:
        return _mended(record, entry, harvest, place=place)
    before = record.entry.published
    if record.dated_by is DateRule.PUBLISHED and entry.published and before and entry.published != before:
        return replace(record, dated_by=DateRule.KEPT)
    return record


def _mended(record: Record, entry: Entry, harvest: Harvesting, *, place: int) -> Record:
    """Return a record that waited, or was clamped, dated by what its feed says now."""
    dated = date(entry, harvest, place=place)
    if dated is None or (dated.rule is DateRule.CLAMPED and record.dated_by is DateRule.CLAMPED):
        return record
    if dated.held:
        return replace(record, date=dated.date, dated_by=dated.rule, state=State.HELD, held_for=FUTURE)
    state, reason = record.state, record.held_for
    if reason == FUTURE:
        state, reason = State.SHOWN, ""
    return replace(record, date=dated.date, dated_by=dated.rule, state=state, held_for=reason)


def is_redated(record: Record, entry: Entry) -> bool:
    """Return whether a feed now gives another publication date than it did."""
    return bool(record.entry.published and entry.published and record.entry.published != entry.published)
