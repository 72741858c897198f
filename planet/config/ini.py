"""INI text to sections, keys and their lines: what real planets' files hold, read as Planet's ConfigParser read it.

Unlike ConfigParser it never stops: each oddity is a problem with its line, and the most likely meaning is taken.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planet.config.problems import Problems, gettext

DEFAULT = "DEFAULT"
_NEWLINE = re.compile(r"\r\n|\r|\n")
_DELIMITER = re.compile(r"[=:]")
_BARE_ADDRESS = re.compile(r"https?://[^\s=]+\]?", re.IGNORECASE)
_KEY = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A key and its value, as written but for blanks around; lines of a continued value are joined by newlines."""

    key: str
    """In lower case."""
    value: str
    line: int
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section; keys of sections of the same name are merged, the last value wins."""

    name: str
    line: int
    items: dict[str, Item] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a key's value, empty without one."""
        item = self.items.get(key)
        return item.value if item else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's sections in order, and what [DEFAULT] gives all of them."""

    path: Path
    sections: tuple[Section, ...]
    defaults: dict[str, Item] = field(default_factory=dict)
    headers: tuple[tuple[str, int], ...] = ()
    """Every header with its line, in order; sections of one name have several."""


def read(data: bytes, *, path: Path, problems: Problems) -> Document:
    """Return what the bytes of an INI file say; whatever they are, nothing is raised."""
    reader = _Reader(path, problems)
    for number, line in enumerate(lines(data, problems), 1):
        reader.take(number, line)
    reader.close()
    defaults = next((section.items for name, section in reader.sections.items() if name == DEFAULT), {})
    sections = tuple(section for name, section in reader.sections.items() if name != DEFAULT)
    return Document(path=path, sections=sections, defaults=defaults, headers=tuple(reader.headers))


def lines(data: bytes, problems: Problems) -> Iterator[str]:
    """Yield the lines: UTF-8 with or without BOM, else UTF-16 by its BOM, else Windows-1252 line by line."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _NEWLINE.split(data.decode("utf-16", "replace"))
        return
    odd = []
    for number, raw in enumerate(re.split(rb"\r\n|\r|\n", data.removeprefix(codecs.BOM_UTF8)), 1):
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            odd.append(number)
            yield raw.decode("cp1252", "replace")
    if odd:
        problems.warn(
            gettext("not UTF-8 here (lines concerned: %(count)s); read as Windows-1252. Save the file as UTF-8."),
            line=odd[0],
            count=len(odd),
        )


class _Reader:
    """The state of reading: the section and the key that a line may go on with."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.sections: dict[str, Section] = {}
        self.headers: list[tuple[str, int]] = []
        self._path = path
        self._problems = problems
        self._section: Section | None = None
        self._key = ""
        self._indent = 0
        self._began = 0
        self._value: list[str] = []
        self._met: set[str] = set()
        self._preamble = False

    def take(self, number: int, line: str) -> None:
        """Take one line in."""
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if not text or text.startswith(("#", ";")):
            if self._key and not text:
                self._value.append("")
        elif self._key and indent > self._indent and not self._is_indented_key(text):
            self._value.append(text)
        elif text.startswith("["):
            self._open(number, text)
        elif found := _BARE_ADDRESS.fullmatch(text):
            name = found.group().rstrip("]")
            self._problems.warn(
                gettext("the address lost its brackets; read as [%(address)s]"), line=number, address=name
            )
            self._enter(number, name)
        else:
            self._assign(number, text, indent)

    def close(self) -> None:
        """End the value under way."""
        self._end_value()

    def _is_indented_key(self, text: str) -> bool:
        """Say whether a deeper line is another key: where the value under way is a complete line by itself."""
        found = _DELIMITER.search(text)
        single = len(self._value) == 1 and bool(self._value[0])
        return bool(single and found and text[: found.start()].strip().lower() in INDENTED_KEYS)

    def _open(self, number: int, text: str) -> None:
        """Enter the section of a header line."""
        inside = text[1:]
        end = inside.rfind("]")
        if end >= 0 and inside[:end].count("[") != inside[:end].count("]"):
            end = inside.find("]")
        if end < 0:
            name, rest = inside.strip(), ""
            self._problems.warn(gettext("the closing bracket is missing"), line=number, section=name)
        else:
            name, rest = inside[:end].strip(), inside[end + 1 :].strip()
        if rest and not rest.startswith(("#", ";")):
            self._problems.warn(
                gettext("“%(rest)s” after the bracket is left out"), line=number, section=name, rest=rest
            )
        self._enter(number, name)

    def _enter(self, number: int, name: str) -> None:
        self._end_value()
        self._met = set()
        if not name:
            self._problems.warn(gettext("a section without a name is left out"), line=number)
        elif name.lower() == "planet":
            name = "planet"
        elif name.lower() == "default":
            name = DEFAULT
        self.headers.append((name, number))
        known = self.sections.get(name)
        if known is not None and name != DEFAULT:
            self._problems.warn(
                gettext(
                    "the section is already on line %(first)s; both are taken as one, the last value of a key wins"
                ),
                line=number,
                section=name,
                first=known.line,
            )
        self._section = known or Section(name=name, line=number)
        if name:
            self.sections[name] = self._section

    def _assign(self, number: int, text: str, indent: int) -> None:
        """Begin the value of a key."""
        self._end_value()
        found = _DELIMITER.search(text)
        if self._section is None:
            if not self._preamble:
                self._problems.warn(gettext("what stands before the first section is left out"), line=number)
            self._preamble = True
            return
        if not found or not text[: found.start()].strip():
            self._problems.warn(
                gettext("neither a section nor “key = value”: “%(text)s” is left out"),
                line=number,
                section=self._section.name,
                text=text,
            )
            return
        self._key = text[: found.start()].strip().lower()
        self._value = [text[found.end() :].strip()]
        self._indent, self._began = indent, number

    def _end_value(self) -> None:
        """Put the value under way into its section."""
        if not self._key or self._section is None:
            self._key = ""
            return
        while self._value and not self._value[-1]:
            self._value.pop()
        if self._key in self._met:
            self._problems.warn(
                gettext("the key stands twice in this section; the last one counts"),
                line=self._began,
                section=self._section.name,
                key=self._key,
            )
        self._met.add(self._key)
        value = "\n".join(self._value)
        self._section.items[self._key] = Item(key=self._key, value=value, line=self._began, path=self._path)
        self._key = ""


INDENTED_KEYS = frozenset(
    {"name", "link", "face", "facewidth", "faceheight", "nick", "lang", "topic", "audience", "filter"}
)
"""Keys that are read as such even when they stand deeper than the key above, as hand-aligned files have them."""
