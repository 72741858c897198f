"""When a blog may be asked again, and at which address: pure functions of what is remembered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from planet.config import FetchSettings
from planet.fetch.exchange import Ask
from planet.fetch.memo import HostMemo, Memo
from planet.model import History, Pacing, Trouble, Wait, WaitReason

DAY = timedelta(days=1)
DEAD_AFTER = timedelta(days=14)
"""A blog failing for so long counts as dead; it is still asked, once a day."""
JITTER = 0.05
"""`min_interval` is lengthened by up to this part of it, so that a planet's blogs do not all fall due at once."""


def address(blog_url: str, history: History, now: datetime) -> str:
    """Return where to ask: the adopted address, or the INI's own, which is tried in turn once the adopted one is dead."""
    if not history.adopted:
        return blog_url
    dead = history.failing_since is not None and now - history.failing_since >= DEAD_AFTER
    return blog_url if dead and history.failures % 2 else history.adopted


def policy(
    blog_url: str,
    *,
    history: History,
    memo: Memo,
    host: HostMemo,
    settings: FetchSettings,
    now: datetime,
    override: bool = False,
) -> Ask | Wait:
    """Say whether a blog may be asked now; if not, why not and when.

    `override` (`--now`) sets `min_interval` aside, and with it the gaps after failures, which are multiples of it;
    never a 410, a Retry-After or what the publisher says of freshness.
    """
    where = address(blog_url, history, now)
    ask = Ask(blog=blog_url, address=where, conditional=history.first_success is not None, now=now)
    if history.gone is not None:
        return Wait(reason=WaitReason.GONE)
    if not is_remote(where):
        return ask
    interval = timedelta(0) if override else timedelta(minutes=max(0.0, settings.min_interval))
    waits = [
        wait
        for wait in _waits(blog_url, history, memo, host, interval=interval, now=now)
        if wait.until and wait.until > now
    ]
    wait = max(waits, key=lambda wait: wait.until or now, default=None)
    skipped = _after_skipped(memo.pacing, wait.until if wait and wait.until else now)
    if skipped is not None:
        return Wait(reason=WaitReason.SKIPPED, until=skipped)
    return wait or ask


def of_archive(memo: Memo, history: History) -> Memo:
    """Return a memo that stands for nothing but what the archive holds, which learns of every answer before the cache does.

    A memo of a later answer is another's: of a planet that shares the cache, or of the archive before a backup took its place. Its validators
    would leave out what came meanwhile, and its times would have this planet wait for the other's asking.
    """
    if memo.asked_at is None or (history.last_asked is not None and memo.asked_at <= history.last_asked):
        return memo
    return Memo(private=memo.private)


def is_remote(where: str) -> bool:
    """Return whether an address is asked over the network; files need no sparing."""
    return where.partition("://")[0].lower() in ("http", "https") and "://" in where


@dataclass(frozen=True, slots=True)
class _Since:
    """When a blog was asked last, from whichever memory is younger."""

    moment: datetime | None

    def plus(self, gap: timedelta) -> datetime | None:
        return self.moment + gap if self.moment and gap > timedelta(0) else None


def _waits(
    blog_url: str, history: History, memo: Memo, host: HostMemo, *, interval: timedelta, now: datetime
) -> list[Wait]:
    """Return every reason to wait; those of the past are among them."""
    moments = [moment for moment in (memo.asked_at, history.last_asked) if moment is not None and moment <= now]
    since = _Since(max(moments, default=None))
    found = [
        Wait(reason=WaitReason.RETRY_AFTER, until=host.retry_after),
        Wait(reason=WaitReason.INTERVAL, until=since.plus(interval * (1 + _jitter(blog_url, since.moment)))),
        Wait(reason=WaitReason.FAILURES, until=since.plus(_backoff(history, interval))),
    ]
    if not history.failures:
        found.append(Wait(reason=WaitReason.FRESH, until=memo.fresh_until))
        found.append(Wait(reason=WaitReason.PACING, until=since.plus(_pace(memo.pacing))))
    return found


def _jitter(blog_url: str, since: datetime | None) -> float:
    """Return 0 to JITTER, the same for a blog and a request whoever asks: no randomness, so it can be explained."""
    seed = f"{blog_url} {since.isoformat() if since else ''}".encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(seed, digest_size=4).digest(), "big") / 2**32 * JITTER


def _backoff(history: History, interval: timedelta) -> timedelta:
    """Return the gap after failures in a row: 1, 2, 4 … times the interval, up to a day, never for good."""
    if not history.failures:
        return timedelta(0)
    steps = history.failures - 1 + (history.trouble is Trouble.LATER)
    return max(interval, min(interval * float(2 ** min(steps, 16)), DAY))


def _pace(pacing: Pacing) -> timedelta:
    """Return the gap the feed asks for, at most a day."""
    wished = max(60 * (pacing.ttl or 0), pacing.update_every or 0)
    return min(timedelta(seconds=min(max(wished, 0), 10**6)), DAY)


def _after_skipped(pacing: Pacing, moment: datetime) -> datetime | None:
    """Return the first full hour at or after `moment` that the feed does not ask to skip; None when `moment` is fine.

    A feed that would skip every hour or every day says nothing.
    """
    hours = pacing.skip_hours if len(pacing.skip_hours & set(range(24))) < 24 else frozenset()
    days = pacing.skip_days if len(pacing.skip_days & set(range(7))) < 7 else frozenset()
    if moment.hour not in hours and moment.weekday() not in days:
        return None
    later = moment.replace(minute=0, second=0, microsecond=0)
    for _ in range(24 * 8):
        later += timedelta(hours=1)
        if later.hour not in hours and later.weekday() not in days:
            return later
    return None
