"""`planet serve`: what a person sees who works on a theme."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planet.commands.previewing import PreviewServer
from planet.config import Settings, load
from planet.errors import ThemeError
from planet.pipeline.preview import Preview
from tests.commands.planets import built, planet

RIVER = "<!DOCTYPE html><html lang=fr><title>x</title><body><p>{{ planet.name }}: first</p></body></html>"


def settings(ini: Path) -> Settings:
    """Return what the INI says now."""
    found = load(ini).settings
    assert found is not None
    return found


@contextmanager
def served(ini: Path, *, reload: bool = True) -> Iterator[PreviewServer]:
    """Serve a planet on a free port."""
    with PreviewServer(0, reload=reload) as server, Preview(lambda: settings(ini), link=server.address) as preview:
        server.preview = preview
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.end()
            server.shutdown()
            thread.join()


def ask(server: PreviewServer, path: str, **headers: str) -> tuple[int, str, str]:
    """Return status, type and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"] or "", answer.read().decode("utf-8")
    finally:
        connection.close()


def write(path: Path, text: str) -> None:
    """Change a file so that its date differs however coarse the clock of the disk is."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_pages_feeds_and_static_files_are_served_and_nothing_is_published(tmp_path: Path) -> None:
    """What is looked at while a theme is half done must not reach readers, nor disturb the next run's idea of what it wrote."""
    ini = planet(tmp_path, theme=RIVER)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.html")}
    manifest = (tmp_path / "pages.json").read_bytes()
    write(tmp_path / "themes/own/templates/river.html", RIVER.replace("first", "draft"))
    with served(ini) as server:
        status, kind, text = ask(server, "/")
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert "Essai: draft" in text
        assert ask(server, "/atom.xml")[2].startswith("<?xml")
        assert ask(server, "/blogs/")[0] == 200
        assert ask(server, "/static/plain.css")[1].startswith("text/css")
        assert ask(server, "/blogs")[0] == 302
        assert ask(server, "/no/such")[0] == 404
        assert ask(server, "/../planet.ini")[0] == 404
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.html")} | before == before
    assert (tmp_path / "pages.json").read_bytes() == manifest
    assert "draft" not in (tmp_path / "output/index.html").read_text(encoding="utf-8")


def test_only_this_machine_is_answered(tmp_path: Path) -> None:
    """The port is the loopback's, and a foreign page cannot reach it by a name that points there."""
    with served(planet(tmp_path)) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert ask(server, "/", Host="evil.example")[0] == 403
        assert ask(server, "/", Host="localhost:1")[0] == 200


def test_the_script_is_in_served_pages_alone_and_not_without_reload(tmp_path: Path) -> None:
    """Files on the web never carry it; whoever wants the pages as they will be asks for them without."""
    ini = planet(tmp_path)
    assert "preview.js" not in (tmp_path / "output/index.html").read_text(encoding="utf-8")
    with served(ini) as server:
        assert "preview.js?version=0" in ask(server, "/")[2]
        assert "preview.js" not in ask(server, "/atom.xml")[2]
        assert "EventSource" in ask(server, "/.nuage-preview/preview.js")[2]
    with served(ini, reload=False) as server:
        assert "preview.js" not in ask(server, "/")[2]


def test_a_change_of_theme_ini_or_posts_shows(tmp_path: Path) -> None:
    """Each file that makes the site is looked at; a look without a change makes nothing."""
    ini = planet(tmp_path, theme=RIVER)
    template = tmp_path / "themes/own/templates/river.html"
    with served(ini) as server:
        assert "Essai: first" in ask(server, "/")[2]
        assert not server.preview.refresh()
        write(template, RIVER.replace("first", "second"))
        assert server.preview.refresh()
        assert "Essai: second" in ask(server, "/")[2]
        write(ini, ini.read_text(encoding="utf-8").replace("Essai", "Autre"))
        assert server.preview.refresh()
        assert "Autre: second" in ask(server, "/")[2]
        assert server.preview.version == 2


@pytest.mark.parametrize("fault", ["{{ nosuch }}", "{% if %}"])
def test_a_fault_is_told_over_the_last_state_that_was_right(tmp_path: Path, fault: str) -> None:
    """Whoever mistypes sees file and line at once, and the page comes back when it is mended."""
    ini = planet(tmp_path, theme=RIVER)
    template = tmp_path / "themes/own/templates/river.html"
    with served(ini) as server:
        assert "first" in ask(server, "/")[2]
        write(template, f"\n{fault}")
        assert server.preview.refresh()
        status, _, text = ask(server, "/")
        assert (status, "first" in text) == (200, True)
        assert f"{template}:2" in server.preview.fault
        write(template, RIVER.replace("first", "mended"))
        assert server.preview.refresh()
        assert "mended" in ask(server, "/")[2]
        assert server.preview.fault == ""


def test_an_ini_at_fault_keeps_the_last_state(tmp_path: Path) -> None:
    """Saving half a line must not end the preview."""
    ini = planet(tmp_path, theme=RIVER)
    right = ini.read_text(encoding="utf-8")

    def strict() -> Settings:
        found = load(ini).settings
        if found is None:
            raise ThemeError("broken")
        return found

    with Preview(strict, link="http://127.0.0.1/") as preview:
        write(ini, right.replace("themes/own", "no/such/folder"))
        assert preview.refresh()
        assert preview.fault == "broken"
        seen = preview.page("index.html")
        assert seen is not None
        assert b"Essai: first" in seen.data
        write(tmp_path / "themes/own/theme.ini", "[theme]\nextends = plain\nabout = x\n")
        assert preview.refresh()
        assert preview.fault == "broken", "another change does not hide that the INI is still at fault"
        ini.write_text(right, encoding="utf-8")
        assert preview.refresh()
        assert preview.fault == ""


def test_a_page_that_never_could_be_made_says_why(tmp_path: Path) -> None:
    """Without an older state there is still the message, and not an empty window."""
    ini = planet(tmp_path, theme=RIVER)
    (tmp_path / "themes/own/templates/river.html").write_text("<b>{{ nosuch }}", encoding="utf-8")
    with served(ini) as server:
        status, _, text = ask(server, "/")
        assert status == 500
        assert "river.html:1" in text
        assert "preview.js" in text


def test_the_browser_is_told_of_a_change_as_it_happens(tmp_path: Path) -> None:
    """Server-sent events: the state at once, then each new one."""
    ini = planet(tmp_path, theme=RIVER)
    with served(ini) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
        connection.request("GET", "/.nuage-preview/events")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert json.loads(answer.readline().removeprefix(b"data: ")) == {"version": 0, "fault": ""}
        answer.readline()
        write(tmp_path / "themes/own/templates/river.html", "{{")
        assert server.preview.refresh()
        server.tell()
        told = json.loads(answer.readline().removeprefix(b"data: "))
        assert told["version"] == 1
        assert "river.html:1" in told["fault"]
        connection.close()


def test_the_command_serves_says_what_changed_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    """The whole of it as a person runs it, in French."""
    ini = planet(tmp_path, theme=RIVER)
    command = [sys.executable, "-m", "planet", "serve", str(ini), "--port", "0"]
    held = os.environ | {"LC_ALL": "fr_FR.UTF-8", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=held) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            first = process.stdout.readline()
            assert first.startswith("Le site est à l’adresse http://127.0.0.1:")
            write(tmp_path / "themes/own/templates/river.html", "{{")
            assert "river.html:1" in process.stderr.readline()
            write(tmp_path / "themes/own/templates/river.html", RIVER)
            os.utime(tmp_path / "themes/own/templates/river.html")
            assert process.stdout.readline() == "Changement vu\u202f; affichage refait.\n"
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    """Another preview is the usual reason."""
    ini = planet(tmp_path)
    with PreviewServer(0, reload=False) as server:
        port = str(server.server_address[1])
        command = [sys.executable, "-m", "planet", "serve", str(ini), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr


def test_a_fault_on_the_last_page_leaves_the_published_site_as_it_is(tmp_path: Path) -> None:
    """A half new site, or one whose pages and feeds disagree, is worse than yesterday's."""
    ini = planet(tmp_path, theme=RIVER)
    before = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()}
    (tmp_path / "themes/own/templates/river.html").write_text(RIVER.replace("first", "new"), encoding="utf-8")
    (tmp_path / "themes/own/templates/404.html").write_text("{{ nosuch }}", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"404\.html:1: 'nosuch' is undefined"):
        built(ini)
    assert {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()} == before
