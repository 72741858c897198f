"""Hostile and broken servers: time, size, headers, encodings. Nothing here asserts how long something takes: the
server keeps its side open until the client leaves, so a test that ends at all shows that the client left."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
import zstandard

from planet.config import FetchSettings
from planet.fetch import Learned
from planet.fetch.decode import TooLargeError, UndecodableError, decoded
from planet.model import Failure, Feed, Trouble
from tests.fetch.reader import FEED, Reader
from tests.server import Line, Reply, Request, Server

QUICK = FetchSettings(feed_timeout=0.6, min_interval=0)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


def outcome_of(
    server: Server, folder: Path, answer: Callable[[Request, Line], None], settings: FetchSettings = QUICK
) -> Learned:
    """Ask a server that gives this answer."""
    return Reader(server.on("/feed", answer), folder, settings=settings).asks(0)


def trouble_of(
    server: Server, folder: Path, answer: Callable[[Request, Line], None], settings: FetchSettings = QUICK
) -> Trouble | None:
    """Return the kind of failure of such an answer; None when it was a feed."""
    outcome = outcome_of(server, folder, answer, settings).outcome
    return outcome.trouble if isinstance(outcome, Failure) else None


def test_silence_ends(server: Server, tmp_path: Path) -> None:
    """A server that reads the request and never answers."""
    assert trouble_of(server, tmp_path, lambda _request, line: line.hold()) is Trouble.TIMEOUT


def test_dripping_headers_end(server: Server, tmp_path: Path) -> None:
    """A header a moment, for ever: each byte resets a naive timeout, the total time is what counts."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK)
        line.drip(b"X-Drip: drop\r\n", pause=0.002)

    assert trouble_of(server, tmp_path, answer) is Trouble.TIMEOUT


@pytest.mark.parametrize("head", [OK + b"Connection: close\r\n\r\n", OK + b"Content-Length: 99999\r\n\r\n"])
def test_a_dripping_body_ends(server: Server, tmp_path: Path, head: bytes) -> None:
    """A byte a moment, for ever."""

    def answer(_request: Request, line: Line) -> None:
        line.send(head)
        line.drip(b" ")

    assert trouble_of(server, tmp_path, answer) is Trouble.TIMEOUT


def test_a_dripping_chunk_ends(server: Server, tmp_path: Path) -> None:
    """Chunks hide another loop of reads."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        line.drip(b"1\r\n \r\n")

    assert trouble_of(server, tmp_path, answer) is Trouble.TIMEOUT


def test_a_body_that_stalls_ends(server: Server, tmp_path: Path) -> None:
    """Half of a document, then silence on an open line."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK + b"Content-Length: 5000\r\n\r\n" + FEED)
        line.hold()

    assert trouble_of(server, tmp_path, answer) is Trouble.TIMEOUT


def test_the_total_time_covers_redirects(server: Server, tmp_path: Path) -> None:
    """Five hops do not get five times the time: the last one finds what the first ones left."""

    def slow(target: str) -> Callable[[Request, Line], None]:
        def answer(_request: Request, line: Line) -> None:
            line.ending.wait(0.25)
            line.send(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())

        return answer

    for number in range(4):
        server.on(f"/{number}", slow(f"/{number + 1}"))
    server.on("/4", Reply(body=FEED))
    outcome = Reader(server.url("/0"), tmp_path, settings=QUICK).asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.TIMEOUT


def test_endless_bodies_end_at_the_size_limit(server: Server, tmp_path: Path) -> None:
    """Without a length, at full speed: no more is read than allowed."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK + b"Connection: close\r\n\r\n")
        while not line.ending.is_set():
            line.send(b"<item>again</item>" * 4000)

    learned = outcome_of(server, tmp_path, answer, FetchSettings(max_size=1))
    assert isinstance(learned.outcome, Failure)
    assert learned.outcome.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    "flood", [b"X-H: v\r\n", b"X-Long: " + b"v" * 4000, b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"]
)
def test_endless_headers_end(server: Server, tmp_path: Path, flood: bytes) -> None:
    """Header lines, one endless line, interim answers: all are bounded in number and in bytes."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK if not flood.startswith(b"HTTP") else b"")
        while not line.ending.is_set():
            line.send(flood * 100)

    assert trouble_of(server, tmp_path, answer, FetchSettings()) in (Trouble.NETWORK, Trouble.TOO_LARGE)


def test_an_endless_trailer_ends(server: Server, tmp_path: Path) -> None:
    """What follows the last chunk is read line by line, by libraries that did not always bound it."""

    def answer(_request: Request, line: Line) -> None:
        line.send(OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\n")
        while not line.ending.is_set():
            line.send(b"x" * 65536)

    assert trouble_of(server, tmp_path, answer, FetchSettings(max_size=1)) in (Trouble.NETWORK, Trouble.TOO_LARGE)


def raw_deflate(data: bytes) -> bytes:
    """Compress without zlib's wrapping."""
    unit = zlib.compressobj(9, zlib.DEFLATED, -15)
    return unit.compress(data) + unit.flush()


def zstd(data: bytes) -> bytes:
    """Compress with Zstandard."""
    return zstandard.ZstdCompressor().compress(data)


ENCODED = {
    "gzip": ("gzip", gzip.compress(FEED)),
    "x-gzip": ("X-GZip", gzip.compress(FEED)),
    "gzip in members": ("gzip", gzip.compress(FEED[:50]) + gzip.compress(FEED[50:])),
    "gzip with junk behind": ("gzip", gzip.compress(FEED) + b"\0\0junk"),
    "zlib": ("deflate", zlib.compress(FEED)),
    "raw deflate": ("deflate", raw_deflate(FEED)),
    "brotli": ("br", brotli.compress(FEED)),
    "zstandard": ("zstd", zstd(FEED)),
    "zstandard in frames": ("zstd", zstd(FEED[:50]) + zstd(FEED[50:])),
    "gzip twice": ("gzip, gzip", gzip.compress(gzip.compress(FEED))),
    "deflate in brotli": ("deflate, br", brotli.compress(zlib.compress(FEED))),
    "gzip twice, said once": ("gzip", gzip.compress(gzip.compress(FEED))),
    "gzip, not said": ("", gzip.compress(FEED)),
    "zstandard, not said": ("", zstd(FEED)),
    "gzip said, none done": ("gzip", FEED),
    "brotli said, none done": ("br", FEED),
    "identity": ("identity", FEED),
    "nonsense": ("utf-8", FEED),
    "gzip said, zlib done": ("gzip", zlib.compress(FEED)),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_is_undone_whatever_its_label(server: Server, tmp_path: Path, name: str) -> None:
    """What is advertised is decoded, and the usual lies of servers are seen through by the first bytes."""
    label, body = ENCODED[name]
    headers = [("Content-Encoding", label)] if label else []
    assert trouble_of(server, tmp_path, Reply(headers=headers, body=body)) is None
    advertised = server.requests[0].header("Accept-Encoding")
    assert advertised == "gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("gzip", gzip.compress(FEED * 50)[:-20]),
        ("deflate", zlib.compress(FEED * 50)[:-10]),
        ("br", brotli.compress(FEED * 50)[:-5]),
        ("gzip", b"\x1f\x8b\x08\0" + b"damaged" * 20),
        ("zstd", b"\x28\xb5\x2f\xfd" + b"damaged" * 20),
        ("br", b"\xfd\xfc\xfb" * 50),
        ("zstd", b"\x80nothing of the kind"),
        ("gzip", b"\x80nothing of the kind"),
        ("gzip, gzip, gzip, gzip", gzip.compress(FEED)),
    ],
    ids=range(9),
)
def test_damaged_encodings_are_named(server: Server, tmp_path: Path, label: str, body: bytes) -> None:
    """A compressed document cut short or damaged is no document; nothing of it is kept."""
    answer = Reply(headers=[("Content-Encoding", label), ("ETag", '"bad"')], body=body)
    learned = outcome_of(server, tmp_path, answer)
    assert isinstance(learned.outcome, Failure)
    assert learned.outcome.trouble is Trouble.ENCODING
    assert learned.memo.etag == ""


def bomb(compress: Callable[[bytes], bytes]) -> bytes:
    """64 MB of nothing, compressed."""
    return compress(b"\0" * (64 << 20))


@pytest.mark.parametrize("label", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_bombs_are_left_early(server: Server, tmp_path: Path, label: str) -> None:
    """A few kilobytes that would become gigabytes: counted while they unfold, left at the limit."""
    compress: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: brotli.compress(data, quality=1),
        "zstd": zstd,
    }
    body = bomb(compress[label.partition(",")[0]])
    if "," in label:
        body = gzip.compress(body)
    settings = FetchSettings(max_size=1)
    assert trouble_of(server, tmp_path, Reply(headers=[("Content-Encoding", label)], body=body), settings) is (
        Trouble.TOO_LARGE
    )


def test_no_more_is_unfolded_than_asked_for() -> None:
    """The decoder never holds more than the limit and a piece: what it was fed is drawn, not pushed."""
    drawn = 0
    body = gzip.compress(b"\0" * (256 << 20), 9)

    def pieces() -> Iterator[bytes]:
        nonlocal drawn
        for start in range(0, len(body), 1000):
            drawn += 1000
            yield body[start : start + 1000]

    with pytest.raises(TooLargeError):
        decoded(pieces(), "gzip", 1 << 20)
    assert drawn < len(body) / 10


def test_a_zstandard_window_of_gigabytes_is_refused() -> None:
    """The header names the memory to reserve: 8 MB at most, as RFC 9659 says."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    unit = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(UndecodableError):
        decoded(iter([unit.compress(FEED) + unit.flush()]), "zstd", 1 << 20)


def test_stray_bytes_are_not_the_next_answer(server: Server, tmp_path: Path) -> None:
    """A Content-Length that is too short leaves bytes on the line; they must never pass for another feed."""
    fake = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfake"

    def answer(_request: Request, line: Line) -> None:
        line.send(OK + f"Content-Length: {len(FEED)}\r\n\r\n".encode() + FEED + fake)
        line.hold()

    outcome_of(server, tmp_path, answer)
    with_client = Reader(server.on("/next", Reply(body=FEED)), tmp_path, settings=replace(QUICK, feed_timeout=5))
    assert isinstance(with_client.asks(0).outcome, Feed)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n" + FEED,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Connection: close\r\n\r\n" + FEED,
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Connection: close\r\n\r\n" + FEED,
        OK
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + f"{len(FEED):X};ext=1\r\n".encode()
        + FEED
        + b"\r\n0\r\nX: y\r\n\r\n",
        OK + b"Connection: close\n\n" + FEED,
    ],
)
def test_unusual_answers_are_read(server: Server, tmp_path: Path, answer: bytes) -> None:
    """Old and new corners of HTTP: no length, interim answers, chunks with extensions and trailers, bare newlines."""

    def say(_request: Request, line: Line) -> None:
        line.send(answer)
        line.close()

    assert trouble_of(server, tmp_path, say, FetchSettings()) is None


@pytest.mark.parametrize("answer", [FEED, b"", b"220 mail.example ESMTP\r\n", b"\x16\x03\x01\x02\x00"])
def test_what_is_no_http_is_named(server: Server, tmp_path: Path, answer: bytes) -> None:
    """Another protocol, or a closed line: a failure in one kind, not an exception."""

    def say(_request: Request, line: Line) -> None:
        line.send(answer)
        line.close()

    assert trouble_of(server, tmp_path, say, FetchSettings()) is Trouble.NETWORK
    assert len(server.requests) == 1


def test_a_line_closed_while_idle_costs_one_more_try_and_no_failure(tmp_path: Path) -> None:
    """Servers close kept connections at any moment; the request is made again on a new one, once."""
    from datetime import UTC, datetime

    from planet.fetch import Ask, Client, Memo

    def close_after(_request: Request, line: Line) -> None:
        line.send(OK + f"Content-Length: {len(FEED)}\r\n\r\n".encode() + FEED)

    def hang_up(_request: Request, line: Line) -> None:
        line.close()

    with Server() as server, Client(FetchSettings(), link="") as client:
        url = server.on("/feed", close_after, hang_up, Reply(body=FEED))
        ask = Ask(blog=url, address=url, now=datetime.now(UTC))
        for _ in range(2):
            assert not isinstance(client.fetch(ask, memo=Memo(), verify=None).answer, Failure)
        assert len(server.requests) == 3
