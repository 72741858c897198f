"""The files kept in `golden/`, one per format: `python -m tests.render.goldens` writes them anew, to be read before they are committed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from planet.model import Copy
from planet.render.feeds import SITES
from planet.render.site import Site
from tests.render.worlds import BLOGS, BORN, files, site, story

FOLDER = Path(__file__).parent / "golden"
KEPT = (
    "atom.xml",
    "archive/atom/0-10.xml",
    "topics/sante/rss20.xml",
    "rss10.xml",
    "blogs/arts/feed.json",
    "opml.xml",
    "topics/sante/opml.xml",
    "foafroll.xml",
    "latest.json",
    "embed/sante.html",
    "feed.css",
    "sitemap.xml",
    "robots.txt",
)


def world() -> Site:
    """Return the site they show: two blogs, a story in both, a flood, a pinned story."""
    held = [story(n, announce=n != 9) for n in range(1, 11)]
    both = (
        Copy(number=10, blog=BLOGS[0].url, link="https://ifsi.example/billets/10"),
        Copy(number=11, blog=BLOGS[1].url, link="https://arts.example/10?a=1&b=2", title="Also here"),
    )
    held[9] = replace(held[9], blogs=(BLOGS[0].url, BLOGS[1].url), copies=both)
    held[1] = replace(held[1], pinned_until=BORN + timedelta(days=30))
    whole = site(held)
    return replace(whole, river=(2, *(n for n in whole.river if n != 2)))


def made() -> dict[str, bytes]:
    """Return every file of every format."""
    return {path: data for form in SITES.values() for path, data in files(world(), form).items()}


def place(path: str) -> Path:
    """Return where a file is kept."""
    return FOLDER / path.replace("/", "-")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    whole = made()
    for one in KEPT:
        place(one).write_bytes(whole[one])
