"""Which images are fetched, when, and which are shown: patience, the quota, and what outlives a run."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from planet.media import Gallery, addresses
from planet.media.gallery import MOST_A_RUN
from planet.model import Entry, Failure, Fetched, Media, SafeHtml, Story, Trouble

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def image(colour: int = 0) -> bytes:
    """Return a PNG of that colour."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (colour, 99, 7)).save(out, "PNG")
    return out.getvalue()


@dataclass
class Web:
    """Images by address; asks are written down. What is missing fails."""

    held: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, *, max_bytes: int) -> Fetched | Failure:
        """Answer as the guarded door does."""
        self.asked.append(url)
        if url in self.held and len(self.held[url]) <= max_bytes:
            return Fetched(url=url, body=self.held[url], content_type="text/html")
        return Failure(url=url, trouble=Trouble.STATUS, status=404)


def story(number: int, digest: str = "d") -> Story:
    """Return a story."""
    return Story(number=number, shown=number, date=NOW, updated=NOW, blogs=("b",), digest=digest)


def entry(*urls: str) -> Entry:
    """Return a post with these images."""
    return Entry(content=SafeHtml("".join(f'<p><img alt="" src="{url}"></p>' for url in urls)))


class Planet:
    """A gallery with its site's files, run by run."""

    def __init__(self, root: Path, web: Web, *, quota: int = 10**9) -> None:
        self.root, self.web, self.quota = root, web, quota
        self.files: dict[str, bytes] = {}

    def run(self, posts: dict[int, Entry], *, now: datetime = NOW, digest: str = "d") -> dict[int, dict[str, str]]:
        """Do what the pipeline does in one run; return what pages are given."""
        gallery = Gallery(self.root / "media.json", quota=self.quota)
        stories = {number: story(number, digest) for number in posts}
        for number in gallery.unread(stories.values()):
            gallery.read(stories[number], posts[number])
        order = sorted(posts, reverse=True)
        made = dict(gallery.gather(order, self.web.get, now=now, stands=self.files.__contains__))
        shown = gallery.images(order)
        wanted = {path for held in shown.values() for path in held.values()}
        self.files = {path: data for path, data in {**self.files, **made}.items() if path in wanted}
        gallery.save()
        assert set(self.files) == wanted
        return shown


def urls(numbers: Iterable[int]) -> list[str]:
    """Return addresses."""
    return [f"https://x.example/{number}.png" for number in numbers]


def test_addresses_of_a_post_are_found_each_once() -> None:
    """Its text, its lead image and its media; sounds and data addresses are none."""
    held = Entry(
        content=SafeHtml(
            '<img alt="a>b" src="https://x.example/a.png?x=1&amp;y=2"><img src="data:image/png;base64,AA=="><img alt="">'
        ),
        image="https://x.example/lead.png",
        media=(
            Media(url="https://x.example/a.mp3", kind="audio", thumbnail="https://x.example/t.png"),
            Media(url="https://x.example/lead.png", kind="image"),
        ),
    )
    assert addresses(held) == (
        "https://x.example/lead.png",
        "https://x.example/a.png?x=1&y=2",
        "https://x.example/t.png",
    )


def test_images_are_copied_once_and_idle_runs_ask_nothing(tmp_path: Path) -> None:
    """Readers' browsers ask the planet alone, and the planet asks once."""
    one, two = urls([1, 2])
    web = Web({one: image(1), two: image(2)})
    planet = Planet(tmp_path, web)
    posts = {1: entry(one), 2: entry(one, two)}
    shown = planet.run(posts)
    assert shown[2].keys() == {one, two}
    assert shown[1][one] == shown[2][one]
    assert sorted(web.asked) == [one, two]
    before = (tmp_path / "media.json").stat().st_mtime_ns
    assert planet.run(posts) == shown
    assert len(web.asked) == 2
    assert (tmp_path / "media.json").stat().st_mtime_ns == before


def test_what_fails_is_asked_again_later_and_later(tmp_path: Path) -> None:
    """A dead image must not be asked at each run for ever; one that comes back is shown."""
    (one,) = urls([1])
    web = Web()
    planet = Planet(tmp_path, web)
    for hours in range(0, 24 * 40, 6):
        assert planet.run({1: entry(one)}, now=NOW + timedelta(hours=hours)) == {}
    assert 4 <= len(web.asked) <= 7
    web.held[one] = image()
    assert planet.run({1: entry(one)}, now=NOW + timedelta(days=90))[1].keys() == {one}


def test_what_is_no_image_is_remembered(tmp_path: Path) -> None:
    """An error page sent as an image costs one request a month."""
    (one,) = urls([1])
    web = Web({one: b"<html>"})
    planet = Planet(tmp_path, web)
    for day in range(20):
        planet.run({1: entry(one)}, now=NOW + timedelta(days=day))
    assert web.asked == [one]


def test_the_quota_keeps_the_newest(tmp_path: Path) -> None:
    """Old posts lose their pictures before new ones do, and what would go at once is not fetched."""
    held = dict(zip(urls(range(1, 31)), (image(n) for n in range(30)), strict=True))
    web = Web(held)
    planet = Planet(tmp_path, web, quota=5 * 200)
    posts = {number: entry(url) for number, url in enumerate(held, start=1)}
    shown = planet.run(posts)
    assert shown
    assert set(shown) == set(range(31 - len(shown), 31))
    assert sum(len(data) for data in planet.files.values()) <= 5 * 200
    assert len(web.asked) < 30
    asked = len(web.asked)
    newer = {**posts, 31: entry("https://x.example/31.png")}
    web.held["https://x.example/31.png"] = image(200)
    after = planet.run(newer)
    assert 31 in after
    assert len(web.asked) > asked


def test_an_edited_post_is_read_again_and_a_hidden_one_forgotten(tmp_path: Path) -> None:
    """Copies follow their posts: those of a hidden post leave the site."""
    one, two = urls([1, 2])
    planet = Planet(tmp_path, Web({one: image(1), two: image(2)}))
    planet.run({1: entry(one)})
    assert planet.run({1: entry(two)}, digest="edited")[1].keys() == {two}
    assert planet.run({}) == {}
    assert planet.files == {}
    assert one not in (tmp_path / "media.json").read_text()


def test_a_copy_that_is_gone_from_the_site_is_fetched_again(tmp_path: Path) -> None:
    """The site's folder may be deleted at any time: the next run makes it whole."""
    (one,) = urls([1])
    web = Web({one: image()})
    planet = Planet(tmp_path, web)
    shown = planet.run({1: entry(one)})
    planet.files.clear()
    assert planet.run({1: entry(one)}) == shown
    assert web.asked == [one, one]


def test_a_first_run_is_bounded(tmp_path: Path) -> None:
    """Copying begins with the newest and goes on over the next runs."""
    many = urls(range(MOST_A_RUN + 50))
    web = Web({})
    planet = Planet(tmp_path, web)
    posts = {number: entry(url) for number, url in enumerate(many)}
    planet.run(posts)
    assert len(web.asked) == MOST_A_RUN
    planet.run(posts)
    assert set(web.asked) == set(many)


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b'{"version":1}', b'{"version":1,"images":{"a":3},"stories":{}}', b"\xff"]
)
def test_a_damaged_memory_costs_requests_not_the_run(tmp_path: Path, damage: bytes) -> None:
    """It holds nothing that cannot be found again."""
    (one,) = urls([1])
    planet = Planet(tmp_path, Web({one: image()}))
    shown = planet.run({1: entry(one)})
    (tmp_path / "media.json").write_bytes(damage)
    assert planet.run({1: entry(one)}) == shown
