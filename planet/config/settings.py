"""The settings of each stage, as frozen values; each field carries the documentation the reference page prints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Option:
    """What the INI reader and the reference page know of a field beyond its name, type and default."""

    doc: str
    also: tuple[str, ...] = ()
    """Other names it is read under (Planet, Venus)."""
    unit: str = ""
    """What a bare number counts: `s`, `min`, `days`, `MB` or `words`; the value may say another of the same kind."""
    key: str = ""
    """Its name in the INI, when that is not the field's."""
    choices: tuple[str, ...] = ()
    """The words it may be, where the type does not say."""
    form: str = ""
    """What the text must look like: `address`, `email`, `language` or `color`; `words` for a list parted by blanks."""
    least: float = 0
    """The smallest number allowed."""


class Show(StrEnum):
    """How much of a post is shown."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


class Images(StrEnum):
    """Where readers' browsers take a post's images from."""

    DIRECT = "direct"
    CLICK = "click"
    NONE = "none"
    LOCAL = "local"


class FutureDates(StrEnum):
    """What becomes of a post dated in the future."""

    HOLD = "hold"
    CLAMP = "clamp"
    IGNORE_DATE = "ignore_date"
    IGNORE_ENTRY = "ignore_entry"


class PrivateAddresses(StrEnum):
    """Whether a redirect may lead to a private address."""

    OWN = "own"
    NEVER = "never"
    ALWAYS = "always"


class BlogState(StrEnum):
    """A blog's place in the planet."""

    ACTIVE = "active"
    INCUBATING = "incubating"
    """Fetched, shown only to the coordinator."""
    PAUSED = "paused"
    """Neither asked nor shown as failing; its posts stay."""
    CLOSED = "closed"
    """Never asked again; its posts stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanetSettings:
    """Who the planet is."""

    name: Annotated[str, Option("The planet's name.")] = "Planet"
    link: Annotated[str, Option("The address its pages are published at.", form="address")] = ""
    description: Annotated[str, Option("One or two sentences for the river's head, feeds and search engines.")] = ""
    owner_name: Annotated[str, Option("Who answers for the planet.")] = ""
    owner_email: Annotated[str, Option("Where to write to them.", form="email")] = ""
    locales: Annotated[
        tuple[str, ...],
        Option(
            "Languages of the pages, the first at the root: `fr`, or `fr, en`; `fr_FR.UTF-8` means `fr`.",
            ("locales",),
            key="locale",
            form="language",
        ),
    ] = ("en",)
    timezone: Annotated[ZoneInfo, Option("The time zone of days and times shown, such as `Europe/Paris`.")] = field(
        default_factory=lambda: ZoneInfo("UTC")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How blogs are asked."""

    cache_directory: Annotated[Path, Option("What may be deleted at the cost of one full refetch.")] = Path("cache")
    feed_timeout: Annotated[float, Option("Total time one blog may take.", unit="s", least=1)] = 20.0
    workers: Annotated[int, Option("Blogs asked at the same time.", ("spider_threads",), least=1)] = 16
    per_host: Annotated[int, Option("Of these, at most so many of one host.", least=1)] = 2
    min_interval: Annotated[
        float, Option("Least time between two requests to a blog; 0 asks at each run.", unit="min")
    ] = 60.0
    max_size: Annotated[float, Option("Largest feed read, decoded.", unit="MB", least=0.001)] = 10.0
    move_after: Annotated[
        float, Option("How long a permanent redirect must last before it is adopted.", unit="days")
    ] = 7.0
    verify: Annotated[bool, Option("Whether TLS certificates must be valid.")] = True
    private_addresses: Annotated[
        PrivateAddresses,
        Option(
            "Whether redirects may lead to private addresses: `own` (only for a blog whose INI address is private), `never`, `always`."
        ),
    ] = PrivateAddresses.OWN
    user_agent: Annotated[str, Option("Replaces `Nuage/VERSION (+LINK)`; keep a contact in it.")] = ""
    proxy: Annotated[str, Option("A proxy's address, such as `http://proxy.example:3128`.", form="address")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseSettings:
    """How documents are read."""

    ignore_in_feed: Annotated[
        tuple[str, ...],
        Option("Fields of entries that are not read: `updated`, `published`, `summary`, `tags` …", form="words"),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """How entries become stories."""

    future_dates: Annotated[
        FutureDates,
        Option(
            "A post dated in the future is held until then (`hold`), dated when it was first seen (`clamp`), read as undated (`ignore_date`) or left out (`ignore_entry`)."
        ),
    ] = FutureDates.HOLD
    activity_threshold: Annotated[int, Option("Without a post for so long, a blog counts as silent.", unit="days")] = 90
    new_feed_items: Annotated[
        int, Option("Of a first harvest, or a return after silence, output feeds announce so many.")
    ] = 10
    same: Annotated[tuple[tuple[str, str], ...], Option("Pairs of addresses of one story, one pair a line.")] = ()
    different: Annotated[tuple[tuple[str, str], ...], Option("Pairs of addresses that are never one story.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """Where what must never be lost is kept."""

    archive: Annotated[
        str, Option("A path (SQLite) or a database address; without one `archive.sqlite` beside the cache directory.")
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectSettings:
    """Which stories stand in the river; all of it acts from the archive, without asking anybody."""

    filter: Annotated[re.Pattern[str] | None, Option("Keep only posts this regular expression is found in.")] = None
    exclude: Annotated[re.Pattern[str] | None, Option("Leave out posts this regular expression is found in.")] = None
    only_tags: Annotated[tuple[str, ...], Option("Keep only posts with one of these terms.")] = ()
    not_tags: Annotated[tuple[str, ...], Option("Leave out posts with one of these terms.")] = ()
    only_languages: Annotated[tuple[str, ...], Option("Keep only posts in these languages.", form="language")] = ()
    withdrawn: Annotated[str, Option("Posts withdrawn upstream: `hide` or `keep`.", choices=("hide", "keep"))] = "hide"
    cap_per_blog: Annotated[int, Option("Stories of one blog on a page before the rest is folded; 0 for none.")] = 5
    items_per_page: Annotated[int, Option("Stories on a page.", least=1)] = 60
    days_per_page: Annotated[int, Option("Days on the first page; 0 for no limit.")] = 0
    pages: Annotated[int, Option("Numbered pages before the months take over.", least=1)] = 10
    feed_items: Annotated[int, Option("Stories in an output feed.")] = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSettings:
    """How tags become terms, and terms clouds."""

    tags_file: Annotated[Path, Option("The INI of the vocabulary; found beside the planet's INI.")] = Path("tags.ini")
    vocabulary: Annotated[tuple[Path, ...], Option("SKOS files (Turtle, RDF/XML, JSON-LD).")] = ()
    auto_tags: Annotated[
        str,
        Option(
            "`vocabulary` gives posts without tags terms found in their text; `off` does not.",
            choices=("off", "vocabulary"),
        ),
    ] = "off"
    cloud_size: Annotated[int, Option("Terms in a cloud, at most.")] = 40
    cloud_min_posts: Annotated[
        int | None,
        Option(
            "Stories a term needs to enter a cloud; where it is not given two,"
            " or one for a blog that no such term reaches, so that every blog is heard."
        ),
    ] = None
    cloud_min_blogs: Annotated[
        int, Option("Blogs a term needs to enter a cloud, never above the live blogs of the topic.")
    ] = 1
    half_life: Annotated[
        float,
        Option("A story's weight in clouds halves in so many days, counted from the newest; 0 for never.", unit="days"),
    ] = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """How pages look."""

    theme: Annotated[str, Option("A theme's name, or the path of its folder.", ("output_theme",))] = "nuage"
    theme_options: Annotated[Mapping[str, str], Option("What the theme lets one choose, one `key: value` a line.")] = (
        field(default_factory=dict)
    )
    template_directories: Annotated[tuple[Path, ...], Option("Folders searched for template_files.")] = ()
    template_files: Annotated[
        tuple[Path, ...], Option("Templates of one's own, rendered beside the theme's pages.")
    ] = ()
    bill_of_materials: Annotated[
        tuple[str, ...],
        Option("Files copied to the output as they are; `#{face}` stands for that key of each blog.", form="words"),
    ] = ()
    show: Annotated[
        Show | None, Option("How much of a post is shown: `full`, `excerpt` or `link`; without it the theme decides.")
    ] = None
    excerpt_words: Annotated[
        int | None,
        Option("Length of an excerpt; without it the theme decides for pages, and feeds have 120.", unit="words"),
    ] = None
    images: Annotated[
        Images,
        Option(
            "Images of posts: loaded from their sites (`direct`), after a click, not at all (`none`), or from copies (`local`)."
        ),
    ] = Images.DIRECT
    images_quota: Annotated[float, Option("Room for local copies of images; the newest posts' stay.", unit="MB")] = (
        500.0
    )
    index: Annotated[bool, Option("Whether search engines may index the pages.")] = False
    date_format: Annotated[str, Option("strftime format of a post's date; without it the language's own form.")] = ""
    new_date_format: Annotated[str, Option("strftime format of a day's heading.")] = ""
    encoding: Annotated[str, Option("Kept for Planet's sake; pages are UTF-8.")] = "utf-8"
    formats: Annotated[tuple[str, ...], Option("Output formats beyond the usual: `rss10`, `foaf`.", form="words")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """Where the site goes."""

    output_dir: Annotated[Path, Option("The folder the site is written to.")] = Path("output")
    hub: Annotated[str, Option("A WebSub hub told of new stories.", ("pubsubhubbub_hub",), form="address")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named group of blogs."""

    slug: str
    name: Annotated[str, Option("Its name; the section's own without one.")]
    description: Annotated[str, Option("A sentence for its page.")] = ""
    kind: Annotated[str, Option("`theme` or `audience`.", choices=("theme", "audience"))] = "theme"
    order: Annotated[int, Option("Its place among topics; smaller is earlier, then by name.")] = 1000
    color: Annotated[str, Option("A CSS colour, `#rrggbb`.", form="color")] = ""
    lang: Annotated[
        str,
        Option(
            "The language of its name and description, when it is not the planet's.", ("language",), form="language"
        ),
    ] = ""
    cloud_size: Annotated[int | None, Option("Terms in its cloud, at most.")] = None
    only_tags: Annotated[tuple[str, ...], Option("Keep only posts with one of these terms.")] = ()
    not_tags: Annotated[tuple[str, ...], Option("Leave out posts with one of these terms.")] = ()
    only_languages: Annotated[tuple[str, ...], Option("Keep only posts in these languages.", form="language")] = ()
    filter: Annotated[re.Pattern[str] | None, Option("Keep only posts this regular expression is found in.")] = None
    exclude: Annotated[re.Pattern[str] | None, Option("Leave out posts this regular expression is found in.")] = None
    show: Annotated[Show | None, Option("How much of a post is shown on its pages and in its feeds.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """One subscribed feed: a section of the INI whose name is its address."""

    url: str
    """As written in the INI, credentials included; never printed (`planet.urls.without_credentials`)."""
    slug: str
    """Its address in the site; unique in the planet."""
    name: Annotated[str, Option("Its name; without one the feed's title.")] = ""
    link: Annotated[str, Option("Its home page; without one what the feed says.", form="address")] = ""
    author: Annotated[str, Option("Whose posts they are, where the feed does not say or says it wrong.")] = ""
    email: Annotated[str, Option("Where its keeper is reached; shown to the coordinator only.")] = ""
    description: Annotated[str, Option("A sentence for its card; without one the feed's subtitle.")] = ""
    face: Annotated[str, Option("The address or path of a picture.")] = ""
    topics: Annotated[
        tuple[str, ...], Option("Its themes, by name or slug, parted by commas.", ("topics",), key="topic")
    ] = ()
    audiences: Annotated[
        tuple[str, ...], Option("Its publics, by name or slug, parted by commas.", ("audiences",), key="audience")
    ] = ()
    lang: Annotated[
        str,
        Option(
            "The language of its posts, when the feed does not say or says it wrong.", ("language",), form="language"
        ),
    ] = ""
    state: Annotated[BlogState, Option("`active`, `incubating`, `paused` or `closed`.")] = BlogState.ACTIVE
    show: Annotated[Show | None, Option("How much of its posts is shown.")] = None
    aggregator: Annotated[
        bool | None, Option("Whether it republishes other blogs; without a word it is found out.")
    ] = None
    verify: Annotated[bool | None, Option("Whether its TLS certificate must be valid.")] = None
    filter: Annotated[re.Pattern[str] | None, Option("Keep only posts this regular expression is found in.")] = None
    exclude: Annotated[re.Pattern[str] | None, Option("Leave out posts this regular expression is found in.")] = None
    only_tags: Annotated[tuple[str, ...], Option("Keep only posts with one of these terms.")] = ()
    not_tags: Annotated[tuple[str, ...], Option("Leave out posts with one of these terms.")] = ()
    only_languages: Annotated[tuple[str, ...], Option("Keep only posts in these languages.", form="language")] = ()
    tags: Annotated[tuple[str, ...], Option("Tags given to each of its posts.")] = ()
    license: Annotated[str, Option("The licence of its posts, when the feed does not say.", ("licence",))] = ""
    ignore_in_feed: Annotated[tuple[str, ...], Option("Fields of its entries that are not read.", form="words")] = ()
    future_dates: Annotated[FutureDates | None, Option("As in [planet], for this blog.")] = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Every other key, for templates."""
    line: int = 0
    """The line of its section in the INI."""
    listed: bool = False
    """Whether a reading list of the web named it: then its address may not be private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, every path absolute."""

    path: Path
    """The INI file."""
    planet: PlanetSettings = field(default_factory=PlanetSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    parse: ParseSettings = field(default_factory=ParseSettings)
    merge: MergeSettings = field(default_factory=MergeSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    select: SelectSettings = field(default_factory=SelectSettings)
    tags: TagSettings = field(default_factory=TagSettings)
    render: RenderSettings = field(default_factory=RenderSettings)
    publish: PublishSettings = field(default_factory=PublishSettings)
    log_level: Annotated[
        str,
        Option(
            "`debug`, `info`, `warning`, `error` or `critical`.",
            choices=("debug", "info", "warning", "error", "critical"),
        ),
    ] = "warning"
    log_format: Annotated[str, Option("A `logging` format.")] = ""
    topics: tuple[Topic, ...] = ()
    """In the order they are shown; those only named by a blog are among them."""
    blogs: tuple[Blog, ...] = ()
    """In the order of the INI."""
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Template sections (Venus) and their keys."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Keys of [planet] that no stage knows, for templates."""

    def topic(self, slug: str) -> Topic | None:
        """Return the topic with this slug, if there is one."""
        return next((topic for topic in self.topics if topic.slug == slug), None)
