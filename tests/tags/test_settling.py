"""What accepting suggestions writes, and what another vocabulary would do to a cloud."""

from collections.abc import Sequence
from pathlib import Path

from planet.config import TagSettings
from planet.tags import Background, Harmony, Vocabulary, apply_terms, cloud, harmonise, spellings
from planet.tags.accepted import with_accepted
from planet.tags.account import named, origins, silenced
from planet.tags.bench import rows
from planet.tags.changes import Change, change, heirs
from planet.tags.near import Near, near
from planet.tags.skos import read_skos
from planet.tags.vocabulary import concepts_of
from tests.tags.test_near import stories, suggested

SETTINGS = TagSettings(cloud_min_posts=1)


def vocabulary_of(data: bytes) -> Vocabulary:
    """Return what the bytes of a tags.ini say."""
    concepts, problems = concepts_of(data, Path("tags.ini"))
    assert not problems
    return Vocabulary(concepts=concepts)


def harmony_of(posts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Harmony:
    """Return what the tags of these posts stand for."""
    return harmonise(spellings(stories(posts)), vocabulary, locale="fr")


def test_accepted_pairs_settle_the_terms_and_move_nothing() -> None:
    """The coordinator's comments and order stay; both spellings are one term afterwards."""
    posts = [["bibliothéconomie"], ["bibliothéconomie"], ["bibliothéconnomie"]]
    before = "# le mien\n[Archives]\n\n[bibliothéconomie]\nalso = science des livres\n# fin\n".encode()
    pairs = suggested(posts, vocabulary_of(before))
    data, (addition,) = with_accepted(before, pairs)
    assert data == before.replace(b"livres\n", b"livres, " + "bibliothéconnomie".encode() + b"\n")
    assert (addition.section, addition.spellings) == ("bibliothéconomie", ("bibliothéconnomie",))
    assert len(harmony_of(posts, vocabulary_of(data)).terms) == 1
    assert with_accepted(data, pairs) == (data, ())


def test_three_that_are_one_stand_in_one_section() -> None:
    """Accepting A and B, then B and C, must not put B in two sections, of which one alone would count."""
    posts = [["médiévistique"]] * 3 + [["médiévistiqque"]] * 2 + [["médiévisstiqque"]]
    pairs = sorted(suggested(posts), key=lambda pair: -pair.one.posts)
    assert len(pairs) >= 2
    data, _additions = with_accepted(b"", pairs)
    (concept,) = vocabulary_of(data).concepts
    assert {name.text for name in concept.spellings} == {"médiévistique", "médiévistiqque", "médiévisstiqque"}


def test_a_section_beside_a_thesaurus_takes_over_what_the_thesaurus_gave(tmp_path: Path) -> None:
    """A section counts before a thesaurus: one that named the new spelling alone would leave the others behind."""
    path = tmp_path / "t.ttl"
    skos = "http://www.w3.org/2004/02/skos/core#"
    path.write_text(
        f'<urn:x> <{skos}prefLabel> "bibliothéconomie"@fr ; <{skos}altLabel> "science des livres"@fr .',
        encoding="utf-8",
    )
    thesaurus = Vocabulary(concepts=read_skos([path]))
    posts = [["bibliothéconomie"], ["bibliothéconomie"], ["science des livres"], ["bibliothéconnomie"]]
    (pair,) = suggested(posts, thesaurus)
    data, _additions = with_accepted(b"", [pair])
    both = Vocabulary(concepts=(*vocabulary_of(data).concepts, *thesaurus.concepts))
    assert len(harmony_of(posts, both).terms) == 1


def effect(posts: Sequence[Sequence[str]], draft: bytes) -> Change:
    """Return what a tags.ini would do to the cloud of these posts."""
    made = []
    for vocabulary in (Vocabulary(), vocabulary_of(draft)):
        harmony = harmony_of(posts, vocabulary)
        river = apply_terms(stories(posts), harmony)
        made.append((cloud(river, Background(river), harmony, settings=SETTINGS), harmony))
    (before, old), (after, new) = made
    return change(before, after, to=heirs(old, new), new=new)


def test_a_change_is_told_term_by_term() -> None:
    """Before a synonym is kept, its coordinator sees which term swallows which, and what is renamed or gone."""
    posts = [["mémoire"], ["mémoire"], ["TFE"], ["archives"], ["musée"]]
    found = effect(posts, "[Mémoires et TFE]\nalso = mémoire, TFE\n[musée]\nhide = yes\n".encode())
    assert [(gone.term.label, gone.into) for gone in found.gone] == [("musée", ""), ("TFE", "Mémoires et TFE")]
    (renamed,) = [both for both in found.changed if both.before.label != both.after.label]
    assert (renamed.before.label, renamed.after.label, renamed.after.stories) == ("mémoire", "Mémoires et TFE", 3)
    assert not found.come
    assert not effect(posts, b"")


def test_of_two_that_become_one_that_stays_which_bears_its_name() -> None:
    """“BD is part of BD, bandes dessinées becomes BD” is true and cannot be read."""
    posts = [["bande dessinée"], ["bande dessinée"], ["BD"], ["BD"], ["BD"]]
    found = effect(posts, "[BD]\nalso = bande dessinée\n".encode())
    assert [(gone.term.label, gone.into) for gone in found.gone] == [("bande dessinée", "BD")]
    assert [(both.before.label, both.after.label, both.after.stories) for both in found.changed] == [("BD", "BD", 5)]


def test_each_spelling_says_by_which_rule_it_came() -> None:
    """“Why is this here?” has an answer for every spelling, so that a wrong joining can be undone."""
    posts = [["Santé publique"], ["Santé publique"], ["santé publique"], ["sante-publique"], ["SantéPublique"], ["bd"]]
    posts += [["archive"], ["archives"], ["archives"], ["Musées"], ["MUSEE"], ["openaccess"], ["open access"]]
    harmony = harmony_of(posts, vocabulary_of(b"[Comics]\nalso = bd\n"))
    found = {
        origin.writing.text: origin.rule
        for row in rows(apply_terms(stories(posts), harmony), harmony)
        for origin in origins(row)
    }
    assert found["Santé publique"] == "same"
    assert found["santé publique"] == "capitals"
    assert found["SantéPublique"] == "separators"
    assert found["sante-publique"] == "separators"
    assert found["archive"] == "number"
    assert found["bd"] == "vocabulary"
    assert "separated" in {found["openaccess"], found["open access"]}
    assert found["MUSEE"] in {"accents", "number"}


def test_a_term_is_found_by_any_of_its_names() -> None:
    """The coordinator types what stands on the page, in the address bar or in the feed."""
    harmony = harmony_of([["Santé publique"], ["sante-publique"], ["Divers"]], Vocabulary())
    assert {named(text, harmony) for text in ("sante-publique", "Santé publique", "SANTE PUBLIQUE")} == {
        "sante-publique"
    }
    assert named("Divers", harmony) == named("nulle part", harmony) == ""
    assert (silenced("Divers", harmony), silenced("nulle part", harmony)) == ("stop", "")


def test_a_pair_names_what_it_adds() -> None:
    """What is added is only what the section does not list yet."""
    pair: Near = suggested([["bibliothéconomie"], ["bibliothéconomie"], ["bibliothéconnomie"]])[0]
    assert pair.added == pair.also == ("bibliothéconnomie",)
    assert near((), Vocabulary()) == ()
