"""Values of the model to JSON and back: no pickle, fields at their default left out, the same bytes for the same value."""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Hashable
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import zstandard

from planet import model

Value = TypeVar("Value")
_Reader = Callable[[Any], Any]

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Return text as any database can hold it: without NUL and lone surrogates."""
    return _UNWRITABLE.sub("\ufffd", text)


def dump(value: object) -> str:
    """Return a frozen dataclass, a tuple of them, or plain values, as JSON text on one line."""
    return plain_text(json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")))


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in sorted(value.items())}
    return {
        name: plain(item)
        for name, default in _defaults(typing.cast("Hashable", type(value)))
        if (item := getattr(value, name)) != default
    }


def load(kind: type[Value], text: str) -> Value:
    """Return the dataclass that `dump` wrote; what this version does not know of it is left out."""
    return read(kind, json.loads(text))


def read(kind: type[Value], data: dict[str, Any]) -> Value:
    """Return a dataclass from its plain form."""
    readers = _readers(typing.cast("Hashable", kind))
    values = {name: readers[name](item) for name, item in data.items() if name in readers}
    return kind(**values)


def pack(data: object) -> bytes:
    """Return plain values as compressed JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zstandard.ZstdCompressor(level=3).compress(text.encode("utf-8", "replace"))


def unpack(data: bytes) -> Any:
    """Return what `pack` took."""
    return json.loads(zstandard.ZstdDecompressor().decompress(data))


@cache
def _defaults(kind: Hashable) -> tuple[tuple[str, Any], ...]:
    """Return each field with its default; a field without one has a default nothing equals."""
    found = []
    for field in dataclasses.fields(typing.cast("Any", kind)):
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
