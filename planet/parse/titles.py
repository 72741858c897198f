"""Titles and other short texts: markup and escapes undone until a reader sees what the author typed."""

import contextlib
import html
import re

from planet.parse.found import Kind, Piece
from planet.text import one_line

LONGEST = 5000
"""Letters of a title kept."""

_FORMATTING = (
    "a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|del|dfn|div|em|font|h[1-6]|i|ins|kbd|label|li|mark|nobr|ol|p|q|rb|rp|rt|ruby"
    "|s|samp|small|span|strike|strong|sub|sup|time|tt|u|ul|var"
)
_PAIRED = re.compile(rf"<({_FORMATTING})(?:\s[^<>]*)?>|</({_FORMATTING})\s*>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|wbr|img)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GONE = re.compile(
    r"<(script|style|template|svg|math|iframe|object)\b[^<>]*+>.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WINDOWS = {code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)}
_BARE_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
# As bytes of UTF-8: C1 letters, the byte order mark and what is no letter of Unicode; by first letter, since that is found ten times faster.
_ODD = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKING = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"))


def readable(text: str) -> str:
    """Return the text with what was mangled on its way put right: UTF-8 read as Latin-1, C1 letters of Windows, controls."""
    if not text.isascii():
        text = unmangled(text)
    if text.isprintable():
        return text
    return _CONTROL.sub("", text.translate(_WINDOWS)) if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    """Tell whether a text holds anything that must go: nearly none does, and its bytes tell so soonest."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True
    return len(data.translate(None, _BARE_CONTROLS)) != len(data) or (
        not text.isascii() and any(odd.search(data) for odd in _ODD)
    )


def unmangled(text: str) -> str:
    """Return text that was UTF-8 read as Latin-1 as what it was: no other text can be taken back that way."""
    with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
        return text.encode("latin-1").decode("utf-8")
    return text


def plain(piece: Piece | None) -> str:
    """Return a text construct as plain text on one line."""
    if piece is None or not piece.text:
        return ""
    text = readable(piece.text[: LONGEST * 20])
    if piece.kind is not Kind.TEXT and ("<" in text or "&" in text):
        text = _CONTROL.sub("", _without_markup(text, piece.kind))
    text = one_line(text)
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip() + " …"


def _without_markup(text: str, kind: Kind) -> str:
    """Undo markup and one level of escapes; where the format does not say what it is, a second one that shows in the first."""
    if "<" in text:
        text = _GONE.sub(" ", text)
        text = _ANY_TAG.sub(_spaced, text) if kind is Kind.XHTML else _without_formatting(text)
    if "&" not in text:
        return text
    once = html.unescape(text)
    if kind is not Kind.GUESS or not _ENTITY.search(once) or "&amp;" not in text:
        return once
    # `&amp;amp;`, `&amp;eacute;`: escaped once more than the format asks for.
    return html.unescape(once)


def _spaced(match: re.Match[str]) -> str:
    """Return what a tag leaves behind: a space where the element stands in a line of its own."""
    name = match[0].strip("</> ").split(maxsplit=1)[0].lower() if match[0].strip("</> ") else ""
    return " " if name in _BREAKING or name in ("br", "hr") else ""


def _without_formatting(text: str) -> str:
    """Take out tags that format text, when they come in pairs; `<dialog>` or a lone `<b>` is what the author typed."""
    opened: dict[str, int] = {}
    closed: dict[str, int] = {}
    for start, end in _PAIRED.findall(text):
        names = opened if start else closed
        name = (start or end).lower()
        names[name] = names.get(name, 0) + 1

    def drop(match: re.Match[str]) -> str:
        name = (match[1] or match[2]).lower()
        if name in opened and name in closed:
            return " " if name in _BREAKING else ""
        return match[0]

    return _VOID.sub(" ", _PAIRED.sub(drop, text))
