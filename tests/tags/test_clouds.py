"""Which terms stand in a cloud: every blog is heard, no blog owns it, minimums hold, and the numbers are true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clouds import demonstration_rivers
from planet.config import TagSettings
from planet.model import Story, Tag
from planet.tags import Background, Concept, Vocabulary, apply_terms, cloud, harmonise, spellings
from planet.tags.cloud import choices
from planet.tags.cover import Cover
from planet.tags.measure import bounds, measures, most_frequent, shared
from planet.tags.own import Owner, Usual
from planet.tags.river import River
from planet.tags.selection import select
from planet.tags.vocabulary import Named

LIBERAL = pytest.mark.filterwarnings("ignore:To avoid breaking existing software:DeprecationWarning")
"""What feedparser says while the liberal parser reads a feed that has no `updated`."""
NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = TagSettings(cloud_size=6, cloud_min_posts=2)


def stories(*posts: tuple[str, Sequence[str]], days: int = 1) -> list[Story]:
    """Return stories of (blog, tags), the first the newest, `days` apart."""
    return [
        Story(
            number=number,
            shown=number,
            date=NEWEST - timedelta(days=days * number),
            updated=NEWEST,
            blogs=(blog,),
            tags=tuple(Tag(text=text) for text in tags),
            language="fr",
        )
        for number, (blog, tags) in enumerate(posts)
    ]


def chosen(
    told: Sequence[Story], settings: TagSettings = SETTINGS, vocabulary: Vocabulary | None = None, blogs: int = 0
) -> dict[str, str]:
    """Return every term of these stories with why it is in the cloud or out."""
    harmony = harmonise(spellings(told), vocabulary, locale="fr")
    river = apply_terms(told, harmony)
    found = choices(river, Background(river), harmony, settings=settings, blogs=blogs or None)
    return {choice.term: choice.reason for choice in found}


def test_a_prolific_blog_does_not_own_the_cloud() -> None:
    """A blog with a hundred posts and many tags leaves room for one that has written twice."""
    busy = [("https://busy.example/", [f"sujet {letter}"]) for letter in "abcdefghij" for _ in range(10)]
    quiet = [("https://quiet.example/", ["archives"])] * 2
    assert chosen(stories(*busy, *quiet))["archives"] == "chosen"


def test_minimums_hold_and_never_ask_for_more_blogs_than_live() -> None:
    """A topic of one blog still has a cloud where two blogs are asked for; a tag used once has no place."""
    told = stories(("https://a.example/", ["santé"]), ("https://a.example/", ["santé", "thèse"]))
    strict = TagSettings(cloud_min_blogs=2)
    assert chosen(told, strict, blogs=1) == {"sante": "chosen", "these": "few-posts"}
    assert chosen(told, strict, blogs=2)["sante"] == "few-blogs"


def test_a_blog_that_never_uses_a_tag_twice_is_heard_by_one() -> None:
    """Every blog is found in the cloud: one whose tags were all used once has the one of its newest story there."""
    busy = [("https://a.example/", ["santé"]), ("https://b.example/", ["santé", "droit"])] * 3
    told = stories(*busy, ("https://quiet.example/", ["poterie"]), ("https://quiet.example/", ["argile"]))
    reasons = chosen(told, TagSettings())
    assert reasons == {"sante": "chosen", "droit": "chosen", "poterie": "chosen", "argile": "few-posts"}
    assert chosen(told, TagSettings(cloud_min_posts=2))["poterie"] == "few-posts", "who gives a minimum gets it"
    assert chosen(told, TagSettings(cloud_min_blogs=2))["poterie"] == "few-posts", "nor does it pass the other one"
    single = stories(("https://a.example/", ["santé"]), ("https://a.example/", ["thèse"]))
    assert set(chosen(single, TagSettings()).values()) == {"few-posts"}, "a blog's own cloud hears it anyway"


def test_a_quiet_blog_is_heard_though_its_word_is_no_topic_of_its_own() -> None:
    """What makes a topic's cloud its own weighs posts; that a blog is found in it is worth the same whatever its word."""
    topic = [
        (f"https://{name}.example/", [f"soin {letter}"]) for letter in "abcdefgh" for name in "abc" for _ in range(3)
    ]
    quiet = [("https://quiet.example/", ["livres"])] * 2
    rest = [(f"https://{name}.example/", ["livres", "romans"]) for name in "xyz" for _ in range(5)]
    told = stories(*topic, *quiet, *rest)
    harmony = harmonise(spellings(told), locale="fr")
    planet = apply_terms(told, harmony)
    river = [story for story in planet if story.blogs[0][8] in "abcq"]
    found = choices(river, Background(planet), harmony, settings=TagSettings(cloud_size=8))
    assert {choice.term: choice.reason for choice in found}["livres"] == "chosen"


def test_a_pinned_term_stands_whatever_its_minimum() -> None:
    """The coordinator's pin is stronger than any figure."""
    pinned = Vocabulary(concepts=(Concept(name="thèse", label="thèse", spellings=(Named(text="thèse"),), pin=True),))
    told = stories(*[("https://a.example/", ["santé"])] * 3, ("https://a.example/", ["Thèses"]))
    assert chosen(told, vocabulary=pinned)["these"] == "pinned"


def test_a_found_term_weighs_half_and_counts_whole() -> None:
    """What a program found in the text is surer to be wrong than what its author wrote: smaller in the cloud, yet listed."""
    blogs = [f"https://{name}.example/" for name in "abcd"]
    told = [
        replace(story, terms=("ecrit", "trouve"), found=frozenset({"trouve"}))
        for story in stories(*[(blog, []) for blog in blogs], days=0)
    ]
    background = Background(told)
    river = River(told, background, half_life=180)
    assert river.weight("trouve") == pytest.approx(river.weight("ecrit") * 0.5**0.5), "each blog's root of a half"
    quality = {"ecrit": 1.0, "trouve": 1.0}
    cover = Cover(river)
    reached = cover.gain("ecrit", 1.0) - cover.gain("trouve", 1.0)
    assert reached == pytest.approx(sum(river.worth) / 2)
    assert next(cover.greedy(quality, 1, alone=0))[0] == "ecrit"
    found = {choice.term: choice for choice in select(river, size=2, min_posts=2, min_blogs=1, pinned=frozenset())}
    assert found["trouve"].stories == found["ecrit"].stories == 4


@given(st.lists(st.sampled_from("ab"), max_size=12), st.sampled_from("abc"))
def test_a_story_more_never_makes_a_term_smaller(blogs: list[str], another: str) -> None:
    """A term of 27 posts that is drawn smaller than one of 4 looks like a mistake to whoever reads the numbers."""
    told = [replace(story, terms=("terme",)) for story in stories(*[(blog, []) for blog in ["a", *blogs]])]
    more = [*told, replace(told[0], number=99, blogs=(another,))]
    least, most = (River(river, Background(more), half_life=180).weight("terme") for river in (told, more))
    assert most > least


def test_terms_of_one_blog_have_a_third_of_the_cloud() -> None:
    """A cloud of what single blogs write about says little of the topic; shared terms come first."""
    blogs = [f"https://{name}.example/" for name in "abcd"]
    common = [(blog, [f"commun {letter}"]) for letter in "abcdefghijklmnopqrstuvwxyz" for blog in blogs[:2]]
    alone = [(blogs[3], [f"seul {letter}"]) for letter in "abcdefghijklmnopqrst" for _ in range(9)]
    reasons = chosen(stories(*common, *alone), TagSettings(cloud_size=24))
    taken = [term for term, reason in reasons.items() if reason == "chosen"]
    assert len(taken) == 24
    assert 1 <= sum(term.startswith("seul") for term in taken) <= 8


def test_who_asks_why_a_term_is_out_is_told_of_the_share() -> None:
    """A term that would add more than the last one chosen is not out for want of room: single blogs have their share."""
    common = [(f"https://{name}.example/", [f"commun {letter}"]) for letter in "abcdefghijkl" for name in "ab"]
    alone = [("https://c.example/", [f"seul {letter}"]) for letter in "abcde" for _ in range(9)]
    reasons = chosen(stories(*common, *alone), TagSettings(cloud_size=12))
    assert {reason for term, reason in reasons.items() if term.startswith("seul")} == {"chosen", "one-blog"}
    assert {reason for term, reason in reasons.items() if term.startswith("commun")} == {"chosen", "no-room"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["https://a.example/", "https://b.example/", "https://c.example/"]),
            st.lists(st.sampled_from(["santé", "Santé", "droit", "droits", "archives", "thèse"]), max_size=4),
        ),
        max_size=30,
    )
)
def test_the_number_on_a_term_is_that_of_its_stories(posts: list[tuple[str, list[str]]]) -> None:
    """A reader who follows a term finds as many stories as the cloud said, each once."""
    told = stories(*posts)
    harmony = harmonise(spellings(told), locale="fr")
    river = apply_terms(told, harmony)
    shown = cloud(river, Background(river), harmony, settings=SETTINGS)
    assert len(shown.terms) <= SETTINGS.cloud_size
    for term in shown.terms:
        assert term.stories == sum(term.term in story.terms for story in river)
        assert 1 <= term.step <= 6


def test_a_term_of_the_whole_planet_leaves_the_topics_cloud() -> None:
    """“Nouveautés” stands on every blog: in a topic's cloud it takes the place of what the topic is about."""
    here, there = [f"https://{name}.example/" for name in "ab"], [f"https://{name}.example/" for name in "cdefgh"]
    topic = [(blog, ["soins", "santé", "thèse"]) for blog in here for _ in range(4)]
    topic += [(blog, ["nouveautés", "soins"]) for blog in here]
    rest = [(blog, ["nouveautés", "roman"]) for blog in there for _ in range(20)]
    told = stories(*topic, *rest)
    harmony = harmonise(spellings(told), locale="fr")
    planet = apply_terms(told, harmony)
    river = [story for story in planet if story.blogs[0] in here]
    found = {
        choice.term: choice.reason
        for choice in choices(river, Background(planet), harmony, settings=TagSettings(cloud_size=3, cloud_min_posts=2))
    }
    assert found == {"soins": "chosen", "sante": "chosen", "these": "chosen", "nouveautes": "no-room"}
    larger = TagSettings(cloud_size=30, cloud_min_posts=2)
    found = {choice.term: choice.reason for choice in choices(river, Background(planet), harmony, settings=larger)}
    assert found["nouveautes"] == "chosen", "a cloud of four words has room for all of them"


@LIBERAL
@pytest.mark.parametrize("size", [20, 40])
def test_making_a_cloud_its_own_silences_no_blog(size: int) -> None:
    """Terms leave a cloud for being more at home elsewhere, never at the price of a blog or of stories reached."""
    rivers, background, _harmony = demonstration_rivers()
    whole = next(iter(rivers.values()))
    blogs = sorted({story.blogs[0] for story in whole})
    left = 0
    for part in range(4):
        river = River([story for story in whole if story.blogs[0] in blogs[part::4]], background, half_life=180)
        quality = {
            term: river.quality(term, river.distinct(term)) for term in river.postings if len(river.postings[term]) > 1
        }
        cover = Cover(river)
        taken = dict(cover.greedy(quality, size, alone=size // 3))
        usual = Usual(river, size)
        owner = Owner(river, cover, quality, few=12, alone=0.3, usual=usual)
        settled = owner.settled(taken)
        left += len(owner.elsewhere)
        heard, was = ({blog for term in terms for blog in river.blogs[term]} for terms in (settled, taken))
        assert heard >= was
        reached, before = ({number for term in terms for number in river.postings[term]} for terms in (settled, taken))
        assert len(reached) >= min(len(before), usual.reached[len(settled) - 1])
        assert sum(map(river.own, settled)) / len(settled) >= sum(map(river.own, taken)) / len(taken)
        assert not owner.elsewhere & settled.keys()
    assert left, "no term ever left: the test would say nothing"


@LIBERAL
def test_the_demonstrations_clouds_beat_the_most_frequent_terms() -> None:
    """What the selection is for: all blogs reached, little said twice, few terms of one blog, on whole planet and topic."""
    rivers, background, harmony = demonstration_rivers()
    assert len(rivers) > 1
    for river, size in product(rivers.values(), (TagSettings().cloud_size, 40)):
        live = len({story.blogs[0] for story in river})
        settings = TagSettings(cloud_size=size)
        terms = [term.term for term in cloud(river, background, harmony, settings=settings, blogs=live).terms]
        ours = measures(river, terms, background)
        theirs = measures(river, most_frequent(river, len(terms)), background)
        assert ours.blogs >= max(0.92, theirs.blogs)
        assert ours.one_blog <= min(0.35, theirs.one_blog)
        assert ours.overlap <= min(0.03, theirs.overlap)
        assert ours.coverage >= theirs.coverage
        assert ours.distinct >= theirs.distinct


def test_what_two_clouds_share() -> None:
    """The share counts terms of both against terms of either."""
    assert shared(["a", "b"], ["b", "c"]) == 1 / 3
    assert shared([], []) == 0


@LIBERAL
def test_the_demonstration_lies_where_the_benchmark_reads_it() -> None:
    """Figures over an empty folder would pass every bound."""
    rivers, _background, _harmony = demonstration_rivers()
    assert len(max(rivers.values(), key=len)) > 500


@LIBERAL
def test_no_choice_passes_the_bounds() -> None:
    """What the data cannot give is said beside what the cloud gives, so that a poor figure is not taken for a poor choice."""
    rivers, background, harmony = demonstration_rivers()
    for river in rivers.values():
        drawn = cloud(river, background, harmony, settings=TagSettings(cloud_size=40))
        for terms in ([term.term for term in drawn.terms], most_frequent(river, 40)):
            found, most = (
                measures(river, terms, background),
                bounds(river, len(terms), background, min_posts=1, share=1),
            )
            assert found.coverage <= most.coverage
            assert found.blogs <= most.blogs
            assert found.one_blog >= most.one_blog
            assert found.distinct <= most.distinct + 1e-9
