"""What HTML reads by rules of its own: drawings become their title, scripts and styles go, and so do stray parts of drawings and formulas."""

import html
import re

from planet.parse.tokens import ATTRIBUTES, COMMENT, DECLARATION, OTHER, attributes, others

_DRAWING = re.compile(
    rf"<svg\b({ATTRIBUTES})>(?:(?<!/>)({others('svg')})?</svg\s*>)?|</svg\s*>|{others('svg')}|{OTHER}",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    rf"<math\b{ATTRIBUTES}>(?:[^<]++|<(?!/?math\b))*+</math\s*>|</?([a-zA-Z][^\s/>]*+){ATTRIBUTES}(?:>|\Z)|{COMMENT}|{DECLARATION}",
    re.IGNORECASE,
)
_NAMES = ("script", "style", "textarea", "title", "xmp", "noembed", "noframes", "noscript")
SCRIPTS = frozenset(_NAMES)
"""Elements whose content is text: what looks like a tag in it is none."""
_SCRIPT = re.compile(
    rf"<({'|'.join(_NAMES)})(?=[\s/>]){ATTRIBUTES}>(?s:.*?)(?:</\1(?=[\s/>]){ATTRIBUTES}>|\Z)|{others(*_NAMES)}|{OTHER}",
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


def without_scripts(markup: str) -> str:
    """Return markup without elements whose content is text that no reader should see; the sanitiser would drop them, too."""
    return _SCRIPT.sub(lambda match: "" if match[1] else match[0], markup)


def without_strays(markup: str) -> str:
    """Return markup without the tags of drawings and formulas that stand outside of one; their text stays."""
    return _FORMULA.sub(lambda match: "" if match[1] and match[1].lower() in STRAY else match[0], markup)
