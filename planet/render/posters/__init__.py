"""Clouds as pictures, for walls, slides and shared links: `cloud.svg` and `cloud.png` of the planet and of each topic."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from planet.model import Text
from planet.render.context import Edition
from planet.render.pages.posters import Poster, folder_of, poster_of
from planet.render.pages.press import Press
from planet.render.posters.drawing import FORM, png, svg
from planet.render.site import Plan
from planet.text import digest


def posters(edition: Edition) -> Iterator[Plan]:
    """Plan two pictures for each cloud that is not empty, where the site has posters."""
    if not edition.site.posters:
        return
    press = Press(edition)
    for topic in (None, *(held.topic for held in edition.site.topics)):
        poster = poster_of(press, topic)
        if poster.words:
            folder = edition.prefix + folder_of(topic)
            for name, make in (("cloud.svg", svg), ("cloud.png", png)):
                yield Plan(
                    path=folder + name,
                    fingerprint=digest(FORM, name, repr(poster)),
                    stories=(),
                    make=partial(_made, make, poster),
                )


def _made(make: Callable[[Poster], bytes], poster: Poster, _texts: Mapping[int, Text]) -> bytes:
    return make(poster)
