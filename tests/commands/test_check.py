"""`planet check`: everything at once, and an exit code a script can trust."""

import json
from pathlib import Path

from tests.commands.said import Said, planet_says


def checked(folder: Path, text: str, *options: str) -> Said:
    """Write an INI and check it, in English."""
    (folder / "planet.ini").write_text(text)
    return planet_says("check", str(folder / "planet.ini"), *options)


def test_a_planet_that_can_run_ends_with_0(tmp_path: Path) -> None:
    """Warnings alone do not stop a deployment."""
    result = checked(tmp_path, "[planet]\ndescripton = N\n[https://a.example/feed]\n")
    assert result.exit_code == 0, result.output
    assert "planet.ini:2: [planet] descripton: warning:" in result.output
    assert "did you mean description?" in result.output


def test_all_faults_are_said_at_once_and_end_with_2(tmp_path: Path) -> None:
    """Nobody wants to mend a file one run at a time."""
    result = checked(tmp_path, "[planet]\nworkers = many\ntimezone = Europe/Pariss\nlocale = xx-\n")
    assert result.exit_code == 2
    for line, key in ((2, "workers"), (3, "timezone"), (4, "locale")):
        assert f"planet.ini:{line}: [planet] {key}: error:" in result.output


def test_a_theme_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The site could not be rendered; better said before cron finds out."""
    result = checked(tmp_path, "[planet]\ntheme = nowhere\n[https://a.example/feed]\n")
    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_an_unreadable_vocabulary_is_an_error(tmp_path: Path) -> None:
    """A SKOS file that is missing is named."""
    result = checked(tmp_path, "[planet]\nvocabulary = missing.ttl\n[https://a.example/feed]\n")
    assert result.exit_code == 2
    assert "missing.ttl" in result.output or "rdflib" in result.output


def test_json_has_each_fault_with_its_place(tmp_path: Path) -> None:
    """Editors and scripts jump to file and line."""
    result = checked(tmp_path, "[planet]\nworkers = many\n", "--json")
    assert result.exit_code == 2
    fault = next(fault for fault in json.loads(result.output) if fault["severity"] == "error")
    assert (fault["line"], fault["section"], fault["key"]) == (2, "planet", "workers")
    assert fault["path"].endswith("planet.ini")
