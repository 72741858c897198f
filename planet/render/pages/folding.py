"""Rivers to pages: so many posts each, and what one busy blog has beyond its share folded, so that it may not fill a page."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from planet.render.outlines import outlines
from planet.render.site import Site

FOLDS = 3
"""So many folded stories, of which a title is shown, take the room of one that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stories of one page, newest first."""

    stories: tuple[int, ...]
    """Those shown in full."""
    folded: frozenset[int] = field(default_factory=frozenset)
    """Those of which a page shows the title alone."""
    order: tuple[int, ...] = ()
    """Both, in the river's order."""


def parts(
    site: Site, river: Sequence[int], *, per_page: int, most: int, cap: int
) -> tuple[list[Part], tuple[int, ...]]:
    """Return the pages of a river, at least one, and the stories that are on none of them.

    A folded story counts towards `per_page` by the room it takes: the other blogs' posts move up. `cap` 0 folds nothing.
    """
    found: list[Part] = []
    start = 0
    while start < len(river) and len(found) < most:
        part, start = _part(site, river, start, per_page=per_page, cap=cap)
        found.append(part)
    return found or [Part(stories=())], tuple(river[start:])


def _part(site: Site, river: Sequence[int], start: int, *, per_page: int, cap: int) -> tuple[Part, int]:
    shown: list[int] = []
    folded: set[int] = set()
    counts: Counter[str] = Counter()
    place = start
    while place < len(river) and len(shown) * FOLDS + len(folded) < per_page * FOLDS:
        number = river[place]
        story = outlines(site)[number]
        blog = story.blogs[0] if story.blogs else ""
        if cap and counts[blog] >= cap and not story.pinned_until:
            folded.add(number)
        else:
            counts[blog] += 1
            shown.append(number)
        place += 1
    return Part(stories=tuple(shown), folded=frozenset(folded), order=tuple(river[start:place])), place


def share(site: Site, river: Sequence[int], *, per_page: int, cap: int) -> int:
    """Return how much of a page one blog may fill where fewer blogs than usual write: never less than an equal share."""
    if not cap:
        return 0
    held = outlines(site)
    blogs = {held[number].blogs[0] for number in river[: per_page * FOLDS] if held[number].blogs}
    return 0 if len(blogs) < 2 else max(cap, -(-per_page // len(blogs)))


def by_blog(site: Site, numbers: Sequence[int]) -> dict[str, list[int]]:
    """Return folded stories by the blog they are folded under."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        found[outlines(site)[number].blogs[0]].append(number)
    return found
