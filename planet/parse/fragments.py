"""Ids and fragments within one text."""

import html
import re

_ID = re.compile(r"\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


def ids_in(markup: str) -> frozenset[str]:
    """Return the ids and anchor names that markup holds; a few too many do no harm."""
    return frozenset(html.unescape(a or b or c).strip() for a, b, c in _ID.findall(markup))
