"""Spans that would say nothing: those of code in colours and of word processors, whose class and style never reach a page."""

import re

_VALUE = r'"[^"<>]*+"'
_SILENT = re.compile(
    rf"<span(?: class={_VALUE})?+(?: style={_VALUE})?+(?: (?!id=|lang=|dir=|title=)[a-z-]++={_VALUE})*+>([^<]*+)</span>"
)
"""One that holds text alone and says neither a language nor anything else that the sanitiser lets through."""
_LEVELS = 2
"""So many stand within each other where a line of code is one, too."""


def without_spans(markup: str) -> str:
    """Return markup with their text in the place of spans that say nothing.

    A post with code in colours has thousands; each of them costs the sanitiser, the archive and every reader of the page.
    """
    for _ in range(_LEVELS):
        if "<span" not in markup or "<<span" in markup:  # what stands before one may not come to open a tag
            break
        markup = "".join(_SILENT.split(markup))
    return markup
