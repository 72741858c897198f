"""Pictures, sounds and films that go with an entry, and the one picture that stands for it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planet.model import Media
from planet.parse import addresses
from planet.parse.embeds import player
from planet.parse.found import FoundEntry, Kind, Piece
from planet.parse.titles import plain

_EXTENSION = re.compile(r"\.([a-z0-9]{2,5})(?:[?#]|$)", re.IGNORECASE)
_KINDS = {
    "image": frozenset(["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp"]),
    "audio": frozenset(["mp3", "m4a", "ogg", "oga", "opus", "flac", "wav", "aac"]),
    "video": frozenset(["mp4", "m4v", "webm", "ogv", "mov", "avi", "mkv"]),
}
_LEAST = 200
"""Pixels a lead image measures at least on each side that is known."""
_NO_LEAD = re.compile(
    r"gravatar\.com/|/avatar|emoji|smil(?:ey|ies)|/icons?/|\.svg(?:[?#]|$)|badge|button|logo", re.IGNORECASE
)


def kind_of(media_type: str, url: str, medium: str = "") -> str:
    """Return `image`, `audio`, `video` or `other`."""
    for name in (medium.strip().lower(), media_type.partition("/")[0].strip().lower()):
        if name in _KINDS:
            return name
    match = _EXTENSION.search(url)
    extension = match[1].lower() if match else ""
    return next((kind for kind, extensions in _KINDS.items() if extension in extensions), "other")


def whole_number(text: str) -> int | None:
    """Return a positive number as written in an attribute, or None."""
    text = text.strip().removesuffix("px")
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < 16 else None


def seconds(text: str) -> int | None:
    """Return the seconds of `1:02:03`, `62:03`, `3723` or `3723.5`."""
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"\d{1,7}(?:\.\d+)?", part) for part in parts):
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return int(total) or None


def media(found: FoundEntry, embedded: Iterable[Media], base: str) -> tuple[Media, ...]:
    """Return all media of an entry, each address once; the duration of a podcast goes to its sound."""
    result: dict[str, Media] = {}
    duration = seconds(found.duration)
    thumbnail = next((url for one in found.thumbnails if (url := addresses.absolute(base, one))), "")
    for one in (*found.media, *embedded):
        url = addresses.absolute(base, one.url)
        if not url or url in result:
            continue
        known = player(url)
        result[url] = replace(
            one,
            url=url,
            type=one.type.strip().lower()[:100],
            kind=known.kind if known else one.kind,
            duration=one.duration or (duration if one.kind in ("audio", "video") else None),
            title=plain(Piece(one.title, Kind.GUESS)),
            alt=plain(Piece(one.alt, Kind.GUESS)),
            thumbnail=addresses.absolute(base, one.thumbnail)
            or (thumbnail if one.kind != "image" and len(found.media) == 1 else "")
            or (known.thumbnail if known else ""),
            page=addresses.absolute(base, one.page) or (known.page if known else ""),
        )
    return tuple(result.values())


def lead(found: FoundEntry, images: Sequence[str], media: Sequence[Media], base: str) -> str:
    """Return the address of the picture that stands for the entry: said by the feed, else the first in its text."""
    said = [one.url for one in media if one.kind == "image" and _large(one)]
    said += [url for one in (*found.thumbnails, found.image) if (url := addresses.absolute(base, one))]
    said += [one.thumbnail for one in media if one.thumbnail]
    return next((url for url in (*said, *images) if not _NO_LEAD.search(url)), "")


def _large(one: Media) -> bool:
    return all(side is None or side >= _LEAST for side in (one.width, one.height))
