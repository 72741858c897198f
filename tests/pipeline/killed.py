"""A run that is killed at a chosen act: `python -m tests.pipeline.killed WHERE INI`, for tests of what is left."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from planet import pipeline
from planet.archive import Archive
from planet.config import load
from planet.fetch import Cache
from planet.publish import Publisher

PLACES: dict[str, tuple[type, str]] = {
    "before the archive": (Archive, "apply"),
    "between archive and cache": (Cache, "keep"),
    "before the site": (Archive, "release"),
    "before the first page": (Publisher, "write"),
    "before the manifest": (Publisher, "finish"),
    "before the report": (Archive, "record_run"),
}
"""The acts before which a run may be killed."""


def die(*_arguments: Any, **_more: Any) -> NoReturn:
    """End the process at once, as SIGKILL does: nothing is flushed, closed or cleaned up."""
    os._exit(9)


def main(where: str, ini: str) -> None:
    """Run the planet, and die at the place."""
    owner, name = PLACES[where]
    deadly: Callable[..., NoReturn] = die
    setattr(owner, name, deadly)
    settings = load(Path(ini)).settings
    assert settings is not None
    pipeline.run(settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
