"""Where what moves at each run lies: beside the archive, never in the output. One run at a time."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from planet.config import Settings
from planet.errors import LockedError, PublishError


def state_folder(settings: Settings) -> Path:
    """Return the folder of the archive's file, or of the cache when the archive is a database server."""
    archive = settings.archive.archive
    if archive and "://" not in archive:
        return Path(archive).parent
    return settings.fetch.cache_directory.parent


def manifest_path(settings: Settings) -> Path:
    """Return the file that says what Nuage wrote into the output."""
    return state_folder(settings) / "pages.json"


def keep_health(settings: Settings, health: Mapping[str, Any]) -> None:
    """Write `health.json`, which monitoring reads: the last run's report and when it was.

    Raises:
        PublishError: when it cannot be written.
    """
    path = state_folder(settings) / "health.json"
    draft = path.with_suffix(".json.new")
    try:
        draft.write_text(json.dumps(health, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Hold this planet for one run; the kernel lets go of it however the run ends.

    Raises:
        LockedError: when another run holds it.
        PublishError: when the folder cannot be written.
    """
    folder = state_folder(settings)
    path = folder / "planet.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError("another run of this planet is at work; this one leaves it to it", path=path) from None
        yield
    finally:
        os.close(handle)
