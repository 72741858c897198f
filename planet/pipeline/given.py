"""Terms for stories whose authors set none, found in their texts (`auto_tags = vocabulary`)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from planet.config import Settings
from planet.model import Story, Text
from planet.select import TEXTS_AT_ONCE, Texts
from planet.tags import Harmony, Vocabulary
from planet.tags.finding import Finder
from planet.text import one_line, without_tags

Remade = Callable[[Sequence[tuple[str, str]]], Harmony]
"""Names (text and language) that are to be terms, although no tag bears them, to the harmony that has them."""


def with_found(
    stories: Sequence[Story],
    harmony: Harmony,
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    texts: Texts,
    remade: Remade,
) -> tuple[Sequence[Story], Harmony]:
    """Return the stories, those without terms with what their texts say, and the harmony with terms this brought into use.

    A story may be given what authors of its topics use, and what the vocabulary names.
    """
    finder, topics = Finder(harmony, vocabulary), _topics(settings)
    used = _used(stories, topics)
    found: dict[int, tuple[str, ...]] = {}
    bare = [story for story in stories if not story.terms]
    for story, text in _with_texts(bare, texts):
        allowed = frozenset().union(*(used[topic] for blog in story.blogs for topic in topics.get(blog, ())))
        plain = one_line(without_tags(text.entry.content or text.entry.summary))
        if terms := finder.found(story.title or text.entry.title, plain, story.language, allowed=allowed):
            found[story.number] = terms
    named = {term: name for terms in found.values() for term in terms if (name := finder.spelling(term))}
    harmony = remade(sorted(set(named.values()))) if named else harmony
    slugs = {term: harmony.term(*name) for term, name in named.items()}
    return [_given(story, found.get(story.number, ()), slugs) for story in stories], harmony


def _given(story: Story, terms: Sequence[str], slugs: Mapping[str, str | None]) -> Story:
    known = tuple(dict.fromkeys(slug for term in terms if (slug := slugs.get(term, term))))
    return replace(story, terms=known, found=frozenset(known)) if known else story


def _topics(settings: Settings) -> Mapping[str, Sequence[str]]:
    """Return the topics of each blog; one without a topic is a topic of its own."""
    return {blog.url: (*blog.topics, *blog.audiences) or (blog.url,) for blog in settings.blogs}


def _used(stories: Sequence[Story], topics: Mapping[str, Sequence[str]]) -> Mapping[str, set[str]]:
    """Return the terms that authors use in each topic."""
    used: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for blog in story.blogs:
            for topic in topics.get(blog, ()):
                used[topic].update(story.terms)
    return used


def _with_texts(stories: Sequence[Story], texts: Texts) -> Iterator[tuple[Story, Text]]:
    """Yield stories with their texts, which are opened in portions."""
    left = iter(stories)
    while part := list(islice(left, TEXTS_AT_ONCE)):
        opened = texts([story.number for story in part])
        yield from ((story, opened[story.number]) for story in part if story.number in opened)
