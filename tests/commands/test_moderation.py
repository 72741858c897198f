"""`planet review`, `hide`, `unhide`, `pin`, `backup`, `restore`, `expunge`, `export`: what the coordinator does and sees."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from planet.cli import planet as command_line
from tests.server import Server
from tests.whole import START, Planet, later, posts


@pytest.fixture
def planet(tmp_path: Path) -> Iterator[Planet]:
    """Return an empty planet whose blogs are on a server of its own."""
    with Server() as server:
        yield Planet(tmp_path, server)


def on_ini(planet: Planet, verb: str, *arguments: str) -> str:
    """Return what a verb says that takes the INI as an argument."""
    result = CliRunner(env={"LANGUAGE": "en", "LC_ALL": ""}).invoke(command_line, [verb, str(planet.ini), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_review_lists_what_is_new_since_it_was_marked(planet: Planet) -> None:
    """Light control after the fact: what arrived, from whom, its first words, and what is odd about it."""
    entries = [later(post, tags=("Nuit",)) for post in posts(3, blog="alpha")]
    entries[1] = later(entries[1], title="=HYPERLINK(1)", tags=())
    planet.blog("alpha", entries)
    planet.run()
    found = json.loads(on_ini(planet, "review", "--json"))
    assert [row["title"] for row in found] == [post.title for post in entries]
    assert [row["flags"] for row in found] == [[], ["no-tag"], []]
    assert entries[0].text.startswith(found[0]["words"].removesuffix(" …"))
    rows = list(csv.DictReader(io.StringIO(on_ini(planet, "review", "--csv", "--mark"))))
    assert rows[0]["link"] == entries[0].link
    assert rows[1]["title"] == "'=HYPERLINK(1)"
    assert "0 posts" in on_ini(planet, "review")
    assert "reviewed" in on_ini(planet, "review", "--log")


def test_the_log_tells_the_planet_s_own_time(planet: Planet) -> None:
    """Whoever looks for what was done after lunch thinks of the clock on the wall, as on every page of the site."""
    planet.options = "timezone = Pacific/Kiritimati"  # UTC+14, all year
    entries = posts(1, blog="alpha")
    planet.blog("alpha", entries)
    planet.run()
    began = datetime.now(UTC).replace(second=0, microsecond=0)
    assert planet.command("hide", entries[0].link).exit_code == 0
    told = datetime.fromisoformat(on_ini(planet, "review", "--log")[:16]).replace(tzinfo=timezone(timedelta(hours=14)))
    assert began <= told <= datetime.now(UTC)


def test_a_pin_ends_by_itself(planet: Planet) -> None:
    """An announcement nobody remembers to take down must not stay on top for years."""
    entries = posts(4, blog="alpha")
    planet.blog("alpha", entries)
    planet.run()
    assert planet.command("pin", entries[3].link, "--until", "2999-01-01").exit_code == 0
    planet.run(1, fetch=False)
    assert planet.order(entries)[0] == entries[3].title
    planet.run(24 * 366 * 1000, fetch=False)
    assert planet.order(entries)[0] == entries[0].title
    assert planet.command("pin", entries[3].link, "--until", "2001-01-01").exit_code == 2


def test_an_unknown_address_is_said(planet: Planet) -> None:
    """A mistyped address must not look like a post that was hidden."""
    planet.blog("alpha", posts(1, blog="alpha"))
    planet.run()
    for verb in ("hide", "unhide", "pin"):
        result = planet.command(verb, "https://alpha.example/absent")
        assert result.exit_code == 2
        assert "planet why" in result.output


def test_hiding_a_story_hides_its_copies(planet: Planet) -> None:
    """A post hidden in one blog must not come up again by another that carries it, nor by a third that copies it later."""
    entries = posts(3, blog="alpha")
    copy = [later(entries[0], link="https://beta.example/copie", guid="b")]
    planet.blog("alpha", entries)
    planet.blog("beta", copy)
    planet.run()
    assert planet.command("hide", "https://beta.example/copie").exit_code == 0
    planet.blog("gamma", [later(entries[0], link="https://gamma.example/copie", guid="g")])
    planet.run(1)
    assert entries[0].title not in planet.everything()


def test_backup_restore_and_expunge(planet: Planet) -> None:
    """The archive is the planet's memory: copied while in use, put back whole, thinned only when asked."""
    planet.blog("alpha", posts(12, blog="alpha"))
    planet.run()
    copied = planet.folder / "copie.sqlite"
    assert planet.command("backup", str(copied)).exit_code == 0
    planet.blog("alpha", posts(2, blog="alpha", first=START))
    planet.run(1)
    assert "8 entries deleted, 4 left" in on_ini(planet, "expunge", "--keep", "4")
    assert "12 entries" in planet.command("restore", str(copied)).output
    planet.run(2, fetch=False)
    assert len(planet.titles("blogs/alpha")) == 10
    assert planet.command("restore", str(planet.ini)).exception is not None


def test_export_tells_every_story(planet: Planet) -> None:
    """Whoever wants to judge or move the planet gets all of it, copies together, the shown one first."""
    entries = posts(3, blog="alpha")
    planet.blog("alpha", entries)
    planet.blog("beta", [later(entries[0], link="https://beta.example/copie", guid="b")])
    planet.run()
    target = planet.folder / "stories.json"
    result = CliRunner().invoke(command_line, ["export", "-c", str(planet.ini), "--stories", str(target)])
    assert result.exit_code == 0, result.output
    found = json.loads(target.read_text(encoding="utf-8"))
    assert sorted(len(story) for story in found) == [1, 1, 2]
    pair = next(story for story in found if len(story) == 2)
    assert [member["feed"] for member in pair] == ["alpha.xml", "beta.xml"]
