"""`planet fetch`: ask the blogs and keep what is new, without writing the site."""

from pathlib import Path

import click

from planet.commands.arguments import ini_argument, json_option, quiet_option


@click.command()
@ini_argument
@click.option("--now", "override", is_flag=True, help="Ask every blog at once, whatever min_interval says.")
@click.option(
    "--force", metavar="BLOG", multiple=True, help="Ask this blog (address or slug) as if for the first time."
)
@json_option
@quiet_option
def command(ini: Path, override: bool, force: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Ask the blogs and keep what is new; the site stays as it is."""
    from planet.commands.runs import run_once
    from planet.config import Choices

    choices = Choices(override=override, force=frozenset(force), render=False)
    return run_once(ini, choices, as_json=as_json, quiet=quiet)
