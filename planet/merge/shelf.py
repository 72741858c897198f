"""What merging may ask of the archive: look-ups by number, by key or by blog, none of which grows with the archive."""

from collections.abc import Collection, Mapping
from typing import Protocol

from planet.model import Record, Seat, Standing, Verdict


class Shelf(Protocol):
    """The archive as merging sees it. Nothing here writes."""

    def allocate(self, count: int) -> int:
        """Return the first of `count` numbers no record ever bore."""

    def standing(self, blog: str) -> Standing:
        """Return what is known of a blog; the defaults for one never met."""

    def window(self, blog: str) -> tuple[Seat, ...]:
        """Return the entries of the blog's last harvest in its order."""

    def holders(self, limits: Mapping[str, int], *, blog: str = "") -> Mapping[str, tuple[int, ...]]:
        """Return which records hold each key; a key held by more than its limit is left out.

        With `blog`, only records of that blog count and are returned.
        """

    def records(self, numbers: Collection[int]) -> Mapping[int, Record]:
        """Return records by number; those that do not exist are left out."""

    def members(self, stories: Collection[int]) -> tuple[Record, ...]:
        """Return all records of these stories, by number."""

    def verdicts(self, numbers: Collection[int]) -> tuple[Verdict, ...]:
        """Return the stored verdicts in which one of these records stands."""

    def aggregators(self) -> frozenset[str]:
        """Return the blogs that republish others: said in the INI, or else found out."""

    def homes(self) -> Mapping[str, str]:
        """Return each blog's home page by its address, in the order of the INI."""
