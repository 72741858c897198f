"""Reading lists of the web: fetched politely, kept, and not trusted with what only the operator may name."""

from pathlib import Path

from planet.config import Blog, load
from planet.pipeline.lists import fetch_list
from tests.server import Reply, Server

OPML = (
    b'<opml version="2.0"><head/><body>'
    b'<outline type="rss" text="A" xmlUrl="https://a.example/feed"/>'
    b'<outline type="rss" text="Secret" xmlUrl="file:///etc/passwd"/>'
    b'<outline type="rss" text="Path" xmlUrl="/etc/passwd"/>'
    b"</body></opml>"
)


def blogs(ini: Path) -> tuple[Blog, ...]:
    """Return the blogs a run would ask."""
    settings = load(ini, fetch_list).settings
    assert settings is not None
    return settings.blogs


def test_a_list_is_asked_once_per_interval_and_its_copy_serves_between(tmp_path: Path) -> None:
    """Cron calls every few minutes; the list's keeper is not asked each time, and no blog leaves when it is down."""
    ini = tmp_path / "planet.ini"
    with Server() as server:
        address = server.on("/list.opml", Reply(body=OPML), Reply(status=500))
        ini.write_text(f"[planet]\nmin_interval = 60\n[{address}]\ncontent_type = opml\n")
        first, second = blogs(ini), blogs(ini)
        assert len(server.requests) == 1
        ini.write_text(ini.read_text().replace("= 60", "= 0"))
        third = blogs(ini)
        assert len(server.requests) == 2
    assert [blog.url for blog in first] == ["https://a.example/feed"]
    assert first == second == third
    settings = load(ini).settings
    assert settings is not None
    assert settings.blogs == first


def test_what_a_list_names_is_not_the_operators_word(tmp_path: Path) -> None:
    """A stranger's list may lead neither to files of this machine nor to private addresses."""
    ini = tmp_path / "planet.ini"
    with Server() as server:
        address = server.on("/list.opml", Reply(body=OPML))
        ini.write_text(f"[{address}]\ncontent_type = opml\n[https://own.example/feed]\nname = Own\n")
        found = blogs(ini)
    assert [(blog.name, blog.listed) for blog in found] == [("A", True), ("Own", False)]


def test_a_blog_of_a_list_at_a_private_address_is_not_asked(tmp_path: Path) -> None:
    """The guard acts on the blogs of lists as on redirects: loopback is refused, and nothing reaches its server."""
    from datetime import UTC, datetime

    from planet.config import FetchSettings
    from planet.fetch import Ask, Client, Memo
    from planet.model import Failure, Trouble

    with Server() as server, Client(FetchSettings(), link="") as client:
        feed = server.on("/feed", Reply(body=b"<rss/>"))
        ask = Ask(blog=feed, address=feed, now=datetime.now(UTC))
        answer = client.fetch(ask, memo=Memo(), verify=None, own=False).answer
        secret = tmp_path / "secret"
        secret.write_text("x")
        local = Ask(blog=str(secret), address=str(secret), now=datetime.now(UTC))
        file = client.fetch(local, memo=Memo(), verify=None, own=False).answer
        assert server.requests == []
    assert isinstance(answer, Failure)
    assert isinstance(file, Failure)
    assert file.trouble is Trouble.ADDRESS
