"""Themes: a folder of templates, static files and translations, found in a checkout, in the wheel, or by its path."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import jinja2

from planet.config import Settings
from planet.errors import ThemeError

PLACES = (Path(__file__).parents[2] / "themes", Path(__file__).parents[1] / "themes")
"""Where themes lie: beside the package in a checkout, within it in the wheel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme as it was read."""

    path: Path
    digest: str
    """Of all its files."""
    environment: jinja2.Environment

    def catalogues(self, code: str) -> tuple[Path, ...]:
        """Return the theme's own translations for a language."""
        path = self.path / "translations" / f"{code}.po"
        return (path,) if path.is_file() else ()

    def static(self) -> tuple[tuple[str, Path], ...]:
        """Return the static files with their paths in the site."""
        folder = self.path / "static"
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        return tuple((f"static/{path.relative_to(folder).as_posix()}", path) for path in files)


def load_theme(settings: Settings) -> Theme:
    """Return the theme the settings name; every template is compiled now.

    Raises:
        ThemeError: when there is none of that name, or a template is at fault.
    """
    path = _find(settings.render.theme)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(path / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    state = hashlib.blake2b(digest_size=12)
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        state.update(file.relative_to(path).as_posix().encode() + b"\0" + file.read_bytes())
    for name in environment.list_templates():
        try:
            environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            raise ThemeError(error.message or "syntax", path=path / "templates" / name, line=error.lineno) from error
    return Theme(path=path, digest=state.hexdigest(), environment=environment)


def _find(name: str) -> Path:
    for path in (Path(name), *(place / name for place in PLACES)):
        if (path / "theme.ini").is_file():
            return path
    raise ThemeError(f"no theme “{name}”: neither a folder nor one of Nuage's own")
