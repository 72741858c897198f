"""Entities that a document declares itself: short texts are put in their place; files, addresses and bombs never are."""

import re

GROWTH = 1_000_000
"""Letters that references may add to a document; beyond it they leave nothing."""
_PROLOGUE = 100_000
"""Letters within which a document type must begin."""
_DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[>\"']++|\"[^\"]*+\"|'[^']*+')*+(?:\[(?:[^\]\"'<]++|\"[^\"]*+\"|'[^']*+'|<!--(?s:.*?)(?:-->|\Z)|<)*+\]\s*+)?>"
)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|(?:SYSTEM|PUBLIC)\b[^>]*)\s*>")
_REFERENCE = re.compile(r"<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|&([A-Za-z_][\w.-]*+);")
_NESTED = re.compile(r"&(?!#|amp;|lt;|gt;|quot;|apos;)|%")


def resolved(text: str) -> str:
    """Return a document without its document type, references to what it declares replaced by their texts.

    A text that refers to others, and one from elsewhere (SYSTEM, PUBLIC), is empty: nothing is ever read or asked for.
    """
    start = text.find("<!DOCTYPE", 0, _PROLOGUE)
    match = _DOCTYPE.match(text, start) if start >= 0 and "<rss" not in text[:start] else None
    if match is None:
        return text
    rest = text[: match.start()] + text[match.end() :]
    declared = {name: double or single for name, double, single in _ENTITY.findall(match[0])}
    if not declared:
        return rest
    texts = {name: "" if _NESTED.search(value) else value for name, value in declared.items()}
    left = GROWTH

    def put(reference: re.Match[str]) -> str:
        nonlocal left
        value = texts.get(reference[1]) if reference[1] else None
        if value is None:
            return reference[0]
        left -= len(value)
        return value if left >= 0 else ""

    return _REFERENCE.sub(put, rest)
