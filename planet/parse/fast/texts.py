"""Text constructs of well-formed documents: plain, escaped, or markup that stands as elements."""

import html
import re

from lxml import etree

from planet.parse import addresses
from planet.parse.fast.names import XML, Element, Scope, UnsureError
from planet.parse.found import Kind, Piece
from planet.parse.titles import unmangled

_KINDS = {
    "text": Kind.TEXT,
    "plain": Kind.TEXT,
    "text/plain": Kind.TEXT,
    "html": Kind.HTML,
    "text/html": Kind.HTML,
    "xhtml": Kind.XHTML,
    "application/xhtml+xml": Kind.XHTML,
}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_ABSOLUTE = re.compile(r"https?://[!-.0-Z^-~]+(?:/[!-\"$->@-~]*)?(?:\?[!-\"$-~]+)?(?:#[!-~]+)?")
"""Addresses that nothing can be done to: no base, no blanks, no empty query."""
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)/+")


def text(element: Element) -> str:
    """Return the text of an element that holds nothing else."""
    if len(element):
        raise UnsureError("elements within a text")
    return mended((element.text or "").strip())


def mended(value: str) -> str:
    """Return text that was UTF-8 read as Latin-1 as what it was; normalisation does so again, for it happens twice in a chain."""
    return value if value.isascii() else unmangled(value)


def resolved(base: str, address: str) -> str:
    """Return an address against its base (RFC 3986 section 5), whatever its scheme; as written where no base was said."""
    if not address or _ABSOLUTE.fullmatch(address):
        return address
    address = _SLASHES.sub(r"\1", address)
    return addresses.joined(base, address) if base else address


def piece(element: Element, scope: Scope, default: Kind, *, atom: bool, unwrap: bool) -> Piece:
    """Return a text construct; `unwrap` leaves out the div that Atom 1.0 puts around XHTML."""
    said = element.get("type")
    kind = default if said is None else _KINDS.get(said.strip().lower())
    if kind is None or element.get("mode", "") == "base64":
        raise UnsureError("a text of an unusual type")
    value = markup(element, unwrap=unwrap).strip() if kind is Kind.XHTML else text(element)
    if kind is not Kind.XHTML and not atom:
        kind = Kind.GUESS
    return Piece(value, kind, scope.base if scope.is_said else "", scope.language)


def markup(element: Element, *, unwrap: bool) -> str:
    """Write what is in an element as markup without prefixes, void elements without an end."""
    if unwrap and (inner := _only_div(element)) is not None:
        element = inner
    parts = [html.escape(element.text or "", quote=False)]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        name = node.tag.rpartition("}")[2].lower()
        if event == "start":
            parts.append(f"<{name}{''.join(_attribute(*pair) for pair in node.attrib.items())}>")
            parts.append(html.escape(node.text or "", quote=False))
        else:
            if name not in _VOID:
                parts.append(f"</{name}>")
            parts.append(html.escape(node.tail or "", quote=False))
    return "".join(parts)


def _only_div(element: Element) -> Element | None:
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0] if element[0].tag.rpartition("}")[2].lower() == "div" else None


def _attribute(name: str, value: str) -> str:
    if name == XML + "lang":
        name = "lang"
    if name[0] == "{":
        return ""
    return f' {name.lower()}="{html.escape(value)}"'
