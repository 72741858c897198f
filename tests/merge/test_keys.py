"""What proposes pairs: titles bare of decoration, sketches of texts, and the keys made of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planet.merge import keys, sketch, titles, wording
from planet.merge.keys import LIMITS, looks_global
from planet.model import SafeHtml
from tests.merge.shelf import NOON, PROSE, entry

WORDS = [
    f"{first}{middle}{last}" for middle in "aeioué" for first in "bcdfgklmnpr" for last in ("nt", "rs", "l", "tte")
] * 5
WORDS = [f"{word}{place // 7}" for place, word in enumerate(WORDS)]
"""Over a thousand words, no two the same."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("La salle rouvre", "LA SALLE ROUVRE"),
        ("La salle rouvre", "« La salle rouvre »"),
        ("La salle rouvre", "La\u00a0salle rouvre\u200b !"),
        ("L’été à l’œuvre", "L'ete a l'oeuvre"),
        ("Prêts & retours", "Prêts &amp; retours"),
        ("Prêts & retours", "Prêts &amp;amp; retours"),
        ("La salle rouvre", "[Agenda] La salle rouvre"),
        ("La salle rouvre", "La salle rouvre (mise à jour)"),
        ("La salle rouvre", "Re: La salle rouvre"),
        ("Médiathèque", "Me\u0301diathe\u0300que"),
    ],
)
def test_a_title_is_bare_of_its_decoration(one: str, other: str) -> None:
    """Copies decorate titles; the words are what stays."""
    assert titles.bare(one) == titles.bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Épisode 10", "Épisode 11"), ("[2/4] Refondre", "[3/4] Refondre"), ("Koha 24.05", "Koha 24.11")]
)
def test_numbers_of_a_title_stay(one: str, other: str) -> None:
    """In a series they are the only difference."""
    assert titles.bare(one) != titles.bare(other)
    assert titles.numbers(titles.bare(one)) != titles.numbers(titles.bare(other))


def test_a_blog_name_before_or_after_a_title_is_seen_through() -> None:
    """Aggregators and portals add it with a colon, a dash or a bar."""
    for decorated in (
        "Lirelle : La salle rouvre",
        "La salle rouvre | Lirelle",
        "La salle rouvre – Lirelle",
        "Lirelle » La salle rouvre",
    ):
        assert titles.closest(titles.parts(decorated), titles.parts("La salle rouvre"))[0] == 1.0
    assert titles.closest(titles.parts("Agenda : concert"), titles.parts("Agenda : lecture"))[0] < 0.8


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("https://blog.example/?p=7", True),
        ("tag:blog.example,2024:post-7", True),
        ("urn:uuid:86938a64-e52a-e9de-350d-850462c7879e", True),
        ("86938a64e52ae9de350d850462c7879e", True),
        ("urn:uuid:00000000-0000-0000-0000-000000000000", False),
        ("00000000-0000-0000-0000-000000000000", False),
        ("https://blog.example/", False),
        ("7", False),
        ("post-7", False),
        ("", False),
    ],
)
def test_a_guid_is_global_when_nobody_else_makes_it_by_chance(guid: str, expected: bool) -> None:
    """Two generators that number their posts from 1 share every guid."""
    assert looks_global(guid) is expected


def test_a_home_page_names_no_post() -> None:
    """Feeds that link every post to the blog's own page must not have all their posts made one."""
    for home in ("https://www.blog.example/", "http://blog.example/index.html?utm_source=rss", "https://blog.example"):
        assert keys.addresses(entry(link=home, guid=home)) == frozenset()
    for page in ("https://blog.example/?p=7", "https://blog.example/#j1", "https://blog.example/a"):
        assert len(keys.addresses(entry(link=page))) == 1


def test_copies_share_a_key_whatever_was_changed() -> None:
    """A pair that no key proposes is never decided on."""
    one = entry(text=PROSE, guid="7", link="https://lirelle.example/7")
    for other in (
        entry("Autre titre", text=PROSE, guid="8"),
        entry("Autre", text=PROSE.replace("chêne", "hêtre").replace("revues", "journaux"), guid="9"),
        entry("Lirelle : La salle rouvre"),
        entry("X", link="http://www.lirelle.example/7/?utm_source=rss"),
        entry("X", origlink="https://lirelle.example/7", link="http://proxy.example/7"),
        entry("X", text=" ".join(PROSE.split()[:30])),
    ):
        assert _proposed(keys.keys(one, "a"), keys.keys(other, "b"))


def test_unlike_posts_share_no_key() -> None:
    """What proposes everything costs as much as comparing everything."""
    one = entry(text=PROSE, guid="7", link="https://lirelle.example/7")
    other = entry(
        "Horaires d’été",
        "Nous fermons à midi du quatorze juillet au vingt août, sauf le mardi.",
        guid="7",
        link="https://b.example/7",
    )
    assert not _proposed(keys.keys(one, "a"), keys.keys(other, "b"))


def _proposed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = set(one) & set(other)
    return sum(1 if key.startswith("s:") else keys.SHARED_SKETCH for key in shared) >= keys.SHARED_SKETCH


@pytest.mark.parametrize("days", range(8))
def test_titles_up_to_a_week_apart_share_a_week(days: int) -> None:
    """However the calendar cuts weeks."""
    for start in range(7):
        one = entry("Permanence", published=NOON + timedelta(days=start))
        other = entry("Permanence", published=NOON + timedelta(days=start + days))
        shared = {key for key in {*keys.keys(one, "a")} & {*keys.keys(other, "b")} if key.startswith("week:")}
        assert shared


def test_every_kind_of_key_has_a_limit_and_the_archive_can_store_it() -> None:
    """A kind without a limit would propose every post of a blog that repeats itself."""
    found = keys.keys(entry(text=PROSE, guid="tag:a.example,2026:7", link="https://a.example/7"), "a")
    assert {key.partition(":")[0] for key in found} == set(LIMITS)
    assert found == tuple(sorted(set(found)))
    assert max(map(len, found)) <= 24


def test_a_sketch_is_the_smallest_sums_in_order() -> None:
    """The archive looks them up one by one, and copies must have the same ones."""
    found = sketch.sketch(" ".join(WORDS[:300]))
    assert len(set(found)) == len(found) == sketch.SKETCH_SIZE
    assert found == tuple(sorted(found))
    assert all(0 <= number < 2**32 for number in found)
    assert sketch.sketch(" ".join(WORDS[: sketch.SHINGLE - 1])) == ()
    assert len(sketch.sketch(" ".join(WORDS[: sketch.SHINGLE]))) == 1
    assert len(sketch.sketch("la " * 300)) == 1


def test_a_sketch_sees_words_and_not_what_stands_between_them() -> None:
    """Copies lose punctuation; but where a word ends tells two texts apart."""
    assert sketch.sketch(" ".join(WORDS[:50])) == sketch.sketch(", ".join(WORDS[:50]) + " !")
    assert not {*sketch.sketch("ab c de fgh i jk")} & {*sketch.sketch("a bc de fgh ij k")}
    assert sketch.sketch("東京都図書館") == sketch.sketch("東 京 都 図 書 館")
    assert len(sketch.sketch("東京都図書館")) == 2


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_two_sketches_share_about_as_much_as_their_texts(share: float) -> None:
    """Thirty-two numbers stand for six hundred words; that is what lets the archive find near copies without texts."""
    kept = int(share * 500)
    found = 0
    for turn in range(20):
        own = WORDS[600 + turn : 1100 + turn]
        one = {*sketch.sketch(" ".join(WORDS[turn : 500 + turn]))}
        other = {*sketch.sketch(" ".join([*WORDS[turn : kept + turn], *own[kept:]]))}
        found += len({*sorted(one | other)[: sketch.SKETCH_SIZE]} & one & other)
    assert found / 20 / sketch.SKETCH_SIZE == pytest.approx(share / (2 - share), abs=0.1)


@given(st.lists(st.sampled_from(["<p>", "</p>", "l’été", "&amp;", "Ａ", " ", "<b class='x'>", "bibliothèque", "œ"])))
def test_the_opening_of_a_long_text_gives_the_same_keys(pieces: list[str]) -> None:
    """Only the opening is read, however long a text is: cut anywhere else, a word or a tag would be halved."""
    opening = "".join(pieces) + " ".join(f"{word}</i> <a href='https://a.example/{word}'>" for word in WORDS)
    one, other = entry(text=opening), entry(text=opening + "<p>" + " ".join(WORDS) * 5)
    assert keys.keys(one, "a") == keys.keys(other, "a")
    assert wording.opening(other) in wording.opening(replace(one, content=SafeHtml(other.content * 2)))


def test_words_do_not_depend_on_markup_case_or_composition() -> None:
    """Copies are re-wrapped, flattened and decomposed."""
    one = entry(text="Une <b>médiathèque</b> à&nbsp;l’œuvre")
    other = replace(one, content=SafeHtml("<div>UNE</div> me\u0301diathe\u0300que à l&#8217;œuvre"))
    assert wording.words(one) == wording.words(other) == ("une", "médiathèque", "à", "l", "œuvre")


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_text_gives_keys(title: str, text: str, guid: str) -> None:
    """Titles and texts come from strangers; nothing they hold may stop the run."""
    one = entry(title, text, guid=guid)
    assert keys.keys(one, "a") == keys.keys(one, "a")
    assert titles.closest(titles.parts(title), titles.parts(title))[0] in {0.0, 1.0}
