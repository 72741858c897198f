"""What the tests of commands share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.planets import Planet
from tests.server import Server


@pytest.fixture
def planet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Planet]:
    """A planet without blogs, and its server."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Server() as server:
        yield Planet(folder=tmp_path, server=server)
