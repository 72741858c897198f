"""The one sanitiser: markup of posts in, `SafeHtml` out; an allow-list on a real HTML5 parser, and it comes last."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import nh3

from planet.model import SafeHtml
from planet.parse import addresses
from planet.parse.bounds import bounded
from planet.parse.embeds import Found, prepared
from planet.parse.foreign import SCRIPTS, STRAY, without_drawings, without_scripts, without_strays
from planet.parse.fragments import ids_in
from planet.parse.tokens import names

TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "map",
        "mark",
        "menu",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "rb",
        "rbc",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "mfenced",
        "menclose",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "mtable",
        "mtr",
        "mtd",
        "semantics",
    ]
)
GONE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "noembed",
        "noframes",
        "object",
        "embed",
        "applet",
        "frame",
        "frameset",
        "svg",
        "title",
        "head",
        "textarea",
        "select",
        "option",
        "button",
        "xmp",
        "plaintext",
        "portal",
        "fencedframe",
        "annotation",
        "annotation-xml",
    ]
)
"""Elements that go with everything in them."""
_ANY = ["id", "lang", "dir", "title"]
_ATTRIBUTES = {
    "*": _ANY,
    "a": ["href", "hreflang", "name"],
    "abbr": ["title"],
    "audio": ["src"],
    "blockquote": ["cite"],
    "col": ["span"],
    "colgroup": ["span"],
    "data": ["value"],
    "del": ["cite", "datetime"],
    "details": ["open"],
    "img": ["src", "srcset", "sizes", "alt", "width", "height"],
    "ins": ["cite", "datetime"],
    "li": ["value"],
    "math": ["display"],
    "ol": ["start", "reversed", "type"],
    "q": ["cite"],
    "source": ["src", "srcset", "sizes", "type", "media"],
    "td": ["colspan", "rowspan", "headers"],
    "th": ["colspan", "rowspan", "headers", "scope"],
    "time": ["datetime"],
    "track": ["src", "srclang", "label", "kind"],
    "video": ["src", "poster", "width", "height"],
    "mo": ["stretchy", "fence", "separator"],
    "mspace": ["width"],
    "mtd": ["columnspan", "rowspan"],
    "mtable": ["columnalign"],
    "menclose": ["notation"],
}
_SET = {
    "img": {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"},
    "audio": {"controls": "", "preload": "none"},
    "video": {"controls": "", "preload": "none"},
}
_ORDERS = {tag: " ".join(f'{name}="{value}"' for name, value in said.items()) for tag, said in _SET.items()}
_LONGEST_VALUE = 4000
REL = "noopener nofollow ugc"


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
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            attribute_filter=self._attribute,
            strip_comments=True,
            link_rel=REL,
            set_tag_attribute_values={tag: dict(values) for tag, values in _SET.items()},
            url_schemes=set(addresses.LINKS),
        )

        # The cleaner adds attributes in an order of its own, another in each process: equal posts shall give equal bytes.
        self._orders = [(found, said) for tag, said in _ORDERS.items() if (found := self._added(tag)) != said]

    def _added(self, tag: str) -> str:
        return self._cleaner.clean(f"<{tag}>").partition(">")[0].removeprefix(f"<{tag} ")

    def clean(self, markup: str, context: Context) -> str:
        """Return the markup made harmless."""
        self.context = context
        markup = self._cleaner.clean(markup)
        for found, said in self._orders:
            markup = markup.replace(found, said)
        return markup

    def _attribute(self, _tag: str, name: str, value: str) -> str | None:
        read = _READ.get(name)
        if read is not None:
            return read(value, self.context)
        return value if len(value) <= _LONGEST_VALUE else None


def _href(value: str, context: Context) -> str | None:
    """Resolve a link; a fragment that the text holds follows its prefixed id."""
    if "#" not in value and value.strip():
        return addresses.absolute(context.base, value, addresses.LINKS) or None
    page, mark, fragment = value.partition("#")
    if mark and fragment and (not page.strip() or page.strip() == context.own) and context.has(fragment):
        return f"#{context.prefix}{fragment}"
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
    return context.prefix + value


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
    "name": _identifier,
    "headers": _identifiers,
    "dir": _direction,
}
_threads = threading.local()


def clean(markup: str, context: Context) -> tuple[SafeHtml, Found]:
    """Return the markup made harmless, and what players and images were met; `context` is filled on the way.

    Bounds come first (the parser takes quadratic time on deep nesting and long attribute lists), then what an
    allow-list cannot say (players to links, headings, beacons), then the sanitiser.
    """
    if not markup.strip():
        return SafeHtml(""), Found()
    elements = names(markup)
    if "svg" in elements:
        markup = without_drawings(markup)
    if not elements.isdisjoint(SCRIPTS):
        markup = without_scripts(markup)
    markup = bounded(markup)
    if not elements.isdisjoint(STRAY):
        markup = without_strays(markup)
    context.markup, found = prepared(markup, context.base, elements)
    scrubber: _Scrubber | None = getattr(_threads, "scrubber", None)
    if scrubber is None:
        scrubber = _threads.scrubber = _Scrubber()
    return SafeHtml(scrubber.clean(context.markup, context).strip()), found
