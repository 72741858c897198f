"""Titles as they are compared: bare of decoration, and how alike two of them are."""

import html
import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from planet.text import without_accents

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BRACKETED = re.compile(r"^\s*\[[^\]\d]{1,30}\]|\[[^\]\d]{1,30}\]\s*$")
_UPDATED = re.compile(
    r"\((?:updated?|mise? [aà] jour|m[aà]j|edit[eé]?|corrig[eé]|corrected|bis)\)"
    r"|^\s*(?:re|fwd?|tr|updated?|maj|màj|mise à jour)\s*:",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*(?::\s|\s[-–—|·•>/»]\s)\s*")
_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|\b(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)\b")
_ABOUT = re.compile(
    r"^\s*(?:à propos d(?:e|u|es)\s|à propos d[’']|réponse (?:à|au|aux)\s|réaction (?:à|au|aux)\s|retour sur\s|(?:in )?(?:re|response|"
    r"reply) to:?\s|replying to\s|about\s|on\s|thoughts on\s)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^\s*(?:re|ré|réponse|reply|rép)\s*:", re.IGNORECASE)


REMEMBERED = 4096
"""Titles whose forms are kept: one harvest comes back to the same few again and again."""


def plain(title: str) -> str:
    """Return a title with entities resolved, even doubly escaped ones, and composed characters, its decoration kept."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(html.unescape(title))))


@lru_cache(REMEMBERED)
def bare(title: str) -> str:
    """Return the words of a title, folded, without `[tag]`, `Re:` or `(updated)`; numbers stay.

    >>> bare("[Agenda] L’été à la B.U. (mise à jour)") == bare("L'ete a la BU")
    False
    >>> bare("Re: « Œuvres » (updated)")
    'oeuvres'
    """
    text = _UPDATED.sub(" ", _BRACKETED.sub(" ", plain(title)))
    return " ".join(_WORD.findall((text if text.isascii() else without_accents(text)).casefold()))


@lru_cache(REMEMBERED)
def parts(title: str) -> tuple[str, ...]:
    """Return the bare title, then what is left of it without its first or its last part: `Blog: Title`, `Title | Blog`.

    Which part is a blog's name is not known here; the other title, or the text, has to confirm it.
    """
    whole = bare(title)
    found = [whole] if whole else []
    text = plain(title)
    breaks = list(_BREAK.finditer(text.replace("»", " ") if "«" in text else text))
    if breaks:
        found += [bare(text[breaks[0].end() :]), bare(text[: breaks[-1].start()])]
    return tuple(dict.fromkeys(part for part in found if len(part) > 3))


def proper(title: str) -> tuple[str, ...]:
    """Return the bare title, and what is likely the title proper: the longer of its two remainders, not a blog's name.

    >>> proper("Lirelle : La salle de lecture rouvre")
    ('lirelle la salle de lecture rouvre', 'la salle de lecture rouvre')
    """
    whole, *rest = parts(title) or ("",)
    return tuple(filter(None, (whole, max(rest, key=len, default=""))))


def numbers(title: str) -> frozenset[str]:
    """Return the numbers of a bare title, leading zeros gone, and the Roman ones that are no word of their own."""
    found = (word.lstrip("0") or "0" if word.isdecimal() else word for word in _NUMBER.findall(title))
    return frozenset(found)


def is_reply(title: str, to: str) -> bool:
    """Return whether a title announces a reply to the other or speaks of it: `Re: …`, `About “…”`.

    >>> is_reply("À propos de « Netlify »", to="Netlify"), is_reply("« Netlify »", to="Netlify")
    (True, False)
    >>> is_reply("About Netlify", to="Netlify"), is_reply("About", to="Netlify")
    (True, False)
    """
    text = plain(title)
    if _REPLY.match(text):
        return not _REPLY.match(plain(to))
    named = {bare("".join(found)) for found in _QUOTED.findall(text)} | {bare(_ABOUT.sub("", text))}
    return bare(to) in named and bare(title) != bare(to)


def contains(longer: str, shorter: str) -> bool:
    """Return whether a bare title of three words or more stands whole within another."""
    return shorter.count(" ") >= 2 and len(shorter) >= 12 and f" {shorter} " in f" {longer} "


def alike(one: str, other: str) -> float:
    """Return how alike two bare titles are, 0 to 1 (normalised indel distance); 0 where either is empty."""
    if not one or not other:
        return 0.0
    return fuzz.ratio(one, other) / 100.0


def closest(ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[float, str, str]:
    """Return how alike two titles are when either may carry a blog's name, and the parts that are so alike.

    Of equal likenesses the longest parts win. A part is only compared with a whole title: two blogs that both begin
    with "Agenda:" share nothing by that.
    """
    pairs = [(one, others[0]) for one in ones] + [(ones[0], other) for other in others] if ones and others else []
    if not pairs:
        return 0.0, "", ""
    return max((alike(one, other), one, other) for one, other in pairs)
