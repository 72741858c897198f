"""Content-Encoding undone a piece at a time, never past a limit: what a bomb would become is never made."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli
import zstandard

PIECE = 64 * 1024
"""Bytes asked of a decoder at once."""
LAYERS = 3
"""More encodings on top of each other are refused."""
WINDOW = 8 * 1024 * 1024
"""The largest Zstandard window (RFC 9659): a header may name gigabytes."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_KNOWN = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd"}


class TooLargeError(Exception):
    """The document, or a layer on the way to it, is larger than allowed."""


class UndecodableError(Exception):
    """The bytes are not what the header says; `str()` says what is wrong in a few words."""


class Source(Protocol):
    """Something bytes are drawn from."""

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes, at least one unless there are no more."""


class Pieces:
    """A source over pieces as they come, with a look at the first bytes before any is taken."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Draw from `pieces`, whose own errors pass through."""
        self._pieces, self._held = pieces, b""

    def peek(self, count: int) -> bytes:
        """Return the first bytes, fewer when there are no more, and keep them."""
        while len(self._held) < count and (piece := next(self._pieces, b"")):
            self._held += piece
        return self._held[:count]

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes."""
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        taken, self._held = self._held[:count], self._held[count:]
        return taken


def decoded(pieces: Iterator[bytes], encodings: str, limit: int) -> bytes:
    """Return the whole document behind a Content-Encoding, at most `limit` bytes.

    Raises: TooLargeError, UndecodableError.
    """
    return b"".join(unfolded(pieces, encodings, limit))


def unfolded(pieces: Iterator[bytes], encodings: str, limit: int) -> Iterator[bytes]:
    """Yield the document behind a Content-Encoding, whatever its label, a piece at a time, at most `limit` bytes.

    Labels that name no encoding (`identity`, `utf-8`) are ignored, and so is a label that the bytes belie: some
    servers compress twice and say once, or say gzip over plain text. Gzip and Zstandard without a label are known
    by their first bytes.

    Raises: TooLargeError, UndecodableError.
    """
    labels = [label.strip().lower() for label in encodings.split(",")]
    labels = [_KNOWN[label] for label in labels if label in _KNOWN]
    if len(labels) > LAYERS:
        raise UndecodableError(f"{len(labels)} encodings on top of each other")
    source = Pieces(_limited(pieces, limit + PIECE))
    for label in reversed(labels):
        source = _layer(source, label, limit)
    for _ in range(LAYERS - len(labels)):
        hidden = _unlabelled(source.peek(4))
        if not hidden:
            break
        source = _layer(source, hidden, limit)
    count = 0
    while piece := source.read(PIECE):
        count += len(piece)
        if count > limit:
            raise TooLargeError
        yield piece


def _unlabelled(start: bytes) -> str:
    if start.startswith(_GZIP):
        return "gzip"
    return "zstd" if start.startswith(_ZSTD) else ""


def _layer(source: Pieces, label: str, limit: int) -> Pieces:
    """Return the source one encoding further in; the same one when its bytes are plain text."""
    start = source.peek(4)
    if not start or (_is_text(start) and label != "br"):
        return source
    match label:
        case "br":
            made = _brotli(source)
        case "zstd":
            if not start.startswith(_ZSTD) and start[1:4] != b"\x2a\x4d\x18":
                raise UndecodableError("not Zstandard, as the header says")
            made = _zstandard(source)
        case _:
            made = _zlib(source, _window(start, label))
    return Pieces(_limited(made, limit))


def _window(start: bytes, label: str) -> int:
    """Return zlib's `wbits`: gzip and zlib are known by their first bytes, deflate without either is raw."""
    if start.startswith(_GZIP):
        return 16 + zlib.MAX_WBITS
    if len(start) > 1 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0:
        return zlib.MAX_WBITS
    if label == "deflate":
        return -zlib.MAX_WBITS
    raise UndecodableError("not gzip, as the header says")


def _is_text(start: bytes) -> bool:
    """Return whether a document begins in clear: markup, JSON, a byte order mark, or white space before them."""
    return start.lstrip(b" \t\r\n")[:1] in (b"<", b"{", b"[") or start.startswith(
        (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
    )


def _limited(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Pass pieces on until they are more than the limit."""
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > limit:
            raise TooLargeError
        if piece:
            yield piece


def _zlib(source: Source, window: int) -> Iterator[bytes]:
    """Undo gzip (all its members, junk after the last left out), zlib or raw deflate."""
    unit, data, whole = zlib.decompressobj(window), b"", False
    try:
        while True:
            data = data or source.read(PIECE)
            if not data:
                break
            if unit.eof:
                if window < 16 or not data.startswith(_GZIP):
                    break
                unit = zlib.decompressobj(window)
            yield unit.decompress(data, PIECE)
            data = unit.unused_data if unit.eof else unit.unconsumed_tail
            whole = whole or unit.eof
    except zlib.error as error:
        if not whole:
            raise UndecodableError(f"damaged compression: {error}") from error
        return
    if not unit.eof:
        raise UndecodableError("the compressed document ends too early")


def _brotli(source: Pieces) -> Iterator[bytes]:
    """Undo Brotli; when the very first piece is not, and reads as text, take it as it is."""
    unit, first = brotli.Decompressor(), True
    while data := source.read(PIECE):
        try:
            piece = unit.process(data, output_buffer_limit=PIECE)
            while True:
                yield piece
                if unit.can_accept_more_data() or unit.is_finished():
                    break
                piece = unit.process(b"", output_buffer_limit=PIECE)
        except brotli.error as error:
            if not (first and _is_text(data)):
                raise UndecodableError(f"damaged compression: {error}") from error
            yield data
            while data := source.read(PIECE):
                yield data
            return
        first = False
    if not unit.is_finished():
        raise UndecodableError("the compressed document ends too early")


class _Reader:
    """A source as zstandard wants it."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, count: int = PIECE) -> bytes:
        return self._source.read(count if count > 0 else PIECE)


def _zstandard(source: Source) -> Iterator[bytes]:
    """Undo Zstandard, frame after frame."""
    unit = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    reader = unit.stream_reader(_Reader(source), read_size=PIECE, read_across_frames=True)  # type: ignore[arg-type]
    try:
        while piece := reader.read(PIECE):
            yield piece
    except zstandard.ZstdError as error:
        raise UndecodableError(f"damaged compression: {error}") from error
