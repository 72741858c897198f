"""A whole planet in a folder of the test's own: feeds on loopback, an INI, and runs at times the test chooses."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planet import pipeline
from planet.archive import Archive
from planet.config import Settings, load
from planet.pipeline import Choices, Report
from planet.urls import canonical
from tests.server import Answer, Reply, Server

START = datetime(2024, 11, 24, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def feed(name: str, *titles: str) -> bytes:
    """Return an Atom feed whose posts bear these titles, a day apart, the first one oldest; equal calls, equal bytes."""
    entries = ""
    for number, title in enumerate(titles):
        link = f"https://{name}.example/{number}"
        date = (START - timedelta(days=30 - number)).isoformat()
        entries += (
            f"<entry><title>{title}</title><link href='{link}'/><id>{link}</id>"
            f"<published>{date}</published><updated>{date}</updated>"
            f"<content type='html'>&lt;p&gt;{title}, told at some length by {name}.&lt;/p&gt;</content></entry>"
        )
    head = f"<title>{name}</title><link href='https://{name}.example/'/><id>{name}</id>"
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>".encode()


def answer(name: str, *titles: str, etag: str = "") -> Reply:
    """Return a feed as its server sends it."""
    headers = [("Content-Type", "application/atom+xml"), *([("ETag", etag)] if etag else [])]
    return Reply(body=feed(name, *titles), headers=headers)


@dataclass(slots=True)
class Planet:
    """A planet's folder, and the server its blogs stand on."""

    folder: Path
    server: Server
    blogs: dict[str, str] = field(default_factory=dict)
    """Addresses, and what else stands in their sections."""
    options: dict[str, str] = field(default_factory=dict)
    """What stands in [planet] beyond the least."""

    @property
    def ini(self) -> Path:
        """The INI, written anew at each run."""
        return self.folder / "planet.ini"

    @property
    def output(self) -> Path:
        """The folder of the site."""
        return self.folder / "output"

    def blog(self, name: str, *answers: Answer, lines: str = "") -> str:
        """Subscribe to a blog on the server; return its address."""
        url = self.server.on(f"/{name}", *answers)
        self.blogs[url] = f"name = {name}\n{lines}"
        return url

    def write(self) -> Path:
        """Write the INI and return its path."""
        options = {"name": "A planet", "link": "https://planet.example/", "locale": "en", "feed_timeout": "5"}
        text = "[planet]\n" + "".join(f"{key} = {value}\n" for key, value in (options | self.options).items())
        text += "".join(f"\n[{url}]\n{lines}\n" for url, lines in self.blogs.items())
        self.folder.mkdir(exist_ok=True)
        if not self.ini.exists() or self.ini.read_text() != text:
            self.ini.write_text(text)
        return self.ini

    def settings(self) -> Settings:
        """Return what the INI says."""
        settings = load(self.write()).settings
        assert settings is not None
        return settings

    def run(self, hours: float = 0, **choices: object) -> Report:
        """Run so many hours after the start."""
        chosen = Choices(**choices)  # type: ignore[arg-type]
        return pipeline.run(self.settings(), choices=chosen, clock=lambda: START + timedelta(hours=hours))

    def command(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run `planet ARGUMENTS`, as cron does, at the real time."""
        return subprocess.run(
            [sys.executable, "-m", "planet", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=self.folder,
            env=clean_environment(**environment),
        )

    def site(self) -> Mapping[str, bytes]:
        """Return every file of the output by its path."""
        files = (path for path in sorted(self.output.rglob("*")) if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}

    def stamps(self) -> Mapping[str, int]:
        """Return when each file of the output was written, in nanoseconds."""
        return {name: (self.output / name).stat().st_mtime_ns for name in self.site()}

    def shown(self) -> str:
        """Return what readers find: the first page and the feed."""
        return (self.output / "index.html").read_text() + (self.output / "atom.xml").read_text()

    def story(self, url: str) -> int:
        """Return the number of the story with this address."""
        with Archive.open(self.settings()) as archive:
            return archive.find(url, proposals=[f"link:{canonical(url)}"])[0].story


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment for a command: no proxies, English, and what the test adds."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(ROOT), **more}
