"""A small planet on disk: one blog in a file, a theme of its own."""

from pathlib import Path

from planet.config import load
from planet.pipeline import run

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog des soins</title><id>urn:x:soins</id>
<updated>2026-11-20T08:00:00Z</updated><link href="https://soins.example/"/>
{items}</feed>"""

ITEM = """<entry><title>Billet {n}</title><id>urn:x:{n}</id><link href="https://soins.example/{n}"/>
<published>2026-11-{n:02}T08:00:00Z</published><updated>2026-11-{n:02}T08:00:00Z</updated>
<content type="html">{content}</content><category term="Lecture"/></entry>"""


def planet(folder: Path, options: str = "", *, posts: int = 3, theme: str = "", content: str = "Texte.") -> Path:
    """Write a planet and run it once; return its INI.

    `theme` is the text of its river's template, the rest being plain's; `content` each post's markup, escaped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    items = "".join(ITEM.format(n=n, content=content) for n in range(1, posts + 1))
    (folder / "feed.xml").write_text(FEED.format(items=items), encoding="utf-8")
    if theme:
        templates = folder / "themes" / "own" / "templates"
        templates.mkdir(parents=True)
        (templates.parent / "theme.ini").write_text("[theme]\nextends = plain\n", encoding="utf-8")
        (templates / "river.html").write_text(theme, encoding="utf-8")
    options += "\ntheme = themes/own" if theme else "\ntheme = plain"
    ini = folder / "planet.ini"
    ini.write_text(f"[planet]\nname = Essai\nlocale = fr\n{options}\n\n[feed.xml]\nname = Soins\n", encoding="utf-8")
    built(ini)
    return ini


def built(ini: Path) -> None:
    """Run the planet over its INI."""
    settings = load(ini).settings
    assert settings is not None, load(ini).problems
    run(settings)
