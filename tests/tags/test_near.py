"""Which terms are said to be near-duplicates, which must never be, and that the lines offered do settle it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planet.model import Story, Tag
from planet.tags import Harmony, Vocabulary, apply_terms, harmonise, spellings
from planet.tags.bench import rows
from planet.tags.near import Near, near
from planet.tags.vocabulary import read_tags_ini

START = datetime(2026, 11, 2, tzinfo=UTC)


def stories(posts: Sequence[Sequence[str]]) -> list[Story]:
    """Return a story a post, each with its tags."""
    return [
        Story(
            number=number,
            shown=number,
            date=START + timedelta(days=number),
            updated=START + timedelta(days=number),
            blogs=("https://blog.example/",),
            language="fr",
            tags=tuple(Tag(text=text) for text in tags),
        )
        for number, tags in enumerate(posts)
    ]


def harmony_of(posts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Harmony:
    """Return what the tags of these posts stand for."""
    return harmonise(spellings(stories(posts)), vocabulary, locale="fr")


def suggested(posts: Sequence[Sequence[str]], vocabulary: Vocabulary | None = None) -> tuple[Near, ...]:
    """Return what is suggested for these posts, without dictionaries."""
    vocabulary = vocabulary or Vocabulary()
    harmony = harmony_of(posts, vocabulary)
    return near(rows(apply_terms(stories(posts), harmony), harmony), vocabulary)


def vocabulary_of(text: str, folder: Path) -> Vocabulary:
    """Return what a tags.ini with this text says."""
    path = folder / "tags.ini"
    path.write_text(text, encoding="utf-8")
    concepts, problems = read_tags_ini(path)
    assert not problems
    return Vocabulary(concepts=concepts)


PAIRS = [
    ("histoire littéraire", "littéraire histoire", "order"),
    ("Bibliothèque nationale de France", "BNF", "initials"),
    ("bibliothéconomie", "bibliothéconnomie", "alike"),
    ("médiévistique", "médievistisque", "alike"),
]


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS)
def test_what_may_be_one_is_suggested_with_lines_that_settle_it(
    one: str, other: str, reason: str, tmp_path: Path
) -> None:
    """A suggestion that does not help when it is followed is worth nothing."""
    posts = [[one], [one], [other]]
    (pair,) = suggested(posts)
    assert (pair.one.label, pair.other.label, pair.reason) == (one, other, reason)
    assert 0 < pair.confidence < 1
    vocabulary = vocabulary_of(pair.lines, tmp_path)
    assert [term.label for term in harmony_of(posts, vocabulary).terms.values()] == [one]
    assert not suggested(posts, vocabulary)


APART = [
    ("Seconde guerre mondiale 1939", "Seconde guerre mondiale 1940"),
    ("XIXe siècle", "XXe siècle"),
    ("littérature du XVIe siècle", "littérature du XVIIe siècle"),
    ("violence scolaire", "non-violence scolaire"),
    ("bibliothèque avec abonnement", "bibliothèque sans abonnement"),
    ("publication légale", "publication illégale"),
    ("microéconomie", "macroéconomie"),
    ("sémantique", "asémantique"),
    ("édition scientifique", "cuisine bretonne"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_numbers_and_negations_part_for_certain(one: str, other: str) -> None:
    """Two years, two centuries, a thing and its contrary look alike and are never one."""
    assert not suggested([[one], [one], [other]])


def test_what_authors_set_together_is_two_things() -> None:
    """Who sets both tags on one post tells them apart; a suggestion would only be noise."""
    alone = [["bibliothéconomie"], ["bibliothéconnomie"]]
    assert suggested(alone)
    assert not suggested([["bibliothéconomie", "bibliothéconnomie"], ["bibliothéconomie"]])


def test_what_the_vocabulary_keeps_apart_stays_apart(tmp_path: Path) -> None:
    """Sections of their own are the coordinator's decision, taken once."""
    posts = [["bibliothéconomie"], ["bibliothéconnomie"]]
    apart = vocabulary_of("[bibliothéconomie]\n\n[bibliothéconnomie]\n", tmp_path)
    assert not suggested(posts, apart)


def test_a_section_keeps_the_spellings_it_has(tmp_path: Path) -> None:
    """The last `also` of a section counts: lines that left out the earlier spellings would undo them."""
    vocabulary = vocabulary_of("[bibliothéconomie]\nalso = science des livres\n", tmp_path)
    (pair,) = suggested([["bibliothéconomie"], ["bibliothéconnomie"]], vocabulary)
    assert pair.lines == "[bibliothéconomie]\nalso = science des livres, bibliothéconnomie\n"


def test_the_surest_comes_first() -> None:
    """Who has five minutes settles what is settled most safely."""
    posts = [[text] for pair in PAIRS for text in pair[:2]]
    sure = [pair.confidence for pair in suggested(posts)]
    assert len(sure) == len(PAIRS)
    assert sure == sorted(sure, reverse=True)


def test_joining_words_that_differ_make_it_less_sure() -> None:
    """“Art et histoire” may be the history of art, or two things; the same words exactly are hardly two."""
    (exact,) = suggested([["histoire littéraire"], ["littéraire histoire"]])
    (loose,) = suggested([["histoire de l’art"], ["art et histoire"]])
    assert loose.confidence < 0.5 < exact.confidence


def test_the_order_of_posts_plays_no_part() -> None:
    """Two mornings with the same tags must give the same list."""
    posts = [[text] for pair in PAIRS for text in pair[:2]]
    told = [(pair.reason, pair.confidence, pair.lines) for pair in suggested(posts)]
    assert [(pair.reason, pair.confidence, pair.lines) for pair in suggested(posts[::-1])] == told


DICTIONARY = {"édition", "catalogue", "bundle", "nostalgie", "hire", "hiring", "infirmier", "infirmière"}


def known(word: str, language: str) -> str | None:
    """Return the dictionary form of the few words this dictionary has."""
    return {"hiring": "hire", "infirmière": "infirmier"}.get(word, word) if word in DICTIONARY and language else None


@pytest.mark.parametrize(
    ("one", "other"),
    [("nostalgie", "nostaligie"), ("catalogue", "catalgoue"), ("catalogue", "cattalogue")],
)
def test_a_slip_of_the_finger_is_told_from_another_word(one: str, other: str) -> None:
    """A word of no dictionary that a slip makes of a known one was mistyped."""
    posts = [[one], [one], [other]]
    harmony = harmony_of(posts, Vocabulary())
    (pair,) = near(rows(apply_terms(stories(posts), harmony), harmony), Vocabulary(), lemma=known)
    assert pair.reason == "typing"
    assert pair.confidence >= 0.5


@pytest.mark.parametrize(("one", "other"), [("édition", "édiction"), ("catalogue", "catalogues raisonnés")])
def test_a_letter_more_may_be_another_word(one: str, other: str) -> None:
    """No dictionary is whole: a rare word beside a common one must not be taken for a slip without asking."""
    posts = [[one], [one], [other]]
    harmony = harmony_of(posts, Vocabulary())
    found = near(rows(apply_terms(stories(posts), harmony), harmony), Vocabulary(), lemma=known)
    assert all(pair.reason != "typing" and pair.confidence < 0.5 for pair in found)


def test_one_word_more_is_another_thing() -> None:
    """A phrase that holds the other is narrower, however alike the letters."""
    assert all(pair.confidence < 0.5 for pair in suggested([["développement"], ["développement web"]]))


def test_an_acronym_is_the_phrase_that_stands_beside_it() -> None:
    """An author who writes BD and bande dessinée on one post means comics by it: not that any other phrase is meant."""
    posts = [["BD", "bande dessinée"], ["BD"], ["bande dessinée"], ["base de données"], ["base de données"]]
    (pair,) = suggested(posts)
    assert {pair.one.label, pair.other.label} == {"BD", "bande dessinée"}


def test_an_acronym_that_many_phrases_share_is_none_of_theirs_for_sure() -> None:
    """Where three phrases have the same initials a suggestion would be a guess."""
    (sure,) = suggested([["recherche d’information"], ["RI"]])
    many = suggested([["recherche d’information"], ["relations internationales"], ["réseaux inversés"], ["RI"]])
    assert all(pair.confidence < sure.confidence for pair in many if pair.reason == "initials")
