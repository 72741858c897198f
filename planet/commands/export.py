"""`planet export`: what the archive holds, as a file for other programs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planet.commands.arguments import ini_option

if TYPE_CHECKING:
    from planet.archive import Archive
    from planet.model import Record


@click.command()
@click.option(
    "--stories",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write (JSON).",
)
@ini_option
def command(stories: Path, ini: Path) -> int:
    """Write every story as the list of its entries, the one shown first.

    Each entry has `feed` (last part of its blog's address), `guid`, `link` and
    `title` as its feed wrote them (null when absent), and `published`.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.errors import PublishError
    from planet.i18n import environment_locale, language

    with Archive.open(configured(ini)) as archive:
        found = list(groups(archive))
    try:
        stories.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=stories) from error
    speech = language(environment_locale())
    said = speech.ngettext("%(num)s story", "%(num)s stories", len(found)) % {"num": len(found)}
    click.echo(speech.told(str(stories), said))
    return 0


def groups(archive: "Archive") -> Iterator[list[dict[str, Any]]]:
    """Yield each story's members, the shown one first."""
    for story in archive.every_story():
        members = sorted(story.records, key=lambda record: (record.number != story.shown, record.number))
        yield [_member(record) for record in members]


def _member(record: "Record") -> dict[str, Any]:
    from urllib.parse import urlsplit

    entry = record.entry
    return {
        "feed": urlsplit(record.blog).path.rstrip("/").rpartition("/")[2] or record.blog,
        "guid": entry.guid or None,
        "link": entry.link or None,
        "title": entry.title or None,
        "published": entry.published.isoformat() if entry.published else None,
    }
