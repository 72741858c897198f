"""What a reader's browser has to fetch before a page of a river stands."""

from pathlib import Path

from lxml import html

FIRST_VIEW = 100_000
"""Bytes, as they lie on the disk: a phone on a train has it within seconds, compressed or not."""

RIVERS = ("planet", "topic", "language", "term", "blog", "month")


def weight(path: Path) -> int:
    """Return the bytes of a page with its style sheets, scripts and icon, images of posts apart."""
    tree = html.document_fromstring(path.read_text(encoding="utf-8"))
    links = [one.get("href") or "" for one in tree.iter("link") if one.get("rel") in ("stylesheet", "icon")]
    asked = links + [one.get("src") or "" for one in tree.iter("script") if one.get("src")]
    assert len(asked) >= 4, path
    return path.stat().st_size + sum((path.parent / one).stat().st_size for one in asked)


def test_the_first_view_of_every_river_of_the_demonstration_is_light(demonstration: Path) -> None:
    """At the default number of posts; a topic of busy blogs shall be no heavier than the river, and none grow unnoticed."""
    pages = [path for path in demonstration.rglob("index.html") if _kind(path) in RIVERS]
    found = {str(path.relative_to(demonstration)): weight(path) for path in pages}
    assert {"index.html", "page/2/index.html", "topics/sante/index.html"} <= found.keys()
    assert {path: size for path, size in found.items() if size >= FIRST_VIEW} == {}


def _kind(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition('<body class="page-')[2].partition('"')[0]


def test_a_page_has_as_many_posts_as_are_asked_for(demonstration: Path) -> None:
    """A light page with few posts is no feat."""
    assert len(html.parse(str(demonstration / "page" / "2" / "index.html")).findall(".//article")) == 60
