"""One key for all spellings of a tag that a reader takes for the same word."""

import html
import re
import unicodedata
from functools import lru_cache

from planet.tags.words import singular
from planet.tags.words.confusable import (
    ACCENTS_TELL,
    ACRONYM_OR_WORD,
    GERMAN_UMLAUT_TELLS,
    HOMOGRAPHS,
    NAMES,
    SPANISH_ACCENTS_TELL,
)
from planet.tags.words.english import PARTICLES
from planet.text import one_line, without_accents

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "\u00ad": "", "\u200b": "", "\ufeff": ""}
)
_DASHES = re.compile(r"[_\-‐‑‒–—/]+")
_DOTTED = re.compile(r"(?<![\w.])((?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2})(?![\w])")
_SPACED_INITIALS = re.compile(r"\b([^\W\d_])\. (?=[^\W\d_]\.)")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])'s\b|(?<=s)'(?=\s|$)", re.IGNORECASE)
_BOTH_GENDERS = re.compile(
    r"(?<=\w\w\w)([.-])(?:e|ne|le|te|se|ve|fe|trice|rice|euse|ère)\1s\b|(?<=\w\w\w)\.e\b|(?<=\w)(?:[·•‧⋅]\w{1,5})+|(?<=\w)\((?:e|s|es|ne|ne\)\(s|e\)\(s)\)s?",
    re.IGNORECASE,
)
"""étudiant·e·s and étudiant(e)s are étudiant, livre(s) is livre."""
_ORDINAL = re.compile(r"(\d+|(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3}))(?:ieme|eme)s?")
"""19ème and XIXème are 19e and XIXe."""
_TOKEN = re.compile(r"(?<!\w)\.(?=[^\W\d_]{2})[^\W_]+|[^\W_]+(?:[.,]\d[^\W_]*)*(?:\+\+|\+(?!\w)|#(?!\w))?|[&+]")
_INITIALS_AND = re.compile(r"(?<![^\s])(\w) & (\w)(?![^\s])")
_AND = {"fr": {"et"}, "en": {"and"}, "de": {"und"}, "es": {"y"}, "it": {"e"}}
_ANY_AND = {"et", "and", "und"}
_ACRONYM_PLURAL = re.compile(r"[A-ZÀ-Þ]{2,}s")
_MARKED = re.compile(r"(.+)@(fr|en|es|de|it)")
_UMLAUT = re.compile(r"(?<![aeqo])ue(?!e|r$)|(?<=\w)ae(?!e)|(?<![eis])oe(?!e|s(?!s))")
_TELLS = {"": ACCENTS_TELL, "fr": ACCENTS_TELL, "es": SPANISH_ACCENTS_TELL, "de": GERMAN_UMLAUT_TELLS}
"""By language, words in which an accent tells one from another; those of an unknown language are taken for French."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")


def base_language(code: str) -> str:
    """Return the two letters of a language code (`fr-CA` is `fr`); empty for none, and for `und`, `mul`, `zxx`."""
    match = _LANGUAGE.match(code or "")
    base = match.group().lower() if match else ""
    return "" if base in {"und", "mul", "zxx"} else base


def tidy(raw: str) -> str:
    """Return a tag as it can be shown: NFC, entities resolved, on one line, without the hash of a hashtag."""
    text = raw
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = one_line(unicodedata.normalize("NFC", text))
    bare = text.lstrip("# ")
    return bare or text


@lru_cache(maxsize=65536)
def fold(raw: str, language: str = "") -> str:
    """Return the key of a tag: words in small letters, in the singular, without accents, one space between.

    Two tags of one language with the same key are the same word to a reader. Precision comes first: an accent stays
    where it tells words apart (marché, côte), symbols stay where they are the name (C++, .NET), a word of one
    language written as another word of another one bears its language (`lecture@fr`). `language` is a BCP 47 code;
    empty when unknown. `fold(fold(tag, language), language)` is `fold(tag, language)`; a tag without any letter, digit or
    symbol that counts is its own key.
    """
    language = base_language(language)
    text = tidy(raw)
    if (marked := _MARKED.fullmatch(text)) and marked[1] in HOMOGRAPHS.get(marked[2], ()):
        return text
    if text in ACRONYM_OR_WORD or (
        language and text.istitle() and text.casefold() in NAMES[""] | NAMES.get(language, frozenset())
    ):
        return text
    tokens = split(text)
    words = [_word(token, language, alone=len(tokens) == 1) for token in tokens]
    key = _INITIALS_AND.sub(r"\1&\2", " ".join(words))
    if len(words) == 1 and key in HOMOGRAPHS.get(language, ()):
        return f"{key}@{language}"
    if key:
        return key
    small = text.casefold()
    return text if small == text else fold(small, language)


def split(text: str) -> list[str]:
    """Return the words of a tidy tag, capitals and accents as written: camel case, hyphens and dots taken apart."""
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).translate(_LIGATURES)
    text = _BOTH_GENDERS.sub("", text)
    text = _DASHES.sub(" ", text)
    text = _SPACED_INITIALS.sub(r"\1.", text)
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text) if "." in text else text
    text = _POSSESSIVE.sub(lambda match: match.group().lstrip("'"), text) if "'" in text else text
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        tokens += _camel(token)
    return tokens


def _camel(token: str) -> list[str]:
    """Take CreativeCommons apart, but not ORCiD, eBook or JSTOR: every part has three letters or more."""
    if token.isupper() or token.islower():
        return [token]
    parts: list[str] = []
    start = 0
    for index in range(1, len(token)):
        if token[index].isupper() and token[index - 1].islower():
            parts.append(token[start:index])
            start = index
    parts.append(token[start:])
    return parts if len(parts) > 1 and all(len(part) >= 3 and part.isalpha() for part in parts) else [token]


def _without_umlauts(word: str) -> str:
    """Return a German word with `ue`, `ae` and `oe` as the plain vowel, again and again until none is left.

    Buecher is how Bücher is typed where there is no ü.
    """
    if not word.isalpha() or len(word) < 4:
        return word
    while (shorter := _UMLAUT.sub(lambda match: match.group()[0], word)) != word:
        word = shorter
    return word


@lru_cache(maxsize=65536)
def word_key(token: str, language: str) -> str:
    """Return the key of one word within a phrase; `token` comes from `split`."""
    return _word(token, language, alone=False)


def _word(token: str, language: str, *, alone: bool) -> str:
    """Return one word of the key."""
    if token in {"&", "+"} or without_accents(token).casefold() in _AND.get(language, _ANY_AND if not language else ()):
        return "&" if not alone else token.casefold()
    if _ACRONYM_PLURAL.fullmatch(token):
        token = token[:-1]
    word = unicodedata.normalize("NFC", token.casefold())
    plain = without_accents(word)
    if number := _ORDINAL.fullmatch(plain):
        return f"{number[1]}e"
    if language == "de":
        shorter = _without_umlauts(plain)
        plain, word = shorter, word if shorter == plain else shorter
    one = plain if plain.startswith(".") else singular(plain, language)
    if language == "de":
        one = _without_umlauts(one)
    if not alone and language in ("", "en", "fr"):
        one = PARTICLES.get(one, one)
    if one in _AND.get(language, _ANY_AND if not language else ()):
        return one if alone else "&"
    if not alone or language == "en":
        return one
    accented = word[: len(one)] if plain.startswith(one) and len(plain) == len(word) else one
    if one in _TELLS.get(language, ()):
        return accented
    return one[:-1] + "é" if accented.endswith("é") and language in ("", "fr") else one
