"""What pages are made of beside the archive: files by name, size and date, settings by what they say."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import planet
from planet.config import Settings
from planet.select import Rules
from planet.text import digest

PACKAGE = Path(planet.__file__).parent


def said(settings: Settings) -> str:
    """Return everything the settings say; a long pattern whole, of which Python shows the first two hundred characters alone."""
    rules: tuple[Rules, ...] = (settings.select, *settings.topics, *settings.blogs)
    patterns = [pattern.pattern for rule in rules for pattern in (rule.filter, rule.exclude) if pattern]
    return repr((settings, patterns))


@cache
def program() -> str:
    """Return a digest of Nuage's own files as they were when this process asked first."""
    return digest(*(stamp(path) for path in sorted(under(PACKAGE)) if path.suffix == ".py"))


def under(folder: Path) -> Iterable[Path]:
    """Return what lies in a folder, however deep; nothing where there is none."""
    if not folder.is_dir():
        return ()
    return (path for path in folder.rglob("*") if "__pycache__" not in path.parts)


def stamp(path: Path) -> str:
    """Return a file's name, size and date in one line."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return f"{path} is missing"
    return f"{path} {found.st_size} {found.st_mtime_ns}"
