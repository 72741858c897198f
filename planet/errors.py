"""What stops a run; what stops one blog is a value (`planet.model.Failure`).

NuageError
├── ConfigError     the INI, a vocabulary or a reading list cannot be used
├── ThemeError      a theme or one of its templates is at fault
├── ArchiveError    the archive cannot be read, is damaged, or is of a later version
├── LockedError     another run holds this planet
├── PublishError    output cannot be written
└── MissingExtraError    an optional library is needed for what was asked
"""

from collections.abc import Callable, Mapping
from pathlib import Path


def gettext(message: str) -> str:
    """Mark a message for the catalogues; it is translated when it is printed, by `NuageError.said`."""
    return message


REASONS = (
    gettext("No such file or directory"),
    gettext("Permission denied"),
    gettext("Is a directory"),
    gettext("Not a directory"),
    gettext("Directory not empty"),
    gettext("File exists"),
    gettext("File name too long"),
    gettext("No space left on device"),
    gettext("Disk quota exceeded"),
    gettext("Read-only file system"),
    gettext("Input/output error"),
    gettext("Too many open files"),
    gettext("Operation not permitted"),
    gettext("Address already in use"),
)
"""What an operating system says of a file or a port, as POSIX words it: translated where it is the reason of an error."""


class NuageError(Exception):
    """The base of every error Nuage raises on purpose; `str()` is one line for a person, in English.

    The message is one of the catalogues, with `%(name)s` for what is given by name; a `%` that stands for itself is `%%`.
    """

    exit_code = 2
    """Of a command it ends: 2 could not start, 3 could not write."""

    def __init__(
        self,
        template: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        section: str | None = None,
        key: str | None = None,
        **values: object,
    ) -> None:
        """Say what is wrong and, where known, in which file, line (from 1), section and key.

        Of an `OSError` among the values the words alone are said, since its path is told already.
        """
        super().__init__(template)
        self.template = template
        self.values = {name: _words(value) for name, value in values.items()}
        self.path = path
        self.line = line
        self.section = section
        self.key = key

    @property
    def message(self) -> str:
        """The sentence alone, in English."""
        return self.template % self.values

    def said(self, gettext: Callable[[str], str]) -> str:
        """Return `path:line: [section] key: message` in a language, leaving out what is not known."""
        place = f"{self.path}" if self.path else ""
        if self.line is not None:
            place += f":{self.line}"
        parts = [place] if place else []
        if self.section:
            parts.append(f"[{self.section}]" + (f" {self.key}" if self.key else ""))
        elif self.key:
            parts.append(self.key)
        return gettext(": ").join([*parts, gettext(self.template) % spoken(self.values, gettext)])

    def __str__(self) -> str:
        """Return `path:line: [section] key: message`, leaving out what is not known."""
        return self.said(lambda text: text)


def spoken(values: Mapping[str, str], gettext: Callable[[str], str]) -> dict[str, str]:
    """Return what fills a message, reasons of the operating system in the language of `gettext`."""
    return {name: gettext(text) if text in REASONS else text for name, text in values.items()}


def _words(value: object) -> str:
    return (value.strerror or str(value)) if isinstance(value, OSError) else str(value)


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
