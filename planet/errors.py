"""What stops a run; what stops one blog is a value (`planet.model.Failure`).

NuageError
├── ConfigError     the INI, a vocabulary or a reading list cannot be used
├── ThemeError      a theme or one of its templates is at fault
├── ArchiveError    the archive cannot be read, is damaged, or is of a later version
├── LockedError     another run holds this planet
├── PublishError    output cannot be written
└── MissingExtraError    an optional library is needed for what was asked
"""

from pathlib import Path


class NuageError(Exception):
    """The base of every error Nuage raises on purpose; `str()` is one line for a person."""

    exit_code = 2
    """Of a command it ends: 2 could not start, 3 could not write."""

    def __init__(
        self,
        message: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        section: str | None = None,
        key: str | None = None,
    ) -> None:
        """Say what is wrong and, where known, in which file, line (from 1), section and key."""
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.section = section
        self.key = key

    def __str__(self) -> str:
        """Return `path:line: [section] key: message`, leaving out what is not known."""
        place = f"{self.path}" if self.path else ""
        if self.line is not None:
            place += f":{self.line}"
        parts = [place] if place else []
        if self.section:
            parts.append(f"[{self.section}]" + (f" {self.key}" if self.key else ""))
        elif self.key:
            parts.append(self.key)
        return ": ".join([*parts, self.message])


class ConfigError(NuageError):
    """The configuration cannot be used; nothing has been fetched or written."""


class ThemeError(NuageError):
    """A theme or a template is at fault; nothing has been published."""


class ArchiveError(NuageError):
    """The archive cannot be used; it has not been changed."""


class LockedError(NuageError):
    """Another run of this planet is at work."""


class PublishError(NuageError):
    """Output could not be written; what was published before still stands."""

    exit_code = 3


class MissingExtraError(NuageError):
    """An optional library is missing; the message names the extra to install."""
