"""Laws of harmonisation: order plays no part, labels are in use, more spellings never part what was one."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.tags import Concept, Harmony, Spelling, Vocabulary, harmonise
from planet.tags.fold import tidy
from planet.tags.vocabulary import Named

WORDS = [
    "santé", "Santé", "sante", "SANTE", "Santé publique", "sante-publique", "SantéPublique", "#santepublique",
    "journal", "Journaux", "journals", "marche", "marché", "Marchés", "MARC", "Marc", "R&D", "C++", "open access",
    "OpenAccess", "open-access", "openaccess", "Divers", "Uncategorized", "lecture", "Lectures", "archives", "archive",
    "cinéma", "cinema", "Cinéma", "film, cinéma", "œuvre", "oeuvres", "été", "ete", "BnF", "B.N.F.", "bnf", "", "#", "=", "=3",
]  # fmt: skip
SPELLINGS = st.builds(
    Spelling,
    text=st.sampled_from(WORDS) | st.text(max_size=12),
    language=st.sampled_from(["", "fr", "en", "es", "de"]),
    posts=st.integers(1, 9),
)
MANY = st.lists(SPELLINGS, max_size=14)
VOCABULARY = Vocabulary(
    concepts=(
        Concept(
            name="Santé", label="Santé", labels={"en": "Health"}, spellings=(Named(text="Santé"), Named(text="health"))
        ),
        Concept(name="marché", label="marché", spellings=(Named(text="marché"),), pin=True),
        Concept(name="film", label="film", spellings=(Named(text="film"), Named(text="cinéma")), hide=True),
    )
)


def facts(harmony: Harmony) -> object:
    """Return all that is said of terms, in a form that can be compared."""
    return harmony.terms, dict(harmony.slugs), dict(harmony.addresses)


@given(MANY, st.randoms(use_true_random=False), st.sampled_from([None, VOCABULARY]))
def test_order_plays_no_part(used: Sequence[Spelling], random: object, vocabulary: Vocabulary | None) -> None:
    """Blogs answer in any order; addresses and labels of terms must not follow."""
    shuffled = list(used)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert facts(harmonise(shuffled, vocabulary)) == facts(harmonise(used, vocabulary))


@given(MANY, st.sampled_from(["fr", "en"]))
def test_labels_are_spellings_in_use(used: Sequence[Spelling], locale: str) -> None:
    """A label nobody wrote would put words into authors' mouths; without a vocabulary none is made."""
    harmony = harmonise(used, locale=locale, lists=False)
    written = {tidy(one.text) for one in used}
    written |= {text[:1].swapcase() + text[1:] for text in written}
    assert {term.label for term in harmony.terms.values()} <= written


@given(MANY, st.sampled_from(["fr", "en"]))
def test_every_spelling_leads_to_a_term_or_to_none(used: Sequence[Spelling], locale: str) -> None:
    """A slug that leads nowhere would be a dead link on every post."""
    harmony = harmonise(used, locale=locale)
    for one in used:
        assert set(harmony.members(one.text, one.language)) <= harmony.terms.keys()


@given(MANY)
def test_the_most_used_spellings_come_first(used: Sequence[Spelling]) -> None:
    """The coordinator's bench lists spellings by use; each is listed once."""
    for term in harmonise(used).terms.values():
        assert len(set(term.spellings)) == len(term.spellings)


@given(st.lists(st.sampled_from(WORDS[:14]), min_size=2, max_size=8, unique=True), st.sampled_from(WORDS[:14]))
def test_adding_a_spelling_never_splits_a_term(words: list[str], more: str) -> None:
    """Readers' bookmarks and feeds of a term outlive a new spelling of it."""
    used = [Spelling(text=text, language="fr") for text in words]
    before, after = harmonise(used), harmonise([*used, Spelling(text=more, language="fr")])
    for one in words:
        for other in words:
            if before.term(one, "fr") == before.term(other, "fr"):
                assert after.term(one, "fr") == after.term(other, "fr"), (one, other, more)


def test_hidden_terms_are_no_terms() -> None:
    """`hide = yes` takes a tag from posts, pages and clouds, whatever its spelling."""
    harmony = harmonise([Spelling(text="Cinémas", language="fr"), Spelling(text="Film", language="fr")], VOCABULARY)
    assert harmony.terms == {}
    assert harmony.reasons["Cinémas", "fr"] == "hidden"


def test_pinned_terms_say_so() -> None:
    """`pin = yes` keeps a term in every cloud it is used in."""
    harmony = harmonise([Spelling(text="Marchés", language="fr"), Spelling(text="Marche", language="fr")], VOCABULARY)
    assert {slug: term.pinned for slug, term in harmony.terms.items()} == {"marche": True, "marche-2": False}


def test_labels_by_language_come_from_the_vocabulary() -> None:
    """A page in English names the term in English, in French in French."""
    used = [Spelling(text="sante", language="fr", posts=3), Spelling(text="Health", language="en")]
    french, english = harmonise(used, VOCABULARY, locale="fr"), harmonise(used, VOCABULARY, locale="en")
    assert {term.label for term in french.terms.values()} == {"Santé"}
    assert {term.label for term in english.terms.values()} == {"Health"}


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["bibliotheque", "Bibliothèque", "bibliothèque"], {"Bibliothèque", "bibliothèque"}),
        (["BNF", "bnf", "BnF"], {"BnF"}),
        (["MÉDIATION NUMÉRIQUE", "mediation-numerique", "Médiation numérique"], {"Médiation numérique"}),
        (["rda", "RDA"], {"RDA"}),
        (["CreativeCommons", "creative commons", "Creative Commons"], {"Creative Commons"}),
        (["droits_d_auteur", "Droits d’auteur", "droit d'auteur"], {"Droits d’auteur", "droit d'auteur"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_proper_form_is_shown(texts: list[str], shown: set[str]) -> None:
    """Accents, capitals of names and blanks are kept: a cloud is read by people."""
    harmony = harmonise([Spelling(text=text, language="fr") for text in texts], locale="fr")
    assert {term.label for term in harmony.terms.values()} <= shown
    assert len(harmony.terms) == 1


def test_a_plural_of_a_language_without_tables_goes_where_its_letters_are_known() -> None:
    """A Portuguese blog that tags in English must not make each of its terms a second one."""
    harmony = harmonise([Spelling(text="Contributions", language="pt"), Spelling(text="contributions", language="en")])
    assert len(harmony.terms) == 1
    alone = harmonise([Spelling(text="Contributions", language="pt"), Spelling(text="contribution", language="pt")])
    assert len(alone.terms) == 2
