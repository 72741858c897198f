"""What `fold` takes for the same word, and what it must not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planet.tags import fold
from planet.tags.fold import base_language, tidy
from planet.tags.words import singular
from planet.tags.words.confusable import HOMOGRAPHS

LANGUAGES = ["", "fr", "en", "es", "de", "it", "pt", "fr-CA"]

SAME = [
    ("fr", ["Bibliothèque", "bibliothèques", "BIBLIOTHÈQUES", "bibliotheque", "#bibliothèque", " Bibliothèque "]),
    ("fr", ["droit d'auteur", "Droits d’auteur", "droit-d-auteur", "DROIT D'AUTEUR"]),
    ("fr", ["journal", "Journaux"]),
    ("fr", ["travail", "travaux"]),
    ("fr", ["coup de cœur", "coups de coeur", "Coups-de-coeur"]),
    ("fr", ["événement", "évènements", "Evenement"]),
    ("fr", ["étudiant", "étudiants", "étudiant·e·s", "étudiant(e)s"]),
    ("fr", ["XIXe siècle", "XIXème siècle", "xixe-siecle"]),
    ("fr", ["jeu vidéo", "Jeux vidéo", "JeuxVidéo", "jeux_vidéos"]),
    ("en", ["library", "Libraries", "LIBRARY", "#libraries"]),
    ("en", ["children's literature", "Children’s Literature", "childrens-literature"]),
    ("en", ["digitization", "Digitisation"]),
    ("en", ["theses", "Thesis"]),
    ("en", ["Q&A", "Q & A"]),
    ("en", ["Arts & Crafts", "arts and crafts", "Arts &amp; Crafts"]),
    ("es", ["biblioteca pública", "Bibliotecas publicas"]),
    ("es", ["colección", "Colecciones"]),
    ("de", ["Buch", "Bücher", "Buecher"]),
    ("de", ["Bibliothek", "Bibliotheken"]),
    ("", ["B.N.F.", "BNF", "bnf"]),
    ("", ["DOI", "DOIs", "doi", "D.O.I."]),
    ("", ["CreativeCommons", "creative commons", "Creative-Commons"]),
    ("", ["Caf\u0065\u0301", "Café"]),
]

APART = [
    ("fr", "marche", "marché"),
    ("fr", "cote", "côte"),
    ("fr", "presse", "pressé"),
    ("fr", "pêche", "péché"),
    ("fr", "fond", "fonds"),
    ("fr", "cour", "cours"),
    ("fr", "fil", "fils"),
    ("fr", "échec", "échecs"),
    ("fr", "droit", "droit d'auteur"),
    ("fr", "maison", "maison d'édition"),
    ("fr", "catalogage", "catalogue"),
    ("fr", "libraire", "librairie"),
    ("en", "new", "news"),
    ("en", "universal", "universities"),
    ("en", "Python", "pythons"),
    ("en", "glass", "glasses"),
    ("en", "cataloguing", "catalogue"),
    ("", "C", "C++"),
    ("", "C++", "C#"),
    ("", "R", "R&D"),
    ("", ".NET", "net"),
    ("", "Web 2.0", "Web 20"),
    ("", "Omeka", "Omeka S"),
    ("", "Java", "JavaScript"),
]


@pytest.mark.parametrize(("language", "forms"), SAME, ids=lambda value: value if isinstance(value, str) else value[0])
def test_forms_of_one_word_have_one_key(language: str, forms: list[str]) -> None:
    """Case, accents of phrases, apostrophes, hyphens, hashes, dots, camel case and number do not make another word."""
    assert {fold(form, language) for form in forms} == {fold(forms[0], language)}


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_lookalikes_stay_apart(language: str, one: str, other: str) -> None:
    """A wrong merge cannot be seen by the reader of a cloud; a missed one can. So doubt means apart."""
    assert fold(one, language) != fold(other, language)


def test_false_friends_bear_their_language() -> None:
    """Reading is not a talk: lecture in French and in English are two terms, archives in both are one."""
    assert fold("lecture", "fr") != fold("lecture", "en")
    assert fold("journaux", "fr") == fold("journal", "fr") != fold("journal", "en")
    assert fold("archives", "fr") == fold("archives", "en")


def test_acronym_and_first_name_differ_in_case_only() -> None:
    """MARC is a format, Marc a person."""
    assert fold("MARC") == fold("marc") != fold("Marc", "fr")


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
@example("ǿ", "it")
@example("eme-oux", "it")
@example("\u0345", "")
@example("zæÖ", "de")
@example("oeİ", "de")
@example("frandoe's", "de")
@example("&lt;.ces", "es")
@example("NÉMESs", "fr")
def test_fold_is_idempotent(raw: str, language: str) -> None:
    """A key is its own key, so that folding can be done again anywhere without harm."""
    key = fold(raw, language)
    assert fold(key, language) == key


@given(
    st.lists(
        st.sampled_from(
            [
                "Éducation",
                "vie",
                "privée",
                "œuvres",
                "d'été",
                "R&D",
                "C++",
                "BnF",
                "2.0",
                "l’an",
                "x",
                "lecture",
                "marc",
                "Tours",
                "et",
                "and",
                "y",
                "&",
                "'s",
                ".e.s",
                "·e·s",
                "XIX",
                "eme",
                "19",
                ".NET",
                "ups",
                "aux",
                "ies",
                "ces",
                "isation",
                "haem",
                "oe",
                "ue",
                "Ö",
                "ß",
                "@fr",
                "#",
                "&amp;",
                "J. K. ",
                "B.N.F.",
                "DOIs",
                "children",
                "yeux",
            ]
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([" ", "-", "_", "’", ".", ""]),
    st.sampled_from(LANGUAGES),
)
def test_fold_of_likely_tags_is_idempotent(words: list[str], separator: str, language: str) -> None:
    """The law holds where symbols, capitals, elisions and digits meet, too."""
    key = fold(separator.join(words), language)
    assert fold(key, language) == key


@given(st.text(max_size=30))
def test_case_and_blanks_play_no_part(raw: str) -> None:
    """Blanks around and between words never make another word."""
    assert fold(f"  {raw} ", "fr") == fold(raw, "fr")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12), st.sampled_from(["", "fr", "en", "es", "de", "it"]))
def test_singular_is_settled(word: str, language: str) -> None:
    """The singular of a singular is itself, in every language."""
    once = singular(word, language)
    assert singular(once, language) == once


def test_false_friends_are_listed_as_keys() -> None:
    """A false friend that is not its own singular would never be met."""
    for language, words in HOMOGRAPHS.items():
        assert {word for word in words if singular(word, language) != word} == set()


@pytest.mark.parametrize(
    ("code", "base"), [("fr-FR", "fr"), ("EN", "en"), ("und", ""), ("", ""), ("x", ""), ("zxx", "")]
)
def test_base_language(code: str, base: str) -> None:
    """Feeds declare languages in many forms; what is no language is unknown."""
    assert base_language(code) == base


def test_tidy_keeps_what_can_be_shown() -> None:
    """The shown form loses entities, the hash and blanks, nothing else; a lone hash stays."""
    assert tidy(" #Santé&amp;Soins\u00a0") == "Santé&Soins"
    assert tidy("#") == "#"
