"""What is wrong or doubtful in a configuration: each problem with its place, none of them stopping the reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from planet.errors import spoken
from planet.i18n import Language
from planet.urls import without_credentials


class Severity(StrEnum):
    """Whether the planet can run in spite of a problem."""

    ERROR = "error"
    WARNING = "warning"


def gettext(message: str) -> str:
    """Mark a message for the catalogues; it is translated when it is printed, by `Problem.sentence`."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend, and where."""

    severity: Severity
    template: str
    """English with `%(name)s` placeholders: the message as the catalogues know it."""
    values: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None
    line: int | None = None
    """From 1."""
    section: str = ""
    key: str = ""

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template % self.values

    @property
    def place(self) -> str:
        """`path:line: [section] key`, leaving out what is not known; passwords in addresses are left out too."""
        where = f"{self.path or ''}" + (f":{self.line}" if self.line is not None else "")
        section = f"[{without_credentials(self.section)}]" if self.section else ""
        return ": ".join(part for part in (where, f"{section} {self.key}".strip()) if part)

    def sentence(self, language: Language) -> str:
        """Return the message in a language."""
        return language.gettext(self.template) % spoken(self.values, language.gettext)

    def in_full(self, language: Language) -> str:
        """Return place, severity and message on one line, in a language."""
        severity = {
            Severity.ERROR: language.gettext("error"),
            Severity.WARNING: language.gettext("warning"),
        }[self.severity]
        return language.told(self.place, severity, self.sentence(language))

    def __str__(self) -> str:
        """Return place, severity and message on one line, in English."""
        return ": ".join(part for part in (self.place, self.severity.value, self.message) if part)


class Problems:
    """Collects problems of one file in the order they are met."""

    def __init__(self, path: Path) -> None:
        """Collect for the file at `path`."""
        self.path = path
        self.found: list[Problem] = []

    def warn(
        self, template: str, *, line: int | None = None, section: str = "", key: str = "", **values: object
    ) -> None:
        """Note something the planet can run with."""
        self._note(Severity.WARNING, template, line, section, key, values)

    def fail(
        self, template: str, *, line: int | None = None, section: str = "", key: str = "", **values: object
    ) -> None:
        """Note something the planet cannot run with."""
        self._note(Severity.ERROR, template, line, section, key, values)

    def _note(
        self, severity: Severity, template: str, line: int | None, section: str, key: str, values: Mapping[str, object]
    ) -> None:
        words = {name: _printable(str(value)) for name, value in values.items()}
        self.found.append(
            Problem(
                severity=severity,
                template=template,
                values=words,
                path=self.path,
                line=line,
                section=_printable(section),
                key=_printable(key),
            )
        )


def _printable(text: str) -> str:
    """Return text that fits a line and says no password."""
    one = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return without_credentials(one if len(one) <= 200 else one[:199] + "…")
