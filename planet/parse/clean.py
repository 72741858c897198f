"""The one sanitiser: markup of posts in, `SafeHtml` out; an allow-list on a real HTML5 parser, and it comes last."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import nh3

from planet.model import SafeHtml
from planet.parse import addresses
from planet.parse.allowed import ATTRIBUTES, GONE, SET, TAGS
from planet.parse.bounds import bounded
from planet.parse.embeds import EMBEDDED, Found, prepared
from planet.parse.foreign import SCRIPTS, STRAY, without_drawings, without_scripts, without_strays
from planet.parse.fragments import ids_in
from planet.parse.modern import Met, modern
from planet.parse.spans import without_spans
from planet.parse.tokens import opened

_LONGEST_VALUE = 4000
_REPLACED = EMBEDDED | {"image"}
_REPLACING = frozenset(("a", "img"))
"""What a player becomes, and what a browser takes an `image` for."""


@dataclass(slots=True)
class Context:
    """What the addresses and fragments of one text are resolved against, and what was met while cleaning it."""

    base: str
    own: str = ""
    """The address of the post: a link to it with a fragment stays within the text."""
    prefix: str = ""
    """Put before every id, so that two posts on a page never share one."""
    ids: frozenset[str] | None = None
    markup: str = ""
    met: Met = field(default_factory=Met)
    """What the sanitiser met."""

    def has(self, name: str) -> bool:
        """Tell whether an element of the text bears this id."""
        if self.ids is None:
            self.ids = ids_in(self.markup)
        return name in self.ids


class _Scrubber:
    """A sanitiser of one thread; its callback sees the context of the text at hand."""

    def __init__(self) -> None:
        self.context = Context("")
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags=set(GONE),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=self._attribute,
            strip_comments=True,
            link_rel=None,
            url_schemes=set(addresses.LINKS),
        )

    def clean(self, markup: str, context: Context) -> str:
        """Return the markup made harmless."""
        self.context = context
        return self._cleaner.clean(markup)

    def _attribute(self, _tag: str, name: str, value: str) -> str | None:
        read = _READ.get(name)
        if read is not None:
            return read(value, self.context)
        return value if len(value) <= _LONGEST_VALUE else None


def _href(value: str, context: Context) -> str | None:
    """Resolve a link; a fragment that the text holds follows its prefixed id."""
    href = _resolved(value, context)
    context.met.links += href is not None
    return href


def _resolved(value: str, context: Context) -> str | None:
    if "#" not in value and value.strip():
        return addresses.absolute(context.base, value, addresses.LINKS) or None
    page, mark, fragment = value.partition("#")
    if mark and fragment and (not page.strip() or page.strip() == context.own) and context.has(fragment):
        return f"#{context.prefix}{fragment.replace('#', '%23')}"
    if not page.strip():
        return addresses.absolute(context.own or context.base, value.strip()) or None
    return addresses.absolute(context.base, value, addresses.LINKS) or None


def _source(value: str, context: Context) -> str | None:
    return addresses.absolute(context.base, value) or None


def _number(value: str, _context: Context) -> str | None:
    return value if len(value) < 6 and value.strip().rstrip("%").isdecimal() else None


def _srcset(value: str, context: Context) -> str | None:
    """Resolve every candidate of a srcset (HTML, 4.8.4.2.1); candidates that cannot be are left out."""
    found = []
    for candidate in addresses.candidates(value):
        address, _, descriptor = candidate.partition(" ")
        if absolute := addresses.absolute(context.base, address):
            found.append(f"{absolute.replace(',', '%2C')} {descriptor.strip()}".strip())
    return ", ".join(found) or None


def _identifier(value: str, context: Context) -> str | None:
    value = value.strip()
    if len(value) > 200 or len(value.split()) != 1:
        return None
    context.met.ids.append(value)
    return context.prefix + value


def _name(value: str, context: Context) -> str | None:
    context.met.has_names = True
    return _identifier(value, context)


def _identifiers(value: str, context: Context) -> str | None:
    return " ".join(context.prefix + name for name in value.split()[:20]) or None


def _direction(value: str, _context: Context) -> str | None:
    return value.lower() if value.lower() in ("ltr", "rtl", "auto") else None


_READ: dict[str, Callable[[str, Context], str | None]] = {
    "href": _href,
    **dict.fromkeys(("src", "cite", "poster"), _source),
    **dict.fromkeys(("width", "height", "colspan", "rowspan", "span", "start"), _number),
    "srcset": _srcset,
    "id": _identifier,
    "name": _name,
    "headers": _identifiers,
    "dir": _direction,
}
_threads = threading.local()


def clean(markup: str, context: Context) -> tuple[SafeHtml, Found]:
    """Return the markup made harmless, and what players and images were met; `context` is filled on the way.

    Bounds come first (the parser takes quadratic time on deep nesting and long attribute lists), then what an
    allow-list cannot say (players to links, headings, beacons), then the sanitiser, then what is out of date.
    """
    if not markup.strip():
        return SafeHtml(""), Found()
    markup = without_spans(markup)
    tags = opened(markup)
    elements = frozenset(map(str.lower, set(tags)))
    if "svg" in elements:
        markup = without_drawings(markup)
    if not elements.isdisjoint(SCRIPTS):
        markup = without_scripts(markup)
    markup = bounded(markup, tags)
    if not elements.isdisjoint(STRAY):
        markup = without_strays(markup)
    context.markup, found = prepared(markup, context.base, elements)
    scrubber: _Scrubber | None = getattr(_threads, "scrubber", None)
    if scrubber is None:
        scrubber = _threads.scrubber = _Scrubber()
    markup = scrubber.clean(context.markup, context).strip()
    if not elements.isdisjoint(_REPLACED):
        elements |= _REPLACING
    return SafeHtml(modern(_given(markup, elements), elements, context.met, context.prefix)), found


def _given(markup: str, elements: frozenset[str]) -> str:
    """Give elements what each of their name gets: in clean markup no angle bracket stands but those of tags."""
    for name in elements & SET.keys():
        markup = markup.replace(f"<{name}", f"<{name} {SET[name]}")
    return markup
