"""One blog's fetch and parse as one pure job: what it needs goes in, what it learned comes out."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from planet.config import Blog, FetchSettings, ParseSettings
from planet.errors import NuageError
from planet.fetch import Ask, Client, Exchange, HostMemo, Learned, Memo, learn
from planet.model import Failure, Feed, Fetched, History, NotModified, Trouble
from planet.pipeline.desk import Desk
from planet.reader import Reader
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

    job: Job
    outcome: Feed | NotModified | Failure
    learned: Learned
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the raw digest of an entry: what proposes it as a partner of others."""
    bytes: int = 0


def harvest(job: Job, client: Client, desk: Desk, reader: Reader) -> Harvest:
    """Ask one blog and read its answer; touches nothing that lasts, reads no clock.

    A defect of ours met on the way is that blog's failure (`Trouble.CRASH`), never the run's end. Whoever takes the harvest tells
    the desk when it is done with (`Desk.leave`).

    Raises: NuageError when not even a temporary file can be written.
    """
    try:
        exchange = client.fetch(
            job.ask,
            memo=job.memo,
            verify=job.blog.verify,
            force=job.force,
            own=not job.blog.listed,
            room=partial(desk.take, job.blog.url),
        )
        outcome, keys = _read(exchange, job, reader)
        learned = _learned(exchange, outcome, job)
    except NuageError:
        raise
    except Exception as defect:  # noqa: BLE001  one blog's crash must not cost the others their run
        return crash(job, defect)
    return Harvest(job=job, outcome=learned.outcome, learned=learned, keys=keys, bytes=exchange.received)


def crash(job: Job, defect: Exception) -> Harvest:
    """Return the harvest of a blog on which Nuage failed, in whichever stage; the log gets the traceback."""
    address = without_credentials(job.blog.url)
    _log.error("%s: a defect of Nuage", address, exc_info=defect)
    words = f"{type(defect).__name__}: {defect}".replace(job.blog.url, address)
    failure = Failure(url=address, trouble=Trouble.CRASH, detail=words)
    exchange = Exchange(ask=job.ask, answer=failure, host=host(job.ask.address))
    return Harvest(job=job, outcome=failure, learned=_learned(exchange, failure, job))


def _learned(exchange: Exchange, outcome: Feed | NotModified | Failure, job: Job) -> Learned:
    """Return what cache and archive shall remember of this exchange."""
    return learn(exchange, outcome, memo=job.memo, history=job.history, host=job.host, settings=job.fetch, now=job.now)


def _read(
    exchange: Exchange, job: Job, reader: Reader
) -> tuple[Feed | NotModified | Failure, Mapping[str, tuple[str, ...]]]:
    """Read what was fetched, and the keys of its entries; other answers are outcomes as they are."""
    if isinstance(exchange.answer, Fetched):
        reading = reader.read(exchange.answer, known=job.known, settings=job.parse)
        return reading.outcome, reading.keys
    return exchange.answer, {}
