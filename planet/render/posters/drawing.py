"""A poster to SVG and to PNG, with the same letters at the same places; needs the extra `posters`."""

import io
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from planet.render.markup import characters
from planet.render.pages.posters import HEIGHT, WIDTH, Poster
from planet.render.posters.layout import MARGIN, TOP, Piece, laid_out

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FORM = "2"
"""Part of every poster's fingerprint; another number makes all of them anew once."""
PAPER = "#fbf9f4"
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
"""Verdana is as wide as DejaVu Sans; another font is drawn to the same width."""
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""Plain and bold; they come with matplotlib (licence: Bitstream Vera's)."""
TITLE, FOOT = 44.0, 20.0
_UNIT = 1000
"""Height of the letters that widths are taken from."""
_FINE = 3
"""Dots of the drawing to one of the picture, each way: letters stand on whole dots, and at full size would run into counts."""


def svg(poster: Poster) -> bytes:
    """Return a drawing whose words can be sought, copied and read aloud."""
    root = etree.Element(
        "svg",
        {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT), "role": "img"},
    )
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("aria-labelledby", "t d")
    root.set("lang", poster.language)
    etree.SubElement(root, "title", {"id": "t"}).text = characters(poster.title)
    etree.SubElement(root, "desc", {"id": "d"}).text = characters(poster.alt)
    etree.SubElement(root, "rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": PAPER})
    group = etree.SubElement(root, "g", {"font-family": FAMILY, "fill": poster.colour})
    for piece in _pieces(poster):
        text = etree.SubElement(group, "text", _attributes(piece))
        text.text = characters(piece.text)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def png(poster: Poster) -> bytes:
    """Return a picture of shades of one colour, with what it shows in words among its notes."""
    from PIL import Image, ImageDraw, PngImagePlugin  # noqa: PLC0415  an extra

    drawn = Image.new("L", (WIDTH * _FINE, HEIGHT * _FINE), 0)
    draw = ImageDraw.Draw(drawn)
    for piece in _pieces(poster):
        font = _fitted(piece)
        place = (round(piece.x * _FINE), round(piece.y * _FINE))
        draw.text(place, characters(piece.text), fill=255, font=font, anchor="ls")
    image = drawn.reduce(_FINE)
    image.putpalette(_shades(PAPER, poster.colour))
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Title", characters(poster.title), poster.language)
    notes.add_itxt("Description", characters(poster.alt), poster.language)
    made = io.BytesIO()
    image.save(made, "PNG", pnginfo=notes, optimize=False, compress_level=9)
    return made.getvalue()


@lru_cache(maxsize=2)
def _pieces(poster: Poster) -> Sequence[Piece]:
    """Return every text of the sheet at its place: the title, the cloud, the foot. Remembered, for each is drawn in two ways."""
    pieces = [_alone(poster.title, TITLE, y=TOP - MARGIN / 2 - 10, bold=True), *laid_out(poster.words, measure)]
    if poster.below:
        pieces.append(_alone(poster.below, FOOT, y=HEIGHT - MARGIN / 2, bold=False))
    return pieces


def _alone(text: str, size: float, *, y: float, bold: bool) -> Piece:
    """Return a text in the middle of the sheet, smaller where it is too long."""
    size = min(size, (WIDTH - 2 * MARGIN) / max(0.1, measure(text, bold)))
    width = measure(text, bold) * size
    return Piece(text=text, x=(WIDTH - width) / 2, y=y, size=size, bold=bold, width=width)


def _fitted(piece: Piece) -> "FreeTypeFont":
    """Return the font of the drawing in which a text is no wider than it was measured."""
    size = round(piece.size * _FINE)
    wide = _font(piece.bold, size).getlength(characters(piece.text)) / max(0.1, piece.width * _FINE)
    return _font(piece.bold, size if wide <= 1 else int(size / wide))


def _attributes(piece: Piece) -> dict[str, str]:
    said = {
        "x": f"{piece.x:.1f}",
        "y": f"{piece.y:.1f}",
        "font-size": f"{piece.size:.1f}",
        "textLength": f"{piece.width:.1f}",
        "lengthAdjust": "spacingAndGlyphs",
    }
    if piece.bold:
        said["font-weight"] = "700"
    if piece.language:
        said["lang"] = piece.language
    return said


@lru_cache(maxsize=16384)
def measure(text: str, bold: bool) -> float:
    """Return the width of a text in letters of height 1."""
    return float(_font(bold, _UNIT).getlength(characters(text))) / _UNIT


@lru_cache(maxsize=256)
def _font(bold: bool, size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415  an extra

    folder = next(Path(place) for place in _places("matplotlib")) / "mpl-data" / "fonts" / "ttf"
    return ImageFont.truetype(folder / FONTS[bold], max(1, size), layout_engine=ImageFont.Layout.BASIC)


def _places(package: str) -> Sequence[str]:
    """Return where a package lies, without loading it."""
    found = find_spec(package)
    return (found and found.submodule_search_locations) or ()


def _shades(paper: str, ink: str) -> list[int]:
    """Return a palette of 256 colours from the paper's to the ink's."""
    ends = [(int(paper[place : place + 2], 16), int(ink[place : place + 2], 16)) for place in (1, 3, 5)]
    return [round(low + (high - low) * shade / 255) for shade in range(256) for low, high in ends]
