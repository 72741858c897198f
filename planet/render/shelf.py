"""Stories opened when a page shows them: a planet of a hundred thousand has none of the others in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from planet.model import Outline, Story
from planet.render.site import Site

KEPT = 20_000
"""Stories held open; beyond, all are let go and opened again as they are asked for."""


class Shelf(Mapping[int, Story]):
    """The stories of these outlines, each opened the first time it is asked for."""

    def __init__(self, outlines: Mapping[int, Outline], open_: Callable[[Sequence[int]], Mapping[int, Story]]) -> None:
        """`open_` takes numbers and returns their stories."""
        self._outlines = outlines
        self._open = open_
        self._held: dict[int, Story] = {}

    def __getitem__(self, number: int) -> Story:
        """Return a story."""
        if number not in self._held:
            if number not in self._outlines:
                raise KeyError(number)
            self.ahead([number])
        return self._held[number]

    def __contains__(self, number: object) -> bool:
        """Tell whether the planet shows a story; opens none."""
        return number in self._outlines

    def __iter__(self) -> Iterator[int]:
        """Yield all numbers."""
        return iter(self._outlines)

    def __len__(self) -> int:
        """Return how many stories the planet shows."""
        return len(self._outlines)

    def ahead(self, numbers: Sequence[int]) -> None:
        """Open these stories at once."""
        missing = [number for number in numbers if number not in self._held]
        if not missing:
            return
        if len(self._held) > KEPT:
            self._held.clear()
            missing = list(numbers)
        self._held.update(self._open(missing))


def open_all(site: Site, numbers: Sequence[int]) -> None:
    """Open these stories at once, where the site opens them one by one."""
    if isinstance(site.stories, Shelf):
        site.stories.ahead([number for number in numbers if number in site.stories])
