"""What stands packed in the table of contents."""

from typing import NamedTuple

from planet.model import Entry


class Content(NamedTuple):
    """The parts of a record that are too long for its row."""

    entry: Entry
    keys: tuple[str, ...]
    titles: tuple[str, ...]
    """Former ones, oldest first."""
