"""A whole planet for tests: blogs on a real server, runs at times the test chooses, and what readers then see."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from click.testing import CliRunner, Result
from lxml import etree, html

from planet.cli import planet as command_line
from planet.config import Settings, load
from planet.pipeline import Choices, Report, run
from tests.server import Reply, Server

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
WORDS = [
    "catalogue",
    "lampe",
    "carnet",
    "marée",
    "horloge",
    "verger",
    "plume",
    "escalier",
    "atelier",
    "prairie",
    "boussole",
    "lanterne",
    "moulin",
    "rivage",
    "chapitre",
    "encrier",
    "voilier",
    "grenier",
    "sentier",
    "colline",
    "tambour",
    "miroir",
    "fenêtre",
    "panier",
    "cerise",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as its blog's feed gives it; what is empty is not in the feed."""

    title: str
    link: str = ""
    guid: str = ""
    text: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()


def posts(count: int, *, blog: str, first: datetime = START, step: timedelta = timedelta(days=1)) -> list[Post]:
    """Return posts with titles, pages, dates and texts of their own, newest first."""
    return [
        Post(
            title=f"{WORDS[n % 25].title()} {WORDS[(n * 7 + 3) % 25]} {blog} {n}",
            link=f"https://{blog}.example/{n}",
            guid=f"https://{blog}.example/{n}",
            text=prose(n, blog),
            date=first - n * step,
        )
        for n in range(count)
    ]


def prose(seed: int, blog: str = "") -> str:
    """Return about forty words that no other blog and seed give."""
    seed += 1000 * sum(blog.encode())
    return " ".join(f"{WORDS[(seed * 11 + n * n) % 25]}{seed}" for n in range(40))


def rss(
    entries: Sequence[Post], *, title: str = "Un blog", link: str = "https://blog.example/", language: str = "fr"
) -> bytes:
    """Return an RSS document."""
    items = "".join(map(_item, entries))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{escape(title)}</title><link>{escape(link)}</link><language>{language}</language>{items}</channel></rss>"
    ).encode()


def _item(post: Post) -> str:
    parts = [f"<title>{escape(post.title)}</title>"] if post.title else []
    parts += [f"<link>{escape(post.link)}</link>"] if post.link else []
    parts += [f'<guid isPermaLink="false">{escape(post.guid)}</guid>'] if post.guid else []
    parts += [f"<pubDate>{format_datetime(post.date)}</pubDate>"] if post.date else []
    parts += [f"<atom:updated>{post.updated.isoformat()}</atom:updated>"] if post.updated else []
    parts += [f"<description>{escape(f'<p>{post.text}</p>')}</description>"] if post.text else []
    parts += [f"<category>{escape(tag)}</category>" for tag in post.tags]
    return f"<item>{''.join(parts)}</item>"


def feed(entries: Sequence[Post], **said: str) -> Reply:
    """Return a server's answer that holds an RSS document."""
    return Reply(headers=[("Content-Type", "application/rss+xml")], body=rss(entries, **said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry of the planet's own Atom feed."""

    id: str
    title: str
    link: str
    published: str
    updated: str


@dataclass(slots=True)
class Planet:
    """A planet in a folder, and the server its blogs are on."""

    folder: Path
    server: Server
    options: str = ""
    """Lines of [planet]."""
    sections: dict[str, str] = field(default_factory=dict)
    """Lines of each other section, by its name."""

    @property
    def ini(self) -> Path:
        """The INI, written anew."""
        path = self.folder / "planet.ini"
        basics = "name = Essai\nlink = https://planet.example/\nmin_interval = 0\nmove_after = 0\ncap_per_blog = 0\n"
        text = f"[planet]\n{basics}{self.options}\n"
        text += "".join(f"\n[{name}]\n{lines}\n" for name, lines in self.sections.items())
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def settings(self) -> Settings:
        """The settings of the INI, which is right."""
        settings = load(self.ini).settings
        assert settings is not None
        return settings

    def blog(self, name: str, entries: Sequence[Post], lines: str = "", **said: str) -> str:
        """Let a blog's feed hold these entries from now on, subscribe to it, and return its address."""
        said = {"title": f"Blog {name}", "link": f"https://{name}.example/", **said}
        return self.answers(name, feed(entries, **said), lines)

    def answers(self, name: str, answer: Reply, lines: str = "") -> str:
        """Let a blog's address answer so from now on, subscribe to it, and return the address."""
        url = self.server.on(f"/{name}.xml", answer)
        self.sections[url] = lines or self.sections.get(url, f"name = {name}")
        return url

    def run(self, hours: float = 0, *, fetch: bool = True, force: frozenset[str] = frozenset()) -> Report:
        """Run at so many hours from the start; without `fetch` nothing is asked."""
        moment = START + timedelta(hours=hours)
        return run(self.settings, choices=Choices(fetch=fetch, force=force), clock=lambda: moment)

    def command(self, *arguments: str, locale: str = "en") -> Result:
        """Return what a verb says; the INI is named at its end."""
        return CliRunner(env={"LANGUAGE": locale, "LC_ALL": "", "LANG": locale}).invoke(
            command_line, [*arguments, "-c", str(self.ini)]
        )

    @property
    def output(self) -> Path:
        """The folder of the site."""
        return self.settings.publish.output_dir

    def atom(self, page: str = "") -> list[Seen]:
        """Return the entries of an Atom feed of the site, in its order."""
        root = etree.fromstring((self.output / page / "atom.xml").read_bytes())
        space = {"a": "http://www.w3.org/2005/Atom"}
        return [
            Seen(
                id=one.findtext("a:id", "", space),
                title=one.findtext("a:title", "", space),
                link=next(
                    link.get("href", "")
                    for link in one.iterfind("a:link", space)
                    if link.get("rel") in (None, "alternate")
                ),
                published=one.findtext("a:published", "", space),
                updated=one.findtext("a:updated", "", space),
            )
            for one in root.iterfind("a:entry", space)
        ]

    def titles(self, page: str = "") -> list[str]:
        """Return the titles of an Atom feed of the site, in its order."""
        return [one.title for one in self.atom(page)]

    def page(self, path: str = "index.html") -> str:
        """Return a page's text."""
        return (self.output / path).read_text(encoding="utf-8")

    def order(self, entries: Sequence[Post], path: str = "index.html") -> list[str]:
        """Return the titles of these posts that stand on a page, in its order."""
        text = self.page(path)
        return sorted((post.title for post in entries if post.title in text), key=text.index)

    def everything(self) -> str:
        """Return the text of every file of the site together."""
        files = sorted(path for path in self.output.rglob("*") if path.suffix in (".html", ".xml", ".json", ".txt"))
        return "\n".join(path.read_text(encoding="utf-8") for path in files)


def document(page: str) -> Any:
    """Return a page as an lxml.html document."""
    return html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def later(post: Post, **fields: object) -> Post:
    """Return the post with some fields changed."""
    return replace(post, **fields)  # type: ignore[arg-type]
