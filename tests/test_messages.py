"""The catalogues of the program and of its themes, held complete."""

import pytest

from tests.messages import COMPLETE, READ, faults


@pytest.mark.parametrize("code", [*COMPLETE, *READ])
def test_every_message_is_translated(code: str) -> None:
    """A complete language has no English islands, and no sentence whose placeholders went missing on the way."""
    assert list(faults(code)) == []
