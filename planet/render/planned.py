"""Rivers as they were planned last: one of which nothing changed keeps the fingerprints of its pages, and is not planned again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from planet.model import Text
from planet.render.site import Plan

Row = tuple[str, str]
"""A page's path and fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """The pages of one river."""

    made_of: str
    """A digest of everything they are made of but the names of terms."""
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What one planning leaves to the next, which comes to the same fingerprints without it, and later."""

    rivers: dict[str, River] = field(default_factory=dict)
    """By the folder their pages lie in."""
    terms: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """By the folder of an edition: a digest of what each term was called, by slug."""


class Planning:
    """One planning: the rivers it knows from the last one, and those it leaves to the next."""

    def __init__(self, known: Planned | None = None) -> None:
        """Take what the last planning left, if anything."""
        self._known = known or Planned()
        self.now = Planned()
        """What this planning leaves to the next."""

    def names(self, edition: str, terms: Mapping[str, str]) -> None:
        """Hear what terms are called in an edition; where one is called otherwise than it was, rivers are planned anew.

        A term that is new changes no river: no story that was there before bears it.
        """
        if any(terms.get(slug) != said for slug, said in self._known.terms.get(edition, {}).items()):
            self._known = Planned()
        self.now.terms[edition] = terms

    def pages(self, folder: str, made_of: str, plan: Callable[[], Iterable[Plan]]) -> Iterator[Plan]:
        """Yield the plans of a river's pages: as they were where it is made of the same things, else what `plan` gives."""
        known = self._known.rivers.get(folder)
        if known is not None and known.made_of == made_of:
            self.now.rivers[folder] = known
            return _standing(known.rows, plan)
        plans = tuple(plan())
        self.now.rivers[folder] = River(made_of=made_of, rows=[(one.path, one.fingerprint) for one in plans])
        return iter(plans)


def _standing(rows: Iterable[Row], plan: Callable[[], Iterable[Plan]]) -> Iterator[Plan]:
    """Yield plans that are worked out when one of them is needed as a whole, all at once."""
    whole = cache(lambda: {one.path: one for one in plan()})
    for path, fingerprint in rows:
        again = partial(lambda path: whole()[path], path)
        yield Plan(path=path, fingerprint=fingerprint, stories=(), make=_unknown, again=again)


def _unknown(_texts: Mapping[int, Text]) -> bytes:
    raise LookupError("a plan that was not worked out makes nothing: ask for the whole of it")
