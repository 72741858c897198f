"""Ids and fragments within one text."""

import html
import re

# Both names begin with a letter to be found fast: no text has as many of them as white space.
_ID = re.compile(r"[iInN](?:(?<=\s[iI])[dD]|(?<=\s[nN])[aA][mM][eE])\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def ids_in(markup: str) -> frozenset[str]:
    """Return the ids and anchor names that markup holds; a few too many do no harm."""
    return frozenset(html.unescape(a or b or c).strip() for a, b, c in _ID.findall(markup))
