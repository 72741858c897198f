"""`planet expunge`: the only verb that deletes from the archive."""

from pathlib import Path

import click

from planet.commands.arguments import ini_argument


@click.command()
@ini_argument
@click.option("--keep", type=click.IntRange(min=1), required=True, help="Entries of each blog to keep, the newest.")
def command(ini: Path, keep: int) -> int:
    """Delete all but the newest entries of each blog.

    Spared are entries their feed still holds, which would come back as new, and
    hidden ones. Nothing else ever deletes from the archive.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import clock
    from planet.i18n import environment_locale, language
    from planet.pipeline.places import lock

    settings = configured(ini)
    with lock(settings), Archive.open(settings) as archive:
        gone = archive.expunge(keep, now=clock())
        left = archive.count()
    speech = language(environment_locale())
    said = speech.ngettext("%(num)s entry deleted, %(left)s left", "%(num)s entries deleted, %(left)s left", gone)
    click.echo(said % {"num": gone, "left": left})
    return 0
