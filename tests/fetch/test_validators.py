"""Conditional requests: what a server gave is given back exactly, and only while it stands for what we hold."""

from pathlib import Path

import pytest

from planet.model import Failure, Feed, NotModified
from tests.fetch.reader import FEED, OTHER, PAGE, Reader
from tests.server import Line, Reply, Request, Server

ETAGS = [
    '"abc-123"',
    'W/"0815-weak"',
    '"5f3a-gzip"',
    "unquoted",
    '"a, b;c=<d>&\\x"',
    '"\xe9t\xe9"',
    '"line\x85separator"',
    '""',
    '"  two blanks  within "',
]
DATES = [
    "Sat, 14 Feb 2026 10:11:12 GMT",
    "2026-02-14T10:11:12Z",
    "Saturday, 14-Feb-26 10:11:12 CET",
    "14 f\xe9vrier 2026",
    "0",
]


@pytest.mark.parametrize("etag", ETAGS)
def test_etag_returns_byte_for_byte(server: Server, tmp_path: Path, etag: str) -> None:
    """Servers compare ETags as bytes: a quote, a W/ or an odd letter that is lost costs a whole download each time."""
    reader = Reader(server.on("/feed", Reply(headers=[("ETag", etag)], body=FEED), Reply(status=304)), tmp_path)
    reader.asks(0)
    assert isinstance(reader.asks(2).outcome, NotModified)
    assert server.requests[1].header("If-None-Match") == etag
    assert server.requests[1].header("If-Modified-Since") is None


@pytest.mark.parametrize("date", DATES)
def test_last_modified_returns_byte_for_byte(server: Server, tmp_path: Path, date: str) -> None:
    """A date that was read and written again is another string to a server that compares strings."""
    reader = Reader(
        server.on("/feed", Reply(headers=[("Last-Modified", date)], body=FEED), Reply(status=304)), tmp_path
    )
    reader.asks(0)
    reader.asks(2)
    assert server.requests[1].header("If-Modified-Since") == date
    assert server.requests[1].header("If-None-Match") is None


def test_both_when_both_and_nothing_when_none(server: Server, tmp_path: Path) -> None:
    """What a server did not give is never invented, and what it gave is not chosen from."""
    both = [("ETag", '"1"'), ("Last-Modified", "yesterday")]
    reader = Reader(server.on("/feed", Reply(headers=both, body=FEED), Reply(body=FEED)), tmp_path)
    for hours in (0, 2, 4):
        reader.asks(hours)
    first, second, third = server.requests
    assert (first.header("If-None-Match"), first.header("If-Modified-Since")) == (None, None)
    assert (second.header("If-None-Match"), second.header("If-Modified-Since")) == ('"1"', "yesterday")
    assert (third.header("If-None-Match"), third.header("If-Modified-Since")) == (None, None)


def test_every_200_replaces_validators_even_with_the_same_body(server: Server, tmp_path: Path) -> None:
    """A validator kept from an earlier answer hides new posts for ever once the server has moved on."""
    reader = Reader(server.on("/feed", *(Reply(headers=[("ETag", f'"{n}"')], body=FEED) for n in (1, 2, 3))), tmp_path)
    reader.asks(0)
    assert isinstance(reader.asks(2).outcome, NotModified)
    reader.asks(4)
    assert [request.header("If-None-Match") for request in server.requests] == [None, '"1"', '"2"']


def test_a_304_with_new_validators_updates_them_and_one_without_keeps_them(server: Server, tmp_path: Path) -> None:
    """RFC 9111 section 3.2: a 304's headers replace the stored ones, those it does not name stay."""
    reader = Reader(
        server.on(
            "/feed",
            Reply(headers=[("ETag", '"1"'), ("Last-Modified", "then")], body=FEED),
            Reply(status=304, headers=[("ETag", '"2"')]),
            Reply(status=304),
        ),
        tmp_path,
    )
    for hours in (0, 2, 4, 6):
        reader.asks(hours)
    assert [request.header("If-None-Match") for request in server.requests] == [None, '"1"', '"2"', '"2"']
    assert [request.header("If-Modified-Since") for request in server.requests] == [None, "then", "then", "then"]


def test_validators_outlive_errors_and_restarts(server: Server, tmp_path: Path) -> None:
    """One bad day must not cost a full download: the reader opens its cache anew at each run and still has them."""

    def hang_up(_request: Request, line: Line) -> None:
        line.close()

    good = Reply(headers=[("ETag", '"1"')], body=FEED)
    reader = Reader(server.on("/feed", good, Reply(status=500), hang_up, Reply(status=304)), tmp_path)
    for hours in (0, 2, 10, 40):
        reader.asks(hours)
    assert [request.header("If-None-Match") for request in server.requests] == [None, '"1"', '"1"', '"1"']
    assert reader.history.failures == 0


@pytest.mark.parametrize("broken", [PAGE, FEED[:40], b""])
def test_no_validator_is_kept_for_a_body_that_did_not_parse(server: Server, tmp_path: Path, broken: bytes) -> None:
    """Else the next answer is "not modified" and the feed stays stuck behind what could not be read."""
    bad = Reply(headers=[("ETag", '"bad"')], body=broken)
    reader = Reader(server.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED), bad, Reply(body=OTHER)), tmp_path)
    reader.asks(0)
    assert isinstance(reader.asks(2).outcome, Failure)
    assert isinstance(reader.asks(10).outcome, Feed)
    assert [request.header("If-None-Match") for request in server.requests] == [None, '"1"', '"1"']


def test_no_validator_is_kept_for_a_body_cut_short(server: Server, tmp_path: Path) -> None:
    """A transfer that broke off brought no feed, whatever its first bytes look like."""

    def cut(_request: Request, line: Line) -> None:
        line.send(b'HTTP/1.1 200 OK\r\nETag: "bad"\r\nContent-Length: 5000\r\n\r\n' + FEED)
        line.close()

    reader = Reader(server.on("/feed", cut, Reply(body=FEED)), tmp_path)
    assert isinstance(reader.asks(0).outcome, Failure)
    assert isinstance(reader.asks(4).outcome, Feed)
    assert server.requests[1].header("If-None-Match") is None


def test_equal_body_without_validators_is_no_change(server: Server, tmp_path: Path) -> None:
    """Many servers give no validators, or wrong ones: the same bytes are not worked on again."""
    reader = Reader(server.on("/feed", Reply(body=FEED), Reply(body=FEED), Reply(body=OTHER)), tmp_path)
    assert isinstance(reader.asks(0).outcome, Feed)
    assert isinstance(reader.asks(2).outcome, NotModified)
    assert isinstance(reader.asks(4).outcome, Feed)


def test_force_asks_unconditionally_and_believes_nothing(server: Server, tmp_path: Path) -> None:
    """The way out of a server that says "not modified" wrongly: no validators, and an equal body is read again."""
    reader = Reader(server.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED)), tmp_path)
    reader.asks(0)
    assert isinstance(reader.asks(2, force=True).outcome, Feed)
    assert server.requests[1].header("If-None-Match") is None


def test_a_lost_archive_makes_the_cache_worthless(server: Server, tmp_path: Path) -> None:
    """Validators stand for what the archive holds: without it a 304 would leave the blog empty for ever."""
    url = server.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED))
    Reader(url, tmp_path).asks(0)
    assert isinstance(Reader(url, tmp_path).asks(2).outcome, Feed)
    assert server.requests[1].header("If-None-Match") is None


def test_validators_go_to_the_address_they_came_from_only(server: Server, tmp_path: Path) -> None:
    """Another address is another resource; its ETags mean something else."""
    moved = Reply(status=302, headers=[("Location", "/there"), ("ETag", '"not of a feed"')])
    server.on("/there", Reply(headers=[("ETag", '"1"')], body=FEED))
    reader = Reader(server.on("/here", moved), tmp_path)
    reader.asks(0)
    reader.asks(2)
    assert [request.header("If-None-Match") for request in server.asked("/here")] == [None, None]
    assert [request.header("If-None-Match") for request in server.asked("/there")] == [None, '"1"']


def test_a_304_nobody_asked_for_is_a_failure(server: Server, tmp_path: Path) -> None:
    """Without validators "not modified" says nothing: nothing is known that could have stayed the same."""
    outcome = Reader(server.on("/feed", Reply(status=304)), tmp_path).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.status == 304
