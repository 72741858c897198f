"""What reading feeds costs: parse, normalise and clean a folder in one process, beside other readers in the same run.

    nice python -m benchmarks.parsing [FOLDER] [--rounds N]

FOLDER holds feeds; without one the demonstration's. Each contestant is a process of its own that reads the documents into memory
first; figures are seconds of processor time of its best round. feedparser cleans by default; fastfeedparser does not clean.
Contestants that are not installed are left out with a word: `make bench` installs them into .venv-bench.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMON = """
import io, json, sys, time
from pathlib import Path
bodies = [Path(name).read_bytes() for name in sys.argv[2:]]
def measured(read):
    best, entries, failed = float("inf"), 0, 0
    for _ in range(int(sys.argv[1])):
        entries = failed = 0
        started = time.process_time()
        for body in bodies:
            try:
                entries += read(body)
            except Exception:
                failed += 1
        best = min(best, time.process_time() - started)
    print(json.dumps([best, entries, failed]))
"""
NUAGE = """
from planet.model import Failure, Fetched
from planet.parse import parse
def read(body):
    feed = parse(Fetched(url="https://blog.example/feed", body=body, content_type="application/xml"))
    if isinstance(feed, Failure):
        raise ValueError(feed.detail)
    return len(feed.entries)
measured(read)
"""
KNOWN = """
from planet.model import Failure, Fetched
from planet.parse import parse
raws = {}
def read(body):
    feed = parse(Fetched(url="https://blog.example/feed", body=body, content_type="application/xml"), known=raws.get(id(body), frozenset()))
    if isinstance(feed, Failure):
        raise ValueError(feed.detail)
    raws[id(body)] = frozenset(entry.raw for entry in feed.entries)
    return len(feed.entries)
for body in bodies:
    try:
        read(body)
    except ValueError:
        pass
measured(read)
"""
FEEDPARSER = """
import feedparser
measured(lambda body: len(feedparser.parse(io.BytesIO(body)).entries))
"""
FEEDPARSER_NH3 = """
import feedparser, nh3
def read(body):
    entries = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries
    for entry in entries:
        nh3.clean(entry.get("title", ""))
        texts = {content.value for content in entry.get("content", ())} | {entry.get("summary", "")}
        for text in texts:
            nh3.clean(text)
    return len(entries)
measured(read)
"""
FASTFEEDPARSER = """
import fastfeedparser
measured(lambda body: len(fastfeedparser.parse(body).entries))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A reader, and the Python that has it."""

    name: str
    code: str
    module: str
    python: Path = Path(sys.executable)


BENCH = ROOT / ".venv-bench" / "bin" / "python"
CONTESTANTS = (
    Contestant(name="Nuage", code=NUAGE, module="planet"),
    Contestant(name="Nuage, all entries known", code=KNOWN, module="planet"),
    Contestant(name="feedparser", code=FEEDPARSER, module="feedparser"),
    Contestant(name="feedparser + nh3", code=FEEDPARSER_NH3, module="feedparser"),
    Contestant(name="fastfeedparser, not cleaned", code=FASTFEEDPARSER, module="fastfeedparser", python=BENCH),
)


def run(one: Contestant, files: list[Path], rounds: int) -> tuple[float, int, int] | None:
    """Return a contestant's seconds of processor time, entries and documents it refused; None when it is not installed."""
    if not one.python.exists() or subprocess.run([one.python, "-c", f"import {one.module}"], check=False, capture_output=True, cwd=ROOT).returncode:  # fmt: skip
        return None
    command = [str(one.python), "-c", COMMON + one.code, str(rounds), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, entries, failed = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(entries), int(failed)


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "config" / "demo" / "feeds")
    arguments.add_argument("--rounds", type=int, default=2)
    options = arguments.parse_args()
    files = sorted(path.resolve() for path in options.folder.rglob("*") if path.suffix in (".xml", ".rss", ".atom", ".rdf", ".json"))  # fmt: skip
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} documents, {size:.1f} MB")
    print(f"{'':28}{'s':>8}{'MB/s':>8}{'entries/s':>11}{'entries':>9}{'refused':>9}{'× feedparser':>14}")
    found = {one.name: run(one, files, options.rounds) for one in CONTESTANTS}
    reference = found["feedparser"]
    assert reference is not None
    for name, row in found.items():
        if row is None:
            print(f"{name:28} not installed")
            continue
        seconds, entries, failed = row
        print(f"{name:28}{seconds:8.2f}{size / seconds:8.1f}{entries / seconds:11.0f}{entries:9}{failed:9}{reference[0] / seconds:14.1f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
