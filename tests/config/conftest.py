"""Configurations written for one test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planet.config import Loaded, load

Written = Callable[[str | bytes], Loaded]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what writes an INI and loads it."""

    def load_text(text: str | bytes) -> Loaded:
        path = tmp_path / "planet.ini"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path)

    return load_text
