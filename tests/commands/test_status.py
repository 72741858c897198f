"""`planet status`: every blog in its group, with what is wrong, since when, when it is asked next, and what to do."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from planet.archive import Archive
from planet.commands.status import standings
from planet.explain.health import GROUPS
from planet.i18n import language
from planet.model import History, Trouble
from tests.pipeline.planets import START, Planet, answer, feed
from tests.server import Reply

LONG_AGO = START - timedelta(days=400)
WELL = History(first_success=LONG_AGO, last_asked=START, last_success=START)
ILL = replace(WELL, failures=5, failing_since=START - timedelta(days=3), trouble=Trouble.STATUS, status=500)
HISTORIES: dict[str, History] = {
    "fine": WELL,
    "failing": ILL,
    "dead": replace(ILL, failing_since=START - timedelta(days=15), status=404),
    "blocked": replace(ILL, trouble=Trouble.BLOCKED, status=403),
    "gone": replace(ILL, trouble=Trouble.GONE, status=410, gone=START),
    "moved": replace(WELL, adopted="https://new.example/feed"),
    "silent": WELL,
    "new": History(),
    "paused": ILL,
    "closed": WELL,
}


@pytest.fixture
def all_kinds(planet: Planet) -> Planet:
    """A planet with a blog in each group, as the archive would hold them."""
    planet.options["activity_threshold"] = "20"
    for name in HISTORIES:
        planet.blog(name, answer(name, f"News of {name}"))
        if name in ("paused", "closed"):
            planet.blogs[planet.server.url(f"/{name}")] += f"state = {name}"
    newer = feed("fine", *[f"Post {number}" for number in range(29)])
    planet.server.on("/fine", Reply(body=newer))
    planet.run()
    with Archive.open(planet.settings()) as archive:
        archive.keep_histories({planet.server.url(f"/{name}"): history for name, history in HISTORIES.items()})
    return planet


def told(planet: Planet, *options: str, **environment: str) -> str:
    """Return what `planet status` prints."""
    ended = planet.command("status", *options, "planet.ini", **environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def by_name(planet: Planet, *options: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what `planet status --json` says of each blog."""
    return {one["name"]: one for one in json.loads(told(planet, "--json", *options))}


def test_every_blog_stands_in_its_group(all_kinds: Planet) -> None:
    """Those that need somebody come first, so that a planet of eighty blogs is looked through in a minute."""
    groups = {name: one["group"] for name, one in by_name(all_kinds).items()}
    # Those without a post of late are silent as well, which counts only when nothing else is wrong.
    assert groups == {name: name for name in HISTORIES}
    lines = told(all_kinds).splitlines()
    headings = [line for line in lines if not line.startswith(" ")]
    assert headings == [f"{heading} (1)" for heading in GROUPS.values()]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(GROUPS)


def test_each_line_says_what_is_wrong_since_when_and_what_to_do(all_kinds: Planet) -> None:
    """Words for a librarian, the figure for whoever mends it."""
    lines = {line.split()[0]: line for line in told(all_kinds).splitlines() if line.startswith("  ")}
    assert "an error of its own" in lines["failing"]
    assert "It has failed 5 times in a row since November 21, 2024. It was read last on" in lines["failing"]
    assert "(404)" in lines["dead"]
    assert "refuses us" in lines["blocked"]
    assert "never asked again" in lines["gone"]
    assert "update your INI: https://new.example/feed" in lines["moved"]
    assert "Its newest post is of October 25, 2024." in lines["silent"]
    assert "Asked at the next run." in lines["new"]
    assert "(state)" in lines["paused"]


def test_only_those_that_need_somebody(all_kinds: Planet) -> None:
    """`--failing` is for the mail once a week."""
    assert set(by_name(all_kinds, "--failing")) == {"gone", "dead", "failing", "blocked", "moved", "silent"}


def test_nothing_to_do_is_said(planet: Planet) -> None:
    """An empty answer would leave one wondering whether it worked."""
    planet.blog("well", answer("well", "News"))
    planet.run()
    assert told(planet, "--failing") == "No blog needs anybody.\n"


def test_french(all_kinds: Planet) -> None:
    """Every sentence of it: no English word is left on a French coordinator's terminal."""
    text = told(all_kinds, LC_ALL="fr_FR.UTF-8")
    assert "Morts\u202f: plus rien à leur adresse" in text
    assert "Il a échoué 5 fois de suite depuis le 21 novembre 2024." in text
    assert "Son dernier billet est du 25 octobre 2024." in text
    for english in (" its ", " the ", " It ", "Asked", "Not "):
        assert english not in text, english


def test_the_reason_to_wait_and_the_time_are_told(planet: Planet) -> None:
    """Why a blog is not asked now, in the planet's own time; the same as JSON for scripts."""
    planet.options["timezone"] = "Europe/Paris"
    planet.blog("fresh", Reply(body=feed("fresh", "News"), headers=[("Cache-Control", "max-age=7200")]))
    planet.blog("busy", Reply(status=503, headers=[("Retry-After", "172800")]))
    planet.run()
    settings, later = planet.settings(), START + timedelta(hours=1)
    words = {one.name: one.next(language("en")) for one in standings(settings, later)}
    plain = {one.name: one.plain() for one in standings(settings, later)}
    # Both stand on one host, whose Retry-After holds for all its blogs.
    assert words["busy"] == words["fresh"]
    assert words["busy"] == "Not asked before 2024-11-26 09:00: its server asked to be left alone until then."
    assert (plain["busy"]["trouble"], plain["busy"]["waits_for"]) == ("later", "retry-after")
    assert plain["fresh"]["next"] == "2024-11-26T08:00:00+00:00"
    after = {one.name: one.next(language("en")) for one in standings(settings, START + timedelta(hours=49))}
    assert set(after.values()) == {"Asked at the next run."}


def test_a_redirect_that_is_watched_is_told_with_its_day(planet: Planet) -> None:
    """Before the planet takes a new address for good its keeper may have a look."""
    target = planet.server.on("/new", answer("moved", "News"))
    planet.blog("old", Reply(status=308, headers=[("Location", target)]))
    planet.run()
    assert f"It leads to {target}, which counts as its address from December 1, 2024 on." in told(planet)
    assert by_name(planet)["old"]["moving_to"] == target


def test_status_asks_nobody_and_changes_nothing(all_kinds: Planet) -> None:
    """It may be called at any time, while a run is at work as well."""
    asked, before = len(all_kinds.server.requests), all_kinds.site()
    told(all_kinds)
    assert len(all_kinds.server.requests) == asked
    assert all_kinds.site() == before
