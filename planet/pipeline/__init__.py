"""The program on one page: which stage follows which, what time it is, and what is reported."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from planet.archive import Archive
from planet.config import Choices, Settings
from planet.fetch import Client
from planet.heap import give_back, undisturbed
from planet.pipeline.gathering import ASKED_STATES, Asked, gather
from planet.pipeline.harvest import Harvest, Job, harvest
from planet.pipeline.places import keep_health, lock
from planet.pipeline.report import FailedBlog, Report, Tally
from planet.pipeline.site import write_site
from planet.pipeline.watch import Unwatched, Watch
from planet.reader import Reader

__all__ = ["Choices", "FailedBlog", "Harvest", "Job", "Report", "Unwatched", "Watch", "harvest", "run"]


def utc_now() -> datetime:
    """Return the time: read once per run, here."""
    return datetime.now(UTC)


def run(
    settings: Settings,
    *,
    choices: Choices | None = None,
    watch: Watch | None = None,
    reader: Reader | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Report:
    """Ask the blogs, merge what is new, write what changed; return what was done.

    `reader` reads documents, and may have been started before it is known whether there are any; the run closes it.

    Raises:
        LockedError: when another run of this planet is at work.
        ArchiveError, ThemeError: before anything is published.
        PublishError: when something cannot be written; what stood there stands.
    """
    choices, watch = choices or Choices(), watch or Unwatched()
    reader = reader or Reader()
    now, began, tally = clock(), time.monotonic(), Tally()
    with lock(settings), Archive.open(settings) as archive, Client(settings.fetch, link=settings.planet.link) as client:
        if choices.fetch:
            asked = Asked(override=choices.override, force=choices.force, now=now)
            with undisturbed():
                gather(settings, archive, client, tally, asked=asked, watch=watch, reader=reader)
            give_back()
        archive.release(now)
        if choices.render and not tally.offline:
            write_site(settings, archive, tally, client=client if choices.fetch else None, watch=watch, now=now)
        report = tally.report(
            started=now,
            seconds=time.monotonic() - began,
            blogs=sum(blog.state in ASKED_STATES for blog in settings.blogs),
            entries=archive.count(),
        )
        archive.record_run(report.plain())
        keep_health(settings, report.plain())
    return report
