"""The list of subscriptions: active blogs exactly, by topic, and an import finds the same again."""

from dataclasses import replace
from datetime import UTC, datetime

import listparser

from planet.config import BlogState
from planet.model import History
from planet.render.opml import opml
from planet.render.site import Site
from tests.render.worlds import BLOGS, files, settings, site


def feeds(of: Site, path: str = "opml.xml") -> dict[str, tuple[str, list[list[str]]]]:
    """Return what an import reads: addresses with titles and folders."""
    read = listparser.parse(files(of, opml)[path].decode())
    assert not read.bozo
    return {one.url: (one.title, one.categories) for one in read.feeds}


def test_an_import_finds_every_blog_with_its_topics() -> None:
    """Moving a planet, or following it blog by blog, must lose nothing: titles, addresses, themes and publics."""
    held = feeds(site())
    assert set(held) == {"https://ifsi.example/feed", "https://arts.example/feed?a=1&b=2"}
    title, categories = held["https://ifsi.example/feed"]
    assert title == "IFSI@Orvelle"
    assert {name for path in categories for name in path} >= {"Santé", "Étudiants"}


def test_a_topic_has_its_own_list() -> None:
    """A student subscribes to one public's blogs in one step."""
    assert set(feeds(site(), "topics/sante/opml.xml")) == {"https://ifsi.example/feed"}


def test_only_blogs_that_are_asked_are_listed() -> None:
    """A list with dead or paused feeds makes every importer's program fail at them for ever."""
    for state in (BlogState.PAUSED, BlogState.CLOSED):
        blogs = (BLOGS[0], replace(BLOGS[1], state=state))
        assert set(feeds(site(of=settings(blogs=blogs)))) == {"https://ifsi.example/feed"}
    whole = site()
    gone = replace(whole.cards[BLOGS[1].url], history=History(gone=datetime(2026, 1, 1, tzinfo=UTC)))
    assert set(feeds(replace(whole, cards={**whole.cards, BLOGS[1].url: gone}))) == {"https://ifsi.example/feed"}
    local = (BLOGS[0], replace(BLOGS[1], url="/srv/feeds/own.xml"))
    assert set(feeds(site(of=settings(blogs=local)))) == {"https://ifsi.example/feed"}


def test_a_blog_of_two_topics_is_listed_once() -> None:
    """Many readers subscribe twice to what is listed twice."""
    assert files(site(), opml)["opml.xml"].count(b"https://ifsi.example/feed") == 1


def test_an_empty_list_is_a_list() -> None:
    """OPML wants one outline at least; a planet of paused blogs has a list too."""
    whole = replace(site(), cards={}, topics=())
    assert files(whole, opml)["opml.xml"].count(b"<outline") == 1
