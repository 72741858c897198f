"""`planet status`: how each blog is, when it is asked next, and why not before."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import click

from planet.commands.arguments import configured, ini_argument, json_option
from planet.config import Blog, Settings
from planet.explain.health import GROUPS, about
from planet.explain.waiting import waiting
from planet.fetch import Ask
from planet.i18n import Language, environment_locale, language
from planet.model import History, Wait
from planet.urls import without_credentials

WELL = frozenset({"fine", "new", "paused", "closed"})
"""Groups in which nobody has to do anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one blog stands now."""

    blog: Blog
    name: str
    group: str
    """One word, as on the site's status page: `gone`, `dead`, `failing`, `blocked`, `moved`, `silent`, `new`, `fine` …"""
    history: History
    entries: int
    newest: datetime | None
    decision: Ask | Wait | None
    """None for a blog that is paused or closed."""
    adopted_from: datetime | None
    """When the redirect that is being watched will be taken for a move."""
    zone: tzinfo = UTC

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        history = self.history
        return {
            "blog": without_credentials(self.blog.url),
            "name": self.name,
            "state": self.blog.state.value,
            "group": self.group,
            "entries": self.entries,
            "newest": _stamp(self.newest),
            "last_asked": _stamp(history.last_asked),
            "last_success": _stamp(history.last_success),
            "failing_since": _stamp(history.failing_since),
            "failures": history.failures,
            "trouble": history.trouble.value if history.trouble else None,
            "status": history.status if history.trouble else None,
            "detail": history.detail,
            "adopted": history.adopted or None,
            "moving_to": history.moving_to or None,
            "moving_since": _stamp(history.moving_since),
            "gone": _stamp(history.gone),
            "next": _stamp(self.decision.until) if isinstance(self.decision, Wait) else None,
            "waits_for": self.decision.reason.value if isinstance(self.decision, Wait) else None,
        }

    def health(self, speech: Language) -> str:
        """Return what is to be said of it, in a sentence or a few; that it is fine when there is nothing."""
        return about(
            self.history, self.group, speech, newest=self.newest, adopted_from=self.adopted_from, zone=self.zone
        )

    def next(self, speech: Language) -> str:
        """Return when it is asked next, and why not before."""
        match self.decision:
            case None:
                return speech.gettext("Not asked: its section in the INI says so (state).")
            case Wait() as wait:
                return waiting(wait, speech, self.zone)
            case _:
                return speech.gettext("Asked at the next run.")


@click.command()
@ini_argument
@click.option("--failing", is_flag=True, help="Only blogs that need somebody: failing, blocked, gone, moved, silent.")
@json_option
def command(ini: Path, failing: bool, as_json: bool) -> int:
    """Say how each blog is, when it is asked next, and why not before.

    Blogs that need somebody come first: those that are gone or dead, failing
    or blocked, moved, silent. Nothing is asked and nothing is changed.
    """
    found = [one for one in standings(configured(ini)) if not failing or one.group not in WELL]
    if as_json:
        click.echo(json.dumps([one.plain() for one in found], ensure_ascii=False, indent=1))
    else:
        show(found, language(environment_locale()))
    return 0


def standings(settings: Settings, now: datetime | None = None) -> Iterator[Standing]:
    """Yield how each blog of the INI stands, in its order: at this moment, or `now`."""
    from planet.archive import Archive
    from planet.fetch import Cache
    from planet.pipeline.health import health
    from planet.urls import host

    now = now or datetime.now(UTC)
    silent_after = timedelta(days=settings.merge.activity_threshold)
    with Archive.open(settings) as archive, Cache(settings.fetch.cache_directory) as cache:
        histories, feeds, counts = archive.histories(), archive.feeds(), archive.counts()
        dates = archive.newest()
        newest = max((dates[blog.url] for blog in settings.blogs if blog.url in dates), default=None)
        for blog in settings.blogs:
            history, own, said = histories.get(blog.url, History()), dates.get(blog.url), feeds.get(blog.url)
            moving = history.moving_since
            yield Standing(
                blog=blog,
                name=blog.name or (said.title if said else "") or host(blog.url) or blog.url,
                group=health(blog, history, own, newest=newest, silent_after=silent_after),
                history=history,
                entries=counts.get(blog.url, 0),
                newest=own,
                decision=_decision(blog, history, cache, settings, now),
                adopted_from=moving + timedelta(days=settings.fetch.move_after) if moving else None,
                zone=settings.planet.timezone,
            )


def _decision(blog: Blog, history: History, cache: Any, settings: Settings, now: datetime) -> Ask | Wait | None:
    """Return whether the blog may be asked now; None for one that is not asked at all."""
    from planet.fetch import of_archive, policy
    from planet.pipeline.gathering import ASKED_STATES
    from planet.urls import host

    if blog.state not in ASKED_STATES:
        return None
    memo, memory = of_archive(cache.memo(blog.url), history), cache.host(host(history.adopted or blog.url))
    return policy(blog.url, history=history, memo=memo, host=memory, settings=settings.fetch, now=now)


def show(found: Sequence[Standing], speech: Language) -> None:
    """Print the blogs by group, those that need somebody first: a table on a terminal, a line a blog elsewhere."""
    from rich.console import Console

    groups: dict[str, list[Standing]] = {name: [] for name in GROUPS}
    for one in found:
        groups[one.group].append(one)
    console = Console()
    for name, members in groups.items():
        if members:
            heading = f"{speech.gettext(GROUPS[name])} ({len(members)})"
            if console.is_terminal:
                console.print(_table(heading, members, speech, red=name not in WELL))
            else:
                click.echo(heading)
                for one in members:
                    click.echo(f"  {_line(one, speech)}")
    if not found:
        click.echo(speech.gettext("No blog needs anybody."))


def _line(one: Standing, speech: Language) -> str:
    return f"{one.name} <{without_credentials(one.blog.url)}>: {one.health(speech)} {one.next(speech)}"


def _table(heading: str, members: Sequence[Standing], speech: Language, *, red: bool) -> Any:
    """Return the table of one group."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=None, header_style="bold", title=heading, title_justify="left", title_style="bold", pad_edge=False
    )
    for head in (speech.gettext("Blog"), speech.gettext("Posts"), speech.gettext("How it is"), speech.gettext("Next")):
        table.add_column(head, overflow="fold")
    for one in members:
        cells: Mapping[str, str] = {
            "name": f"{one.name}\n{without_credentials(one.blog.url)}",
            "entries": str(one.entries),
            "health": one.health(speech),
            "next": one.next(speech),
        }
        table.add_row(*(Text(cell) for cell in cells.values()), style="red" if red else None)
    return table


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
