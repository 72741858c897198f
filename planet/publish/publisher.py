"""The output folder: whole files only, written when their bytes differ, and removed when nobody plans them any more."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from planet.errors import PublishError
from planet.publish.ledger import Ledger, Line

TEMPORARY = ".ht-nuage-"
"""How the names of temporary files begin: Apache's own configuration, and most others, never serve `.ht*`."""

SYNCED = 500
"""Files of one run that are forced to the disk before they take their place.

Runs that change more are first builds and changes of theme: there a power cut costs one more run, and the operator would wait minutes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did to the output folder, in files."""

    written: int = 0
    kept: int = 0
    """Those that stood there already with the same bytes."""
    removed: int = 0
    paths: tuple[str, ...] = ()
    """Those written, in that order, relative to the folder."""


class Publisher:
    """Brings the output folder from one state to the next.

    At any instant each file is the old one or the new one. What was begun is recorded before it is done, so that a run
    that was killed leaves nothing that a later run does not know as Nuage's own. One run at a time: the caller holds the lock.
    """

    def __init__(self, output_dir: Path, manifest: Path) -> None:
        """Take up what the manifest remembers of this folder, and sweep what a killed run left.

        Raises: PublishError when the folder cannot be made or the manifest not be read.
        """
        self._given = output_dir
        with _explained(output_dir):
            output_dir.mkdir(parents=True, exist_ok=True)
            self._root = output_dir.resolve()
        self._prefix = f"{self._root}/"
        with _explained(manifest):
            self._ledger = Ledger(manifest, self._root)
        self._planned: set[str] = set()
        self._written: list[str] = []
        self._made: set[str] = set()
        self._folders: set[str] = set()
        self._standing: set[str] = set()
        self._sweep()

    def stands(self) -> Mapping[str, str | int]:
        """Return the note of the last finished run while every file of it stands as it was written; else nothing."""
        if self._ledger.begun or not all(self._stands(path, line) for path, line in self._ledger.items()):
            return {}
        return self._ledger.note

    def keep_all(self) -> Published:
        """Leave everything as the last run left it."""
        return Published(kept=len(self._ledger.paths()))

    def is_current(self, path: str, fingerprint: str) -> bool:
        """Tell whether the file stands there as it was written, made of the same things; if so it is kept."""
        line = self._ledger.line(path)
        if line is None or not fingerprint or line.fingerprint != fingerprint or not self._stands(path, line):
            return False
        self._planned.add(path)
        return True

    def keep_under(self, folder: str, fingerprint: str) -> bool:
        """Keep all files of a folder made of the same things, if there are any and each still stands as it was written."""
        ours = [(path, line) for path, line in self._ledger.under(folder) if line.fingerprint == fingerprint]
        if not ours or not all(self._stands(path, line) for path, line in ours):
            return False
        self._planned.update(path for path, _ in ours)
        return True

    def write(self, path: str, data: bytes, fingerprint: str) -> None:
        """Put `data` at `path`, relative with `/`; a file that holds these bytes already keeps its date.

        Raises: PublishError when it cannot be written, when the path leaves the folder, or when it was written before in this run.
        """
        if path in self._made:
            raise PublishError("two pages claim the same address: %(address)s", address=path)
        target = self._target(path)
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        with _explained(target):
            if not self._same(path, target, data, digest):
                self._ledger.intend(path)
                self._standing.discard(path)
                self._make_folders(target.parent)
                self._replace(target, data)
                self._written.append(path)
            found = target.lstat()
        self._made.add(path)
        self._planned.add(path)
        self._ledger.put(path, Line(fingerprint, digest, found.st_size, found.st_mtime_ns))

    def finish(self, note: Mapping[str, str | int] | None = None) -> Published:
        """Remove what Nuage once wrote and nobody planned in this run, and the folders that this empties; remember the rest.

        `note` is what `stands` shall return as long as everything does.

        Raises: PublishError when something cannot be removed or remembered.
        """
        removed = [path for path in sorted(self._ledger.paths() - self._planned) if self._remove(path)]
        self._ledger.note = dict(note or {})
        with _explained(self._ledger.path):
            self._ledger.save()
        written = len(self._written)
        kept = len(self._planned) - written
        return Published(written=written, kept=kept, removed=len(removed), paths=tuple(self._written))

    def _target(self, path: str) -> Path:
        """Return where a path lies, once it is sure to lie in the output folder."""
        parts = path.split("/")
        if any(part in ("", ".", "..") or part.startswith(TEMPORARY) or "\0" in part or "\\" in part for part in parts):
            raise PublishError("not a path within the output folder: %(name)s", name=repr(path), path=self._given)
        return self._root.joinpath(*parts)

    def _make_folders(self, folder: Path) -> None:
        """Make the folder of a page; refuse one that a symbolic link takes elsewhere."""
        key = str(folder)
        if key in self._folders:
            return
        for place in reversed([folder, *folder.parents]):
            if place.is_relative_to(self._root) and place != self._root:
                self._make_folder(place)
        self._folders.add(key)

    def _make_folder(self, place: Path) -> None:
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            place.mkdir()
            return
        if stat.S_ISLNK(mode):
            raise PublishError("a symbolic link stands where Nuage would make a folder; remove it", path=place)
        if not stat.S_ISDIR(mode):
            name = place.relative_to(self._root).as_posix()
            if self._ledger.line(name) is None or name in self._planned:
                raise PublishError("a file stands where Nuage would make a folder; move it away", path=place)
            place.unlink()
            place.mkdir()

    def _same(self, path: str, target: Path, data: bytes, digest: str) -> bool:
        """Tell whether the file holds these bytes; read it only when it is not known to stand as written."""
        line = self._ledger.line(path)
        if line is not None and line.digest == digest and self._stands(path, line):
            return True
        return _holds(target, len(data), digest) and not _through_link(target.parent, self._root)

    def _stands(self, path: str, line: Line) -> bool:
        """Tell whether the file has the size and date that were remembered: seen once in a run, for there may be a hundred thousand."""
        if path in self._standing:
            return True
        try:
            found = os.lstat(self._prefix + path)
        except (OSError, ValueError):
            return False
        if found.st_mtime_ns != line.mtime_ns or found.st_size != line.size or not stat.S_ISREG(found.st_mode):
            return False
        self._standing.add(path)
        return True

    def _replace(self, target: Path, data: bytes) -> None:
        """Write beside the target, then take its place."""
        temporary = target.parent / f"{TEMPORARY}{os.getpid()}.tmp"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                if len(self._written) < SYNCED:
                    os.fdatasync(out.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def _remove(self, path: str) -> bool:
        """Remove a file that is Nuage's, then its folders while they are empty; forget it in any case."""
        target = self._target(path)
        line = self._ledger.line(path)
        removed = False
        if line is not None and not _through_link(target.parent, self._root):
            with _explained(target):
                if self._is_ours(path, target, line):
                    target.unlink()
                    removed = True
                if not target.exists():  # a killed run may have removed the file and not yet its folder
                    self._drop_empty(target.parent)
        self._ledger.drop(path)
        self._standing.discard(path)
        return removed

    def _is_ours(self, path: str, target: Path, line: Line) -> bool:
        """Tell whether the file is one Nuage wrote, not one that somebody put in its place."""
        if not target.is_file() or target.is_symlink():
            return False
        return not line.digest or self._stands(path, line) or _holds(target, line.size, line.digest)

    def _drop_empty(self, folder: Path) -> None:
        while folder != self._root:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass  # the run was killed between this one and the one above
            except OSError:
                return
            self._folders.discard(str(folder))
            folder = folder.parent

    def _sweep(self) -> None:
        """Remove temporary files of a killed run; they can only lie in the folders it had begun to write to."""
        for folder in {self._target(path).parent for path in self._ledger.begun}:
            if _through_link(folder, self._root):
                continue
            for left in folder.glob(f"{TEMPORARY}*"):
                with _explained(left):
                    left.unlink(missing_ok=True)
            with _explained(folder):
                self._drop_empty(folder)


def _holds(target: Path, size: int, digest: str) -> bool:
    """Tell whether a regular file holds the bytes with this size and digest."""
    try:
        found = target.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != size:
            return False
        return hashlib.blake2b(target.read_bytes(), digest_size=16).hexdigest() == digest
    except OSError:
        return False


def _through_link(folder: Path, root: Path) -> bool:
    """Tell whether a folder below `root` is reached by way of a symbolic link."""
    return any(
        place.is_symlink() for place in [folder, *folder.parents] if place != root and place.is_relative_to(root)
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Translate what the system says into one line that names the file and the cause."""
    try:
        yield
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else path
        raise PublishError("cannot be written: %(reason)s", reason=error, path=place) from error
