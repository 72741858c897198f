"""Which archived post an entry is: the feeds that change guids, addresses, hosts, titles, texts and dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planet.merge.match import Recognised, recognise
from planet.model import Entry, SafeHtml
from planet.text import digest
from tests.merge.shelf import NOON, PROSE, entry, record

BLOG = "https://lirelle.example/feed"
WORDS = PROSE.split()


def post(number: int, **fields: object) -> Entry:
    """Return one of a blog's posts: its own title, words and day."""
    start = number * 7 % 60
    text = f"Billet {number}: " + " ".join(WORDS[start : start + 60])
    given = {
        "guid": f"http://lirelle.example/?p={number}",
        "link": f"http://lirelle.example/2026/{number}/billet-{number}/",
        "published": NOON + timedelta(days=number),
        **fields,
    }
    return entry(f"Le billet des {WORDS[number % 50]} numéro {number}", text, **given)


def changed(one: Entry, **fields: object) -> Entry:
    """Return an entry with other fields, and the raw digest that goes with them."""
    made = replace(one, **fields)  # type: ignore[arg-type]
    return replace(made, raw=digest(repr(replace(made, raw=""))))


def against(archived: Sequence[Entry], incoming: Sequence[Entry]) -> tuple[Recognised, ...]:
    """Recognise a harvest against an archive that holds these entries, numbered from 1."""
    known = [record(number, BLOG, one) for number, one in enumerate(archived, 1)]
    return recognise(incoming, known, blog=BLOG)


def numbers(found: Sequence[Recognised]) -> list[int | None]:
    """Return the archived number of each entry, None when it is new."""
    return [one.record.number if one.record else None for one in found]


def test_the_same_harvest_brings_nothing_new() -> None:
    """A second run changes nothing."""
    posts = [post(number) for number in range(20)]
    found = against(posts, posts)
    assert numbers(found) == list(range(1, 21))
    assert {one.rule for one in found} == {"unchanged"}


def test_an_edited_post_is_the_same_post() -> None:
    """Upstream edits replace, even when title and text are new: the feed says by guid and page that it is one post."""
    edit = changed(post(1), title="Tout autre chose", content=SafeHtml("<p>Horaires d’été.</p>"))
    assert numbers(against([post(1), post(2)], [edit])) == [1]


def test_new_guids_and_https_links_are_the_same_posts() -> None:
    """A blog that turns to https, or changes its generator, must not flood the river with what everybody has read."""
    posts = [post(number) for number in range(20)]
    moved = [
        changed(one, guid=f"urn:new:{place}", link=one.link.replace("http:", "https:").rstrip("/"))
        for place, one in enumerate(posts)
    ]
    assert numbers(against(posts, moved)) == list(range(1, 21))


def test_new_host_and_new_permalinks_are_the_same_posts() -> None:
    """A platform change keeps dates and texts and little else."""
    posts = [post(number) for number in range(20)]
    moved = [changed(one, guid=f"{p}", link=f"https://lirelle.hypotheses.example/{p}") for p, one in enumerate(posts)]
    assert numbers(against(posts, moved)) == list(range(1, 21))


def test_dates_that_shift_by_a_time_zone_do_not_make_posts_new() -> None:
    """Importers of other platforms often read local times as UTC."""
    posts = [post(number) for number in range(3)]
    moved = [
        changed(
            one,
            guid=f"{p}",
            link=f"https://other.example/{p}",
            published=one.published and one.published + timedelta(hours=2),
        )
        for p, one in enumerate(posts)
    ]
    assert numbers(against(posts, moved)) == [1, 2, 3]


def test_a_whole_blog_that_moves_under_one_new_date_is_recognised() -> None:
    """An import may date every post on the day of the import; titles used once and texts say what they are."""
    posts = [post(number) for number in range(12)]
    moved = [
        changed(one, guid=f"{p}", link=f"https://other.example/{p}", published=NOON + timedelta(days=400))
        for p, one in enumerate(posts)
    ]
    found = against(posts, moved)
    assert numbers(found) == list(range(1, 13))
    assert {one.rule for one in found} == {"migrated"}


def test_one_post_with_an_old_title_is_no_migration() -> None:
    """What comes alone under an old title, with its text, a year later, is listed again, not moved."""
    again = changed(post(3), guid="new", link="https://lirelle.example/again", published=NOON + timedelta(days=400))
    assert numbers(against([post(number) for number in range(12)], [again])) == [None]


def test_posts_without_guid_are_known_by_their_page() -> None:
    """SPIP gives no guid; an edit within the day, or with its title kept, is an edit."""
    one = post(1, guid="")
    assert numbers(
        against([one, post(2, guid="")], [changed(one, title="Autre titre", content=SafeHtml("<p>Autre.</p>"))])
    ) == [1]
    assert numbers(against([one], [changed(one, link=one.link + "?var_mode=calcul&utm_source=rss")])) == [1]


def test_one_guid_on_every_post_tells_nothing() -> None:
    """Broken generators give every post the home page as guid; none of them may overwrite another."""
    posts = [post(number, guid="https://lirelle.example/") for number in range(5)]
    assert numbers(against(posts[:4], posts)) == [1, 2, 3, 4, None]
    edit = changed(posts[2], title="Le billet corrigé", content=SafeHtml("<p>" + " ".join(WORDS[:30]) + "</p>"))
    assert numbers(against(posts[:4], [edit, posts[4]])) == [3, None]


def test_a_rolling_feed_of_one_post_with_a_constant_guid_brings_each_post() -> None:
    """A feed of one item whose guid never changes still brings another post every day."""
    assert numbers(against([post(1, guid="latest")], [post(2, guid="latest")])) == [None]


def test_a_recycled_guid_is_another_post() -> None:
    """A counter that starts again must not overwrite last year's posts."""
    assert numbers(against([post(1, guid="1")], [post(9, guid="1")])) == [None]


def test_this_weeks_notice_is_not_last_weeks() -> None:
    """Title and text are the same every Saturday; the posts are not."""
    text = "La permanence a lieu samedi de 10 h à 12 h au rez-de-chaussée; apportez vos questions et votre carte."
    weekly = [
        entry(
            "Permanence",
            text,
            guid=f"g{week}",
            link=f"https://lirelle.example/{week}",
            published=NOON + timedelta(days=7 * week),
        )
        for week in range(3)
    ]
    assert numbers(against(weekly[:2], weekly[1:])) == [2, None]
    assert numbers(against(weekly[:2], [weekly[2]])) == [None]


def test_notices_on_one_page_are_told_apart_by_their_dates() -> None:
    """Some feeds link every post to one page and give no guid."""
    page = "https://lirelle.example/actualites"
    weekly = [
        entry("Permanence", "Samedi à 10 h.", link=page, published=NOON + timedelta(days=7 * week)) for week in range(4)
    ]
    assert numbers(against(weekly[:3], weekly)) == [1, 2, 3, None]
    assert numbers(against(weekly[:3], [weekly[3]])) == [None]


def test_a_revision_beside_its_first_version_takes_neither_for_the_other() -> None:
    """A feed that lists a post and its revision under one guid gives two records, run after run."""
    first = post(1)
    revision = changed(first, title="Mise à jour : " + first.title, updated=NOON + timedelta(days=3))
    assert numbers(against([first, revision], [revision, first])) == [2, 1]
    assert numbers(against([first], [revision, first])) == [None, 1]


def test_a_changed_permalink_is_the_same_post() -> None:
    """A corrected slug changes link and guid; the second of publication and the words stay."""
    fixed = changed(post(1), guid="http://lirelle.example/?p=99", link="http://lirelle.example/2026/1/billet-corrige/")
    found = against([post(1), post(2)], [fixed, post(2)])
    assert numbers(found) == [1, 2]
    assert [one.rule for one in found] == ["moved-page", "unchanged"]


def test_episodes_published_together_stay_apart() -> None:
    """A season put online at one second, with one description, is as many posts."""
    text = (
        "Chaque mois, une conversation avec celles et ceux qui font les bibliothèques du réseau, enregistrée sur place."
    )
    episodes = [entry(f"Épisode {n}", text, guid=f"e{n}", link=f"https://voix.example/{n}") for n in range(1, 5)]
    assert numbers(against(episodes[:2], episodes[2:])) == [None, None]


def test_entries_without_anything_are_known_by_their_digest_alone() -> None:
    """An entry without guid, link, title and date is kept, and known again only when nothing of it changed."""
    bare = entry("", "Un mot.", published=None)
    assert numbers(against([bare], [bare])) == [1]
    assert numbers(against([bare], [entry("", "Un autre mot.", published=None)])) == [None]


shapes = st.builds(
    post,
    st.integers(0, 6),
    guid=st.sampled_from(["", "1", "https://lirelle.example/", "tag:lirelle.example,2026:1"]),
    link=st.sampled_from(
        ["", "https://lirelle.example/", "https://lirelle.example/a", "http://lirelle.example/a?utm_source=x"]
    ),
    published=st.sampled_from([None, NOON, NOON + timedelta(days=1)]),
)


@settings(deadline=None)
@given(st.lists(shapes, max_size=8), st.lists(shapes, max_size=8), st.randoms())
def test_recognition_takes_each_record_once_in_any_order_of_the_archive(
    archived: list[Entry], incoming: list[Entry], random: object
) -> None:
    """Two entries of one harvest are never the same record, or one of them would be lost; the archive has no order."""
    known = [record(number, BLOG, one) for number, one in enumerate(archived, 1)]
    found = recognise(incoming, known, blog=BLOG)
    assert [one.entry for one in found] == incoming
    taken = [one.record.number for one in found if one.record]
    assert len(taken) == len(set(taken))
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert numbers(recognise(incoming, shuffled, blog=BLOG)) == numbers(found)


@settings(deadline=None)
@given(st.lists(shapes, max_size=8), st.randoms())
def test_a_harvest_met_again_in_any_order_brings_nothing_new(posts: list[Entry], random: object) -> None:
    """Feeds reorder their entries; what is there to the letter is there."""
    again = list(posts)
    random.shuffle(again)  # type: ignore[attr-defined]
    assert None not in numbers(against(posts, again))
