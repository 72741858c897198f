"""`planet status`: how each blog is, when it is asked next, and why not before."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from planet.commands.arguments import configured, ini_argument, json_option
from planet.config import Blog, Settings
from planet.explain.failures import failure
from planet.explain.waiting import waiting
from planet.fetch import Ask
from planet.i18n import Language, environment_locale, language
from planet.model import History, Wait
from planet.urls import without_credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one blog stands now."""

    blog: Blog
    name: str
    history: History
    entries: int
    decision: Ask | Wait | None
    """None for a blog that is paused or closed."""
    zone: tzinfo = UTC

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        history = self.history
        return {
            "blog": without_credentials(self.blog.url),
            "name": self.name,
            "state": self.blog.state.value,
            "entries": self.entries,
            "last_asked": _stamp(history.last_asked),
            "last_success": _stamp(history.last_success),
            "failing_since": _stamp(history.failing_since),
            "failures": history.failures,
            "trouble": history.trouble.value if history.trouble else None,
            "detail": history.detail,
            "adopted": history.adopted or None,
            "gone": _stamp(history.gone),
            "next": _stamp(self.decision.until) if isinstance(self.decision, Wait) else None,
            "waits_for": self.decision.reason.value if isinstance(self.decision, Wait) else None,
        }

    def health(self, speech: Language) -> str:
        """Return a sentence: what is wrong with it, or that it is fine."""
        if self.history.trouble is not None:
            return failure(self.history, speech)
        if self.history.adopted:
            return speech.gettext("It has moved; update your INI: %(address)s") % {"address": self.history.adopted}
        if self.history.first_success is None:
            return speech.gettext("Not asked yet.")
        return speech.gettext("Fine.")

    def next(self, speech: Language) -> str:
        """Return when it is asked next, and why not before."""
        match self.decision:
            case None:
                return speech.gettext("Not asked: it is %(state)s.") % {"state": self.blog.state.value}
            case Wait() as wait:
                return waiting(wait, speech, self.zone)
            case _:
                return speech.gettext("At the next run.")


@click.command()
@ini_argument
@click.option("--failing", is_flag=True, help="Only blogs that cannot be read, have moved or are gone.")
@json_option
def command(ini: Path, failing: bool, as_json: bool) -> int:
    """Say how each blog is, when it is asked next, and why not before.

    Nothing is asked and nothing is changed.
    """
    speech = language(environment_locale())
    found = [one for one in standings(configured(ini)) if not failing or one.history.trouble or one.history.adopted]
    if as_json:
        click.echo(json.dumps([one.plain() for one in found], ensure_ascii=False, indent=1))
    else:
        show(found, speech)
    return 0


def standings(settings: Settings) -> Iterator[Standing]:
    """Yield how each blog of the INI stands, in its order."""
    from planet.archive import Archive
    from planet.fetch import Cache, policy
    from planet.pipeline.gathering import ASKED_STATES
    from planet.urls import host

    now = datetime.now(UTC)
    with Archive.open(settings) as archive, Cache(settings.fetch.cache_directory) as cache:
        histories, feeds, counts = archive.histories(), archive.feeds(), archive.counts()
        for blog in settings.blogs:
            history = histories.get(blog.url, History())
            decision = None
            if blog.state in ASKED_STATES:
                decision = policy(
                    blog.url,
                    history=history,
                    memo=cache.memo(blog.url),
                    host=cache.host(host(history.adopted or blog.url)),
                    settings=settings.fetch,
                    now=now,
                )
            said = feeds.get(blog.url)
            name = blog.name or (said.title if said else "") or host(blog.url) or blog.url
            yield Standing(
                blog=blog,
                name=name,
                history=history,
                entries=counts.get(blog.url, 0),
                decision=decision,
                zone=settings.planet.timezone,
            )


def show(found: list[Standing], speech: Language) -> None:
    """Print a table on a terminal, a line a blog elsewhere."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        for one in found:
            click.echo(f"{one.name} <{without_credentials(one.blog.url)}>: {one.health(speech)} {one.next(speech)}")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in (
        speech.gettext("Blog"),
        speech.gettext("Posts"),
        speech.gettext("How it is"),
        speech.gettext("Asked next"),
    ):
        table.add_column(heading, overflow="fold")
    for one in found:
        style = "red" if one.history.trouble else None
        table.add_row(one.name, str(one.entries), one.health(speech), one.next(speech), style=style)
    console.print(table)


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
