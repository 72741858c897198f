"""Languages of entries: what is declared, else what is detected in a text long enough; and their direction."""

import html
import re
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from planet.parse.found import FoundEntry

_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$")
_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
_RTL_SCRIPTS = frozenset(("arab", "hebr", "syrc", "thaa", "nkoo"))
_UNSAID = frozenset(("und", "zxx", "mul", "mis", "none", "xx", "default"))
_RTL_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OTHER_LETTERS = re.compile("[^\\W\\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SHORTEST = 200
"""Letters a text needs for its language to be detected."""
LONGEST = 250
"""Letters looked at: more make it surer by nothing, and cost by the letter."""
_LIKELY = 400
"""Letters that hold as many as are looked at, as a rule."""
_ENOUGH = 1500
"""Letters that hold as many as are looked at, white space and references among them."""
_lock = threading.Lock()
_identifier: Any = None
_folder: Path | None = None


@lru_cache(maxsize=1024)
def tag(text: str) -> str:
    """Return a language tag in its usual case (BCP 47: `fr`, `pt-BR`, `zh-Hant-TW`); empty when it is none."""
    text = text.strip()
    if not _TAG.match(text):
        return ""
    parts = text.replace("_", "-").split("-")
    first = parts[0].lower()
    if first in _UNSAID:
        return ""
    rest = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part.lower()
        for part in parts[1:]
    ]
    return "-".join([first, *rest])


def of(found: FoundEntry, feed_language: str, beginning: Callable[[int], str]) -> tuple[str, bool]:
    """Return the language of an entry, and whether it was detected; `beginning` gives so many letters of its text."""
    pieces = [*found.contents[:1], found.summary, found.title]
    said = [piece.language for piece in pieces if piece is not None]
    for candidate in (*said, found.language, feed_language):
        if language := tag(candidate):
            return language, False
    text = html.unescape(beginning(_LIKELY)).strip()
    if len(text) < LONGEST:
        text = html.unescape(beginning(_ENOUGH)).strip()
    if len(text) < SHORTEST:
        return "", False
    detected = detect(text)
    return detected, bool(detected)


def direction(language: str, text: str = "") -> str:
    """Return `rtl` or `ltr`: as most letters of a text are written, else as its language is; empty where neither is known.

    A feed may declare one language for posts in several, and a short text has none that could be detected.
    """
    if _RTL_LETTERS.search(text) and len(_RTL_LETTERS.findall(text)) > len(_OTHER_LETTERS.findall(text)):
        return "rtl"
    return _of_language(language)


@lru_cache(maxsize=256)
def _of_language(language: str) -> str:
    if not language:
        return ""
    parts = language.lower().split("-")
    return "rtl" if parts[0] in _RTL or any(part in _RTL_SCRIPTS for part in parts[1:]) else "ltr"


def detect(text: str) -> str:
    """Return the language a text is most likely in; empty when that is not clear. The model is loaded at first use."""
    identifier = _identifier if _identifier is not None else _known()
    if not identifier:
        return ""
    language, probability = identifier.classify(text[:LONGEST])
    return str(language) if probability >= 0.9 else ""


def keep_in(folder: Path) -> None:
    """Let this process keep the unpacked model in a folder, and take it from there next time: unpacking takes a second."""
    global _folder  # noqa: PLW0603 - one model a process
    _folder = folder


def unpack() -> None:
    """Unpack the model where there is a folder to keep it in and none is kept: for who has nothing else to do yet."""
    if _folder is not None and not any(_folder.glob("languages-*")):
        _known()


def _known() -> Any:
    global _identifier  # noqa: PLW0603 - one model a process
    with _lock:
        if _identifier is None:
            _identifier = _loaded()
        return _identifier


def _loaded() -> Any:
    """Return the identifier; False where the disk has no room to unpack it: a post without a language is still a post."""
    from planet.parse.identifier import load  # noqa: PLC0415 - most planets need none

    try:
        return load(_folder)
    except OSError:
        return False
