"""What search engines read: `robots.txt`, and `sitemap.xml` where the planet may be indexed."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from planet.model import Outline, Text
from planet.render.calendar import months
from planet.render.channels import base, blogs, languages, planet, terms, topics
from planet.render.fingerprints import FORM
from planet.render.markup import add, document, root
from planet.render.outlines import outlines
from planet.render.site import Plan, Site
from planet.text import digest

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses a sitemap may hold (sitemaps.org)."""

Page = tuple[str, str]
"""An address below the site's, and the day it changed last."""


def crawlers(site: Site) -> Iterator[Plan]:
    """Plan what tells search engines whether and where to look."""
    made_of = digest(FORM, base(site), str(site.settings.render.index))
    yield Plan(path="robots.txt", fingerprint=made_of, stories=(), make=partial(_robots, site))
    if site.settings.render.index:
        yield from _sitemaps(site, pages(site))


def _robots(site: Site, _: Mapping[int, Text]) -> bytes:
    """Let robots in also when nothing may be indexed: they must read a page to learn from it that it may not be."""
    lines = ["User-agent: *", "Disallow:"]
    if site.settings.render.index:
        lines += ["", f"Sitemap: {base(site)}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def pages(site: Site) -> list[Page]:
    """Return the pages that are worth finding: rivers, not their numbered pages; each with the day of its newest story."""
    there = outlines(site)
    rivers = (planet(site), *topics(site), *blogs(site), *terms(site), *languages(site))
    held = [
        (channel.folder, max((_day(there[number]) for number in channel.stories), default="")) for channel in rivers
    ]
    for (year, month), numbers in months(site).items():
        held.append((f"archive/{year:04}/{month:02}/", max(_day(there[number]) for number in numbers)))
    held += [("about/", ""), ("blogs/", ""), ("tags/", "")]
    prefixes = ["", *(f"{code}/" for code in site.settings.planet.locales[1:])]
    return [(prefix + path, day) for prefix in prefixes for path, day in held]


def _day(story: Outline) -> str:
    day: date = max(story.date, story.updated).date()
    return day.isoformat()


def _sitemaps(site: Site, held: list[Page]) -> Iterator[Plan]:
    """Plan one file, or an index of several where one may not hold them all."""
    parts = [held[start : start + MOST] for start in range(0, len(held), MOST)]
    if len(parts) == 1:
        yield _sitemap(site, "sitemap.xml", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield from (_sitemap(site, name, part) for name, part in zip(names, parts, strict=True))
    made_of = digest(FORM, base(site), *names)
    yield Plan(path="sitemap.xml", fingerprint=made_of, stories=(), make=partial(_index, site, names))


def _sitemap(site: Site, path: str, held: list[Page]) -> Plan:
    return Plan(
        path=path, fingerprint=digest(FORM, base(site), repr(held)), stories=(), make=partial(_urls, site, held)
    )


def _urls(site: Site, held: list[Page], _: Mapping[int, Text]) -> bytes:
    top = root(f"{{{SPACE}}}urlset", {None: SPACE})
    for path, day in held:
        entry = add(top, f"{{{SPACE}}}url")
        add(entry, f"{{{SPACE}}}loc", base(site) + path)
        if day:
            add(entry, f"{{{SPACE}}}lastmod", day)
    return document(top)


def _index(site: Site, names: list[str], _: Mapping[int, Text]) -> bytes:
    top = root(f"{{{SPACE}}}sitemapindex", {None: SPACE})
    for name in names:
        add(add(top, f"{{{SPACE}}}sitemap"), f"{{{SPACE}}}loc", base(site) + name)
    return document(top)
