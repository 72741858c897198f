"""A harvest of many feeds: cold, unchanged and with one feed changed, beside lemon24/reader in the same run.

    python -m benchmarks.harvest [FOLDER] [--copies N] [--only fetch]

FOLDER holds feeds, a file each; without one the demonstration's. Each is served N times under its own address by nginx. Nuage is
measured twice: `planet fetch` (what reader does: ask, parse, store; and what it does not: clean, recognise copies) and `planet run`
(the site too). In all phases every feed is asked: what feeds say of their pace is taken out before.
"""

import argparse
import re
import sqlite3
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.processes import Measure, measure
from benchmarks.web import served

ROOT = Path(__file__).parent.parent
PHASES = ("cold", "unchanged", "one changed")
ENDINGS = frozenset({".xml", ".rss", ".atom", ".rdf", ".json", ""})
"""Of files that may be feeds; a folder's README is none."""
PACE = re.compile(rb"<(ttl|skipHours|skipDays|(?:sy|syn):update\w+)\b[^>]*>.*?</\1>", re.DOTALL)
"""What feeds say of when to be asked: Nuage keeps to it, reader does not."""
READER = """
import sys
from reader import make_reader
base, names, database = sys.argv[1], open(sys.argv[2]).read().split(), sys.argv[3]
reader = make_reader(database)
for name in names:
    reader.add_feed(f"{base}/{name}", exist_ok=True)
for _ in reader.update_feeds_iter(workers=16, scheduled=False):
    pass
"""
INI = """[planet]
name = Benchmark
link = http://planet.example/
cache_directory = {work}/cache
output_dir = {work}/output
min_interval = 0
per_host = 16
"""


def main() -> int:
    """Print the table; return 1 when a process failed in a way that makes it meaningless."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "config" / "demo" / "feeds")
    arguments.add_argument("--copies", type=int, default=1)
    arguments.add_argument("--only", choices=("fetch", "run"), help="measure this verb of Nuage's alone")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="nuage-bench-") as name:
        work = Path(name)
        feeds = lay_out(options.folder, work / "www", options.copies)
        with served(work / "www") as base:
            rows = contestants(work, base, feeds, verbs=(options.only,) if options.only else ("fetch", "run"))
            print(f"{len(feeds)} feeds, {sum(feed.stat().st_size for feed in (work / 'www').iterdir()) / 1e6:.1f} MB")
            table = {name: phases(name, command, work / "www") for name, command in rows.items()}
        print(", ".join(f"{name}: {count} posts" for name, count in posts(work).items()))
    show(table)
    return 0


def lay_out(folder: Path, www: Path, copies: int) -> list[str]:
    """Copy the feeds to where they are served; return their names."""
    www.mkdir(parents=True)
    names = []
    sources = [source for source in sorted(folder.rglob("*")) if source.is_file() and source.suffix.lower() in ENDINGS]
    for number, source in enumerate(sources):
        data = PACE.sub(b"", source.read_bytes())
        for copy in range(copies):
            name = f"{number:03}-{copy}.xml"
            (www / name).write_bytes(data)
            names.append(name)
    return names


def contestants(work: Path, base: str, feeds: list[str], *, verbs: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the commands to measure, by name; each finds its own state in `work`."""
    planet = [sys.executable, "-m", "planet"]
    commands: dict[str, list[str]] = {}
    for verb in verbs:
        folder = work / f"nuage-{verb}"
        folder.mkdir()
        ini = folder / "planet.ini"
        sections = "".join(f"\n[{base}/{name}]\nname = {name}\n" for name in feeds)
        ini.write_text(INI.format(work=folder) + sections)
        commands[f"planet {verb}"] = [*planet, verb, "--quiet", str(ini)]
    python = ROOT / ".venv-bench" / "bin" / "python"
    if python.exists():
        (work / "names").write_text("\n".join(feeds))
        (work / "run_reader.py").write_text(READER)
        commands["reader"] = [
            str(python),
            str(work / "run_reader.py"),
            base,
            str(work / "names"),
            str(work / "reader.sqlite"),
        ]
    return commands


def phases(name: str, command: list[str], www: Path) -> dict[str, Measure]:
    """Measure one contestant in each phase; the best of three where state allows more than one try.

    Raises:
        SystemExit: when it failed, which makes its time meaningless; some feeds may (exit code 1).
    """
    measured = {"cold": measure(command)}
    measured["unchanged"] = min((measure(command) for _ in range(3)), key=lambda one: one.wall)
    change(www)
    measured["one changed"] = measure(command)
    if failed := [phase for phase, one in measured.items() if one.code not in ((0, 1) if "planet" in name else (0,))]:
        sys.exit(f"{name} failed: {', '.join(failed)}")
    return measured


def posts(work: Path) -> Mapping[str, int]:
    """Return how many posts each contestant has stored, to see that all did the same work."""
    counted = {}
    for archive in sorted(work.rglob("*.sqlite")):
        with sqlite3.connect(archive) as database:
            name = "reader" if archive.stem == "reader" else archive.parent.name
            counted[name] = int(database.execute("SELECT count(*) FROM entries").fetchone()[0])
    return counted


def change(www: Path) -> None:
    """Give the first feed a title it has not had, so that its bytes and validators differ."""
    feed = min(www.iterdir())
    data = feed.read_bytes()
    feed.write_bytes(data.replace(b"</title>", b" .</title>", 3))


def show(table: Mapping[str, Mapping[str, Measure]]) -> None:
    """Print wall, CPU and memory of each phase, and how many times less than reader Nuage takes."""
    print(f"{'':14} {'':12} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'reader/this wall':>17} {'CPU':>6}")
    for phase in PHASES:
        reference = table.get("reader", {}).get(phase)
        for name, measured in table.items():
            one = measured[phase]
            ratio = f"{reference.wall / one.wall:17.1f} {reference.cpu / one.cpu:6.1f}" if reference else ""
            print(f"{phase:14} {name:12} {one.wall:8.2f} {one.cpu:8.2f} {one.memory:8.0f} {ratio}")


if __name__ == "__main__":
    sys.exit(main())
