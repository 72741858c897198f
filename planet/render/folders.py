"""Theme folders: where they lie, what `theme.ini` says, and which theme stands behind which."""

import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planet.config import Show
from planet.errors import ThemeError

PLACES = (Path(__file__).parents[2] / "themes", Path(__file__).parents[1] / "themes")
"""Where Nuage's own themes lie: beside the package in a checkout, within it in the wheel."""

INI = "theme.ini"

_PREFIX = "option "


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOption:
    """What a theme lets the operator choose with `theme_options`."""

    name: str
    default: str
    about: str
    """A sentence for whoever chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One theme's folder, as its `theme.ini` describes it; the themes it extends are not part of it."""

    path: Path
    name: str
    """The folder's own name: what `extends` and `{% extends "NAME/base.html" %}` say."""
    extends: str
    about: str
    show: Show | None
    """How much of a post is shown where the INI does not say."""
    excerpt_words: int | None
    """Length of an excerpt where the INI does not say."""
    options: tuple[ThemeOption, ...]

    @property
    def templates(self) -> Path:
        """Where its templates lie."""
        return self.path / "templates"

    def files(self) -> Iterator[Path]:
        """Yield every file that is the theme's, in a fixed order; what editors and systems leave behind is not."""
        yield self.path / INI
        for part in ("static", "templates", "translations"):
            yield from visible(self.path / part)


def visible(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder, without hidden ones and editors' copies."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "#")) or part.endswith("~") for part in parts):
            yield path


def chain(name: str) -> tuple[Folder, ...]:
    """Return the theme of this name, or at this path, and those it extends, the nearest first.

    Raises:
        ThemeError: when one is missing or cannot be read, or when a theme extends itself by some way.
    """
    found: list[Folder] = []
    path = _find(name)
    while True:
        if path in (held.path for held in found):
            way = " → ".join([*(held.name for held in found), path.name])
            raise ThemeError("a theme cannot extend itself: %(way)s", way=way, path=found[-1].path / INI, key="extends")
        found.append(read(path))
        if not found[-1].extends:
            return tuple(found)
        path = _find(found[-1].extends, beside=found[-1])


def _find(name: str, *, beside: Folder | None = None) -> Path:
    """Return a theme's folder: the one at this absolute path, the one beside the theme that extends it, or Nuage's own."""
    near = [beside.path.parent / name, beside.path / name] if beside else []
    own = [Path(name)] if Path(name).is_absolute() else []
    for path in (*own, *near, *(place / name for place in PLACES)):
        if (path / INI).is_file():
            return path.resolve()
    if own:
        raise ThemeError("no theme here: there is no %(file)s", file=INI, path=own[0])
    known = ", ".join(held.name for held in themes_in(*PLACES))
    raise ThemeError(
        "no theme “%(name)s”: neither a folder with %(file)s nor one of Nuage's own (%(known)s)",
        name=name,
        file=INI,
        known=known,
        path=beside.path / INI if beside else None,
        key="extends" if beside else None,
    )


def read(path: Path) -> Folder:
    """Return what a theme's folder says of itself.

    Raises:
        ThemeError: naming file and line, when `theme.ini` cannot be read.
    """
    ini = path / INI
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(ini.read_text(encoding="utf-8-sig"), source=str(ini))
    except OSError as error:
        raise ThemeError("cannot be read: %(reason)s", reason=error, path=ini) from error
    except UnicodeDecodeError as error:
        raise ThemeError("is not UTF-8", path=ini) from error
    except configparser.Error as error:
        line = getattr(error, "lineno", None) or next((number for number, _ in getattr(error, "errors", ())), None)
        raise ThemeError("%(reason)s", reason=error.message.splitlines()[0], path=ini, line=line) from error
    held = parser["theme"] if parser.has_section("theme") else {}
    return Folder(
        path=path,
        name=path.name,
        extends=held.get("extends", "").strip(),
        about=held.get("about", "").strip(),
        show=_show(held.get("show", "").strip(), ini),
        excerpt_words=_number(held.get("excerpt_words", "").strip(), ini),
        options=tuple(_options(parser)),
    )


def _show(text: str, ini: Path) -> Show | None:
    try:
        return Show(text) if text else None
    except ValueError:
        raise ThemeError(
            "%(text)s is none of: %(known)s", text=text, known=", ".join(Show), path=ini, section="theme", key="show"
        ) from None


def _number(text: str, ini: Path) -> int | None:
    if text and not text.isdecimal():
        raise ThemeError("%(text)s is no number of words", text=text, path=ini, section="theme", key="excerpt_words")
    return int(text) if text else None


def _options(parser: configparser.ConfigParser) -> Iterator[ThemeOption]:
    for section in parser.sections():
        if section.startswith(_PREFIX):
            held = parser[section]
            yield ThemeOption(
                name=section.removeprefix(_PREFIX).strip().lower(),
                default=held.get("default", ""),
                about=held.get("about", ""),
            )


def themes_in(*places: Path) -> tuple[Folder, ...]:
    """Return the themes that lie in these folders, by name; of two with the same name the first counts.

    Raises:
        ThemeError: when one of them cannot be read.
    """
    found: dict[str, Folder] = {}
    for place in places:
        for ini in sorted(place.glob(f"*/{INI}")) if place.is_dir() else ():
            found.setdefault(ini.parent.name, read(ini.parent))
    return tuple(found[name] for name in sorted(found))
