"""Digests of what files are made of: a file whose digest is what it was is neither made nor written.

Every story of the archive is asked for in each run that brings something new, so each is put into a digest once; a file takes those of
its stories as they are, and adds what its stories' blogs and terms are called.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b

from planet.model import Story
from planet.render.channels import Channel, base, label, main_language
from planet.render.kept import once
from planet.render.site import Site
from planet.text import digest

FORM = "2"
"""Part of every fingerprint of a feed; another number makes all feeds anew once."""


class _Marks(dict[int, bytes]):
    """Each story as a digest: everything a file may show of it but the names of its blogs and terms."""

    def __init__(self, site: Site) -> None:
        self._stories, self._images = site.stories, site.images

    def __missing__(self, number: int) -> bytes:
        story, images = self._stories[number], self._images.get(number)
        # Written out field by field: the repr of whole values costs five times as much.
        said = (
            f"{number}\n{story.digest}\n{story.date.timestamp()}\n{story.updated.timestamp()}\n{story.title}\n{story.link}\n"
            f"{story.language}\n{story.pinned_until is None}\n{' '.join(story.blogs)}\n{' '.join(story.terms)}\n{' '.join(sorted(story.found))}\n"
            f"{_copies(story) if len(story.copies) > 1 else ''}\n{sorted(images.items()) if images else ''}"
        )
        self[number] = found = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return found


def _copies(story: Story) -> list[tuple[int, str, str, str]]:
    return [(copy.number, copy.blog, copy.link, copy.title) for copy in story.copies]


def stories_digest(
    site: Site, numbers: Iterable[int], *, blog: Callable[[str], str], term: Callable[[str], str] | None
) -> str:
    """Return a digest of these stories in their order, their texts by their own digests.

    `blog` and `term` give a digest of what a file says of a blog (by address) and of a term (by slug); None where it names no terms.
    """
    marks: _Marks = once(site, "marks", "", lambda: _Marks(site))
    numbers = tuple(numbers)
    stories = [site.stories[number] for number in numbers]
    urls = {url for story in stories for url in story.blogs}
    slugs = {slug for story in stories for slug in story.terms} if term else ()
    return digest(
        b"".join([marks[number] for number in numbers]),
        *(blog(url) for url in sorted(urls) if url in site.cards),
        *(term(slug) for slug in sorted(slugs) if term),
    )


def fingerprint(site: Site, channel: Channel, *more: str) -> str:
    """Return a digest of all that a channel's files are made of."""
    held = site.settings
    return digest(
        FORM,
        base(site),
        site.identity,
        held.publish.hub,
        repr((held.planet.name, held.planet.owner_name, held.planet.owner_email, held.render)),
        repr((channel.kind, channel.folder, channel.title, channel.subtitle, channel.language, channel.show)),
        *more,
        in_feeds(site, channel.stories),
    )


def in_feeds(site: Site, numbers: Iterable[int]) -> str:
    """Return a digest of these stories as feeds and the search index show them."""
    return stories_digest(
        site,
        numbers,
        blog=lambda url: once(site, "card", url, lambda: _card_digest(site, url)),
        term=lambda slug: once(site, "term", slug, lambda: digest(slug, label(site, slug, main_language(site)))),
    )


def _card_digest(site: Site, url: str) -> str:
    """Return a digest of what a feed shows of a story's blog."""
    card = site.cards[url]
    blog, feed = card.blog, card.feed
    shown = (
        card.name,
        card.link,
        feed.title,
        feed.rights,
        feed.language,
        blog.author,
        blog.show,
        blog.license,
        blog.lang,
    )
    return digest(url, repr((shown, blog.topics, blog.audiences)))
