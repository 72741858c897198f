"""XML as feeds need it: only characters that may stand there, addresses in ASCII, one serialiser."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from lxml import etree
from lxml.etree import _Element as Element

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (control characters, lone surrogates, U+FFFE, U+FFFF) and what it discourages in the basic plane."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SAFE = "%/:=&?~#+!$,;'@()*[]"


def characters(text: str) -> str:
    """Return the text without the characters that may not stand in XML; they are dropped in JSON and HTML as well."""
    return _FORBIDDEN.sub("", text)


def is_web(url: str) -> bool:
    """Tell whether an address can be followed by a reader: http or https, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def uri(url: str) -> str:
    """Return an address in ASCII (RFC 3987 section 3.1): validators and old readers refuse others; the target is the same."""
    text = characters(url.strip())
    if text.isascii() and " " not in text:
        return quote(text, safe=_SAFE)
    try:
        parts = urlsplit(text)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return quote(text, safe=_SAFE)
    return quote(urlunsplit(parts._replace(netloc=host)), safe=_SAFE)


def language_tag(text: str) -> str:
    """Return a language tag (BCP 47) if it has the form of one, else nothing."""
    return text if _LANGUAGE.fullmatch(text) else ""


def root(name: str, spaces: Mapping[str | None, str], **attributes: str) -> Element:
    """Return a document's first element, with its namespaces by prefix; None is the one without a prefix."""
    return etree.Element(name, attributes, nsmap=spaces)  # type: ignore[arg-type]  # the stubs forget None


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Append an element; attributes that are empty are left out."""
    child = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value:
            child.set(key.rstrip("_"), characters(value))
    if text:
        child.text = characters(text)
    return child


def document(top: Element, *, stylesheet: str = "") -> bytes:
    """Serialise in UTF-8, an element a line; `stylesheet` is the relative address of a CSS file."""
    etree.indent(top, space=" ")
    head = b"<?xml version='1.0' encoding='utf-8'?>\n"
    if stylesheet:
        head += f'<?xml-stylesheet type="text/css" href="{stylesheet}"?>\n'.encode()
    return head + etree.tostring(top, encoding="utf-8") + b"\n"
