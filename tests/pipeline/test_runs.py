"""What a run asks, keeps and leaves: choices, cache, output, lock, reports."""

import dataclasses
import json
import shutil

import pytest

from planet.archive import Archive
from planet.errors import LockedError
from planet.fetch import Cache, Client
from planet.model import Feed, NotModified, Unchanged
from planet.pipeline import Job, harvest
from planet.pipeline.desk import Desk
from planet.pipeline.gathering import Asked, due
from planet.pipeline.places import lock
from planet.pipeline.report import Tally
from planet.reader import Reader
from tests.pipeline.planets import START, Planet, answer
from tests.server import Reply


def job_of(planet: Planet) -> Job:
    """Return the job the next run has for the planet's only blog."""
    settings = planet.settings()
    with Archive.open(settings) as archive, Cache(settings.fetch.cache_directory) as cache:
        (job,) = due(settings, archive, cache, Tally(), asked=Asked(now=START))
        return job


def outcome(planet: Planet) -> Feed | NotModified | object:
    """Return what the harvest of the planet's only blog brings, without keeping anything of it."""
    job = job_of(planet)
    with Client(job.fetch, link="https://planet.example/") as client, Reader() as reader:
        return harvest(job, client, Desk(), reader).outcome


@pytest.mark.parametrize("again", [Reply(status=304), answer("blog", "First")], ids=["304", "same bytes"])
def test_an_unchanged_feed_is_neither_parsed_nor_merged(planet: Planet, again: Reply) -> None:
    """Most answers bring nothing new; what is known of a blog is then not even opened."""
    planet.options["min_interval"] = "0"
    etag = '"1"' if again.status == 304 else ""
    planet.blog("blog", answer("blog", "First", etag=etag), again)
    planet.run()
    assert isinstance(outcome(planet), NotModified)
    report = planet.run(1)
    assert (report.unchanged, report.added, report.changed) == (1, 0, 0)


def test_of_a_changed_feed_only_what_changed_is_worked_on(planet: Planet) -> None:
    """A feed brings its last twenty posts each time; nineteen of them are known by their digest."""
    planet.options["min_interval"] = "0"
    planet.blog("blog", answer("blog", "First", "Second"), answer("blog", "First", "Second", "Third"))
    planet.run()
    feed = outcome(planet)
    assert isinstance(feed, Feed)
    assert [isinstance(entry, Unchanged) for entry in feed.entries].count(True) == 2
    assert len(feed.entries) == 3


def test_a_blog_is_asked_when_it_is_due_and_at_once_when_told_so(planet: Planet) -> None:
    """cron may run every five minutes; `--now` is for the impatient, `--force` for a feed that is stuck."""
    url = planet.blog("one", answer("one", "First", etag='"1"'))
    planet.blog("two", answer("two", "Other", etag='"2"'))
    assert planet.run().asked == 2
    assert (planet.run(0.5).asked, planet.run(0.5).waiting) == (0, 2)
    assert planet.run(0.6, override=True).asked == 2
    assert planet.server.asked("/one")[-1].header("If-None-Match") == '"1"'
    for hours, name in ((0.7, url), (0.8, "one")):
        assert planet.run(hours, force=frozenset({name})).asked == 1
        assert planet.server.asked("/one")[-1].header("If-None-Match") is None
    assert len(planet.server.asked("/two")) == 2


def test_a_lost_cache_costs_one_refetch_and_no_byte_of_the_site(planet: Planet) -> None:
    """What may be deleted may be deleted: every blog is asked in full once, and readers notice nothing."""
    for name in ("one", "two"):
        planet.blog(name, answer(name, f"{name} first", f"{name} second", etag='"1"'))
    planet.run()
    planet.run(2)
    before, stamps = planet.site(), planet.stamps()
    shutil.rmtree(planet.folder / "cache")
    report = planet.run(4)
    assert (report.asked, report.added, report.changed) == (2, 0, 0)
    assert planet.server.asked("/one")[-1].header("If-None-Match") is None
    assert (planet.site(), planet.stamps()) == (before, stamps)


def test_idle_runs_leave_every_file_alone(planet: Planet) -> None:
    """Servers and readers' caches go by bytes and dates: a run without news changes neither, whatever the clock says."""
    planet.blog("one", answer("one", "First", etag='"1"'), Reply(status=304))
    planet.blog("ill", Reply(status=500))
    planet.run()
    planet.run(2)
    before, stamps = planet.site(), planet.stamps()
    for hours in (4, 40, 300):
        planet.run(hours)
        assert (planet.site(), planet.stamps()) == (before, stamps)


def test_only_its_own_files_are_removed(planet: Planet) -> None:
    """A blog that leaves the INI takes its pages along; what somebody else put into the folder stays."""
    planet.blog("stays", answer("stays", "First"))
    leaving = planet.blog("leaves", answer("leaves", "Second"))
    planet.run()
    foreign = planet.output / "blogs" / "leaves" / "notes.txt"
    foreign.write_text("mine")
    (planet.output / ".htaccess").write_text("mine")
    assert "blogs/leaves/index.html" in planet.site()
    del planet.blogs[leaving]
    assert planet.run(2).removed > 0
    kept = [name for name in planet.site() if "leaves" in name]
    assert kept == ["blogs/leaves/notes.txt"]
    assert ".htaccess" in planet.site()


def test_fetch_leaves_the_site_and_render_asks_nobody(planet: Planet) -> None:
    """The two halves of a run may be had apart: a machine that fetches, and one that writes."""
    planet.blog("blog", answer("blog", "First"))
    assert planet.run(render=False).added == 1
    assert planet.site() == {}
    asked = len(planet.server.requests)
    report = planet.run(9, fetch=False)
    assert report.written > 0
    assert len(planet.server.requests) == asked
    assert "First" in planet.shown()


def test_paused_and_closed_blogs_are_not_asked_and_keep_their_posts(planet: Planet) -> None:
    """A blog at rest is no failure, and no run wakes it: only its line in the INI does."""
    urls = [planet.blog(name, answer(name, f"News of {name}")) for name in ("paused", "closed")]
    planet.run()
    for url, state in zip(urls, ("paused", "closed"), strict=True):
        planet.blogs[url] += f"state = {state}"
    report = planet.run(9, override=True, force=frozenset({"paused"}))
    assert (report.asked, report.waiting, report.exit_code) == (0, 0, 0)
    assert all(f"News of {name}" in planet.shown() for name in ("paused", "closed"))


def test_two_runs_of_one_planet_do_not_meet(planet: Planet) -> None:
    """cron starts the next run whether the last one has ended or not: the second leaves it to the first."""
    planet.blog("blog", answer("blog", "First"))
    with lock(planet.settings()):
        with pytest.raises(LockedError):
            planet.run()
        ended = planet.command("run", "planet.ini")
    assert ended.returncode == 2
    assert "another run" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert planet.server.requests == []
    assert planet.run().added == 1


def test_health_is_left_beside_the_archive(planet: Planet) -> None:
    """Monitoring reads one file: when the last run was, and how; it moves at each run, so it is no part of the site."""
    planet.blog("well", answer("well", "First"))
    planet.blog("ill", Reply(status=503))
    report = planet.run()
    health = json.loads((planet.folder / "health.json").read_text())
    assert health == json.loads(json.dumps(report.plain()))
    assert health["started"] == "2024-11-24T08:00:00Z"
    assert (health["asked"], health["added"], health["exit_code"]) == (2, 1, 1)
    assert [failed["trouble"] for failed in health["failures"]] == ["later"]
    planet.run(30)
    assert json.loads((planet.folder / "health.json").read_text())["started"] == "2024-11-25T14:00:00Z"
    assert not [name for name in planet.site() if "health" in name]


def test_files_are_blogs_too(planet: Planet) -> None:
    """A feed in a file, beside the INI or by its full address, is read at each run, as nobody is troubled by that."""
    (planet.folder / "feeds").mkdir()
    for name in ("beside", "full"):
        (planet.folder / "feeds" / f"{name}.xml").write_bytes(answer(name, f"News of {name}").body)
    planet.blogs["feeds/beside.xml"] = "name = beside"
    planet.blogs[(planet.folder / "feeds" / "full.xml").as_uri()] = "name = full"
    assert planet.run().added == 2
    assert planet.run(0.1).unchanged == 2
    (planet.folder / "feeds" / "beside.xml").write_bytes(answer("beside", "News of beside", "More").body)
    assert planet.run(0.2).added == 1
    (planet.folder / "feeds" / "full.xml").unlink()
    report = planet.run(0.3)
    assert [failed.failure.trouble.value for failed in report.failures] == ["file"]
    assert "News of full" in planet.shown()


def test_every_figure_of_a_report_is_told_as_json(planet: Planet) -> None:
    """A script that watches a planet finds each figure under its own name."""
    planet.blog("blog", answer("blog", "First"))
    report = planet.run()
    plain = report.plain()
    assert {field.name for field in dataclasses.fields(report)} <= set(plain)
    json.dumps(plain)
