"""Plain text: its words, its letters without accents, and addresses made of it."""

import hashlib
import html
import re
import unicodedata

_TAG = re.compile(r"<[^<>]*>")
_LOOSE = re.compile(r" (?=[:;!?»](?:\s|$))|(?<=«) ")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "ł": "l", "Ł": "L"}
)


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space, and none around it."""
    return " ".join(text.split())


def unparted(text: str) -> str:
    """Return text whose spaces before and within French punctuation do not end a line: no line begins with a colon."""
    return _LOOSE.sub("\u00a0", text) if " " in text else text


def without_tags(markup: str) -> str:
    """Return the words of markup that is already clean, entities resolved, on one line. Not a sanitiser."""
    return one_line(html.unescape(_TAG.sub(" ", markup)))


def words(text: str) -> list[str]:
    """Return the words of plain text in order, hyphens and apostrophes within words kept."""
    return _WORD.findall(text)


def without_accents(text: str) -> str:
    """Return `text` with accents and ligatures taken apart: `Œuvre été` is `OEuvre ete`."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text).translate(_LIGATURES)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """Return a lower-case address of letters, digits and hyphens; a digest where no such letter is left."""
    plain = re.sub(r"[^a-z0-9]+", "-", without_accents(text).casefold()).strip("-")
    return plain[:80].rstrip("-") or hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def digest(*parts: str | bytes) -> str:
    """Return a short hexadecimal digest of the parts in order; equal parts give equal digests on every machine."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
