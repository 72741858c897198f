"""The demonstration as its readers' browsers meet it: built once for all tests here, served on loopback, seen in Chromium."""

import fcntl
import functools
import http.server
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from planet.config import load
from planet.pipeline import run

DEMO = Path(__file__).parents[2] / "config" / "demo"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server without words."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, handler: type[http.server.BaseHTTPRequestHandler] | None = None) -> Iterator[str]:
    """Serve a folder on a free port; yield the address, with a slash at its end."""
    handle: Any = handler or functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handle) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def build(folder: Path) -> None:
    """Run the demonstration's planet into a folder, its feeds served as its own server answers them."""
    sys.path.insert(0, str(DEMO))
    try:
        from serve import Blogs  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(DEMO))
    folder.mkdir()
    shutil.copy(DEMO / "tags.ini", folder)
    with serving(DEMO, Blogs) as address:
        feeds = address.replace("127.0.0.1", "localhost").rstrip("/")
        text = (DEMO / "planet.ini").read_text(encoding="utf-8")
        text = text.replace("http://localhost:8642/\n", "https://nuage.example/\n").replace(
            "http://localhost:8642", feeds
        )
        text = re.sub(r"(?m)^output_dir = .*", "output_dir = output\nindex = yes\nimages = click", text)
        text = re.sub(r"(?m)^items_per_page = .*\n", "", text)
        text = re.sub(r"(?m)^feed_timeout = .*", "feed_timeout = 60", text)
        (folder / "planet.ini").write_text(text, encoding="utf-8")
        loaded = load(folder / "planet.ini")
        assert loaded.settings is not None, loaded.problems
        run(loaded.settings)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demonstration's site; the workers of one test run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demonstration").exists():
            build(shared / "demonstration.new")
            (shared / "demonstration.new").rename(shared / "demonstration")
    return shared / "demonstration" / "output"


@pytest.fixture(scope="session")
def address(demonstration: Path) -> Iterator[str]:
    """Where the demonstration is served."""
    with serving(demonstration) as held:
        yield held


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield held
        held.close()
