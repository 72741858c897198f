"""A body as it comes in: a small one in memory, a large one in a nameless file until there is room to read it."""

import hashlib
import io
import shutil
import tempfile
from pathlib import Path
from typing import IO

from planet.errors import PublishError

IN_MEMORY = 1_000_000
"""Bytes held in memory while sixteen servers are listened to; beyond, they lie on disk."""
START = 64 * 1024
"""Bytes of the beginning that can be looked at."""


class Body:
    """What came of one body so far; belongs to one thread."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._file: IO[bytes] = io.BytesIO()
        self._digest = hashlib.blake2b(digest_size=16)
        self.size = 0
        self.start = b""
        """Its first bytes."""

    def add(self, piece: bytes) -> None:
        """Take a piece.

        Raises: PublishError when there is no room on disk.
        """
        if len(self.start) < START:
            self.start = (self.start + piece)[:START]
        self._digest.update(piece)
        try:
            if self.size <= IN_MEMORY < self.size + len(piece):
                self._lay_down()
            self._file.write(piece)
        except OSError as error:
            folder = Path(tempfile.gettempdir())
            raise PublishError("a feed cannot be laid down: %(reason)s", reason=error, path=folder) from error
        self.size += len(piece)

    @property
    def digest(self) -> str:
        """What two equal bodies are known by."""
        return self._digest.hexdigest()

    def take(self) -> bytes:
        """Return the whole body; it is held here no longer."""
        self._file.seek(0)
        with self._file:
            return self._file.read()

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    def _lay_down(self) -> None:
        """Move what is held to a file, which the system removes with the last that uses it."""
        file, held = tempfile.TemporaryFile(), self._file  # noqa: SIM115 - closed by `take` or `close`
        try:
            held.seek(0)
            shutil.copyfileobj(held, file)
        except BaseException:
            file.close()
            raise
        held.close()
        self._file = file
