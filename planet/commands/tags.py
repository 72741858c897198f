"""`planet tags`: the coordinator's bench: which tags there are, what each stands for, and what would tidy them."""

import sys
from pathlib import Path

import click

from planet.commands.arguments import INI_NAMES


@click.command()
@click.argument("ini", required=False, type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.tsv",
    help="Read lines of tag and language; write tag, language and label. Needs no archive.",
)
def command(ini: Path | None, mapping: Path | None) -> int:
    """Show which tags the blogs use, what each stands for, and what would tidy them."""
    if mapping is not None:
        return write_map(mapping, found_ini(ini))
    raise click.UsageError("nothing else yet")


def write_map(path: Path, ini: Path | None) -> int:
    """Write the label of each tag of a file; an INI, where there is one, names the vocabulary and the language."""
    from planet.commands.arguments import configured
    from planet.tags import Vocabulary, load_vocabulary
    from planet.tags.mapping import mapped

    vocabulary, locale = Vocabulary(), "en"
    if ini is not None:
        settings = configured(ini)
        vocabulary, locale = load_vocabulary(settings.tags), settings.planet.locales[0]
    for problem in vocabulary.warnings:
        click.echo(str(problem), err=True)
    sys.stdout.buffer.write(mapped(path.read_bytes(), vocabulary, locale=locale))
    return 0


def found_ini(ini: Path | None) -> Path | None:
    """Return the INI named or lying here; None without one."""
    if ini is not None:
        return ini
    return next((Path(name) for name in INI_NAMES if Path(name).is_file()), None)
