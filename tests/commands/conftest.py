"""A planet of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server
from tests.whole import Planet


@pytest.fixture
def planet(tmp_path: Path) -> Iterator[Planet]:
    """Return an empty planet whose blogs are on a server of its own."""
    with Server() as server:
        yield Planet(tmp_path, server)
