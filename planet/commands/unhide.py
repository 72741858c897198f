"""`planet unhide`: bring back a hidden post, one that is held, or all that is held of a blog."""

from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("url")
@click.option("--why", default="", help="The reason, for the log.")
@ini_option
def command(url: str, why: str, ini: Path) -> int:
    """Bring a post back, or trust a blog again.

    URL is a post's page, hidden or held; or a blog (address or slug) whose
    posts are held because it may have been taken over.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import blog_of, clock, one_story
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    settings = configured(ini)
    with Archive.open(settings) as archive:
        if blog := blog_of(settings, url):
            count = archive.trust(blog.url, why=why, now=clock())
            text = speech.ngettext(
                "%(num)s post that was held is shown.", "%(num)s posts that were held are shown.", count
            )
            click.echo(text % {"num": count})
            return 0
        for found in one_story(archive, url):
            archive.unhide(found.story, url=url, why=why, now=clock())
            title = next(record.entry.title for record in found.records if record.number == found.shown)
            click.echo(speech.gettext("Brought back: %(title)s.") % {"title": title})
    return 0
