"""`planet tags` where it settles, foresees, explains and measures: on a planet of two blogs."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planet.cli import planet as command_line
from tests.server import Server
from tests.whole import Planet, later, posts

TAGS = (
    ("Santé publique", "Archives"),
    ("Santé publique",),
    ("publique santé",),
    ("Archives",),
    ("archives publiques",),
)
MINE = "# le mien\n[Archives]\nnote = des fonds\n"


@pytest.fixture
def planet(tmp_path: Path) -> Iterator[Planet]:
    """Return a planet of one blog in one topic, run once, with a vocabulary."""
    with Server() as server:
        made = Planet(tmp_path, server)
        entries = [later(post, tags=given) for post, given in zip(posts(len(TAGS), blog="alpha"), TAGS, strict=True)]
        made.blog("alpha", entries, "name = Alpha\ntopics = soins")
        made.run()
        made.settings.tags.tags_file.write_text(MINE, encoding="utf-8")
        yield made


def says(planet: Planet, *arguments: str, answers: str = "", locale: str = "en") -> Result:
    """Return what `planet tags INI` says to somebody who answers so."""
    runner = CliRunner(env={"LANGUAGE": locale, "LC_ALL": "", "LANG": locale})
    return runner.invoke(command_line, ["tags", str(planet.ini), *arguments], input=answers)


def vocabulary(planet: Planet) -> str:
    """Return tags.ini as it stands."""
    return planet.settings.tags.tags_file.read_text(encoding="utf-8")


def test_an_accepted_pair_is_written_and_asked_no_more(planet: Planet) -> None:
    """The answer is kept in the coordinator's own file, below what stands there."""
    told = says(planet, "--suggest", "--write", answers="y\n")
    assert told.exit_code == 0, told.output
    assert "85%  the same words in another order" in told.stdout
    assert vocabulary(planet) == MINE + "\n[Santé publique]\nalso = publique santé\n"
    assert "planet render" in told.stdout
    assert says(planet, "--suggest").stdout == "No term looks like another one.\n"
    assert says(planet, "--suggest", "--write").stdout == "Nothing was changed.\n"


@pytest.mark.parametrize("answers", ["n\n", "q\n", "\n"])
def test_what_is_not_accepted_is_not_written(planet: Planet, answers: str) -> None:
    """A mere return key must not join two terms."""
    assert says(planet, "--suggest", "--write", answers=answers).exit_code == 0
    assert vocabulary(planet) == MINE


def test_answers_are_letters_of_the_readers_language(planet: Planet) -> None:
    """Who is asked in French says o for oui; y is understood as well."""
    shown = says(planet, "--suggest", "--write", "--preview", answers="o\nn\n", locale="fr")
    assert "o oui, n non, q fin [n]" in shown.stdout
    assert "o oui, n non [o]" in shown.stdout
    assert vocabulary(planet) == MINE
    says(planet, "--suggest", "--write", answers="o\n", locale="fr")
    assert "publique santé" in vocabulary(planet)


def test_nobody_at_the_keyboard_is_no_consent(planet: Planet) -> None:
    """A script that forgot --yes ends with an error, and the file stays."""
    assert says(planet, "--suggest", "--write").exit_code == 1
    assert vocabulary(planet) == MINE


def test_yes_takes_what_is_sure_enough(planet: Planet) -> None:
    """Unasked only what is as sure as was said; without a word, 0.8."""
    assert says(planet, "--suggest", "--write", "--yes", "--sure", "0.9").stdout == "Nothing was changed.\n"
    assert vocabulary(planet) == MINE
    says(planet, "--suggest", "--write", "--yes")
    assert "also = publique santé" in vocabulary(planet)


def test_a_vocabulary_is_made_where_there_is_none(planet: Planet) -> None:
    """The first accepted pair makes the file that the INI means."""
    planet.settings.tags.tags_file.unlink()
    says(planet, "--suggest", "--write", "--yes")
    assert vocabulary(planet) == "[Santé publique]\nalso = publique santé\n"


def test_the_preview_comes_before_the_writing(planet: Planet) -> None:
    """Who sees what would become of the clouds can still say no."""
    told = says(planet, "--suggest", "--write", "--preview", answers="y\nn\n")
    assert "  ~ Santé publique  2 posts, size 6 → 3 posts, size 6\n" in told.stdout
    assert vocabulary(planet) == MINE
    alone = says(planet, "--suggest", "--preview")
    assert "~ Santé publique" in alone.stdout
    assert vocabulary(planet) == MINE


def test_a_draft_is_compared_with_what_is_in_force(planet: Planet, tmp_path: Path) -> None:
    """A vocabulary written elsewhere is tried on the clouds before it takes the place of tags.ini."""
    draft = tmp_path / "draft.ini"
    draft.write_text("[Archives]\nhide = yes\n", encoding="utf-8")
    before = says(planet, "--json").stdout
    (whole, topic) = json.loads(says(planet, "--preview", "--draft", str(draft), "--json").stdout)
    assert (whole["cloud"], topic["cloud"]) == ("", "soins")
    assert [term["term"] for term in whole["gone"]] == ["Archives"]
    assert (
        "2 clouds stay as they are." in says(planet, "--preview", "--draft", str(planet.settings.tags.tags_file)).stdout
    )
    assert says(planet, "--json").stdout == before


def test_why_tells_in_and_out(planet: Planet) -> None:
    """The coordinator of a topic is asked why a term is missing, and can answer with figures."""
    inside = says(planet, "--why", "santé publique").stdout
    assert inside.startswith("Santé publique  tags/sante-publique/\n  2 posts, 1 blog, ")
    assert "in: place 1 of 2, size 6 of 6." in inside
    outside = says(planet, "--why", "archives publiques").stdout
    assert outside.count("out: fewer posts than cloud_min_posts asks for (2).") == 2
    assert outside.count("Cloud of ") == 2
    assert says(planet, "--why", "archives publiques", "--topic", "soins").stdout.count("Cloud of ") == 1
    assert (
        "moins de billets que n’en demande cloud_min_posts"
        in says(planet, "--why", "archives publiques", locale="fr").stdout
    )
    told = json.loads(says(planet, "--why", "Archives", "--json").stdout)
    assert {one["reason"] for one in told["clouds"]} == {"chosen"}
    assert says(planet, "--why", "nulle part").exit_code == 2


def test_metrics_stand_beside_the_most_frequent(planet: Planet) -> None:
    """What a cloud is worth is seen only beside the cloud that every other program makes."""
    rows = list(csv.DictReader(io.StringIO(says(planet, "--metrics", "--csv").stdout)))
    assert [(row["cloud"], row["choice"]) for row in rows] == [
        ("", "nuage"), ("", "frequent"), ("soins", "nuage"), ("soins", "frequent")
    ]  # fmt: skip
    assert {row["blogs"] for row in rows} == {"1.0"}
    assert {row["terms"] for row in rows} == {"2"}
    (one, _other, *_rest) = json.loads(says(planet, "--metrics", "--size", "1", "--json").stdout)
    assert one["terms"] == 1
    assert "chosen" in says(planet, "--metrics").stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("--write",), ("--yes",), ("--sure", "0.5"), ("--preview",), ("--suggest", "--once"),
        ("--write", "--suggest", "--json"), ("--draft", "planet.ini"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_named(planet: Planet, wrong: tuple[str, ...]) -> None:
    """An option that is silently without effect would look like a planet without near-duplicates."""
    (planet.ini.parent / "planet.ini").touch()
    told = says(planet, *wrong)
    assert told.exit_code == 2
    assert wrong[0] in told.output or "--suggest" in told.output
