"""What templates are given: plain values, in the words of one language, without a way back to the archive.

A page is made of these values and of its posts' texts, and of nothing else; so the digest of the values tells whether a page is to be
made anew. Addresses within the site are `path`s, counted from the root of the language; `to(path)` makes a link of one.
"""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of this site, in this language."""

    label: str
    path: str
    language: str = ""
    """Of the label, when it is not the page's."""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An address anywhere."""

    label: str
    href: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date in both forms `<time>` needs."""

    iso: str
    text: str
    time: str = ""
    """The time of day, where it is shown apart; empty when the operator's own form of dates is in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of this site; `path` counts from the root of the whole site: `file(path)`."""

    name: str
    """`Atom`, `RSS`, `JSON Feed`, `OPML`."""
    type: str
    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    """This page, or the nearest to it, in another language."""

    code: str
    name: str
    path: str
    """From the root of the whole site: `file(path)`."""
    address: str
    """Absolute."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """A topic as a link."""

    label: str
    path: str
    slug: str
    kind: str
    """`theme` or `audience`."""
    tint: str
    """The class that gives its colour: `tint c-b3264a`."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogLink:
    """A blog as it stands above a post."""

    label: str
    path: str
    slug: str
    face: str
    """Its picture, for `file(face)`; empty when there is none that may be loaded."""
    monogram: str
    """One or two letters, for blogs without a picture."""
    tint: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudWord:
    """A term, or a blog, in a cloud."""

    label: str
    path: str
    count: int
    step: int
    """Size class, 1 to 6."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterView:
    """A cloud as pictures; the paths count from the root of the language."""

    svg: str
    png: str
    address: str
    """Of the PNG, absolute."""
    alt: str
    width: int
    """Of the PNG, in pixels."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """How many posts each of the last 24 months brought."""

    svg: Markup
    """A drawing without words, hidden from screen readers; `text` says the same."""
    text: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image that goes with a post."""

    src: str
    alt: str
    caption: str = ""
    width: int | None = None
    height: int | None = None
    click: bool = False
    """It may be loaded only when a reader asks for it: show a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A sound, a film or another file that goes with a post."""

    kind: str
    """`audio`, `video` or `other`."""
    src: str
    type: str
    title: str
    page: str
    """Where to see or hear it: the film's page, else the file itself."""
    thumbnail: str = ""
    """Empty when it may not be loaded."""
    alt: str = ""
    length: str = ""
    """`12 min`, `3,4 Mo`; empty when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A story on a page."""

    number: int
    id: str
    title: str
    href: str
    blog: BlogLink | None
    authors: tuple[str, ...]
    """Empty where the blog speaks for itself."""
    date: Moment
    language: str
    """Of title and text; empty when unknown."""
    foreign: bool
    """Whether that is another language than the page's: what the page itself says inside the post's element needs its own `lang` then."""
    direction: str
    """`ltr` or `rtl`, when it is not the page's."""
    show: str
    """`full`, `excerpt` or `link`."""
    body: Markup
    """Clean markup, inside the post's own element; empty for `link`."""
    more: bool
    """Whether the post goes on where it was written."""
    terms: tuple[Link, ...] = ()
    found: tuple[Link, ...] = ()
    """Terms that stand in the text, not set by the author."""
    topics: tuple[TopicLink, ...] = ()
    tint: str = ""
    picture: Picture | None = None
    """The lead image of an excerpt."""
    pictures: tuple[Picture, ...] = ()
    """Images that the text does not show itself."""
    media: tuple[Medium, ...] = ()
    comments: Outside | None = None
    licence: Outside | None = None
    """`href` is empty when the feed gives only words."""
    also: tuple[Outside, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """What a blog wrote on a day beyond what one blog may fill of a page: its titles, in one line."""

    blog: BlogLink
    count: int
    titles: tuple[Outside, ...]
    """The newest; the blog's page has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a river."""

    date: Moment
    id: str
    """For fragments: `2026-11-24`."""
    posts: tuple[Post, ...]
    folds: tuple[Fold, ...] = ()
    pinned: bool = False
    """The pinned posts, ahead of all days; without a date of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The numbered pages of a river, and what follows them."""

    number: int
    count: int
    pages: tuple[Link, ...]
    newer: Link | None = None
    older: Link | None = None
    years: tuple[Link, ...] = ()
    """Lists by year of a river too long for its numbered pages."""
    archive: Link | None = None
    """The months, on the last page of the planet's river."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogView:
    """A blog's card."""

    link: BlogLink
    name: str
    path: str
    home: str
    """Its own site; empty when unknown."""
    source: str
    """The address of its own feed, without credentials; empty when that is no address of the web."""
    description: str
    themes: tuple[TopicLink, ...]
    publics: tuple[TopicLink, ...]
    count: int
    newest: Moment | None
    health: str
    """`fine`, `new`, `failing`, `dead`, `blocked`, `gone`, `moved`, `silent`, `paused`, `closed`."""
    state: str
    """The same in a few words; empty when fine."""
    sentence: str
    """The same in a sentence, with the day since which it is so."""
    spark: Spark
    language: str
    author: str
    licence: Outside | None
    feeds: tuple[Feed, ...]
    extra: tuple[tuple[str, str], ...]
    """What the INI says of it beyond the options, for themes of one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A topic with what belongs to it."""

    link: TopicLink
    name: str
    path: str
    kind: str
    description: str
    count: int
    blogs: tuple[BlogLink, ...]
    cloud: tuple[CloudWord, ...]
    small: tuple[CloudWord, ...]
    """The largest of its words, in the cloud's order: for a page of many clouds."""
    newest: Moment | None
    feeds: tuple[Feed, ...]
    snippet: str
    """Markup to copy into another page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term with its neighbours."""

    label: str
    path: str
    count: int
    note: str
    spellings: tuple[str, ...]
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    within: tuple[CloudWord, ...]
    """The topics it stands in; each leads to its posts there."""
    spark: Spark
    feeds: tuple[Feed, ...]
    topic: TopicLink | None = None
    """The topic this page is limited to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneath:
    """Stories of a term's narrower terms, newest first."""

    count: int
    titles: tuple[Outside, ...]
    """Of the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month of the archive."""

    label: str
    path: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A year of the archive, newest month first."""

    label: str
    count: int
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The terms that begin with a letter."""

    label: str
    id: str
    terms: tuple[CloudWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """A language posts are written in."""

    code: str
    label: str
    path: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthGroup:
    """Blogs that are alike, on the status page."""

    health: str
    label: str
    blogs: tuple[BlogView, ...]
