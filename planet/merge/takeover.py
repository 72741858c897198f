"""Whether somebody else writes under a blog's address now: title, language and hosts all another, all at once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from planet.model import Entry, Feed, Profile
from planet.text import slug
from planet.urls import host

TAKEN_OVER = "taken-over"
"""Why an entry is held (`Record.held_for`), and the note's code."""


def profile(feed: Feed, entries: Sequence[Entry], *, before: Profile | None) -> Profile:
    """Return what a blog looks like from afar; what this harvest does not say stays as it was."""
    before = before or Profile()
    spoken = Counter(_base(entry.language) for entry in entries if entry.language)
    language = _base(feed.language) or (spoken.most_common(1)[0][0] if spoken else "")
    hosts = _hosts([feed.link, *(entry.link for entry in entries)])
    return Profile(title=feed.title or before.title, language=language or before.language, hosts=hosts or before.hosts)


def is_taken_over(before: Profile | None, after: Profile) -> bool:
    """Return whether all three changed at once. What either harvest does not say has not changed.

    A blog that moves keeps its title, one that is renamed its host, one that turns to another language both.
    """
    if before is None or not (before.title and after.title and before.language and after.language):
        return False
    shared = {word for word in slug(before.title).split("-") if len(word) > 3} & set(slug(after.title).split("-"))
    return (
        not shared
        and slug(before.title) != slug(after.title)
        and before.language != after.language
        and bool(before.hosts and after.hosts)
        and not before.hosts & after.hosts
    )


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _hosts(urls: Iterable[str]) -> frozenset[str]:
    return frozenset(name.removeprefix("www.") for url in urls if (name := host(url)))
