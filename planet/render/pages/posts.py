"""Stories to posts on a page: what is shown of each, where it leads, and in which words."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from planet.config import Show
from planet.config.settings import Images
from planet.excerpts import excerpt
from planet.i18n import direction
from planet.model import Entry, Media, SafeHtml, Story, Text
from planet.render.channels import Channel, story_id
from planet.render.images import quiet
from planet.render.items import address, authors, excerpt_words, heading, show_of
from planet.render.markup import characters, is_web, language_tag, uri
from planet.render.pages import pictures
from planet.render.pages.licences import licence
from planet.render.pages.page import Way
from planet.render.pages.press import Press
from planet.render.pages.views import Medium, Outside, Post
from planet.render.site import Card
from planet.text import one_line, unparted

MEGABYTE = 1_000_000


def post(press: Press, channel: Channel, number: int, texts: Mapping[int, Text], way: Way) -> Post:
    """Return a story as this river's pages show it; without its text (it was hidden meanwhile) as a link."""
    root = way.root
    site = press.site
    story = site.stories[number]
    text = texts.get(number)
    entry = text.entry if text else Entry(title=story.title, link=story.link)
    card = next((site.cards[url] for url in story.blogs if url in site.cards), None)
    show = show_of(site, channel, card) if text else Show.LINK
    body, more = _body(press, number, entry, show, root=root)
    language = language_tag(story.language or entry.language)
    rich = show is not Show.LINK
    topics = press.topics_of(card) if card else ()
    return Post(
        number=number,
        id=story_id(site, number),
        title=unparted(heading(story.title or entry.title, entry, card)),
        href=address(site, story.link or entry.link, card),
        blog=press.blog(card) if card else None,
        authors=_authors(entry, card),
        date=press.moment(story.date),
        language=language,
        foreign=bool(press.foreign(language)),
        direction=_direction(press, entry, language),
        show=show.value,
        body=Markup(body),  # noqa: S704 - SafeHtml, and what was put into it here is escaped
        more=more,
        terms=tuple(press.term(slug) for slug in story.written),
        found=tuple(press.term(slug) for slug in story.terms if slug in story.found),
        topics=topics,
        tint=press.blog(card).tint if card else "",
        picture=pictures.lead(site, number, entry, root=root) if show is Show.EXCERPT else None,
        pictures=pictures.beside(site, number, entry, root=root) if show is Show.FULL else (),
        media=tuple(_medium(press, one) for one in entry.media if _is_played(one) and not _stands_in(body, one))
        if rich
        else (),
        comments=_comments(press, entry),
        licence=licence(entry.licence or (card.blog.license if card else "")) if rich else None,
        also=_also(press, story, way),
        pinned=story.pinned_until is not None,
    )


def _authors(entry: Entry, card: Card | None) -> tuple[str, ...]:
    """Return who wrote it, unless that only says the blog's name again."""
    named = tuple(one_line(characters(person.name)) for person in authors(entry, card))
    return () if card and named == (card.name,) else named


def _direction(press: Press, entry: Entry, language: str) -> str:
    written = entry.direction or (direction(language) if language else "")
    return written if written and written != press.language.direction else ""


def _body(press: Press, number: int, entry: Entry, show: Show, *, root: str) -> tuple[SafeHtml, bool]:
    """Return the markup to show and whether the post goes on beyond it."""
    whole = entry.content or entry.summary
    if show is Show.LINK or not whole.strip():
        return SafeHtml(""), False
    if show is Show.FULL:
        label = press.language.gettext("Image")
        return SafeHtml(characters(pictures.shown(press.site, number, whole, root=root, label=label))), False
    short = excerpt(whole, excerpt_words(press.site, press.edition.theme.excerpt_words))
    # A short post is its own excerpt, films included.
    kept = short if press.site.settings.render.images is Images.DIRECT else quiet(short)
    return SafeHtml(characters(pictures.without(kept))), short != whole


def _is_played(one: Media) -> bool:
    return one.kind in ("audio", "video", "other") and is_web(one.url)


def _stands_in(body: str, one: Media) -> bool:
    """Return whether the text shown leads there already; sound that is only linked there still gets its player."""
    leads = f'src="{escape(uri(one.url))}"', f'href="{escape(uri(one.page or one.url))}"'
    return any(lead in body for lead in leads[: 1 if one.kind == "audio" else 2])


def _medium(press: Press, one: Media) -> Medium:
    direct = press.site.settings.render.images is Images.DIRECT
    return Medium(
        kind=one.kind,
        src=uri(one.url),
        type=one.type,
        title=one_line(characters(one.title)),
        page=uri(one.page) if is_web(one.page) else uri(one.url),
        thumbnail=uri(one.thumbnail) if direct and is_web(one.thumbnail) else "",
        alt=one_line(characters(one.alt)),
        length=_length(press, one),
    )


def _length(press: Press, one: Media) -> str:
    language = press.language
    if one.duration:
        minutes = max(1, round(one.duration / 60))
        return language.gettext("%(num)s min") % {"num": language.number(minutes)}
    if one.length and one.length > MEGABYTE // 10:
        return language.gettext("%(num)s MB") % {"num": language.number(round(one.length / MEGABYTE, 1))}
    return ""


def _comments(press: Press, entry: Entry) -> Outside | None:
    """Return the way to what readers answered, with their number if the feed says it; none said is no sign of life."""
    count, link = entry.comments.count, entry.comments.link
    if not is_web(link) or not count:
        return None
    said = press.language.ngettext("%(num)s comment", "%(num)s comments", count)
    return Outside(label=said % {"num": press.language.number(count)}, href=uri(link))


def _also(press: Press, story: Story, way: Way) -> tuple[Outside, ...]:
    """Return the other blogs a story stands in, once each; one that has no page of its own for it leads to the blog's page here."""
    found: dict[str, Outside] = {}
    for copy in story.copies[1:]:
        card = press.site.cards.get(copy.blog)
        if card is None or copy.blog == story.blogs[0]:
            continue
        own = is_web(copy.link) and copy.link != story.link
        href = uri(copy.link) if own else way.to(f"blogs/{card.blog.slug}/")
        found.setdefault(copy.blog, Outside(label=card.name, href=href, language=press.blog(card).language))
    return tuple(found.values())
