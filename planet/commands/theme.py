"""`planet theme`: a theme of one's own to begin with, and the themes there are."""

import shutil
from pathlib import Path

import click

from planet.commands.arguments import INI_NAMES, ini_option
from planet.i18n import Language, environment_locale, language

COPIED = "plain"
"""The theme that is meant to be copied."""


@click.group()
def command() -> None:
    """Begin a theme of your own, or list the themes there are.

    A theme is a folder of templates (Jinja), style sheets and translations;
    docs/guide/themes.md says how to write one. `planet serve` shows it while
    you work.
    """


@command.command()
@click.argument("name")
@ini_option
def new(name: str, ini: Path) -> int:
    """Copy the theme `plain` into themes/NAME beside the INI, to be changed.

    The INI is not touched; the line that uses the theme is printed.
    """
    from planet.errors import PublishError
    from planet.render.folders import PLACES
    from planet.text import slug

    speech = language(environment_locale())
    if name != slug(name):
        message = speech.gettext("%(name)s is no name for a folder; take letters, digits and hyphens: %(slug)s")
        raise click.UsageError(message % {"name": name, "slug": slug(name)})
    target = ini.absolute().parent / "themes" / name
    if target.exists():
        raise click.UsageError(speech.gettext("%(path)s is there already; nothing was written") % {"path": target})
    source = next(place / COPIED for place in PLACES if (place / COPIED).is_dir())
    try:
        shutil.copytree(source, target)
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=target) from error
    click.echo(speech.gettext("Written: %(path)s") % {"path": target})
    click.echo(speech.gettext("Put this under [planet] in %(ini)s:") % {"ini": ini})
    click.echo(f"\n    theme = themes/{name}\n")
    click.echo(speech.gettext("Then `planet serve %(ini)s` shows it while you work.") % {"ini": ini})
    return 0


@command.command(name="list")
@click.option("-c", "--config", "ini", type=click.Path(path_type=Path), metavar="INI", help="The planet's INI.")
def list_(ini: Path | None) -> int:
    """List Nuage's themes and those beside the INI, with what each lets one choose.

    What can be chosen goes under theme_options in [planet], one `name: value`
    a line.
    """
    from planet.render.folders import PLACES, themes_in

    speech = language(environment_locale())
    found = next((Path(name) for name in INI_NAMES if Path(name).is_file()), None) if ini is None else ini
    near = (found.absolute().parent / "themes",) if found else ()
    own = {place.resolve() for place in PLACES}
    for theme in themes_in(*near, *PLACES):
        name = theme.name if theme.path.parent.resolve() in own else f"themes/{theme.name}"
        about = _translated(theme.path, speech).gettext
        click.echo(speech.told(name, about(theme.about)))
        if theme.extends:
            click.echo("  " + speech.gettext("extends %(theme)s") % {"theme": theme.extends})
        for option in theme.options:
            default = f" ({option.default})" if option.default else ""
            click.echo(speech.told(f"  {option.name}{default}", about(option.about)))
    return 0


def _translated(path: Path, speech: Language) -> Language:
    """Return a language with a theme's own messages."""
    own = path / "translations" / f"{speech.code}.po"
    return Language(speech.code, (own,) if own.is_file() else ())
