"""What one blog, or the whole network, may do to a run: nothing to the others, nothing to what is known."""

import pytest

from planet.model import Trouble
from tests.pipeline.planets import Planet, answer, feed
from tests.server import Answer, Line, Reply, Request


def closes(_request: Request, line: Line) -> None:
    """Hang up without a word."""
    line.close()


def hangs(_request: Request, line: Line) -> None:
    """Never answer."""
    line.hold()


FAILING: dict[str, tuple[Answer, Trouble]] = {
    "an error": (Reply(status=500), Trouble.STATUS),
    "nothing": (Reply(status=404), Trouble.STATUS),
    "gone": (Reply(status=410), Trouble.GONE),
    "hangs up": (closes, Trouble.NETWORK),
    "a page": (Reply(body=b"<!DOCTYPE html><html><title>Parked</title></html>"), Trouble.BLOCKED),
    "garbage": (Reply(body=b"\x00\x01 no feed at all"), Trouble.UNREADABLE),
    "not gzip": (Reply(body=b"\x1f\x8bxx", headers=[("Content-Encoding", "gzip")]), Trouble.ENCODING),
}


@pytest.mark.parametrize("kind", FAILING)
def test_a_failing_blog_stops_no_other_and_loses_nothing(planet: Planet, kind: str) -> None:
    """Thirty librarians shall not wait for one: their news comes, and what the failing blog said before stays."""
    bad, trouble = FAILING[kind]
    url = planet.blog("ill", answer("ill", "Before the illness"), bad)
    planet.blog("well", answer("well", "Old news"), answer("well", "Old news", "New news"))
    assert planet.run().exit_code == 0
    report = planet.run(2)
    assert [(failed.blog, failed.failure.trouble) for failed in report.failures] == [(url, trouble)]
    assert report.exit_code == 1
    assert (report.added, report.unchanged) == (1, 0)
    shown = planet.shown()
    assert "New news" in shown
    assert "Before the illness" in shown


@pytest.mark.parametrize("titles", [(), ("Third",)])
def test_a_feed_that_shrinks_loses_nothing(planet: Planet, titles: tuple[str, ...]) -> None:
    """An empty feed is a mishap of its software, and a short one its custom: posts stay in the planet."""
    planet.blog("short", answer("short", "First", "Second"), Reply(body=feed("other", *titles)))
    planet.run()
    report = planet.run(2)
    assert report.exit_code == 0
    assert all(title in planet.shown() for title in ("First", "Second", *titles))


def test_a_blog_that_hangs_ends_with_its_time(planet: Planet) -> None:
    """The run ends by itself, though a server never answers; the blog is named."""
    planet.options["feed_timeout"] = "1"
    planet.blog("slow", hangs)
    planet.blog("well", answer("well", "News"))
    report = planet.run()
    assert [failed.failure.trouble for failed in report.failures] == [Trouble.TIMEOUT]
    assert "News" in planet.shown()


def test_a_blog_recovers_by_itself(planet: Planet) -> None:
    """A failure is never for good: after ten of them a feed that answers is read as if nothing had been."""
    planet.options["min_interval"] = "0"
    planet.blog("ill", *[Reply(status=500)] * 10, answer("ill", "Back again"))
    assert [planet.run(hour).exit_code for hour in range(11)] == [1] * 10 + [0]
    assert "Back again" in planet.shown()


def test_a_410_is_a_failure_once(planet: Planet) -> None:
    """It is told when it happens; cron does not mail it every hour for ever after."""
    planet.blog("gone", Reply(status=410))
    planet.blog("well", answer("well", "News"))
    assert planet.run().exit_code == 1
    assert planet.run(2).exit_code == 0
    assert len(planet.server.asked("/gone")) == 1


def cable_out(planet: Planet) -> None:
    """Let no blog answer any more."""
    planet.server.__exit__(None, None, None)


@pytest.mark.parametrize("verb", ["run", "fetch"])
def test_a_cable_pulled_out_leaves_everything_as_it_is(planet: Planet, verb: str) -> None:
    """No blog is at fault: one line instead of fifty, no blog's gaps grow, the site keeps its bytes, and exit code 1 tells."""
    planet.options["min_interval"] = "0"
    for name in ("one", "two", "three"):
        planet.blog(name, answer(name, f"News of {name}"))
    planet.run()
    before, stamps = planet.site(), planet.stamps()
    cable_out(planet)
    ended = planet.command(verb, "planet.ini")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "No blog answers (3 asked)" in ended.stderr
    assert planet.site() == before
    assert planet.stamps() == stamps
    status = planet.command("status", "--json", "planet.ini")
    assert '"trouble": null' in status.stdout
    assert '"failures": 0' in status.stdout


def test_different_failures_are_no_cable(planet: Planet) -> None:
    """When each blog fails in its own way each is named, and its failure counts."""
    planet.blog("one", Reply(status=500))
    planet.blog("two", closes)
    planet.blog("three", Reply(status=404))
    report = planet.run()
    assert not report.offline
    assert len(report.failures) == 3
