"""A run killed at any moment: the next one makes good, and no post is hidden behind a 304 for ever."""

import subprocess
import sys

import pytest

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
