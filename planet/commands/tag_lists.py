"""How `planet tags` prints terms and suggestions: for a person, as CSV, as JSON."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from planet.explain.verdicts import gettext
from planet.i18n import Language
from planet.tags.bench import Row
from planet.tags.near import Near
from planet.urls import without_credentials

COLUMNS = ("term", "slug", "posts", "blogs", "first", "last", "mapped", "spellings")
"""Of the CSV form."""


NEAR_COLUMNS = ("confidence", "reason", "term", "posts", "other", "other_posts", "section", "also")
"""Of the CSV form of suggestions."""

REASONS = {
    "order": gettext("the same words in another order"),
    "lemma": gettext("the same words in another number or gender"),
    "initials": gettext("the initials of the other"),
    "typing": gettext("spelled alike, and one is in no dictionary"),
    "alike": gettext("spelled alike"),
}
"""Why two terms may be one, by the word of `planet.tags.near`."""


def print_terms(found: Sequence[Row], speech: Language, *, form: str) -> None:
    """Print the terms as `json`, as `csv`, or for a person: a table on a terminal, a line a term elsewhere."""
    if form == "json":
        click.echo(json.dumps([_plain(row) for row in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        print_csv(COLUMNS, [_cells(row) for row in found])
    else:
        _print_table(found, speech)


def print_near(found: Sequence[Near], speech: Language, *, form: str) -> None:
    """Print the pairs that may be one as `json`, as `csv`, or for a person, each with the lines that settle it."""
    if form == "json":
        click.echo(json.dumps([_plain_pair(pair) for pair in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        print_csv(NEAR_COLUMNS, [[str(cell) for cell in _pair_cells(pair)] for pair in found])
    else:
        for pair in found:
            click.echo(pair_text(pair, speech))
        if not found:
            click.echo(speech.gettext("No term looks like another one."))
        else:
            count = speech.ngettext("%(num)s pair may be one term.", "%(num)s pairs may be one term.", len(found))
            click.echo(count % {"num": len(found)})
            click.echo(
                speech.gettext(
                    "Nothing was changed; copy into tags.ini what is right, each section once, or add --write."
                )
            )


def pair_text(pair: Near, speech: Language) -> str:
    """Return a pair for a person: both terms, how surely and why they may be one, and the lines that settle it."""
    head = f"{pair.one.label} ({pair.one.posts}) ~ {pair.other.label} ({pair.other.posts})\n"
    reason = f"  {speech.percent(pair.confidence)}  {speech.gettext(REASONS[pair.reason])}\n"
    return head + reason + "".join(f"    {line}\n" for line in pair.lines.splitlines())


def print_csv(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Print a header and lines. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in line])


def _cells(row: Row) -> list[str]:
    dates = [moment.date().isoformat() for moment in (row.first, row.last)]
    figures = [str(row.posts), str(len(row.blogs)), *dates, "yes" if row.mapped else "no"]
    return [row.label, row.slug, *figures, " | ".join(_spellings(row))]


def _pair_cells(pair: Near) -> tuple[str | int | float, ...]:
    terms = (pair.one.label, pair.one.posts, pair.other.label, pair.other.posts)
    return (pair.confidence, pair.reason, *terms, pair.section, ", ".join(pair.also))


def _plain_pair(pair: Near) -> dict[str, Any]:
    terms = {"term": pair.one.slug, "other": pair.other.slug}
    return {"confidence": pair.confidence, "reason": pair.reason, **terms, "lines": pair.lines}


def _print_table(found: Sequence[Row], speech: Language) -> None:
    if sys.stdout.isatty():
        _print_grid(found, speech)
    else:
        for row in found:
            click.echo(_line(row, speech))
    count = speech.ngettext("%(num)s term.", "%(num)s terms.", len(found))
    click.echo(count % {"num": len(found)})


def _print_grid(found: Sequence[Row], speech: Language) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(speech.gettext("Term"))
    table.add_column(speech.gettext("Posts"), justify="right")
    table.add_column(speech.gettext("Blogs"), justify="right")
    table.add_column(speech.gettext("First"), no_wrap=True)
    table.add_column(speech.gettext("Last"), no_wrap=True)
    table.add_column(speech.gettext("Spellings"))
    for row in found:
        figures = (row.posts, len(row.blogs), f"{row.first:%Y-%m-%d}", f"{row.last:%Y-%m-%d}")
        table.add_row(*(Text(str(cell)) for cell in (row.label, *figures, ", ".join(_spellings(row)))))
    Console().print(table)


def _line(row: Row, speech: Language) -> str:
    posts = speech.ngettext("%(num)s post", "%(num)s posts", row.posts) % {"num": row.posts}
    blogs = speech.ngettext("%(num)s blog", "%(num)s blogs", len(row.blogs)) % {"num": len(row.blogs)}
    parts = (row.label, posts, blogs, f"{row.first:%Y-%m-%d} – {row.last:%Y-%m-%d}", ", ".join(_spellings(row)))
    return "  ".join(part for part in parts if part)


def _spellings(row: Row) -> list[str]:
    """Return each spelling once, the most used first."""
    return list(dict.fromkeys(writing.text for writing in row.writings))


def _plain(row: Row) -> dict[str, Any]:
    return {
        "term": row.label,
        "slug": row.slug,
        "posts": row.posts,
        "blogs": [without_credentials(blog) for blog in row.blogs],
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "mapped": row.mapped,
        "spellings": [
            {"text": one.text, "language": one.language, "posts": one.posts, "reason": one.reason}
            for one in row.writings
        ],
    }
