"""What can be found of the stories: their words as the site may show them, and by what a search can be narrowed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planet.config import Show
from planet.dates import rfc3339
from planet.model import Entry
from planet.render.channels import base, label, main_language
from planet.render.fingerprints import FORM, in_feeds
from planet.render.items import address, excerpt_words, first_words, heading
from planet.render.kept import once
from planet.render.markup import characters
from planet.render.outlines import outlines
from planet.render.shelf import open_all
from planet.render.site import Card, Site, Texts
from planet.text import digest, without_tags

AT_ONCE = 200
"""Texts held in memory while records are made."""

LONGEST = 100_000
"""Characters of a post that are looked through: Pagefind needs some twenty times as many bytes, and no post written by hand is longer."""

RECENT = 250
"""Stories that the part of the newest holds at least."""

STEP = 500
"""The border between the newest and the past moves by so many numbers of stories."""

MOST = 4000
"""Numbers of stories in a part of the past: Pagefind takes some 200 KB for each, and readers load a part's lists before they search."""

WORTH_A_STEMMER = 0.1
"""The part of the stories a language needs for words of its own; each costs the reader's browser 70 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """A story as the search index takes it, in plain text."""

    url: str
    title: str
    text: str
    language: str
    date: str
    filters: tuple[tuple[str, str], ...]
    """`blog`, `topic`, `term`, `year` and `language` with their labels."""


def volumes(site: Site) -> tuple[tuple[int, ...], ...]:
    """Return the stories that may be found, in parts: those that came long ago by some thousands each, and the last hundreds.

    An index is made again as a whole when one of its stories changed; apart from the newest, the past hardly ever does. Parts
    follow the stories' numbers, which follow their arrival, so the border moves once in some hundreds of stories, and what is
    long past stays as it is. None is without bound, for Pagefind holds all of a part in memory.
    """
    numbers = tuple(sorted(number for number in site.river if number in outlines(site)))
    if len(numbers) <= RECENT:
        return (numbers,) if numbers else ()
    border = numbers[-RECENT] // STEP * STEP
    starts = [*range(0, border, MOST), border, numbers[-1] + 1]
    places = [bisect_left(numbers, start) for start in starts]
    return tuple(numbers[first:last] for first, last in pairwise(places) if first < last)


def fingerprint(site: Site, numbers: Sequence[int]) -> str:
    """Return a digest of everything the records of these stories are made of."""
    topics = repr([(held.topic.slug, held.topic.name) for held in site.topics])
    settings = repr((base(site), main_language(site), excerpt_words(site), site.settings.planet.timezone))
    languages = repr(sorted(_languages(site)))
    return digest(FORM, topics, settings, languages, in_feeds(site, numbers))


def findable(site: Site, texts: Texts, numbers: Sequence[int]) -> Iterator[Findable]:
    """Yield these stories, each once, in the order given."""
    languages = _languages(site)
    for start in range(0, len(numbers), AT_ONCE):
        held = texts(numbers[start : start + AT_ONCE])
        open_all(site, numbers[start : start + AT_ONCE])
        for number in numbers[start : start + AT_ONCE]:
            yield _found(site, number, held[number].entry if number in held else Entry(), languages)


def _languages(site: Site) -> frozenset[str]:
    """Return the languages that get words of their own; posts in others are looked through as those of the first."""
    return once(site, "search", "languages", lambda: _spoken(site))


def _spoken(site: Site) -> frozenset[str]:
    held = outlines(site)
    spoken = Counter(held[number].language for number in site.river if number in held)
    counted: Counter[str] = Counter()
    for language, count in spoken.items():
        counted[_code(language)] += count
    common = {code for code, count in counted.items() if code and count >= WORTH_A_STEMMER * counted.total()}
    return frozenset(common | {main_language(site)})


def _code(language: str) -> str:
    return language.partition("-")[0].lower()


def _found(site: Site, number: int, entry: Entry, languages: frozenset[str]) -> Findable:
    story = site.stories[number]
    card = next((site.cards[url] for url in story.blogs if url in site.cards), None)
    code = _code(story.language)
    return Findable(
        url=address(site, story.link, card),
        title=heading(story.title, entry, card),
        text=_text(site, entry, card),
        language=code if code in languages else main_language(site),
        date=rfc3339(story.date),
        filters=tuple(_filters(site, number, code)),
    )


def _text(site: Site, entry: Entry, card: Card | None) -> str:
    """Return the words that may be found.

    What was agreed with a blog holds here too, for the index is public; what the planet or a topic shows is a matter of layout, and
    a post is found by all its words. Only what no hand has written, longer than a novella, is cut.
    """
    whole = entry.content or entry.summary
    match card.blog.show if card else None:
        case Show.LINK:
            return ""
        case Show.EXCERPT:
            return first_words(whole, excerpt_words(site))
        case _:
            return characters(without_tags(whole))[:LONGEST]


def _filters(site: Site, number: int, code: str) -> Iterator[tuple[str, str]]:
    story, speech = site.stories[number], main_language(site)
    names = {held.topic.slug: held.topic.name for held in site.topics}
    cards = [site.cards[url] for url in story.blogs if url in site.cards]
    slugs = dict.fromkeys(slug for card in cards for slug in (*card.blog.topics, *card.blog.audiences))
    yield from (("blog", card.name) for card in cards)
    yield from (("topic", names[slug]) for slug in slugs if slug in names)
    yield from (("term", label(site, slug, speech)) for slug in story.terms)
    yield ("year", str(story.date.astimezone(site.settings.planet.timezone).year))
    if code:
        yield ("language", code)
