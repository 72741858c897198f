"""A run killed at any moment: the next one makes good, and no post is hidden behind a 304 for ever."""

import subprocess
import sys

import pytest

from planet.archive import Archive
from tests.pipeline.killed import PLACES
from tests.pipeline.planets import ROOT, Planet, answer, clean_environment
from tests.server import Line, Reply, Request


def conditional(name: str, *titles: str) -> Reply:
    """Return a feed with a validator."""
    return answer(name, *titles, etag=f'"{len(titles)}"')


class Exact:
    """A server that answers 304 whenever it is handed the validator of what it would send."""

    def __init__(self, reply: Reply) -> None:
        """Send this."""
        self.reply = reply

    def __call__(self, request: Request, line: Line) -> None:
        """Answer."""
        known = request.header("If-None-Match") == dict(self.reply.headers)["ETag"]
        (Reply(status=304) if known else self.reply)(request, line)


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_run_hides_nothing(planet: Planet, place: str) -> None:
    """Whatever was fetched and not yet kept is fetched again; the site ends as if nobody had pulled the plug."""
    planet.options["min_interval"] = "0"
    served = Exact(conditional("blog", "First"))
    planet.blog("blog", served)
    planet.run()
    served.reply = conditional("blog", "First", "Second")
    command = [sys.executable, "-m", "tests.pipeline.killed", place, str(planet.write())]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=60, cwd=ROOT, env=clean_environment())
    assert ended.returncode == 9, ended.stderr.decode()
    again = planet.command("run", "planet.ini")
    assert again.returncode == 0, again.stderr
    assert "Second" in planet.shown()
    assert planet.shown().count("<entry>") == 2
    assert not [name for name in planet.site() if ".ht-nuage" in name]


def test_a_backup_that_is_restored_gets_what_came_since(planet: Planet) -> None:
    """The cache remembers answers that the restored archive never saw: "not modified" would leave out what came meanwhile."""
    planet.options["min_interval"] = "0"
    served = Exact(conditional("blog", "First"))
    planet.blog("blog", served)
    planet.run()
    with Archive.open(planet.settings()) as archive:
        archive.backup(planet.folder / "backup.sqlite")
    served.reply = conditional("blog", "First", "Second")
    assert [planet.run(1).added, planet.run(2).unchanged] == [1, 1]
    Archive.restore(planet.settings(), planet.folder / "backup.sqlite")
    assert [planet.run(3).added, planet.run(4).unchanged] == [1, 1]
