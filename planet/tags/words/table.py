"""Lists of words, written as text."""


def table(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())
