"""The beginning of a post: whole words, sentences where one ends in time, markup in balance."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from planet.model import SafeHtml

_TOKEN = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+)>|<[!?][^>]*+>|([^<]++|<)")
"""Groups: slash, name and attributes of a tag; text. Clean markup has nothing else."""
_EASTERN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Scripts without spaces count a word a letter; what pretends to be one word of hundreds of letters counts several times.
_RUN = re.compile(rf"[{_EASTERN}]|[^\s{_EASTERN}]{{1,64}}+")
_LETTER = re.compile(r"\w")
_SENTENCE = re.compile(
    '(?:(?<=\\w\\w)|(?<=[)»”"\u0300-\u036f]))[ \u00a0\u202f]?(?:[.!?…]++(?:[ \u00a0\u202f]?[»”"\')\\]])*+(?=\\s|$)|[。！？]++)'
)
_LEFT_OVER = re.compile("[\\s\u00a0\u202f,;:([{«“‘/–—-]+$")
_OWN = re.compile(r"\s(?:id|name)=\"[^\"]*\"")
_INNER_LINK = re.compile(r"\shref=\"#")
NEAR = 0.6
"""A sentence that ends behind this share of the words is near enough to the limit to end with it."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_GONE = frozenset(("audio", "figure", "map", "picture", "video"))
"""Left out with what is in them: an excerpt is words, and its picture stands beside it."""
_UNWRAPPED = frozenset(("caption", "col", "colgroup", "img", "source", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "track"))  # fmt: skip
_VOID = frozenset(("br", "col", "hr", "img", "source", "track", "wbr"))


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, and where it stands in what was written."""

    name: str
    at: int
    start: str
    """Its tag; empty where the element is gone and only its words are kept."""
    filled: bool = False


@dataclass(slots=True)
class _Writer:
    """Writes balanced markup; elements that stay empty are taken back."""

    parts: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def text(self, text: str) -> None:
        if not text:
            return
        self.parts.append(html.escape(text, quote=False))
        if text.strip():
            for one in self.open:
                one.filled = True

    def start(self, name: str, tag: str) -> None:
        self.open.append(_Open(name, len(self.parts), tag))
        self.parts.append(tag)

    def end(self, name: str) -> None:
        """Close an element and those left open in it; a closing tag of nothing open is none."""
        if any(one.name == name for one in self.open):
            while self._close().name != name:
                pass

    def _close(self) -> _Open:
        one = self.open.pop()
        if one.filled:
            self.parts.append(f"</{one.name}>" if one.start else "")
        else:
            del self.parts[one.at :]
        return one

    def finish(self, ellipsis: str) -> str:
        """Close all; the ellipsis, if any, stands behind the words, outside of what is only a part of their line."""
        while self.open and (self.open[-1].name not in _BLOCKS or not self.open[-1].filled):
            self._close()
        while self.parts and self.parts[-1] in ("<br>", "<wbr>"):
            self.parts.pop()
        self.text(ellipsis)
        while self.open:
            self._close()
        return "".join(self.parts).strip()


@lru_cache(maxsize=400)
def excerpt(markup: SafeHtml, words: int) -> SafeHtml:
    """Return markup cut to at most `words` words; what is no longer than that is returned as it is.

    It ends with a sentence where one ends near the limit, else with a word and an ellipsis. Elements stay balanced and none is empty;
    pictures, films and tables lose their form, ids and links within the text go, since their targets may be cut off.
    The last ones are remembered, for a new post stands on a dozen pages and feeds, and so do those beside it.
    """
    words = max(1, words)
    if not _is_longer(_line(markup, words, everything=True), words):
        return markup
    line = _line(markup, words, everything=False)
    if everything := next(_words(line), None) is None:
        line = _line(markup, words, everything=True)
    length = _cut(line, words)
    return SafeHtml(_written(markup, line, length, everything=everything))


def _tokens(markup: str, *, everything: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield slash, name, attributes and text of each token, without the elements that an excerpt leaves out."""
    hidden: list[str] = []
    for match in _TOKEN.finditer(markup):
        slash, name, rest, text = match[1] or "", (match[2] or "").lower(), match[3] or "", match[4] or ""
        if name in _GONE:
            if not slash:
                hidden.append(name)
            elif name in hidden:
                del hidden[hidden.index(name) :]
            yield "", "img", "", ""
        elif not hidden or (everything and not name):
            yield slash, name, rest, html.unescape(text)


def _line(markup: str, words: int, *, everything: bool) -> str:
    """Return the words of markup in one line, as `_written` walks it: a block is parted from its neighbours by a space.

    It ends soon after the word behind the last one wanted: of a book, an excerpt reads the first page.
    """
    parts: list[str] = []
    length, enough = 0, 8 * words
    for _, name, _, text in _tokens(markup, everything=everything):
        part = text or _gap(name)
        parts.append(part)
        length += len(part)
        if length > enough:
            if _is_longer("".join(parts), words + 1):
                break
            enough = 2 * length
    return "".join(parts)


def _gap(name: str) -> str:
    return " " if name in _BLOCKS or name in _VOID else ""


def _words(line: str) -> Iterator[re.Match[str]]:
    return (match for match in _RUN.finditer(line) if _LETTER.search(match[0]))


def _is_longer(line: str, words: int) -> bool:
    return any(number >= words for number, _ in enumerate(_words(line)))


def _cut(line: str, words: int) -> int:
    """Return where the excerpt ends: behind the last sentence that ends near the limit, else behind the last word."""
    found = [match.span() for match, _ in zip(_words(line), range(words + 1), strict=False)]
    ends = [end for _, end in found[:words]]
    # The mark that ends a sentence may stand apart, as in French: it belongs to the last word.
    limit = found[words][0] if len(found) > words else len(line)
    nearest = ends[min(len(ends) - 1, int(words * NEAR))]
    sentences = [match.end() for match in _SENTENCE.finditer(line, 0, limit) if match.end() >= nearest]
    return sentences[-1] if sentences else ends[-1]


def _written(markup: str, line: str, length: int, *, everything: bool) -> str:
    """Write the markup whose words are the first `length` letters of the line."""
    writer = _Writer()
    at = 0
    for slash, name, rest, text in _tokens(markup, everything=everything):
        if text:
            kept = text[: length - at]
            at += len(kept)
            writer.text(_LEFT_OVER.sub("", kept) if at >= length else kept)
            if at >= length:
                break
        else:
            _tag(writer, slash, name, rest)
            at += len(_gap(name))
    return writer.finish("" if _SENTENCE.search(line[max(0, length - 8) : length]) else "…")


def _tag(writer: _Writer, slash: str, name: str, rest: str) -> None:
    if name in _UNWRAPPED:
        writer.text(_gap(name))
    elif name in _VOID:
        writer.parts.append(f"<{name}>" if name != "hr" else " ")
    elif slash:
        writer.end(name)
    elif name:
        inner = name == "a" and _INNER_LINK.search(rest)
        writer.start(name, "" if inner else f"<{name}{_OWN.sub('', rest)}>")
