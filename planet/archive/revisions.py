"""What changed since it was read last: a mark for the stories of each thirty days, and one for the addresses of terms.

The database gives them by triggers, so that no writer can forget it and a repair by hand is noticed too. Marks are drawn, not counted: after
a backup was brought back, other changes never lead to a mark that stood before.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from planet.archive.tables import blogs, from_microseconds, revisions
from planet.text import digest

SPAN = 30 * 86400 * 10**6
"""Microseconds whose stories share a mark. The triggers of the migrations divide by the same number, towards zero."""

TERMS = "terms"
_STORIES = "stories "
_LEAST, _MOST = -62135596800000000, 253402300799999999
"""The moments that Python can name."""


def marks(connection: Connection) -> dict[str, str]:
    """Return what stands for all that pages are made of, by part; what only asking moves is left out."""
    found = {row.part: row.mark for row in connection.execute(select(revisions).order_by(revisions.c.part))}
    feeds = connection.execute(select(blogs.c.url, blogs.c.feed).order_by(blogs.c.url))
    return found | {"feeds": digest(*(repr(tuple(row)) for row in feeds))}


def spans(found: Mapping[str, str]) -> dict[int, str]:
    """Return, of marks, those of the stories, by the number of their thirty days since 1970, newest first."""
    held = {int(part.removeprefix(_STORIES)): mark for part, mark in found.items() if part.startswith(_STORIES)}
    return {span: held[span] for span in sorted(held, reverse=True)}


def bounds(span: int) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a span, which belong to it; the one around 1970 is twice as long."""
    first = span * SPAN if span > 0 else (span - 1) * SPAN + 1
    last = (span + 1) * SPAN - 1 if span >= 0 else span * SPAN
    return _moment(first), _moment(last)


def _moment(value: int) -> datetime:
    return from_microseconds(min(max(value, _LEAST), _MOST))
