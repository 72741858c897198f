"""How merging grows with the archive: a blog's 50 new entries into 10,000 and 100,000 archived ones, and reading all stories.

`nice python -m benchmarks.growth [ENTRIES …]` prints milliseconds of wall time for each size: merging (the best of five harvests of
50 new entries, ten of them copies of archived posts), writing them, and reading the light form of every story, which is what a run
does to assemble the site. Merging must not grow with the archive; reading stories does, in a line.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.identity import START, entries, record
from planet.archive import Archive
from planet.config import ArchiveSettings, Blog, FetchSettings, Settings
from planet.merge import merge
from planet.model import Changes, Entry, Feed, History, Record, SafeHtml

SIZES = (10_000, 100_000)
NEW = 50
BLOG = Blog(url="new", slug="new")


def main() -> None:
    """Print a row for each size."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print(f"{'archived':>10} {'filling s':>10} {'merge ms':>9} {'write ms':>9} {'stories ms':>11} {'file MB':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="nuage-growth-") as folder:
            _row(size, Path(folder))


def _row(size: int, folder: Path) -> None:
    settings = Settings(
        path=folder / "planet.ini",
        fetch=FetchSettings(cache_directory=folder / "cache"),
        archive=ArchiveSettings(archive=str(folder / "archive.sqlite")),
        blogs=(BLOG,),
    )
    with Archive.open(settings) as archive:
        began = time.perf_counter()
        copied = _fill(archive, size)
        filling = time.perf_counter() - began
        merging, writing = min(_harvest(archive, settings, copied, turn) for turn in range(5))
        began = time.perf_counter()
        archive.stories()
        reading = time.perf_counter() - began
    megabytes = (folder / "archive.sqlite").stat().st_size / 1e6
    print(f"{size:10} {filling:10.1f} {merging * 1e3:9.1f} {writing * 1e3:9.1f} {reading * 1e3:11.0f} {megabytes:8.0f}")


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


def _harvest(archive: Archive, settings: Settings, copied: list[Entry], turn: int) -> tuple[float, float]:
    """Merge and write a harvest of new entries, ten of them copies; return the seconds of both."""
    step = max(len(copied) // 60, 1)
    twins = [
        replace(one, link=f"https://new.example/{turn}/{n}", guid=f"{turn}-{n}", raw=f"{turn}-{n}")
        for n, one in enumerate(copied[turn * 10 * step : (turn * 10 + 10) * step : step])
    ]
    drawn = [entry for _blog, entry in islice(entries(200), 1 + turn * 40, 41 + turn * 40)]
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
    feed = Feed(url=BLOG.url, entries=tuple(twins + new)[:NEW], title="New", link="https://new.example/")
    now = START + timedelta(days=4001 + turn)
    began = time.perf_counter()
    changes = merge(feed, blog=BLOG, shelf=archive, settings=settings.merge, now=now)
    merged = time.perf_counter()
    archive.apply(changes, feed=feed, history=History(), now=now)
    return merged - began, time.perf_counter() - merged


if __name__ == "__main__":
    main()
