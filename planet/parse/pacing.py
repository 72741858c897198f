"""How often a feed wants to be asked."""

import re

from planet.model import Pacing
from planet.parse.found import FoundFeed

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def pacing(found: FoundFeed) -> Pacing:
    """Return RSS ttl, skipHours, skipDays and the Syndication module, each only where it makes sense."""
    hours = {int(hour) % 24 for hour in found.skip_hours if re.fullmatch(r"\s*\d{1,2}\s*", hour) and int(hour) <= 24}
    days = {_DAYS.index(day) for text in found.skip_days if (day := text.strip().lower()) in _DAYS}
    return Pacing(
        ttl=_number(found.ttl) or None,
        # All hours or days skipped would mean never: that is a mistake, not a wish.
        skip_hours=frozenset(hours) if len(hours) < 24 else frozenset(),
        skip_days=frozenset(days) if len(days) < 7 else frozenset(),
        update_every=_update_every(found),
    )


def _update_every(found: FoundFeed) -> int | None:
    seconds = _PERIODS.get(found.update_period.strip().lower())
    if seconds is None and not found.update_frequency.strip():
        return None
    frequency = _number(found.update_frequency) or 1
    return max(60, (seconds or _PERIODS["daily"]) // frequency)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
