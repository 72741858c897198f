"""Which entries their author took away: gone from between others that are still there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planet.model import Feed, Note, Seat, State

FREELY = 2
"""So many posts may always be withdrawn at once."""
SHARE = 0.2
"""Beyond that, this part of what the feed held before; more at once is a broken feed, not an author's wish."""
_BROKEN = frozenset({"truncated", "not-well-formed"})
"""A document that may have lost entries on its way says nothing about what is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What is gone, and what the operator should know of it."""

    numbers: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


def withdrawn(
    seats: Sequence[Seat],
    positions: Mapping[int, int],
    *,
    unchanged: Collection[int],
    new: Mapping[int, datetime],
    feed: Feed,
    stated: Sequence[datetime],
    blog: str,
) -> Withdrawn:
    """Return the entries of the last harvest that are gone from within the window this one covers.

    `seats` are the last harvest in its order, `positions` the numbers of this one, `unchanged` those given to the letter
    as before, `stated` the latest date of each entry of this harvest. An entry that fell off the end is not withdrawn: it
    must have stood before an unchanged one that is still there, and be no older than the oldest that is. `new` are numbers
    no harvest ever held before this one, with their dates.
    """
    gone = [seat for seat in seats if seat.number not in positions and seat.state in (State.SHOWN, State.HELD)]
    if not gone or _BROKEN & set(feed.warnings):
        return Withdrawn()
    if not positions:
        return Withdrawn(notes=(Note(code="emptied", blog=blog, count=len(gone)),))
    last = max((seat.position for seat in seats if seat.number in unchanged), default=-1)
    oldest = min(stated, default=None)
    inside = [seat for seat in gone if seat.position < last and not _is_older(seat, oldest)]
    if not inside:
        return Withdrawn()
    if len(inside) > max(FREELY, int(SHARE * len(seats))):
        return Withdrawn(notes=(Note(code="shrunk", blog=blog, count=len(inside)),))
    if _selects(seats, positions, unchanged=unchanged, new=new, gone=len(inside)):
        return Withdrawn(notes=(Note(code="selects", blog=blog, count=len(inside)),))
    numbers = tuple(sorted(seat.number for seat in inside))
    return Withdrawn(numbers=numbers, notes=(Note(code="withdrawn", blog=blog, count=len(numbers)),))


def _selects(
    seats: Sequence[Seat],
    positions: Mapping[int, int],
    *,
    unchanged: Collection[int],
    new: Mapping[int, datetime],
    gone: int,
) -> bool:
    """Return whether the feed gives now these posts, now those: then it says nothing by leaving one out.

    Told by what came among the posts that stayed: one that was there before and had been left out since, as many old ones
    never met as are gone, or several new ones. New posts on top and older ones that fill up the end are what every feed has.
    """
    held = {seat.number for seat in seats}
    places = [positions[number] for number in unchanged if number in positions]
    among = [number for number, place in positions.items() if number not in held and min(places) < place < max(places)]
    back = [number for number in among if number not in new]
    newest = max((seat.published for seat in seats if seat.published), default=None)
    old = [number for number in among if number in new and newest and new[number] < newest]
    return bool(back) or len(old) >= gone or len(among) >= max(2, gone)


def _is_older(seat: Seat, oldest: datetime | None) -> bool:
    """Return whether an entry's dates lie before all that the feed still holds."""
    dates = [moment for moment in (seat.published, seat.updated) if moment is not None]
    return bool(dates) and oldest is not None and max(dates) < oldest
