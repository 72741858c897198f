"""Laws of identity that hold for any harvests, not only for those somebody thought of."""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planet.model import Entry
from tests.merge.shelf import NOON, PROSE, Shelf, entry

WORDS = PROSE.split()
TITLES = ("La salle rouvre", "Nouveautés", "Coup de cœur", "Fermeture d’été", "")
PAGES = (
    "https://blog.example/1",
    "http://www.blog.example/1/?utm_source=x",
    "https://blog.example/2",
    "https://other.example/",
    "",
)
GUIDS = ("tag:blog.example,2026:1", "1", "https://blog.example/1", "")
BLOGS = ("a.example", "b.example", "c.example")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw an entry from few titles, pages, guids and texts, so that many share something."""
    start, length = draw(st.sampled_from((0, 0, 12, 60))), draw(st.sampled_from((0, 6, 30, 95)))
    days = draw(st.sampled_from((0, 0, 0, 1, 7, 400)))
    return entry(
        draw(st.sampled_from(TITLES)),
        " ".join(WORDS[start : start + length]),
        link=draw(st.sampled_from(PAGES)),
        guid=draw(st.sampled_from(GUIDS)),
        published=NOON + timedelta(days=days),
    )


FEEDS = st.lists(entries(), max_size=4, unique_by=lambda one: one.raw)
PLANETS = st.tuples(FEEDS, FEEDS, FEEDS)


def shelf_of(feeds: tuple[list[Entry], ...], order: tuple[int, ...] = (0, 1, 2), **told: Any) -> Shelf:
    """Return a shelf after each blog's harvest, in this order."""
    shelf = Shelf(**told)
    for place in order:
        shelf.harvest(BLOGS[place], feeds[place])
    return shelf


def together(shelf: Shelf) -> set[frozenset[tuple[str, str]]]:
    """Return which entries are one story, by blog and raw digest."""
    return {
        frozenset({(one.blog, one.entry.raw), (other.blog, other.entry.raw)})
        for story in shelf.stories()
        for one, other in combinations(story, 2)
    }


@given(PLANETS)
@settings(max_examples=60, deadline=None)
def test_a_second_harvest_changes_nothing(feeds: tuple[list[Entry], ...]) -> None:
    """The same documents again: no new record, no other story."""
    shelf = shelf_of(feeds)
    records, pairs = len(shelf.records), together(shelf)
    for blog, its in zip(BLOGS, feeds, strict=True):
        assert all(found.record is not None for found in shelf.harvest(blog, its))
    assert len(shelf.records) == records
    assert together(shelf) == pairs


@given(PLANETS, st.permutations((0, 1, 2)))
@settings(max_examples=60, deadline=None)
def test_the_order_of_blogs_does_not_matter(feeds: tuple[list[Entry], ...], order: list[int]) -> None:
    """Who answers first is chance; which posts are one is not."""
    assert together(shelf_of(feeds)) == together(shelf_of(feeds, tuple(order)))


@given(PLANETS)
@settings(max_examples=60, deadline=None)
def test_adding_a_blog_never_splits_a_story(feeds: tuple[list[Entry], ...]) -> None:
    """What was one card stays one card whatever is subscribed to later."""
    assert together(shelf_of(feeds, (0, 1))) <= together(shelf_of(feeds))


@given(PLANETS)
@settings(max_examples=60, deadline=None)
def test_a_pair_said_to_be_different_stays_apart(feeds: tuple[list[Entry], ...]) -> None:
    """The coordinator's word goes before every rule, also by way of a third post."""
    pair = ("https://blog.example/1", "https://blog.example/2")
    shelf = shelf_of(feeds, different=(pair,))
    for story in shelf.stories():
        links = {one.entry.link for one in story}
        assert not ({"https://blog.example/1", "https://blog.example/2"} <= links)


@given(PLANETS)
@settings(max_examples=40, deadline=None)
def test_a_pair_said_to_be_the_same_is_one(feeds: tuple[list[Entry], ...]) -> None:
    """Two posts that no rule would join are one story when the coordinator says so."""
    one = entry("Tout autre", "mots un deux trois", link="https://x.example/un", guid="x")
    other = entry("Et encore", "lune soleil étoile", link="https://y.example/deux", guid="y")
    filled = ([*feeds[0], one], [*feeds[1], other], feeds[2])
    shelf = shelf_of(filled, same=(("https://x.example/un", "https://y.example/deux"),))
    assert frozenset({("a.example", one.raw), ("b.example", other.raw)}) in together(shelf)


@given(PLANETS)
@settings(max_examples=60, deadline=None)
def test_a_post_has_one_partner_at_most_in_another_blog(feeds: tuple[list[Entry], ...]) -> None:
    """Two posts of one blog are not copies of one post of another, unless that blog gives one post twice itself."""
    shelf = shelf_of(feeds)
    partners: Counter[tuple[int, str]] = Counter()
    for verdict in shelf.verdicts:
        one, other = shelf.records[verdict.one], shelf.records[verdict.other]
        if verdict.same and one.blog != other.blog:
            partners[one.number, other.blog] += 1
            partners[other.number, one.blog] += 1
    assert all(count == 1 for count in partners.values())
