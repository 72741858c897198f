"""Every format that is not a page for people: what each makes, by the name it has in `FORMATS`."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from planet.render.atom import atom
from planet.render.context import Edition
from planet.render.crawlers import crawlers
from planet.render.embed import embed
from planet.render.foaf import foaf
from planet.render.jsonfeed import jsonfeed
from planet.render.latest import latest
from planet.render.opml import opml
from planet.render.rss import rss
from planet.render.rss10 import rss10
from planet.render.site import Plan, Site
from planet.render.stylesheet import stylesheet

SITES: Mapping[str, Callable[[Site], Iterator[Plan]]] = MappingProxyType(
    {
        "atom": atom,
        "rss": rss,
        "rss10": rss10,
        "json": jsonfeed,
        "opml": opml,
        "foaf": foaf,
        "latest": latest,
        "embed": embed,
        "stylesheet": stylesheet,
        "crawlers": crawlers,
    }
)
"""One line per format; a format yields nothing where the settings do not ask for it."""


def _once(form: Callable[[Site], Iterator[Plan]], edition: Edition) -> Iterator[Plan]:
    """Plan a format in the first language alone: posts are not doubled by language, and neither are their feeds."""
    if edition.first:
        yield from form(edition.site)


FEEDS: Mapping[str, Callable[[Edition], Iterator[Plan]]] = MappingProxyType(
    {name: partial(_once, form) for name, form in SITES.items()}
)
"""The same, as `FORMATS` wants them."""
