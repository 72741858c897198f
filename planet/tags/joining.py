"""Keys that are one word although they fold apart: joined and separated words, accents left out, other people's plurals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planet.tags.fold import fold, tidy
from planet.tags.stops import letters
from planet.tags.words import TABLES, english, french
from planet.tags.words.confusable import HOMOGRAPHS, PLAIN_IS_WORD, PLAIN_IS_WORD_IN
from planet.text import without_accents

_GUESSES = ("fr", "en", "es", "de")


@dataclass(frozen=True, slots=True)
class Used:
    """A spelling in use and the key it folds to."""

    text: str
    """As written by the author."""
    language: str
    posts: int
    key: str
    tidy: str
    letters: str
    """Its words joined, in small letters, without accents, in the number they were written."""


class Unions:
    """Sets of keys that were found to be one (union by the smallest key, so that order plays no part)."""

    def __init__(self) -> None:
        """Begin with every key by itself."""
        self._parents: dict[str, str] = {}
        self._rules: dict[str, str] = {}

    def root(self, key: str) -> str:
        """Return the key that stands for the set of `key`."""
        while (parent := self._parents.get(key, key)) != key:
            key = parent
        return key

    def join(self, one: str, other: str, rule: str) -> None:
        """Make the sets of two keys one; `rule` is remembered of the second key."""
        first, last = sorted((self.root(one), self.root(other)))
        if first != last:
            self._parents[last] = first
            self._rules.setdefault(other, rule)

    def rule(self, key: str) -> str:
        """Return the rule by which a key came to another: `separated`, `accents` or `plural`; empty for one that others came to."""
        return self._rules.get(key, "")


def use(texts: Iterable[tuple[str, str, int]], *, locale: str) -> tuple[Used, ...]:
    """Fold every (text, language, posts).

    A tag of unknown language, or of one whose plurals Nuage does not know, takes the language its letters have elsewhere.
    """
    rows = sorted(texts)
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for text, language, posts in rows:
        if language in TABLES:
            known[tidy(text).casefold()][language] += posts + 1
    used = []
    for text, language, posts in rows:
        spoken = language if language in TABLES else _language_of(text, known, "" if language else locale) or language
        clean = tidy(text)
        joined = letters(text).replace(" ", "")
        used.append(Used(text, language, posts, fold(text, spoken), clean, joined))
    return tuple(used)


def _language_of(text: str, known: Mapping[str, Counter[str]], locale: str) -> str:
    """Return the language a spelling has where it is known; that of the planet for a false friend; else none."""
    if candidates := known.get(tidy(text).casefold()):
        return min(candidates, key=lambda language: (-candidates[language], language))
    if (
        locale
        and fold(text, locale) != fold(text)
        and fold(text, locale).partition("@")[0] in HOMOGRAPHS.get(locale, ())
    ):
        return locale
    return ""


def join(used: Sequence[Used]) -> Unions:
    """Return which keys are one word."""
    unions = Unions()
    by_key: dict[str, list[Used]] = defaultdict(list)
    for one in used:
        by_key[one.key].append(one)
    _join_separated(by_key, unions)
    _restore_accents(by_key, unions)
    _join_other_plurals(by_key, unions)
    return unions


def _join_separated(by_key: Mapping[str, Sequence[Used]], unions: Unions) -> None:
    """Join open access and openaccess: a tag written as one word is the phrase with the same letters."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for key, forms in sorted(by_key.items()):
        if " " in key and not key.replace(" ", "").isdigit():
            for written in {*_written(key), *(form.letters for form in forms)}:
                phrases[written].append(key)
    for keys in phrases.values():
        for key in keys[1:]:
            unions.join(keys[0], key, "separated")
    for key, forms in sorted(by_key.items()):
        if " " in key or key != key.casefold() or "@" in key:
            continue
        for written in {without_accents(key), *(form.letters for form in forms)}:
            for phrase in phrases.get(written, ()):
                unions.join(phrase, key, "separated")


def _written(phrase: str) -> set[str]:
    """Return a phrase as one word: as it is, and with the first word or all words in a plural with -s."""
    first, *rest = phrase.split(" ")
    joined = "".join(rest)
    return {first + joined, f"{first}s{joined}", "".join(f"{word}s" for word in (first, *rest[:-1])) + rest[-1]}


def _restore_accents(by_key: Mapping[str, Sequence[Used]], unions: Unions) -> None:
    """Join sante to santé: the plain form is no word, or was written in capitals, and one accented form is in use."""
    accented: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        if (plain := without_accents(key)) != key and " " not in key:
            accented[plain].append(key)
    for plain, keys in sorted(accented.items()):
        if len(keys) != 1 or plain not in by_key:
            continue
        forms = by_key[plain]
        knows_accents = any(without_accents(form.tidy) != form.tidy for form in forms)
        shouted = all(form.tidy.isupper() for form in forms)
        if shouted or not (knows_accents or any(_is_word(plain, form.language) for form in forms)):
            unions.join(keys[0], plain, "accents")


def _is_word(plain: str, language: str) -> bool:
    """Whether a word without its accents is a word of its own."""
    return plain in PLAIN_IS_WORD if language in ("", "fr") else plain in PLAIN_IS_WORD_IN.get(language, PLAIN_IS_WORD)


def _join_other_plurals(by_key: Mapping[str, Sequence[Used]], unions: Unions) -> None:
    """Give a plural of unknown language to the singular in use, where its own singular is not."""
    for key, forms in sorted(by_key.items()):
        first = forms[0]
        if len({form.letters for form in forms}) > 1 or any(form.language for form in forms):
            continue
        if first.letters in english.INVARIANT or first.letters in french.INVARIANT:
            continue
        for language in _GUESSES:
            other = fold(first.text, language)
            if other != key and other in by_key and "@" not in other and without_accents(other) == other:
                unions.join(other, key, "plural")
                break
