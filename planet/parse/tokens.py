"""Tags in markup, told apart exactly as an HTML5 tokenizer does; linear in the length of the markup, whatever it holds."""

import html
import re

_VALUE = r"=\"[^\"]*+\"|\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?"
"""The value of an attribute, as nearly all are written or otherwise."""
ATTRIBUTE = rf"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:{_VALUE})?)"
"""One attribute, or what parts it from the next."""
ATTRIBUTES = rf"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:{_VALUE})?)*+[\s/]*+"
"""All attributes of a tag, as many of `ATTRIBUTE` would take them, in fewer steps."""
# What is left open by the end of the text is taken to the end: so every search goes on behind its match.
COMMENT = r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
DECLARATION = r"<(?:[!?]|/(?![a-zA-Z]))[^>]*+(?:>|\Z)"
"""Declarations, instructions and closing tags without a name: comments to a browser."""
TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)({ATTRIBUTES})(>|\Z)|{COMMENT}|{DECLARATION}")
"""Groups: slash, name, attributes, end. All empty for comments and declarations."""
OTHER = rf"{COMMENT}|{DECLARATION}|</?[a-zA-Z][^\s/>]*+{ATTRIBUTES}(?:>|\Z)"
"""A tag or comment whatever it is: the last alternative of what looks for some of them, so that it finds none within an attribute."""


def others(*names: str) -> str:
    """Return a pattern of all that is up to the next tag of these names: so no call is made for each tag between."""
    return rf"(?:[^<]++|{COMMENT}|{DECLARATION}|</?(?!(?:{'|'.join(names)})\b)[a-zA-Z][^\s/>]*+{ATTRIBUTES}(?:>|\Z)|<(?![!?/a-zA-Z]))++"


PAIR = re.compile(r"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>\"'][^\s>]*+))?)?")
"""One attribute: its name, and its value by the way it is quoted."""
_NAME = re.compile(r"<([a-zA-Z][^\s/>]*+)")
_MANY = 60


def opened(markup: str) -> list[str]:
    """Return the name of every opening tag that markup may hold, as written; what looks like one in an attribute is among them."""
    return _NAME.findall(markup)


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case, references resolved, the first of each name (at most 60)."""
    found: dict[str, str] = {}
    for match in PAIR.finditer(text):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
        if len(found) >= _MANY:
            break
    return found
