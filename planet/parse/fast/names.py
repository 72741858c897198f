"""Names of elements whatever their prefix, and what elements inherit: base and language."""

from typing import NamedTuple

from lxml import etree

from planet.parse import addresses

Element = etree._Element  # noqa: SLF001 - lxml's own name for what its functions return
XML = "{http://www.w3.org/XML/1998/namespace}"
_PLAIN = (
    "http://backend.userland.com/rss",
    "http://backend.userland.com/rss2",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://cyber.law.harvard.edu/rss/rss.html",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://purl.org/rss/1.0/modules/rss091#",
    "http://www.w3.org/2005/atom",
)
# In lower case: publishers vary the case, and nothing else of that name exists.
_SPACES = {
    **dict.fromkeys(_PLAIN, ""),
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://creativecommons.org/ns#": "cc",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://webns.net/mvcb/": "admin",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}


class UnsureError(Exception):
    """The document holds something that the fast reader leaves to the liberal one."""


class BrokenError(UnsureError):
    """The document is not well-formed."""


class Scope(NamedTuple):
    """What an element inherits."""

    base: str = ""
    """What addresses resolve against; empty in documents that say no base: there they are handed on as written."""
    language: str = ""
    is_said: bool = False
    """Whether the base is an xml:base."""


class Names:
    """The names of one document's elements; what was looked up once is known."""

    __slots__ = ("known", "scoped", "start")

    def __init__(self, data: bytes, url: str) -> None:
        """Look whether bases or languages are said anywhere at all: where not, nobody asks each element for them."""
        has_bases = b"base=" in data
        self.start = Scope(url if has_bases else "")
        self.known: dict[str, str] = {}
        """The key of each tag met, but for those whose key depends on the prefix written."""
        self.scoped = has_bases or b"lang=" in data

    def key(self, element: Element) -> str:
        """Return `dc_creator`, `title` …: the usual prefix of the namespace where it is known, else the one written."""
        tag = element.tag
        key = self.known.get(tag)
        if key is not None:
            return key
        space, _, local = tag.rpartition("}")
        prefix = _SPACES.get(space[1:].lower()) if space else ""
        if prefix is None:
            return _joined((element.prefix or "").lower(), local)
        key = self.known[tag] = _joined(prefix, local)
        return key

    def scope(self, element: Element, outer: Scope) -> Scope:
        """Return what stands for an element itself: xml:base and xml:lang, also where they lack their prefix."""
        if not self.scoped:
            return outer
        given = element.attrib
        base = given.get(XML + "base") or given.get("base")
        language = given.get(XML + "lang", given.get("lang"))
        if base is None and language is None:
            return outer
        inner = addresses.base_of(outer.base, base) if base else outer.base
        return Scope(
            inner,
            outer.language if language is None else language.replace("_", "-"),
            outer.is_said or inner != outer.base,
        )


def _joined(prefix: str, local: str) -> str:
    return f"{prefix}_{local.lower()}" if prefix else local.lower()


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes by name in lower case, `rdf:resource` with the usual prefix; rel and type in lower case."""
    found: dict[str, str] = {}
    for given, value in element.items():
        name = str(given)
        if name[0] == "{":
            space, _, local = name[1:].partition("}")
            prefix = _SPACES.get(space.lower(), space)
            name = f"{prefix}:{local}" if prefix else local
        name = name.lower()
        found[name] = str(value).lower() if name in ("rel", "type") else str(value)
    return found
