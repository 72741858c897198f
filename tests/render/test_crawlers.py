"""What search engines are told: nothing to index unless the operator says so, and then every river."""

from dataclasses import replace

from lxml import etree

from planet.config import RenderSettings
from planet.render.crawlers import MOST, crawlers, pages
from tests.render.worlds import files, settings, site, story


def locations(data: bytes) -> list[str]:
    """Return the addresses in a sitemap or an index of sitemaps."""
    return [one.text or "" for one in etree.fromstring(data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_an_unindexed_planet_is_open_to_robots_and_has_no_sitemap() -> None:
    """A robot that may not read a page never learns that it may not index it."""
    made = files(site(of=settings(render=RenderSettings(index=False))), crawlers)
    assert made == {"robots.txt": b"User-agent: *\nDisallow:\n"}


def test_an_indexed_planet_lists_its_rivers_in_each_language() -> None:
    """Numbered pages move with each post and are not listed; rivers and months are."""
    made = files(site(), crawlers)
    assert b"Sitemap: https://nuage.example/planete/sitemap.xml" in made["robots.txt"]
    found = locations(made["sitemap.xml"])
    root = "https://nuage.example/planete/"
    wanted = {"", "topics/sante/", "blogs/arts/", "tags/ete/", "archive/2026/11/", "about/"}
    assert {root + path for path in wanted} | {f"{root}en/{path}" for path in wanted} <= set(found)
    assert len(set(found)) == len(found)


def test_days_come_from_stories_not_from_the_clock() -> None:
    """`lastmod` that always says today is worth nothing, and would rewrite the file daily."""
    assert {day for _, day in pages(site())} == {"2026-11-20", ""}


def test_large_planets_have_several_files() -> None:
    """A sitemap holds fifty thousand addresses; the rest goes into further ones."""
    whole = site([story(n) for n in range(1, 3)])
    term = whole.terms["ete"]
    many = {f"t{n}": replace(term, term=replace(term.term, slug=f"t{n}")) for n in range(MOST // 2)}
    made = files(replace(whole, terms=many), crawlers)
    assert locations(made["sitemap.xml"]) == [f"https://nuage.example/planete/sitemap-{n}.xml" for n in (1, 2)]
    assert len(locations(made["sitemap-1.xml"])) == MOST
