"""What a run tells whoever watches it: a progress bar, a line, or nobody."""

from typing import Protocol


class Watch(Protocol):
    """Told how far a run is; `total` may be 0."""

    def asking(self, total: int) -> None:
        """So many blogs will be asked."""

    def asked(self, name: str) -> None:
        """One more blog has answered or failed."""

    def rendering(self, total: int) -> None:
        """So many pages are planned."""

    def rendered(self) -> None:
        """One more page is up to date."""


class Unwatched:
    """Nobody looks."""

    def asking(self, total: int) -> None:
        """Say nothing."""

    def asked(self, name: str) -> None:
        """Say nothing."""

    def rendering(self, total: int) -> None:
        """Say nothing."""

    def rendered(self) -> None:
        """Say nothing."""
