"""Bodies on their way: small ones in memory, large ones on disk until there is room."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planet.config import FetchSettings
from planet.errors import PublishError
from planet.fetch import Ask, Client, Memo
from planet.fetch.body import IN_MEMORY, START, Body
from planet.model import Fetched, NotModified
from tests.server import Reply, Server


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY])
def test_what_came_is_what_is_taken(size: int) -> None:
    """On disk or not, a body is the bytes that came, in their order, and known by the same digest."""
    whole = bytes(number % 251 for number in range(size))
    pieces, at_once = Body(), Body()
    for start in range(0, size, 70_001):
        pieces.add(whole[start : start + 70_001])
    at_once.add(whole)
    assert (pieces.size, pieces.start, pieces.digest) == (size, whole[:START], at_once.digest)
    assert pieces.take() == at_once.take() == whole


def test_room_is_asked_for_when_the_exchange_is_over(server: Server) -> None:
    """Whoever waits for room holds no place at a host, and a body that is as it was needs none."""
    url = server.on("/feed", Reply(body=b"<rss>" + bytes(2 * IN_MEMORY)))
    asked: list[int] = []
    ask = Ask(blog=url, address=url, now=datetime.now(UTC), conditional=True)
    with Client(FetchSettings(per_host=1), link="") as client:

        def room(size: int) -> None:
            asked.append(size)
            other = client.get(server.url("/feed"), max_bytes=10 * IN_MEMORY, own=True)
            assert isinstance(other, Fetched)

        first = client.fetch(ask, memo=Memo(), verify=None, room=room)
        again = client.fetch(ask, memo=Memo(digest=first.digest), verify=None, room=room)
    assert isinstance(first.answer, Fetched)
    assert asked == [len(first.answer.body)] == [2 * IN_MEMORY + 5]
    assert isinstance(again.answer, NotModified)


def test_a_file_waits_for_room_as_well(tmp_path: Path) -> None:
    """A feed in a file is read into the same memory."""
    (tmp_path / "feed.xml").write_bytes(b"<rss/>")
    ask = Ask(blog=str(tmp_path / "feed.xml"), address=str(tmp_path / "feed.xml"), now=datetime.now(UTC))
    asked: list[int] = []
    with Client(FetchSettings(), link="") as client:
        client.fetch(ask, memo=Memo(), verify=None, room=asked.append)
    assert asked == [6]


def test_where_no_file_can_be_made_the_run_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A full or missing temporary folder is the machine's trouble and no blog's."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(PublishError, match="missing"):
        Body().add(bytes(IN_MEMORY + 1))
