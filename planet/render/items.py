"""A story as feeds show it: by the rules of its blog and topic, with everything a reader's program can use."""

import html
import mimetypes
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from planet.config import Show
from planet.excerpts import excerpt
from planet.model import Copy, Entry, Media, Person, SafeHtml, Text
from planet.render.channels import Channel, base, label, story_id
from planet.render.images import lead_image, with_images
from planet.render.markup import characters, is_web, language_tag, uri
from planet.render.site import Card, Site
from planet.text import one_line, without_tags

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

WORDS = 120
"""Length of an excerpt in feeds, and on pages whose theme does not say, where the INI does not."""

_TYPES = {"audio": "audio/mpeg", "video": "video/mp4", "image": "image/jpeg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A term as feeds name it."""

    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story in one feed, before it takes the form of a format."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    show: Show
    body: str
    """Markup; in the form `show` asks for, never empty."""
    summary: str
    """Plain text, short; empty when only a link is shown."""
    language: str
    authors: tuple[Person, ...]
    """Never empty: where nobody is named, the blog is."""
    contributors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    media: tuple[Media, ...] = ()
    image: str = ""
    comments: str = ""
    comments_feed: str = ""
    licence: str = ""
    rights: str = ""
    copies: tuple[Copy, ...] = ()
    """Where else the story stands."""
    card: Card | None
    """The blog of the entry that is shown."""


def item(site: Site, channel: Channel, number: int, text: Text | None) -> Item:
    """Return a story as this channel shows it; without its text (it was hidden meanwhile) as a link."""
    story = site.stories[number]
    entry = text.entry if text else Entry(title=story.title, link=story.link)
    card = next((site.cards[url] for url in story.blogs if url in site.cards), None)
    show = show_of(site, channel, card) if text else Show.LINK
    title = heading(story.title or entry.title, entry, card)
    link = address(site, story.link or entry.link, card)
    whole = entry.content or entry.summary
    return Item(
        id=story_id(site, number),
        title=title,
        link=link,
        published=story.date,
        updated=max(story.updated, story.date),
        show=show,
        body=body(site, show, with_images(site, number, whole, base=base(site)), title=title, link=link, card=card),
        summary="" if show is Show.LINK else first_words(entry.summary or whole, 50),
        language=language_tag(story.language or entry.language),
        authors=authors(entry, card),
        contributors=tuple(person for person in entry.contributors if one_line(person.name)),
        categories=_categories(site, story.written),
        media=() if show is Show.LINK else tuple(_usable(media) for media in entry.media if is_web(media.url)),
        image=lead_image(site, number, entry.image, base=base(site)) if show is not Show.LINK else "",
        comments=entry.comments.link if is_web(entry.comments.link) else "",
        comments_feed=entry.comments.feed if is_web(entry.comments.feed) else "",
        licence=entry.licence or (card.blog.license if card else ""),
        rights=one_line(entry.rights or (card.feed.rights if card else "")),
        copies=tuple(copy for copy in story.copies[1:] if is_web(copy.link) and copy.link != link),
        card=card,
    )


def show_of(site: Site, channel: Channel, card: Card | None) -> Show:
    """Return how much may be shown: what was agreed with a blog holds everywhere, then the topic's rule, then the planet's."""
    own = card.blog.show if card else None
    return own or channel.show or site.settings.render.show or Show.EXCERPT


def heading(title: str, entry: Entry, card: Card | None) -> str:
    """Return a title that is never empty: the post's, else its first words, else its blog's name."""
    return (
        one_line(characters(title)) or first_words(entry.content or entry.summary, 12) or (card.name if card else "…")
    )


def address(site: Site, link: str, card: Card | None) -> str:
    """Return where a reader is led: the post, else its blog, else the planet."""
    if is_web(link):
        return uri(link)
    if card and is_web(card.link):
        return uri(card.link)
    return f"{base(site)}blogs/{card.blog.slug}/" if card else base(site)


def authors(entry: Entry, card: Card | None) -> tuple[Person, ...]:
    """Return who wrote it: the INI's word on the blog beats the feed's, and the blog speaks for those without a name."""
    if card and card.blog.author:
        return (Person(name=card.blog.author),)
    named = tuple(
        replace(person, name=one_line(person.name)) for person in entry.authors if one_line(characters(person.name))
    )
    return named or (Person(name=(card.name if card else "") or "…"),)


def first_words(markup: str, number: int) -> str:
    """Return the first words of markup as plain text, with an ellipsis where there are more."""
    text = characters(without_tags(markup))
    found = text.split(" ", number)
    return text if len(found) <= number else " ".join(found[:number]).rstrip(" .,;:") + "…"


def excerpt_words(site: Site, otherwise: int | None = None) -> int:
    """Return how many words an excerpt has: what the INI says, else what else is said, else the usual."""
    said = site.settings.render.excerpt_words
    return next((number for number in (said, otherwise) if number is not None), WORDS)


def body(site: Site, show: Show, whole: SafeHtml, *, title: str, link: str, card: Card | None) -> str:
    """Return the markup a feed carries for a story."""
    if show is Show.LINK or not whole.strip():
        where = f" — {html.escape(card.name)}" if card else ""
        return characters(f'<p><a href="{html.escape(link)}">{html.escape(title)}</a>{where}</p>')
    return characters(excerpt(whole, excerpt_words(site)) if show is Show.EXCERPT else whole)


def _categories(site: Site, slugs: tuple[str, ...]) -> tuple[Category, ...]:
    code = (site.settings.planet.locales or ("en",))[0]
    return tuple(Category(term=slug, label=label(site, slug, code)) for slug in slugs)


def _usable(media: Media) -> Media:
    """Give a medium the type that RSS and JSON Feed require, by its name or kind where the feed does not say."""
    kind = media.type.partition(";")[0].strip().lower()
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
        kind = mimetypes.guess_type(media.url.partition("?")[0])[0] or _TYPES.get(
            media.kind, "application/octet-stream"
        )
    return replace(media, url=uri(media.url), type=kind)
