"""What feeds, entries and sources of entries have in common: links, ids, people."""

import re
from dataclasses import dataclass, field

from planet.model import Person
from planet.parse.fast.names import Element, Names, Scope, attributes
from planet.parse.fast.texts import mended, resolved, text

_HTML_TYPES = frozenset(("html", "text/html", "xhtml", "application/xhtml+xml"))
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")


@dataclass(slots=True)
class Holder:
    """A feed, an entry or the source of one while it is read."""

    names: Names
    links: list[dict[str, str]] = field(default_factory=list)
    link: str | None = None
    """The page; None while nothing was said."""
    id: str = ""
    id_is_link: bool | None = None
    id_address: str = ""
    """The last id that may be a link, as an address: the page where a link that says nothing came after it."""
    authors: list[Person] = field(default_factory=list)
    contributors: list[Person] = field(default_factory=list)

    def take_link(self, element: Element, scope: Scope) -> None:
        """Read `<link>address</link>` and `<link href="…" rel="…"/>`; the last page said is the page."""
        said = attributes(element)
        href = said.pop("url", "") or said.pop("uri", "") or said.get("href", "")
        said.setdefault("rel", "alternate")
        said.setdefault("type", "text/html")
        self.links.append(said)
        is_page = said["rel"] == "alternate" and said["type"] in _HTML_TYPES
        if href:
            said["href"] = href = resolved(scope.base, href)
            if is_page:
                self.link = href
            return
        if "href" in said and not is_page:
            return  # it leads nowhere, and says nothing of the page
        # A query written with one escape too few or too many: `?a=1&b;=2`.
        address = resolved(scope.base, text(element)).replace("&amp;", "&")
        self.link = _REFERENCE.sub(r"&\1", address)
        if self.link:
            said["href"] = self.link

    def take_id(self, element: Element, scope: Scope) -> None:
        """Read a guid or id; one that is not said to be none is a link as long as there is no other."""
        is_link = next((value for name, value in element.attrib.items() if name.lower() == "ispermalink"), "true")
        value = text(element)
        self.id = value
        if is_link == "true":
            self.id_address = resolved(scope.base, value)
        if self.id_is_link is None:
            self.id_is_link = is_link == "true" and self.link is None
        if is_link == "true" and self.link is None:
            self.link = self.id_address

    def take_licence(self, element: Element) -> None:
        """Read cc:license, whose address is an attribute, creativeCommons:license and dcterms:license, where it may be a text."""
        href = attributes(element).get("rdf:resource") or text(element)
        if href:
            self.links.append({"rel": "license", "href": href})

    def take_author(self, element: Element, scope: Scope) -> None:
        """Read an author: a text, or elements for name, mail and address."""
        if one := self._person(element, scope, whole=True):
            self.authors.append(one)

    def take_contributor(self, element: Element, scope: Scope) -> None:
        """Read an atom:contributor, or a dc:contributor which is a name alone."""
        if len(element):
            one = self._person(element, scope, whole=False)
        else:
            one = Person(name=text(element)) if self.names.key(element) == "dc_contributor" else None
        if one:
            self.contributors.append(one)

    def _person(self, element: Element, scope: Scope, *, whole: bool) -> Person | None:
        found = {"name": "", "email": "", "href": ""}
        said = False
        for child in element:
            part = _PARTS.get(self.names.key(child))
            if part is None:
                continue
            said = True
            value = text(child)
            found[part] = resolved(self.names.scope(child, scope).base, value) if part == "href" else value
        if said:
            return Person(name=found["name"], email=found["email"], uri=found["href"])
        name = mended((element.text or "") + "".join(child.tail or "" for child in element)).strip()
        return Person(name=name) if whole and name else None


_PARTS = {
    "name": "name",
    "itunes_name": "name",
    "email": "email",
    "itunes_email": "email",
    "uri": "href",
    "url": "href",
    "homepage": "href",
}
