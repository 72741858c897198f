"""`planet hide`: take a post off every page, feed and cloud."""

from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("url")
@click.option("--why", default="", help="The reason, for the log.")
@ini_option
def command(url: str, why: str, ini: Path) -> int:
    """Take a post off every page, feed, cloud and search index at the next render.

    URL is the post's page. It stays hidden when its feed gives it again, even
    under another address or identifier, and so do its copies in other blogs.
    `planet unhide` brings it back.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import clock, one_story
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    with Archive.open(configured(ini)) as archive:
        for found in one_story(archive, url):
            archive.hide(found.story, url=url, why=why, now=clock())
            title = next(record.entry.title for record in found.records if record.number == found.shown)
            click.echo(
                speech.gettext("Hidden: %(title)s. `planet render` makes the site without it.") % {"title": title}
            )
    return 0
