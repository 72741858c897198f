"""A harvest of many feeds: cold, unchanged and with one feed changed, beside lemon24/reader in the same run.

    python -m benchmarks.harvest [FOLDER] [--copies N]

FOLDER holds feeds (*.xml); without one the demonstration's. Each is served N times under its own address by nginx. Nuage is
measured twice: `planet fetch` (what reader does: ask, parse, store) and `planet run` (the site too).
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.processes import Measure, measure
from benchmarks.web import served

ROOT = Path(__file__).parent.parent
PHASES = ("cold", "unchanged", "one changed")
READER = """
import sys
from reader import make_reader
base, names, database = sys.argv[1], open(sys.argv[2]).read().split(), sys.argv[3]
reader = make_reader(database)
for name in names:
    reader.add_feed(f"{base}/{name}", exist_ok=True)
for _ in reader.update_feeds_iter(workers=16):
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
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="nuage-bench-") as name:
        work = Path(name)
        feeds = lay_out(options.folder, work / "www", options.copies)
        with served(work / "www") as base:
            rows = contestants(work, base, feeds)
            print(f"{len(feeds)} feeds, {sum(feed.stat().st_size for feed in (work / 'www').iterdir()) / 1e6:.1f} MB")
            table = {name: phases(command, work / "www") for name, command in rows.items()}
    show(table)
    return 0


def lay_out(folder: Path, www: Path, copies: int) -> list[str]:
    """Copy the feeds to where they are served; return their names."""
    www.mkdir(parents=True)
    names = []
    for source in sorted(folder.glob("*.xml")):
        for copy in range(copies):
            name = f"{source.stem}-{copy}.xml" if copies > 1 else source.name
            shutil.copyfile(source, www / name)
            names.append(name)
    return names


def contestants(work: Path, base: str, feeds: list[str]) -> Mapping[str, list[str]]:
    """Return the commands to measure, by name; each finds its own state in `work`."""
    planet = [sys.executable, "-m", "planet"]
    commands: dict[str, list[str]] = {}
    for verb in ("fetch", "run"):
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


def phases(command: list[str], www: Path) -> dict[str, Measure]:
    """Measure one contestant in each phase."""
    measured = {"cold": measure(command), "unchanged": measure(command)}
    change(www)
    measured["one changed"] = measure(command)
    return measured


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
