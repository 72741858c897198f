"""What reading feeds costs: parse, normalise and clean a folder in one process, beside other readers in the same run.

    nice python -m benchmarks.parsing [FOLDER] [--rounds N]

FOLDER holds feeds; without one the demonstration's. Each contestant is a process of its own that reads the documents into memory
first; they take their rounds in turn, one at a time, so that a machine's better and worse moments come to all of them. Figures are
seconds of processor time, of each document the best of its rounds. feedparser cleans by default; fastfeedparser does not clean.
Contestants that are not installed are left out with a word: `make bench` installs them into .venv-bench.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMON = """
import io, json, sys, time
from pathlib import Path
bodies = [Path(name).read_bytes() for name in sys.argv[1:]]
def measured(read):
    for _ in sys.stdin:
        entries = failed = 0
        seconds = []
        for body in bodies:
            started = time.process_time()
            try:
                entries += read(body)
            except Exception:
                failed += 1
            seconds.append(time.process_time() - started)
        print(json.dumps([seconds, entries, failed]), flush=True)
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


@dataclass(frozen=True, slots=True)
class Round:
    """What one round took, and brought."""

    times: Sequence[float]
    """Seconds of processor time of each document."""
    entries: int
    refused: int
    """Documents."""

    @property
    def seconds(self) -> float:
        """Of all documents."""
        return sum(self.times)

    def better(self, other: "Round") -> "Round":
        """Return a round in which each document takes the better time of two."""
        return replace(self, times=[min(pair) for pair in zip(self.times, other.times, strict=True)])


def is_installed(one: Contestant) -> bool:
    """Tell whether a contestant can run."""
    command = [str(one.python), "-c", f"import {one.module}"]
    return one.python.exists() and not subprocess.run(command, check=False, capture_output=True, cwd=ROOT).returncode


def race(contestants: Sequence[Contestant], files: Sequence[Path], rounds: int) -> dict[str, Round]:
    """Return for each contestant a round of which every document is the best it had."""
    with ExitStack() as stack:
        best: dict[str, Round] = {}
        running = {
            one.name: stack.enter_context(
                subprocess.Popen(
                    [str(one.python), "-c", COMMON + one.code, *map(str, files)],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for one in contestants
        }
        for _ in range(rounds):
            for name, process in running.items():
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write("\n")
                process.stdin.flush()
                done = Round(*json.loads(process.stdout.readline()))
                best[name] = done.better(best.get(name, done))
        return best


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
    best = race([one for one in CONTESTANTS if is_installed(one)], files, options.rounds)
    reference = best["feedparser"].seconds
    for one in CONTESTANTS:
        if (row := best.get(one.name)) is None:
            print(f"{one.name:28} not installed")
            continue
        print(f"{one.name:28}{row.seconds:8.2f}{size / row.seconds:8.1f}{row.entries / row.seconds:11.0f}{row.entries:9}{row.refused:9}{reference / row.seconds:14.1f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
