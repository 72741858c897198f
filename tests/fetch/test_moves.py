"""Moves: which redirects change where a blog is asked, and when."""

from pathlib import Path

import pytest

from planet.config import FetchSettings
from planet.fetch.learn import _only_secured
from planet.fetch.policy import address
from planet.model import Failure, Feed, Trouble
from tests.fetch.reader import FEED, PAGE, START, Reader
from tests.server import Reply, Server, redirect

DAY = 24


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_adopted_after_a_week(server: Server, tmp_path: Path, status: int) -> None:
    """Captive portals and slips of an evening say 301 as well: a move counts once it has lasted."""
    target = server.on("/new", Reply(body=FEED))
    reader = Reader(server.on("/old", redirect("/new", status)), tmp_path)
    for day in range(7):
        learned = reader.asks(day * DAY)
        assert isinstance(learned.outcome, Feed) or day
        assert learned.history.adopted == ""
        assert learned.history.moving_to == target
    assert reader.asks(7 * DAY).moved == target
    assert len(server.asked("/old")) == 8
    reader.asks(8 * DAY)
    assert len(server.asked("/old")) == 8


def test_move_after_zero_adopts_at_once(server: Server, tmp_path: Path) -> None:
    """The operator may trust redirects at once."""
    target = server.on("/new", Reply(body=FEED))
    reader = Reader(server.on("/old", redirect(target, 301)), tmp_path, settings=FetchSettings(move_after=0))
    assert reader.asks(0).history.adopted == target


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_never_adopted(server: Server, tmp_path: Path, status: int) -> None:
    """Temporary means that the old address is the one to ask next time, for years if need be."""
    server.on("/new", Reply(body=FEED))
    reader = Reader(server.on("/old", redirect("/new", status)), tmp_path, settings=FetchSettings(move_after=0))
    for day in range(3):
        reader.asks(day * DAY)
    assert reader.history.adopted == reader.history.moving_to == ""
    assert len(server.asked("/old")) == 3


def test_only_the_permanent_beginning_of_a_chain_counts(server: Server, tmp_path: Path) -> None:
    """301 then 302: the 302's own address is the blog's new one, not where it happens to lead today."""
    server.on("/end", Reply(body=FEED))
    server.on("/middle", redirect("/end", 302))
    reader = Reader(server.on("/old", redirect("/middle", 301)), tmp_path, settings=FetchSettings(move_after=0))
    assert reader.asks(0).history.adopted == server.url("/middle")


def test_a_permanent_redirect_behind_a_temporary_one_does_not_count(server: Server, tmp_path: Path) -> None:
    """302 then 301: what moved for good is not this blog's address."""
    server.on("/end", Reply(body=FEED))
    server.on("/middle", redirect("/end", 301))
    reader = Reader(server.on("/old", redirect("/middle", 302)), tmp_path, settings=FetchSettings(move_after=0))
    assert reader.asks(0).history.adopted == ""


@pytest.mark.parametrize("end", [Reply(body=PAGE), Reply(status=404), Reply(status=500)])
def test_a_move_counts_only_where_a_feed_answers(server: Server, tmp_path: Path, end: Reply) -> None:
    """Parked domains send everything to their home page; the old address is asked again and may recover."""
    server.on("/new", end)
    reader = Reader(
        server.on("/old", redirect("/new", 301), Reply(body=FEED)), tmp_path, settings=FetchSettings(move_after=0)
    )
    assert isinstance(reader.asks(0).outcome, Failure)
    assert reader.history.adopted == ""
    assert isinstance(reader.asks(DAY).outcome, Feed)


def test_a_portal_of_one_day_changes_nothing(server: Server, tmp_path: Path) -> None:
    """The count starts anew when the blog answers by itself in between."""
    server.on("/portal", Reply(body=FEED))
    answers = [redirect("/portal", 301), Reply(body=FEED), redirect("/portal", 301)]
    reader = Reader(server.on("/old", *answers), tmp_path)
    for hours in (0, DAY, 8 * DAY, 9 * DAY):
        reader.asks(hours)
    assert reader.history.adopted == ""
    assert reader.history.moving_since is not None


def test_another_target_starts_the_count_anew(server: Server, tmp_path: Path) -> None:
    """What must last is one move, not moving about."""
    for path in ("/a", "/b"):
        server.on(path, Reply(body=FEED))
    reader = Reader(server.on("/old", redirect("/a", 301), redirect("/b", 301)), tmp_path)
    reader.asks(0)
    reader.asks(6 * DAY)
    reader.asks(8 * DAY)
    assert reader.history.adopted == ""
    assert reader.history.moving_to == server.url("/b")


def test_http_to_https_of_the_same_address_needs_no_waiting() -> None:
    """Securing an address is no move to somebody else; anything more than that is."""
    assert _only_secured("http://blog.example/feed?a=1", "https://blog.example/feed?a=1")
    assert _only_secured("http://u:p@blog.example:80", "https://blog.example:443/")
    for other in (
        "https://www.blog.example/feed",
        "https://blog.example/feed2",
        "http://blog.example/feed",
        "https://blog.example:8443/feed",
    ):
        assert not _only_secured("http://blog.example/feed", other)
    assert not _only_secured("https://blog.example/feed", "http://blog.example/feed")


def test_back_home_is_not_an_adopted_address(server: Server, tmp_path: Path) -> None:
    """When the adopted address leads back for good, the INI's own is asked again and nothing is left to update."""
    old = server.on("/old", redirect("/new", 301), Reply(body=FEED))
    server.on("/new", Reply(body=FEED), redirect("/old", 301))
    reader = Reader(old, tmp_path, settings=FetchSettings(move_after=0))
    assert reader.asks(0).history.adopted == server.url("/new")
    assert reader.asks(DAY).history.adopted == ""


def test_a_dead_adopted_address_gives_the_old_one_a_chance(server: Server, tmp_path: Path) -> None:
    """Somebody's move may go wrong: after two weeks of failure the INI's address is tried in turn, and taken back."""
    old = server.on("/old", redirect("/new", 301), Reply(body=FEED))
    server.on("/new", Reply(body=FEED), Reply(status=404))
    reader = Reader(old, tmp_path, settings=FetchSettings(move_after=0))
    for day in range(18):
        reader.asks(day * DAY)
    assert reader.history.failures == 0
    assert reader.history.adopted == ""
    assert address(old, reader.history, START) == old


def test_rel_self_does_not_change_where_a_blog_is_asked(server: Server, tmp_path: Path) -> None:
    """A feed's own idea of its address is often wrong: a staging host, a mirror, http."""
    body = FEED.replace(b"<title>", b'<link rel="self" href="https://staging.example/feed"/><title>')
    reader = Reader(server.on("/feed", Reply(body=body)), tmp_path, settings=FetchSettings(move_after=0))
    for day in range(3):
        reader.asks(day * DAY)
    assert reader.history.adopted == ""
    assert len(server.asked("/feed")) == 3


def test_loops_end_at_once(server: Server, tmp_path: Path) -> None:
    """Two addresses that point at each other are found out by the third request at the latest."""
    server.on("/b", redirect("/a"))
    outcome = Reader(server.on("/a", redirect("/b")), tmp_path).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert (outcome.trouble, outcome.detail) == (Trouble.REDIRECT, "redirect loop")
    assert len(server.requests) == 2


def test_chains_end_after_five_hops(server: Server, tmp_path: Path) -> None:
    """A server that invents a new address each time is left after five redirects."""
    for number in range(10):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    outcome = Reader(server.url("/0"), tmp_path).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert (outcome.trouble, outcome.detail) == (Trouble.REDIRECT, "too many redirects")
    assert len(server.requests) == 6


def test_five_hops_are_followed(server: Server, tmp_path: Path) -> None:
    """The limit is for loops, not for an honest chain."""
    for number in range(5):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    server.on("/5", Reply(body=FEED))
    assert isinstance(Reader(server.url("/0"), tmp_path).asks(0).outcome, Feed)


@pytest.mark.parametrize("location", ["new \xc3\xa9", "/new%20%C3%A9", "new \xe9", "//{host}/new%20%C3%A9"])
def test_odd_locations_are_read_as_browsers_read_them(server: Server, tmp_path: Path, location: str) -> None:
    """Blanks, raw UTF-8, raw latin-1 and addresses without a scheme are quoted and resolved, not refused."""
    server.on("/new%20%C3%A9", Reply(body=FEED))
    target = location.replace("{host}", f"127.0.0.1:{server.port}")
    assert isinstance(Reader(server.on("/old", redirect(target)), tmp_path).asks(0).outcome, Feed)


def test_a_redirect_without_an_address_is_a_failure(server: Server, tmp_path: Path) -> None:
    """There is nowhere to go."""
    outcome = Reader(server.on("/old", Reply(status=302)), tmp_path).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.REDIRECT
