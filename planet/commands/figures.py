"""`planet figures`: how much each blog, author and topic writes, month by month, and who fell silent."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planet.commands.arguments import configured, ini_argument, json_option
from planet.explain.verdicts import gettext

if TYPE_CHECKING:
    from planet.i18n import Language
    from planet.pipeline.figures import Figure, Figures

COLUMNS = ("by", "name", "posts", "latest", "key")
"""Of the CSV form: one line a blog, author, topic, month or silent blog."""
KINDS = {
    "blogs": gettext("Posts by blog"),
    "authors": gettext("Posts by author"),
    "topics": gettext("Posts by topic"),
    "months": gettext("Posts by month"),
    "silent": gettext("Silent blogs"),
}
"""What can be counted by, with its heading."""
UNNAMED = {
    "authors": gettext("without an author"),
    "topics": gettext("in no topic"),
    "blogs": gettext("no longer subscribed"),
}


@click.command()
@ini_argument
@click.option(
    "--by", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Only this table; may be given several times."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m", "%Y"]),
    metavar="DATE",
    help="Only posts from this day, month or year on: 2026-09-01, 2026-09, 2026.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV on standard output, for a spreadsheet.")
@json_option
def command(ini: Path, kinds: tuple[str, ...], since: datetime | None, as_csv: bool, as_json: bool) -> int:
    """Count posts by blog, author, topic and month, and name silent blogs.

    Counted is what the planet shows: hidden posts and those that the INI leaves
    out are not. A post that stands in several blogs counts once, for the blog it
    is shown from; one of several authors, for the first. A post of two topics
    counts in both, so topics may add up to more than the planet has. A blog is
    silent when it has not written for `activity_threshold` days.

    For the year's report: planet figures --since 2026-01 --csv > figures.csv
    """
    from planet.archive import Archive
    from planet.i18n import environment_locale, language
    from planet.pipeline.figures import figures

    settings = configured(ini)
    zone = settings.planet.timezone
    start = since.replace(tzinfo=zone) if since else None
    with Archive.open(settings) as archive:
        found = figures(settings, archive, now=datetime.now(UTC), since=start)
    speech, chosen = language(environment_locale()), kinds or tuple(KINDS)
    if as_json:
        click.echo(json.dumps(_plain(found, chosen, start), ensure_ascii=False, indent=1))
    elif as_csv:
        from planet.commands.tag_lists import print_csv

        print_csv(COLUMNS, list(_cells(found, chosen, speech)))
    else:
        _tell(found, chosen, start, speech)
    return 0


def _members(found: "Figures", kind: str) -> Sequence["Figure"]:
    members: Sequence[Figure] = getattr(found, kind)
    return members


def _name(one: "Figure", kind: str, speech: "Language") -> str:
    return one.name or speech.gettext(UNNAMED.get(kind, ""))


def _cells(found: "Figures", kinds: Sequence[str], speech: "Language") -> Iterator[list[str]]:
    """Yield the lines of the CSV form."""
    for kind in kinds:
        for one in _members(found, kind):
            latest = one.latest.date().isoformat() if one.latest else ""
            yield [kind, _name(one, kind, speech), str(one.posts), latest, one.key]


def _plain(found: "Figures", kinds: Sequence[str], since: datetime | None) -> dict[str, Any]:
    """Return the figures as JSON holds them."""
    tables = {
        kind: [
            {
                "name": one.name,
                **({"key": one.key} if one.key else {}),
                "posts": one.posts,
                "latest": one.latest.isoformat() if one.latest else None,
            }
            for one in _members(found, kind)
        ]
        for kind in kinds
    }
    return {"posts": found.posts, "since": since.isoformat() if since else None, **tables}


def _tell(found: "Figures", kinds: Sequence[str], since: datetime | None, speech: "Language") -> None:
    """Print the tables for a person."""
    count = speech.ngettext("%(num)s post shown", "%(num)s posts shown", found.posts) % {"num": found.posts}
    if since:
        count += speech.gettext(", from %(date)s on") % {"date": f"{since:%Y-%m-%d}"}
    click.echo(f"{count}.")
    for kind in kinds:
        members = _members(found, kind)
        if not members:
            continue
        click.echo(f"\n{speech.gettext(KINDS[kind])}")
        width = max(len(_name(one, kind, speech)) for one in members)
        for one in members:
            click.echo(f"  {_name(one, kind, speech):{width}}  {one.posts:6}  {_latest(one, kind, speech)}".rstrip())


def _latest(one: "Figure", kind: str, speech: "Language") -> str:
    """Return when the newest was written, where the name does not say it."""
    if kind == "months":
        return ""
    if one.latest is None:
        return speech.gettext("none")
    return speech.gettext("latest %(date)s") % {"date": f"{one.latest:%Y-%m-%d}"}
