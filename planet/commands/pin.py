"""`planet pin`: put a post first in the river for a time."""

from datetime import datetime
from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("url")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Day or time it ends, as 2026-12-24."
)
@click.option("--off", is_flag=True, help="Unpin it now.")
@click.option("--why", default="", help="The reason, for the log.")
@ini_option
def command(url: str, until: datetime | None, off: bool, why: str, ini: Path) -> int:
    """Put a post first in the river until a day (a week without --until).

    Times are those of the planet's time zone.
    """
    from datetime import timedelta

    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import clock, one_story
    from planet.i18n import environment_locale, language

    speech, settings = language(environment_locale()), configured(ini)
    zone, now = settings.planet.timezone, clock()
    end = None if off else (until.replace(tzinfo=zone) if until else now + timedelta(days=7))
    if end is not None and end <= now:
        raise click.UsageError(speech.gettext("--until lies in the past; --off unpins"))
    with Archive.open(settings) as archive:
        for found in one_story(archive, url):
            archive.pin(found.story, url=url, until=end, why=why, now=now)
    if end is None:
        click.echo(speech.gettext("Unpinned."))
    else:
        click.echo(speech.gettext("Pinned until %(time)s.") % {"time": end.astimezone(zone).strftime("%Y-%m-%d %H:%M")})
    return 0
