"""The pages people read, through the theme's templates."""

from collections.abc import Iterator, Mapping
from functools import partial

from planet.model import Text
from planet.render.context import Edition
from planet.render.pages.lists import lists
from planet.render.pages.others import others
from planet.render.pages.press import Press
from planet.render.pages.rivers import months, rivers
from planet.render.pages.tints import tints
from planet.render.site import Plan
from planet.text import digest

__all__ = ["plans"]


def plans(edition: Edition) -> Iterator[Plan]:
    """Plan every page of one language, and the theme's static files once."""
    if edition.first:
        for path, file in edition.theme.static():
            data = file.read_bytes()
            yield Plan(path=path, fingerprint=digest(data.hex()), stories=(), make=partial(_static, data))
        yield tints(edition.site)
    press = Press(edition)
    edition.planning.names(edition.prefix, press.term_digests)
    yield from rivers(press)
    yield from months(press)
    yield from lists(press)
    yield from others(press)


def _static(data: bytes, _texts: Mapping[int, Text]) -> bytes:
    return data
