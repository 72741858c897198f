"""Pages that are made but not yet published: a fault in the last of them leaves the site as it stands."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planet.errors import PublishError

IN_MEMORY = 16_000_000
"""Bytes of drafts held in memory; beyond, they lie in a nameless file that the system removes with the process."""


class Draft(NamedTuple):
    """One page: where it goes, what it is made of, and how many bytes it has in the spool."""

    path: str
    fingerprint: str
    size: int


class Drafts:
    """Holds the pages of one run until the last of them is made."""

    def __init__(self, folder: Path) -> None:
        """Spool into `folder` when memory does not suffice.

        Raises: PublishError when the folder cannot be made.
        """
        self._folder = folder
        self._held: list[Draft] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closed on leaving
        except OSError as error:
            raise PublishError("cannot be written: %(reason)s", reason=error, path=folder) from error

    def put(self, path: str, data: bytes, fingerprint: str) -> None:
        """Add a page.

        Raises: PublishError when there is no room for it.
        """
        try:
            self._spool.write(data)
        except OSError as error:
            raise PublishError("cannot be written: %(reason)s", reason=error, path=self._folder) from error
        self._held.append(Draft(path, fingerprint, len(data)))

    def take(self) -> Iterator[tuple[str, bytes, str]]:
        """Yield path, bytes and fingerprint of each page in the order they were put.

        Raises: PublishError when they cannot be read back.
        """
        self._spool.seek(0)
        for draft in self._held:
            try:
                data = self._spool.read(draft.size)
            except OSError as error:
                raise PublishError("cannot be read: %(reason)s", reason=error, path=self._folder) from error
            yield draft.path, data, draft.fingerprint

    def __enter__(self) -> "Drafts":
        return self

    def __exit__(self, *_exception: object) -> None:
        self._spool.close()
