"""Values of the model to JSON and back: no pickle, the same bytes for the same value.

Lines that people may come to read (`dump`, `plain`) leave out fields at their default; what is written by the thousand (`encode`, `pack`) is
written and read by msgspec, whole, which sees to it that what is read has the types it should have.
"""

import dataclasses
import json
import re
import threading
import types
import typing
from collections.abc import Callable, Hashable
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
import zstandard

from planet import model

Value = TypeVar("Value")
_Reader = Callable[[Any], Any]
_Writer = Callable[[Any], Any]

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_threads = threading.local()
"""A compressor for each thread: to make one takes as long as to use it."""

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Return text as any database can hold it: without NUL and lone surrogates."""
    return _UNWRITABLE.sub("\ufffd", text)


def dump(value: object) -> str:
    """Return a frozen dataclass, a tuple of them, or plain values, as JSON text on one line."""
    return plain_text(_JSON.encode(plain(value)))


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    writer = _writer(typing.cast("Hashable", type(value)))
    return writer(value) if writer else value


def load(kind: type[Value], text: str) -> Value:
    """Return the dataclass that `dump` wrote; what this version does not know of it is left out."""
    return read(kind, json.loads(text))


def read(kind: type[Value], data: dict[str, Any]) -> Value:
    """Return a dataclass from its plain form."""
    readers = _readers(typing.cast("Hashable", kind))
    values = {name: readers[name](item) for name, item in data.items() if name in readers}
    return kind(**values)


def encode(value: object) -> bytes:
    """Return values as JSON; half a surrogate pair, which no UTF-8 can hold, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return _JSON.encode(plain(value)).encode("utf-8", "replace")


def decode(kind: type[Value], data: bytes) -> Value:
    """Return what `encode` took, or `dump` of the same; what this version does not know of it is left out.

    Raises:
        ValueError: when it is no JSON, or something in it is of another type.
    """
    value: Value = _decoder(typing.cast("Hashable", kind)).decode(data)
    return value


def pack(value: object) -> bytes:
    """Return values as compressed JSON."""
    compressor: zstandard.ZstdCompressor | None = getattr(_threads, "compressor", None)
    if compressor is None:
        compressor = _threads.compressor = zstandard.ZstdCompressor(level=3)
    return compressor.compress(encode(value))


def unpack(kind: type[Value], data: bytes) -> Value:
    """Return what `pack` took."""
    return decode(kind, zstandard.ZstdDecompressor().decompress(data))


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@cache
def _writer(kind: Any) -> _Writer | None:
    """Return what makes the plain form of values of this type; None when they are plain."""
    if kind is type(None) or issubclass(kind, (bool, int, float)) or kind is str:
        return None
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if issubclass(kind, datetime):
        return datetime.isoformat
    if issubclass(kind, frozenset):
        return lambda value: sorted(plain(item) for item in value)
    if issubclass(kind, (tuple, list)):
        return lambda value: [plain(item) for item in value]
    if issubclass(kind, dict):
        return lambda value: {key: plain(item) for key, item in sorted(value.items())}
    return _fields_writer(kind)


def _fields_writer(kind: Any) -> _Writer:
    """Return what makes the plain form of a dataclass: the fields that are not at their default."""
    fields = _defaults(kind)
    values = attrgetter(*(name for name, _default in fields), "__class__")

    def write(value: Any) -> dict[str, Any]:
        return {
            name: plain(item)
            for (name, default), item in zip(fields, values(value), strict=False)
            if item is not default and item != default
        }

    return write


def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return each field with its default; a field without one has a default nothing equals."""
    found = []
    for field in dataclasses.fields(kind):
        default: Any = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        found.append((field.name, default))
    return tuple(found)


@cache
def _readers(kind: Hashable) -> dict[str, _Reader]:
    values = typing.cast("Any", kind)
    hints = typing.get_type_hints(values, vars(model))
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(values)}


def _as_it_is(value: Any) -> Any:
    return value


def _reader(hint: Any) -> _Reader:
    """Return what makes a value of this type from its plain form."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(part for part in typing.get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, frozenset):
        inner, collect = _reader(typing.get_args(hint)[0]), origin
        return lambda value: collect(inner(item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: read(hint, value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _as_it_is
