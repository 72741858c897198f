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
_TAG = re.compile(r"<[^>]*+>")
_ATTRIBUTES = re.compile(rb"<[a-z0-9]++(\s[^>]*+)>")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SMALL_IMAGE = re.compile(r'(?:width|height)="(?:\d|\d\d|1\d\d)"')
_IMAGE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"[^>]*+>')
# Bytes of UTF-8 as white space, brackets of tags among it (0), or as part of a word (1).
_MARKS = bytes(chr(byte) not in " \t\n\r\f\v<>" for byte in range(256))
_DENSITIES = (2, 10)
"""So many letters of markup hold one of text: often, and as a rule."""
_OPENING = 4000
"""Letters of markup looked at for a text's direction."""
_NOTHING = SafeHtml("")


@dataclass(slots=True)
class Texts:
    """The texts of one entry, cleaned."""

    summary: SafeHtml = _NOTHING
    content: SafeHtml = _NOTHING
    words: int = 0
    images: list[str] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    warnings: tuple[str, ...] = ()

    @property
    def full(self) -> SafeHtml:
        """The fullest."""
        return self.content or self.summary

    @property
    def opening(self) -> str:
        """The first letters of the fullest where some are not ASCII, else nothing: which way a text is written shows in them."""
        part = self.full[:_OPENING]
        return "" if part.isascii() else self.beginning(_OPENING // 10)

    def beginning(self, letters: int) -> str:
        """Return the beginning of the fullest, without elements."""
        return beginning(self.full, letters)


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
    result.words = words(result.full)
    result.images = images(result.full)
    return result


def _prefix(found: FoundEntry) -> str:
    """Return what is put before the ids of an entry: the same for the same entry, however often it is read."""
    texts = [piece.text for piece in (*found.contents, found.summary) if piece is not None]
    return "e" + digest(found.guid or found.link or "\n".join(texts))[:8] + "-"


def words(clean: str) -> int:
    """Count the runs of letters between white space and tags, many times faster than by making each of them a string.

    The markup is clean: no tag, no attribute and no text holds an angle bracket.
    """
    data = clean.encode("utf-8", "replace")
    return _runs(data) - data.count(b"<") - _runs(b"".join(_ATTRIBUTES.findall(data)))


def _runs(data: bytes) -> int:
    """Count the runs of letters, the name of a tag and its attributes among them: each has two ends."""
    letters = int.from_bytes(data.translate(_MARKS), "little")
    return (letters ^ letters << 8).bit_count() // 2


def beginning(clean: str, letters: int) -> str:
    """Return so many letters of clean markup without its elements, references as written."""
    for density in _DENSITIES:
        part = clean[: letters * density]
        bare = _TAG.sub(" ", part[: part.rfind(">") + 1] if len(part) < len(clean) else part)
        if len(bare) >= letters or len(part) == len(clean):
            return bare[:letters]
    return _TAG.sub(" ", clean)[:letters]


def images(clean: str) -> list[str]:
    """Return the first images of clean markup that are not known to be small."""
    if "<img " not in clean:
        return []
    found = (match for match in _IMAGE.finditer(clean) if not _SMALL_IMAGE.search(match[0]))
    return [html.unescape(match[1]) for match in islice(found, 5)]


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
