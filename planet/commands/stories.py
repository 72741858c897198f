"""How verbs of moderation find the story or the blog an address names."""

from datetime import UTC, datetime

import click

from planet.archive import Archive, Found
from planet.config import Blog, Settings
from planet.i18n import environment_locale, language
from planet.urls import canonical, without_credentials


def stories_of(archive: Archive, url: str) -> tuple[Found, ...]:
    """Return the stories an address names: a post's page, a guid that is an address, or a story's own number."""
    from planet.merge import keys

    found = archive.find(url, proposals=[keys.address_key(url)])
    own = tuple(story for story in found if any(_bears(record_url, url) for record_url in _addresses(story)))
    return own or (found if url.isdecimal() else ())


def _addresses(story: Found) -> list[str]:
    entries = [record.entry for record in story.records]
    return [address for entry in entries for address in (entry.link, entry.guid, entry.origlink) if address]


def _bears(one: str, other: str) -> bool:
    return one == other or canonical(one) == canonical(other)


def blog_of(settings: Settings, named: str) -> Blog | None:
    """Return the blog that an address of the INI, a slug or a home page names."""
    for blog in settings.blogs:
        if named in (blog.url, blog.slug, without_credentials(blog.url)) or (blog.link and _bears(blog.link, named)):
            return blog
    return None


def one_story(archive: Archive, url: str) -> tuple[Found, ...]:
    """Return the stories an address names, at least one.

    Raises:
        click.UsageError: when the archive knows none.
    """
    found = stories_of(archive, url)
    if not found:
        speech = language(environment_locale())
        said = speech.gettext("no post of the archive bears this address; `planet why %(url)s` tells what is known")
        raise click.UsageError(speech.told(url, said % {"url": url}))
    return found


def clock() -> datetime:
    """Return the time of an act."""
    return datetime.now(UTC).replace(microsecond=0)
