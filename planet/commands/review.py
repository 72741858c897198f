"""`planet review`: what arrived since the coordinator last looked."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planet.commands.arguments import ini_argument, json_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from planet.archive import Act, Found
    from planet.i18n import Language

WORDS = 25
COLUMNS = ("date", "blog", "title", "link", "words", "flags", "story")
"""Of the CSV form."""


@click.command()
@ini_argument
@click.option(
    "--mark", "--done", "done", is_flag=True, help="Note that all of it was looked at; the next review begins here."
)
@click.option("--limit", default=500, show_default=True, help="Posts listed, at most.")
@click.option("--log", is_flag=True, help="List what was done instead: hidden, pinned, brought back, and why.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV on standard output, for a spreadsheet.")
@json_option
def command(ini: Path, done: bool, limit: int, log: bool, as_csv: bool, as_json: bool) -> int:
    """List what arrived since the last review: blog, title, first words, flags.

    Flags: held, hidden, withdrawn, no tag, no text, copy (in several blogs).
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import clock
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    settings = configured(ini)
    with Archive.open(settings) as archive:
        if log:
            _tell_acts(archive.acts(limit), settings.planet.timezone, speech)
            return 0
        found = [_row(story) for story in archive.unreviewed(limit)]
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        elif as_csv:
            _tell_csv(found)
        else:
            _tell(found, speech)
        if done:
            archive.reviewed(clock())
    return 0


def _row(story: "Found") -> dict[str, Any]:
    """Return what is said of a story."""
    from planet.text import one_line, without_tags
    from planet.urls import without_credentials

    shown = next(record for record in story.records if record.number == story.shown)
    entry = shown.entry
    text = one_line(without_tags(entry.content or entry.summary)).split(" ")
    return {
        "story": story.story,
        "blog": without_credentials(shown.blog),
        "title": entry.title,
        "link": entry.link,
        "date": shown.date.isoformat(),
        "words": " ".join(text[:WORDS]) + (" …" if len(text) > WORDS else ""),
        "flags": _flags(story, has_tags=bool(entry.tags), has_text=bool(text[0])),
    }


def _flags(story: "Found", *, has_tags: bool, has_text: bool) -> list[str]:
    flags = [("hidden", story.hidden), (story.state.value, story.state.value != "shown")]
    flags += [("no-tag", not has_tags), ("no-text", not has_text), ("copy", len({r.blog for r in story.records}) > 1)]
    return [name for name, holds in flags if holds]


def _tell_csv(found: list[dict[str, Any]]) -> None:
    """Print a header and a row a post. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    import csv
    import sys

    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for row in found:
        cells = [" ".join(row["flags"]) if name == "flags" else str(row[name]) for name in COLUMNS]
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells])


def _tell(found: list[dict[str, Any]], speech: "Language") -> None:
    from planet.explain.decisions import FLAGS

    for row in found:
        named = ", ".join(speech.gettext(FLAGS[flag]) for flag in row["flags"])
        flags = f"  [{named}]" if named else ""
        click.echo(f"{row['title'] or '—'}{flags}\n  {row['blog']}\n  {row['link']}\n  {row['words']}\n")
    count = speech.ngettext("%(num)s post since the last review.", "%(num)s posts since the last review.", len(found))
    click.echo(count % {"num": len(found)})


def _tell_acts(acts: "Iterable[Act]", zone: "ZoneInfo", speech: "Language") -> None:
    """Print what was done, in the planet's own time."""
    from planet.explain.decisions import VERBS

    for act in acts:
        why = f" ({act.why})" if act.why else ""
        verb = speech.gettext(VERBS.get(act.verb, act.verb))
        click.echo(f"{act.done.astimezone(zone):%Y-%m-%d %H:%M}  {verb}  {act.url}{why}")
