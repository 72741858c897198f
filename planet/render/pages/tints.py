"""The style sheet of topics' colours: one class each, in both schemes."""

from collections.abc import Mapping
from functools import partial

from planet.model import Text
from planet.render.pages import colours
from planet.render.site import Plan, Site
from planet.text import digest

PATH = "static/tints.css"


def tints(site: Site) -> Plan:
    """Plan the sheet. A class gives two colours, `--light` and `--dark`; the theme's sheet takes the one of the scheme in force."""
    found = {f"hue-{number}": colours.hue(number) for number in range(colours.HUES)}
    own = (held.topic.color for held in site.topics if colours.is_colour(held.topic.color))
    found |= {colours.name(color): color for color in own}
    sheet = "".join(_rule(name, color) for name, color in found.items())
    return Plan(path=PATH, fingerprint=digest(sheet), stories=(), make=partial(_encoded, sheet))


def _rule(name: str, color: str) -> str:
    return f".{name}{{--light:{colours.on_light(color)};--dark:{colours.on_dark(color)}}}\n"


def _encoded(sheet: str, _texts: Mapping[int, Text]) -> bytes:
    return sheet.encode()
