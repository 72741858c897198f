"""Which stories stand in which river: rules of the INI, applied to what the archive holds, whenever the site is made."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planet.config import Blog, BlogState, Settings
from planet.model import Listed, State, Story, Text
from planet.text import one_line, slug, without_tags

Texts = Callable[[Sequence[int]], Mapping[int, Text]]
Terms = Callable[[str], Iterable[str]]
"""Slugs of the terms that a tag of the INI stands for."""

TEXTS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Rivers: numbers of stories, newest first."""

    river: tuple[int, ...] = ()
    """The planet's; pinned stories first of all."""
    topics: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By the topic's slug, every topic of the INI among them."""
    blogs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By the blog's address, every blog of the INI that is shown among them."""
    languages: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By language code without region; stories of unknown language are in none."""
    left_out: Mapping[int, str] = field(default_factory=dict)
    """Stories that stand nowhere, with the rule: `not_tags`, `filter`, `withdrawn`, `blog` …"""


class Rules(Protocol):
    """The rules of the planet, of a topic or of a blog: they bear the same names."""

    @property
    def filter(self) -> re.Pattern[str] | None: ...
    @property
    def exclude(self) -> re.Pattern[str] | None: ...
    @property
    def only_tags(self) -> tuple[str, ...]: ...
    @property
    def not_tags(self) -> tuple[str, ...]: ...
    @property
    def only_languages(self) -> tuple[str, ...]: ...


def _no_terms(_tag: str) -> tuple[str, ...]:
    return ()


def select(stories: Sequence[Story], settings: Settings, *, texts: Texts, terms: Terms = _no_terms) -> Selection:
    """Return the rivers of these stories, which come newest first.

    A story stands in the planet's river when the planet's rules let it pass and at least one of its blogs does; in a
    blog's when that blog's rules do too; in a topic's when it passes the topic's and stands in one of its blogs.
    `texts` is asked only where a `filter` or `exclude` has to look into a text. With `terms`, `only_tags` and `not_tags`
    mean every spelling of the terms they name.
    """
    blogs = {blog.url: blog for blog in settings.blogs if blog.state is not BlogState.INCUBATING}
    judged = _Judge(texts, terms, stories, [settings.select, *settings.topics, *blogs.values()])
    topics = {
        url: [topic for topic in settings.topics if topic.slug in (*blog.topics, *blog.audiences)]
        for url, blog in blogs.items()
    }
    river: list[Story] = []
    by_blog: dict[str, list[int]] = {url: [] for url in blogs}
    by_topic: dict[str, list[int]] = {topic.slug: [] for topic in settings.topics}
    left_out: dict[int, str] = {}
    for story in stories:
        stands, reason = _standing(story, settings, blogs, judged)
        if not stands:
            left_out[story.number] = reason
            continue
        river.append(story)
        for blog in stands:
            by_blog[blog.url].append(story.number)
        for slug_, topic in {topic.slug: topic for blog in stands for topic in topics[blog.url]}.items():
            if not judged.fault(story, topic):
                by_topic[slug_].append(story.number)
    return Selection(
        river=_pinned_first(river),
        topics=_tuples(by_topic),
        blogs=_tuples(by_blog),
        languages=_tuples(_by_language(river)),
        left_out=left_out,
    )


def joined(
    river: Sequence[Listed], *, blogs: Mapping[str, tuple[int, ...]], topics: Mapping[str, tuple[int, ...]]
) -> Selection:
    """Return the rivers of stories that were selected before, in parts; `river` comes newest first. Says nothing of what was left out."""
    return Selection(river=_pinned_first(river), topics=topics, blogs=blogs, languages=_tuples(_by_language(river)))


def _standing(story: Story, settings: Settings, blogs: Mapping[str, Blog], judged: "_Judge") -> tuple[list[Blog], str]:
    """Return the blogs a story stands in, or the rule that leaves it out."""
    if story.state is State.WITHDRAWN and settings.select.withdrawn == "hide":
        return [], "withdrawn"
    if fault := judged.fault(story, settings.select):
        return [], fault
    stands, fault = [], "blog"
    for url in story.blogs:
        if blog := blogs.get(url):
            fault = judged.fault(story, blog)
            if not fault:
                stands.append(blog)
    return stands, fault


def _pinned_first(river: Sequence[Listed]) -> tuple[int, ...]:
    pinned = [story.number for story in river if story.pinned_until]
    return (*pinned, *(story.number for story in river if not story.pinned_until))


def _tuples(groups: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(numbers) for name, numbers in groups.items()}


def _by_language(river: Iterable[Listed]) -> dict[str, list[int]]:
    """Return the numbers by language without region, in the river's order; those of unknown language are left out."""
    codes: dict[str, str] = {}
    spoken: dict[str, list[int]] = {}
    for story in river:
        code = codes.get(story.language)
        if code is None:
            code = codes[story.language] = _language(story.language)
        if code:
            spoken.setdefault(code, []).append(story.number)
    return spoken


class _Judge:
    """Asks rules about stories; opens texts in portions, and only when a rule wants them."""

    def __init__(self, texts: Texts, terms: Terms, stories: Sequence[Story], rules: Iterable[Rules]) -> None:
        """Make the rules' tags comparable once."""
        self._texts = texts
        self._order = [story.number for story in stories]
        self._place = {number: place for place, number in enumerate(self._order)}
        self._words: dict[int, str] = {}
        rules = tuple(rules)
        self._tags = {
            id(rule): (_comparable(rule.only_tags, terms), _comparable(rule.not_tags, terms)) for rule in rules
        }
        self._languages = {id(rule): frozenset(map(_language, rule.only_languages)) for rule in rules}
        self._idle = frozenset(id(rule) for rule in rules if not _asks(rule))
        """Rules that let everything pass: most, and asked of every story."""

    def fault(self, story: Story, rule: Rules) -> str:
        """Return the name of the first option that leaves a story out; empty when it may stand."""
        if id(rule) in self._idle:
            return ""
        only, never = self._tags[id(rule)]
        if only or never:
            tags = {slug(tag.text) for tag in story.tags} | set(story.terms)
            if only and not only & tags:
                return "only_tags"
            if never & tags:
                return "not_tags"
        if (spoken := self._languages[id(rule)]) and _language(story.language) not in spoken:
            return "only_languages"
        if rule.filter and not rule.filter.search(self._text(story)):
            return "filter"
        if rule.exclude and rule.exclude.search(self._text(story)):
            return "exclude"
        return ""

    def _text(self, story: Story) -> str:
        """Return title and text as a regular expression sees them."""
        if story.number not in self._words:
            start = self._place[story.number]
            loaded = self._texts(self._order[start : start + TEXTS_AT_ONCE])
            self._words = {number: _searched(text) for number, text in loaded.items()}
        return self._words.get(story.number, story.title)


def _asks(rule: Rules) -> bool:
    return bool(rule.filter or rule.exclude or rule.only_tags or rule.not_tags or rule.only_languages)


def _comparable(tags: Iterable[str], terms: Terms) -> frozenset[str]:
    """Return the forms that a tag or a term of a story may have to be one of these."""
    return frozenset(form for tag in tags for form in (slug(tag), *terms(tag)))


def _searched(text: Text) -> str:
    """Return what `filter` and `exclude` are sought in: title, authors, tags and text, a line each."""
    entry = text.entry
    tags = ", ".join(tag.text for tag in entry.tags)
    authors = ", ".join(person.name for person in entry.authors)
    return "\n".join([entry.title, authors, tags, one_line(without_tags(entry.content or entry.summary))])


def _language(code: str) -> str:
    return code.partition("-")[0].partition("_")[0].lower()
