"""The command line: a verb to its command, `planet INI` to `planet run INI`, an error to one line and an exit code."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from planet import __version__
from planet.commands import COMMANDS
from planet.commands.speaking import in_language, speaking
from planet.errors import NuageError
from planet.i18n import Language, environment_locale, language

EXIT_CANNOT_START = 2
EXIT_INTERRUPTED = 130


class Verbs(click.Group):
    """The commands of `planet.commands`, each imported only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"planet.commands.{cmd_name}").command
        speech = language(environment_locale())
        return command if speech.code == "en" else in_language(command, speech)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take `planet something.ini …` for `planet run something.ini …`, as planet.py did."""
        if args and args[0] not in COMMANDS and args[0].endswith((".ini", ".cfg", ".conf")):
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="planet", message="%(prog)s (Nuage) %(version)s")
def planet() -> None:
    """Nuage gathers the posts of many blogs into one river, with a tag cloud for each topic.

    \b
    A planet in three commands:
      planet init myplanet                  writes planet.ini and tags.ini to fill in
      planet add https://blog.example/ -c myplanet/planet.ini
      planet run myplanet/planet.ini        asks the blogs, writes the site
    Then put the last line in cron: it asks each blog no more often than it should.

    \b
    Exit codes: 0 fine, 1 some blogs failed (each named in one line),
                2 could not start, 3 could not write.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; expected errors become one line on stderr and an exit code."""
    speech = language(environment_locale())
    with speaking(speech):
        sys.exit(_ended(arguments, speech))


def _ended(arguments: Sequence[str] | None, speech: Language) -> int:
    """Run the command and return its exit code."""
    program = in_language(planet, speech)
    try:
        outcome: Any = program.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_CANNOT_START
    except click.Abort:
        click.echo(f"planet: {speech.gettext('interrupted')}", err=True)
        return EXIT_INTERRUPTED
    except NuageError as error:
        click.echo(f"planet: {error.said(speech.gettext)}", err=True)
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0
