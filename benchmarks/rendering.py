"""What a site costs: pages per second when all are made, and the time after one new post, for archives of several sizes.

`nice python -m benchmarks.rendering [STORIES …] [--theme NAME] [--profile]` prints a line per size, of seconds of processor time: to
assemble the site from the archive, to plan its files, and the whole of a run, Pagefind's own time left out. Posts are made of a fixed seed: a hundred blogs, twelve
topics, three hundred tags of which few are common, three posts an hour.
"""

import argparse
import cProfile
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks import filling
from planet import __version__
from planet.archive import Archive
from planet.config import Settings, load
from planet.merge import merge
from planet.model import DateRule, Entry, Feed, History, Record, SafeHtml, Tag
from planet.pipeline import Choices, run
from planet.pipeline.assembly import assemble
from planet.pipeline.remembered import remembered
from planet.pipeline.report import Report
from planet.render import Planning, plans

BLOGS = 100
TOPICS = 12
TAGS = 300
START = datetime(2020, 1, 1, tzinfo=UTC)
SIZES = (1_000, 10_000)
Made = TypeVar("Made")


def entries(first: int, number: int) -> Iterator[tuple[int, Entry]]:
    """Yield entries with the number of their blog, in order of time."""
    draw = random.Random(first)
    words = ["".join(draw.choices("abcdefghilmnoprstuv", k=draw.randint(2, 9))) for _ in range(6000)]
    names = [f"{words[place]} {words[place + TAGS]}" for place in range(TAGS)]
    weights = [1 / (place + 1) for place in range(TAGS)]
    for place in range(first, first + number):
        text = " ".join(draw.choices(words, k=draw.choice((40, 120, 250, 400))))
        link = f"https://b{place % BLOGS}.example/{place}"
        moment = START + timedelta(minutes=20 * place)
        yield (
            place % BLOGS,
            Entry(
                title=" ".join(draw.choices(words, k=6)),
                content=SafeHtml(f"<p>{text}</p>"),
                link=link,
                guid=link,
                published=moment,
                raw=link,
                language="fr",
                tags=tuple(Tag(text=name) for name in dict.fromkeys(draw.choices(names, weights, k=2))),
            ),
        )


def planet(folder: Path, theme: str) -> Settings:
    """Write a planet's INI and return its settings."""
    sections = "\n".join(
        f"[https://b{n}.example/feed]\nname = Blog {n}\ntopic = Topic {n % TOPICS}\n" for n in range(BLOGS)
    )
    ini = folder / "planet.ini"
    ini.write_text(f"[planet]\nname = Bench\nlink = https://x.example/\ntheme = {theme}\n{sections}", encoding="utf-8")
    settings = load(ini).settings
    assert settings is not None
    return settings


def fill(settings: Settings, number: int) -> None:
    """Fill the archive as runs would have left it."""
    feeds = [Feed(url=blog.url, title=blog.name) for blog in settings.blogs]
    with Archive.open(settings) as archive:
        records = (_record(place, settings.blogs[blog].url, entry) for place, (blog, entry) in _numbered(number))
        filling.fill(archive, records, feeds=feeds)


def _numbered(number: int) -> Iterator[tuple[int, tuple[int, Entry]]]:
    return enumerate(entries(0, number), start=1)


def _record(number: int, blog: str, entry: Entry) -> Record:
    moment = entry.published or START
    return Record(
        number=number,
        blog=blog,
        entry=entry,
        first_seen=moment,
        last_seen=moment,
        date=moment,
        dated_by=DateRule.PUBLISHED,
        story=number,
    )


def add_one(settings: Settings, number: int) -> None:
    """Merge one more entry, as a run would."""
    with Archive.open(settings) as archive:
        for place, entry in entries(number, 1):
            blog = settings.blogs[place]
            feed = Feed(url=blog.url, title=blog.name, entries=(entry,))
            now = (entry.published or START) + timedelta(minutes=5)
            changes = merge(feed, blog=blog, shelf=archive, settings=settings.merge, now=now)
            archive.apply(changes, feed=feed, history=History(), now=now)


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the processor time of something, and what it returned."""
    begun = time.process_time()
    made = work()
    return time.process_time() - begun, made


def render(settings: Settings) -> tuple[float, Report]:
    """Write the site; return the time."""
    return timed(lambda: run(settings, choices=Choices(fetch=False)))


def measure(number: int, theme: str, *, profile: bool) -> None:
    """Print a line for one size."""
    with tempfile.TemporaryDirectory(prefix="nuage-bench-") as name:
        settings = planet(Path(name), theme)
        fill(settings, number)
        first, built = render(settings)
        add_one(settings, number)
        with Archive.open(settings) as archive:
            assembling, site = timed(lambda: assemble(settings, archive, version=__version__))
            planning, _ = timed(lambda: list(plans(site, Planning(remembered(settings)))))
        if profile:
            with cProfile.Profile() as held:
                render(settings)
            pstats.Stats(held).sort_stats("cumulative").print_stats(45)
        again, changed = render(settings)
        idle, nothing = render(settings)
        assert not nothing.written
        print(
            f"{number:>8} {built.written:>7} {first:>8.1f} {built.written / first:>8.0f} "
            f"{changed.written:>7} {again:>8.2f} {assembling:>9.2f} {planning:>7.2f} {idle:>6.2f}",
            flush=True,
        )


def main() -> None:
    """Measure the sizes named, or the usual ones."""
    options = argparse.ArgumentParser()
    options.add_argument("sizes", nargs="*", type=int)
    options.add_argument("--theme", default="nuage")
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    print(f"Python {sys.version.split()[0]}, theme {chosen.theme}; seconds of processor time")
    print(
        f"{'stories':>8} {'files':>7} {'all':>8} {'files/s':>8} {'new':>7} {'one post':>8} {'assemble':>9} {'plan':>7} {'idle':>6}"
    )
    for number in chosen.sizes or SIZES:
        measure(number, chosen.theme, profile=chosen.profile)


if __name__ == "__main__":
    main()
