"""Blogs to the archive: who is asked now, many at a time; each answer merged as it comes, by one writer."""

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from planet.archive import Archive
from planet.config import Blog, BlogState, Settings
from planet.errors import NuageError
from planet.fetch import Ask, Cache, Client, in_turn, of_archive, policy
from planet.model import Failure, Feed, History, Note, NotModified
from planet.pipeline.desk import Desk
from planet.pipeline.harvest import Harvest, Job, crash, harvest
from planet.pipeline.report import FailedBlog, Tally
from planet.pipeline.watch import Watch
from planet.reader import Reader
from planet.urls import host

ASKED_STATES = frozenset({BlogState.ACTIVE, BlogState.INCUBATING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the person who started the run asked for, and when."""

    now: datetime
    override: bool = False
    """Ask before `min_interval` is over."""
    force: frozenset[str] = frozenset()
    """INI addresses or slugs of blogs to ask now, without validators."""


def gather(
    settings: Settings, archive: Archive, client: Client, tally: Tally, *, asked: Asked, watch: Watch, reader: Reader
) -> None:
    """Ask every blog that may be asked, and keep what is new.

    What brought nothing is noted last and all at once, for that costs a write of the disk each time: after a kill these
    blogs are asked again a little early. Failures are not noted when every blog failed alike: a cable pulled out is no
    blog's failure.
    """
    with Cache(settings.fetch.cache_directory) as cache:
        jobs = due(settings, archive, cache, tally, asked=asked)
        tally.asked = len(jobs)
        watch.asking(len(jobs))
        failed: list[Harvest] = []
        unchanged: list[Harvest] = []
        desk = Desk()
        with closing(_harvests(jobs, client, settings, desk, reader)) as harvests:
            for gathered in harvests:
                kept = _kept(gathered, settings, archive, cache, tally, now=asked.now)
                desk.leave(gathered.job.blog.url)
                if isinstance(kept.outcome, Failure):
                    failed.append(kept)
                    tally.failures.append(_told(kept, kept.outcome))
                elif isinstance(kept.outcome, NotModified):
                    unchanged.append(kept)
                tally.bytes += gathered.bytes
                watch.asked(_name(gathered.job.blog))
        tally.unchanged += len(unchanged)
        brought_nothing = [*unchanged, *(() if tally.offline else failed)]
        archive.keep_histories({one.job.blog.url: one.learned.history for one in brought_nothing})
        with cache.at_once():
            for one in brought_nothing:
                _remember(cache, one)


def due(settings: Settings, archive: Archive, cache: Cache, tally: Tally, *, asked: Asked) -> list[Job]:
    """Return a job for each blog that may be asked now; count those it is too early for."""
    histories: Mapping[str, History] = archive.histories()
    known = archive.known()
    jobs = []
    for blog in settings.blogs:
        if blog.state not in ASKED_STATES:
            continue
        if not (settings.fetch.verify if blog.verify is None else blog.verify) and blog.url.startswith("https:"):
            tally.unverified.append(_name(blog))
        forced = bool({blog.url, blog.slug} & asked.force)
        history = histories.get(blog.url, History())
        memo = of_archive(cache.memo(blog.url), history)
        memory = cache.host(host(history.adopted or blog.url))
        decision = policy(
            blog.url,
            history=history,
            memo=memo,
            host=memory,
            settings=settings.fetch,
            now=asked.now,
            override=asked.override or forced,
        )
        if isinstance(decision, Ask):
            jobs.append(
                Job(
                    blog=blog,
                    ask=decision,
                    memo=memo,
                    host=memory,
                    history=history,
                    known=known.get(blog.url, frozenset()),
                    fetch=settings.fetch,
                    parse=replace(settings.parse, ignore_in_feed=settings.parse.ignore_in_feed + blog.ignore_in_feed),
                    now=asked.now,
                    force=forced,
                )
            )
        else:
            tally.waiting += 1
    return jobs


def _harvests(
    jobs: Sequence[Job], client: Client, settings: Settings, desk: Desk, reader: Reader
) -> Generator[Harvest]:
    """Yield harvests as they end, `workers` under way at once."""
    workers = settings.fetch.workers
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="blog") as executor, closing(desk), reader:
        if any(not job.known for job in jobs):
            reader.start()  # a blog never read before surely brings something
        yield from in_turn(
            jobs,
            partial(harvest, client=client, desk=desk, reader=reader),
            host=lambda job: host(job.ask.address),
            executor=executor,
            workers=workers,
            per_host=settings.fetch.per_host,
        )


def _name(blog: Blog) -> str:
    return blog.name or host(blog.url)


def _told(gathered: Harvest, failure: Failure) -> FailedBlog:
    """Return the failure as the report names it."""
    return FailedBlog(blog=gathered.job.blog.url, name=_name(gathered.job.blog), failure=failure)


def _kept(
    gathered: Harvest, settings: Settings, archive: Archive, cache: Cache, tally: Tally, *, now: datetime
) -> Harvest:
    """Keep what a harvest brought, and return it; what cannot be kept by a defect of ours is returned as that blog's failure.

    Raises:
        NuageError: when archive or cache cannot be written, which is no blog's fault.
    """
    blog, history = gathered.job.blog, gathered.learned.history
    if gathered.learned.moved and history.adopted:
        tally.notes.append(Note(code="moved", blog=blog.url, link=history.adopted))
    if not isinstance(gathered.outcome, Feed):
        return gathered
    try:
        _take_in(gathered, gathered.outcome, settings, archive, cache, tally, now=now)
    except NuageError:
        raise
    except Exception as defect:  # noqa: BLE001  one blog's crash must not cost the others their run
        return crash(gathered.job, defect)
    return gathered


def _take_in(
    gathered: Harvest, feed: Feed, settings: Settings, archive: Archive, cache: Cache, tally: Tally, *, now: datetime
) -> None:
    """Merge one blog's harvest in one transaction; the cache learns of it last, so that nothing is skipped after a kill."""
    from planet.merge import merge  # noqa: PLC0415  most runs have nothing to merge

    blog = gathered.job.blog
    changes = merge(feed, blog=blog, shelf=archive, settings=settings.merge, now=now, keys=gathered.keys)
    archive.apply(changes, feed=feed, history=gathered.learned.history, now=now)
    tally.count(changes)
    _remember(cache, gathered)


def _remember(cache: Cache, gathered: Harvest) -> None:
    learned = gathered.learned
    cache.keep(gathered.job.blog.url, learned.memo)
    if learned.host_name:
        cache.keep_host(learned.host_name, learned.host)
