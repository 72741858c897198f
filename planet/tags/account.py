"""How each spelling came to its term, and which term a word of the coordinator's means."""

from dataclasses import dataclass

from planet.tags.bench import Row, Writing
from planet.tags.fold import tidy
from planet.tags.harmony import Harmony
from planet.tags.stops import letters
from planet.text import without_accents


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A spelling of a term with the rule that gave it."""

    writing: Writing
    rule: str
    """`same`, `capitals`, `accents-differ`, `separators`, `number`, or a reason of `Harmony.reasons`."""


def origins(row: Row) -> tuple[Origin, ...]:
    """Return how each spelling of a term came to it, the most used first."""
    return tuple(Origin(writing=writing, rule=_rule(writing, row.label)) for writing in row.writings)


def _rule(writing: Writing, label: str) -> str:
    if writing.reason != "folded":
        return writing.reason
    text = tidy(writing.text)
    if text == label:
        return "same"
    if text.casefold() == label.casefold():
        return "capitals"
    if without_accents(text).casefold() == without_accents(label).casefold():
        return "accents-differ"
    if letters(text).replace(" ", "") == letters(label).replace(" ", ""):
        return "separators"
    return "number"


def named(text: str, harmony: Harmony) -> str:
    """Return the slug of the term that an address, a label or a spelling names; empty where it names none in use."""
    if text in harmony.terms:
        return text
    for address, term in harmony.terms.items():
        if text == term.label or text in term.former:
            return address
    languages = dict.fromkeys(("", *sorted({language for _text, language in harmony.slugs})))
    return next((found for language in languages if (found := harmony.term(text, language))), "")


def silenced(text: str, harmony: Harmony) -> str:
    """Return why a spelling stands for no term: `stop` or `hidden`; empty where it is not in use."""
    return next(
        (
            reason
            for (one, _language), reason in harmony.reasons.items()
            if one == text and reason in ("stop", "hidden")
        ),
        "",
    )
