"""What markup may cost: nesting depth, tags, attributes and length are bounded before any parser of HTML sees them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import filterfalse

from planet.parse.tokens import ATTRIBUTE, ATTRIBUTES, COMMENT, DECLARATION, PAIR, TAG

LENGTH = 1_000_000
"""Characters of one text kept."""
DEPTH = 100
"""Elements within each other; deeper ones lose their tags and keep their text."""
TAGS = 50_000
"""Tags of one text."""
REFERENCES = 20_000
"""References of one text; where there are more, an ampersand that begins none is written as one: a bare one costs more, the more came before it."""
MOST_ATTRIBUTES = 100
"""Attributes of one tag."""
_FEW = 400
"""So many elements are no harm to a parser or a browser, even if each stood within the one before."""
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Elements that a following one of their kind closes: they deepen nothing by themselves.
_CLOSED_BY_NEXT = frozenset(
    ["p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "rt", "rp", "colgroup"]
)
_FLAT = _VOID | _CLOSED_BY_NEXT
_COMMENT = re.compile(COMMENT)
_LEAF = "|".join(rf"{name}(?:>|{ATTRIBUTES}>)[^<]*+</{name}>" for name in ("span", "a", "code", "strong", "em"))
"""An element that holds text alone: many are, and in a step of their own they are not counted up and down again."""
_NAME = re.compile(rf"<(?:{_LEAF}|(/?[a-zA-Z][^\s/>]*+)(?:>|{ATTRIBUTES}(?:>|\Z)))|{COMMENT}|{DECLARATION}")
"""The group holds the name of a tag, its slash included; it is empty for a leaf, comments and declarations."""
_LEVEL = frozenset(("", *_FLAT, *(f"/{name}" for name in _FLAT)))
"""What `_NAME` finds that deepens nothing."""
# A hundred attributes, each between runs of white space, and one more.
_CROWDED = re.compile(rf"</?[a-zA-Z][^\s/>]*+(?:>|{ATTRIBUTE}{{0,{2 * MOST_ATTRIBUTES}}}+({ATTRIBUTE})?)|{DECLARATION}")
_BARE = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_LONG = 80_000
"""Letters of a text below which even one tag of attributes alone is no harm (20 ms at 80,000 letters, 6 s at 900,000)."""


def bounded(markup: str, opened: Sequence[str]) -> str:
    """Return markup whose depth, tags, attributes and length are within the bounds; unchanged when it is.

    `opened` are the names of the tags that open an element in it, or more.
    """
    if "<!--" in markup:
        markup = _COMMENT.sub("", markup)
    if len(markup) > REFERENCES and markup.count("&") > REFERENCES:
        markup = _BARE.sub("&amp;", markup)
    if len(markup) > LENGTH:
        markup = cut(markup, LENGTH)
    return _flattened(markup) if _exceeds(markup, opened) else markup


def cut(markup: str, length: int) -> str:
    """Cut markup at a tag's beginning or a space at most `length` characters from its start."""
    at = max(markup.rfind("<", length - 4096, length), markup.rfind(" ", length - 4096, length))
    return markup[: at if at > 0 else length] + " …"


def _exceeds(markup: str, opened: Sequence[str]) -> bool:
    """Tell whether any bound is passed; most markup has so few tags that none of them is looked at."""
    return (
        (len(markup) > TAGS and markup.count("<") > TAGS)
        or (len(opened) > _FEW and _deepening(opened) > _FEW and _is_deep(markup))
        or (len(markup) > _LONG and any(_CROWDED.findall(markup)))
    )


def _deepening(opened: Sequence[str]) -> int:
    """Return how many of so many elements may stand within each other."""
    return sum(count for name, count in Counter(opened).items() if name.lower() not in _FLAT)


def _is_deep(markup: str) -> bool:
    """Tell whether elements stand too deep: opened ones are counted by name, so a false closing tag hides nothing."""
    opened: dict[str, int] = {}
    depth = 0
    for name in filterfalse(_LEVEL.__contains__, _NAME.findall(markup)):
        if name[0] != "/":
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > DEPTH:
                return True
        elif opened.get(name[1:], 0):
            opened[name[1:]] -= 1
            depth -= 1
    return False


def _attributes(text: str) -> int:
    return len(PAIR.findall(text))


def _flattened(markup: str) -> str:
    """Leave out tags beyond the bounds."""
    opened: dict[str, int] = {}
    depth = tags = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth, tags
        slash, name, rest, end = match.groups()
        if not name:
            return ""
        name = name.lower()
        tags += 1
        if slash:
            if not opened.get(name, 0):
                return "" if name not in _CLOSED_BY_NEXT else match[0]
            opened[name] -= 1
            depth -= 1
            return match[0]
        if tags > TAGS or not end or (len(rest) > 1000 and _attributes(rest) > MOST_ATTRIBUTES):
            return f"<{name}>" if name in _CLOSED_BY_NEXT and tags <= TAGS else ""
        if name in _VOID or name in _CLOSED_BY_NEXT:
            return match[0]
        if depth >= DEPTH:
            return ""
        opened[name] = opened.get(name, 0) + 1
        depth += 1
        return match[0]

    return TAG.sub(keep, markup)
