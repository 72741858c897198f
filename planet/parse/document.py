"""Bytes to text: which character set a document is really in (RFC 7303 section 3, with recovery when labels lie)."""

import codecs
import re
from dataclasses import dataclass

from planet.model import Fetched

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*+<\?xml[^>]*\?>", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Labels that browsers read as a superset (WHATWG Encoding Standard): the superset is what publishers' tools write.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "utf-8-sig")
_STATEFUL = ("iso2022", "hz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as text."""

    text: str
    """Without byte order mark and XML declaration."""
    url: str
    """The base of relative addresses."""
    language: str = ""
    warnings: tuple[str, ...] = ()


def read(fetched: Fetched) -> Document:
    """Return the text of what was fetched; never fails: what cannot be read is U+FFFD."""
    text, warnings = decode(fetched.body, fetched.content_type)
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    return Document(text=text.lstrip("\ufeff"), url=base_of(fetched), warnings=tuple(warnings))


def base_of(fetched: Fetched) -> str:
    """Return the base of the document: Content-Location where it is absolute, else the address that answered."""
    location = fetched.content_location
    return location if location.startswith(("http://", "https://")) else fetched.url


def decode(body: bytes, content_type: str = "") -> tuple[str, list[str]]:
    """Return the text and warning codes."""
    for mark, name in (*_BOMS, *_SHAPES):
        if body.startswith(mark):
            return _unicode(body, name, mark)
    labels = _labels(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, labels)
    if text.isascii():
        stateful = next((label for label in labels if label.startswith(_STATEFUL)), "")
        return (body.decode(stateful, "replace"), []) if stateful else (text, [])
    return text, ["encoding-wrong"] if labels and labels[0] not in ("utf-8", "utf-8-sig") else []


def _unicode(body: bytes, name: str, mark: bytes) -> tuple[str, list[str]]:
    """Decode what a byte order mark or the shape of `<` gives away."""
    text = body.decode(name, "replace").lstrip("\ufeff")
    warnings = ["encoding-wrong"] if "\ufffd" in text else []
    if name == "utf-8" and warnings:
        return _mixed(body[len(mark) :]), warnings
    return text, warnings


def _labels(body: bytes, content_type: str) -> list[str]:
    """Return the codecs named by the header, the declaration and a meta element, in that order, known ones only."""
    head = body[:2048]
    found = [match[1] for match in [_CHARSET.search(content_type)] if match]
    found += [match[1].decode("ascii") for match in (_DECLARED.search(head), _META.search(head)) if match]
    names = []
    for label in found:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            continue
        names.append(_SUPERSETS.get(name, name))
    return names


def _legacy(body: bytes, labels: list[str]) -> tuple[str, list[str]]:
    """Decode what is not UTF-8, whatever its labels say."""
    for label in labels:
        if label in _UNICODE:
            continue
        try:
            text = body.decode(label)
        except UnicodeDecodeError:
            continue
        except (LookupError, ValueError):  # codecs that do not make text (rot13, hex)
            continue
        return text, ["encoding-wrong"] if labels[0] != label else []
    decoded = body.decode("utf-8", "ignore")
    good = sum(1 for letter in decoded if letter > "\x7f")
    bad = len(body) - len(decoded.encode("utf-8"))
    if good >= bad or _only_the_end_is_cut(body):
        return _mixed(body), ["encoding-wrong"]
    eastern = next((label for label in labels if label not in _UNICODE), "")
    return body.decode(eastern or "cp1252", "replace"), ["encoding-wrong"]


def _only_the_end_is_cut(body: bytes) -> bool:
    """Tell whether all is UTF-8 but a letter cut by the end."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(body)
    return False


def _mixed(body: bytes) -> str:
    """Decode UTF-8 in which single letters of windows-1252 stand, as when texts are pasted together."""
    parts = []
    rest = memoryview(body)
    while rest:
        try:
            parts.append(str(rest, "utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(str(rest[: error.start], "utf-8"))
            if error.reason == "unexpected end of data" and error.end == len(rest):
                break
            parts.append(str(rest[error.start : error.end], "cp1252", "replace"))
            rest = rest[error.end :]
    return "".join(parts)
