"""What the command line says in French: help, mistakes, and the space before a colon."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planet.commands import COMMANDS
from tests.commands.said import planet_says
from tests.pipeline.planets import Planet


def test_help_is_french_where_the_terminal_is() -> None:
    """A coordinator begins with `planet --help`; half of it in another language says that the rest is not for them."""
    said = planet_says("--help", locale="fr_FR.UTF-8").output
    assert "Usage\u202f:" in said
    assert "Interroger les blogs" in said
    assert "Afficher ce message" in said
    for english in ("Usage:", "Commands:", "Show ", " the "):
        assert english not in said


@pytest.mark.parametrize("verb", COMMANDS)
def test_the_help_of_each_verb_is_french(verb: str) -> None:
    """Options are where the questions are."""
    said = planet_says(verb, "--help", locale="fr").output
    assert "Usage\u202f:" in said
    for english in (" the ", " and ", " without ", "Show ", "default: ", "Print ", "Only "):
        assert english not in said


def test_a_mistake_is_told_in_french() -> None:
    """What click itself says of a mistake comes in the same language as the rest."""
    said = planet_says("run", "--forse", locale="fr")
    assert said.exit_code == 2
    assert "Option inconnue\u202f: '--forse'" in said.output
    assert "Vouliez-vous dire" in said.output
    assert "donne de l’aide" in said.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--topic", "nulle-part"), "nulle-part\u202f: pas de telle rubrique\u202f; il y a\u202f: —"),
        (("--blog", "nulle-part"), "nulle-part\u202f: aucun blog de l’INI ne porte cet identifiant ni cette adresse"),
        (("--why", "nulle-part"), "nulle-part\u202f: aucun billet ne porte cette étiquette"),
        (("--write",), "--write va avec --suggest"),
        (("--preview",), "--preview montre ce que feraient"),
        (("--suggest", "--once"), "--once et --unmapped ne vont pas avec"),
        (("--suggest", "--write", "--csv"), "--write s’adresse à une personne"),
        (("--preview", "--draft", "absent.ini"), "absent.ini"),
    ],
)
def test_what_planet_tags_refuses_is_told_in_french(planet: Planet, arguments: tuple[str, ...], said: str) -> None:
    """The coordinator harmonises in French; what does not go is told in French too."""
    ended = planet_says("tags", str(planet.write()), *arguments, locale="fr_FR.UTF-8")
    assert ended.exit_code == 2
    assert said in ended.output
    for english in (" no such ", " does not ", "goes with", " bears ", "Error:"):
        assert english not in ended.output


def test_what_stops_a_run_is_told_in_french(planet: Planet) -> None:
    """A stage knows no language: its error is put into words where somebody reads it, reasons of the system included."""
    pytest.importorskip("rdflib", reason="a thesaurus is read with it")
    planet.options["vocabulary"] = "absent.ttl"
    ini = planet.write()
    for verb in ("run", "check"):
        ended = planet_says(verb, str(ini), locale="fr_FR.UTF-8")
        assert ended.exit_code == 2
        assert "lecture impossible\u202f: aucun fichier ni dossier de ce nom" in ended.output
    assert "cannot be read: No such file or directory" in planet_says("run", str(ini)).output


def test_english_is_english_after_french() -> None:
    """One process may answer several people: no word of one answer stays for the next."""
    before = planet_says("run", "--help").output
    assert planet_says("run", "--help", locale="fr").output != before
    assert planet_says("run", "--help").output == before
    assert "No such option" in planet_says("run", "--forse").output


def test_a_colon_has_its_space_in_french(planet: Planet) -> None:
    """`nom: échec` reads as English in a French line, wherever the line is put together."""
    planet.blogs[planet.server.url("/missing")] = "name = Absent"
    planet.options["nmae"] = "x"
    for verb in ("check", "run"):
        said = planet_says(verb, str(planet.write()), locale="fr").output
        assert "\u202f: avertissement\u202f: " in said
    assert "Absent\u202f: " in said


def test_and_none_in_english(planet: Planet) -> None:
    """The same line as it always was, for whoever reads it with a program."""
    planet.blogs[planet.server.url("/missing")] = "name = Absent"
    said = planet_says("run", str(planet.write())).output
    assert "Absent: " in said
    assert "\u202f" not in said


def test_the_shell_completes_verbs_and_options() -> None:
    """The guide promises it; it is click's, and hangs on the program being started as any other."""
    for words, expected in (("planet remo", "remove"), ("planet run --forc", "--force")):
        count = len(words.split()) - 1
        asked = {**os.environ, "_PLANET_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
        command = Path(sys.executable).with_name("planet")
        ended = subprocess.run([command], env=asked, capture_output=True, text=True, check=False)
        assert ended.stdout.strip() == f"plain,{expected}", ended.stderr
