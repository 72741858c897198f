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
    from planet.pipeline.places import lock

    settings = configured(ini)
    with lock(settings):
        aside = Archive.restore(settings, file)
    with Archive.open(settings) as archive:
        click.echo(f"{archive.count()} entries" + (f"; what stood there is {aside}" if aside else ""))
    return 0
