"""What rendering is given: everything that stands on the pages, in the light form; texts are asked for page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planet.config import Blog, Settings, Topic
from planet.model import Cloud, Feed, History, Outline, Story, Term, Text

Texts = Callable[[Sequence[int]], Mapping[int, Text]]
"""Numbers of stories to their texts; a number that is unknown is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A blog as the site shows it."""

    blog: Blog
    feed: Feed
    """What the feed said of itself last, without entries."""
    history: History
    name: str
    """The INI's name, else the feed's title, else the host."""
    link: str
    """The blog's home page: the INI's, else the feed's."""
    health: str
    """`fine`, `new` (not yet asked), `failing`, `dead`, `blocked`, `gone`, `moved`, `silent`, `paused`, `closed`."""
    river: tuple[int, ...] = ()
    """Numbers of its stories, newest first."""
    months: tuple[int, ...] = ()
    """Stories in each of the last 24 months, oldest first, the last month being the newest story's of the planet."""
    newest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRiver:
    """A topic with its stories, blogs and cloud."""

    topic: Topic
    river: tuple[int, ...]
    blogs: tuple[str, ...]
    cloud: Cloud


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRiver:
    """A term with its stories, over the planet and within each topic."""

    term: Term
    river: tuple[int, ...]
    topics: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By topic slug: the part of `river` that stands in the topic."""
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Site:
    """The whole site, before a language is chosen for its pages. One is equal to itself alone, so that what is worked out of it can be kept."""

    settings: Settings
    version: str
    """Nuage's version."""
    stories: Mapping[int, Story]
    """By number. Large planets give a shelf that opens a story when it is asked for; what is asked of many are `outlines`."""
    river: tuple[int, ...]
    """Numbers of stories, newest first; pinned ones first of all."""
    cards: Mapping[str, Card]
    """By the blog's INI address, in the INI's order; incubating blogs are not among them."""
    topics: tuple[TopicRiver, ...]
    terms: Mapping[str, TermRiver]
    """By slug, in the order of the locale's collation."""
    cloud: Cloud
    blog_cloud: Cloud
    """The blogs themselves, weighted by recent activity; a CloudTerm's `term` is the blog's slug."""
    languages: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By language code (`fr`), where the planet has more than one: the part of the river written in it."""
    newest: datetime | None = None
    """The date of the newest story: "now" for everything that counts ages."""
    updated: datetime | None = None
    """The latest change of any story."""
    identity: str = ""
    """A UUID drawn when the archive was made; the public ids of feeds and stories rest on it, so that they outlive a move of the planet.

    Without it they rest on the host the planet is published at.
    """
    search: bool = False
    """Whether the site has a search index, and so a search page."""
    posters: bool = False
    """Whether clouds are drawn as pictures too."""
    outlines: Mapping[int, Outline] | None = None
    """Of the same stories; None has them made of those."""
    images: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """By story: addresses of its images to the paths of their local copies in the site (`images = local`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One file of the site, before it is made."""

    path: str
    """Relative to the output folder, with `/`: `topics/sante/index.html`."""
    fingerprint: str
    """Changes whenever the bytes might: a digest of everything the page is made of."""
    stories: tuple[int, ...]
    """The stories whose texts it needs."""
    make: Callable[[Mapping[int, Text]], bytes]
    """Texts to bytes; pure."""
    again: Callable[[], "Plan"] | None = None
    """Where the file was planned before and nothing changed: plans it as a whole. `stories` and `make` are not known then."""

    def whole(self) -> "Plan":
        """Return the plan with its stories, ready to be made."""
        return self.again() if self.again else self
