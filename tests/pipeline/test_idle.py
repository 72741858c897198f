"""Runs that find nothing new: they leave the site alone, and see to it that this is what they may do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planet.archive import Archive
from tests.pipeline.planets import ROOT, START, Planet, answer, clean_environment
from tests.server import Reply

LOADED = """
import sys
from planet.cli import planet
planet.main(args=sys.argv[1:], standalone_mode=False)
print("jinja2" in sys.modules)
"""
HEAVY = ("lxml", "nh3", "numpy", "jinja2", "feedparser", "alembic", "planet.parse", "sqlalchemy.dialects.postgresql")
"""What only a run with something to read, to write or to bring up to date has any use for."""


def test_what_an_idle_run_does_not_need_is_not_loaded() -> None:
    """Most runs of a planet find nothing new: they should take no longer than asking takes."""
    code = f"import sys, planet.commands.runs; print([name for name in {HEAVY!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert ended.stdout.strip() == "[]"


def theme_of_ones_own(planet: Planet) -> Path:
    """Give the planet a theme in its own folder."""
    theme = planet.folder / "theme"
    subprocess.run(["cp", "-r", str(ROOT / "themes" / "nuage"), str(theme)], check=True)
    planet.options["theme"] = "theme"
    return theme


@pytest.fixture
def settled(planet: Planet) -> Planet:
    """A planet of one blog whose server has nothing new, after its first run."""
    planet.options["min_interval"] = "0"
    planet.blog("blog", answer("blog", "First", "Second", etag='"1"'), Reply(status=304))
    theme_of_ones_own(planet)
    planet.run()
    return planet


def assembled(planet: Planet, verb: str = "run") -> bool:
    """Run as a command does; return whether the site was put together anew, which nothing can do without templates."""
    command = [sys.executable, "-c", LOADED, verb, str(planet.write())]
    ended = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=60, cwd=ROOT, env=clean_environment()
    )
    return ended.stdout.splitlines()[-1] == "True"


def test_an_idle_run_does_not_assemble_the_site(settled: Planet) -> None:
    """Of seventy runs a day most find nothing: they must cost no more than the asking. The figures are those of the last one."""
    before, stamps = settled.site(), settled.stamps()
    assert not assembled(settled)
    assert not assembled(settled, "render")
    assert (settled.site(), settled.stamps()) == (before, stamps)
    report = settled.run(3)
    assert report.idle
    assert report.rendered
    assert (report.stories, report.kept, report.written) == (2, len(before), 0)


def edit_ini(planet: Planet) -> None:
    """Change what the INI says."""
    planet.options["description"] = "Other words"


def write_vocabulary(planet: Planet) -> None:
    """Give the planet a vocabulary."""
    (planet.folder / "tags.ini").write_text("[Santé]\nalso = sante\n")


def edit_theme(planet: Planet) -> None:
    """Change a template."""
    with (planet.folder / "theme" / "templates" / "404.html").open("a") as template:
        template.write("<!-- other -->")


def add_to_theme(planet: Planet) -> None:
    """Add a static file."""
    (planet.folder / "theme" / "static" / "more.css").write_text("p { margin: 0 }")


def hide(planet: Planet) -> None:
    """Hide a post."""
    number = planet.story("https://blog.example/1")
    with Archive.open(planet.settings()) as archive:
        archive.hide(number, url="", why="", now=START)


def delete_page(planet: Planet) -> None:
    """Delete a page by hand."""
    (planet.output / "about" / "index.html").unlink()


def damage_page(planet: Planet) -> None:
    """Write over a page by hand."""
    (planet.output / "index.html").write_text("oops")


def touch_page(planet: Planet) -> None:
    """Give a page another date, as a copy of the folder may."""
    os.utime(planet.output / "index.html", ns=(0, 0))


def begin_and_stop(planet: Planet) -> None:
    """Leave what a killed run leaves: a journal."""
    (planet.folder / "pages.json.journal").write_text(f'\n{{"folder": "{planet.output}"}}\n"about/index.html"\n')


CHANGES: tuple[Callable[[Planet], None], ...] = (
    edit_ini,
    write_vocabulary,
    edit_theme,
    add_to_theme,
    hide,
    delete_page,
    damage_page,
    touch_page,
    begin_and_stop,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_may_change_a_page_ends_the_rest(settled: Planet, change: Callable[[Planet], None]) -> None:
    """An idle run must never be idle by mistake: a site that ignores an edit sends its keeper looking for a defect."""
    assert not assembled(settled)
    change(settled)
    assert assembled(settled)
    assert not assembled(settled)


def test_a_page_deleted_or_damaged_by_hand_comes_back(settled: Planet) -> None:
    """The output is Nuage's to mend: the next run puts the same bytes there, though no blog has news."""
    before = settled.site()
    delete_page(settled)
    damage_page(settled)
    assert settled.run(2).written == 2
    assert settled.site() == before


def test_news_after_idle_runs_are_shown(settled: Planet) -> None:
    """The rest ends with the first new post."""
    settled.run(1)
    settled.server.on("/blog", answer("blog", "First", "Second", "Third"))
    assert settled.run(2).added == 1
    assert "Third" in settled.shown()


def test_an_older_state_that_comes_back_is_not_taken_for_the_present(settled: Planet) -> None:
    """Settings changed and changed back: the pages are those of now, not left as they were in between."""
    before = settled.site()
    settled.options["name"] = "Another name"
    settled.run(1)
    assert settled.site() != before
    settled.options.pop("name")
    settled.run(2)
    assert settled.site() == before


def test_a_blog_that_begins_to_fail_is_shown_so(settled: Planet) -> None:
    """Pages tell of changes of state: the run that finds one assembles, the runs after it rest again."""
    settled.server.on("/blog", Reply(status=500))
    assert assembled(settled)
    assert not assembled(settled)
