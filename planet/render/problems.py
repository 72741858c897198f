"""What is doubtful in how the INI uses its theme: said by `planet check`, and at each run, before a page is made."""

from pathlib import Path

from planet.config import Problem, Settings, Severity
from planet.config.ini import read
from planet.config.problems import Problems, gettext
from planet.config.values import near
from planet.errors import ThemeError
from planet.render.own import missing
from planet.render.themes import ENDING, load_theme


def problems(settings: Settings) -> tuple[Problem, ...]:
    """Return every fault and doubt about theme, options, templates and materials, with their lines in the INI."""
    held = Problems(settings.path)
    lines = _lines(settings)

    def warn(template: str, key: str, **values: object) -> None:
        held.warn(template, line=lines.get(key), section="planet", key=key, **values)

    foreign = [path.name for path in settings.render.template_files if not path.name.endswith(ENDING)]
    if foreign:
        warn(
            gettext(
                "%(names)s: templates of Planet and Venus (htmltmpl, XSLT, Genshi, Django) are not read; "
                "the theme makes the pages and feeds, and Jinja templates NAME.j2 what is beyond it (docs/guide/themes.md)"
            ),
            "template_files",
            names=", ".join(foreign),
        )
    try:
        known = load_theme(settings).options
    except ThemeError as error:
        return (*held.found, _as_problem(error, settings.path))
    for name in settings.render.theme_options:
        if name in known:
            continue
        if nearest := near(name, tuple(known)):
            warn(
                gettext("the theme has no option %(name)s; did you mean %(nearest)s?"),
                "theme_options",
                name=name,
                nearest=nearest,
            )
        else:
            warn(gettext("the theme has no option %(name)s; its templates see it as it is"), "theme_options", name=name)
    for name in missing(settings):
        warn(
            gettext("%(name)s is neither in template_directories nor beside the INI nor in the theme"),
            "bill_of_materials",
            name=name,
        )
    return tuple(held.found)


def _as_problem(error: ThemeError, settings_path: Path) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        template=error.template,
        values=error.values,
        path=error.path or settings_path,
        line=error.line,
        section=error.section or "",
        key=error.key or "",
    )


def _lines(settings: Settings) -> dict[str, int]:
    """Return the lines of the keys of [planet]; nothing when the file is no longer there."""
    try:
        document = read(settings.path.read_bytes(), path=settings.path, problems=Problems(settings.path))
    except OSError:
        return {}
    planet = next((section for section in document.sections if section.name == "planet"), None)
    return {key: item.line for key, item in planet.items.items()} if planet else {}
