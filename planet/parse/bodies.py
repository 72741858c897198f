"""The texts of an entry: which is the summary and which the content, made harmless, and what they hold."""

import html
import re
from dataclasses import dataclass, field
from itertools import islice

from planet.model import Media, SafeHtml
from planet.parse import addresses
from planet.parse.clean import Context, clean
from planet.parse.found import FoundEntry, Kind, Piece
from planet.parse.titles import readable
from planet.text import digest

_MARKUP = re.compile(r"<(?:[a-zA-Z/][^<>]*>|!--)|&(?:#\d+|#x[0-9a-f]+|[a-z]\w+);", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*+>")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SMALL_IMAGE = re.compile(r'(?:width|height)="(?:\d|\d\d|1\d\d)"')
_IMAGE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"[^>]*+>')
_BEGINNING = 1500
"""Letters that are enough to detect a language in, references and white space among them."""
_BETWEEN, _WITHIN = 32, 120
# Bytes of UTF-8 as either white space or part of a word.
_WORDS = bytes(_BETWEEN if chr(byte) in " \t\n\r\f\v" else _WITHIN for byte in range(256))
_NOTHING = SafeHtml("")


@dataclass(slots=True)
class Texts:
    """The texts of one entry, cleaned."""

    summary: SafeHtml = _NOTHING
    content: SafeHtml = _NOTHING
    words: int = 0
    plain: str = ""
    """The beginning of the fullest text, without elements, for detecting its language."""
    images: list[str] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    warnings: tuple[str, ...] = ()


def texts(found: FoundEntry, *, link: str, feed_link: str, document: str) -> Texts:
    """Clean the summary and the fullest content; a summary that is the content over again is left out."""
    content = max(found.contents, key=lambda piece: len(piece.text), default=None)
    summary = found.summary
    if summary is not None and content is not None and summary.text.strip() == content.text.strip():
        summary = None
    result = Texts()
    prefix = _prefix(found)
    for name, piece in (("content", content), ("summary", summary)):
        if piece is None or not piece.text.strip():
            continue
        base = addresses.first_base(piece.base, link, feed_link, document)
        context = Context(base=base, own=link, prefix=prefix if name == "content" else prefix + "s-")
        markup, met = clean(markup_of(piece), context)
        setattr(result, name, markup)
        result.media += met.media
    full = result.content or result.summary
    _measure(result, full)
    return result


def _prefix(found: FoundEntry) -> str:
    """Return what is put before the ids of an entry: the same for the same entry, however often it is read."""
    texts = [piece.text for piece in (*found.contents, found.summary) if piece is not None]
    return "e" + digest(found.guid or found.link or "\n".join(texts))[:8] + "-"


def _measure(result: Texts, full: str) -> None:
    """Count the words of the fullest text, and note its images that are not known to be small.

    It is clean markup: no tag and no attribute holds an angle bracket.
    """
    bare = _TAG.sub(b" ", full.encode("utf-8", "replace"))
    result.words = words(bare)
    # No letter has more than four bytes.
    result.plain = bare[: 4 * _BEGINNING].decode("utf-8", "ignore")[:_BEGINNING]
    if "<img " in full:
        images = (match for match in _IMAGE.finditer(full) if not _SMALL_IMAGE.search(match[0]))
        result.images = [html.unescape(match[1]) for match in islice(images, 5)]


def words(text: bytes) -> int:
    """Count the runs of letters between white space in UTF-8, many times faster than by making each of them a string."""
    marks = text.translate(_WORDS)
    return marks.count(b" x") + marks.startswith(b"x")


def markup_of(piece: Piece) -> str:
    """Return a text construct as markup: plain text is escaped, its blank lines are paragraphs."""
    text = readable(piece.text)
    if piece.kind is Kind.XHTML:
        return text
    if piece.kind is Kind.TEXT or not _MARKUP.search(text):
        return paragraphs(text, lines=piece.kind is Kind.TEXT)
    return _unescaped_twice(text)


def _unescaped_twice(text: str) -> str:
    """Undo one escape more where a text holds no tag at all but escaped paragraphs: it was escaped twice."""
    if "<" not in text and "&lt;p&gt;" in text and "&lt;/p&gt;" in text:
        return html.unescape(text)
    return text


def paragraphs(text: str, *, lines: bool = True) -> str:
    """Return plain text as markup: blank lines part paragraphs, and single line breaks stand where `lines` says so."""
    blocks = [html.escape(block.strip(), quote=False) for block in _PARAGRAPHS.split(text.strip()) if block.strip()]
    if lines:
        blocks = [block.replace("\n", "<br>") for block in blocks]
    return "".join(f"<p>{block}</p>" for block in blocks) if len(blocks) > 1 else "".join(blocks)
