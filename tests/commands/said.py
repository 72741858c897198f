"""The command line as a person at a terminal meets it: what it prints, and the exit code."""

from dataclasses import dataclass

from click.testing import CliRunner

from planet.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed on both streams, and how it ended."""

    exit_code: int
    output: str


def planet_says(*arguments: str, given: str = "", locale: str = "C") -> Said:
    """Run the command line, with `given` typed in."""
    code = 0
    with CliRunner(env={"LC_ALL": locale}).isolation(input=given, env={"LC_ALL": locale}) as streams:
        try:
            main(list(arguments))
        except SystemExit as ended:
            code = int(ended.code or 0)
        output = streams[-1].getvalue().decode()
    return Said(code, output)
