"""A run's progress: bars on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planet.i18n import Language, environment_locale, language
from planet.pipeline import Unwatched, Watch

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LINE_EVERY = 10.0
"""Seconds between two plain lines, so that a log of a long run stays short."""


@contextmanager
def watch(*, quiet: bool) -> Iterator[Watch]:
    """Yield who watches the run; bars are on stderr and gone when the run ends."""
    speech = language(environment_locale())
    if quiet:
        yield Unwatched()
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(
            *columns, TextColumn("{task.fields[last]}"), console=Console(stderr=True), transient=True
        ) as bars:
            yield _Bars(bars, speech)
    else:
        yield _Lines(speech)


class _Bars:
    """Progress bars of rich: one for blogs, one for pages."""

    def __init__(self, bars: "Progress", speech: Language) -> None:
        self._bars = bars
        self._speech = speech
        self._blogs: TaskID | None = None
        self._pages: TaskID | None = None

    def asking(self, total: int) -> None:
        self._blogs = self._bars.add_task(self._speech.gettext("Blogs"), total=total, last="")

    def asked(self, name: str) -> None:
        if self._blogs is not None:
            self._bars.update(self._blogs, advance=1, last=name[:40])

    def rendering(self, total: int) -> None:
        self._pages = self._bars.add_task(self._speech.gettext("Pages"), total=total, last="")

    def rendered(self) -> None:
        if self._pages is not None:
            self._bars.update(self._pages, advance=1)


class _Lines:
    """A line now and then on stderr, when a run takes long."""

    def __init__(self, speech: Language) -> None:
        self._speech = speech
        self._total = self._done = 0
        self._said = time.monotonic()
        self._what = ""

    def asking(self, total: int) -> None:
        self._begin(self._speech.gettext("Blogs"), total)

    def asked(self, name: str) -> None:
        self._step()

    def rendering(self, total: int) -> None:
        self._begin(self._speech.gettext("Pages"), total)

    def rendered(self) -> None:
        self._step()

    def _begin(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0

    def _step(self) -> None:
        self._done += 1
        if time.monotonic() - self._said >= LINE_EVERY:
            self._said = time.monotonic()
            click.echo(self._speech.told(self._what, f"{self._done}/{self._total}"), err=True)
