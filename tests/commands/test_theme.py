"""`planet theme`: a theme of one's own in one command."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from planet.cli import planet as verbs
from planet.config import load
from tests.commands.planets import built, planet


def test_a_new_theme_is_plain_and_the_line_it_prints_uses_it(tmp_path: Path) -> None:
    """What is printed must work as it stands: the INI finds the copy, and a change of it shows."""
    ini = planet(tmp_path)
    result = CliRunner().invoke(verbs, ["theme", "new", "mine", "-c", str(ini)], env={"LC_ALL": "en"})
    assert result.exit_code == 0, result.output
    line = next(line.strip() for line in result.output.splitlines() if "theme =" in line)
    base = tmp_path / "themes/mine/templates/base.html"
    base.write_text(base.read_text(encoding="utf-8").replace("<header>", "<header>Mine "), encoding="utf-8")
    ini.write_text(ini.read_text(encoding="utf-8").replace("theme = plain", line), encoding="utf-8")
    assert load(ini).settings is not None
    built(ini)
    assert "<header>Mine " in (tmp_path / "output/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../x", "Mon thème", "mine"])
def test_a_name_that_will_not_do_writes_nothing(tmp_path: Path, name: str) -> None:
    """Not over a theme that is there, and not outside the planet's folder."""
    ini = planet(tmp_path)
    (tmp_path / "themes/mine").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    result = CliRunner().invoke(verbs, ["theme", "new", name, "-c", str(ini)])
    assert result.exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_the_list_names_every_theme_with_its_options(tmp_path: Path) -> None:
    """What a theme lets one choose is found without reading its files; themes beside the INI are named as the INI names them."""
    ini = planet(tmp_path)
    CliRunner().invoke(verbs, ["theme", "new", "mine", "-c", str(ini)])
    result = CliRunner().invoke(verbs, ["theme", "list", "-c", str(ini)], env={"LC_ALL": "en"})
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")] == [
        "classic",
        "themes/mine",
        "nuage",
        "plain",
    ]
    assert any(line.startswith("  accent: The colour") for line in lines)
    french = CliRunner().invoke(verbs, ["theme", "list"], env={"LC_ALL": "fr_FR.UTF-8"})
    assert "  accent\u202f: La couleur des liens sur fond clair" in french.output
