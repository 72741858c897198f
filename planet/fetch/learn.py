"""What an exchange teaches: what cache and archive shall remember of it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from planet import urls
from planet.config import FetchSettings
from planet.fetch.challenge import looks_like_html
from planet.fetch.exchange import Exchange
from planet.fetch.memo import HostMemo, Memo
from planet.model import Failure, Feed, Fetched, History, NotModified, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What shall be remembered, and the outcome as it shall be reported."""

    outcome: Feed | NotModified | Failure
    """As given, but for a page where a feed was, which is told as `blocked`."""
    memo: Memo
    history: History
    host_name: str
    """The host `host` belongs to; empty when nothing was learned of any."""
    host: HostMemo
    moved: str = ""
    """The address adopted just now; empty when none was."""


def learn(
    exchange: Exchange,
    outcome: Feed | NotModified | Failure,
    *,
    memo: Memo,
    history: History,
    host: HostMemo,
    settings: FetchSettings,
    now: datetime,
) -> Learned:
    """Return what to remember. `outcome` is what parsing made of the answer, or the answer itself when there was
    nothing to parse; `host` is the memory of the host that answered last (`exchange.host`)."""
    outcome = _judged(exchange, outcome, history)
    if not exchange.asked:
        return Learned(outcome=outcome, memo=memo, history=history, host_name="", host=host)
    if isinstance(outcome, Failure):
        after, moved = _failed(history, outcome, exchange, now), ""
        memo = replace(memo, asked_at=now, private=exchange.private or memo.private)
    else:
        after, moved = _succeeded(history, exchange, settings, now)
        memo = _remembered(memo, exchange, outcome, now)
    retry_after = outcome.retry_after if isinstance(outcome, Failure) else None
    return Learned(
        outcome=outcome,
        memo=memo,
        history=after,
        host_name=exchange.host,
        host=replace(host, asked_at=now, retry_after=retry_after or _still(host.retry_after, now)),
        moved=moved,
    )


def _still(moment: datetime | None, now: datetime) -> datetime | None:
    """Return a time that is yet to come, else None."""
    return moment if moment is not None and moment > now else None


def _judged(
    exchange: Exchange, outcome: Feed | NotModified | Failure, history: History
) -> Feed | NotModified | Failure:
    """Tell a page where a feed used to be as a barrier, not as a wrong address."""
    if (
        isinstance(outcome, Failure)
        and outcome.trouble is Trouble.NOT_A_FEED
        and history.first_success is not None
        and isinstance(exchange.answer, Fetched)
        and looks_like_html(exchange.answer.body)
    ):
        return replace(outcome, trouble=Trouble.BLOCKED)
    return outcome


def _failed(history: History, failure: Failure, exchange: Exchange, now: datetime) -> History:
    """Return the history after one more failure: nothing known is forgotten, and nothing is for good but a 410."""
    refused = failure.trouble is Trouble.ADDRESS and exchange.ask.address == history.adopted
    return replace(
        history,
        # An adopted address that may no longer be asked: the INI's own will show where the blog is now.
        adopted="" if refused else history.adopted,
        gone=now if failure.trouble is Trouble.GONE else history.gone,
        failures=history.failures + 1,
        failing_since=history.failing_since or now,
        trouble=failure.trouble,
        detail=failure.detail,
        status=failure.status,
        last_asked=now,
    )


def _succeeded(history: History, exchange: Exchange, settings: FetchSettings, now: datetime) -> tuple[History, str]:
    """Return the history after a feed was received, and the address adopted by it, if one was."""
    healthy = replace(
        history,
        failures=0,
        failing_since=None,
        trouble=None,
        detail="",
        status=exchange.answer.status,
        last_asked=now,
        last_success=now,
        first_success=history.first_success or now,
    )
    asked_own = exchange.ask.address == exchange.ask.blog
    target = exchange.permanent
    if not target:
        # The INI's own address answers by itself again: what was adopted from it is void.
        adopted = "" if asked_own else history.adopted
        return replace(healthy, adopted=adopted, moving_to="", moving_since=None), ""
    since = history.moving_since if history.moving_to == target and history.moving_since else now
    if now - since >= timedelta(days=settings.move_after) or _only_secured(exchange.ask.address, target):
        own = target == urls.without_credentials(exchange.ask.blog)
        return replace(healthy, adopted="" if own else target, moving_to="", moving_since=None), target
    return replace(healthy, moving_to=target, moving_since=since), ""


def _only_secured(old: str, new: str) -> bool:
    """Return whether an address moved from http to https and is else the same: that needs no waiting."""
    before, after = urls.split(urls.without_credentials(old)), urls.split(new)
    if before is None or after is None or (before.scheme, after.scheme) != ("http", "https"):
        return False
    return (
        before.hostname == after.hostname
        and (before.port or 80) == 80
        and (after.port or 443) == 443
        and (before.path or "/", before.query) == (after.path or "/", after.query)
    )


def _remembered(memo: Memo, exchange: Exchange, outcome: Feed | NotModified, now: datetime) -> Memo:
    """Return the memo after a success: a 200's validators replace what was there, a 304's only what it names."""
    fresh = Memo(
        url=exchange.answer.url,
        etag=exchange.etag,
        last_modified=exchange.last_modified,
        digest=exchange.digest,
        fresh_until=now + exchange.fresh if exchange.fresh else None,
        pacing=outcome.pacing if isinstance(outcome, Feed) else memo.pacing,
        asked_at=now,
        private=exchange.private,
    )
    if isinstance(outcome, NotModified) and outcome.status == 304:
        return replace(
            fresh,
            etag=exchange.etag or memo.etag,
            last_modified=exchange.last_modified or memo.last_modified,
            digest=memo.digest,
        )
    return fresh
