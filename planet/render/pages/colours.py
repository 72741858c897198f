"""Topics' colours, moved as little as needed to be read on light and on dark paper."""

import math
import re

from planet.text import digest

LIGHTEST = ("#f1eee6", "#ffffff")
"""The surfaces a colour meets in the light scheme, the least bright first."""

DARKEST = ("#262c35", "#0f1216")
"""Those of the dark scheme, the brightest first."""

CONTRAST = 4.6
"""WCAG 2.2 criterion 1.4.3 asks for 4.5; the rest is for rounding."""

HUES = 12
"""Colours given to topics and blogs without one."""

Rgb = tuple[float, float, float]


def tint(slug: str) -> int:
    """Return which of the given colours a name has; the same in every planet."""
    return int(digest(slug)[:6], 16) % HUES


def name(color: str) -> str:
    """Return the class of a topic's own colour: short, for it stands at each of its posts."""
    return f"c-{color.removeprefix('#').lower()}"


def hue(number: int) -> str:
    """Return one of the given colours."""
    return _hex(_from_oklch(0.5, 0.12, number * 360 / HUES + 20))


def on_light(color: str) -> str:
    """Return the colour, darkened until it can be read on light paper, and light paper on it."""
    return _moved(color, LIGHTEST[0], -0.01)


def on_dark(color: str) -> str:
    """Return the colour, lightened until it can be read on dark paper, and dark paper on it."""
    return _moved(color, DARKEST[0], 0.01)


def is_colour(text: str) -> bool:
    """Tell whether the text is a colour in the form `#rrggbb` or `#rgb`."""
    return bool(re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", text))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _moved(color: str, paper: str, step: float) -> str:
    """Change lightness alone, in OKLCH, so that the hue stays what the eye takes for the same."""
    lightness, chroma, angle = _oklch(_rgb(color))
    found = _hex(_rgb(color))
    while contrast(found, paper) < CONTRAST and 0 < lightness + step < 1:
        lightness += step
        found = _hex(_from_oklch(lightness, chroma, angle))
    return found


def _rgb(color: str) -> Rgb:
    digits = color.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in rgb)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(rgb: Rgb) -> float:
    red, green, blue = map(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(rgb: Rgb) -> tuple[float, float, float]:
    """Return lightness, chroma and hue in degrees (B. Ottosson, A perceptual color space for image processing, 2020)."""
    red, green, blue = map(_linear, rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _from_oklch(lightness: float, chroma: float, angle: float) -> Rgb:
    """Return the colour, its chroma lowered until a screen can show it."""
    while True:
        rgb = _unbounded(lightness, chroma, angle)
        if chroma <= 0.001 or all(-0.0001 <= part <= 1.0001 for part in rgb):
            red, green, blue = (_gamma(min(1.0, max(0.0, part))) for part in rgb)
            return red, green, blue
        chroma *= 0.95


def _unbounded(lightness: float, chroma: float, angle: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(angle)), chroma * math.sin(math.radians(angle))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
