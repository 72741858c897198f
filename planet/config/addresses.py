"""Addresses as hands write them into an INI: what is wrong with one, and what it was probably meant to be."""

import html
import re
from dataclasses import dataclass, field

from planet.config.problems import gettext
from planet.urls import split

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ANY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/{1,3}")
_MISSPELT = re.compile(r"h+t{1,4}p+(s*)[:;]*/+|h?ttps?//+|htps?://|htp?t?ps?:/+", re.IGNORECASE)
_DOUBLED = re.compile(r"(?:https?:/+)+(https?)(?::/+|//+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an address: a message for the catalogues and its values, and a correction when one is likely."""

    template: str
    values: dict[str, str] = field(default_factory=dict)


def is_address(text: str) -> bool:
    """Say whether the text is meant as an address, well formed or not."""
    return bool(_ANY.match(text)) or bool(_SCHEME.match(text) and text.lower().startswith(("file:", "feed:")))


def malformed(text: str) -> Fault | None:
    """Return what is wrong with an address of the web, or None when nothing is."""
    correction = corrected(text)
    if correction and correction != text:
        return Fault(
            gettext("“%(address)s” is no good address; did you mean %(correction)s ?"),
            {"address": text, "correction": correction},
        )
    parts = split(text)
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname or re.search(r"\s", text):
        return Fault(gettext("“%(address)s” is no good address"), {"address": text})
    return None


def corrected(text: str) -> str:
    """Return the address with the usual slips mended: a doubled or misspelt scheme, `&amp;`, blanks, feed:."""
    mended = html.unescape(text) if "&amp;" in text else text
    if mended.lower().startswith("feed:"):
        mended = mended[5:].removeprefix("//")
        mended = mended if mended.lower().startswith("http") else f"http://{mended}"
    mended = _DOUBLED.sub(lambda found: f"{found.group(1).lower()}://", mended, count=1)
    parts = split(mended)
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        found = _MISSPELT.match(mended)
        if found:
            secure = "s" in found.group().lower()
            mended = f"http{'s' if secure else ''}://{mended[found.end() :]}"
        elif re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", mended):
            mended = f"https://{mended}"
    return re.sub(r"\s", "%20", mended.strip())
