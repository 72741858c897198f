"""What markup may cost: nesting depth, tags, attributes and length are bounded before any parser of HTML sees them."""

import re

from planet.parse.tokens import PAIR, TAG

LENGTH = 1_000_000
"""Characters of one text kept."""
DEPTH = 100
"""Elements within each other; deeper ones lose their tags and keep their text."""
TAGS = 50_000
"""Tags of one text."""
ATTRIBUTES = 100
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
# Quotes only where a value begins, and no `<` within: what a tokenizer may read otherwise is not plain.
_PLAIN = re.compile(
    r"(?:[^<]++|<(?:/?[a-zA-Z][a-zA-Z0-9]*+"
    r"(?:[\s/]++(?:[^\s<>\"'=/]++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s<>\"'=`]++))?+)?+)*+>|!--[^<>]*+-->))*+"
)
_COMMENT = re.compile(r"<!--[^-]*+(?:-(?!->)[^-]*+)*+-->")
_LONG_TAG = re.compile(r"<[^<>]{1000}")
_NAME = re.compile(rf"</?(?!(?:{'|'.join(_FLAT)})(?![a-z0-9]))[a-zA-Z][a-zA-Z0-9]*+")
_LEAF = re.compile(r"<([a-z0-9]+)</\1(?![a-z0-9])")


def bounded(markup: str) -> str:
    """Return markup whose depth, tags, attributes and length are within the bounds; unchanged when it is."""
    if "<!--" in markup:
        markup = _COMMENT.sub("", markup)
    if len(markup) > LENGTH:
        markup = cut(markup, LENGTH)
    if _has_many_attributes(markup) or not _is_modest(markup):
        return _flattened(markup) if _exceeds(markup) else markup
    return markup


def cut(markup: str, length: int) -> str:
    """Cut markup at a tag's beginning or a space at most `length` characters from its start."""
    at = max(markup.rfind("<", length - 4096, length), markup.rfind(" ", length - 4096, length))
    return markup[: at if at > 0 else length] + " …"


def _has_many_attributes(markup: str) -> bool:
    """Tell whether there may be a tag with too many attributes; a long text in one of them is none."""
    return len(markup) > 1000 and any(
        len(PAIR.findall(markup, match.start(), match.start() + 20_000)) > ATTRIBUTES
        for match in _LONG_TAG.finditer(markup)
    )


def _is_modest(markup: str) -> bool:
    """Tell whether markup is plainly within all bounds, without a look at each tag.

    Where no `<` hides in attributes and comments, the names of its tags are a skeleton; taking out what is opened and
    closed at once, again and again, leaves it empty after as many times as it is deep.
    """
    tags = markup.count("<")
    if tags - markup.count("</") <= _FEW and tags <= TAGS:
        return True
    if tags > TAGS or not _PLAIN.fullmatch(markup):
        return False
    skeleton = "".join(_NAME.findall(markup)).lower()
    for depth in range(1, DEPTH // 2):
        skeleton, count = _LEAF.subn("", skeleton)
        if not count or not skeleton:
            # What is left was never closed, or closed out of turn: each may be one level more.
            return depth + skeleton.count("<") - skeleton.count("</") < DEPTH
    return False


def _exceeds(markup: str) -> bool:
    """Tell whether any bound is passed: opened elements are counted by name, so a false closing tag hides nothing."""
    opened: dict[str, int] = {}
    depth = tags = 0
    for match in TAG.finditer(markup):
        slash, name, rest, _ = match.groups()
        if not name:
            continue
        tags += 1
        if len(rest) > 1000 and _attributes(rest) > ATTRIBUTES:
            return True
        if slash:
            if opened.get(name, 0):
                opened[name] -= 1
                depth -= 1
        elif name not in _VOID and name not in _CLOSED_BY_NEXT:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > DEPTH:
                return True
    return tags > TAGS


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
        if tags > TAGS or not end or (len(rest) > 1000 and _attributes(rest) > ATTRIBUTES):
            return f"<{name}>" if name in _CLOSED_BY_NEXT and tags <= TAGS else ""
        if name in _VOID or name in _CLOSED_BY_NEXT:
            return match[0]
        if depth >= DEPTH:
            return ""
        opened[name] = opened.get(name, 0) + 1
        depth += 1
        return match[0]

    return TAG.sub(keep, markup)
