"""The address guard, credentials and TLS: where a blog may lead us, and what is shown to whom."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planet.config import FetchSettings
from planet.config.settings import PrivateAddresses
from planet.fetch import Ask, Client, Exchange, Memo
from planet.fetch.guard import OWN, PUBLIC, Reach, led_to, reach
from planet.fetch.request import agent
from planet.model import Failure, Feed, Fetched, Trouble
from tests.fetch.reader import FEED, Reader
from tests.server import OPENSSL, Authority, Reply, Server, authority, redirect, self_signed

needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


def ask_once(url: str, settings: FetchSettings | None = None, *, verify: bool | None = None) -> Exchange:
    """Ask an address as the INI's own."""
    with Client(settings or FetchSettings(), link="https://planet.example/") as client:
        return client.fetch(Ask(blog=url, address=url, now=datetime.now(UTC)), memo=Memo(), verify=verify)


# ---- addresses


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", Reach.PUBLIC),
        ("2606:2800:21f:cb07::1", Reach.PUBLIC),
        ("127.0.0.1", Reach.PRIVATE),
        ("127.8.8.8", Reach.PRIVATE),
        ("10.1.2.3", Reach.PRIVATE),
        ("172.16.0.1", Reach.PRIVATE),
        ("192.168.1.1", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("::1", Reach.PRIVATE),
        ("fd12::1", Reach.PRIVATE),
        ("::ffff:127.0.0.1", Reach.PRIVATE),
        ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("::127.0.0.1", Reach.PRIVATE),
        ("64:ff9b::7f00:1", Reach.PRIVATE),
        ("64:ff9b::5db8:d70e", Reach.PUBLIC),
        ("2002:7f00:1::", Reach.PRIVATE),
        ("0.0.0.0", Reach.SPECIAL),
        ("::", Reach.SPECIAL),
        ("169.254.1.1", Reach.SPECIAL),
        ("169.254.169.254", Reach.SPECIAL),
        ("::ffff:169.254.169.254", Reach.SPECIAL),
        ("100.100.100.200", Reach.SPECIAL),
        ("168.63.129.16", Reach.SPECIAL),
        ("fd00:ec2::254", Reach.SPECIAL),
        ("fe80::1%eth0", Reach.SPECIAL),
        ("224.0.0.1", Reach.SPECIAL),
        ("ff02::1", Reach.SPECIAL),
        ("255.255.255.255", Reach.SPECIAL),
        ("blog.example", Reach.SPECIAL),
    ],
)
def test_addresses_are_told_apart(address: str, expected: Reach) -> None:
    """Every spelling of a private address is one, IPv4 within IPv6 included; clouds' metadata is nobody's blog."""
    assert reach(address) is expected


def test_what_each_rule_lets_a_redirect_reach() -> None:
    """`own` opens private addresses to blogs that live there, never the special ones; `always` opens all."""
    for own in (True, False):
        guard = led_to(PrivateAddresses.OWN, own_is_private=own)
        assert guard.allows("10.0.0.1") is own
        assert guard.allows("93.184.215.14")
        assert not guard.allows("169.254.169.254")
        assert not led_to(PrivateAddresses.NEVER, own_is_private=own).allows("10.0.0.1")
        assert led_to(PrivateAddresses.ALWAYS, own_is_private=own).allows("169.254.169.254")
    assert OWN.allows("127.0.0.1")
    assert not PUBLIC.allows("127.0.0.1")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "127.0.0.1."]
)
def test_strangers_addresses_never_reach_this_machine(server: Server, host: str) -> None:
    """A reading list, a discovery or an image may name loopback in many ways; none of them gets a request."""
    server.on("/secret", Reply(body=b"secret"))
    with Client(FetchSettings(), link="") as client:
        answer = client.get(server.url("/secret", host=host), max_bytes=1000)
    assert isinstance(answer, Failure)
    assert server.requests == []


def test_an_open_connection_is_no_way_around_the_guard(server: Server) -> None:
    """A connection made for a blog of one's own is not lent to a stranger's address of the same host."""
    url = server.on("/feed", Reply(body=FEED))
    with Client(FetchSettings(), link="") as client:
        assert isinstance(client.get(url, max_bytes=1000, own=True), Fetched)
        answer = client.get(url, max_bytes=1000)
        assert isinstance(answer, Failure)
        assert answer.trouble is Trouble.ADDRESS
    assert len(server.requests) == 1


def test_a_private_blog_may_move_among_private_addresses(server: Server, tmp_path: Path) -> None:
    """An intranet's blog that its INI names is followed within the intranet."""
    with Server() as other:
        target = other.on("/feed", Reply(body=FEED))
        assert isinstance(Reader(server.on("/old", redirect(target)), tmp_path).asks(0).outcome, Feed)


def test_never_means_never(server: Server, tmp_path: Path) -> None:
    """The strictest rule: what the INI names is asked, what it leads to must be public."""
    settings = FetchSettings(private_addresses=PrivateAddresses.NEVER)
    server.on("/new", Reply(body=FEED))
    outcome = Reader(server.on("/old", redirect("/new")), tmp_path, settings=settings).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.ADDRESS
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/feed",
        "gopher://127.0.0.1/",
        "data:text/xml,<rss/>",
        "javascript:alert(1)",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[broken/",
        "http://blog.example:99999/",
    ],
)
def test_no_redirect_leads_out_of_the_web(server: Server, tmp_path: Path, target: str) -> None:
    """Other schemes, metadata addresses and addresses that are none end there, in one kind of failure."""
    outcome = Reader(server.on("/old", redirect(target)), tmp_path).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble in (Trouble.ADDRESS, Trouble.REDIRECT)
    assert len(server.requests) == 1


def test_an_adopted_address_is_a_stranger_s_until_the_ini_names_it(server: Server, tmp_path: Path) -> None:
    """What a redirect once led to is guarded as one; the INI's own address is asked again and heals it."""
    with Server(host="127.0.0.2") as other:
        target = other.on("/new", Reply(body=FEED))
        reader = Reader(server.on("/old", redirect(target, 301)), tmp_path, settings=FetchSettings(move_after=0))
        reader.asks(0)
        assert reader.history.adopted == target
        assert isinstance(reader.asks(2).outcome, Feed | type(reader.asks(4).outcome))
        reader.folder = tmp_path / "lost"
        outcome = reader.asks(6).outcome
        assert isinstance(outcome, Failure)
        assert outcome.trouble is Trouble.ADDRESS
        assert not isinstance(reader.asks(30).outcome, Failure)
        assert reader.history.adopted == target


# ---- credentials


def test_credentials_go_to_their_own_origin_only_and_are_never_shown(server: Server, tmp_path: Path) -> None:
    """The INI's user and password are for one server; a redirect does not pass them on, nor does any value."""
    with Server() as other:
        other.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED))
        server.on("/there", redirect(other.url("/feed")))
        url = server.on("/here", redirect("/there")).replace("//", "//reader:s3cret%40pw@")
        reader = Reader(url, tmp_path)
        learned = reader.asks(0)
        assert isinstance(learned.outcome, Feed)
        assert [request.header("Authorization") for request in server.requests] == [
            "Basic cmVhZGVyOnMzY3JldEBwdw=="
        ] * 2
        assert other.requests[0].header("Authorization") is None
    assert reader.exchange is not None
    shown = repr((reader.exchange.answer, reader.exchange.hops, learned.memo, learned.history, learned.host))
    assert "s3cret" not in shown
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"s3cret" not in stored


def test_credentials_of_a_redirect_are_not_taken(server: Server, tmp_path: Path) -> None:
    """A stranger does not choose as whom we log in."""
    server.on("/new", Reply(body=FEED))
    target = server.url("/new").replace("//", "//mallory:pw@")
    reader = Reader(server.on("/old", redirect(target, 301)), tmp_path, settings=FetchSettings(move_after=0))
    reader.asks(0)
    assert server.asked("/new")[0].header("Authorization") is None
    assert reader.history.adopted == server.url("/new")


# ---- what is sent


def test_the_request_is_honest_and_the_same_for_all(server: Server, tmp_path: Path) -> None:
    """One GET a poll, name and contact, no cookie, no Referer, no browser's mask, nothing to defeat caches."""
    server.on("/feed", Reply(headers=[("Set-Cookie", "uid=tracked; Path=/")], body=FEED))
    reader = Reader(server.on("/old", redirect("/feed")), tmp_path)
    reader.asks(0)
    reader.asks(2)
    assert [(request.method, request.target) for request in server.requests] == [("GET", "/old"), ("GET", "/feed")] * 2
    for request in server.requests:
        assert request.header("User-Agent") == agent("https://planet.example/")
        names = {name.lower() for name, _ in request.headers}
        assert names <= {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_the_user_agent_names_version_and_contact() -> None:
    """Publishers who are troubled must find the operator; "Mozilla" calls up challenge pages."""
    assert agent("https://planet.example/").startswith("Nuage/")
    assert agent("https://planet.example/").endswith(" (+https://planet.example/)")
    assert "Mozilla" not in agent("https://planet.example/")
    assert agent("https://bücher.example/é").isascii()


def test_a_configured_user_agent_replaces_ours(server: Server, tmp_path: Path) -> None:
    """Some hosts let in only names they know."""
    settings = FetchSettings(user_agent="Bibliothèque/1 (mailto:x@y.example)")
    Reader(server.on("/feed", Reply(body=FEED)), tmp_path, settings=settings).asks(0)
    assert server.requests[0].header("User-Agent") == "Bibliothèque/1 (mailto:x@y.example)"


def test_a_proxy_is_used_and_told_the_whole_address(server: Server, tmp_path: Path) -> None:
    """Institutions' networks often lead out through one."""
    target = "http://blog.invalid/feed"
    server.on(target, Reply(body=FEED))
    settings = FetchSettings(proxy=server.url("").rstrip("/"))
    assert isinstance(Reader(target, tmp_path, settings=settings).asks(0).outcome, Feed)
    assert server.requests[0].target == target


def test_a_proxy_is_no_way_around_the_guard(server: Server) -> None:
    """Behind a proxy the peer is unknown; names that stand for private addresses here are refused here."""
    with Client(FetchSettings(proxy=server.url("").rstrip("/")), link="") as client:
        for host in ("127.0.0.1", "localhost", "169.254.169.254"):
            answer = client.get(f"http://{host}/", max_bytes=1000)
            assert isinstance(answer, Failure)
            assert answer.trouble is Trouble.ADDRESS
    assert server.requests == []


# ---- TLS


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority of the test's own, made once."""
    return authority(tmp_path_factory.mktemp("authority"))


@needs_openssl
def test_a_valid_certificate_is_accepted(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """An institution's own authority counts when the system, or SSL_CERT_FILE, names it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.certificate))
    with Server(tls=trusted.context()) as server:
        assert isinstance(ask_once(server.on("/feed", Reply(body=FEED))).answer, Fetched)


@needs_openssl
def test_an_expired_certificate_is_named(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """The most frequent fault, and the one its owner can mend in a minute when told."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.certificate))
    with Server(tls=trusted.context(expired=True)) as server:
        answer = ask_once(server.on("/feed", Reply(body=FEED))).answer
    assert isinstance(answer, Failure)
    assert (answer.trouble, answer.detail) == (Trouble.TLS, "certificate expired")


@needs_openssl
def test_another_host_s_certificate_is_named(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typical of a domain that moved to a shared host."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.certificate))
    with Server(tls=trusted.context("DNS:other.example")) as server:
        answer = ask_once(server.on("/feed", Reply(body=FEED))).answer
    assert isinstance(answer, Failure)
    assert (answer.trouble, answer.detail) == (Trouble.TLS, "certificate for another host")


@needs_openssl
def test_an_unknown_issuer_is_named(trusted: Authority) -> None:
    """Signed, but by nobody this machine knows."""
    with Server(tls=trusted.context()) as server:
        answer = ask_once(server.on("/feed", Reply(body=FEED))).answer
    assert isinstance(answer, Failure)
    assert (answer.trouble, answer.detail) == (Trouble.TLS, "certificate from an unknown issuer")


@needs_openssl
def test_a_self_signed_certificate_is_named_and_verify_no_accepts_it(tmp_path: Path) -> None:
    """`verify = no` of one blog lets that blog in; the planet's own setting is for all others."""
    with Server(tls=self_signed(tmp_path)) as server:
        url = server.on("/feed", Reply(body=FEED))
        answer = ask_once(url).answer
        assert isinstance(answer, Failure)
        assert (answer.trouble, answer.detail) == (Trouble.TLS, "certificate self-signed")
        assert isinstance(ask_once(url, verify=False).answer, Fetched)
        assert isinstance(ask_once(url, FetchSettings(verify=False)).answer, Fetched)
        assert isinstance(ask_once(url, FetchSettings(verify=False), verify=True).answer, Failure)


@needs_openssl
def test_an_unverified_connection_is_not_lent_to_a_verified_request(tmp_path: Path) -> None:
    """Two blogs of one host, one with `verify = no`: the other is not asked over its connection."""
    with Server(tls=self_signed(tmp_path)) as server, Client(FetchSettings(), link="") as client:
        url = server.on("/feed", Reply(body=FEED))
        ask = Ask(blog=url, address=url, now=datetime.now(UTC))
        assert isinstance(client.fetch(ask, memo=Memo(), verify=False).answer, Fetched)
        assert isinstance(client.fetch(ask, memo=Memo(), verify=None).answer, Failure)


def test_plain_http_behind_https_is_named(server: Server) -> None:
    """The port speaks no TLS at all."""
    answer = ask_once(server.url("/feed").replace("http:", "https:")).answer
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.TLS
