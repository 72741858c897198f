"""Documents that are no feeds: what they are instead, and which feeds they name."""

import html
import json
import re
from dataclasses import dataclass

from planet.model import Failure, Fetched, Trouble
from planet.parse import addresses
from planet.parse.document import Document
from planet.parse.found import Kind, Piece
from planet.parse.titles import plain
from planet.parse.tokens import TAG, attributes
from planet.text import one_line

_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 0,
    "application/rdf+xml": 1,
    "application/json": 2,
    "text/xml": 2,
    "application/xml": 2,
}
_COMMON = (
    "feed/",
    "feed",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "feed.xml",
    "rss",
    "feeds/posts/default",
    "feed/atom",
    "?feed=rss2",
    "spip.php?page=backend",
    "feed.json",
)
_LONGEST_ERROR = 20_000
_TITLE = re.compile(r"<title[^<>]*+>([^<]*+)</title", re.IGNORECASE | re.DOTALL)
_CHALLENGE = re.compile(
    r"just a moment|checking your browser|attention required|cf-chl|cf-browser-verification|anubis_challenge"
    r"|making sure you(?:'|&#39;|’)re not a bot|ddos-guard|_incapsula_|access denied|are you (?:a )?human|captcha"
    r"|enable javascript and cookies|request unsuccessful|sgcaptcha|bot verification|human verification|awswaf",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"<input[^<>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_FEED_PATH = re.compile(r"(?:^|[/.=_-])(?:rss|atom|feeds?|xml|backend|rdf)(?:[/.?&_=-]|\d|$)", re.IGNORECASE)
_ROOT = re.compile(r"<(?!!doctype)([A-Za-z_][\w:.-]*)", re.IGNORECASE)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or a sound (RIFF)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed data (gzip)"),
    (b"ID3", "a sound (MP3)"),
)
"""What files begin with that some servers answer with, and what they are."""
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|h[1-6]|p|div|span|a|br|center|font|form|table|pre|link|meta|script|style)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed that a page names, or the place where one may lie."""

    url: str
    title: str = ""
    type: str = ""
    guessed: bool = False
    """Not named by the page: a path where many sites have their feed."""


def refusal(fetched: Fetched, document: Document) -> Failure:
    """Say what a document that is no feed is instead."""
    text = document.text.lstrip()
    feeds = tuple(one.url for one in named(document))
    signed = next((what for signature, what in _SIGNATURES if fetched.body.startswith(signature)), "")
    trouble, detail = (Trouble.NOT_A_FEED, signed) if signed else _verdict(text, document.text)
    return Failure(url=fetched.url, trouble=trouble, detail=detail, status=fetched.status, feeds=feeds)


def _verdict(text: str, whole: str) -> tuple[Trouble, str]:
    if not text:
        return Trouble.UNREADABLE, "the document is empty"
    if text[0] in "{[":
        message = _message(text)
        return Trouble.NOT_A_FEED, f"JSON that is no feed: “{message}”" if message else "JSON that is no feed"
    head = text[:200_000]
    root = _ROOT.search(head)
    is_xml = root is not None and text.startswith("<") and not _HTML.match(root[0])
    if _HTML.search(head[:4000]) and not is_xml:
        title = _page_title(head)
        shown = f"HTML page titled “{title}”" if title else "HTML page without a title"
        if _CHALLENGE.search(title) or (len(head) < 100_000 and _CHALLENGE.search(head)):
            return Trouble.BLOCKED, f"challenge: {shown}"
        if _LOGIN.search(head):
            return Trouble.BLOCKED, f"login: {shown}"
        return Trouble.NOT_A_FEED, shown
    if root:
        return Trouble.NOT_A_FEED, f"XML with the root element {root[1][:60]}"
    if whole.count("\ufffd") > len(whole) // 20 or "\0" in head:
        return Trouble.UNREADABLE, "no text"
    return Trouble.NOT_A_FEED, "plain text"


def _message(text: str) -> str:
    """Return what an answer in JSON says went wrong, as most interfaces name it."""
    try:
        said = json.loads(text[:_LONGEST_ERROR])
    except (ValueError, RecursionError):
        return ""
    for _ in range(2):
        if not isinstance(said, dict):
            break
        said = next(
            (said[key] for key in ("message", "error_description", "detail", "error", "title") if key in said), ""
        )
    return one_line(said)[:100] if isinstance(said, str) else ""


def _page_title(text: str) -> str:
    match = _TITLE.search(text)
    return plain(Piece(match[1], Kind.GUESS))[:100] if match else ""


def named(document: Document) -> tuple[Candidate, ...]:
    """Return the feeds a page names: `link rel=alternate`, then links that look like feeds; feeds of comments last."""
    base = document.url
    found: dict[str, tuple[int, Candidate]] = {}
    for match in TAG.finditer(document.text[:2_000_000]):
        name = (match[2] or "").lower()
        if name == "base":
            base = addresses.base_of(document.url, attributes(match[3]).get("href", ""))
        elif name == "link":
            _alternate(found, attributes(match[3]), base)
        elif name == "a" and len(found) < 20:
            _anchor(found, attributes(match[3]), base)
    ranked = sorted(found.values(), key=lambda pair: pair[0])
    return tuple(candidate for _, candidate in ranked)[:20]


def _alternate(found: dict[str, tuple[int, Candidate]], said: dict[str, str], base: str) -> None:
    kind = said.get("type", "").partition(";")[0].strip().lower()
    rels = said.get("rel", "").lower().split()
    if not ({"alternate", "feed"} & set(rels)) or (kind not in _TYPES and "feed" not in rels):
        return
    url = addresses.absolute(base, said.get("href", ""))
    if not url or "oembed" in url or "/wp-json/" in url:
        return
    rank = _TYPES.get(kind, 0) + (5 if re.search(r"comment|replies", url + said.get("title", ""), re.IGNORECASE) else 0)
    found.setdefault(url, (rank, Candidate(url=url, title=html.unescape(said.get("title", ""))[:200], type=kind)))


def _anchor(found: dict[str, tuple[int, Candidate]], said: dict[str, str], base: str) -> None:
    url = addresses.absolute(base, said.get("href", ""))
    if not url or url in found:
        return
    kind = said.get("type", "").lower()
    path = url.partition("//")[2].partition("/")[2]
    if kind in ("application/rss+xml", "application/atom+xml") or _FEED_PATH.search(path):
        found[url] = (10, Candidate(url=url, title=said.get("title", "")[:200], type=kind))


def candidates(document: Document) -> tuple[Candidate, ...]:
    """Return the feeds a page names; where it names none, the usual places, each marked as guessed."""
    found = named(document)
    if found:
        return found
    base = document.url.partition("?")[0].partition("#")[0]
    root = addresses.absolute(base, "/")
    folders = dict.fromkeys((addresses.absolute(base, "."), root))
    guesses = (folder.rstrip("/") + "/" + path for folder in folders if folder for path in _COMMON)
    return tuple(Candidate(url=url, guessed=True) for url in dict.fromkeys(guesses))[:16]
