"""`planet run`, `fetch` and `render` as people, cron and scripts meet them: exit codes, words, JSON, bars, repetition."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.planets import Planet, answer, clean_environment
from tests.server import Line, Reply, Request


@pytest.fixture
def mixed(planet: Planet) -> Planet:
    """A planet of a blog that is well and one that is not."""
    planet.blog("well", answer("well", "News"))
    planet.blog("ill", Reply(status=404))
    return planet


def test_exit_code_0_when_all_is_fine(planet: Planet) -> None:
    """cron stays silent: nothing on stderr, one line of summary on stdout, none of it when asked to be quiet."""
    planet.options["min_interval"] = "0"
    planet.blog("well", answer("well", "News", etag='"1"'), Reply(status=304))
    planet.write()
    first = planet.command("run", "planet.ini")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("1 blog asked · 1 new post · ")
    assert " · 1 story, 0 topics, 0 terms · " in first.stdout
    second = planet.command("run", "planet.ini")
    assert second.stdout.startswith("1 blog asked (1 unchanged) · nothing changed · 1 story")
    quiet = planet.command("run", "--quiet", "planet.ini")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_exit_code_1_names_each_blog_that_failed(mixed: Planet) -> None:
    """A line for each, with its name and a sentence, also when quiet: this is what cron mails."""
    mixed.write()
    ended = mixed.command("run", "--quiet", "planet.ini")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        "ill: There is nothing at this address (not found): the feed has moved or was removed (404)."
    ]
    assert "News" in mixed.shown()


def test_the_words_are_those_of_the_terminal_s_language(mixed: Planet) -> None:
    """The coordinator reads French; so does what cron mails."""
    mixed.write()
    ended = mixed.command("run", "planet.ini", LC_ALL="fr_FR.UTF-8")
    assert ended.stderr.startswith("ill\u202f: Il n’y a rien à cette adresse")
    assert "1 nouveau billet" in ended.stdout


@pytest.mark.parametrize("text", ["", "[planet]\nfeed_timeout = soon\n"])
def test_exit_code_2_when_it_cannot_start(planet: Planet, text: str) -> None:
    """What must be mended is named, and nothing was asked."""
    planet.folder.mkdir(exist_ok=True)
    if text:
        planet.ini.write_text(text + f"[{planet.server.url('/feed')}]\n")
    ended = planet.command("run", "planet.ini")
    assert ended.returncode == 2
    assert "planet.ini" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert planet.server.requests == []


def test_exit_code_3_when_it_cannot_write(planet: Planet) -> None:
    """One line with the place and the cause; the posts are in the archive, so that the next run can write them."""
    planet.blog("well", answer("well", "News"))
    planet.folder.mkdir(exist_ok=True)
    planet.output.write_text("a file where the folder should be")
    planet.write()
    ended = planet.command("run", "planet.ini")
    assert ended.returncode == 3
    assert len(ended.stderr.splitlines()) == 1
    assert "output" in ended.stderr
    planet.output.unlink()
    assert planet.command("run", "planet.ini").returncode == 0
    assert "News" in planet.shown()


def test_json_is_all_there_is_on_standard_output(mixed: Planet) -> None:
    """A script reads the report from stdout alone; it is the same that health.json keeps."""
    mixed.write()
    ended = mixed.command("run", "--json", "planet.ini")
    report = json.loads(ended.stdout)
    assert ended.returncode == report["exit_code"] == 1
    assert (report["asked"], report["added"], report["rendered"]) == (2, 1, True)
    assert [failed["name"] for failed in report["failures"]] == ["ill"]
    assert report == json.loads((mixed.folder / "health.json").read_text())


def test_planet_ini_is_planet_run_ini(planet: Planet) -> None:
    """A crontab that said `planet.py config.ini` needs one word changed; a folder, or none, is found, too."""
    planet.options["min_interval"] = "0"
    planet.blog("well", answer("well", "News"))
    planet.write()
    assert planet.command("planet.ini").returncode == 0
    assert "News" in planet.shown()
    assert planet.command("run").stdout.startswith("1 blog asked")
    assert planet.command("run", str(planet.folder)).stdout.startswith("1 blog asked")


def test_now_and_force_reach_the_blogs(planet: Planet) -> None:
    """Both options do what their help says, for `run` and for `fetch`."""
    planet.blog("one", answer("one", "News", etag='"1"'))
    planet.blog("two", answer("two", "Other", etag='"2"'))
    planet.write()
    planet.command("run", "planet.ini")
    assert "0 blogs asked (2 not due yet)" in planet.command("fetch", "planet.ini").stdout
    assert "2 blogs asked" in planet.command("fetch", "--now", "planet.ini").stdout
    assert "1 blog asked" in planet.command("run", "--force", "two", "planet.ini").stdout
    assert [request.header("If-None-Match") for request in planet.server.asked("/two")] == [None, '"2"', None]


def test_log_settings_of_planet_are_honoured(planet: Planet) -> None:
    """`log_level` and `log_format` of an old INI keep their meaning; the log is on stderr."""
    planet.options |= {"log_level": "INFO", "log_format": "LOG %(levelname)s %(message)s"}
    planet.blog("well", answer("well", "News"))
    (planet.folder / "cache" / "http").mkdir(parents=True)
    (planet.folder / "cache" / "http" / "cache.db").write_bytes(b"no database at all, but rather long" * 100)
    planet.write()
    ended = planet.command("run", "planet.ini")
    assert [line for line in ended.stderr.splitlines() if line.startswith("LOG WARNING the cache is damaged")]
    planet.options["log_level"] = "CRITICAL"
    (planet.folder / "cache" / "http" / "cache.db").write_bytes(b"no database at all, but rather long" * 100)
    planet.write()
    assert planet.command("run", "planet.ini").stderr == ""


def test_unchecked_certificates_are_told_at_each_run(planet: Planet) -> None:
    """`verify = no` is a door left open: each run says so, until somebody closes it."""
    planet.blog("well", answer("well", "News"))
    planet.blogs["https://127.0.0.1:9/feed"] = "name = Lax\nverify = no"
    planet.write()
    for _ in range(2):
        ended = planet.command("run", "planet.ini")
        assert "Certificates are not checked (verify = no)" in ended.stderr
        assert "Lax" in ended.stderr
    assert json.loads(planet.command("run", "--json", "planet.ini").stdout)["unverified"] == ["Lax"]


def test_a_move_is_told_when_it_is_adopted(planet: Planet) -> None:
    """The INI is never rewritten: its keeper is told once, by the run, and from then on by the status."""
    planet.options |= {"move_after": "0", "min_interval": "0"}
    target = planet.server.on("/new", answer("moved", "News"))
    planet.blog("old", Reply(status=301, headers=[("Location", target)]))
    ini = planet.write().read_text()
    ended = planet.command("run", "--quiet", "planet.ini")
    assert ended.stderr == f"old: It has moved to {target} and is asked there from now on; update your INI.\n"
    assert planet.command("run", "--quiet", "planet.ini").stderr == ""
    assert f"update your INI: {target}" in planet.command("status", "planet.ini").stdout
    assert planet.ini.read_text() == ini


def test_no_credentials_are_printed_or_written(planet: Planet) -> None:
    """A password in the INI's address is for its server alone: no output, log, page, feed or file of Nuage's has it."""
    planet.options |= {"log_level": "DEBUG", "min_interval": "0"}
    for name, reply in (("well", answer("well", "News")), ("ill", Reply(status=500)), ("gone", Reply(status=410))):
        url = planet.blog(name, reply)
        planet.blogs[url.replace("http://", "http://reader:hush-hush@")] = planet.blogs.pop(url)
    planet.write()
    said = []
    for verb in (["run"], ["run", "--json"], ["status"], ["status", "--json"], ["check"], ["fetch", "--now"]):
        ended = planet.command(*verb, "planet.ini")
        said += [ended.stdout, ended.stderr]
    said.append(planet.command("why", "-c", "planet.ini", planet.server.url("/ill")).stdout)
    assert "reader:" not in "".join(said)
    assert "hush-hush" not in "".join(said)
    archive = planet.folder / "archive.sqlite"
    for path in planet.folder.rglob("*"):
        if path.is_file() and path != planet.ini and not path.name.startswith(archive.name):
            assert b"hush-hush" not in path.read_bytes(), path
    assert list(planet.folder.rglob("cache/rivers/*/*.json"))
    assert planet.server.asked("/well")[0].header("Authorization") is not None


# ---- progress -------------------------------------------------------------------------------------------------------


def on_a_terminal(planet: Planet, *arguments: str) -> str:
    """Run a command on a pseudo-terminal and return all that was written to it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "planet", *arguments]
    environment = clean_environment(TERM="xterm", COLUMNS="100")
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=planet.folder):
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 4096):
                written += piece
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    return written.decode()


def test_a_terminal_shows_bars_and_cleans_up(planet: Planet) -> None:
    """Whoever waits sees how far it is; the bars are gone when the run ends, and the summary stays."""
    planet.blog("well", answer("well", "News"))
    planet.write()
    shown = on_a_terminal(planet, "run", "planet.ini")
    assert "Blogs" in shown
    assert "1/1" in shown
    assert "\x1b[2K" in shown  # lines that are cleared
    assert shown.splitlines()[-1].lstrip("\r").startswith(("1 blog asked", "\x1b"))
    assert "1 blog asked" in shown
    assert "Blogs" not in on_a_terminal(planet, "run", "--quiet", "planet.ini")


def test_a_long_run_elsewhere_says_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log gets no bars: a line every ten seconds with figures, nothing in a short run."""
    from click.testing import CliRunner

    from planet.commands import progress
    from planet.i18n import language

    lines = progress._Lines(language("en"))
    runner = CliRunner()
    with runner.isolation() as (_, stderr, _both):
        lines.asking(3)
        lines.asked("one")
        monkeypatch.setattr(progress, "LINE_EVERY", 0.0)
        lines.asked("two")
        lines.rendering(2)
        lines.rendered()
        assert stderr.getvalue().decode() == "Blogs: 2/3\nPages: 1/2\n"


# ---- again and again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_every_stays_until_it_is_told_to_go(planet: Planet, number: signal.Signals) -> None:
    """Where there is no cron: it runs, waits, and ends in good order when the system asks, between runs or within one."""
    planet.blog("ill", Reply(status=500))
    command = [sys.executable, "-m", "planet", "run", "--every", "5m", str(planet.write())]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment()
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("1 blog asked (1 failed)")
        running.send_signal(number)
        assert running.wait(timeout=30) == 1
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()


def test_every_ends_a_run_that_is_under_way(planet: Planet) -> None:
    """A signal in the middle of a run lets it end: what was asked is kept and shown."""
    running: list[subprocess.Popen[str]] = []

    def interrupts(request: Request, line: Line) -> None:
        running[0].send_signal(signal.SIGTERM)
        answer("slow", "News")(request, line)

    planet.blog("slow", interrupts)
    command = [sys.executable, "-m", "planet", "run", "--every", "1h", str(planet.write())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean_environment()) as process:
        running.append(process)
        assert process.wait(timeout=30) == 0
    assert "News" in planet.shown()


def test_every_goes_on_after_a_run_that_could_not_be(planet: Planet) -> None:
    """An INI saved half-way must not end the service: it says so and tries again at its next turn."""
    planet.folder.mkdir(exist_ok=True)
    planet.ini.write_text("[planet]\nfeed_timeout = soon\n")
    command = [sys.executable, "-m", "planet", "run", "--every", "5m", str(planet.ini)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean_environment()) as running:
        assert running.stderr is not None
        lines = iter(running.stderr.readline, "")
        assert next(line for line in lines if line.startswith("planet: "))
        assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 2


def test_no_interval_below_a_minute(tmp_path: Path) -> None:
    """A mistake such as 10s would not trouble blogs, but the machine: it is refused before anything runs."""
    (tmp_path / "planet.ini").write_text("[planet]\n")
    ended = subprocess.run(
        [sys.executable, "-m", "planet", "run", "--every", "10s", str(tmp_path / "planet.ini")],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
    )
    assert ended.returncode == 2
    assert "30m" in ended.stderr
