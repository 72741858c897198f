"""Which stories stand in which river: the rules of the planet, of topics and of blogs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from planet.config import Blog, BlogState, SelectSettings, Settings, Topic
from planet.model import Entry, Person, SafeHtml, State, Story, Tag, Text
from planet.select import Selection, select

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ALPHA = Blog(url="https://alpha.example/feed", slug="alpha", topics=("sante",))
BETA = Blog(url="https://beta.example/feed", slug="beta", topics=("droit",))


def story(number: int, *tags: str, **fields: Any) -> Story:
    """Return a story of the blog alpha, one day older than the one before."""
    values: dict[str, Any] = {
        "shown": number,
        "date": NOON - timedelta(days=number),
        "updated": NOON,
        "blogs": (ALPHA.url,),
        "title": f"Billet {number}",
        "language": "fr",
        "tags": tuple(Tag(text=tag) for tag in tags),
        **fields,
    }
    return Story(number=number, **values)


def settings(*blogs: Blog, topics: tuple[Topic, ...] = (), **rules: Any) -> Settings:
    """Return settings with these blogs and rules of the planet."""
    chosen = SelectSettings(**rules)
    return Settings(path=Path("/planet.ini"), blogs=blogs or (ALPHA,), topics=topics, select=chosen)


def texts(numbers: Sequence[int]) -> Mapping[int, Text]:
    """Return a text for each story, with its number in it."""
    return {
        number: Text(
            story=number,
            entry=Entry(
                title=f"Billet {number}",
                authors=(Person(name=f"Autrice {number}"),),
                content=SafeHtml(f"<p>Le <b>corps</b> numéro {number}</p>"),
            ),
        )
        for number in numbers
    }


def chosen(stories: Sequence[Story], planet: Settings) -> Selection:
    """Return the rivers of these stories."""
    return select(stories, planet, texts=texts)


STORIES = [story(1, "Santé"), story(2), story(3, "Sante", "Nuit"), story(4, "Nuit", language="en")]


@pytest.mark.parametrize(
    ("rule", "river"),
    [
        ({}, (1, 2, 3, 4)),
        ({"only_tags": ("santé",)}, (1, 3)),
        ({"only_tags": ("Santé", "Nuit")}, (1, 3, 4)),
        ({"not_tags": ("SANTE",)}, (2, 4)),
        ({"only_languages": ("fr_FR",)}, (1, 2, 3)),
        ({"filter": re.compile("Billet [12]")}, (1, 2)),
        ({"filter": re.compile("corps numéro 3")}, (3,)),
        ({"exclude": re.compile("Autrice 4")}, (1, 2, 3)),
        ({"filter": re.compile("^Nuit", re.MULTILINE)}, ()),
        ({"only_tags": ("Santé",), "not_tags": ("Nuit",)}, (1,)),
    ],
)
def test_rules_of_planet_blog_and_topic_mean_the_same(rule: dict[str, Any], river: tuple[int, ...]) -> None:
    """One set of words in three places: what is learned once holds everywhere."""
    by_planet = chosen(STORIES, settings(**rule))
    assert by_planet.river == river
    assert set(by_planet.left_out) == {1, 2, 3, 4} - set(river)
    by_blog = chosen(STORIES, settings(replace(ALPHA, **rule)))
    assert by_blog.blogs[ALPHA.url] == by_blog.river == river
    topic = Topic(slug="sante", name="Santé", **rule)
    by_topic = chosen(STORIES, settings(topics=(topic,)))
    assert by_topic.topics["sante"] == river
    assert by_topic.river == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ({"only_tags": ("rien",)}, "only_tags"),
        ({"not_tags": ("Nuit",)}, "not_tags"),
        ({"only_languages": ("de",)}, "only_languages"),
        ({"filter": re.compile("rien")}, "filter"),
        ({"exclude": re.compile("Billet")}, "exclude"),
    ],
)
def test_the_rule_that_leaves_a_story_out_is_named(rule: dict[str, Any], name: str) -> None:
    """`planet why` must tell the coordinator which line of the INI to change."""
    assert chosen(STORIES, settings(**rule)).left_out[4] == name


def test_rules_mean_terms_not_spellings() -> None:
    """Only the vocabulary knows that BU is a bibliothèque universitaire; a rule that names one means the other too."""
    found = [
        story(1, "Bibliothèque universitaire", terms=("bibliotheque-universitaire",)),
        story(2, "Nuit", terms=("nuit",)),
    ]
    planet = settings(only_tags=("BU",))
    terms = {"BU": ("bibliotheque-universitaire",)}
    assert select(found, planet, texts=texts, terms=lambda tag: terms.get(tag, ())).river == (1,)
    assert select(found, planet, texts=texts).river == ()


def test_a_story_stands_in_the_blogs_whose_rules_it_passes() -> None:
    """A cross-post that one blog's rules leave out is still the other blog's."""
    shared = story(1, "Nuit", blogs=(ALPHA.url, BETA.url))
    topics = (Topic(slug="sante", name="Santé"), Topic(slug="droit", name="Droit"))
    found = chosen([shared], settings(replace(ALPHA, not_tags=("Nuit",)), BETA, topics=topics))
    assert found.river == (1,)
    assert (found.blogs[ALPHA.url], found.blogs[BETA.url]) == ((), (1,))
    assert (found.topics["sante"], found.topics["droit"]) == ((), (1,))


def test_blogs_that_are_not_public_or_not_here_show_nothing() -> None:
    """An incubating blog is read and kept, but only the coordinator sees it; a blog taken out of the INI is gone."""
    for blogs in ((replace(ALPHA, state=BlogState.INCUBATING), BETA), (BETA,)):
        found = chosen(STORIES, settings(*blogs))
        assert found.river == ()
        assert set(found.left_out.values()) == {"blog"}
        assert ALPHA.url not in found.blogs


@pytest.mark.parametrize("state", [BlogState.PAUSED, BlogState.CLOSED])
def test_paused_and_closed_blogs_keep_their_posts(state: BlogState) -> None:
    """A blog that ended is part of the memory of the planet."""
    assert chosen(STORIES, settings(replace(ALPHA, state=state))).river == (1, 2, 3, 4)


def test_withdrawn_stories_follow_the_planet_s_policy() -> None:
    """`hide` by default; a planet that keeps what was withdrawn says so."""
    gone = [story(1, state=State.WITHDRAWN), story(2)]
    assert chosen(gone, settings()).left_out == {1: "withdrawn"}
    assert chosen(gone, settings(withdrawn="keep")).river == (1, 2)


def test_pinned_stories_come_first_in_the_river_alone() -> None:
    """An announcement stays on top of the planet; a blog's page keeps its order."""
    found = chosen([story(1), story(2), story(3, pinned_until=NOON)], settings())
    assert found.river == (3, 1, 2)
    assert found.blogs[ALPHA.url] == (1, 2, 3)


def test_languages_are_rivers_without_region() -> None:
    """fr-CA and fr are one page; what has no language is on none."""
    found = chosen([story(1, language="fr-CA"), story(2), story(3, language=""), story(4, language="en")], settings())
    assert found.languages == {"fr": (1, 2), "en": (4,)}


def test_texts_are_opened_only_for_rules_that_look_into_them() -> None:
    """A planet of a hundred thousand posts must not open them all to list them."""
    asked: list[int] = []

    def counted(numbers: Sequence[int]) -> Mapping[int, Text]:
        asked.extend(numbers)
        return texts(numbers)

    select(STORIES, settings(not_tags=("Nuit",)), texts=counted)
    assert asked == []
    select(STORIES, settings(exclude=re.compile("numéro 2")), texts=counted)
    assert sorted(asked) == [1, 2, 3, 4]
