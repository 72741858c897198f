"""Small well-known faults of XML put right, so that the fast reader can have the document: what is meant is not in doubt."""

import re
from html.entities import html5

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Text that refers to nothing; what is left open reaches to the end: so every search goes on behind its match.
_LITERAL = re.compile(r"(<!(?:\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|--(?s:.*?)(?:-->|\Z)))")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
_END = re.compile(r"</(?:rss|feed|[A-Za-z]{1,9}:RDF)\s*>")


def mended(text: str) -> str:
    """Return a document without control characters, bare ampersands, references XML does not know, and what follows its end."""
    text = _CONTROL.sub("", text)
    # Every second part is a literal.
    parts = _LITERAL.split(text)
    parts[::2] = map(_referring, parts[::2])
    text = "".join(parts)
    end = _END.search(text, max(0, len(text) - 20_000))
    return text[: end.end()] if end else text


def _referring(text: str) -> str:
    return _NUMBER.sub(_number, _AMPERSAND.sub(_reference, text)) if "&" in text else text


def _reference(match: re.Match[str]) -> str:
    """Return the letter an HTML reference stands for, an ampersand where it stands for none."""
    name = match[1]
    if name is None:
        return "&amp;"
    letter = html5.get(name + ";")
    if letter is None:
        return f"&amp;{name};"
    return letter if letter not in "<&" else f"&#{ord(letter)};"


def _number(match: re.Match[str]) -> str:
    """Leave out references to letters that XML forbids."""
    code = int(match[1], 16) if match[1] else int(match[2])
    forbidden = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _CONTROL.match(chr(code)) is not None
    return "" if forbidden else match[0]
