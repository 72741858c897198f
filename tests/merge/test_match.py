"""Stories: who is joined with whom, what the configuration tells, and the laws that hold in any order of harvests."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planet.merge.match import gather, match, told
from planet.model import Entry, Verdict
from tests.merge.shelf import NOON, PROSE, Shelf, entry, record

WORDS = PROSE.split()
NOTICE = (
    "La permanence d’aide à la recherche a lieu samedi de 14 h à 16 h dans la salle du fond. Sans inscription, dans la limite "
    "des places; apportez vos questions, votre carte de lecteur et, si vous en avez un, votre ordinateur portable."
)


def notice(week: int, site: str, hours: int = 0) -> Entry:
    """Return a notice that is the same every week but for its address and date."""
    link = f"https://{site}/{week}-{hours}"
    return entry("Permanence", NOTICE, link=link, guid=link, published=NOON + timedelta(days=7 * week, hours=hours))


def test_a_copy_in_another_blog_joins_the_story() -> None:
    """One card, both blogs."""
    shelf = Shelf()
    shelf.harvest("lirelle.example", [entry(text=PROSE, link="https://lirelle.example/salle")])
    shelf.harvest(
        "portail.example",
        [entry(text=PROSE, link="https://portail.example/node/7", published=NOON + timedelta(days=1))],
    )
    assert [[one.blog for one in story] for story in shelf.stories()] == [["lirelle.example", "portail.example"]]
    assert [(one.rule, one.same) for one in shelf.verdicts] == [("same-text", True)]


def test_each_notice_is_joined_with_its_own_copy() -> None:
    """Twelve notices with one text and twelve copies are twelve stories of two: nearest in date first, one partner each."""
    shelf = Shelf()
    shelf.harvest("lirelle.example", [notice(week, "lirelle.example") for week in range(12)])
    shelf.harvest("portail.example", [notice(week, "portail.example", hours=30) for week in range(12)])
    days = [[one.date for one in story] for story in shelf.stories()]
    assert len(days) == 12
    assert all(len(pair) == 2 and abs(pair[0] - pair[1]) == timedelta(hours=30) for pair in days)


def test_the_hundredth_notice_still_finds_its_copy() -> None:
    """Keys that many records share propose nothing; the week does."""
    shelf = Shelf()
    shelf.harvest("lirelle.example", [notice(week, "lirelle.example") for week in range(100)])
    shelf.harvest("portail.example", [notice(99, "portail.example", hours=30)])
    assert sorted(len(story) for story in shelf.stories()) == [1] * 99 + [2]


def test_a_second_copy_from_one_blog_does_not_take_the_place_of_the_first() -> None:
    """A story holds one post of a blog, unless that blog itself listed it twice."""
    shelf = Shelf()
    shelf.harvest("lirelle.example", [notice(0, "lirelle.example")])
    shelf.harvest("portail.example", [notice(0, "portail.example", hours=3)])
    shelf.harvest("portail.example", [notice(0, "portail.example", hours=3), notice(1, "portail.example")])
    assert sorted(len(story) for story in shelf.stories()) == [1, 2]
    assert [one.rule for one in shelf.verdicts] == ["same-text", "better-partner"]


def test_what_is_told_to_be_the_same_is_one_story() -> None:
    """The coordinator knows of copies that no rule sees; addresses may be written in any form."""
    shelf = Shelf(same=(("http://www.lirelle.example/a/", "https://portail.example/b?utm_source=x"),))
    shelf.harvest("lirelle.example", [entry("Un titre", "Un texte.", link="https://lirelle.example/a")])
    shelf.harvest("portail.example", [entry("Another", "Other words.", link="https://portail.example/b")])
    assert len(shelf.stories()) == 1
    assert [one.rule for one in shelf.verdicts] == ["told-same"]


def test_what_is_told_to_be_different_stays_apart_even_by_way_of_a_third() -> None:
    """Otherwise a third blog's copy would bring together what the coordinator set apart."""
    pair = ("https://lirelle.example/salle", "https://portail.example/salle")
    shelf = Shelf(different=(pair,), same=(pair,))
    for blog in ("lirelle.example", "portail.example", "tiers.example"):
        shelf.harvest(blog, [entry(text=PROSE, link=f"https://{blog}/salle")])
    first, second = (next(one for one in shelf.records.values() if one.entry.link == link) for link in pair)
    assert first.story != second.story
    assert len(shelf.stories()) == 2


def test_a_story_told_apart_later_comes_apart_and_keeps_its_name() -> None:
    """A line added to the INI splits a standing story; the founder's side keeps its published identity."""
    records = [record(n, f"b{n}", entry(text=PROSE, link=f"https://b{n}.example/a"), story=1) for n in (1, 2, 3)]
    stored = [
        Verdict(one=1, other=2, same=True, rule="same-text"),
        Verdict(one=2, other=3, same=True, rule="same-text"),
    ]
    apart = told(records, different=[("https://b1.example/a", "https://b3.example/a")])
    assert gather(records, [*stored, *apart]) == {1: 1, 2: 1, 3: 3}
    assert gather(list(reversed(records)), [*apart, *reversed(stored)]) == {1: 1, 2: 1, 3: 3}


def test_the_oldest_name_stands_when_stories_are_joined() -> None:
    """An output id that was published does not change."""
    records = [record(n, f"b{n}", entry(text=PROSE), story=story) for n, story in ((1, 1), (2, 2), (5, 2), (7, 7))]
    assert gather(records, [Verdict(one=5, other=7, same=True, rule="same-text")]) == {1: 1, 2: 2, 5: 2, 7: 2}
    assert gather(records, [Verdict(one=1, other=5, same=True, rule="same-text")]) == {1: 1, 2: 1, 5: 1, 7: 7}


def test_verdicts_name_the_refusal_of_a_shared_address() -> None:
    """Who asks why two posts with one link are two finds the answer."""
    one = record(
        1, "a", entry("Un manifeste", "Ce texte change tout pour la lecture publique.", link="https://ifla.example/m")
    )
    other = record(
        2, "b", entry("Much ado", "We have been doing all of this for many years.", link="https://ifla.example/m")
    )
    assert [(found.rule, found.same, found.detail) for found in match([other], [one])] == [
        ("same-address", False, "ifla.example/m")
    ]


# ---- laws over small worlds -----------------------------------------------------------------------------------------

BLOGS = ("lirelle.example", "portail.example", "planete.example")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[Entry]]:
    """Return harvests of three blogs that copy, excerpt, decorate and edit a few posts."""
    world: dict[str, list[Entry]] = {blog: [] for blog in BLOGS}
    for number in range(draw(st.integers(1, 5))):
        title = draw(
            st.sampled_from(
                ["Agenda", "La salle rouvre après travaux", f"Épisode {number}", f"Un billet sur {WORDS[number]}"]
            )
        )
        start = draw(st.integers(0, 3)) * 12
        text = " ".join(WORDS[start : start + draw(st.sampled_from([0, 20, 60, 100]))])
        moment = NOON + timedelta(days=draw(st.integers(0, 12)))
        link = f"https://{BLOGS[number % 3]}/{number}"
        for blog in draw(st.lists(st.sampled_from(BLOGS), min_size=1, max_size=3, unique=True)):
            dress = draw(st.sampled_from(["", "?utm_source=rss", "#own"]))
            page = f"https://{blog}/copie/{number}" if dress == "#own" else link + dress
            cut = draw(st.sampled_from([1.0, 1.0, 0.5]))
            words = text.split()
            world[blog].append(
                entry(
                    draw(st.sampled_from([title, f"Lirelle : {title}", f"« {title} »"])),
                    " ".join(words[: int(len(words) * cut)]),
                    link=page,
                    guid=draw(st.sampled_from([page, "", f"tag:{blog},2026:{number}"])),
                    published=moment + timedelta(hours=draw(st.sampled_from([0, 5, 40]))),
                )
            )
    return world


def merged(
    world: dict[str, list[Entry]], order: tuple[str, ...] = BLOGS, **told_: tuple[tuple[str, str], ...]
) -> Shelf:
    """Return a shelf after the harvests in this order."""
    shelf = Shelf(**told_)  # type: ignore[arg-type]
    for blog in order:
        shelf.harvest(blog, world[blog])
    return shelf


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_a_second_run_changes_nothing(world: dict[str, list[Entry]]) -> None:
    """Merging is idempotent: no new record, no new verdict, the same stories under the same names."""
    shelf = merged(world)
    before, decided = dict(shelf.records), list(shelf.verdicts)
    for blog in BLOGS:
        shelf.harvest(blog, world[blog])
    assert shelf.records == before
    assert shelf.verdicts == decided


@settings(max_examples=60, deadline=None)
@given(worlds(), st.permutations(BLOGS))
def test_the_order_of_harvests_does_not_matter(world: dict[str, list[Entry]], order: list[str]) -> None:
    """Blogs answer in any order; the river may not depend on who answered first."""
    one, other = merged(world), merged(world, tuple(order))
    assert one.titles() == other.titles()


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_adding_a_blog_never_splits_a_story(world: dict[str, list[Entry]]) -> None:
    """What was one card stays one card."""
    few, all_ = merged(world, BLOGS[:2]), merged(world)
    for story in few.titles():
        assert any(story <= larger for larger in all_.titles())


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_a_pair_told_apart_stays_apart(world: dict[str, list[Entry]], data: st.DataObject) -> None:
    """Whatever else resembles it, and whoever copies it."""
    links = sorted({one.link for entries in world.values() for one in entries})
    one, other = data.draw(st.sampled_from(links)), data.draw(st.sampled_from(links))
    shelf = merged(world, different=((one, other),))
    for first in shelf.records.values():
        for second in shelf.records.values():
            if {first.entry.link, second.entry.link} == {one, other} and one != other and not _one_page(one, other):
                assert first.story != second.story


def _one_page(one: str, other: str) -> bool:
    return one.partition("?")[0] == other.partition("?")[0]


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms())
def test_verdicts_do_not_depend_on_the_order_of_their_arguments(world: dict[str, list[Entry]], random: object) -> None:
    """A database returns rows in any order."""
    shelf = merged(world)
    records = [replace(one, story=one.number) for one in shelf.records.values()]
    fresh = [one for one in records if one.blog == BLOGS[2]]
    rest = [one for one in records if one.blog != BLOGS[2]]
    expected = match(fresh, rest)
    random.shuffle(fresh)  # type: ignore[attr-defined]
    random.shuffle(rest)  # type: ignore[attr-defined]
    assert match(fresh, rest) == expected
