"""Sections to blogs and topics: their options, the topics they name, and an address of their own in the site."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planet.config.addresses import malformed
from planet.config.compatibility import REPLACED, TEMPLATE_KEYS
from planet.config.ini import Item, Section
from planet.config.problems import Problems, gettext
from planet.config.schema import Setting, blog_settings, distinct, topic_settings
from planet.config.sections import is_file, local_address
from planet.config.settings import Blog, Topic
from planet.config.values import UnreadableError, convert, decoded, near, without_quotes
from planet.text import digest, one_line, slug, without_accents, without_tags
from planet.urls import host, split

_NAMES = frozenset({"name", "author", "description", "owner_name"})
"""Options that are plain text for readers: entities resolved, markup taken out."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")


def values(
    items: Mapping[str, Item],
    known: Mapping[str, Setting],
    *,
    section: str,
    base: Path,
    problems: Problems,
    strict: bool = False,
) -> dict[Setting, Any]:
    """Return what the known options among `items` say; an unreadable one is a problem, and an error when `strict`."""
    found: dict[Setting, Any] = {}
    for key, item in items.items():
        setting = known.get(key)
        if setting is None or not item.value:
            continue
        try:
            value = convert(item.value, setting.kind, setting.option, base)
        except UnreadableError as fault:
            # Planet ran whatever its own link and e-mail were: they are shown, not used.
            shown = setting.stage == "planet" and setting.option.form in ("address", "email")
            say = problems.fail if strict and not shown else problems.warn
            say(fault.template, line=item.line, section=section, key=key, **fault.values)
            continue
        found[setting] = plain(value) if setting.field in _NAMES else value
    return found


def plain(text: str) -> str:
    """Return a name as readers see it: on one line, without markup."""
    return one_line(without_tags(text) if _MARKUP.search(text) else text)


class Topics:
    """The topics met so far, found by name or slug."""

    def __init__(self) -> None:
        """Begin without any."""
        self._topics: dict[str, Topic] = {}
        self._names: dict[str, str] = {}

    def describe(self, section: Section, *, name: str, kind: str, base: Path, problems: Problems) -> None:
        """Take in a [topic …] section."""
        said = values(section.items, topic_settings(), section=section.name, base=base, problems=problems)
        fields = {"name": name, "kind": kind} | {setting.field: value for setting, value in said.items()}
        _misspelt(section, topic_settings(), problems)
        topic = Topic(slug=slug(name), **fields)
        if topic.slug in self._topics:
            problems.warn(
                gettext("the topic is described twice; the last description counts"),
                line=section.line,
                section=section.name,
            )
        self._topics[topic.slug] = topic
        self._names[slug(topic.name)] = topic.slug

    def named(self, names: Iterable[str], *, kind: str) -> tuple[str, ...]:
        """Return the slugs of the topics a blog names; one that nobody described begins to exist."""
        slugs = []
        for name in names:
            short = slug(name)
            if short not in self._topics:
                short = self._names.get(short, short)
            if short not in self._topics:
                self._topics[short] = Topic(slug=short, name=plain(decoded(name)), kind=kind)
            slugs.append(short)
        return tuple(dict.fromkeys(slugs))

    def in_order(self) -> tuple[Topic, ...]:
        """Return them by `order`, then by name."""
        return tuple(sorted(self._topics.values(), key=lambda topic: (topic.order, _collated(topic.name), topic.slug)))


class Blogs:
    """The blogs met so far, in order, each address once."""

    def __init__(self, base: Path, topics: Topics, problems: Problems) -> None:
        """Begin without any; relative paths count from `base`."""
        self._base = base
        self._topics = topics
        self._problems = problems
        self._blogs: dict[str, Blog] = {}
        self._slugs: set[str] = set()

    def add(self, section: Section, *, address: str, defaults: Mapping[str, Item], listed: bool = False) -> None:
        """Take in a blog's section; `defaults` are [DEFAULT]'s keys; `listed`: a list of the web named it."""
        url = self._address(section, address)
        if url in self._blogs:
            self._problems.warn(
                gettext("the same feed as [%(other)s]; only the first is taken"),
                line=section.line,
                section=section.name,
                other=self._blogs[url].url,
            )
            return
        items = {**defaults, **section.items}
        said = values(items, blog_settings(), section=section.name, base=self._base, problems=self._problems)
        fields = {setting.field: value for setting, value in said.items()}
        fields["topics"] = self._topics.named(fields.get("topics", ()), kind="theme")
        fields["audiences"] = self._topics.named(fields.get("audiences", ()), kind="audience")
        if "title" in items and not fields.get("name"):
            fields["name"] = plain(decoded(without_quotes(items["title"].value)))
        extra = {key: decoded(without_quotes(item.value)) for key, item in items.items() if key not in blog_settings()}
        self._warn_of_keys(section)
        chosen = self._slug(url, extra.pop("slug", "") or fields.get("name", ""))
        self._blogs[url] = Blog(url=url, slug=chosen, extra=extra, line=section.line, listed=listed, **fields)

    def all(self) -> tuple[Blog, ...]:
        """Return them in the order they came."""
        return tuple(self._blogs.values())

    def _address(self, section: Section, address: str) -> str:
        """Return the blog's address; what is odd in it is said, and the address taken as it is."""
        parts = split(address)
        if address.lower().startswith("file:") or parts is None or not parts.scheme:
            path = local_address(address, self._base)
            if address.startswith(("http", "www.")) or not path or "\0" in path:
                pass
            elif not is_file(Path(path)):
                self._problems.warn(gettext("there is no such file"), line=section.line, section=section.name)
            if fault := (malformed(address) if parts is None else None):
                self._problems.warn(fault.template, line=section.line, section=section.name, **fault.values)
                return address
            return path
        if fault := malformed(address):
            self._problems.warn(fault.template, line=section.line, section=section.name, **fault.values)
        return address

    def _slug(self, url: str, name: str) -> str:
        """Return a slug nobody has: of the name, else of the address; the first of a name keeps it bare."""
        wanted = slug(plain(decoded(name))) if name else slug(_tail(url))
        if wanted in self._slugs:
            wanted = f"{wanted}-{digest(url)[:6]}"
        while wanted in self._slugs:
            wanted += "-2"
        self._slugs.add(wanted)
        return wanted

    def _warn_of_keys(self, section: Section) -> None:
        for key, item in section.items.items():
            if key in REPLACED:
                self._problems.warn(REPLACED[key], line=item.line, section=section.name, key=key)
        _misspelt(section, blog_settings(), self._problems)


def _misspelt(section: Section, known: Mapping[str, Setting], problems: Problems) -> None:
    """Warn of keys that look like an option with a slip in it; all others are the templates'."""
    names = tuple(setting.key for setting in distinct(known))
    for key, item in section.items.items():
        if key in known or key in REPLACED or key in TEMPLATE_KEYS:
            continue
        if nearest := near(key, names, cutoff=82):
            problems.warn(
                gettext("no option of this name; did you mean %(nearest)s?"),
                line=item.line,
                section=section.name,
                key=key,
                nearest=nearest,
            )


def _tail(url: str) -> str:
    """Return what tells an address from others: its host, and its path but for the words every feed has."""
    parts = split(url)
    path = (parts.path if parts else url).rsplit("/", 3)[1:]
    telling = [word for word in path if not re.fullmatch(r"(?:feeds?|rss2?|atom|index|posts|default)?(?:\.\w+)?", word)]
    return " ".join([host(url).removeprefix("www."), *(word.rpartition(".")[0] or word for word in telling)])


def _collated(name: str) -> str:
    return without_accents(name).casefold()
