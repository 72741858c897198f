"""One run as a person, cron or a script sees it: progress, a line a failed blog, a summary, an exit code."""

import json
import logging
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planet.commands.arguments import configured
from planet.config import Choices, Settings
from planet.errors import NuageError
from planet.explain.decisions import note
from planet.explain.failures import failure as failure_sentence
from planet.i18n import Language, environment_locale, language
from planet.reader import Reader
from planet.urls import without_credentials

if TYPE_CHECKING:
    from planet.pipeline import Report

LOG_FORMAT = "%(levelname)s %(name)s: %(message)s"
URGENT = frozenset({"moved", "taken-over"})
"""Codes of notes that ask somebody to do something."""
SILENT = frozenset({"flood"})
"""Codes of notes that only `planet why` tells: each first harvest brings one."""


def run_once(ini: Path, choices: Choices, *, as_json: bool, quiet: bool) -> int:
    """Run the planet once and say what was done; return the exit code.

    Raises:
        NuageError: what the command line turns into one line and exit code 2 or 3.
    """
    settings = configured(ini, lists=True)
    configure_logging(settings)
    with Reader() as reader:
        if choices.fetch and _is_first(settings):
            reader.start()  # the first run surely has something to read; it gets ready while the rest is loaded here
        report = _run(settings, choices, reader, quiet=quiet or as_json)
    names = {blog.url: blog.name for blog in settings.blogs}
    say(report, language(environment_locale()), names=names, as_json=as_json, quiet=quiet)
    return report.exit_code


def _is_first(settings: Settings) -> bool:
    """Tell whether there is no archive yet; a database server is not asked for so little."""
    named = settings.archive.archive
    return "://" not in named and not Path(named).exists()


def _run(settings: Settings, choices: Choices, reader: Reader, *, quiet: bool) -> "Report":
    from planet.commands.progress import watch
    from planet.heap import share_memory
    from planet.pipeline import run

    share_memory()
    with watch(quiet=quiet) as watcher:
        return run(settings, choices=choices, watch=watcher, reader=reader)


def repeat(ini: Path, choices: Choices, *, seconds: float, as_json: bool, quiet: bool) -> int:
    """Run, wait, run again, until SIGTERM or SIGINT; a failed run is reported and the next one tried."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    code = 0
    while not stopped.is_set():
        try:
            code = run_once(ini, choices, as_json=as_json, quiet=quiet)
        except NuageError as error:
            click.echo(f"planet: {error.said(language(environment_locale()).gettext)}", err=True)
            code = error.exit_code
        stopped.wait(seconds)
    return code


def configure_logging(settings: Settings) -> None:
    """Send the log to stderr at the INI's level, in its format."""
    level = logging.getLevelName(settings.log_level.upper())
    logging.basicConfig(
        level=level if isinstance(level, int) else logging.WARNING,
        format=settings.log_format or LOG_FORMAT,
        stream=sys.stderr,
        force=True,
    )


def say(report: "Report", speech: Language, *, names: Mapping[str, str], as_json: bool, quiet: bool) -> None:
    """Print the report: JSON, or on stderr a line for all that asks to be looked after, and a summary on stdout.

    `names` are those of blogs in the INI, by address.
    """
    if as_json:
        click.echo(json.dumps(report.plain(), ensure_ascii=False, indent=1, sort_keys=True))
        return
    if report.offline:
        click.echo(_offline(report, speech), err=True)
        return
    for failed in report.failures:
        click.echo(speech.told(failed.name, failure_sentence(failed.failure, speech)), err=True)
    if report.unverified and not quiet:
        click.echo(_unverified(report, speech), err=True)
    for noted in report.notes:
        urgent = noted.code in URGENT
        if urgent or not (quiet or noted.code in SILENT):
            name = names.get(noted.blog) or without_credentials(noted.blog)
            click.echo(speech.told(name, note(noted, speech)), err=urgent)
    if not quiet:
        click.echo(summary(report, speech))


def _unverified(report: "Report", speech: Language) -> str:
    message = speech.gettext(
        "Certificates are not checked (verify = no), so that anybody on the way can change what is read: %(names)s"
    )
    return message % {"names": ", ".join(report.unverified)}


def _offline(report: "Report", speech: Language) -> str:
    """Say once that nothing answered."""
    trouble = failure_sentence(report.failures[0].failure, speech)
    message = speech.gettext("No blog answers (%(asked)s asked): %(trouble)s The site stays as it is.")
    return message % {"asked": report.asked, "trouble": trouble}


def summary(report: "Report", speech: Language) -> str:
    """Return one line: who was asked, what came, what was written."""
    parts = [_asked(report, speech)] if report.asked or report.waiting else []
    if report.idle:
        parts.append(speech.gettext("nothing changed"))
    else:
        parts += _news(report, speech)
    if report.rendered:
        parts.append(_site(report, speech))
    seconds = speech.gettext("%(seconds)s s") % {"seconds": f"{report.seconds:.1f}"}
    return " · ".join([*parts, seconds])


def _counted(speech: Language, singular: str, plural: str, number: int, **more: Any) -> str:
    values: Mapping[str, Any] = {"num": number, **more}
    return speech.ngettext(singular, plural, number) % values


def _asked(report: "Report", speech: Language) -> str:
    text = _counted(speech, "%(num)s blog asked", "%(num)s blogs asked", report.asked)
    details = [
        _counted(speech, "%(num)s unchanged", "%(num)s unchanged", report.unchanged) if report.unchanged else "",
        _counted(speech, "%(num)s failed", "%(num)s failed", len(report.failures)) if report.failures else "",
        _counted(speech, "%(num)s not due yet", "%(num)s not due yet", report.waiting) if report.waiting else "",
    ]
    kept = ", ".join(detail for detail in details if detail)
    return f"{text} ({kept})" if kept else text


def _news(report: "Report", speech: Language) -> list[str]:
    parts = [
        (report.added, _counted(speech, "%(num)s new post", "%(num)s new posts", report.added)),
        (report.changed, _counted(speech, "%(num)s post changed", "%(num)s posts changed", report.changed)),
        (report.withdrawn, _counted(speech, "%(num)s post withdrawn", "%(num)s posts withdrawn", report.withdrawn)),
        (report.written, _counted(speech, "%(num)s file written", "%(num)s files written", report.written)),
        (report.removed, _counted(speech, "%(num)s file removed", "%(num)s files removed", report.removed)),
    ]
    return [text for number, text in parts if number]


def _site(report: "Report", speech: Language) -> str:
    return ", ".join(
        [
            _counted(speech, "%(num)s story", "%(num)s stories", report.stories),
            _counted(speech, "%(num)s topic", "%(num)s topics", report.topics),
            _counted(speech, "%(num)s term", "%(num)s terms", report.terms),
        ]
    )
