"""What a cloud's pictures show, and where they lie: the pages link to them."""

from dataclasses import dataclass

from planet.config.settings import Topic
from planet.i18n import Language
from planet.render.pages import colours
from planet.render.pages.press import Press
from planet.render.pages.views import CloudWord, PosterView

WIDTH, HEIGHT = 1200, 630
"""Of the sheet: the size that shared links are shown in."""
COLOUR = "#164e87"
"""Of the planet's own poster."""
NAMED = 5
"""Terms that the alternative text names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A term on a poster."""

    text: str
    count: str
    step: int
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What a picture of a cloud shows."""

    title: str
    below: str
    """A line at the foot; may be empty."""
    words: tuple[Word, ...]
    colour: str
    """`#rrggbb`, to be read on light paper."""
    alt: str
    language: str
    direction: str = "ltr"


def poster_view(press: Press, topic: Topic | None) -> PosterView | None:
    """Return where a cloud's pictures are and what they show in words; None where there are none."""
    poster = poster_of(press, topic) if press.site.posters else None
    if poster is None or not poster.words:
        return None
    path = folder_of(topic) + "cloud.png"
    return PosterView(
        svg=folder_of(topic) + "cloud.svg",
        png=path,
        address=press.edition.absolute(press.edition.prefix + path),
        alt=poster.alt,
        width=WIDTH,
        height=HEIGHT,
    )


def folder_of(topic: Topic | None) -> str:
    """Return the folder of a topic's pictures, or of the planet's."""
    return f"topics/{topic.slug}/" if topic else ""


def poster_of(press: Press, topic: Topic | None) -> Poster:
    """Return what a cloud's pictures show."""
    name = press.site.settings.planet.name
    cloud = next((one.cloud for one in press.site.topics if topic and one.topic.slug == topic.slug), press.site.cloud)
    words = press.cloud(cloud, topic=topic.slug if topic else "")
    return Poster(
        title=topic.name if topic else name,
        below=name if topic else "",
        words=tuple(
            Word(text=one.label, count=press.language.number(one.count), step=one.step, language=one.language)
            for one in words
        ),
        colour=_colour(topic),
        alt=_alt(words, topic.name if topic else name, press.language),
        language=press.language.code,
        direction=press.language.direction,
    )


def _colour(topic: Topic | None) -> str:
    if topic is None:
        return COLOUR
    if topic.color and colours.is_colour(topic.color):
        return colours.on_light(topic.color)
    return colours.hue(colours.tint(topic.slug))


def _alt(words: tuple[CloudWord, ...], name: str, language: Language) -> str:
    """Return the cloud in a sentence: how many terms, and which are the largest."""
    largest = sorted(words, key=lambda one: (-one.step, -one.count))[:NAMED]
    said = language.ngettext(
        "Tag cloud of %(name)s: %(num)s term, %(terms)s.",
        "Tag cloud of %(name)s: %(num)s terms, the largest being %(terms)s.",
        len(words),
    )
    terms = language.listing([one.label for one in largest])
    return said % {"name": name, "num": language.number(len(words)), "terms": terms}
