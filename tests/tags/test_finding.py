"""Terms found in texts: only where the title says them or the text insists, and only terms that may be given."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from planet.tags import Vocabulary, harmonise
from planet.tags.finding import Finder
from planet.tags.spelling import Spelling
from planet.tags.vocabulary import concepts_of

USED = (
    "Santé publique",
    "Santé",
    "Archives",
    "Bibliothèque nationale de France",
    "IA",
    "Marché",
    "thèse",
    "Zotero",
    "2026",
)
VOCABULARY = "[Libre accès]\nalso = open access, OA\n\n[Vieillerie]\nhide = yes\n\n[Patrimoine]\n"


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Return a finder over these tags and this vocabulary."""
    concepts, _problems = concepts_of(VOCABULARY.encode(), Path("tags.ini"))
    vocabulary = Vocabulary(concepts=concepts)
    used = [Spelling(text=text, language="fr", posts=2) for text in USED]
    return Finder(harmonise(used, vocabulary, locale="fr"), vocabulary)


def found(finder: Finder, title: str, text: str = "", allowed: Sequence[str] | None = None) -> list[str]:
    """Return what is found, concepts without tags by their name."""
    slugs = [
        "sante-publique",
        "sante",
        "archives",
        "bibliotheque-nationale-de-france",
        "ia",
        "marche",
        "these",
        "zotero",
    ]
    terms = finder.found(title, text, "fr", allowed=slugs if allowed is None else allowed)
    return [name[0] if (name := finder.spelling(term)) else term for term in terms]


def test_a_title_says_it_once_a_text_three_times(finder: Finder) -> None:
    """What is mentioned in passing is not what a post is about."""
    assert found(finder, "Les archives du port") == ["archives"]
    assert found(finder, "Le port", "Archives ici, archive là.") == []
    assert found(finder, "Le port", "Archives ici, archive là, archives partout.") == ["archives"]


def test_whole_words_in_either_number(finder: Finder) -> None:
    """Letters within a word are no mention; the plural is."""
    assert found(finder, "Archivistes et archivage") == []
    assert found(finder, "Soutenances de thèses") == ["these"]


def test_the_longest_name_is_meant(finder: Finder) -> None:
    """A post on public health is not one on health."""
    assert found(finder, "La santé publique en ville") == ["sante-publique"]
    assert found(finder, "La Bibliothèque nationale de France ouvre") == ["bibliotheque-nationale-de-france"]


def test_capitals_and_accents_that_tell_are_heeded(finder: Finder) -> None:
    """IA is an acronym, marche is no market."""
    assert found(finder, "L’IA au catalogue") == ["ia"]
    assert found(finder, "Il y ia un chat") == []
    assert found(finder, "Une marche en ville") == []
    assert found(finder, "Le marché du livre") == ["marche"]


def test_only_terms_of_the_topic_and_the_vocabulary(finder: Finder) -> None:
    """A term of another topic is none here; what the coordinator named may be given anywhere, unless it is hidden."""
    assert found(finder, "Archives et patrimoine", allowed=()) == ["Patrimoine"]
    assert found(finder, "Du libre accès, des Vieilleries", allowed=()) == ["Libre accès"]
    assert found(finder, "Open access", allowed=()) == ["Libre accès"]


def test_three_at_most_the_surest_first(finder: Finder) -> None:
    """The title counts before the text, and much before little; a year alone is no subject."""
    text = "thèse thèse thèse thèse archives archives archives Zotero zotero ZOTERO santé santé santé santé santé"
    assert found(finder, "Le marché en 2026", text) == ["marche", "sante", "these"]
