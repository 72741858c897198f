"""What a reader's browser has to fetch before the first page stands."""

from pathlib import Path

from lxml import html

FIRST_VIEW = 100_000
"""Bytes, as they lie on the disk: a phone on a train has it within seconds, compressed or not."""


def test_the_first_view_of_the_demonstration_is_light(demonstration: Path) -> None:
    """Page, style sheets, scripts and icon together; a page that grows again shall not do so unnoticed."""
    page = demonstration / "index.html"
    tree = html.document_fromstring(page.read_text(encoding="utf-8"))
    links = [one.get("href") or "" for one in tree.iter("link") if one.get("rel") in ("stylesheet", "icon")]
    asked = links + [one.get("src") or "" for one in tree.iter("script") if one.get("src")]
    assert len(asked) >= 4
    assert sum((demonstration / path).stat().st_size for path in ["index.html", *asked]) < FIRST_VIEW
    assert len(tree.findall(".//article")) >= 40
