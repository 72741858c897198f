"""Words to their dictionary forms, as far as number and gender go: the extra `lemmas`."""

from collections.abc import Callable

Lemma = Callable[[str, str], str | None]
"""A word and its language to its dictionary form; None for a word that no dictionary has."""


def lemmas() -> Lemma | None:
    """Return simplemma's dictionaries; None without the extra `lemmas`."""
    try:
        import simplemma  # noqa: PLC0415  an extra, and large
    except ImportError:
        return None
    known: dict[tuple[str, str], str | None] = {}

    def lemma(word: str, language: str) -> str | None:
        key = word, language
        if key not in known:
            try:
                known[key] = simplemma.lemmatize(word, lang=language) if simplemma.is_known(word, language) else None
            except ValueError:  # a language it has no dictionary of
                known[key] = None
        return known[key]

    return lemma
