"""What response headers say, of time above all: how long an answer is fresh, and when to come back (RFC 9110, RFC 9111)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from requests.models import Response

FRESH_LIMIT = timedelta(days=1)
"""An answer is never trusted longer: a wrong Expires must not silence a blog."""
RETRY_LIMIT = timedelta(days=7)
"""A Retry-After is never obeyed longer: some name absurd figures."""

_MAX_AGE = re.compile(r'(?:^|[\s,;])max-age\s*=\s*"?(\d+)', re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,;])no-(?:cache|store)(?:$|[\s,;])", re.IGNORECASE)


def exact(response: Response, name: str) -> str:
    """Return a header byte for byte; the first one when it was sent twice, since joined they are neither."""
    values: list[str] = response.raw.headers.getlist(name)
    return values[0] if values else ""


def http_date(text: str) -> datetime | None:
    """Return the date of a header, in UTC; None when it is none."""
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def fresh_for(*, cache_control: str, expires: str, date: str, age: str) -> timedelta | None:
    """Return how long an answer says it is good for, at most a day; None when it does not say, or says "not at all".

    max-age wins over Expires; Expires counts from the server's own Date, so that a wrong clock there or here does
    no harm; Age is subtracted (RFC 9111 section 4.2).
    """
    if _NO_CACHE.search(cache_control):
        return None
    lifetime: timedelta | None = None
    if found := _MAX_AGE.search(cache_control):
        lifetime = _seconds(found.group(1), FRESH_LIMIT)
    elif (until := http_date(expires)) and (said := http_date(date)):
        lifetime = until - said
    if lifetime is None:
        return None
    if age.strip().isdecimal():
        lifetime -= _seconds(age.strip(), FRESH_LIMIT)
    return min(lifetime, FRESH_LIMIT) if lifetime > timedelta(0) else None


def retry_at(text: str, *, date: str, now: datetime) -> datetime | None:
    """Return when a Retry-After lets one come back, at most a week from `now`; None when it says nothing usable."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        delay = _seconds(text, RETRY_LIMIT)
    elif until := http_date(text):
        delay = until - (http_date(date) or now)
    else:
        return None
    return now + min(delay, RETRY_LIMIT) if delay > timedelta(0) else None


def _seconds(digits: str, limit: timedelta) -> timedelta:
    """Return so many seconds, at most `limit`; figures of any length are harmless."""
    return limit if len(digits) > 9 else min(timedelta(seconds=int(digits)), limit)
