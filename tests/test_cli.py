"""The command line as a person meets it: help, mistakes, exit codes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from planet.cli import main, planet
from planet.commands import COMMANDS
from planet.commands.run import interval

ROOT = Path(__file__).parent.parent


def test_help_lists_every_verb_with_a_sentence() -> None:
    """`planet --help` is where a newcomer starts; a verb that is missing there does not exist for them."""
    result = CliRunner().invoke(planet, ["--help"])
    assert result.exit_code == 0
    lines = {
        line.split()[0]: line.split()[1:]
        for line in result.output.splitlines()
        if line.startswith("  ") and line.split()
    }
    for verb in COMMANDS:
        assert lines.get(verb), verb


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_explains_itself(verb: str) -> None:
    """Each verb has a file named after it, whose `command` has a help text of its own."""
    result = CliRunner().invoke(planet, [verb, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output
    assert len(result.output.split()) > 12


def test_every_command_file_is_listed() -> None:
    """A verb whose file exists but which is not in COMMANDS would never be found."""
    from planet import commands

    files = {path.stem for path in Path(commands.__file__).parent.glob("*.py")}
    verbs = {
        name
        for name in files
        if "\ncommand" in (source := (Path(commands.__file__).parent / f"{name}.py").read_text())
        or "def command(" in source
    }
    assert verbs <= set(COMMANDS)


def test_every_verb_stands_in_the_readme() -> None:
    """The README's table is the first thing read; it names each verb."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [verb for verb in COMMANDS if f"planet {verb}" not in readme and f"`{verb}`" not in readme]
    assert not missing


def test_a_missing_ini_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cron mails what is printed: a name, not a traceback."""
    with pytest.raises(SystemExit) as ended:
        main(["run", str(tmp_path / "nothing.ini")])
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert "nothing.ini" in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    ("said", "seconds"), [("30m", 1800), ("1h", 3600), ("2h30m", 9000), ("1d", 86400), ("90", 5400), ("45min", 2700)]
)
def test_durations(said: str, seconds: float) -> None:
    """What people write for an interval is understood."""
    assert interval(said) == seconds


@pytest.mark.parametrize("said", ["", "soon", "0", "-5", "10s", "1h?"])
def test_no_durations(said: str) -> None:
    """A mistake is said, not guessed at: 10s would hammer every blog."""
    import click

    with pytest.raises(click.BadParameter):
        interval(said)
