"""An edition at the press: the links and dates that many pages share, each put in words once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from planet.config.settings import Images, Topic
from planet.i18n import Language, language
from planet.model import Cloud
from planet.render.channels import Channel, base
from planet.render.context import Edition
from planet.render.fingerprints import stories_digest
from planet.render.markup import is_web, language_tag, uri
from planet.render.pages import colours
from planet.render.pages.views import BlogLink, CloudWord, Feed, Link, Moment, TopicLink
from planet.render.site import Card, Site
from planet.text import digest, unparted, words

FEEDS = (
    ("Atom", "application/atom+xml", "atom.xml"),
    ("RSS", "application/rss+xml", "rss20.xml"),
    ("JSON Feed", "application/feed+json", "feed.json"),
)

Kept = TypeVar("Kept")


class Press:
    """What the pages of one edition have in common; lives for one planning."""

    def __init__(self, edition: Edition) -> None:
        """Take an edition; nothing is worked out before it is asked for."""
        self.edition = edition
        self._kept: dict[tuple[str, str], Any] = {}

    def once(self, kind: str, name: str, make: Callable[[], Kept]) -> Kept:
        """Return what was made under this name, making it the first time."""
        found: Kept = self._kept[kind, name] if (kind, name) in self._kept else make()
        self._kept[kind, name] = found
        return found

    @property
    def site(self) -> Site:
        """The site before a language was chosen."""
        return self.edition.site

    @property
    def language(self) -> Language:
        """The language of the pages."""
        return self.edition.language

    # ---- topics and blogs

    @cached_property
    def topics(self) -> dict[str, TopicLink]:
        """Every topic's link by its slug, in the order they are shown."""
        return {held.topic.slug: self._topic(held.topic) for held in self.site.topics}

    def _topic(self, topic: Topic) -> TopicLink:
        coloured = bool(topic.color and colours.is_colour(topic.color))
        if coloured:
            tint = f"tint {colours.name(topic.color)}"
        else:
            tint = f"tint hue-{colours.tint(topic.slug)}" if topic.kind == "theme" else ""
        return TopicLink(
            label=unparted(topic.name),
            path=f"topics/{topic.slug}/",
            slug=topic.slug,
            kind=topic.kind,
            tint=tint,
            language=self.foreign(topic.lang),
        )

    def topics_of(self, card: Card, kind: str = "") -> tuple[TopicLink, ...]:
        """Return the topics of a blog, themes first, or those of one kind."""
        slugs = dict.fromkeys((*card.blog.topics, *card.blog.audiences))
        held = [self.topics[slug] for slug in slugs if slug in self.topics]
        held.sort(key=lambda topic: topic.kind != "theme")
        return tuple(topic for topic in held if kind in ("", topic.kind))

    def blog(self, card: Card) -> BlogLink:
        """Return a blog's link."""
        return self.once("link", card.blog.url, lambda: self._blog(card))

    def _blog(self, card: Card) -> BlogLink:
        tint = next((topic.tint for topic in self.topics_of(card) if topic.tint), "")
        return BlogLink(
            label=unparted(card.name),
            path=f"blogs/{card.blog.slug}/",
            slug=card.blog.slug,
            face=self._face(card.blog.face),
            monogram=monogram(card.name),
            tint=tint or f"tint hue-{colours.tint(card.blog.slug)}",
            language=self.foreign(card.blog.lang or card.feed.language),
        )

    def _face(self, face: str) -> str:
        """Return a picture when readers' browsers may load it: a file of the site's own, or anyone's where images are direct."""
        home = base(self.site)
        if is_web(face) and not face.startswith(home):
            return uri(face) if self.site.settings.render.images is Images.DIRECT else ""
        path = face.removeprefix(home).lstrip("/")
        return uri(path) if ":" not in path else ""

    # ---- terms and clouds

    def label(self, slug: str) -> str:
        """Return a term's label in the language of the pages."""
        held = self.site.terms.get(slug)
        return (held.term.labels.get(self.language.code) or held.term.label) if held else slug

    def term(self, slug: str) -> Link:
        """Return a term's link."""
        return Link(label=self.label(slug), path=f"tags/{slug}/", language=self.term_language(slug))

    def term_language(self, slug: str) -> str:
        """Return the language of a term's label when it is not the page's."""
        held = self.site.terms.get(slug)
        if held is None or held.term.labels.get(self.language.code):
            return ""
        return self.foreign(held.term.language or self.site.settings.planet.locales[0])

    def cloud(self, cloud: Cloud, *, topic: str = "") -> tuple[CloudWord, ...]:
        """Return a cloud's words; in a topic's cloud each leads to its posts within the topic."""
        found = []
        for one in cloud.terms:
            held = self.site.terms.get(one.term)
            own = held.term.labels.get(self.language.code, "") if held else ""
            found.append(
                CloudWord(
                    label=own if own and "(" not in one.label else one.label,
                    path=self.term_path(one.term, topic),
                    count=one.stories,
                    step=one.step,
                    language="" if own else self.foreign(one.language or self.site.settings.planet.locales[0]),
                )
            )
        return tuple(found)

    def blog_cloud(self) -> tuple[CloudWord, ...]:
        """Return the cloud of blogs."""
        return tuple(
            CloudWord(
                label=unparted(one.label),
                path=f"blogs/{one.term}/",
                count=one.stories,
                step=one.step,
                language=self.foreign(one.language),
            )
            for one in self.site.blog_cloud.terms
        )

    def term_path(self, slug: str, topic: str = "") -> str:
        """Return where a term's posts are listed, within a topic if one is named.

        A term that stands in one topic alone needs no page of its own there.
        """
        held = self.site.terms.get(slug)
        if topic and held and len(held.topics.get(topic, held.river)) != len(held.river):
            return f"topics/{topic}/tags/{slug}/"
        return f"tags/{slug}/"

    # ---- words

    def foreign(self, code: str) -> str:
        """Return a language tag when it is not the page's own language, else nothing."""
        tag = language_tag(code.replace("_", "-"))
        return "" if tag.partition("-")[0].lower() == self.language.code else tag

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the planet's time zone."""
        return moment.astimezone(self.site.settings.planet.timezone)

    def day(self, day: datetime, *, heading: bool = False) -> Moment:
        """Return the day of a local moment; as a heading with the name of the day, in the operator's form if there is one."""
        form = self.site.settings.render.new_date_format if heading else ""
        if form:
            text = self.language.strftime(form, day)
        else:
            text = self.language.day(day.date()) if heading else self.language.short_day(day.date())
        return Moment(iso=day.date().isoformat(), text=text[:1].upper() + text[1:] if heading else text)

    def moment(self, moment: datetime) -> Moment:
        """Return a post's date."""
        local = self.local(moment)
        form = self.site.settings.render.date_format
        text = self.language.strftime(form, local) if form else self.language.short_day(local.date())
        time = "" if form else self.language.time(local)
        return Moment(iso=local.isoformat(timespec="minutes"), text=text, time=time)

    def own_name(self, code: str) -> str:
        """Return a language's name in itself."""
        return language(code).own_name()

    # ---- feeds

    def feeds(self, folder: str, title: str) -> tuple[Feed, ...]:
        """Return the feeds that lie in a folder."""
        return tuple(Feed(name=name, type=kind, path=folder + file, title=title) for name, kind, file in FEEDS)

    def opml(self, folder: str) -> Feed:
        """Return the list of blogs of a folder, for readers' programs."""
        title = self.language.gettext("The list of blogs (OPML)")
        return Feed(name="OPML", type="text/x-opml", path=f"{folder}opml.xml", title=title)

    def crumb(self, name: str) -> Link:
        """Return the link to one of the pages that list things."""
        gettext = self.language.gettext
        labels = {
            "topics": gettext("Topics"),
            "tags": gettext("Tags"),
            "blogs": gettext("Blogs"),
            "archive": gettext("Archive"),
            "languages": gettext("Languages"),
            "about": gettext("About this planet"),
            "status": gettext("How the blogs are"),
            "search": gettext("Search"),
        }
        return Link(label=labels[name], path=f"{name}/")

    def month(self, year: int, month: int) -> str:
        """Return a month as a heading: `Novembre 2026`."""
        text = self.language.month(year, month)
        return text[:1].upper() + text[1:]

    # ---- fingerprints

    def stories_digest(self, numbers: Iterable[int], *, brief: bool = False) -> str:
        """Return a digest of all that a page shows of these stories in their order, texts by their own digests; `brief` pages name no terms."""
        terms = None if brief else self.term_digests
        return stories_digest(self.site, numbers, blogs=self.blog_digests, terms=terms)

    @cached_property
    def blog_digests(self) -> dict[str, str]:
        """A digest of what stands on a post of each blog, by its address."""
        return {url: digest(repr(self._said_of(card))) for url, card in self.site.cards.items()}

    def _said_of(self, card: Card) -> tuple[object, ...]:
        """Return what stands on a post of its blog."""
        blog = card.blog
        return self.blog(card), card.link, blog.author, blog.show, blog.license, self.topics_of(card)

    @cached_property
    def term_digests(self) -> dict[str, str]:
        """A digest of what each term is called, by its slug."""
        return {slug: digest(repr(self.term(slug))) for slug in self.site.terms}

    def channel(self, *, kind: str, name: str, folder: str, title: str, topic: Topic | None = None) -> Channel:
        """Return a river as the rules on what is shown want it."""
        return Channel(
            kind=kind,
            name=name,
            folder=folder,
            title=title,
            language=self.language.code,
            show=topic.show if topic else None,
        )


def monogram(name: str) -> str:
    """Return one or two capital letters for a blog: of its first two words, else the first two of its only one."""
    found = [word for word in words(name) if word[:1].isalpha()]
    if not found:
        return name.strip()[:1].upper() or "·"
    telling = [word for word in found if len(word) > 3 or word.isupper()] or found
    if len(telling) > 1:
        return (telling[0][0] + telling[1][0]).upper()
    return telling[0][:2].capitalize()
