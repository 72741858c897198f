"""What Nuage wrote to an output folder: a manifest of finished runs, and a journal of what an unfinished one began."""

import json
import os
from bisect import bisect_left
from collections.abc import ItemsView, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

VERSION = 2

COLUMNS = (str, str, str, int, int)
"""What the columns of a manifest hold: paths, then the fields of a line."""


class Line(NamedTuple):
    """One file as it was written; an empty digest means that writing was begun, by a run that did not finish."""

    fingerprint: str
    digest: str
    size: int
    mtime_ns: int


class Ledger:
    """The manifest and its journal, two files side by side.

    The journal gets a line before each file is written, so that at any instant every file of Nuage's is in one of the two. It is
    removed once the manifest of a finished run, which replaces the former atomically, holds everything.
    """

    def __init__(self, path: Path, root: Path) -> None:
        """Read both; of another output folder, or of a form that is not known, nothing is taken.

        Raises: OSError.
        """
        self.path = path
        self._root = str(root)
        self._journal = path.with_name(path.name + ".journal")
        self._handle: int | None = None
        self.note: dict[str, str | int] = {}
        """What the last finished run said of itself."""
        self._lines = self._read()
        self._saved = dict(self._lines), self.note
        self.begun = self._read_journal()
        """Paths that an unfinished run had begun to write."""
        for name in self.begun:
            self._lines[name] = Line("", "", 0, 0)

    def line(self, name: str) -> Line | None:
        """Return what is remembered of a file."""
        return self._lines.get(name)

    def items(self) -> ItemsView[str, Line]:
        """Return all files with what is remembered of them."""
        return self._lines.items()

    def under(self, folder: str) -> list[tuple[str, Line]]:
        """Return the files of a folder, those written since the manifest was read left out, with what is remembered of them."""
        names, prefix = self._names, folder.rstrip("/") + "/"
        found = names[bisect_left(names, prefix) : bisect_left(names, prefix[:-1] + "0")]  # the letter after the slash
        return [(name, self._lines[name]) for name in found if name in self._lines]

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self._saved[0])

    def paths(self) -> set[str]:
        """Return all files that are Nuage's."""
        return set(self._lines)

    def put(self, name: str, line: Line) -> None:
        """Remember a file as it stands now."""
        self._lines[name] = line

    def drop(self, name: str) -> None:
        """Forget a file."""
        self._lines.pop(name, None)

    def intend(self, name: str) -> None:
        """Record that a file is about to be written; a killed process has recorded it once this returns.

        Raises: OSError.
        """
        if self._handle is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self._journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            # A line may have been cut short by a kill: begin on a new one.
            _write_all(self._handle, b"\n" + json.dumps({"folder": self._root}).encode() + b"\n")
        _write_all(self._handle, json.dumps(name).encode() + b"\n")

    def save(self) -> None:
        """Replace the manifest, when it changed, and clear the journal.

        Raises: OSError.
        """
        if (self._lines, self.note) != self._saved or not self.path.exists():
            self._replace()
            self._saved = dict(self._lines), self.note
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        self._journal.unlink(missing_ok=True)
        self.begun = ()

    def _replace(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(self.path.name + ".new")
        names = sorted(self._lines)
        columns = [names, *zip(*map(self._lines.__getitem__, names), strict=True)] if names else []
        held = {"version": VERSION, "folder": self._root, "note": self.note, "files": columns}
        with temporary.open("wb") as out:
            out.write(json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(self.path)

    def _read(self) -> dict[str, Line]:
        try:
            held = json.loads(self.path.read_bytes())
            if held["version"] != VERSION or held["folder"] != self._root:
                return {}
            lines = _lines(held["files"])
            self.note = dict(held.get("note", {}))
            return lines
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            # Damaged or foreign: files that stand there are compared by their bytes; only old pages may stay behind.
            return {}

    def _read_journal(self) -> tuple[str, ...]:
        try:
            text = self._journal.read_bytes()
        except FileNotFoundError:
            return ()
        names: dict[str, None] = {}
        here = False
        for line in text.split(b"\n"):
            try:
                word = json.loads(line)
            except ValueError:
                continue  # the line at which the run was killed: nothing had been written for it yet
            if isinstance(word, dict):
                here = word.get("folder") == self._root
            elif isinstance(word, str) and here and ".." not in word.split("/"):
                names[word] = None
        return tuple(names)


def _lines(columns: Sequence[Sequence[Any]]) -> dict[str, Line]:
    """Return the lines of a manifest by path. They are kept in columns, which are read ten times as fast as so many small lists.

    Refuses what is not of the right form: it would make every comparison fail in silence.
    """
    if not columns:
        return {}
    if any(set(map(type, column)) - {kind} for column, kind in zip(columns, COLUMNS, strict=True)):
        raise TypeError
    names, *rest = columns
    return dict(zip(names, map(Line._make, zip(*rest, strict=True)), strict=True))


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
