"""`planet backup`: copy the archive while it is in use."""

from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@ini_option
def command(file: Path, ini: Path) -> int:
    """Copy the archive to FILE, whole, even while a run is at work.

    The INI, tags.ini and this file are all a planet consists of; the cache and
    the output are made anew from them.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.i18n import environment_locale, language

    with Archive.open(configured(ini)) as archive:
        archive.backup(file)
        count = archive.count()
    speech = language(environment_locale())
    click.echo(speech.told(str(file), speech.ngettext("%(num)s entry", "%(num)s entries", count) % {"num": count}))
    return 0
