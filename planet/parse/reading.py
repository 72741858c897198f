"""Which reader an XML document is given to: the fast one, if need be after mending, or the liberal one."""

import re

from planet.model import Fetched
from planet.parse import document
from planet.parse.document import Document
from planet.parse.entities import resolved
from planet.parse.fast import BrokenError, UnsureError, fast
from planet.parse.found import FoundFeed
from planet.parse.mend import mended

_FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry)[\s>]", re.IGNORECASE)


def xml(fetched: Fetched, known: frozenset[str]) -> tuple[FoundFeed | None, Document]:
    """Read a document that is XML, or should be."""
    read = document.read(fetched)
    text = resolved(read.text) if read.text.find("<!DOCTYPE", 0, 100_000) >= 0 else read.text
    if not _FEED.search(text, 0, 20_000):
        return None, read
    found = fastest(text, read.url, known)
    if found is None:
        from planet.parse.liberal import liberal  # noqa: PLC0415  one document in twenty needs feedparser

        found = liberal(text, read.url, known)
    return found, read


def fastest(text: str, url: str, known: frozenset[str]) -> FoundFeed | None:
    """Read a document that is well-formed, or was so but for faults that leave no doubt; None where one must guess."""
    try:
        return fast(text, url, known)
    except BrokenError:
        pass
    except UnsureError:
        return None
    try:
        found = fast(mended(text), url, known)
    except UnsureError:
        return None
    found.warnings.append("not-well-formed")
    return found
