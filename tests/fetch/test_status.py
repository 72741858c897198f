"""Statuses, challenge pages, hosts' shares, files: how each kind of answer is told and what it leaves behind."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planet.config import FetchSettings
from planet.fetch import Ask, Client, Memo, in_turn
from planet.fetch.hosts import Hosts
from planet.fetch.local import path_of
from planet.model import Failure, Feed, Fetched, NotModified, Trouble
from tests.fetch.reader import FEED, OTHER, PAGE, START, Reader
from tests.server import Line, Reply, Request, Server

CHALLENGES = {
    "Cloudflare": b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><script>window._cf_chl_opt={}</script>",
    "Anubis": b'<!doctype html><html><head><title>Making sure you&#39;re not a bot!</title><script id="anubis_challenge">',
    "Sucuri": b"<html><title>You are being redirected...</title><script>sucuri_cloudproxy_js='';</script>",
}


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (400, Trouble.STATUS),
        (401, Trouble.BLOCKED),
        (403, Trouble.BLOCKED),
        (404, Trouble.STATUS),
        (410, Trouble.GONE),
        (418, Trouble.STATUS),
        (429, Trouble.LATER),
        (451, Trouble.BLOCKED),
        (500, Trouble.STATUS),
        (503, Trouble.LATER),
        (204, Trouble.STATUS),
        (206, Trouble.STATUS),
        (300, Trouble.STATUS),
        (999, Trouble.STATUS),
    ],
)
def test_each_status_has_its_kind_and_one_request(
    server: Server, tmp_path: Path, status: int, trouble: Trouble
) -> None:
    """One request a run, whatever the answer; its kind decides what the operator reads."""
    outcome = (
        Reader(server.on("/feed", Reply(status=status, body=PAGE if status != 204 else b"")), tmp_path).asks(0).outcome
    )
    assert isinstance(outcome, Failure)
    assert (outcome.trouble, outcome.status) == (trouble, status)
    assert len(server.requests) == 1


@pytest.mark.parametrize("who", CHALLENGES)
@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_challenge_pages_are_told_by_name(server: Server, tmp_path: Path, who: str, status: int) -> None:
    """A page that checks browsers is no feed and no error of the blog: validators stay as they were."""
    good = Reply(headers=[("ETag", '"1"')], body=FEED)
    wall = Reply(status=status, headers=[("ETag", '"wall"'), ("Content-Type", "text/html")], body=CHALLENGES[who])
    reader = Reader(server.on("/feed", good, wall, Reply(status=304)), tmp_path)
    reader.asks(0)
    outcome = reader.asks(2).outcome
    assert isinstance(outcome, Failure)
    assert (outcome.trouble, outcome.detail) == (Trouble.BLOCKED, f"challenge page of {who}")
    assert isinstance(reader.asks(8).outcome, NotModified)
    assert server.requests[2].header("If-None-Match") == '"1"'


def test_a_page_where_a_feed_was_is_a_barrier(server: Server, tmp_path: Path) -> None:
    """A login page or an interstitial in the place of a feed; at a new address it is simply no feed."""
    reader = Reader(server.on("/feed", Reply(body=FEED), Reply(body=PAGE)), tmp_path)
    reader.asks(0)
    outcome = reader.asks(2).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.BLOCKED
    fresh = Reader(server.on("/page", Reply(body=PAGE)), tmp_path).asks(0).outcome
    assert isinstance(fresh, Failure)
    assert fresh.trouble is Trouble.NOT_A_FEED


def test_a_feed_about_challenges_is_a_feed(server: Server, tmp_path: Path) -> None:
    """Librarians write about Cloudflare, too."""
    body = FEED.replace(b"A feed", b"On _cf_chl_opt and anubis_challenge")
    assert isinstance(Reader(server.on("/feed", Reply(body=body)), tmp_path).asks(0).outcome, Feed)


def test_failures_are_counted_and_dated_and_forgotten_on_success(server: Server, tmp_path: Path) -> None:
    """The archive knows since when a blog fails and of what, and since when it is well."""
    reader = Reader(
        server.on("/feed", Reply(body=FEED), Reply(status=404), Reply(status=500), Reply(body=OTHER)), tmp_path
    )
    first = reader.asks(0).history
    assert first.first_success == first.last_success == START
    reader.asks(2)
    failing = reader.asks(10).history
    assert (failing.failures, failing.failing_since, failing.status) == (2, START + timedelta(hours=2), 500)
    assert failing.last_success == START
    well = reader.asks(20).history
    assert (well.failures, well.failing_since, well.trouble) == (0, None, None)
    assert well.first_success == START


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://blog.invalid/",
        "http://[broken",
        "http://",
        "gopher://x/",
        "nonsense",
        "http://\udcff/",
    ],
)
def test_addresses_that_cannot_be_asked_are_failures(tmp_path: Path, url: str) -> None:
    """Refused, unknown, broken or of another kind: a value with a kind, never an exception."""
    with Client(FetchSettings(), link="") as client:
        answer = client.fetch(Ask(blog=url, address=url, now=START), memo=Memo(), verify=None).answer
    assert isinstance(answer, Failure)
    assert answer.trouble in (Trouble.REFUSED, Trouble.DNS, Trouble.ADDRESS)


# ---- hosts


def test_no_host_is_asked_by_more_than_its_share(server: Server) -> None:
    """Twenty blogs of one host and sixteen workers: two requests at once, by whatever way they come."""

    held, most, counting = 0, 0, threading.Lock()

    def slow(request: Request, line: Line) -> None:
        nonlocal held, most
        with counting:
            held += 1
            most = max(most, held)
        line.ending.wait(0.02)
        with counting:  # before the answer: the client may ask again the moment it has it
            held -= 1
        Reply(body=FEED)(request, line)

    addresses = [server.on(f"/{number}", slow) for number in range(20)]
    with Client(FetchSettings(per_host=2), link="") as client, ThreadPoolExecutor(16) as pool:

        def ask(url: str) -> object:
            return client.fetch(Ask(blog=url, address=url, now=START), memo=Memo(), verify=None).answer

        assert all(isinstance(answer, Fetched) for answer in pool.map(ask, addresses))
    assert most == 2


def test_requests_to_one_public_host_are_spaced() -> None:
    """Starts lie apart by the spacing; another host, or one's own network, waits for nobody."""
    clock, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        clock[0] += seconds

    hosts = Hosts(2, spacing=0.5, clock=lambda: clock[0], sleep=sleep)
    for name in ("blog.example", "blog.example", "other.example", "127.0.0.1", "127.0.0.1", "localhost", "localhost"):
        with hosts.turn(name):
            pass
    assert slept == [0.5]


def test_a_busy_host_is_left_alone_within_a_run(server: Server) -> None:
    """Two answers with Retry-After: the host's other blogs of this very run are not asked, and are not failing.

    One may be a limit of that blog alone: the others, which may be asked now, are; from the next run on it holds for all.
    """
    asked = []
    for path in ("/one", "/two", "/three"):
        server.on(path, Reply(status=429, headers=[("Retry-After", "60")]))
    with Client(FetchSettings(), link="") as client:
        for path in ("/one", "/two", "/three"):
            url = server.url(path)
            exchange = client.fetch(Ask(blog=url, address=url, now=START), memo=Memo(), verify=None)
            assert isinstance(exchange.answer, Failure)
            assert exchange.answer.trouble is Trouble.LATER
            asked.append(exchange.asked)
    assert asked == [True, True, False]
    assert len(server.requests) == 2


def test_a_slow_host_does_not_fill_the_workers() -> None:
    """Ten blogs of one slow host wait in the queue, not in threads: all the others are done before its third."""
    release, done = threading.Event(), list[str]()

    def work(item: str) -> str:
        if item.startswith("slow"):
            assert release.wait(10)
        return item

    items = [f"slow {number}" for number in range(10)] + [f"host{number} blog" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        for item in in_turn(items, work, host=lambda item: item.split()[0], executor=pool, workers=4, per_host=2):
            done.append(item)
            if len(done) == 20:
                release.set()
    assert {item.split()[0] for item in done[:20]} == {f"host{number}" for number in range(20)}
    assert sorted(done) == sorted(items)


def test_in_turn_never_passes_its_limits() -> None:
    """Neither the workers' number nor a host's share is passed; items without a host are not held back."""
    lock, active, most = threading.Lock(), dict[str, int](), dict[str, int]()

    def work(item: tuple[str, int]) -> int:
        for name in (item[0], "all"):
            with lock:
                active[name] = active.get(name, 0) + 1
                most[name] = max(most.get(name, 0), active[name])
        threading.Event().wait(0.001)
        for name in (item[0], "all"):
            with lock:
                active[name] -= 1
        return item[1]

    items = [(f"host{number % 3}" if number % 4 else "", number) for number in range(80)]
    with ThreadPoolExecutor(8) as pool:
        found = list(in_turn(items, work, host=lambda item: item[0], executor=pool, workers=5, per_host=2))
    assert sorted(found) == list(range(80))
    assert most["all"] <= 5
    assert all(count <= 2 for name, count in most.items() if name.startswith("host"))


# ---- files


def test_files_are_read_through_the_same_door(tmp_path: Path) -> None:
    """A feed made by a script: read when its time or size changed, worked on when its bytes did, never held back."""
    path = tmp_path / "a feed é.xml"
    path.write_bytes(FEED)
    for address in (str(path), path.as_uri()):
        reader = Reader(address, tmp_path / str(len(address)))
        assert isinstance(reader.asks(0).outcome, Feed)
        assert isinstance(reader.asks(0.01).outcome, NotModified)
        os.utime(path, (1, len(address)))
        assert isinstance(reader.asks(0.02).outcome, NotModified)
        path.write_bytes(OTHER)
        assert isinstance(reader.asks(0.03).outcome, Feed)
        path.write_bytes(FEED)
    assert reader.exchange is not None
    assert reader.exchange.answer.url == path.as_uri()


def test_files_that_are_none_are_failures(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe nobody writes to, a file past the limit: one line each, and no hanging."""
    pipe, large = tmp_path / "pipe", tmp_path / "large"
    os.mkfifo(pipe)
    large.write_bytes(b"x" * 2_000_000)
    expected = {
        tmp_path / "missing": Trouble.FILE,
        tmp_path: Trouble.FILE,
        pipe: Trouble.FILE,
        large: Trouble.TOO_LARGE,
    }
    for number, (path, trouble) in enumerate(expected.items()):
        reader = Reader(str(path), tmp_path / f"cache{number}", settings=FetchSettings(max_size=1))
        outcome = reader.asks(0).outcome
        assert isinstance(outcome, Failure)
        assert outcome.trouble is trouble


def test_which_addresses_are_files() -> None:
    """Only absolute paths and `file:` of this machine; a file on "another host" is not looked for here."""
    assert path_of("/srv/feed.xml") == Path("/srv/feed.xml")
    assert path_of("file:///srv/a%20feed.xml") == Path("/srv/a feed.xml")
    assert path_of("file://localhost/srv/feed.xml") == Path("/srv/feed.xml")
    assert path_of("file://server/share/feed.xml") is None
    assert path_of("https://blog.example/feed.xml") is None


# ---- forms


def test_a_form_is_posted_once_and_not_redirected(server: Server) -> None:
    """A hub's ping: the fields arrive as a form; a hub that redirects is told as failing."""
    url = server.on("/hub", Reply(status=204), Reply(status=302, headers=[("Location", "/x")]))
    with Client(FetchSettings(), link="https://planet.example/") as client:
        assert isinstance(client.post(url, {"hub.mode": "publish", "hub.url": "https://planet.example/é"}), Fetched)
        assert isinstance(client.post(url, {}), Failure)
    assert server.requests[0].body == b"hub.mode=publish&hub.url=https%3A%2F%2Fplanet.example%2F%C3%A9"
    assert server.requests[0].method == "POST"
    assert len(server.requests) == 2


def test_a_document_larger_than_asked_for_is_refused(server: Server) -> None:
    """Reading lists and images name their own limits."""
    url = server.on("/list", Reply(body=b"x" * 3000))
    with Client(FetchSettings(), link="") as client:
        assert isinstance(client.get(url, max_bytes=3000, own=True), Fetched)
        answer = client.get(url, max_bytes=2999, own=True)
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.TOO_LARGE


def test_now_is_only_the_caller_s() -> None:
    """Waiting times count from the run's time, which the ask carries."""
    assert Ask(blog="x", address="x", now=datetime(2026, 1, 1, tzinfo=UTC)).now.year == 2026
