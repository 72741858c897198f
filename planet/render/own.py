"""What the operator adds to a theme: templates of their own (`template_files`) and files copied as they are (`bill_of_materials`)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from planet.config import Settings
from planet.errors import ThemeError
from planet.model import Text
from planet.render.context import Edition
from planet.render.folders import chain, visible
from planet.render.pages.page import plan
from planet.render.pages.press import Press
from planet.render.pages.rivers import first_page
from planet.render.site import Plan
from planet.render.themes import ENDING, own_templates
from planet.text import digest


def own(edition: Edition) -> Iterator[Plan]:
    """Plan the operator's own pages and files; they stand in place of a page of the theme's at the same path.

    Raises:
        ThemeError: when a template that the INI names is not there.
    """
    settings = edition.site.settings
    named = own_templates(settings)
    if named:
        press = Press(edition)
        page = first_page(press)
        for name, path in named.items():
            target = name.removesuffix(ENDING)
            section = settings.templates.get(name, {})
            held = replace(page, path=target, template=name, values={**page.values, "section": section})
            made = plan(press, held)
            yield replace(made, path=target, fingerprint=digest(made.fingerprint, target, _read(path).hex()))
    for target, path in materials(settings).items():
        data = _read(path)
        yield Plan(path=target, fingerprint=digest(data.hex()), stories=(), make=partial(_copied, data))


def materials(settings: Settings) -> Mapping[str, Path]:
    """Return the files to copy by their paths in the site; a folder stands for all files in it, what is not there is left out."""
    places = _places(settings)
    found: dict[str, Path] = {}
    for name in settings.render.bill_of_materials:
        path = _find(name, places)
        if path is None:
            continue
        target = _target(name)
        if path.is_dir():
            found |= {f"{target}/{file.relative_to(path).as_posix()}": file for file in visible(path)}
        else:
            found[target] = path
    return found


def missing(settings: Settings) -> tuple[str, ...]:
    """Return the names in bill_of_materials that are nowhere."""
    places = _places(settings)
    return tuple(name for name in settings.render.bill_of_materials if _find(name, places) is None)


def _places(settings: Settings) -> tuple[Path, ...]:
    themes = tuple(folder.path for folder in chain(settings.render.theme))
    return (*settings.render.template_directories, settings.path.parent, *themes)


def _find(name: str, places: tuple[Path, ...]) -> Path | None:
    return next((place / name for place in places if (place / name).exists()), None)


def _target(name: str) -> str:
    """Return where a file goes: the same name, or its last part when the name leads out of the site."""
    parts = Path(name).parts
    return Path(name).name if Path(name).is_absolute() or ".." in parts else Path(name).as_posix()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ThemeError("cannot be read: %(reason)s", reason=error, path=path) from error


def _copied(data: bytes, _texts: Mapping[int, Text]) -> bytes:
    return data
