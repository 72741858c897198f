"""Digests of what files are made of: a file whose digest is what it was is neither made nor written.

Each story is put into a digest once (`planet.render.outlines`); a file takes those of its stories as they are, and adds what its stories'
blogs and terms are called.
"""

from collections.abc import Iterable, Mapping

from planet.render.channels import Channel, base, label, main_language
from planet.render.kept import once
from planet.render.outlines import outlines
from planet.render.site import Site
from planet.text import digest

FORM = "2"
"""Part of every fingerprint of a feed; another number makes all feeds anew once."""


def stories_digest(
    site: Site, numbers: Iterable[int], *, blogs: Mapping[str, str], terms: Mapping[str, str] | None
) -> str:
    """Return a digest of these stories in their order, their texts by their own digests.

    `blogs` and `terms` have a digest of what a file says of each blog (by address) and of each term (by slug) of the site; None where
    it names no terms.
    """
    held = outlines(site)
    stories = [held[number] for number in numbers]
    urls = set().union(*{story.blogs for story in stories})
    slugs = set().union(*{story.terms for story in stories}) if terms else ()
    images = [
        (story.number, sorted(site.images[story.number].items())) for story in stories if story.number in site.images
    ]
    return digest(
        b"".join([story.mark for story in stories]),
        "\n".join([blogs[url] for url in sorted(urls) if url in blogs]),
        "\n".join([terms.get(slug, slug) for slug in sorted(slugs)] if terms else ()),
        *([repr(images)] if images else []),
    )


def fingerprint(site: Site, channel: Channel, *more: str) -> str:
    """Return a digest of all that a channel's files are made of."""
    return digest(
        once(site, "said", "everywhere", lambda: _everywhere(site)),
        repr((channel.kind, channel.folder, channel.title, channel.subtitle, channel.language, channel.show)),
        *more,
        in_feeds(site, channel.stories),
    )


def _everywhere(site: Site) -> str:
    """Return a digest of what may show in any feed."""
    held = site.settings
    said = (held.planet.name, held.planet.owner_name, held.planet.owner_email, held.render)
    return digest(FORM, base(site), site.identity, held.publish.hub, repr(said))


def in_feeds(site: Site, numbers: Iterable[int]) -> str:
    """Return a digest of these stories as feeds and the search index show them."""
    blogs = once(site, "said", "blogs", lambda: {url: _card_digest(site, url) for url in site.cards})
    return stories_digest(site, numbers, blogs=blogs, terms=once(site, "said", "terms", lambda: _terms(site)))


def _terms(site: Site) -> dict[str, str]:
    code = main_language(site)
    return {slug: digest(slug, label(site, slug, code)) for slug in site.terms}


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
