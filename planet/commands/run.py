"""`planet run`: ask the blogs, merge, write the site; once, or again and again."""

from pathlib import Path

import click

from planet.commands.arguments import ini_argument, json_option, quiet_option


def interval(value: str) -> float:
    """Return the seconds of `30m`, `1h`, `2h30m`, `90` (minutes) or `1d`.

    Raises:
        click.BadParameter: when it is no duration, or shorter than a minute.
    """
    import re

    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    found = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?", value.strip()) if not value.isdigit() else None
    if value.isdigit():
        seconds = int(value) * 60
    elif found and any(found.groups()):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        seconds = ((days * 24 + hours) * 60 + minutes) * 60
    else:
        message = speech.gettext("“%(text)s” is no duration; write 30m, 1h, 2h30m or 1d")
        raise click.BadParameter(message % {"text": value})
    if seconds < 60:
        raise click.BadParameter(speech.gettext("a minute at the least"))
    return float(seconds)


@click.command()
@ini_argument
@click.option("--now", "override", is_flag=True, help="Ask every blog at once, whatever min_interval says.")
@click.option(
    "--force", metavar="BLOG", multiple=True, help="Ask this blog (address or slug) as if for the first time."
)
@click.option("--every", metavar="DURATION", help="Stay, and run again every 30m, 1h, 1d …")
@json_option
@quiet_option
def command(ini: Path, override: bool, force: tuple[str, ...], every: str | None, as_json: bool, quiet: bool) -> int:
    """Ask the blogs, keep what is new, write the site.

    INI is the planet's file; without one, planet.ini or config.ini here.

    A blog is asked no more often than `min_interval` (an hour by default) and
    than its server wishes, so that this may stand in cron at any rhythm:

    \b
      */20 * * * *  planet run --quiet /srv/nuage/planet.ini
    """
    from planet.commands.runs import repeat, run_once
    from planet.config import Choices

    choices = Choices(override=override, force=frozenset(force))
    if every:
        return repeat(ini, choices, seconds=interval(every), as_json=as_json, quiet=quiet)
    return run_once(ini, choices, as_json=as_json, quiet=quiet)
