"""The coordinator's walk in the tutorials: what it shows is what the program prints."""

import pytest

from tests.walk import stale


def test_the_walk_shows_what_the_program_prints() -> None:
    """A tutorial whose outputs rot teaches mistrust; `python -m tests.walk --write` brings it up to date."""
    pytest.importorskip("simplemma", reason="suggestions in the walk rest on its dictionaries")
    assert stale() == []
