"""Look-ups by number, key or blog: each goes through an index and touches what it returns, no more."""

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, TextClause, or_, select, text

from planet import codec
from planet.archive.content import Content
from planet.archive.tables import aliases, blogs, contents, entries, hashed, stories, verdicts
from planet.model import DateRule, Profile, Record, Seat, Standing, State, Verdict

PART = 500
"""Values in one statement; databases bound them."""


def parts(numbers: Collection[int]) -> Iterator[list[int]]:
    """Yield the numbers in pieces one statement can take, in order."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), PART):
        yield ordered[start : start + PART]


def blog_ids(connection: Connection) -> dict[str, int]:
    """Return the archive's own number of each blog."""
    return {row.url: row.id for row in connection.execute(select(blogs.c.url, blogs.c.id).order_by(blogs.c.id))}


def standing(connection: Connection, blog: str) -> Standing:
    """Return what is known of a blog; the defaults for one never met."""
    row = connection.execute(select(blogs).where(blogs.c.url == blog)).first()
    if row is None:
        return Standing()
    return Standing(
        first_harvest=row.first_harvest,
        last_arrival=row.last_arrival,
        profile=codec.load(Profile, row.profile) if row.profile else None,
        aggregator=row.aggregator,
    )


def window(connection: Connection, blog: str) -> tuple[Seat, ...]:
    """Return the entries of the blog's last harvest in its order."""
    c = entries.c
    found = connection.execute(
        select(c.number, c.raw, c.position, c.published, c.updated, c.state)
        .join(blogs, blogs.c.id == c.blog)
        .where(blogs.c.url == blog, c.position.is_not(None))
        .order_by(c.position, c.number)
    )
    return tuple(
        Seat(
            number=row.number,
            raw=row.raw,
            position=row.position,
            published=row.published,
            updated=row.updated,
            state=State(row.state),
        )
        for row in found
    )


def holders(connection: Connection, limits: Mapping[str, int], blog: str) -> dict[str, tuple[int, ...]]:
    """Return which records hold each key, those held by too many left out; never reads past a key's limit."""
    by_limit: dict[int, dict[int, str]] = {}
    for key, limit in limits.items():
        by_limit.setdefault(limit, {})[hashed(key)] = key
    found: dict[str, tuple[int, ...]] = {}
    for limit, by_hash in sorted(by_limit.items()):
        for hash_, numbers in _holding(connection, sorted(by_hash), limit + 1, blog):
            if len(numbers) <= limit:
                found[by_hash[hash_]] = tuple(sorted(numbers))
    return found


# One parameter holds all keys, so that the statement's text is always the same and is prepared once; an index seek a key.
_OF_BLOG = "JOIN entries AS e ON e.number = k.number JOIN blogs AS b ON b.id = e.blog AND b.url = :blog"
_HOLDING = """
SELECT wanted.value AS key,
       (SELECT {gather}(held.number) FROM
           (SELECT k.number FROM keys AS k {of_blog} WHERE k.key = wanted.value LIMIT :most) AS held) AS numbers
FROM {keys} WHERE EXISTS (SELECT 1 FROM keys AS k WHERE k.key = wanted.value)
"""


def _holding(connection: Connection, asked: list[int], most: int, blog: str) -> Iterator[tuple[int, list[int]]]:
    """Yield each key that is held, with at most so many of its holders."""
    on_sqlite = connection.dialect.name == "sqlite"
    wanted = str(asked) if on_sqlite else asked  # a list of whole numbers is JSON as Python writes it
    values = {"wanted": wanted, "most": most, **({"blog": blog} if blog else {})}
    for key, numbers in connection.execute(_of_holders(on_sqlite=on_sqlite, of_blog=bool(blog)), values):
        if held := json.loads(numbers) if isinstance(numbers, str) else numbers:
            yield key, held


@cache
def _of_holders(*, on_sqlite: bool, of_blog: bool) -> TextClause:
    if on_sqlite:
        gather, given = "json_group_array", "json_each(:wanted) AS wanted"
    else:
        gather, given = "json_agg", "unnest(CAST(:wanted AS bigint[])) AS wanted(value)"
    return text(_HOLDING.format(gather=gather, keys=given, of_blog=_OF_BLOG if of_blog else ""))


_RECORD = (
    select(entries, blogs.c.url, contents.c.content)
    .join(blogs, blogs.c.id == entries.c.blog)
    .join(contents, contents.c.number == entries.c.number)
)


def record(row: Row[Any]) -> Record:
    """Return the record of a row of `entries` with its blog's address and its content."""
    content = codec.unpack(Content, row.content)
    return Record(
        number=row.number,
        blog=row.url,
        entry=content.entry,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        date=row.date,
        dated_by=DateRule(row.dated_by),
        story=row.story,
        state=State(row.state),
        keys=content.keys,
        announce=row.announce,
        revised=row.revised,
        titles=content.titles,
        held_for=row.held_for,
        recognised=row.recognised,
    )


def keys_of(content: bytes) -> tuple[str, ...]:
    """Return the keys that were written with a record's content."""
    return codec.unpack(Content, content).keys


def records(connection: Connection, numbers: Collection[int]) -> dict[int, Record]:
    """Return records by number; those that do not exist are left out."""
    return {
        row.number: record(row)
        for part in parts(numbers)
        for row in connection.execute(_RECORD.where(entries.c.number.in_(part)).order_by(entries.c.number))
    }


def members(
    connection: Connection, numbers: Collection[int], *, known: Mapping[int, Record] | None = None
) -> list[Record]:
    """Return all records of these stories by number; those in `known` are taken from there but for their state."""
    known = known or {}
    found = []
    light = select(entries.c.number, entries.c.story, entries.c.state)
    for part in parts(numbers):
        rows = connection.execute(light.where(entries.c.story.in_(part)).order_by(entries.c.number)).all()
        loaded = records(connection, [row.number for row in rows if row.number not in known])
        found += [known.get(row.number) or loaded[row.number] for row in rows]
    return sorted(found, key=lambda item: item.number)


def stored_verdicts(connection: Connection, numbers: Collection[int]) -> tuple[Verdict, ...]:
    """Return the stored verdicts in which one of these records stands."""
    found: dict[tuple[int, int], Verdict] = {}
    for part in parts(numbers):
        where = or_(verdicts.c.one.in_(part), verdicts.c.other.in_(part))
        for row in connection.execute(select(verdicts).where(where)):
            found[row.one, row.other] = Verdict(
                one=row.one, other=row.other, same=row.same, rule=row.rule, detail=row.detail
            )
    return tuple(found[pair] for pair in sorted(found))


def story_rows(connection: Connection, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return the light form of these stories as the table holds it, by number."""
    return {
        row["number"]: dict(row)
        for part in parts(numbers)
        for row in connection.execute(select(stories).where(stories.c.number.in_(part))).mappings()
    }


def former_numbers(connection: Connection, numbers: Collection[int] | None = None) -> dict[int, tuple[int, ...]]:
    """Return the numbers each story bore before it joined another's; of these stories, or of all."""
    statement = select(aliases).order_by(aliases.c.number)
    wanted = [statement] if numbers is None else [statement.where(aliases.c.story.in_(part)) for part in parts(numbers)]
    found: dict[int, tuple[int, ...]] = {}
    for one in wanted:
        for row in connection.execute(one):
            found[row.story] = (*found.get(row.story, ()), row.number)
    return found
