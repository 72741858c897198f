"""`planet add` and `planet remove` against a real server: what they find, what they write, what they refuse."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from planet.config import load
from tests.commands.said import planet_says
from tests.server import Reply, Server, redirect

HTML = [("Content-Type", "text/html; charset=utf-8")]
START = b"; ours\r\n[planet]\r\nname = N\r\n"


def feed_of(title: str) -> bytes:
    """Return a feed with one dated and tagged post."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><id>urn:{title}</id>'
        f"<updated>2026-11-24T10:00:00Z</updated><entry><title>Post</title><id>urn:{title}:1</id>"
        f'<link href="https://x.example/1"/><category term="Open access"/>'
        f"<published>2026-11-24T10:00:00Z</published><updated>2026-11-24T10:00:00Z</updated></entry></feed>"
    ).encode()


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    """Return an INI without blogs."""
    path = tmp_path / "planet.ini"
    path.write_bytes(START)
    return path


def test_the_feeds_of_a_page_are_shown_and_the_chosen_one_is_added(ini: Path) -> None:
    """A person chooses by titles, days and tags, and finds the rest of the file as it was."""
    with Server() as server:
        page = server.on(
            "/",
            Reply(
                headers=HTML,
                body=b'<html><head><link rel="alternate" type="application/rss+xml" href="/a">'
                b'<link rel="alternate" type="application/rss+xml" href="/b"></head></html>',
            ),
        )
        server.on("/a", Reply(body=feed_of("First")))
        second = server.on("/b", Reply(body=feed_of("Second &amp; last")))
        result = planet_says("add", page, "-c", str(ini), "--topic", "Law", "--audience", "Students", given="2\n")
        assert not [request for request in server.requests if request.target not in ("/", "/a", "/b")]
    assert result.exit_code == 0, result.output
    assert "1. First" in result.output
    assert "November 24, 2026" in result.output
    assert "Open access" in result.output
    assert ini.read_bytes().startswith(START)
    settings = load(ini).settings
    assert settings is not None
    assert [(blog.url, blog.name, blog.topics, blog.audiences) for blog in settings.blogs] == [
        (second, "Second & last", ("law",), ("students",))
    ]


def test_usual_places_are_tried_when_the_page_names_none(ini: Path) -> None:
    """Many blogs forget the link; the usual place is found, and only then are places guessed."""
    with Server() as server:
        page = server.on("/", Reply(headers=HTML, body=b"<html><title>Blog</title></html>"))
        feed = server.on("/feed/", Reply(body=feed_of("Found")))
        result = planet_says("add", page, "--yes", "--name", "Ours", "-c", str(ini))
    assert result.exit_code == 0, result.output
    assert f"[{feed}]\r\nname = Ours\r\n".encode() in ini.read_bytes()


def test_what_is_no_feed_is_refused_and_nothing_is_written(ini: Path) -> None:
    """A 404, a page without feeds and a name that does not exist each have a sentence."""
    with Server() as server:
        page = server.on("/page", Reply(headers=HTML, body=b"<html><title>No blog</title></html>"))
        result = planet_says("add", server.url("/none"), page, "--yes", "-c", str(ini))
    assert result.exit_code == 1
    assert "404" in result.output
    assert "There is no feed at this address" in result.output
    assert ini.read_bytes() == START


def test_a_blog_is_subscribed_once(ini: Path) -> None:
    """The same feed a second time would only be asked twice."""
    with Server() as server:
        feed = server.on("/feed", Reply(body=feed_of("A")))
        assert planet_says("add", feed, "--yes", "-c", str(ini)).exit_code == 0
        before = ini.read_bytes()
        again = planet_says("add", feed + "?utm_source=mail", "--yes", "-c", str(ini))
    assert again.exit_code == 1
    assert "already in the INI" in again.output
    assert ini.read_bytes() == before


def test_a_permanent_move_is_written_a_temporary_one_is_not(ini: Path) -> None:
    """The INI then names the address its publisher wants to be asked at."""
    with Server() as server:
        new = server.on("/new", Reply(body=feed_of("A")))
        old = server.on("/old", redirect("/new", 301))
        other = server.on("/other", redirect("/elsewhere", 302))
        server.on("/elsewhere", Reply(body=feed_of("B")))
        result = planet_says("add", old, other, "--yes", "-c", str(ini))
    assert result.exit_code == 0, result.output
    settings = load(ini).settings
    assert settings is not None
    assert [blog.url for blog in settings.blogs] == [new, other]


def test_files_can_be_added(ini: Path) -> None:
    """A feed in a file is a blog too; its path counts from the INI's folder."""
    (ini.parent / "local.xml").write_bytes(feed_of("Local"))
    result = planet_says("add", str(ini.parent / "local.xml"), "--yes", "-c", str(ini))
    assert result.exit_code == 0, result.output
    assert b"[./local.xml]" in ini.read_bytes()
    settings = load(ini).settings
    assert settings is not None
    assert settings.blogs[0].url == str(ini.parent / "local.xml")


def test_none_may_be_chosen(ini: Path) -> None:
    """Looking is not subscribing."""
    with Server() as server:
        result = planet_says("add", server.on("/feed", Reply(body=feed_of("A"))), "-c", str(ini), given="0\n")
    assert result.exit_code == 1
    assert ini.read_bytes() == START


@pytest.mark.parametrize("given", [None, ""], ids=["closed", "at its end"])
def test_without_anybody_to_ask_one_line_says_what_to_do(ini: Path, given: str | None) -> None:
    """In a script the question would otherwise end as if somebody had pressed Ctrl+C, without a word of --yes."""
    with Server() as server:
        feed = server.on("/feed", Reply(body=feed_of("A")))
        command = [sys.executable, "-m", "planet", "add", feed, "-c", str(ini)]
        closing = {"preexec_fn": partial(os.close, 0)} if given is None else {"stdin": subprocess.DEVNULL}
        ended = subprocess.run(command, capture_output=True, text=True, check=False, **closing)
    assert ended.returncode == 2
    assert "--yes" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert ini.read_bytes() == START


def test_a_public_page_names_no_private_feed(ini: Path) -> None:
    """A page of the web that names an address of this machine would let a stranger look at what only we can reach."""
    with Server() as secret, Server() as web:
        feed = secret.on("/feed", Reply(body=feed_of("Secret")))
        link = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
        page = "http://blog.example/"
        web.on(page, Reply(headers=HTML, body=f"<html><head>{link}</head></html>".encode()))
        ini.write_bytes(START + f"proxy = {web.url('')}\r\n".encode())  # so that the page is on the web for us
        before = ini.read_bytes()
        result = planet_says("add", page, "--yes", "-c", str(ini))
        assert [request.target for request in web.requests] == [page]
        assert secret.requests == []
    assert result.exit_code == 1
    assert ini.read_bytes() == before


def test_a_page_on_this_machine_may_name_its_neighbours(ini: Path) -> None:
    """An intranet's blog and its feed may stand on two hosts of the intranet."""
    with Server() as neighbour, Server() as server:
        feed = neighbour.on("/feed", Reply(body=feed_of("Ours")))
        link = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
        page = server.on("/", Reply(headers=HTML, body=f"<html><head>{link}</head></html>".encode()))
        result = planet_says("add", page, "--yes", "-c", str(ini))
    assert result.exit_code == 0, result.output
    assert f"[{feed}]".encode() in ini.read_bytes()


def test_what_a_page_names_is_strangers_word_even_on_its_own_host(ini: Path) -> None:
    """The page's name may stand for another machine a moment later: only its own address is the operator's word."""
    with Server() as server:
        link = f'<link rel="alternate" type="application/rss+xml" href="{server.url("/feed")}">'
        page = server.on("/", Reply(headers=HTML, body=f"<html><head>{link}</head></html>".encode()))
        server.on("/feed", Reply(body=feed_of("Ours")))
        ini.write_bytes(START + b"private_addresses = never\r\n")
        result = planet_says("add", page, "--yes", "-c", str(ini))
        assert [request.target for request in server.requests] == ["/"]
    assert result.exit_code == 1


def test_a_blog_is_commented_out_with_day_and_reason(ini: Path) -> None:
    """Who left, when and why stays readable; the blog is no longer loaded."""
    data = START + b"\r\n[https://a.example/feed]\r\nname = A\r\n\r\n; next\r\n[https://b.example/feed]\r\nname = B\r\n"
    ini.write_bytes(data)
    result = planet_says("remove", "https://a.example/feed", "--why", "has left", "-c", str(ini))
    assert result.exit_code == 0, result.output
    settings = load(ini).settings
    assert settings is not None
    assert [blog.name for blog in settings.blogs] == ["B"]
    text = ini.read_bytes()
    assert b"has left\r\n# [https://a.example/feed]\r\n# name = A\r\n\r\n; next\r\n[https://b" in text


def test_only_blogs_are_removed(ini: Path) -> None:
    """[planet] is no blog, and a blog of a reading list is taken out of that list."""
    (ini.parent / "blogs.opml").write_text(
        '<opml version="2.0"><head/><body><outline type="rss" text="L" xmlUrl="https://l.example/feed"/></body></opml>'
    )
    ini.write_bytes(START + b"[blogs.opml]\r\ncontent_type = opml\r\n")
    before = ini.read_bytes()
    for named in ("planet", "https://unknown.example/"):
        assert planet_says("remove", named, "-c", str(ini)).exit_code == 2
    listed = planet_says("remove", "https://l.example/feed", "-c", str(ini))
    assert listed.exit_code == 2
    assert "blogs.opml" in listed.output
    assert ini.read_bytes() == before
