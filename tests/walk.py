"""Write the coordinator's walk of the tutorials anew: each command is run, and its real output stands below it.

`python -m tests.walk` prints which tutorials are out of date and ends with 1; `--write` brings them up to date.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from planet.cli import planet
from planet.config import load
from planet.pipeline import run

ROOT = Path(__file__).parent.parent
PAGES: Mapping[str, Path] = {"en": ROOT / "docs" / "tutorial.md", "fr": ROOT / "docs" / "fr" / "tutoriel.md"}
"""By language, the tutorial that holds the walk."""
BLOGS = ("orthophonie", "ifsi", "sagesfemmes", "nutrition", "pharma")
TOPIC = {"en": "Health", "fr": "Santé"}
FOLDER = {"en": "health", "fr": "sante"}
START = datetime(2026, 11, 20, 8, tzinfo=UTC)
_COMMAND = re.compile(r"^    \$ (planet tags .*)$")
_BEGIN, _END = "<!-- walk -->", "<!-- end of the walk -->"
MOST = 14
"""Lines of an output that are shown; what is longer ends with how much was left out."""


@contextmanager
def planet_of(language: str) -> Iterator[Path]:
    """Give a folder with a planet of five blogs of the demonstration in one topic, run once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [f"[planet]\nname = Nuage\nlocale = {language}\n"]
        for blog in BLOGS:
            shutil.copy(ROOT / "config" / "demo" / "feeds" / f"{blog}.xml", folder)
            lines.append(f"[{blog}.xml]\ntopic = {TOPIC[language]}\nlang = fr\n")
        (folder / "planet.ini").write_text("\n".join(lines), encoding="utf-8")
        loaded = load(folder / "planet.ini")
        settings = loaded.settings
        assert settings is not None, loaded.problems
        run(settings, clock=lambda: START)
        yield folder


def said(command: str, folder: Path, language: str) -> list[str]:
    """Return what a command prints to somebody who says yes to every question, long outputs cut."""
    words = re.findall(r'"[^"]*"|\S+', command)[1:]
    arguments = [
        word.strip('"').replace("myplanet/", f"{folder}/").replace("monnuage/", f"{folder}/") for word in words
    ]
    environment = {
        "LANGUAGE": language,
        "LANG": "C.UTF-8" if language == "en" else "fr_FR.UTF-8",
        "LC_ALL": "",
        "NO_COLOR": "1",
    }
    result = CliRunner(env=environment).invoke(planet, arguments)
    assert result.exit_code == 0, result.output
    shown = result.output.replace(f"{folder}/", "myplanet/" if language == "en" else "monnuage/").splitlines()
    return shown if len(shown) <= MOST else [*shown[: MOST - 2], "…", shown[-1]]


def walked(page: str, language: str) -> str:
    """Return a tutorial with the outputs of its walk made anew."""
    before, rest = page.split(_BEGIN)
    walk, after = rest.split(_END)
    lines: list[str] = []
    with planet_of(language) as folder:
        skipping = False
        for line in walk.splitlines():
            if found := _COMMAND.match(line):
                lines += [line, *(f"    {text}".rstrip() for text in said(found[1], folder, language))]
                skipping = True
            elif not (skipping and (line.startswith("    ") or not line)):
                if skipping:
                    lines.append("")
                skipping = False
                lines.append(line)
    made = "\n".join([*lines, *([""] if skipping else []), ""])
    return f"{before}{_BEGIN}{made}{_END}{after}"


def stale() -> list[str]:
    """Return the tutorials whose walk does not say what the program says."""
    return [path.name for language, path in PAGES.items() if walked(text := path.read_text("utf-8"), language) != text]


def main() -> int:
    """Write the walks, or say which are out of date."""
    if "--write" in sys.argv:
        for language, path in PAGES.items():
            path.write_text(walked(path.read_text(encoding="utf-8"), language), encoding="utf-8")
        return 0
    found = stale()
    sys.stdout.write(
        "".join(f"docs: {name}: the walk is out of date (python -m tests.walk --write)\n" for name in found)
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
