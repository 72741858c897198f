"""`planet tags`: what the coordinator sees of the tags in use, on a planet of two blogs."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planet.cli import planet as command_line
from tests.pipeline.planets import clean_environment
from tests.server import Server
from tests.whole import START, Planet, later, posts

ALPHA = (("Santé publique", "Archives"), ("sante-publique",), ("Santé publique", "=Notes"))
BETA = (("SantéPublique",), ("Lecture",))


@pytest.fixture
def planet(tmp_path: Path) -> Iterator[Planet]:
    """Return a planet of two blogs in two topics, run once."""
    with Server() as server:
        made = Planet(tmp_path, server)
        for name, topic, tags in (("alpha", "soins", ALPHA), ("beta", "livres", BETA)):
            entries = [later(post, tags=given) for post, given in zip(posts(len(tags), blog=name), tags, strict=True)]
            made.blog(name, entries, f"name = {name}\ntopics = {topic}")
        made.run()
        yield made


def says(planet: Planet, *arguments: str, locale: str = "en") -> Result:
    """Return what `planet tags INI` says."""
    runner = CliRunner(env={"LANGUAGE": locale, "LC_ALL": "", "LANG": locale})
    return runner.invoke(command_line, ["tags", str(planet.ini), *arguments])


def listed(planet: Planet, *arguments: str) -> dict[str, Any]:
    """Return the rows of the JSON form by their term."""
    result = says(planet, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return {row["term"]: row for row in json.loads(result.stdout)}


def test_each_term_has_its_posts_blogs_spellings_and_dates(planet: Planet) -> None:
    """The coordinator decides by how much a term is used, by whom, since when, and how it is written."""
    found = listed(planet)
    assert next(iter(found)) == "Santé publique"
    assert set(found) == {"Santé publique", "Archives", "=Notes", "Lecture"}
    health = found["Santé publique"]
    assert health["posts"] == 4
    assert [Path(blog).name for blog in health["blogs"]] == ["alpha.xml", "beta.xml"]
    assert {one["text"]: one["posts"] for one in health["spellings"]} == {
        "Santé publique": 2,
        "sante-publique": 1,
        "SantéPublique": 1,
    }
    assert health["last"] == START.isoformat()
    assert health["first"] < health["last"]


def test_only_what_was_asked_for_is_listed(planet: Planet) -> None:
    """A topic's coordinator tends that topic's tags; the long tail of single uses is looked at by itself."""
    assert set(listed(planet, "--topic", "livres")) == {"Santé publique", "Lecture"}
    assert listed(planet, "--topic", "livres")["Santé publique"]["posts"] == 1
    assert listed(planet, "--topic", "LIVRES") == listed(planet, "--topic", "livres"), "its name will do"
    assert set(listed(planet, "--blog", "beta")) == {"Santé publique", "Lecture"}
    assert "Archives" in listed(planet, "--blog", planet.settings.blogs[0].url)
    assert not listed(planet, "--blog", "beta", "--topic", "soins")
    assert "Santé publique" not in listed(planet, "--once")
    assert "Lecture" in listed(planet, "--once")


def test_unmapped_leaves_out_what_the_vocabulary_names(planet: Planet) -> None:
    """What was decided once need not be looked at again."""
    planet.settings.tags.tags_file.write_text("[Lecture]\n", encoding="utf-8")
    assert listed(planet)["Lecture"]["mapped"]
    found = listed(planet, "--unmapped")
    assert "Santé publique" in found
    assert "Lecture" not in found


def test_a_topic_or_blog_that_is_none_is_named(planet: Planet) -> None:
    """A slip of the pen must not look like a topic without tags."""
    wrong = says(planet, "--topic", "livre")
    assert wrong.exit_code == 2
    assert "livres" in wrong.output
    assert says(planet, "--blog", "gamma").exit_code == 2


def test_csv_cannot_carry_a_formula(planet: Planet) -> None:
    """A tag is written by strangers; a spreadsheet must not compute it."""
    rows = list(csv.DictReader(io.StringIO(says(planet, "--csv").stdout)))
    assert len(rows) == 4
    assert {row["spellings"] for row in rows} >= {"'=Notes", "Lecture"}
    first = rows[0]
    assert (first["term"], first["posts"], first["blogs"]) == ("Santé publique", "4", "2")
    assert first["last"] == f"{START:%Y-%m-%d}"


def test_lines_elsewhere_than_on_a_terminal_in_the_language_of_the_reader(planet: Planet) -> None:
    """A cron's mail and a pipe get lines without frames, in French where the coordinator reads French."""
    english = says(planet).stdout.splitlines()
    assert english[0].startswith("Santé publique  4 posts  2 blogs  ")
    assert english[0].endswith(f"{START:%Y-%m-%d}  Santé publique, SantéPublique, sante-publique")
    assert english[-1] == "4 terms."
    french = says(planet, locale="fr").stdout.splitlines()
    assert french[0].startswith("Santé publique  4 billets  2 blogs  ")
    assert french[-1] == "4 termes."


def test_listing_changes_nothing(planet: Planet) -> None:
    """Looking must be safe: neither the site nor a vocabulary is written."""
    before = {path: path.read_bytes() for path in planet.output.rglob("*") if path.is_file()}
    assert says(planet).exit_code == 0
    assert {path: path.read_bytes() for path in planet.output.rglob("*") if path.is_file()} == before
    assert not planet.settings.tags.tags_file.exists()


def test_a_table_on_a_terminal(planet: Planet) -> None:
    """At a terminal columns stand below their headings, and a tag that looks like markup is only text."""
    leader, follower = os.openpty()
    command = [sys.executable, "-m", "planet", "tags", str(planet.ini)]
    environment = clean_environment(LANGUAGE="en", COLUMNS="120", TERM="dumb")
    with os.fdopen(leader, "rb", buffering=0) as screen:
        subprocess.run(command, stdout=follower, check=True, timeout=60, env=environment)
        os.close(follower)
        text = screen.read(65536).decode()
    head, first = text.splitlines()[:2]
    assert head.split() == ["Term", "Posts", "Blogs", "First", "Last", "Spellings"]
    assert first.split()[:4] == ["Santé", "publique", "4", "2"]
    assert first.index("4") == head.index("Posts") + 4


def test_near_says_why_how_surely_and_what_to_write_and_changes_nothing(planet: Planet) -> None:
    """The coordinator copies the lines that are right; what is copied settles the pair."""
    entries = [later(post, tags=("publique santé",)) for post in posts(1, blog="gamma")]
    planet.blog("gamma", entries)
    planet.run(2)
    told = says(planet, "--near").stdout
    assert told.startswith("Santé publique (4) ~ publique santé (1)\n  85%  the same words in another order\n")
    assert "    [Santé publique]\n    also = publique santé\n" in told
    assert "les mêmes mots dans un autre ordre" in says(planet, "--suggest", locale="fr").stdout
    assert not planet.settings.tags.tags_file.exists()
    (pair,) = json.loads(says(planet, "--near", "--json").stdout)
    (row,) = csv.DictReader(io.StringIO(says(planet, "--near", "--csv").stdout))
    assert (row["reason"], row["also"]) == (pair["reason"], "publique santé")
    planet.settings.tags.tags_file.write_text(pair["lines"], encoding="utf-8")
    assert says(planet, "--near").stdout == "No term looks like another one.\n"
    assert listed(planet)["Santé publique"]["posts"] == 5


def test_near_compares_all_terms(planet: Planet) -> None:
    """A list of single uses that is silently ignored would look like a planet without near-duplicates."""
    assert says(planet, "--near", "--once").exit_code == 2
