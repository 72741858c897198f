"""Changes into tables: records, keys, verdicts, and the light form of every story they touch."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from planet import codec
from planet.archive import light, read
from planet.archive.content import Content
from planet.archive.tables import aliases, blogs, contents, entries, hashed, keys, stories, verdicts
from planet.model import Changes, Feed, History, Record, State, Verdict


def apply(connection: Connection, changes: Changes, *, feed: Feed | None, history: History, now: datetime) -> None:
    """Write what merging one blog decided, and what was learned of the blog."""
    blog_ids = read.blog_ids(connection)
    is_known = changes.blog in blog_ids
    for url in {changes.blog, *(record.blog for record in (*changes.added, *changes.changed))} - blog_ids.keys():
        blog_ids[url] = _new_blog(connection, url)
    before = _stories_of(connection, [record.number for record in changes.changed])
    _add(connection, changes.added, blog_ids, places=changes.positions if feed is not None else {})
    _replace(connection, changes.changed, blog_ids)
    _mark(connection, changes)
    if feed is not None and is_known:  # a new blog has new records alone, and they were written with their places
        _seat(connection, blog_ids[changes.blog], changes, now)
    _decide(connection, changes.verdicts, now)
    _keep_blog(connection, changes, feed=feed, history=history, now=now)
    touched = {record.story for record in (*changes.added, *changes.changed)} | set(changes.shown) | before
    touched |= _stories_of(connection, [*changes.withdrawn, *changes.returned])
    known = {record.number: record for record in (*changes.added, *changes.changed)}
    rebuild(connection, touched, shown=changes.shown, known=known, new={record.number for record in changes.added})


def keep_histories(connection: Connection, histories: Mapping[str, History]) -> None:
    """Write what was learned of blogs whose entries did not change."""
    for url in histories.keys() - read.blog_ids(connection).keys():
        _new_blog(connection, url)
    rows = [{"its": url, "told": codec.dump(history)} for url, history in histories.items()]
    if rows:
        statement = update(blogs).where(blogs.c.url == bindparam("its")).values(history=bindparam("told"))
        connection.execute(statement, rows)


def _new_blog(connection: Connection, url: str) -> int:
    row = {"url": url, "history": "{}", "feed": "", "profile": "", "aggregator": False}
    made = connection.execute(insert(blogs).values(row)).inserted_primary_key
    return int(made[0]) if made else 0


def _stories_of(connection: Connection, numbers: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in read.parts(numbers):
        found |= set(connection.execute(select(entries.c.story).where(entries.c.number.in_(part))).scalars())
    return found


def _add(
    connection: Connection, records: Sequence[Record], blog_ids: Mapping[str, int], *, places: Mapping[int, int]
) -> None:
    """Write new records, where the harvest holds them."""
    if records:
        rows = [{**_row(one, blog_ids[one.blog]), "position": places.get(one.number)} for one in records]
        connection.execute(insert(entries), rows)
        _put(connection, records)


def _replace(connection: Connection, records: Sequence[Record], blog_ids: Mapping[str, int]) -> None:
    """Write known records anew; where they stand in their feed is not their own matter."""
    if not records:
        return
    rows = [_row(record, blog_ids[record.blog]) for record in records]
    for row in rows:
        row["its"] = row.pop("number")
    columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "its"}
    connection.execute(update(entries).where(entries.c.number == bindparam("its")).values(columns), rows)
    forget(connection, [record.number for record in records])
    _put(connection, records)


def forget(connection: Connection, numbers: Collection[int]) -> None:
    """Take away what is kept of these records beside their rows: texts and keys."""
    for part in read.parts(numbers):
        where = contents.c.number.in_(part)
        rows = connection.execute(select(contents.c.number, contents.c.content).where(where)).all()
        held = [{"its": row.number, "of": key} for row in rows for key in {*map(hashed, read.keys_of(row.content))}]
        if held:
            connection.execute(
                delete(keys).where(keys.c.key == bindparam("of"), keys.c.number == bindparam("its")), held
            )
        connection.execute(delete(contents).where(where))


def _put(connection: Connection, records: Sequence[Record]) -> None:
    """Write what is kept of records beside their rows."""
    connection.execute(insert(contents), [{"number": record.number, "content": _content(record)} for record in records])
    proposed = [(key, record.number) for record in records for key in {*map(hashed, record.keys)}]
    if proposed:
        proposed.sort()
        # Forty rows an entry: handed to the driver as they are, they cost a third.
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(f"INSERT INTO keys (key, number) VALUES ({mark}, {mark})", proposed)  # noqa: S608


def _row(record: Record, blog: int) -> dict[str, Any]:
    return {
        "number": record.number,
        "blog": blog,
        "story": record.story,
        "raw": record.entry.raw,
        "date": record.date,
        "dated_by": record.dated_by.value,
        "first_seen": record.first_seen,
        "last_seen": record.last_seen,
        "revised": record.revised,
        "published": record.entry.published,
        "updated": record.entry.updated,
        "state": record.state.value,
        "held_for": record.held_for,
        "recognised": record.recognised,
        "announce": record.announce,
    }


def _content(record: Record) -> bytes:
    return codec.pack(Content(entry=record.entry, keys=record.keys, titles=record.titles))


def _mark(connection: Connection, changes: Changes) -> None:
    """Set the states of what went and of what came back."""
    for numbers, state in ((changes.withdrawn, State.WITHDRAWN), (changes.returned, State.SHOWN)):
        for part in read.parts(numbers):
            connection.execute(update(entries).where(entries.c.number.in_(part)).values(state=state.value))


def _seat(connection: Connection, blog: int, changes: Changes, now: datetime) -> None:
    """Note which records this harvest held, and where; only rows whose place changed are written."""
    where = (entries.c.blog == blog) & entries.c.position.is_not(None)
    placed = {
        row.number: row.position
        for row in connection.execute(select(entries.c.number, entries.c.position).where(where))
    }
    gone = [number for number in placed if number not in changes.positions]
    for part in read.parts(gone):
        connection.execute(update(entries).where(entries.c.number.in_(part)).values(position=None))
    moved = [
        {"its": number, "place": place} for number, place in changes.positions.items() if placed.get(number) != place
    ]
    if moved:
        statement = update(entries).where(entries.c.number == bindparam("its")).values(position=bindparam("place"))
        connection.execute(statement, moved)
    for part in read.parts({*changes.seen} - {record.number for record in (*changes.added, *changes.changed)}):
        connection.execute(update(entries).where(entries.c.number.in_(part)).values(last_seen=now))


def _decide(connection: Connection, decided: Iterable[Verdict], now: datetime) -> None:
    """Write verdicts; the newest on a pair stands. What merely differs is kept only where a rule said so."""
    rows = [
        {
            "one": v.one,
            "other": v.other,
            "same": v.same,
            "rule": v.rule,
            "detail": codec.plain_text(v.detail),
            "decided": now,
        }
        for v in decided
    ]
    if rows:
        where = (verdicts.c.one == bindparam("a")) & (verdicts.c.other == bindparam("b"))
        connection.execute(delete(verdicts).where(where), [{"a": row["one"], "b": row["other"]} for row in rows])
        connection.execute(insert(verdicts), rows)


def _keep_blog(connection: Connection, changes: Changes, *, feed: Feed | None, history: History, now: datetime) -> None:
    values: dict[str, Any] = {"history": codec.dump(history)}
    if feed is not None:
        values["feed"] = codec.dump(replace(feed, entries=()))
        values["aggregator"] = changes.aggregator
        values["first_harvest"] = func.coalesce(blogs.c.first_harvest, literal(now, blogs.c.first_harvest.type))
    if changes.profile is not None:
        values["profile"] = codec.dump(changes.profile)
    if changes.added:
        values["last_arrival"] = now
    connection.execute(update(blogs).where(blogs.c.url == changes.blog).values(values))


def rebuild(
    connection: Connection,
    numbers: Collection[int],
    *,
    shown: Mapping[int, int],
    known: Mapping[int, Record],
    new: Set[int] = frozenset(),
) -> None:
    """Make the light form of these stories anew; one without members goes, its number leading to where they went.

    A row that comes out as it stands is not written: it would count as a change of what pages show. The stories that `new` records found
    are not there yet, and all their members are known.
    """
    members: dict[int, list[Record]] = {number: [] for number in numbers}
    standing = members.keys() - new
    founded = sorted((record for record in known.values() if record.story in new), key=lambda record: record.number)
    for record in (*read.members(connection, standing, known=known), *founded):
        members[record.story].append(record)
    there = read.story_rows(connection, standing)
    rows = []
    for number, records in sorted(members.items()):
        if records:
            rows.append(light.row(records, number=number, shown=shown.get(number), marks=_marks(there.get(number))))
    changed = [row for row in rows if row != there.get(row["number"])]
    gone = sorted(number for number, records in members.items() if not records)
    for part in read.parts([*gone, *(row["number"] for row in changed if row["number"] in there)]):
        connection.execute(delete(stories).where(stories.c.number.in_(part)))
    if changed:
        connection.execute(insert(stories), changed)
    for number in gone:
        _lead_away(connection, number, marks=_marks(there.get(number)))


def _marks(row: Mapping[str, Any] | None) -> light.Marks | None:
    """Return what stands on a story and must survive its being made anew."""
    if row is None:
        return None
    return light.Marks(hidden=row["hidden"], pinned_until=row["pinned_until"], arrived=row["arrived"])


def _lead_away(connection: Connection, number: int, *, marks: light.Marks | None) -> None:
    """Let the number of a story that joined another lead there, with what the coordinator said of it."""
    target = connection.execute(select(entries.c.story).where(entries.c.number == number)).scalar()
    if target is None:
        return
    connection.execute(delete(aliases).where(aliases.c.number == number))
    connection.execute(insert(aliases).values(number=number, story=target))
    connection.execute(update(aliases).where(aliases.c.story == number).values(story=target))
    if marks and (marks.hidden or marks.pinned_until):
        values = {"hidden": True} if marks.hidden else {"pinned_until": marks.pinned_until}
        connection.execute(update(stories).where(stories.c.number == target).values(values))
