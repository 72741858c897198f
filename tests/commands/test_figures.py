"""`planet figures`: what the coordinator reports upward, in figures that add up."""

import csv
import io
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planet.archive import Archive
from planet.cli import planet as command_line
from planet.commands.figures import KINDS
from planet.config import load
from planet.pipeline import run
from planet.pipeline.figures import figures
from tests.commands.said import planet_says
from tests.pipeline.planets import START

INI = """[planet]
name = Essai
locale = fr
theme = plain
timezone = Europe/Paris
activity_threshold = 90
{options}

[topic soins]
name = Soins
[topic nuit]
name = Nuit

[alpha.xml]
name = Alpha
topic = Soins, Nuit
[beta.xml]
name = =Beta
topic = Soins
[gamma.xml]
name = Gamma
"""
HEAD = '<feed xmlns="http://www.w3.org/2005/Atom"><title>{blog}</title><id>{blog}</id><link href="https://{blog}.example/"/>'
POSTS = {
    "alpha": [(-1, "Anne"), (-2, "Anne"), (-40, "Bruno")],
    "beta": [(-3, ""), (-24, "Carole"), (-25, "Carole")],
    "gamma": [(-200, "Denis")],
}
"""By blog: how many days from the start each post was written, and by whom."""


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    """Return the INI of a planet of three blogs that has run once."""
    for blog, written in POSTS.items():
        entries = "".join(_entry(blog, days, author) for days, author in written)
        (tmp_path / f"{blog}.xml").write_text(HEAD.format(blog=blog) + entries + "</feed>")
    path = tmp_path / "planet.ini"
    path.write_text(INI.format(options=""))
    settings = load(path).settings
    assert settings is not None
    run(settings, clock=lambda: START)
    return path


def _entry(blog: str, days: int, author: str) -> str:
    date, link = (START + timedelta(days=days)).isoformat(), f"https://{blog}.example/{-days}"
    named = f"<author><name>{author}</name></author>" if author else ""
    return (
        f"<entry><title>Billet {blog} {-days}</title><id>{link}</id><link href='{link}'/><published>{date}</published>"
        f"<updated>{date}</updated>{named}<content>Un texte de {blog}, le {-days}.</content></entry>"
    )


def table(ini: Path, *options: str) -> dict[str, Any]:
    """Return what `planet figures --json` says."""
    said = planet_says("figures", str(ini), "--json", *options)
    assert said.exit_code == 0, said.output
    found: dict[str, Any] = json.loads(said.output)
    return found


def named(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Return the posts by name."""
    return {row["name"]: row["posts"] for row in rows}


def test_blogs_authors_and_months_add_up_to_what_is_shown(ini: Path) -> None:
    """A report whose tables do not agree is sent back."""
    found = table(ini)
    assert found["posts"] == sum(map(len, POSTS.values()))
    for kind in ("blogs", "authors", "months"):
        assert sum(row["posts"] for row in found[kind]) == found["posts"], kind
    assert named(found["blogs"]) == {"Alpha": 3, "=Beta": 3, "Gamma": 1}
    assert named(found["authors"]) == {"Anne": 2, "Carole": 2, "Bruno": 1, "Denis": 1, "": 1}
    months = Counter(f"{START + timedelta(days=days):%Y-%m}" for written in POSTS.values() for days, _author in written)
    assert named(found["months"]) == months
    assert [row["name"] for row in found["months"]] == sorted(months, reverse=True)


def test_a_post_counts_in_each_of_its_topics_and_those_without_are_told(ini: Path) -> None:
    """The coordinator reports to several services, each of which wants its own figure."""
    found = named(table(ini, "--by", "topics")["topics"])
    assert found == {"Soins": 6, "Nuit": 3, "": 1}


def test_only_what_was_written_since_is_counted(ini: Path) -> None:
    """A report is of a year or a term; days count in the planet's time zone."""
    day = START + timedelta(days=-24)
    found = table(ini, "--since", f"{day:%Y-%m-%d}")
    assert named(found["blogs"]) == {"Alpha": 2, "=Beta": 2, "Gamma": 0}
    assert found["blogs"][2]["latest"] is None
    assert found["since"] == f"{day:%Y-%m-%d}T00:00:00+01:00"
    assert table(ini, "--since", f"{START:%Y}")["posts"] == 7
    assert planet_says("figures", str(ini), "--since", "hier").exit_code == 2


def test_silent_blogs_are_named_with_their_last_post(ini: Path) -> None:
    """Somebody has to ring them; how long they may be silent is the planet's own rule."""
    settings = load(ini).settings
    assert settings is not None
    with Archive.open(settings) as archive:
        soon = figures(settings, archive, now=START)
        later = figures(settings, archive, now=START + timedelta(days=95))
    assert [one.name for one in soon.silent] == ["Gamma"]
    assert soon.silent[0].latest == START - timedelta(days=200)
    assert [one.name for one in later.silent] == ["Gamma", "=Beta", "Alpha"]
    ini.write_text(ini.read_text().replace("name = Gamma", "name = Gamma\nstate = closed"))
    closed = load(ini).settings
    assert closed is not None
    with Archive.open(closed) as archive:
        assert figures(closed, archive, now=START).silent == ()


def test_what_is_hidden_or_left_out_is_not_counted(ini: Path) -> None:
    """The figures are those of the site that readers see."""
    assert planet_says("hide", "https://alpha.example/1", "--why", "essai", "-c", str(ini)).exit_code == 0
    assert table(ini)["posts"] == 6
    ini.write_text(ini.read_text().replace("activity_threshold", "exclude = Billet beta\nactivity_threshold"))
    assert named(table(ini)["blogs"]) == {"Alpha": 2, "=Beta": 0, "Gamma": 1}


def test_the_csv_holds_every_table_and_no_formula(ini: Path) -> None:
    """A spreadsheet runs what begins with an equals sign."""
    said = CliRunner().invoke(command_line, ["figures", str(ini), "--csv"])
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert {row["by"] for row in rows} == set(KINDS)
    assert [row["name"] for row in rows if row["by"] == "blogs"] == ["Alpha", "'=Beta", "Gamma"]
    assert [row["posts"] for row in rows if row["by"] == "blogs"] == ["3", "3", "1"]
    assert [row["key"] for row in rows if row["by"] == "topics"] == ["nuit", "soins", ""]


def test_the_table_is_for_people_in_their_language(ini: Path) -> None:
    """The coordinator reads French."""
    said = planet_says("figures", str(ini), "--since", "2024", locale="fr_FR.UTF-8").output
    assert said.startswith("7 billets affichés, depuis le 2024-01-01.\n")
    for words in ("Billets par blog", "Billets par auteur", "hors rubrique", "sans auteur", "Blogs silencieux"):
        assert words in said
    assert "7 posts shown.\n" in planet_says("figures", str(ini)).output
