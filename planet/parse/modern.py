"""Clean markup in today's HTML: elements that are obsolete, anchors by name, ids given twice, headings that skip a level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planet.parse.allowed import REL

OBSOLETE = {
    "acronym": "abbr",
    "big": "span",
    "center": "div",
    "dir": "ul",
    "strike": "s",
    "tt": "code",
}
"""Elements that HTML has given up, and what stands for them (HTML, 16.2)."""
_LEVELS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ATTRIBUTES = r"(?: [a-z-]+=\"[^\"]*\")*+"
"""As the sanitiser writes them."""
_OLD = re.compile(rf"<(/?)({'|'.join(OBSOLETE)})(?=[ >])")
_ANCHOR = re.compile(rf"<a({_ATTRIBUTES})>")
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_NO_LINK = re.compile(r" hreflang=\"[^\"]*\"")
_TOP = 4
"""The level of a post's first heading; `planet.parse.embeds` gives it the same."""


@dataclass(slots=True)
class Met:
    """What the sanitiser met in a text; what it then took away may be among it."""

    links: int = 0
    ids: list[str] = field(default_factory=list)
    """Ids and names of anchors, without their prefix."""
    has_names: bool = False
    """Whether anchors have names."""


def modern(markup: str, elements: frozenset[str], met: Met, prefix: str) -> str:
    """Return markup that the sanitiser wrote without what validators find fault with and a reader would not miss.

    `elements` are the names that the markup may hold, `prefix` is what its ids begin with, as no word of a text does.
    """
    if not elements.isdisjoint(OBSOLETE):
        markup = _OLD.sub(lambda match: f"<{match[1]}{OBSOLETE[match[2]]}", markup)
    if "a" in elements:
        markup = _linked(markup, met)
    if prefix and len(met.ids) > len(set(met.ids)):
        markup = _once(markup, prefix)
    return _outlined(markup) if len(elements & _LEVELS) > 1 else markup


def _linked(markup: str, met: Met) -> str:
    """Give links what every link gets; give an anchor that is none an id in place of its name."""
    parts = markup.split("<a ")
    if met.has_names or len(parts) - 1 != met.links:
        return _ANCHOR.sub(_anchor, markup)
    return f"<a {REL} ".join(parts)


def _anchor(match: re.Match[str]) -> str:
    said = match[1]
    if ' name="' in said:
        said = re.sub(r" name=\"[^\"]*\"", "", said) if ' id="' in said else said.replace(' name="', ' id="', 1)
    return f"<a {REL}{said}>" if ' href="' in said else f"<a{_NO_LINK.sub('', said)}>"


def _once(markup: str, prefix: str) -> str:
    """Leave an id to the first element that has it."""
    mark = f' id="{prefix}'
    before, *parts = markup.split(mark)
    names = [part.partition('"')[0] for part in parts]
    if len(names) == len(set(names)):
        return markup
    seen: set[str] = set()
    kept = [before]
    for name, part in zip(names, parts, strict=True):
        kept.append(part[len(name) + 1 :] if name in seen else mark + part)
        seen.add(name)
    return "".join(kept)


def _outlined(markup: str) -> str:
    """Let no heading stand more than one level below the one it belongs to."""
    said = [int(level) for slash, level in _HEADING.findall(markup) if not slash]
    levels = list(_levels(said))
    if levels == said:
        return markup
    coming, open_ = iter(levels), list[int]()

    def heading(match: re.Match[str]) -> str:
        if match[1]:
            return f"</h{open_.pop()}" if open_ else match[0]
        open_.append(next(coming))
        return f"<h{open_[-1]}"

    return _HEADING.sub(heading, markup)


def _levels(said: list[int]) -> Iterator[int]:
    above: list[int] = []
    for level in said:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(6, _TOP - 1 + len(above))
