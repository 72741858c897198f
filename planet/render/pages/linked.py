"""Structured data (schema.org): the planet as a blog of its owner, a page's newest posts as postings of theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from planet.render.channels import Channel, base
from planet.render.pages.page import embedded
from planet.render.pages.press import Press
from planet.render.pages.views import Day, Post
from planet.text import one_line

POSTINGS = 3
"""Posts said again as data; the microformats have them all."""


def river(press: Press, channel: Channel, description: str, days: Sequence[Day]) -> Markup:
    """Return the data of a river's page."""
    edition = press.edition
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Blog" if channel.kind in ("planet", "topic", "blog") else "CollectionPage",
        "name": channel.title,
        "url": edition.absolute(edition.prefix + channel.folder),
        "inLanguage": press.language.code,
    }
    if description:
        data["description"] = one_line(description)
    data["publisher"] = publisher(press)
    posts = [post for day in days for post in day.posts][:POSTINGS]
    if posts and data["@type"] == "Blog":
        data["blogPost"] = [_posting(post) for post in posts]
    return embedded(data)


def publisher(press: Press) -> Mapping[str, Any]:
    """Return who answers for the planet."""
    planet = press.site.settings.planet
    return {"@type": "Organization", "name": planet.owner_name or planet.name, "url": base(press.site)}


def about(press: Press) -> Markup:
    """Return the data of the page on the planet."""
    planet = press.site.settings.planet
    site = {"@type": "WebSite", "name": planet.name, "url": base(press.site), "publisher": publisher(press)}
    return embedded({"@context": "https://schema.org", **site})


def _posting(post: Post) -> Mapping[str, Any]:
    data: dict[str, Any] = {
        "@type": "BlogPosting",
        "headline": post.title[:110],
        "url": post.href,
        "datePublished": post.date.iso,
    }
    names = post.authors or ((post.blog.label,) if post.blog else ())
    kind = "Person" if post.authors else "Organization"
    if names:
        data["author"] = [{"@type": kind, "name": name} for name in names]
    if post.language:
        data["inLanguage"] = post.language
    if post.licence and post.licence.href:
        data["license"] = post.licence.href
    return data
