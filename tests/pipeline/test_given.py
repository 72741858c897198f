"""`auto_tags = vocabulary` over a whole planet: what is found stands on the pages as found, and nowhere as the author's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.server import Server
from tests.whole import Planet, later, posts


@pytest.fixture
def planet(tmp_path: Path) -> Iterator[Planet]:
    """Return a planet of two blogs in one topic, of which one never tags."""
    with Server() as server:
        made = Planet(tmp_path, server, options="auto_tags = vocabulary")
        tagged = [later(post, tags=("Archives",)) for post in posts(3, blog="alpha")]
        bare = [replace(post, title=title) for post, title in zip(
            posts(3, blog="beta"), ("Des archives sonores", "Journées du patrimoine", "Rien de tel"), strict=True
        )]  # fmt: skip
        made.blog("alpha", tagged, "name = Alpha\ntopics = fonds")
        made.blog("beta", bare, "name = Beta\ntopics = fonds")
        made.settings.tags.tags_file.write_text("[Patrimoine]\n", encoding="utf-8")
        made.run()
        yield made


def test_what_is_found_is_marked_and_counted(planet: Planet) -> None:
    """The number on a term is what is listed under it, found posts among them; each says that it was found."""
    page = (planet.output / "tags/archives/index.html").read_text(encoding="utf-8")
    assert page.count('<li class="found">') == 1
    assert page.count('class="h-entry post') == 4
    assert 'p-category" rel="tag" href="../../tags/patrimoine/' not in page
    heritage = (planet.output / "tags/patrimoine/index.html").read_text(encoding="utf-8")
    assert heritage.count('class="h-entry post') == 1
    river = (planet.output / "index.html").read_text(encoding="utf-8")
    assert river.count('<li class="found">') == 2


def test_feeds_do_not_say_that_the_author_wrote_it(planet: Planet) -> None:
    """A category of a feed is taken for the author's; what was found is none."""
    feed = (planet.output / "blogs/beta/atom.xml").read_text(encoding="utf-8")
    assert "<category" not in feed
    assert "<category" in (planet.output / "blogs/alpha/atom.xml").read_text(encoding="utf-8")


def test_off_is_the_default(planet: Planet) -> None:
    """Nobody's posts are given tags without the coordinator's word."""
    planet.options = ""
    planet.run(2)
    river = (planet.output / "index.html").read_text(encoding="utf-8")
    assert 'class="found"' not in river
    assert not (planet.output / "tags/patrimoine/index.html").exists()
