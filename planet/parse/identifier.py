"""py3langid's identifier of languages in a fifth of its memory: most of its two tables repeats itself, and is kept once.

The library's own loading takes 110 MB and keeps 70 of them; its answers stay the same.
"""

import lzma
import shutil
import tempfile
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any
from zipfile import ZipFile

import numpy
from numpy.lib import format as tables
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

_LETTERS = 256
_BLOCK = 16
"""Transitions kept together: as many states share a block of so many that it is worth its place in the index."""
_NO_FEATURE = -1
"""What a state without a feature gives."""
_CHUNK = 1 << 17
"""Bytes of a table held at once."""
_FEATURES = 1 << 14
"""Features whose weights are known by heart."""


class Transitions:
    """The automaton's next states, in blocks of which equal ones are kept once."""

    def __init__(self, chunks: Iterator[NDArray[Any]], rows: NDArray[Any]) -> None:
        """Take the table in chunks of whole blocks, and the row that each state has in it."""
        places: dict[bytes, int] = {}
        index, blocks = array("I"), array("I")
        for chunk in chunks:
            data = chunk.astype(blocks.typecode).tobytes()
            size = _BLOCK * blocks.itemsize
            for start in range(0, len(data), size):
                block = data[start : start + size]
                place = places.setdefault(block, len(places))
                if place * _BLOCK == len(blocks):
                    blocks.frombytes(block)
                index.append(place * _BLOCK)
        self._index = numpy.frombuffer(index, index.typecode)
        self._blocks = numpy.frombuffer(blocks, blocks.typecode)
        self._rows = rows.astype(numpy.intp) * (_LETTERS // _BLOCK)

    def states(self, text: bytes) -> NDArray[Any]:
        """Return the state after each letter of a text.

        All letters take their step at once, first as if each were the first of the text, then from where the one before it
        has led, until nothing changes: that is where one step after the other leads, too. It takes as many rounds as the
        longest feature has letters.
        """
        letters = numpy.frombuffer(text, numpy.uint8).astype(numpy.intp)
        block, place = letters // _BLOCK, letters % _BLOCK
        before = numpy.zeros(len(text) + 1, numpy.intp)
        while True:
            after = self._blocks.take(self._index.take(self._rows.take(before[:-1]) + block) + place)
            if numpy.array_equal(after, before[1:]):
                return before[1:]
            before[1:] = after


class Weights:
    """How much each feature speaks for each language: four of five weigh as little as one that was never met."""

    def __init__(self, rows: Callable[[], Iterator[NDArray[Any]]]) -> None:
        """Take the table, a row a feature, in chunks of rows; it is read twice."""
        # Weights are below nought: as whole numbers, the least of them have the greatest bits, and are compared ten times faster.
        least: NDArray[Any] = reduce(numpy.maximum, (chunk.view(numpy.uint16).max(axis=0) for chunk in rows()))
        columns, values, counts = array("B"), array("H"), array("I", [0])
        for chunk in rows():
            weighty = chunk.view(numpy.uint16) != least
            columns.frombytes(weighty.nonzero()[1].astype(numpy.uint8).tobytes())
            values.frombytes(chunk[weighty].tobytes())
            counts.extend(weighty.sum(axis=1).tolist())
        self._columns = numpy.frombuffer(columns, numpy.uint8)
        self._least = least.view(numpy.float16)
        self._values = numpy.frombuffer(values, numpy.float16)
        self._ends = numpy.frombuffer(counts, numpy.uint32).cumsum(dtype=numpy.int32)
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._known: NDArray[Any] = numpy.zeros((_FEATURES, len(self._least)), numpy.float32)
        self._places = numpy.full(len(self._ends) - 1, -1, numpy.int16)
        self._free = 0

    def __getitem__(self, features: NDArray[Any]) -> NDArray[Any]:
        """Return the rows of some features, as the library asks for them."""
        with self._lock:
            unknown = features[self._places[features] < 0]
            if len(unknown) + self._free > _FEATURES:
                self._forget()
                unknown = features
            if len(unknown) > _FEATURES:
                return self._rows(unknown)
            if len(unknown):
                places = numpy.arange(self._free, self._free + len(unknown))
                self._known[places] = self._rows(unknown)
                self._places[unknown] = places
                self._free += len(unknown)
            found: NDArray[Any] = self._known[self._places[features]]
            return found

    def _rows(self, features: NDArray[Any]) -> NDArray[Any]:
        table: NDArray[Any] = numpy.tile(self._least, (len(features), 1))
        ends = self._ends[features + 1]
        lengths = ends - self._ends[features]
        # Within each row the places count on from its start.
        places = numpy.arange(lengths.sum()) + numpy.repeat(ends - lengths.cumsum(), lengths)
        table[numpy.repeat(numpy.arange(len(features)), lengths), self._columns[places]] = self._values[places]
        return table


class Identifier(LanguageIdentifier):  # type: ignore[misc]
    """The library's identifier, which walks its automaton over a whole text at once."""

    __slots__ = ()

    def _raw_score(self, text: bytes) -> NDArray[Any]:
        visits = Counter(self.tk_output.take(self.tk_nextmove.states(text)).tolist())
        visits.pop(_NO_FEATURE, None)
        scores: NDArray[Any] = self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(b"")
        return scores


def load() -> Identifier:
    """Load the library's model. Raises OSError when there is no room for it to be unpacked."""
    with tempfile.TemporaryFile() as unpacked:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, unpacked, length=_CHUNK)
        with ZipFile(unpacked) as model:
            return Identifier(
                Weights(lambda: _chunks(model, "ptc")),
                _whole(model, "pc"),
                _whole(model, "classes").tolist(),
                Transitions(_chunks(model, "nextmove"), _whole(model, "nextmove_row")),
                _whole(model, "out_feat"),
                norm_probs=True,
                tk_row=(),
            )


def _whole(model: ZipFile, name: str) -> NDArray[Any]:
    with model.open(f"{name}.npy") as table:
        return numpy.asarray(tables.read_array(table, allow_pickle=False))


def _chunks(model: ZipFile, name: str) -> Iterator[NDArray[Any]]:
    """Yield a table in chunks of rows; where it has none, of blocks."""
    with model.open(f"{name}.npy") as table:
        tables.read_magic(table)
        shape, _, kind = tables.read_array_header_1_0(table)
        width = shape[1] if len(shape) > 1 else _BLOCK
        size = width * kind.itemsize
        while data := table.read(_CHUNK // size * size):
            yield numpy.frombuffer(data, kind).reshape(-1, width)
