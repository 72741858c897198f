"""`planet init`: write the two files a planet begins with."""

from pathlib import Path

import click

SAMPLES = (
    Path(__file__).parents[2] / "config",
    Path(__file__).parents[1] / "samples",
)
"""Where the annotated samples lie: beside the package in a checkout, within it in the wheel."""

NAMES = ("planet.ini", "tags.ini")


@click.command()
@click.option("--lang", default="", help="Language of the files, en or fr; without it the terminal's.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path, lang: str) -> int:
    """Write planet.ini and tags.ini, annotated, to fill in.

    They are written into FOLDER, made if it is not there; without one, here.
    A file that exists already is never touched.
    """
    from planet.errors import PublishError
    from planet.i18n import environment_locale, language, short_locale

    speech = language(environment_locale())
    there = [folder / name for name in NAMES if (folder / name).exists()]
    if there:
        raise click.UsageError(speech.gettext("%(path)s is there already; nothing was written") % {"path": there[0]})
    source = next(place for place in SAMPLES if (place / NAMES[0]).is_file())
    code = short_locale(lang or environment_locale())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            spoken = source / name.replace(".ini", f".{code}.ini")
            (folder / name).write_bytes((spoken if spoken.is_file() else source / name).read_bytes())
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=folder) from error
    ini = folder / NAMES[0]
    click.echo(speech.gettext("Written: %(ini)s and %(tags)s.") % {"ini": ini, "tags": folder / NAMES[1]})
    click.echo(speech.gettext("Next: name your blogs in it, then `planet run %(ini)s`.") % {"ini": ini})
    return 0
