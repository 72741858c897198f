"""Merging one blog asks the archive by indices alone, so that it costs the same beside ten thousand posts or a million."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from planet.archive import Archive
from planet.merge import overrides
from planet.model import Entry, SafeHtml
from tests.archive.books import ALPHA, BETA, START, entry, harvest, settings

SMALL = ("SCAN blogs", "SCAN wanted VIRTUAL TABLE", "SCAN CONSTANT ROW", "SCAN held")
"""What may be read from end to end: as many rows as the INI has blogs, and what the statement itself brought."""


@contextmanager
def heard() -> Iterator[list[tuple[str, Any]]]:
    """Collect every statement that reaches a database meanwhile, with one set of its values."""
    found: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        found.append((statement, values[0] if many else values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def scans(path: Path, statements: list[tuple[str, Any]]) -> set[str]:
    """Return each step of SQLite's plans that reads a whole table or index, with its statement."""
    found = set()
    with closing(sqlite3.connect(path)) as database:
        for statement, values in statements:
            if not statement.lstrip().startswith(("PRAGMA", "CREATE", "BEGIN")):
                plan = database.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                steps = [row[3] for row in plan]
                found |= {f"{step}: {statement}" for step in steps if "SCAN" in step and not step.startswith(SMALL)}
    return found


def edited(one: Entry, words: str) -> Entry:
    """Return an entry as its author changed it."""
    return replace(one, title=f"{one.title} {words}", content=SafeHtml(f"<p>{words}</p>{one.content}"), raw=words)


def test_merging_reads_no_table_from_end_to_end(tmp_path: Path) -> None:
    """New, copied, edited, vanished and returned posts; a release and an override: none may look at all there is."""
    planet = settings(tmp_path, same=(("https://alpha.example/1", "https://beta.example/9"),))
    alpha = [entry(n) for n in range(12)]
    copies = [replace(one, guid=f"b{n}", link=f"https://beta.example/{n}", raw=f"b{n}") for n, one in enumerate(alpha)]
    with Archive.open(planet) as archive:
        harvest(archive, planet, alpha)
        with heard() as statements:
            archive.standing(ALPHA)
            harvest(archive, planet, copies, blog=BETA, hours=1)
            harvest(archive, planet, [edited(alpha[0], "revu"), *alpha[1:4], *alpha[5:]], hours=2)
            harvest(archive, planet, alpha, hours=3)
            overrides(archive, planet.merge)
            archive.release(START)
    assert len({statement for statement, _values in statements}) > 20
    assert scans(tmp_path / "archive.sqlite", statements) == set()


def test_a_look_at_everything_would_be_noticed(tmp_path: Path) -> None:
    """The test above must be able to fail: counting all entries is what it forbids."""
    with Archive.open(settings(tmp_path)) as archive, heard() as statements:
        archive.count()
    assert scans(tmp_path / "archive.sqlite", statements)


def test_an_address_is_found_without_reading_all_stories(tmp_path: Path) -> None:
    """`planet why` and `planet hide` ask by key; only an address that no entry claims is sought among all."""
    planet = settings(tmp_path)
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(3)])
        known = next(iter(archive.records([1]).values()))
        with heard() as statements:
            assert archive.find(known.entry.link, proposals=known.keys)
    assert scans(tmp_path / "archive.sqlite", [s for s in statements if "FROM acts" not in s[0]]) == set()
