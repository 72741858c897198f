"""Themes at work: templates, static files and translations of a theme and of those it extends.

A theme is trusted as the INI is: whoever may write one may run what Jinja can reach, so templates are not put into a sandbox.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2

from planet.config import Settings, Show
from planet.errors import ThemeError
from planet.render.folders import Folder, ThemeOption, chain, visible
from planet.render.site import Site

ENDING = ".j2"
"""How the names of the operator's own templates end; the page bears the name without it."""

FAULTS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a template at fault may raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme as it was read, with those it extends behind it."""

    folders: tuple[Folder, ...]
    """The theme itself, then the one it extends, and so on."""
    digest: str
    """Of all their files."""
    environment: jinja2.Environment

    @property
    def path(self) -> Path:
        """The theme's own folder."""
        return self.folders[0].path

    @property
    def show(self) -> Show | None:
        """How much of a post the theme shows where the INI does not say."""
        return next((folder.show for folder in self.folders if folder.show), None)

    @property
    def excerpt_words(self) -> int | None:
        """How many words of a post an excerpt has where the INI does not say."""
        return next((folder.excerpt_words for folder in self.folders if folder.excerpt_words is not None), None)

    @property
    def options(self) -> Mapping[str, ThemeOption]:
        """What may be chosen, by name; a theme's own words count before those of the one it extends."""
        return {option.name: option for folder in reversed(self.folders) for option in folder.options}

    def catalogues(self, code: str) -> tuple[Path, ...]:
        """Return the translations for a language; each counts before those ahead of it."""
        paths = (folder.path / "translations" / f"{code}.po" for folder in reversed(self.folders))
        return tuple(path for path in paths if path.is_file())

    def static(self) -> tuple[tuple[str, Path], ...]:
        """Return the static files with their paths in the site; a theme's file stands in place of one of that name behind it."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            place = folder.path / "static"
            found |= {f"static/{path.relative_to(place).as_posix()}": path for path in visible(place)}
        return tuple(sorted(found.items()))

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """Return a page.

        Raises:
            ThemeError: naming the file and the line of the template at fault.
        """
        try:
            return self.environment.get_template(template).render(values)
        except FAULTS as error:
            raise _fault(error, self.path / "templates" / template) from error


def load_theme(settings: Settings) -> Theme:
    """Return the theme the settings name, with the operator's own templates beside it; every template is compiled now.

    Raises:
        ThemeError: when there is none of that name, or a template is at fault.
    """
    folders = chain(settings.render.theme)
    environment = jinja2.Environment(
        loader=_loader(folders, own_templates(settings), settings.render.template_directories),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    _compile(environment, folders)
    for name, path in own_templates(settings).items():
        _compiled(environment, name, path)
    return Theme(folders=folders, digest=_digest(folders), environment=environment)


def own_templates(settings: Settings) -> Mapping[str, Path]:
    """Return the operator's own templates by name: those of `template_files` that are Jinja's, in their order.

    Raises:
        ThemeError: when one is not there.
    """
    found: dict[str, Path] = {}
    for path in settings.render.template_files:
        if path.name.endswith(ENDING):
            near = (path, *(place / path.name for place in settings.render.template_directories))
            there = next((place for place in near if place.is_file()), None)
            if there is None:
                raise ThemeError("there is no such template", path=path, section="planet", key="template_files")
            found[path.name] = there
    return found


def _loader(folders: Sequence[Folder], own: Mapping[str, Path], beside: Sequence[Path]) -> jinja2.ChoiceLoader:
    """Find `base.html` in the nearest theme that has it, `plain/base.html` from the theme `plain` on, and the operator's by name."""
    behind = {
        folder.name: jinja2.FileSystemLoader([held.templates for held in folders[place:]])
        for place, folder in reversed(list(enumerate(folders)))
    }
    nearest = jinja2.FileSystemLoader([folder.templates for folder in folders])

    def by_name(name: str) -> tuple[str, str | None, Callable[[], bool] | None] | None:
        path = own.get(name)
        return (path.read_text(encoding="utf-8"), str(path), None) if path else None

    return jinja2.ChoiceLoader(
        [jinja2.FunctionLoader(by_name), jinja2.PrefixLoader(behind), nearest, jinja2.FileSystemLoader(list(beside))]
    )


def _compile(environment: jinja2.Environment, folders: Sequence[Folder]) -> None:
    """Compile each template by the name pages ask for it, and by its theme's where a nearer theme has one of that name: once each."""
    nearest: set[str] = set()
    for folder in folders:
        for path in visible(folder.templates):
            name = path.relative_to(folder.templates).as_posix()
            _compiled(environment, f"{folder.name}/{name}" if name in nearest else name, path)
            nearest.add(name)


def _compiled(environment: jinja2.Environment, name: str, path: Path) -> None:
    try:
        environment.get_template(name)
    except (*FAULTS, OSError) as error:
        raise _fault(error, path) from error


def _digest(folders: Sequence[Folder]) -> str:
    state = hashlib.blake2b(digest_size=12)
    for folder in folders:
        for file in folder.files():
            state.update(file.relative_to(folder.path).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()


def _fault(error: Exception, path: Path) -> ThemeError:
    """Say in one line what is wrong, and where: Jinja gives the frames of a template that file's name and lines."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return ThemeError(
            "%(reason)s", reason=error.message or "syntax", path=Path(error.filename or path), line=error.lineno
        )
    if isinstance(error, UnicodeDecodeError):
        return ThemeError("is not UTF-8", path=path)
    met = [(file, line) for file, line in _frames(error) if file.suffix != ".py" and file.is_absolute()]
    file, line = met[-1] if met else (path, None)
    if isinstance(error, jinja2.TemplateNotFound):
        return ThemeError("there is no template %(name)s", name=error.name, path=file, line=line)
    said = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    return ThemeError("%(reason)s", reason=said, path=file, line=line)


def _frames(error: BaseException) -> Iterator[tuple[Path, int]]:
    trace = error.__traceback__
    while trace is not None:
        yield Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next


def settled(site: Site, theme: Theme) -> Site:
    """Return the site with the theme's word wherever the INI says nothing: its options, and how much of a post is shown."""
    held = site.settings.render
    options = {name: option.default for name, option in theme.options.items()} | dict(held.theme_options)
    render = replace(held, theme_options=options, show=held.show or theme.show)
    return replace(site, settings=replace(site.settings, render=render))
