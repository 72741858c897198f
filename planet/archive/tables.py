"""The archive's tables, as SQLAlchemy Core sees them; migrations make them."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A datetime in UTC as microseconds since 1970: exact, sortable, the same on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the count of microseconds."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the datetime."""
        return None if value is None else from_microseconds(value)


def from_microseconds(value: int) -> datetime:
    """Return the moment of a count of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=value)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

blogs = Table(
    "blogs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("history", Text, nullable=False, default="{}"),
    Column("feed", Text, nullable=False, default=""),
    Column("profile", Text, nullable=False, default=""),
    Column("aggregator", Boolean, nullable=False, default=False),
    Column("first_harvest", Moment),
    Column("last_arrival", Moment),
)

entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("blog", Integer, nullable=False),
    Column("story", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("position", Integer),  # in the last harvest; null when that did not hold it
    Column("date", Moment, nullable=False),
    Column("dated_by", Text, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("revised", Moment),
    Column("published", Moment),
    Column("updated", Moment),
    Column("state", Text, nullable=False),
    Column("held_for", Text, nullable=False, default=""),
    Column("recognised", Text, nullable=False, default=""),
    Column("announce", Boolean, nullable=False, default=True),
)
Index("entries_by_window", entries.c.blog, entries.c.position)
Index("entries_by_story", entries.c.story)
Index("entries_by_hold", entries.c.state, entries.c.date)

contents = Table(
    "contents",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("shown", BigInteger, nullable=False),
    Column("date", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("arrived", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("hidden", Boolean, nullable=False, default=False),
    Column("announce", Boolean, nullable=False, default=True),
    Column("pinned_until", Moment),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("light", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
Index("stories_by_date", stories.c.date)
Index("stories_by_arrival", stories.c.arrived)
_pinned = stories.c.pinned_until.is_not(None)
Index(
    "stories_by_pin", stories.c.pinned_until, sqlite_where=_pinned
)  # so too in PostgreSQL, whose dialect is not loaded for it

aliases = Table(
    "aliases",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("story", BigInteger, nullable=False),
)
Index("aliases_by_story", aliases.c.story)

verdicts = Table(
    "verdicts",
    metadata,
    Column("one", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("same", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("decided", Moment, nullable=False),
)
Index("verdicts_by_other", verdicts.c.other)

terms = Table(
    "terms",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("former", Text, nullable=False, default="[]"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("part", Text, primary_key=True),
    Column("mark", Text, nullable=False),
)
"""Written by triggers alone; see `planet.archive.revisions`."""

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("report", Text, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("done", Moment, nullable=False),
    Column("verb", Text, nullable=False),
    Column("story", BigInteger),
    Column("url", Text, nullable=False),
    Column("why", Text, nullable=False),
)


def hashed(key: str) -> int:
    """Return a key as the index holds it: 64 bits, signed. Two keys of one number only propose a pair in vain.

    The sums of a sketch are small numbers already, and by far the most: they stand for themselves.
    """
    if key.startswith("s:"):
        return int(key[2:], base=16)  # noqa: FURB166  no prefix of Python’s
    return _hashed(key)


@lru_cache(16384)
def _hashed(key: str) -> int:
    data = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(data, "big", signed=True)
