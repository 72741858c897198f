"""Rivers by month and by year, in the planet's time zone: a few looks at where one begins, however long the river is."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from planet.render.channels import newest_first
from planet.render.kept import once
from planet.render.outlines import outlines
from planet.render.site import Site

Month = tuple[int, int]


def months(site: Site) -> dict[Month, tuple[int, ...]]:
    """Return the planet's stories by year and month, newest first; pinned ones stand in their own month."""
    return once(site, "months", "", lambda: _months(site))


def _months(site: Site) -> dict[Month, tuple[int, ...]]:
    parts = _parts(site, newest_first(site, site.river), in_year=False)
    return {(first.year, first.month): part for first, part in parts}


def years(site: Site, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return stories that come newest first by year, in their order."""
    return {first.year: part for first, part in _parts(site, tuple(numbers), in_year=True)}


def _parts(site: Site, numbers: tuple[int, ...], *, in_year: bool) -> Iterator[tuple[datetime, tuple[int, ...]]]:
    """Yield the beginning of each year or month that has stories, with these."""
    zone, place = site.settings.planet.timezone, 0
    while place < len(numbers):
        local = outlines(site)[numbers[place]].date.astimezone(zone)
        begin = local.replace(
            month=1 if in_year else local.month, day=1, hour=0, minute=0, second=0, microsecond=0, fold=0
        )
        end = bisect_left(numbers, True, lo=place + 1, key=_older(site, _instant(begin)))
        yield begin, numbers[place:end]
        place = end


def _instant(local: datetime) -> datetime:
    """Return a local moment in UTC; where that would lie before the first year, the first moment there is."""
    try:
        return local.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _older(site: Site, moment: datetime) -> Callable[[int], bool]:
    held = outlines(site)
    return lambda number: held[number].date < moment
