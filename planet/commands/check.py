"""`planet check`: every fault of the INI and of its vocabulary, at once."""

from pathlib import Path

import click

from planet.commands.arguments import ini_argument


@click.command()
@ini_argument
def command(ini: Path) -> int:
    """Name every fault of the INI with file, line, section and key.

    Ends with 2 when the planet cannot run, with 0 otherwise. Nothing is asked
    and nothing is written.
    """
    from planet.config import Severity, load
    from planet.i18n import environment_locale, language
    from planet.render.problems import problems as theme_problems
    from planet.tags import load_vocabulary

    speech = language(environment_locale())
    loaded = load(ini)
    problems = list(loaded.problems)
    if loaded.settings is not None:
        problems += load_vocabulary(loaded.settings.tags).warnings
        problems += theme_problems(loaded.settings)
    for problem in problems:
        click.echo(problem.in_full(speech))
    if loaded.settings is None or any(problem.severity is Severity.ERROR for problem in problems):
        return 2
    settings = loaded.settings
    blogs = speech.ngettext("%(num)s blog", "%(num)s blogs", len(settings.blogs)) % {"num": len(settings.blogs)}
    topics = speech.ngettext("%(num)s topic", "%(num)s topics", len(settings.topics)) % {"num": len(settings.topics)}
    click.echo(
        speech.gettext("%(ini)s can run: %(blogs)s, %(topics)s.") % {"ini": ini, "blogs": blogs, "topics": topics}
    )
    return 0
