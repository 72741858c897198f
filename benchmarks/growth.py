"""How merging grows with the archive: a blog's 50 new entries into 10,000, 100,000 and a million archived ones.

`nice python -m benchmarks.growth [ENTRIES …]` prints milliseconds of processor time for each size: merging (the median of seven harvests of 50 new
entries, ten of them copies of archived posts, one under a title that every hundredth post bears), writing them, and reading the light
form of every story, which is what a run does to assemble the site. Merging must not grow with the archive; reading stories does, in a line.

Ten thousand entries are written as a run writes them. A larger archive is that one copied within the database: the same rows under
other numbers, and with other keys, so that all tables and trees have their size; keys that many hold are held by more.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.identity import START, entries, record
from planet.archive import Archive
from planet.config import ArchiveSettings, Blog, FetchSettings, Settings
from planet.merge import merge
from planet.model import Changes, Entry, Feed, History, Record, SafeHtml

SIZES = (10_000, 100_000, 1_000_000)
WRITTEN = 10_000
"""Entries written one by one; the rest are copies of their rows."""
NEW = 50
TURNS = 7
BLOG = Blog(url="new", slug="new")
_SKETCH, _KEY = 2654435761, 7046029254386353131
"""Odd numbers whose multiples change keys into others, sums of sketches within their 32 bits."""
_COPIES = """
CREATE TEMP TABLE copies AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {copies}) SELECT n FROM c;
CREATE TEMP TABLE common AS SELECT key FROM keys GROUP BY key HAVING count(*) > 30;
CREATE TEMP TABLE made AS SELECT key, number FROM keys;
INSERT INTO keys SELECT CASE WHEN key IN common THEN key WHEN key BETWEEN 0 AND 4294967295
    THEN changed(key, n * {sketch} & 4294967295) ELSE changed(key, n * {other}) END AS other, number + n * {written} AS copy
    FROM made, copies ORDER BY other, copy;
INSERT INTO entries SELECT number + n * {written}, blog, story + n * {written}, raw || n, NULL, date + n * 1000000, dated_by, first_seen,
    last_seen, revised, published, updated, state, held_for, recognised, announce FROM entries, copies ORDER BY n, number;
INSERT INTO contents SELECT number + n * {written}, content FROM contents, copies ORDER BY n, number;
INSERT INTO stories SELECT number + n * {written}, shown + n * {written}, date + n * 1000000, updated, arrived, state, hidden, announce,
    pinned_until, title, link, language, light, digest || n FROM stories, copies ORDER BY n, number;
ANALYZE;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one size took; processor seconds, but `filling` by the clock; the file in MB."""

    size: int
    filling: float
    merging: float
    writing: float
    reading: float
    megabytes: float


def main() -> None:
    """Print a row for each size."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print(f"{'archived':>10} {'filling s':>10} {'merge ms':>9} {'write ms':>9} {'stories ms':>11} {'file MB':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="nuage-growth-") as folder:
            row = measured(size, Path(folder))
        print(
            f"{row.size:10} {row.filling:10.1f} {row.merging * 1e3:9.1f} {row.writing * 1e3:9.1f}"
            f" {row.reading * 1e3:11.0f} {row.megabytes:8.0f}"
        )


def measured(size: int, folder: Path) -> Row:
    """Return what harvests of new entries take beside so many archived ones."""
    settings = Settings(
        path=folder / "planet.ini",
        fetch=FetchSettings(cache_directory=folder / "cache"),
        archive=ArchiveSettings(archive=str(folder / "archive.sqlite")),
        blogs=(BLOG,),
    )
    began = time.perf_counter()
    written = min(size, WRITTEN)
    with Archive.open(settings) as archive:
        copied = _fill(archive, written)
    if size > written:
        _multiply(folder / "archive.sqlite", written, copies=round(size / written) - 1)
    filling = time.perf_counter() - began
    with Archive.open(settings) as archive:
        times = [_harvest(archive, settings, copied, turn) for turn in range(TURNS)]
        began = time.process_time()
        archive.stories()
        reading = time.process_time() - began
    return Row(
        size=size,
        filling=filling,
        merging=statistics.median(merging for merging, _writing in times),
        writing=statistics.median(writing for _merging, writing in times),
        reading=reading,
        megabytes=(folder / "archive.sqlite").stat().st_size / 1e6,
    )


def _fill(archive: Archive, size: int) -> list[Entry]:
    """Put so many entries into the archive without merging them; return some of them."""
    made: Iterator[Record] = (
        record(number, blog, entry) for number, (blog, entry) in enumerate(entries(int(size * 1.01) + 100), start=1)
    )
    made = islice(made, size)
    copied: list[Entry] = []
    while part := list(islice(made, 2000)):
        copied += [one.entry for one in part if one.blog == "b41"]
        archive.apply(Changes(blog=part[0].blog, added=tuple(part)), feed=None, history=History(), now=START)
    return copied


def _multiply(path: Path, written: int, *, copies: int) -> None:
    """Write the archive's rows again, so many times, under other numbers and keys."""
    with closing(sqlite3.connect(path)) as database:
        database.create_function("changed", 2, lambda key, by: key ^ by, deterministic=True)
        database.execute("PRAGMA cache_size = -400000")
        database.execute("PRAGMA journal_mode = OFF")
        other = _KEY >> copies.bit_length()  # its multiples stay within 64 bits
        database.executescript(_COPIES.format(copies=copies, written=written, sketch=_SKETCH, other=other))
        database.execute("PRAGMA journal_mode = WAL")


def _harvest(archive: Archive, settings: Settings, copied: list[Entry], turn: int) -> tuple[float, float]:
    """Merge and write a harvest of new entries, ten of them copies; return the seconds of processor time of both."""
    step = max(len(copied) // 60, 1)
    twins = [
        replace(one, link=f"https://new.example/{turn}/{n}", guid=f"{turn}-{n}", raw=f"{turn}-{n}")
        for n, one in enumerate(copied[turn * 10 * step : (turn * 10 + 10) * step : step])
    ]
    drawn = [entry for _blog, entry in islice(entries(600), 1 + turn * 40, 41 + turn * 40)]
    common = next(entry for _blog, entry in entries(100))
    new = [
        replace(
            one,
            link=f"https://new.example/n{turn}-{n}",
            guid=f"n{turn}-{n}",
            raw=f"n{turn}-{n}",
            title=f"{one.title} {turn} {n}",
            content=SafeHtml("<p>" + " ".join(reversed(one.content.split()))[:1200] + "</p>"),
            published=START + timedelta(days=4000 + turn, minutes=n),
        )
        for n, one in enumerate(drawn)
    ]
    new[0] = replace(new[0], title=common.title, content=common.content)
    feed = Feed(url=BLOG.url, entries=tuple(twins + new)[:NEW], title="New", link="https://new.example/")
    now = START + timedelta(days=4001 + turn)
    began = time.process_time()
    changes = merge(feed, blog=BLOG, shelf=archive, settings=settings.merge, now=now)
    merged = time.process_time()
    archive.apply(changes, feed=feed, history=History(), now=now)
    return merged - began, time.process_time() - merged


if __name__ == "__main__":
    main()
