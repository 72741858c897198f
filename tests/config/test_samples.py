"""The annotated samples: they load without a word, and every option they teach exists."""

import re
from pathlib import Path

import pytest

from planet.config import load
from planet.config.schema import blog_settings, planet_settings, topic_settings
from planet.tags import load_vocabulary
from tests.commands.said import planet_says

SAMPLES = ("planet.ini", "planet.fr.ini")
FOLDER = Path(__file__).parents[2] / "config"


@pytest.mark.parametrize("name", SAMPLES)
def test_uncommented_samples_load_without_a_problem(name: str, tmp_path: Path) -> None:
    """What a newcomer uncomments must work as it stands; its options must exist."""
    text = re.sub(r"(?m)^;(?=\[|\w+ =)", "", (FOLDER / name).read_text(encoding="utf-8"))
    (tmp_path / "planet.ini").write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "planet.ini")
    assert loaded.problems == ()
    assert loaded.settings is not None
    assert loaded.settings.blogs[0].topics
    known = planet_settings().keys() | blog_settings().keys() | topic_settings().keys()
    assert set(re.findall(r"(?m)^(\w+) =", text)) <= known


@pytest.mark.parametrize("locale", ["C", "fr_FR.UTF-8"])
def test_init_writes_the_samples_of_the_environments_language(locale: str, tmp_path: Path) -> None:
    """Who speaks French begins with a French file; what is there is never overwritten."""
    said = planet_says("init", str(tmp_path), locale=locale)
    assert said.exit_code == 0, said.output
    settings = load(tmp_path / "planet.ini").settings
    assert settings is not None
    assert settings.planet.locales == (("fr",) if "fr" in locale else ("en",))
    assert load_vocabulary(settings.tags).warnings == ()
    before = (tmp_path / "planet.ini").read_bytes()
    assert planet_says("init", str(tmp_path), "--lang", "en").exit_code == 2
    assert (tmp_path / "planet.ini").read_bytes() == before


def test_init_can_be_told_the_language(tmp_path: Path) -> None:
    """Servers often speak C where their people speak French."""
    assert planet_says("init", str(tmp_path), "--lang", "fr").exit_code == 0
    assert (tmp_path / "tags.ini").read_bytes() == (FOLDER / "tags.fr.ini").read_bytes()
