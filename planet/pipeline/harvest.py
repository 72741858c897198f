"""One blog's fetch and parse as one pure job: what it needs goes in, what it learned comes out."""

import logging
from dataclasses import dataclass
from datetime import datetime

from planet.config import Blog, FetchSettings, ParseSettings
from planet.fetch import Ask, Client, Exchange, HostMemo, Learned, Memo, learn
from planet.model import Failure, Feed, Fetched, History, NotModified, Trouble
from planet.parse import parse
from planet.urls import host, without_credentials

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Everything the harvest of one blog needs."""

    blog: Blog
    ask: Ask
    memo: Memo
    host: HostMemo
    history: History
    known: frozenset[str]
    """Raw digests of the entries the archive holds already."""
    fetch: FetchSettings
    parse: ParseSettings
    now: datetime
    force: bool = False
    """Ask without validators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Everything the harvest of one blog learned; nothing has been written yet."""

    blog: Blog
    outcome: Feed | NotModified | Failure
    learned: Learned
    bytes: int = 0


def harvest(job: Job, client: Client) -> Harvest:
    """Ask one blog and read its answer; touches no disk, reads no clock, raises nothing.

    A defect of ours met on the way is that blog's failure (`Trouble.CRASH`), never the run's end.
    """
    try:
        exchange = client.fetch(
            job.ask, memo=job.memo, verify=job.blog.verify, force=job.force, own=not job.blog.listed
        )
        outcome = _read(exchange, job)
        learned = _learned(exchange, outcome, job)
    except Exception as defect:  # noqa: BLE001  one blog's crash must not cost the others their run
        _log.exception("%s: a defect of Nuage", without_credentials(job.blog.url))
        failure = Failure(
            url=without_credentials(job.blog.url), trouble=Trouble.CRASH, detail=f"{type(defect).__name__}: {defect}"
        )
        exchange = Exchange(ask=job.ask, answer=failure, host=host(job.ask.address))
        learned = _learned(exchange, failure, job)
    return Harvest(blog=job.blog, outcome=learned.outcome, learned=learned, bytes=exchange.received)


def _learned(exchange: Exchange, outcome: Feed | NotModified | Failure, job: Job) -> Learned:
    """Return what cache and archive shall remember of this exchange."""
    return learn(exchange, outcome, memo=job.memo, history=job.history, host=job.host, settings=job.fetch, now=job.now)


def _read(exchange: Exchange, job: Job) -> Feed | NotModified | Failure:
    """Parse what was fetched; other answers are outcomes as they are."""
    if isinstance(exchange.answer, Fetched):
        return parse(exchange.answer, known=job.known, settings=job.parse)
    return exchange.answer
