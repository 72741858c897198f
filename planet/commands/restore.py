"""`planet restore`: put a backup in the archive's place."""

from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@ini_option
def command(file: Path, ini: Path) -> int:
    """Put the backup FILE in the archive's place.

    What stood there is not deleted but moved aside. A file that is damaged or
    no backup is refused, and nothing changes.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.i18n import environment_locale, language
    from planet.pipeline.places import lock

    settings = configured(ini)
    with lock(settings):
        aside = Archive.restore(settings, file)
    with Archive.open(settings) as archive:
        count = archive.count()
    speech = language(environment_locale())
    click.echo(speech.ngettext("%(num)s entry", "%(num)s entries", count) % {"num": count})
    if aside:
        click.echo(speech.told(speech.gettext("what stood there is now"), str(aside)))
    return 0
