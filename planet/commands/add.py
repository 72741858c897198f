"""`planet add`: from the address of a blog to a section of the INI, after a look at its feeds."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planet.commands.arguments import ini_option

if TYPE_CHECKING:
    from planet.config import Settings
    from planet.i18n import Language
    from planet.pipeline.discovery import Offered


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("-y", "--yes", is_flag=True, help="Take the likeliest feed of each address without asking.")
@click.option("--topic", "topics", metavar="TOPIC", multiple=True, help="A theme of the blog; may be repeated.")
@click.option("--audience", "audiences", metavar="TOPIC", multiple=True, help="A public of the blog; may be repeated.")
@click.option("--name", default="", help="The blog's name; without it the feed's title.")
@ini_option
def command(
    urls: tuple[str, ...], yes: bool, topics: tuple[str, ...], audiences: tuple[str, ...], name: str, ini: Path
) -> int:
    """Find the feeds of a blog, show them, and add the one chosen to the INI.

    URL is a blog's page, its feed, or a file. The feeds that the page names are
    looked at, the usual places only when it names none. A section is put at the
    end of the INI; every other byte of it stays as it is. Ends with 1 when an
    address was refused.
    """
    from planet.config import edit
    from planet.explain.failures import failure as sentence
    from planet.fetch import Client
    from planet.i18n import environment_locale, language
    from planet.model import Failure
    from planet.pipeline.discovery import offered
    from planet.urls import without_credentials

    speech = language(environment_locale())
    if name and len(urls) > 1:
        raise click.UsageError(speech.gettext("--name names one blog; add the others by themselves"))
    settings, refused = _settings(ini), 0
    keys = {"name": name, "topic": ", ".join(topics), "audience": ", ".join(audiences)}
    with Client(settings.fetch, link=settings.planet.link) as client:
        for url in urls:
            feeds = offered(_address(url, settings), client, now=datetime.now(UTC))
            if isinstance(feeds, Failure):
                click.echo(speech.told(without_credentials(url), sentence(feeds, speech)), err=True)
                refused += 1
                continue
            chosen = _chosen(feeds, settings, speech, yes)
            if chosen is None:
                refused += 1
                continue
            section = _section(chosen.address, settings)
            said = {**keys, "name": name or chosen.feed.title}
            edit.replace_file(ini, edit.with_section(ini.read_bytes(), section, said))
            settings = _settings(ini)
            click.echo(speech.gettext("Added to %(ini)s: [%(address)s]") % {"ini": ini, "address": section})
    return 1 if refused else 0


def _settings(ini: Path) -> "Settings":
    """Return the settings of an INI; only what stops the planet is said, not what is merely odd."""
    from planet.config import Severity, load
    from planet.errors import ConfigError
    from planet.i18n import environment_locale, language

    loaded, speech = load(ini), language(environment_locale())
    if loaded.settings is None:
        for problem in loaded.problems:
            if problem.severity is Severity.ERROR:
                click.echo(problem.in_full(speech), err=True)
        raise ConfigError(speech.gettext("the planet cannot run; `planet check` lists what to mend"), path=ini)
    return loaded.settings


def _address(url: str, settings: "Settings") -> str:
    """Return where to ask: a file's path, or an address with its usual slips mended."""
    from planet.config.addresses import corrected
    from planet.config.sections import is_file, local_address

    for base in (Path.cwd(), settings.path.parent):
        path = local_address(url, base)
        if is_file(Path(path)):
            return path
    return path if url.lower().startswith("file:") or url.startswith(("/", ".")) else corrected(url)


def _section(address: str, settings: "Settings") -> str:
    """Return the section's name: an address, or a path counted from the INI's folder where it lies below it."""
    path = Path(address)
    if path.is_absolute() and path.is_relative_to(settings.path.parent):
        return f"./{path.relative_to(settings.path.parent)}"
    return address


def _chosen(feeds: "Sequence[Offered]", settings: "Settings", speech: "Language", yes: bool) -> "Offered | None":
    """Show the feeds that are not subscribed yet and return the one taken; None when there is none."""
    fresh = []
    for feed in feeds:
        if known := _subscribed(feed, settings):
            message = speech.gettext("%(address)s: already in the INI, as [%(blog)s]")
            click.echo(message % {"address": feed.address, "blog": known}, err=True)
        else:
            fresh.append(feed)
    if not fresh or (len(fresh) < len(feeds) and yes):
        return None
    for number, feed in enumerate(fresh, 1):
        click.echo("\n".join(described(number, feed, settings, speech)))
    if yes:
        return fresh[0]
    number = _asked(len(fresh), speech)
    return fresh[number - 1] if number else None


def _asked(most: int, speech: "Language") -> int:
    """Return the number that a person answers.

    Raises:
        click.ClickException: when nobody can answer, as in a script.
    """
    question = speech.gettext("Which one? A number, 0 for none")
    try:
        number: int = click.prompt(question, type=click.IntRange(0, most), default=1)
    except click.Abort as aborted:
        if not isinstance(aborted.__context__, EOFError):
            raise
    except RuntimeError:  # Python's word for a standard input that was closed before it began
        pass
    else:
        return number
    click.echo()
    raise click.ClickException(speech.gettext("nobody is there to choose; --yes takes the first feed"))


def _subscribed(found: "Offered", settings: "Settings") -> str:
    """Return the address under which a feed is subscribed already, empty when it is not."""
    from planet.urls import canonical, without_credentials

    offers = {canonical(address) for address in (found.address, found.feed.url, found.feed.self_link) if address}
    return next((without_credentials(blog.url) for blog in settings.blogs if canonical(blog.url) in offers), "")


def described(number: int, found: "Offered", settings: "Settings", speech: "Language") -> list[str]:
    """Return what tells a feed from others: title, address, newest posts with their days, most used tags."""
    from planet.model import Entry

    zone, oldest = settings.planet.timezone, datetime.min.replace(tzinfo=UTC)
    entries = [entry for entry in found.feed.entries if isinstance(entry, Entry)]
    entries.sort(key=lambda entry: entry.published or entry.updated or oldest, reverse=True)
    lines = [f"{number}. {found.feed.title or speech.gettext('without a title')}", f"   {found.address}"]
    for entry in entries[:3]:
        moment = entry.published or entry.updated
        day = speech.short_day(moment.astimezone(zone).date()) if moment else speech.gettext("undated")
        lines.append(f"   · {day} – {entry.title or speech.gettext('without a title')}")
    if not entries:
        lines.append("   · " + speech.gettext("no post yet"))
    tags = Counter(tag.text for entry in entries for tag in entry.tags)
    if tags:
        lines.append("   # " + ", ".join(text for text, _ in tags.most_common(5)))
    return lines
