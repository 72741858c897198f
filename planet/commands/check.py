"""`planet check`: every fault of the INI, of its vocabulary and of its theme, at once."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planet.commands.arguments import ini_argument, json_option

if TYPE_CHECKING:
    from planet.config import Problem, Settings
    from planet.errors import NuageError
    from planet.i18n import Language


@click.command()
@ini_argument
@json_option
def command(ini: Path, as_json: bool) -> int:
    """Name every fault of the INI with file, line, section and key.

    Vocabulary and theme are looked at too. Ends with 2 when the planet cannot
    run, with 0 otherwise. Nothing is asked and nothing is written.
    """
    from planet.config import Severity, load
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    loaded = load(ini)
    problems = [*loaded.problems, *(beyond(loaded.settings) if loaded.settings is not None else ())]
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    if as_json:
        click.echo(json.dumps(plain(problems, speech), ensure_ascii=False, indent=1))
        return 2 if broken else 0
    for problem in problems:
        click.echo(problem.in_full(speech))
    if broken or loaded.settings is None:
        return 2
    settings = loaded.settings
    blogs = speech.ngettext("%(num)s blog", "%(num)s blogs", len(settings.blogs)) % {"num": len(settings.blogs)}
    topics = speech.ngettext("%(num)s topic", "%(num)s topics", len(settings.topics)) % {"num": len(settings.topics)}
    click.echo(
        speech.gettext("%(ini)s can run: %(blogs)s, %(topics)s.") % {"ini": ini, "blogs": blogs, "topics": topics}
    )
    return 0


def beyond(settings: "Settings") -> Iterator["Problem"]:
    """Yield what is wrong with the files that the INI names: its vocabulary and its theme."""
    from planet.errors import NuageError
    from planet.render.problems import problems as theme_problems
    from planet.tags import load_vocabulary

    try:
        yield from load_vocabulary(settings.tags).warnings
    except NuageError as error:
        yield _problem(error, settings.tags.tags_file)
    yield from theme_problems(settings)


def _problem(error: "NuageError", path: Path) -> "Problem":
    """Return what stops the planet as a problem among the others."""
    from planet.config import Problem, Severity

    return Problem(
        severity=Severity.ERROR,
        template=error.template,
        values=error.values,
        path=error.path or path,
        line=error.line,
        section=error.section or "",
        key=error.key or "",
    )


def plain(problems: "Iterable[Problem]", speech: "Language") -> list[dict[str, object]]:
    """Return problems as JSON has them."""
    return [
        {
            "severity": problem.severity.value,
            "path": str(problem.path or ""),
            "line": problem.line,
            "section": problem.section,
            "key": problem.key,
            "message": problem.sentence(speech),
        }
        for problem in problems
    ]
