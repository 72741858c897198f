"""Words to lines in the shape of a cloud: in the alphabet's order, as large as the sheet allows."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planet.render.pages.posters import HEIGHT, WIDTH, Word

MARGIN = 55
TOP = 115
"""Where the cloud begins, below the title."""
SIZES = (1.0, 1.25, 1.5, 1.8, 2.15, 2.6)
"""Of the letters, by step."""
BOLD = 4
"""The step from which letters are bold."""
SMALL = 0.8
"""The height of a count against the least word's."""
NEAR = 0.45
"""Between a word and its count, against the count's letters."""
LEADING = 1.28
"""The height of a line against its largest letters."""
GAP = 0.9
"""Between two words, against the least word's letters."""
LARGEST, LEAST = 64.0, 0.5
"""Letters of the least word, in units of the sheet."""

Measure = Callable[[str, bool], float]
"""A text, and whether it is bold, to its width in letters of height 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text at its place."""

    text: str
    x: float
    """Its left end."""
    y: float
    """Its base line."""
    size: float
    bold: bool
    width: float
    language: str = ""


def laid_out(words: Sequence[Word], measure: Measure) -> tuple[Piece, ...]:
    """Return the words and their counts at their places, as large as all of them find room."""
    scale = LARGEST
    while True:
        lines = _lines(words, measure, scale)
        if lines is not None or scale <= LEAST:
            return tuple(_placed(lines or [[word] for word in words], measure, scale))
        scale *= 0.96


def _lines(words: Sequence[Word], measure: Measure, scale: float) -> list[list[Word]] | None:
    """Return the words in as few lines as hold them within the sheet; None when no number of lines does."""
    for count in range(1, len(words) + 1):
        lines = _filled(words, measure, scale, count)
        if len(lines) <= count:
            high = sum(_height(line, scale) for line in lines) > HEIGHT - TOP - MARGIN
            wide = any(_width(line, measure, scale) > WIDTH - 2 * MARGIN for line in lines)
            return None if high or wide else lines
    return None


def _filled(words: Sequence[Word], measure: Measure, scale: float, count: int) -> list[list[Word]]:
    """Return the words in lines that are longest in the middle, more than `count` where these do not hold them."""
    lines: list[list[Word]] = [[]]
    wide = 0.0
    for word in words:
        share = 0.66 + 0.34 * math.sin(math.pi * min(1.0, (len(lines) - 0.5) / count))
        own = _breadth(word, measure)
        longer = wide + GAP + own
        if lines[-1] and longer * scale > share * (WIDTH - 2 * MARGIN):
            lines.append([])
        wide = longer if lines[-1] else own
        lines[-1].append(word)
    return lines


def _placed(lines: Sequence[Sequence[Word]], measure: Measure, scale: float) -> list[Piece]:
    """Return the pieces of these lines, each line in the middle of the sheet, all of them in the middle of the room."""
    pieces: list[Piece] = []
    y = TOP + max(0.0, (HEIGHT - TOP - MARGIN - sum(_height(line, scale) for line in lines)) / 2)
    for line in lines:
        y += _height(line, scale)
        x = (WIDTH - _width(line, measure, scale)) / 2
        for word in line:
            size, bold = scale * SIZES[word.step - 1], word.step >= BOLD
            width, small = measure(word.text, bold) * size, scale * SMALL
            base = y - scale * 0.45
            pieces.append(Piece(text=word.text, x=x, y=base, size=size, bold=bold, width=width, language=word.language))
            x += width + small * NEAR
            width = measure(word.count, False) * small
            pieces.append(Piece(text=word.count, x=x, y=base, size=small, bold=False, width=width))
            x += width + scale * GAP
    return pieces


def _height(line: Sequence[Word], scale: float) -> float:
    return LEADING * scale * max(SIZES[word.step - 1] for word in line)


def _width(line: Sequence[Word], measure: Measure, scale: float) -> float:
    return scale * (sum(_breadth(word, measure) for word in line) + GAP * (len(line) - 1))


def _breadth(word: Word, measure: Measure) -> float:
    """Return the width of a word with its count, in letters of the least word's height."""
    size = SIZES[word.step - 1]
    return measure(word.text, word.step >= BOLD) * size + measure(word.count, False) * SMALL + SMALL * NEAR
