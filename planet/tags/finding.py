"""Terms found in the title and the text of posts whose authors set none (`auto_tags = vocabulary`)."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planet.tags.fold import base_language, fold, split, tidy, word_key
from planet.tags.harmony import Harmony
from planet.tags.vocabulary import Vocabulary

MENTIONS = 3
"""How often a text must say a term that its title does not."""
MOST = 3
"""Terms a post may be given."""
_SHORTEST = 3
"""Letters of a word below which it must be an acronym, written in capitals."""
_ACRONYM = 5
"""Letters up to which a name all in capitals is sought in capitals only."""
_CONCEPT = "\n"
"""What stands before the number of a concept that no tag in use names."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name as it is sought."""

    keys: tuple[str, ...]
    text: str
    target: str
    shouted: bool


class Finder:
    """Seeks the names of terms in texts: whole words, in the singular or the plural, the longest name at each place."""

    def __init__(self, harmony: Harmony, vocabulary: Vocabulary) -> None:
        """Take every spelling in use and every name of the vocabulary, hidden ones left out."""
        self._concepts = vocabulary.concepts
        self._targets = {name: slug for name, slug in sorted(harmony.slugs.items()) if slug}
        self.always: set[str] = set()
        """What the vocabulary names: these terms may be given in every topic."""
        for number, concept in enumerate(vocabulary.concepts):
            names = [(name.text, name.language) for name in concept.spellings]
            target = next((slug for name in names if (slug := harmony.term(*name))), f"{_CONCEPT}{number}")
            if not concept.hide:
                self._targets |= {name: target for name in names if name not in self._targets}
                self.always.add(target)
        self._phrases: dict[str, Mapping[str, Sequence[_Phrase]]] = {}

    def found(self, title: str, text: str, language: str, *, allowed: Collection[str]) -> tuple[str, ...]:
        """Return at most three terms that the title says, or the text three times, the surest first.

        Of terms in use only those of `allowed` (slugs) count, and those the vocabulary names. A term is its slug; a
        concept that no tag in use names is told by `spelling`. `text` is plain.
        """
        language = base_language(language)
        heads, bodies = self._counted(title, language, allowed), self._counted(text, language, allowed)
        sure = [term for term in heads | bodies if heads[term] or bodies[term] >= MENTIONS]
        return tuple(heapq.nsmallest(MOST, sure, key=lambda term: (not heads[term], -bodies[term], term)))

    def spelling(self, term: str) -> tuple[str, str] | None:
        """Return the first name and its language of a concept that no tag in use names; None for a term in use."""
        if not term.startswith(_CONCEPT):
            return None
        first = self._concepts[int(term)].spellings[0]
        return first.text, first.language

    def _counted(self, text: str, language: str, allowed: Collection[str]) -> Counter[str]:
        """Count the terms a text says."""
        tokens, phrases = split(tidy(text)), self._sought(language)
        keys = [word_key(token, language) for token in tokens]
        counts, place = Counter[str](), 0
        while place < len(tokens):
            for phrase in phrases.get(keys[place], ()):
                if _stands(phrase, tokens, keys, place, language):
                    if phrase.target in allowed or phrase.target in self.always:
                        counts[phrase.target] += 1
                    place += len(phrase.keys) - 1
                    break
            place += 1
        return counts

    def _sought(self, language: str) -> Mapping[str, Sequence[_Phrase]]:
        """Return the names sought in texts of a language by the key of their first word, the longest first."""
        if language not in self._phrases:
            found: dict[str, list[_Phrase]] = defaultdict(list)
            for (text, spoken), target in self._targets.items():
                if spoken in ("", language) and (phrase := _phrase(text, language, target)):
                    found[phrase.keys[0]].append(phrase)
            self._phrases[language] = {
                key: sorted(phrases, key=lambda one: (-len(one.keys), one.text, one.target))
                for key, phrases in found.items()
            }
        return self._phrases[language]


def _phrase(text: str, language: str, target: str) -> _Phrase | None:
    """Return a name as it is sought; None for one too short, or without a letter, to mean anything in a text."""
    tokens = split(tidy(text))
    if not any(letter.isalpha() for token in tokens for letter in token):
        return None
    shouted = len(tokens) == 1 and tokens[0].isupper() and len(tokens[0]) <= _ACRONYM
    if len(tokens) == 1 and len(tokens[0]) < _SHORTEST and not (shouted and len(tokens[0]) > 1):
        return None
    return _Phrase(tuple(word_key(token, language) for token in tokens), tokens[0], target, shouted)


def _stands(phrase: _Phrase, tokens: Sequence[str], keys: Sequence[str], place: int, language: str) -> bool:
    """Say whether a name stands at this place of a text."""
    if phrase.shouted and not tokens[place].isupper():
        return False
    if len(phrase.keys) == 1:
        return fold(tokens[place], language) == fold(phrase.text, language)
    return tuple(keys[place : place + len(phrase.keys)]) == phrase.keys
