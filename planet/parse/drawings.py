"""Elements that are not HTML's: drawings become their title, and parts of drawings and formulas that stand by themselves go."""

import html
import re

from planet.parse.tokens import ATTRIBUTE, COMMENT, attributes

# Tags of any other name are stepped over as a whole: what their attributes hold is no element.
OTHER = rf"{COMMENT}|</?[a-zA-Z][^\s/>]*+{ATTRIBUTE}*+>"
"""A tag or comment whatever it is: the last alternative of what looks for some of them."""
_INNER = rf"(?:[^<]++|{COMMENT}|</?(?!svg\b)[a-zA-Z][^\s/>]*+{ATTRIBUTE}*+>|<(?!/?[a-zA-Z]))*+"
_DRAWING = re.compile(
    rf"<svg\b({ATTRIBUTE}*+)>(?:(?<!/>)({_INNER})</svg\s*>)?|</svg\s*>|{OTHER}",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    rf"<math\b{ATTRIBUTE}*+>(?:[^<]++|<(?!/?math\b))*+</math\s*>|</?([a-zA-Z][^\s/>]*+){ATTRIBUTE}*+(?:>|\Z)|{COMMENT}",
    re.IGNORECASE,
)
_TEXT = re.compile(r"<(?:svg:)?(?:title|desc)[^<>]*+>([^<]{1,300})<", re.IGNORECASE)
_OF_DRAWINGS = (
    "animate circle defs desc discard ellipse filter g line marker mask metadata mpath path pattern polygon polyline rect set stop switch"
    " symbol text tspan use view"
)
"""The names of SVG 2 that HTML does not know."""
_OF_FORMULAS = (
    "maction maligngroup malignmark menclose merror mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom"
    " mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr"
    " munder munderover none semantics"
)
"""The names of MathML 3."""
STRAY = frozenset((*_OF_DRAWINGS.split(), *_OF_FORMULAS.split()))
"""Elements that the sanitiser drops with everything behind them where no drawing or formula is around them."""


def without_drawings(markup: str) -> str:
    """Return markup with the text of drawings in their place: their elements nest by rules of their own."""
    return _DRAWING.sub(_text_of, markup)


def _text_of(match: re.Match[str]) -> str:
    if match[1] is None:
        return "" if match[0][:5].lower() == "</svg" else match[0]
    title = _TEXT.search(match[2] or "")
    label = html.unescape(title[1]).strip() if title else attributes(match[1]).get("aria-label", "")
    return f" {html.escape(label)} " if label else ""


def without_strays(markup: str) -> str:
    """Return markup without the tags of drawings and formulas that stand outside of one; their text stays."""
    return _FORMULA.sub(lambda match: "" if match[1] and match[1].lower() in STRAY else match[0], markup)
