"""`planet render`: write the site from the archive, without asking anybody."""

from pathlib import Path

import click

from planet.commands.arguments import ini_argument, json_option, quiet_option


@click.command()
@ini_argument
@json_option
@quiet_option
def command(ini: Path, as_json: bool, quiet: bool) -> int:
    """Write the site from the archive; no blog is asked.

    What the INI says of filters, topics, tags and looks acts here, so that a
    change of the INI shows at once.
    """
    from planet.commands.runs import run_once
    from planet.config import Choices

    return run_once(ini, Choices(fetch=False), as_json=as_json, quiet=quiet)
