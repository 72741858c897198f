"""The catalogues of the program and of its themes, held complete."""

import pytest

from tests.messages import COMPLETE, READ, faults, unspoken


@pytest.mark.parametrize("code", [*COMPLETE, *READ])
def test_every_message_is_translated(code: str) -> None:
    """A complete language has no English islands, and no sentence whose placeholders went missing on the way."""
    assert list(faults(code)) == []


def test_commands_say_nothing_past_the_catalogues() -> None:
    """A sentence printed as it stands in the code is English in every terminal."""
    assert list(unspoken()) == []
