"""Posts of a term's narrower terms, which its page shows to those who ask."""

from planet.render.outlines import outlines
from planet.render.pages.days import title
from planet.render.pages.press import Press
from planet.render.pages.views import Beneath
from planet.render.shelf import open_all
from planet.render.site import TermRiver

MOST = 100
"""Titles named; the pages of the narrower terms have the others."""


def beneath(press: Press, held: TermRiver) -> Beneath | None:
    """Return the stories of all narrower terms (skos:narrowerTransitive) that the term itself has not; None without any.

    They are no part of the term's own river, so its count stays what is listed under it.
    """
    found: set[int] = set()
    met, ahead = {held.term.slug}, list(held.term.narrower)
    while ahead:
        slug = ahead.pop()
        below = press.site.terms.get(slug)
        if slug in met or below is None:
            continue
        met.add(slug)
        found.update(below.river)
        ahead += below.term.narrower
    there = outlines(press.site)
    numbers = sorted(found.difference(held.river), key=lambda number: (there[number].date, number), reverse=True)
    if not numbers:
        return None
    open_all(press.site, numbers[:MOST])
    return Beneath(count=len(numbers), titles=tuple(title(press, number) for number in numbers[:MOST]))
