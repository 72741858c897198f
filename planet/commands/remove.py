"""`planet remove`: comment a blog's section out, with the day and the reason."""

from datetime import datetime
from pathlib import Path

import click

from planet.commands.arguments import ini_option


@click.command()
@click.argument("url")
@click.option("--why", default="", help="The reason, written above the section.")
@ini_option
def command(url: str, why: str, ini: Path) -> int:
    """Comment a blog's section out, with the day and the reason.

    URL is the blog's address, slug or home page. Every other byte of the INI
    stays as it is. The blog is not asked any more and its posts leave the site;
    the archive keeps them. To keep posts on the site, write state = closed.
    """
    from planet.config import edit
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    section, listed = named(url, ini)
    if not section:
        raise click.UsageError(speech.told(url, speech.gettext("no blog of the INI bears this address")))
    if listed:
        message = speech.gettext("it comes from the reading list [%(list)s]; take it out there")
        raise click.UsageError(speech.told(url, message % {"list": section}))
    day = datetime.now().astimezone().date().isoformat()
    reason = f" – {' '.join(why.split())}" if why.strip() else ""
    note = speech.gettext("Removed on %(day)s") % {"day": day} + reason
    edit.replace_file(ini, edit.without_section(ini.read_bytes(), section, note))
    click.echo(speech.gettext("Commented out in %(ini)s: [%(address)s]") % {"ini": ini, "address": section})
    return 0


def named(url: str, ini: Path) -> tuple[str, bool]:
    """Return the name of the section that an address means, empty without one, and whether it is a list holding the blog."""
    from planet.commands.stories import blog_of
    from planet.config import load
    from planet.config.ini import read
    from planet.config.problems import Problems
    from planet.config.sections import Kind, classify

    sections = [
        classify(section, base=ini.parent, templates=frozenset())
        for section in read(ini.read_bytes(), path=ini, problems=Problems(ini)).sections
    ]
    kinds = {Kind.BLOG, Kind.NAMED_BLOG, Kind.LIST}
    for found in sections:
        if found.kind in kinds and url in (found.section.name, found.name):
            return found.section.name, False
    settings = load(ini).settings
    blog = blog_of(settings, url) if settings is not None else None
    for found in sections:
        if blog is not None and found.kind in kinds and found.section.line == blog.line:
            return found.section.name, found.kind is Kind.LIST
    return "", False
