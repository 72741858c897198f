"""Each rule of identity, with a pair it joins and a pair it must not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planet.merge.post import Post
from planet.merge.rules import RULES, Finding, decide
from planet.model import Entry
from tests.merge.shelf import NOON, PROSE, entry

WORDS = PROSE.split()
HALF = " ".join(WORDS[:70])
EXCERPT = " ".join(WORDS[:40]) + " …"
EDITED = (
    PROSE.replace("trois mois", "quatre mois").replace("lampes", "lanternes").replace("la couleur des rideaux, ", "")
)
OTHER = " ".join(reversed(WORDS))
NOTICE = (
    "La permanence d’aide à la recherche a lieu le {day} de 14 h à 16 h dans la salle {room}. Sans inscription, dans la limite "
    "des places; apportez vos questions, votre carte de lecteur et, si vous en avez un, votre ordinateur portable."
)
LINK = "https://lirelle.example/2026/11/salle/"

Example = tuple[str, str, Entry, str, Entry]
"""What it shows, then a blog and its entry, twice."""

A, B = "https://lirelle.example/feed", "https://portail.example/feed"


def _later(days: float) -> datetime:
    return NOON + timedelta(days=days)


YES: dict[str, list[Example]] = {
    "same-guid": [
        (
            "category feed",
            A,
            entry(text=PROSE, guid="tag:lirelle.example,2026:7"),
            B,
            entry(text=PROSE, guid="tag:lirelle.example,2026:7"),
        ),
        (
            "edited since",
            A,
            entry(text=PROSE, guid="https://lirelle.example/?p=7"),
            B,
            entry(text=EDITED, guid="https://lirelle.example/?p=7"),
        ),
    ],
    "same-address": [
        (
            "tracking",
            A,
            entry(text=PROSE, link=LINK),
            B,
            entry(text=PROSE, link=LINK + "?utm_source=rss", published=_later(1)),
        ),
        (
            "aggregator's title",
            A,
            entry(text=PROSE, link=LINK),
            B,
            entry("Lirelle : La salle rouvre", PROSE, link=LINK),
        ),
        (
            "feed proxy",
            A,
            entry(text=PROSE, link=LINK),
            B,
            entry(text=PROSE, link="http://proxy.example/~r/3", origlink=LINK),
        ),
        ("summary only", A, entry(text=PROSE, link=LINK), B, entry(text="Trois mois de travaux plus tard.", link=LINK)),
        ("no text", A, entry(link=LINK), B, entry(link=LINK)),
    ],
    "same-text": [
        ("republished", A, entry(text=PROSE), B, entry(text=PROSE, published=_later(2))),
        ("edited", A, entry(text=PROSE), B, entry("La salle rouvre (mise à jour)", EDITED, published=_later(2))),
        ("decorated", A, entry(text=HALF), B, entry("« La salle rouvre » | Lirelle", HALF, published=_later(1))),
        ("another title", A, entry(text=PROSE), B, entry("Deuxième étage", PROSE, published=_later(1))),
        ("moved host", A, entry(text=HALF), B, entry(text=" ".join(WORDS[:48]) + " " + " ".join(WORDS[90:108]))),
        (
            "its own notice",
            A,
            entry("Permanence", NOTICE.format(day="12 mars", room="A")),
            B,
            entry("Permanence", NOTICE.format(day="12 mars", room="A"), published=_later(1)),
        ),
        (
            "short, edited and lengthened",
            A,
            entry("La salle de lecture rouvre", " ".join(WORDS[:60])),
            B,
            entry(
                "La salle de lecture rouvre", " ".join(WORDS[:38] + WORDS[42:60] + WORDS[100:128]), published=_later(2)
            ),
        ),
        (
            "a frame that repeats the dated title",
            A,
            entry("2026-01-26 La salle", HALF),
            B,
            entry(
                "2026-01-26 La salle",
                HALF + " L’article 2026-01-26 La salle est apparu en premier sur Lirelle.",
                published=_later(1),
            ),
        ),
    ],
    "excerpt": [
        ("newsletter", A, entry(text=PROSE), B, entry(text=EXCERPT, published=_later(3))),
        ("continue reading", A, entry(text=PROSE), B, entry(text=EXCERPT + " Lire la suite", published=_later(1))),
    ],
    "revised": [
        (
            "rewritten in part",
            A,
            entry(text=PROSE, guid="7", link=LINK),
            A,
            entry("La salle rouvre enfin", HALF + " " + HALF[::-1], guid="7", link=LINK, published=_later(2)),
        ),
    ],
    "doubled": [
        (
            "a guid with a version",
            A,
            entry(text=PROSE, guid="7-1", link=LINK),
            A,
            entry(text=EDITED, guid="7-2", link=LINK),
        ),
    ],
    "moved-page": [
        (
            "a corrected slug",
            A,
            entry(text=HALF, guid="7", link=LINK),
            A,
            entry("La salle rouvre.", HALF, guid="8", link=LINK + "2"),
        ),
    ],
    "redated": [
        (
            "brought up again",
            A,
            entry(text=PROSE + " " + HALF),
            A,
            entry(text=PROSE + " " + HALF, published=_later(300)),
        ),
    ],
}

NO: dict[str, list[Example]] = {
    "same-guid": [
        ("numbered from 1", A, entry(text=PROSE, guid="7"), B, entry("Horaires", OTHER, guid="7")),
        (
            "zero UUID",
            A,
            entry(text=PROSE, guid="urn:uuid:00000000-0000-0000-0000-000000000000"),
            B,
            entry("Horaires", OTHER, guid="urn:uuid:00000000-0000-0000-0000-000000000000"),
        ),
        (
            "claimed by two posts",
            A,
            entry(text=PROSE, guid="tag:lirelle.example,2026:7"),
            B,
            entry("Horaires", OTHER, guid="tag:lirelle.example,2026:7"),
        ),
        (
            "the blog's own page as guid",
            A,
            entry(text=PROSE, guid="https://lirelle.example/"),
            B,
            entry("Horaires", OTHER, guid="https://lirelle.example/"),
        ),
    ],
    "same-address": [
        (
            "two link blogs",
            A,
            entry(
                "Un manifeste", "Ce texte change tout pour la lecture publique, dit-on.", link="https://ifla.example/m"
            ),
            B,
            entry(
                "On the manifesto",
                "Much ado about what we did already for years.",
                link="https://ifla.example/m",
                published=_later(9),
            ),
        ),
        (
            "two link blogs under the article's title",
            A,
            entry("Manifeste 2026", " ".join(WORDS[:30]), link="https://ifla.example/m"),
            B,
            entry("Manifeste 2026", " ".join(WORDS[80:120]), link="https://ifla.example/m", published=_later(2)),
        ),
        (
            "home page",
            A,
            entry("Agenda", HALF, link="https://lirelle.example/"),
            B,
            entry("Agenda", OTHER, link="https://lirelle.example/"),
        ),
        (
            "releases on one page",
            A,
            entry("Koha 24.05", NOTICE.format(day="1", room="B"), link="https://koha.example/releases"),
            B,
            entry(
                "Koha 24.11",
                NOTICE.format(day="2", room="B"),
                link="https://koha.example/releases",
                published=_later(20),
            ),
        ),
    ],
    "same-text": [
        (
            "next week's notice",
            A,
            entry("Permanence", NOTICE.format(day="12 mars", room="A")),
            B,
            entry("Permanence", NOTICE.format(day="19 mars", room="C"), published=_later(7)),
        ),
        (
            "last month's notice",
            A,
            entry("Permanence", NOTICE.format(day="samedi", room="A")),
            B,
            entry("Permanence", NOTICE.format(day="samedi", room="A"), published=_later(28)),
        ),
        ("episodes", A, entry("Épisode 10", HALF), B, entry("Épisode 11", HALF)),
        ("parts", A, entry("Refondre son portail (1/4)", HALF), B, entry("Refondre son portail (2/4)", HALF)),
        ("a recurring title", A, entry("Agenda", PROSE), B, entry("Agenda", OTHER)),
        (
            "a translation",
            A,
            entry("HAL, ORCID, IdRef", PROSE),
            B,
            entry(
                "HAL, ORCID, IdRef",
                "The reading room opens again after three months of works on its floor and its lamps.",
            ),
        ),
        (
            "a reply that quotes it",
            A,
            entry(text=PROSE),
            B,
            entry("À propos de « La salle rouvre »", PROSE + " " + OTHER, published=_later(1)),
        ),
        ("pictures without text", A, entry("Photo du jour"), B, entry("Photo du jour")),
        (
            "a reply that quotes nearly all there is",
            A,
            entry(text=PROSE),
            B,
            entry(
                "Réponse à La salle rouvre",
                PROSE + " Tout à fait d’accord avec cela, et bravo à vous tous.",
                published=_later(1),
            ),
        ),
        (
            "the menu of the next day",
            A,
            entry("Menu du jour", HALF),
            B,
            entry("Menu du jour", " ".join(WORDS[:20]) + " " + " ".join(WORDS[90:140]), published=_later(1)),
        ),
    ],
    "excerpt": [
        (
            "a digest",
            A,
            entry(text=HALF),
            B,
            entry("Cette semaine", OTHER + " " + HALF + " " + OTHER, published=_later(2)),
        ),
        ("a digest under its title", A, entry(text=HALF), B, entry(text=OTHER + " " + HALF, published=_later(2))),
        ("a reply", A, entry(text=HALF), B, entry("Re: La salle rouvre", HALF + " " + OTHER, published=_later(2))),
        (
            "a post that speaks of it",
            A,
            entry(text=HALF),
            B,
            entry("À propos de « La salle rouvre »", HALF + " " + OTHER, published=_later(2)),
        ),
        ("another part of it", A, entry(text=PROSE), B, entry(text=" ".join(WORDS[100:140]), published=_later(1))),
        ("another title", A, entry(text=PROSE), B, entry("Horaires d’été", EXCERPT)),
    ],
    "revised": [
        (
            "a constant guid",
            A,
            entry(text=PROSE, guid="https://lirelle.example/", link=LINK),
            A,
            entry("Horaires", OTHER, guid="https://lirelle.example/", link=LINK + "2"),
        ),
        (
            "a constant guid and page",
            A,
            entry("Horaires", PROSE, guid="x", link=LINK),
            A,
            entry("Fermeture", OTHER, guid="x", link=LINK, published=_later(9)),
        ),
        (
            "pictures under a constant guid",
            A,
            entry("Photo du jour", guid="x", link=LINK),
            A,
            entry("Photo du jour", guid="x", link=LINK, published=_later(1)),
        ),
        (
            "releases under a constant guid",
            A,
            entry("Koha 24.05", HALF, guid="x", link=LINK),
            A,
            entry("Koha 24.11", HALF, guid="x", link=LINK, published=_later(9)),
        ),
    ],
    "doubled": [
        (
            "anchors",
            A,
            entry("Journal", HALF, guid="1", link=LINK + "#j1"),
            A,
            entry("Journal", OTHER, guid="2", link=LINK + "#j2"),
        ),
        (
            "parameters",
            A,
            entry("Agenda", HALF, guid="1", link=LINK + "?id=1"),
            A,
            entry("Agenda", OTHER, guid="2", link=LINK + "?id=2"),
        ),
        (
            "last week's notice on one page",
            A,
            entry("Agenda", HALF, guid="1", link=LINK),
            A,
            entry("Agenda", HALF, guid="2", link=LINK, published=_later(7)),
        ),
    ],
    "moved-page": [
        (
            "notices imported together",
            A,
            entry("Permanence", NOTICE.format(day="12 mars", room="A")),
            A,
            entry("Permanence", NOTICE.format(day="19 mars", room="C")),
        ),
        (
            "two languages",
            A,
            entry("Koha 24.11", PROSE, link=LINK),
            A,
            entry(
                "Koha 24.11",
                "Version 24.11 is out with many changes for acquisitions and serials.",
                link=LINK + "?lang=en",
            ),
        ),
        (
            "one teaser for all",
            A,
            entry("Horaires", "Lire la suite sur le site de la bibliothèque."),
            A,
            entry("Accueil des classes", "Lire la suite sur le site de la bibliothèque."),
        ),
    ],
    "redated": [
        (
            "a weekly notice",
            A,
            entry("Permanence", NOTICE.format(day="samedi", room="A")),
            A,
            entry("Permanence", NOTICE.format(day="samedi", room="A"), published=_later(7)),
        ),
        (
            "a recurring title",
            A,
            entry("Agenda", PROSE + " " + HALF),
            A,
            entry("Agenda", OTHER + " " + HALF, published=_later(30)),
        ),
        (
            "a newsletter's frame",
            A,
            entry("Lettre", PROSE + " " + OTHER),
            A,
            entry("Lettre", PROSE + " " + " ".join(WORDS[::2] + WORDS[1::2]), published=_later(30)),
        ),
    ],
}


def _cases(table: dict[str, list[Example]]) -> list[object]:
    return [pytest.param(rule, *case[1:], id=f"{rule}: {case[0]}") for rule, cases in table.items() for case in cases]


def _decided(blog: str, one: Entry, other_blog: str, other: Entry) -> tuple[str, Finding] | None:
    found = decide(Post(entry=one, blog=blog), Post(entry=other, blog=other_blog))
    assert found == decide(Post(entry=other, blog=other_blog), Post(entry=one, blog=blog)), (
        "the order of a pair decides"
    )
    return found


@pytest.mark.parametrize(("rule", "blog", "one", "other_blog", "other"), _cases(YES))
def test_a_rule_joins_what_it_is_for(rule: str, blog: str, one: Entry, other_blog: str, other: Entry) -> None:
    """A copy that is not seen comes twice in the river."""
    found = _decided(blog, one, other_blog, other)
    assert found is not None
    assert (found[0], found[1].same) == (rule, True)


@pytest.mark.parametrize(("rule", "blog", "one", "other_blog", "other"), _cases(NO))
def test_what_resembles_it_stays_apart(rule: str, blog: str, one: Entry, other_blog: str, other: Entry) -> None:
    """A wrong merge hides a post that nobody then misses; it is worse than a copy left."""
    found = _decided(blog, one, other_blog, other)
    assert found is None or not found[1].same


def test_every_rule_has_examples_both_ways() -> None:
    """A rule without an example of what it must not do is not finished."""
    names = [name for name, _ in RULES]
    assert names == list(YES) == list(NO)
    assert len(set(names)) == len(names)


def test_undated_short_posts_are_not_joined_by_text() -> None:
    """Without dates a notice cannot be told from last week's."""
    one = replace(entry("Permanence", NOTICE.format(day="samedi", room="A")), published=None)
    assert _decided(A, one, B, one) is None


def test_a_post_has_its_own_words_in_scripts_without_spaces() -> None:
    """Shingles of a text without spaces would otherwise be the whole text, and copies never near."""
    text = "図書館の新しい閲覧室が開室しました。学生は毎日九時から利用できます。予約は必要ありません。" * 3
    found = _decided(A, entry("新しい閲覧室", text), B, entry("新しい閲覧室", text + "お問い合わせは受付まで。"))
    assert found is not None
    assert found[1].same
