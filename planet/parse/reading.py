"""Which reader an XML document is given to: the fast one, after mending, or the liberal one."""

import re

from planet.model import Fetched
from planet.parse import document
from planet.parse.document import Document
from planet.parse.found import FoundFeed
from planet.parse.liberal import liberal

_FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry)[\s>]", re.IGNORECASE)


def xml(fetched: Fetched, known: frozenset[str]) -> tuple[FoundFeed | None, Document]:
    """Read a document that is XML, or should be."""
    read = document.read(fetched)
    if not _FEED.search(read.text[:20_000]):
        return None, read
    return liberal(read.text, read.url, known), read
