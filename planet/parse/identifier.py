"""py3langid's identifier of languages in a fifth of its memory: most of its two tables repeats itself, and is kept once.

The library's own loading takes 110 MB and keeps 70 of them; its answers stay the same.
"""

import lzma
import os
import shutil
import tempfile
import threading
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy
from numpy.lib import format as tables
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

Tables = Mapping[str, NDArray[Any]]
_NAMES = ("pc", "classes", "out_feat", "start", "rows", "index", "blocks", "least", "columns", "values", "ends")
_KEPT = "languages-"
_LAYOUT = 2
"""To be counted up when tables change their meaning."""

_LETTERS = 256
_BLOCK = 16
"""Transitions kept together: as many states share a block of so many that it is worth its place in the index."""
_BLOCKS = _LETTERS // _BLOCK
"""Blocks of one row."""
_NO_FEATURE = -1
"""What a state without a feature gives."""
_CHUNK = 1 << 17
"""Bytes of a table held at once."""
_FEATURES = 1 << 14
"""Features whose weights are known by heart."""


class Transitions:
    """The automaton's next states, in blocks of which equal ones are kept once."""

    def __init__(self, tables: Tables) -> None:
        """Take the blocks, the row that each state in them has in the automaton's table, and which block each place of that has, and the row it starts from."""
        self._index, self._blocks, self._rows = tables["index"], tables["blocks"], tables["rows"]
        self._start = tables["start"][0]

    def states(self, text: bytes) -> NDArray[Any]:
        """Return the state after each letter of a text.

        All letters take their step at once, first as if each were the first of the text, then from where the one before it
        has led, until nothing changes: that is where one step after the other leads, too. It takes as many rounds as the
        longest feature has letters. Where a step leads to is first known by the row that the state reached has in the table.
        """
        letters = numpy.frombuffer(text, numpy.uint8).astype(numpy.intp)
        block, place = letters // _BLOCK, letters % _BLOCK
        rows = numpy.full(len(text) + 1, self._start, numpy.intp)
        before = rows[1:]
        while True:
            steps = self._index.take(rows[:-1] * _BLOCKS + block) + place
            after = self._rows.take(steps)
            if (after == before).all():
                return self._blocks.take(steps)
            rows[1:] = after


class Weights:
    """How much each feature speaks for each language: four of five weigh as little as one that was never met."""

    def __init__(self, tables: Tables) -> None:
        """Take the least weight of each language, and the weights above it in the order of features: languages, weights, where each feature's end."""
        self._least, self._columns, self._values = tables["least"], tables["columns"], tables["values"]
        self._ends = tables["ends"]
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._known: NDArray[Any] = numpy.zeros((_FEATURES, len(self._least)), numpy.float32)
        self._places = numpy.full(len(self._ends) - 1, -1, numpy.int16)
        self._free = 0

    def __getitem__(self, features: NDArray[Any]) -> NDArray[Any]:
        """Return the rows of some features, as the library asks for them."""
        with self._lock:
            unknown = features[self._places.take(features) < 0]
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
            found: NDArray[Any] = self._known.take(self._places.take(features), axis=0)
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


def load(folder: Path | None = None) -> Identifier:
    """Load the library's model: from what is kept in a folder, else from the library, to be kept there.

    Raises: OSError when there is no room for it to be unpacked.
    """
    tables = _kept(folder) if folder else None
    if tables is None:
        tables = _unpacked()
        if folder and _keep(folder, tables):
            tables = _kept(folder) or tables
    return Identifier(
        Weights(tables),
        tables["pc"],
        tables["classes"].tolist(),
        Transitions(tables),
        tables["out_feat"],
        norm_probs=True,
        tk_row=(),
    )


def _place(folder: Path) -> Path:
    """Return where the tables of the library's present model are kept."""
    model = (MODEL_DIR / MODEL_FILE).stat()
    return folder / f"{_KEPT}{model.st_size}-{model.st_mtime_ns}-{_LAYOUT}"


def _kept(folder: Path) -> Tables | None:
    """Return the tables kept in a folder, as the system holds them for every process that reads them; None when there are none."""
    place = _place(folder)
    try:
        return {name: numpy.asarray(numpy.load(place / f"{name}.npy", mmap_mode="r")) for name in _NAMES}
    except (OSError, ValueError, EOFError):
        return None


def _keep(folder: Path, tables: Tables) -> bool:
    """Keep tables in a folder, in place of those of other models; where that cannot be done they are made again next time."""
    place = _place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_KEPT, dir=folder, ignore_cleanup_errors=True) as name:
            for table in _NAMES:
                with (Path(name) / f"{table}.npy").open("wb") as file:
                    numpy.save(file, tables[table], allow_pickle=False)
                    file.flush()
                    os.fsync(file.fileno())
            for former in {*folder.glob(f"{_KEPT}*")} - {Path(name)}:
                shutil.rmtree(former, ignore_errors=True)
            Path(name).rename(place)
    except OSError:
        return False
    return True


def _unpacked() -> Tables:
    """Return the tables, made from the library's."""
    with tempfile.TemporaryFile() as unpacked:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, unpacked, length=_CHUNK)
        with ZipFile(unpacked) as model:
            whole = {name: _whole(model, name) for name in ("pc", "classes", "out_feat")}
            return {**whole, **_transitions(model), **_weights(model)}


def _transitions(model: ZipFile) -> Tables:
    """Return the blocks of the automaton's table, equal ones once, the rows of the states in them, and which block stands where."""
    places: defaultdict[bytes, int] = defaultdict()
    places.default_factory = places.__len__
    index, kind = array("I"), numpy.dtype(numpy.uint32)
    for chunk in _chunks(model, "nextmove"):
        blocks = chunk.astype(kind).view(f"V{_BLOCK * kind.itemsize}").ravel()
        index.extend(map(places.__getitem__, blocks.tolist()))
    blocks = numpy.frombuffer(b"".join(places), kind)
    rows = _whole(model, "nextmove_row")
    return {
        "index": numpy.frombuffer(index, index.typecode) * numpy.uint32(_BLOCK),
        "blocks": blocks,
        "rows": rows.take(blocks),
        "start": rows[:1],
    }


def _weights(model: ZipFile) -> Tables:
    """Return each language's least weight, and what lies above it, row by row."""
    # Weights are below nought: as whole numbers, the least of them have the greatest bits, and are compared ten times faster.
    greatest = (chunk.view(numpy.uint16).max(axis=0) for chunk in _chunks(model, "ptc"))
    least: NDArray[Any] = reduce(numpy.maximum, greatest)
    columns, values, counts = array("B"), array("H"), array("I", [0])
    for chunk in _chunks(model, "ptc"):
        weighty = chunk.view(numpy.uint16) != least
        columns.frombytes(weighty.nonzero()[1].astype(numpy.uint8).tobytes())
        values.frombytes(chunk[weighty].tobytes())
        counts.extend(weighty.sum(axis=1).tolist())
    return {
        "least": least.view(numpy.float16),
        "columns": numpy.frombuffer(columns, numpy.uint8),
        "values": numpy.frombuffer(values, numpy.float16),
        "ends": numpy.frombuffer(counts, numpy.uint32).cumsum(dtype=numpy.int32),
    }


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
