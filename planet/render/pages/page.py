"""One page: its plan, what every template is given, and how a template's fault is told."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from planet.model import Text
from planet.render.channels import base
from planet.render.pages.press import Press
from planet.render.pages.views import EditionLink, Feed, Link
from planet.render.site import Plan
from planet.text import digest, one_line, unparted

FORM = "1"
"""Part of every page's fingerprint; another number makes all pages anew once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How links lead from a page: to the root of the site, and to the root of its language."""

    root: str
    home: str

    def to(self, path: str) -> str:
        """Return a link to a page of this language; `""` is its first page."""
        return self.home + path or "./"

    def file(self, path: str) -> str:
        """Return a link to a file of the whole site, such as a feed; an absolute address stays as it is."""
        return path if "://" in path else self.root + path or "./"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page is before its posts are there: everything its template is given but texts."""

    kind: str
    """`planet`, `topic`, `blog`, `term`, `language`, `month`, `year`, `topics`, `tags`, `blogs`, `archive`, `languages`, `about`,
    `status`, `search`, `404`, `moved`."""
    path: str
    """Its folder, or `404.html`; counted from the root of its language."""
    template: str
    title: str
    """Its heading."""
    description: str = ""
    """A sentence for search engines and shared links."""
    crumbs: tuple[Link, ...] = ()
    """The way from the first page, this page left out."""
    feeds: tuple[Feed, ...] = ()
    number: int = 1
    """Of a river's numbered page."""
    noindex: bool = False
    stories: tuple[int, ...] = ()
    """Stories that it shows, whose texts it needs when `texts` says so."""
    texts: bool = True
    values: Mapping[str, Any]
    """What this kind of page has beyond what all have."""
    later: Callable[[Way, Mapping[int, Text]], Mapping[str, Any]] | None = None
    """Gives the values that need texts."""
    made_of: Sequence[str] = ()
    """Digests of what `later` works with."""


def plan(press: Press, page: Page) -> Plan:
    """Plan a page. Its fingerprint is a digest of all that its template is given."""
    edition = press.edition
    file = page.path if page.path.endswith(".html") else f"{page.path}index.html"
    given = repr((page.kind, page.title, page.description, page.crumbs, page.feeds, page.number, page.noindex))
    return Plan(
        path=edition.prefix + file,
        fingerprint=digest(
            FORM, page.template, file, chrome(press), given, repr(sorted(page.values.items())), *page.made_of
        ),
        stories=page.stories if page.texts else (),
        make=partial(_make, press, page),
    )


def chrome(press: Press) -> str:
    """Return a digest of what stands on every page of the edition."""
    return press.once("digest", "chrome", lambda: _chrome(press))


def _chrome(press: Press) -> str:
    site, settings = press.site, press.site.settings
    return digest(
        press.edition.theme.digest,
        site.version,
        site.identity,
        press.language.code,
        repr((settings.planet, settings.render, settings.extra)),
        repr((tuple(press.topics.values()), offers(press))),
    )


def offers(press: Press) -> Mapping[str, bool]:
    """Return which pages the site has that not every site has."""
    site = press.site
    return {
        "search": site.search,
        "topics": bool(site.topics),
        "tags": bool(site.terms),
        "languages": len(site.languages) > 1,
    }


def way(press: Press, page: Page) -> Way:
    """Return how a page's links lead; a page shown for any missing address cannot count steps, and names the whole path."""
    prefix = press.edition.prefix
    root = "../" * (prefix + page.path).count("/")
    if page.kind == "404":
        root = urlsplit(base(press.site)).path or "/"
    return Way(root=root, home=root + prefix)


def _make(press: Press, page: Page, texts: Mapping[int, Text]) -> bytes:
    """Render a page.

    Raises:
        ThemeError: naming template and line.
    """
    theme = press.edition.theme
    leads = way(press, page)
    values = {**_common(press, page, leads), **page.values}
    if page.later:
        values.update(page.later(leads, texts))
    return theme.render(page.template, values).encode("utf-8", "replace")


def _common(press: Press, page: Page, leads: Way) -> dict[str, Any]:
    """Return what every template is given (`docs/reference/themes.md`)."""
    settings, language = press.site.settings, press.language
    topics = tuple(press.topics.values())
    address = press.edition.absolute(press.edition.prefix + page.path)
    return {
        "planet": settings.planet,
        "options": settings.render.theme_options,
        "extra": settings.extra,
        "language": language,
        "_": language.gettext,
        "ngettext": language.ngettext,
        "number": language.number,
        "to": leads.to,
        "file": leads.file,
        "kind": page.kind,
        "path": page.path,
        "title": page.title,
        "page_number": page.number,
        "description": unparted(one_line(page.description)),
        "address": address,
        "crumbs": page.crumbs,
        "feeds": page.feeds,
        "themes": tuple(topic for topic in topics if topic.kind == "theme"),
        "publics": tuple(topic for topic in topics if topic.kind != "theme"),
        "offers": offers(press),
        "editions": editions(press, page),
        "noindex": page.noindex or not settings.render.index,
        "images": settings.render.images.value,
        "version": press.site.version,
        "linked": "",
        "poster": None,
        "topic": None,
        "blog": None,
        "term": None,
    }


def editions(press: Press, page: Page) -> tuple[EditionLink, ...]:
    """Return this page in each language the site is built in; empty where there is one alone."""
    edition, locales = press.edition, press.site.settings.planet.locales
    if len(locales) < 2 or page.kind == "404":
        return ()
    found = []
    for place, code in enumerate(locales):
        path = ("" if place == 0 else f"{code}/") + page.path
        found.append(
            EditionLink(
                code=code,
                name=press.own_name(code),
                path=path,
                address=edition.absolute(path),
                current=code == press.language.code,
            )
        )
    return tuple(found)


def embedded(data: Mapping[str, Any]) -> Markup:
    """Return structured data as JSON that no text in it can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(letter, code)
    return Markup(text)  # noqa: S704 - the characters that mean something in markup are gone
