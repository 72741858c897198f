"""Lists kept between runs, seen from outside: whatever becomes of them, the site is the one that a planet without them makes."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planet.archive import Archive
from planet.pipeline.leaves import Leaf, keep, kept
from tests.pipeline.planets import START, Planet, answer


@pytest.fixture
def settled(planet: Planet) -> Planet:
    """A planet of three blogs after its first run, with topics and tags, whose posts stand in two spans of thirty days."""
    planet.options |= {"min_interval": "0", "theme": "plain"}
    for number, name in enumerate(("one", "two", "three")):
        posts = [f"Post {place} of {name}" for place in range(9 * number + 3)]
        planet.blog(name, answer(name, *posts), lines=f"topic = {'Health' if number else 'Law'}\ntags = Tag {name}")
    planet.run()
    assert len(leaves(planet)) > 1
    return planet


def leaves(planet: Planet) -> list[Path]:
    """Return the files of the lists, newest last."""
    return sorted((planet.folder / "cache" / "rivers").rglob("*.json"))


def pages(planet: Planet) -> Mapping[str, bytes]:
    """Return the site without the search index, whose names follow no rule."""
    return {path: data for path, data in planet.site().items() if not path.startswith("pagefind/")}


def without_lists(planet: Planet) -> Mapping[str, bytes]:
    """Return the site that this INI and this archive make where nothing was made before."""
    folder = planet.folder.with_name("again")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(planet.folder, folder, ignore=shutil.ignore_patterns("cache", "output", "pages.json*"))
    again = replace(planet, folder=folder)
    again.run(3, fetch=False)
    return pages(again)


def _story(planet: Planet, number: int, act: Callable[[Archive, int], object]) -> None:
    story = planet.story(f"https://three.example/{number}")
    with Archive.open(planet.settings()) as archive:
        act(archive, story)


def _hide(planet: Planet) -> None:
    _story(planet, 2, lambda archive, story: archive.hide(story, url="", why="", now=START))


def _pin(planet: Planet) -> None:
    until = START + timedelta(days=9)
    _story(planet, 1, lambda archive, story: archive.pin(story, url="", until=until, why="", now=START))


def _expunge(planet: Planet) -> None:
    for url in list(planet.blogs):  # what a feed still holds is spared
        name = url.rpartition("/")[2]
        planet.server.on(f"/{name}", answer(name, *[f"Post {place} of {name}" for place in range(1)]))
    planet.run(1)
    with Archive.open(planet.settings()) as archive:
        assert archive.expunge(2, now=START) > 0


def _remove(planet: Planet) -> None:
    planet.blogs.popitem()


def _sort(planet: Planet) -> None:
    planet.blogs = {url: lines.replace("Health", "Law") for url, lines in planet.blogs.items()}


def _retag(planet: Planet) -> None:
    planet.blogs = {url: lines.replace("Tag two", "Tag three") for url, lines in planet.blogs.items()}


def _forbid(planet: Planet) -> None:
    planet.options["not_tags"] = "tag-two"


def _zone(planet: Planet) -> None:
    planet.options["timezone"] = "Pacific/Auckland"


def _locale(planet: Planet) -> None:
    planet.options["locale"] = "fr en"


def _vocabulary(planet: Planet) -> None:
    (planet.folder / "tags.ini").write_text("[Tag two]\nalso = tag three\n")


CHANGES = (_hide, _pin, _expunge, _remove, _sort, _retag, _forbid, _zone, _locale, _vocabulary)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_what_was_changed_is_seen_in_every_page(settled: Planet, change: Callable[[Planet], None]) -> None:
    """An edit of the INI or an act of the coordinator reaches months of which nothing new is read."""
    before = pages(settled)
    change(settled)
    settled.run(2, fetch=False)
    assert pages(settled) == without_lists(settled) != before


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _blank(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)  # a power cut leaves this on some file systems


def _other_language(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Tag", b"T\xe9g"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _older(path: Path) -> None:
    empty = Leaf(spellings=(), terms=(), asked="", outlines=(), blogs={}, topics={})
    keep(path, "what another version was made of", empty, ())
    assert kept(path, "what another version was made of", ()) is not None


def _neighbour(path: Path) -> None:
    shutil.copy(next(other for other in path.parent.iterdir() if other != path), path)


def _full(path: Path) -> None:
    path.unlink()
    path.with_name(path.name + ".new").symlink_to("/dev/full")


@pytest.mark.parametrize("spoil", [_cut, _blank, _other_language, _folder, _loop, _older, _neighbour, _full])
def test_a_list_that_is_damaged_or_of_another_version_is_not_believed(
    settled: Planet, spoil: Callable[[Path], None]
) -> None:
    """Caches are copied, cut short and filled up; none of that may end a run or take a post off the site."""
    for path in leaves(settled):
        spoil(path)
    _hide(settled)  # or the run would see that nothing changed
    settled.run(2, fetch=False)
    assert pages(settled) == without_lists(settled)
    assert not list((settled.folder / "cache" / "rivers").rglob("*.new"))


def test_planets_may_share_a_cache(tmp_path: Path, planet: Planet) -> None:
    """Lists of one planet are never taken for those of the other, be their INIs alike to the letter but for the archive."""
    planet.options |= {"cache_directory": "../cache", "archive": "archive.sqlite", "theme": "plain"}
    planet.blog("one", answer("one", "First", "Second"))
    other = replace(planet, folder=tmp_path / "other")
    for hours in range(3):
        for held in (planet, other):
            held.run(hours, override=True)
            if hours == 1 and held is other:
                with Archive.open(held.settings()) as archive:
                    archive.hide(1, url="", why="", now=START)
    assert (pages(planet), pages(other)) == (without_lists(planet), without_lists(other))
    assert pages(planet) != pages(other)


def test_a_clock_that_was_wrong_leaves_no_trace(settled: Planet) -> None:
    """A machine that starts in 1970 or 2099 makes the site of the archive, as it does on the next day."""
    _pin(settled)
    for hours in (-24 * 365 * 54, 24 * 365 * 75, 2):
        settled.run(hours, fetch=False)
    assert pages(settled) == without_lists(settled)
