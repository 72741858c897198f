"""How `planet tags` prints terms: a table on a terminal, plain lines elsewhere, CSV, JSON."""

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from planet.i18n import Language
from planet.tags.bench import Row
from planet.urls import without_credentials

COLUMNS = ("term", "slug", "posts", "blogs", "first", "last", "mapped", "spellings")
"""Of the CSV form."""


def print_json(found: Sequence[Row]) -> None:
    """Print the terms as a JSON list."""
    click.echo(json.dumps([_plain(row) for row in found], ensure_ascii=False, indent=1))


def print_csv(found: Sequence[Row]) -> None:
    """Print a header and a row a term. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for row in found:
        dates = [moment.date().isoformat() for moment in (row.first, row.last)]
        figures = [str(row.posts), str(len(row.blogs)), *dates, "yes" if row.mapped else "no"]
        cells = [row.label, row.slug, *figures, " | ".join(_spellings(row))]
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells])


def print_table(found: Sequence[Row], speech: Language) -> None:
    """Print the terms for a person: a table on a terminal, a line a term elsewhere."""
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
