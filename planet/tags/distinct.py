"""What parts two tags for certain, however alike they look, a number or a negation; and what is but a slip of the finger."""

import re

from planet.tags.stops import letters
from planet.text import without_accents

_PREFIXES = ("non", "anti", "contre", "contra", "counter", "un", "in", "im", "il", "ir", "dis", "mis", "de", "des", "a", "pre", "post", "sub", "sur", "inter", "intra", "micro", "macro", "auto", "co", "hypo", "hyper", "sous", "trans", "infra", "supra", "ultra", "mono", "multi", "bi", "tri")  # fmt: skip
_NEGATIONS = frozenset({"non", "no", "not", "pas", "sans", "sin", "senza", "ohne", "without", "avec", "with", "con", "mit", "ni", "nor", "kein", "keine", "nicht", "anti", "contre", "against", "pour", "for", "pro", "avant", "before", "apres", "after"})  # fmt: skip
_VOWELS = frozenset("aeiouy")
_SMALL = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the", "and", "in", "on", "to", "und", "der", "die", "das", "y", "el", "los", "las"})  # fmt: skip
_ROMAN = re.compile(r"(?=[xvi])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?:e|er|eme|ere|th|st|nd|rd)?")


def differ(one: str, other: str) -> bool:
    """Say whether a number or a negation parts two tags: then they are never one."""
    first, second = letters(one), letters(other)
    if _numbers(first) != _numbers(second):
        return True
    words, others = first.split(), second.split()
    if set(words) & _NEGATIONS != set(others) & _NEGATIONS:
        return True
    pairs = [(first.replace(" ", ""), second.replace(" ", ""))]
    if len(words) == len(others):
        pairs += zip(words, others, strict=True)
    return any(_opposed(*pair) for pair in pairs)


def is_slip(one: str, other: str) -> bool:
    """Say whether two words differ as by a slip: a letter doubled or not, two letters exchanged, a vowel more or another.

    A consonant more makes another word as often as not: édition, édiction.
    """
    short, long = sorted((without_accents(one), without_accents(other)), key=len)
    if short == long:
        return True
    start = next((place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) == len(long):
        vowels = short[start] in _VOWELS and long[start] in _VOWELS and short[start + 1 :] == long[start + 1 :]
        exchanged = (
            short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
        )
        return vowels or exchanged
    if len(long) - len(short) > 1 or short[start:] != long[start + 1 :]:
        return False
    return long[start] in _VOWELS or long[start] in (long[start - 1 : start], long[start + 1 : start + 2])


def small(word: str) -> bool:
    """Say whether a word only joins others, in whatever language."""
    return word in _SMALL


def _numbers(text: str) -> list[str]:
    """Return the figures of a tag, Roman ones included: the 19th century is not the 20th."""
    return sorted([*re.findall(r"\d+", text), *(word for word in text.split() if _ROMAN.fullmatch(word))])


def _opposed(one: str, other: str) -> bool:
    """Say whether one is the other behind a prefix that turns its sense, or both bear such prefixes that differ."""
    short, long = sorted((one, other), key=len)
    if any(long == prefix + short for prefix in _PREFIXES):
        return True
    stems = {one.removeprefix(prefix): prefix for prefix in _PREFIXES if one.startswith(prefix)}
    return any(
        stems.get(rest, prefix) != prefix and len(rest) > 3
        for prefix in _PREFIXES
        if other.startswith(prefix)
        for rest in [other.removeprefix(prefix)]
    )
