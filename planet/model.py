"""The values that flow from stage to stage: frozen, without behaviour beyond what a field implies.

All datetimes are aware and in UTC. Tuples keep the order of their source. `None` means "not said".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

SafeHtml = NewType("SafeHtml", str)
"""Markup that may stand in a page as it is. Only `planet.parse.clean` makes it."""


# ---- what a blog's address answered ---------------------------------------------------------------------------------


class Trouble(StrEnum):
    """The kinds of failure of one blog; `planet.explain` has a sentence for each, in each language."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    NETWORK = "network"
    STATUS = "status"
    LATER = "later"
    """429 or 503: the server asks to come back later."""
    GONE = "gone"
    """410: never asked again."""
    BLOCKED = "blocked"
    """401, 403 or a challenge page where a feed was."""
    REDIRECT = "redirect"
    """A loop, too many hops, or a redirect without an address."""
    ADDRESS = "address"
    """An address that may not be asked: private, or of another scheme."""
    TOO_LARGE = "too-large"
    ENCODING = "encoding"
    """The Content-Encoding could not be undone."""
    FILE = "file"
    """A local file that cannot be read."""
    NOT_A_FEED = "not-a-feed"
    UNREADABLE = "unreadable"
    CRASH = "crash"
    """A defect of Nuage met while one blog was worked on; the others go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What stopped one blog in this run; what was known of it stands."""

    url: str
    """The address asked last, without credentials."""
    trouble: Trouble
    detail: str = ""
    """A few technical words in English for the log: "certificate has expired", "HTML page titled …"."""
    status: int | None = None
    retry_after: datetime | None = None
    feeds: tuple[str, ...] = ()
    """Addresses of feeds that the page found there names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body, decoded from its Content-Encoding, with what is needed to read it."""

    url: str
    """The address that answered, after redirects, without credentials: the base of relative links."""
    body: bytes
    content_type: str = ""
    """The Content-Type header as received, parameters included; empty when there was none."""
    content_location: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The feed is as it was: a 304, or a 200 whose body has the same digest."""

    url: str
    status: int = 304


Answer = Fetched | NotModified | Failure


class WaitReason(StrEnum):
    """Why a blog is not asked now; `planet.explain` has a sentence for each."""

    GONE = "gone"
    """It answered 410."""
    RETRY_AFTER = "retry-after"
    """Its server said not to come back before (429 or 503)."""
    FRESH = "fresh"
    """Its last answer is good until then (Cache-Control, Expires)."""
    PACING = "pacing"
    """The feed says how often it changes (ttl, sy:updatePeriod)."""
    SKIPPED = "skipped"
    """The feed asks to be left alone at these hours or days (skipHours, skipDays)."""
    INTERVAL = "interval"
    """`min_interval` has not passed."""
    FAILURES = "failures"
    """It failed several times in a row; the gaps grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A blog may not be asked before a time."""

    reason: WaitReason
    until: datetime | None = None
    """None when it is never asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What must be remembered of a blog for good; the archive keeps it. All of it survives a lost cache."""

    adopted: str = ""
    """The address that a confirmed permanent redirect led to; empty while the INI's own is asked."""
    moving_to: str = ""
    """The target of a permanent redirect that is not yet adopted."""
    moving_since: datetime | None = None
    gone: datetime | None = None
    """When a 410 came; the blog is not asked again until its INI address changes."""
    failures: int = 0
    """Failures in a row; 0 after a success."""
    failing_since: datetime | None = None
    trouble: Trouble | None = None
    detail: str = ""
    status: int | None = None
    last_asked: datetime | None = None
    last_success: datetime | None = None
    """The last time a feed, or word that it has not changed, was received."""
    first_success: datetime | None = None


# ---- what a feed says -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author or contributor (RFC 4287 section 3.2)."""

    name: str
    email: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A category as its author wrote it (RFC 4287 section 4.2.2); `text` is what a reader sees."""

    text: str
    term: str = ""
    """Atom's term or RSS's text when it differs from the label."""
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, sound or film that goes with an entry (RSS enclosure, Media RSS, Atom enclosure link)."""

    url: str
    kind: str
    """`image`, `audio`, `video` or `other`."""
    type: str = ""
    """The media type said by the feed, in lower case."""
    length: int | None = None
    """Bytes."""
    duration: int | None = None
    """Seconds."""
    width: int | None = None
    height: int | None = None
    title: str = ""
    alt: str = ""
    thumbnail: str = ""
    page: str = ""
    """The page to open it on, such as a film's page at its host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of an entry that is neither its own page nor an enclosure: related, via, replies, license …"""

    href: str
    rel: str
    type: str = ""
    title: str = ""
    hreflang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The feed an entry was taken from (atom:source, RSS source)."""

    id: str = ""
    title: str = ""
    link: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Where readers answer, and how many did (slash:comments, thr:total, wfw:commentRss)."""

    link: str = ""
    feed: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post as one feed gave it, after normalisation and cleaning. Every address is absolute."""

    guid: str = ""
    """RSS guid, Atom id or JSON Feed id as written; a hint, never a key by itself."""
    guid_is_link: bool = False
    link: str = ""
    """The page of the post."""
    origlink: str = ""
    """feedburner:origLink, or another statement of the original address."""
    title: str = ""
    """Plain text on one line; empty when the feed has none."""
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary: SafeHtml = SafeHtml("")
    content: SafeHtml = SafeHtml("")
    """The fullest text given; empty when the feed gives only a summary."""
    tags: tuple[Tag, ...] = ()
    language: str = ""
    """BCP 47, lower-case language and upper-case region: declared, or detected when `language_detected`."""
    language_detected: bool = False
    direction: str = ""
    """`rtl` or `ltr` when known, else empty."""
    media: tuple[Media, ...] = ()
    image: str = ""
    """The address of the lead image, when one is large enough."""
    comments: Comments = field(default_factory=Comments)
    licence: str = ""
    """The address of the licence; its words when there is no address."""
    rights: str = ""
    links: tuple[Link, ...] = ()
    source: Source | None = None
    words: int = 0
    """Words in the fullest text."""
    raw: str = ""
    """The digest of what the feed gave for this entry and of what its reading depends on."""
    warnings: tuple[str, ...] = ()
    """Short codes of what was odd: `date-unreadable`, `date-ancient` …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """An entry whose raw digest is known already; nothing of it was worked on again."""

    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """What a feed says of how often it wants to be asked (RSS ttl, skipHours, skipDays, Syndication module)."""

    ttl: int | None = None
    """Minutes."""
    skip_hours: frozenset[int] = frozenset()
    """Hours in UTC, 0 to 23."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week in UTC, Monday = 0."""
    update_every: int | None = None
    """Seconds, from sy:updatePeriod and sy:updateFrequency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed document: what it says of itself, and its entries in its order."""

    url: str
    format: str = ""
    """`rss20`, `rss10`, `rss09x`, `atom10`, `atom03`, `json1`."""
    parser: str = ""
    """`fast`, `liberal` or `jsonfeed`."""
    id: str = ""
    title: str = ""
    subtitle: str = ""
    link: str = ""
    """The blog's own page."""
    self_link: str = ""
    hubs: tuple[str, ...] = ()
    next_link: str = ""
    icon: str = ""
    logo: str = ""
    language: str = ""
    generator: str = ""
    rights: str = ""
    authors: tuple[Person, ...] = ()
    updated: datetime | None = None
    pacing: Pacing = field(default_factory=Pacing)
    entries: tuple[Entry | Unchanged, ...] = ()
    warnings: tuple[str, ...] = ()
    """Short codes of what was odd in the document: `not-well-formed`, `encoding-wrong`, `truncated` …"""


# ---- what the archive keeps -----------------------------------------------------------------------------------------


class DateRule(StrEnum):
    """Why an entry bears its river date."""

    PUBLISHED = "published"
    UPDATED = "updated"
    FIRST_SEEN = "first-seen"
    FIRST_HARVEST = "first-harvest"
    """Undated in a first harvest: just below the newest dated entry of that harvest."""
    HELD = "held"
    """In the future; shown when that day comes."""
    CLAMPED = "clamped"
    KEPT = "kept"
    """The blog re-dated its entries; the earlier date stands."""


class State(StrEnum):
    """Whether an archived entry may be shown."""

    SHOWN = "shown"
    HELD = "held"
    """Waits for its date, or for the coordinator (a blog that may have been taken over)."""
    WITHDRAWN = "withdrawn"
    """Gone from within the window its feed still covers."""
    HIDDEN = "hidden"
    """Hidden by the coordinator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry in the archive, with what was decided about it."""

    number: int
    """The archive's own number of the entry; never used twice."""
    blog: str
    """The blog's address in the INI."""
    entry: Entry
    first_seen: datetime
    last_seen: datetime
    """The last harvest that held it."""
    date: datetime
    """The river date."""
    dated_by: DateRule
    story: int
    """The story it belongs to: the number of the entry that founded it."""
    state: State = State.SHOWN
    keys: tuple[str, ...] = ()
    """What proposes it as a partner of others."""
    announce: bool = True
    """Whether output feeds may announce it as new; false for what came by a flood."""
    revised: datetime | None = None
    """When its text last changed; a new `updated` alone is no change. None means never since its date."""
    titles: tuple[str, ...] = ()
    """Titles it bore before, oldest first."""
    held_for: str = ""
    """`future` or `taken-over` while its state is `held`."""
    recognised: str = ""
    """The rule by which a later harvest was last known to hold it, when that was not plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a blog looks like from afar: enough to notice that somebody else writes there now."""

    title: str = ""
    language: str = ""
    """Of the feed, else of most of its entries; without region."""
    hosts: frozenset[str] = frozenset()
    """Of its home page and its entries' pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An entry's place in its blog's last harvest, in the light form that tells what is gone."""

    number: int
    raw: str
    position: int
    """From 0, in the document's order."""
    published: datetime | None = None
    updated: datetime | None = None
    state: State = State.SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the archive knows of a blog before a harvest."""

    first_harvest: datetime | None = None
    """None while nothing was ever harvested."""
    last_arrival: datetime | None = None
    """When a new entry last came."""
    profile: Profile | None = None
    aggregator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why two entries are the same story, or are not."""

    one: int
    other: int
    same: bool
    rule: str
    """The name of the rule that decided."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something an operator should read of: what happened, where, in figures."""

    code: str
    """`mass-redating`, `shrunk`, `taken-over`, `withdrawn`, `future`, `date-ancient`, `flood`, `aggregator` …"""
    blog: str = ""
    link: str = ""
    count: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What merging one blog's harvest does to the archive, to be written in one transaction."""

    blog: str
    added: tuple[Record, ...] = ()
    changed: tuple[Record, ...] = ()
    """Records as they shall be; their numbers exist already. Records of other blogs may be among them (stories)."""
    seen: tuple[int, ...] = ()
    """Numbers met again in this harvest, changed or not."""
    withdrawn: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    """Numbers that were withdrawn and are there again."""
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[Note, ...] = ()
    positions: Mapping[int, int] = field(default_factory=dict)
    """The place of each record of this harvest in its document, from 0, by number."""
    shown: Mapping[int, int] = field(default_factory=dict)
    """By story, for every story that changed: the record to show."""
    profile: Profile | None = None
    """What the blog looks like now; None when what was known is to stand."""
    aggregator: bool = False
    """Whether the feed looks like one that republishes others."""


# ---- what is shown --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One entry of a story: in which blog it stands, and where."""

    number: int
    blog: str
    link: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a reader sees once, in the light form from which rivers are made; its text is loaded when a page needs it."""

    number: int
    """The number of the story; stands in its public id and never changes once published."""
    shown: int
    """The number of the record that is shown."""
    date: datetime
    updated: datetime
    """When its text last changed; never before `date`."""
    blogs: tuple[str, ...]
    """Addresses (INI) of the blogs it stands in, the shown one's first."""
    copies: tuple[Copy, ...] = ()
    """The shown entry first."""
    title: str = ""
    link: str = ""
    language: str = ""
    tags: tuple[Tag, ...] = ()
    """The tags of all its entries, the shown one's first, each spelling once."""
    terms: tuple[str, ...] = ()
    """Slugs of its terms; empty until `tags` has given them."""
    found: frozenset[str] = frozenset()
    """Those of `terms` that were found in the text, not written by the author."""
    announce: bool = True
    pinned_until: datetime | None = None
    state: State = State.SHOWN
    """`shown`, or `withdrawn` where the planet keeps what was withdrawn."""
    former: tuple[int, ...] = ()
    """Numbers of stories that turned out to be this one."""
    digest: str = ""
    """Changes whenever anything that a page shows of it changes."""

    @property
    def written(self) -> tuple[str, ...]:
        """Those of `terms` that its authors set."""
        return tuple(term for term in self.terms if term not in self.found) if self.found else self.terms


class Outline(NamedTuple):
    """What rivers, clouds and plans need of a story; a tuple, for there is one of each story of the archive. Fields as in `Story`."""

    number: int
    date: datetime
    updated: datetime
    blogs: tuple[str, ...]
    language: str
    terms: tuple[str, ...]
    found: frozenset[str]
    announce: bool
    pinned_until: datetime | None
    mark: bytes
    """A digest of everything a file may show of the story but the names of its blogs and terms."""


Listed = Story | Outline
"""A story as far as rivers and clouds look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The full form of a story's shown entry, loaded for the pages that need it."""

    story: int
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A harmonised tag (skos:Concept)."""

    slug: str
    """Its stable address."""
    label: str
    """As displayed in the planet's first language (skos:prefLabel)."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """By language."""
    language: str = ""
    """The language of `label` when it is not the planet's."""
    spellings: tuple[str, ...] = ()
    """All raw forms met, most used first."""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    note: str = ""
    pinned: bool = False
    former: tuple[str, ...] = ()
    """Slugs it bore before; each keeps a redirect page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudTerm:
    """A term as it stands in one cloud."""

    term: str
    """The term's slug."""
    label: str
    stories: int
    """Stories listed under it in this cloud's river: the printed number."""
    step: int
    """Size class, 1 (least) to 6."""
    weight: float = 0.0
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """The chosen terms of a river, in the order they are shown."""

    terms: tuple[CloudTerm, ...] = ()
