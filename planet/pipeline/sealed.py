"""What runs keep in the cache for the next: texts under a key, which may be lost or damaged at any time and then count as not there."""

from contextlib import suppress
from pathlib import Path

from planet.config import Settings
from planet.text import digest


def folder(settings: Settings) -> Path:
    """Return where a planet keeps what it listed and planned: planets may share a cache directory."""
    return settings.fetch.cache_directory / "rivers" / digest(str(settings.path))[:8]


def keep(path: Path, key: str, text: str) -> None:
    """Write a text of ASCII letters under a key; where that cannot be done, the next run works it out anew."""
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(f"{digest(key, text)}\n{text}", encoding="ascii")
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()


def kept(path: Path, key: str) -> str | None:
    """Return the text that was kept under this key; None where there is none, or it is damaged."""
    try:
        seal, _, text = path.read_text(encoding="ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if seal == digest(key, text) else None
