"""The blogroll in FOAF, which planets offered before OPML won; made when `formats` names `foaf`."""

from collections.abc import Iterator, Mapping
from functools import partial

from planet.model import Text
from planet.render.channels import base
from planet.render.fingerprints import FORM
from planet.render.markup import add, document, is_web, root, uri
from planet.render.opml import active
from planet.render.rss import DC
from planet.render.rss10 import RDF, RSS
from planet.render.site import Plan, Site
from planet.text import digest, one_line
from planet.urls import without_credentials

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
FOAF = "http://xmlns.com/foaf/0.1/"
_SPACES: dict[str | None, str] = {"rdf": RDF, "rdfs": RDFS, "foaf": FOAF, "rss": RSS, "dc": DC}
_RESOURCE = f"{{{RDF}}}resource"


def foaf(site: Site) -> Iterator[Plan]:
    """Plan `foafroll.xml`, if the operator asks for the format."""
    if "foaf" not in site.settings.render.formats:
        return
    blogs = [(one_line(card.name), card.link, without_credentials(card.blog.url)) for card in active(site)]
    planet = site.settings.planet
    made_of = digest(FORM, base(site), repr((planet.name, planet.owner_name, blogs)))
    yield Plan(path="foafroll.xml", fingerprint=made_of, stories=(), make=partial(_document, site, blogs))


def _document(site: Site, blogs: list[tuple[str, str, str]], _: Mapping[int, Text]) -> bytes:
    top = root(f"{{{RDF}}}RDF", _SPACES)
    group = add(top, f"{{{FOAF}}}Group")
    add(group, f"{{{FOAF}}}name", site.settings.planet.name)
    add(group, f"{{{FOAF}}}homepage").set(_RESOURCE, base(site))
    for name, link, feed in blogs:
        agent = add(add(group, f"{{{FOAF}}}member"), f"{{{FOAF}}}Agent")
        add(agent, f"{{{FOAF}}}name", name)
        weblog = add(agent, f"{{{FOAF}}}weblog")
        page = add(weblog, f"{{{FOAF}}}Document")
        page.set(f"{{{RDF}}}about", uri(link) if is_web(link) else uri(feed))
        add(page, f"{{{DC}}}title", name)
        channel = add(add(page, f"{{{RDFS}}}seeAlso"), f"{{{RSS}}}channel")
        channel.set(f"{{{RDF}}}about", uri(feed))
    return document(top)
