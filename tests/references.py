"""Write the reference pages that the program knows by itself: the options of the INI, and the verbs.

`python -m tests.references` prints which pages are out of date and ends with 1; `--write` brings them up to date.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from click.testing import CliRunner

from planet.cli import planet
from planet.commands import COMMANDS
from planet.config.reference import configuration_page

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
WIDTH = 80
"""Columns of the terminal that help is written for."""
_SURROUNDINGS = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": str(WIDTH), "NO_COLOR": "1"}


def commands_page() -> str:
    """Return docs/reference/commands.md: the help of each verb as a terminal shows it."""
    parts = [
        "# Commands\n\nThe help of each verb. This page is written from the program (`python -m tests.references --write`).\n",
        "## planet\n",
        _help(),
    ]
    for verb in COMMANDS:
        parts += [f"## planet {verb}\n", _help(verb)]
    return "\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "configuration.md": configuration_page,
    "commands.md": commands_page,
}


def stale(folder: Path = FOLDER) -> list[str]:
    """Return the names of the pages that do not say what the program says."""
    return [
        name
        for name, page in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != page()
    ]


def _help(*verb: str) -> str:
    result = CliRunner(env=_SURROUNDINGS).invoke(
        planet, [*verb, "--help"], prog_name="planet", terminal_width=WIDTH, catch_exceptions=False
    )
    lines = (f"    {line}".rstrip() for line in result.output.rstrip().splitlines())
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Name the pages that are out of date, or write them; return the exit code."""
    names = stale()
    for name in names:
        if "--write" in arguments:
            (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name}: {'written' if '--write' in arguments else 'out of date'}\n")
    return 1 if names and "--write" not in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
