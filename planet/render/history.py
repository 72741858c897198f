"""The planet's past in archived feed documents (RFC 5005 section 4): everything it ever published, in the order it came."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from planet.render.channels import Channel, newest_first, planet
from planet.render.outlines import outlines
from planet.render.site import Site

CHAPTER = 200
"""Numbers of the archive that share a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One document of the past."""

    path: str
    channel: Channel
    """The planet's, with this document's stories."""
    before: str = ""
    """The path of the one before it; empty for the first. Later ones are not named: a full document never changes again."""


def chapters(site: Site) -> tuple[Chapter, ...]:
    """Return the documents of the past, oldest first.

    Stories go into documents by their number, which follows their arrival: a document that is full never changes again, even when
    posts of other years come in with a new blog. The last one is still being filled, so its address names the last number in it:
    a reader that has seen an address need never ask for it again (RFC 5005 section 4).
    """
    head = planet(site)
    numbers = sorted(number for number in site.river if number in outlines(site))
    if len(numbers) <= len(head.stories):
        return ()
    held = [(part, tuple(group)) for part, group in groupby(numbers, key=lambda number: number // CHAPTER)]
    return tuple(_linked([_chapter(site, head, part, group, last=part == held[-1][0]) for part, group in held]))


def _chapter(site: Site, head: Channel, part: int, numbers: tuple[int, ...], *, last: bool) -> Chapter:
    name = f"{part}-{numbers[-1]}" if last else str(part)
    stories = newest_first(site, numbers)
    return Chapter(path=f"archive/atom/{name}.xml", channel=replace(head, stories=stories))


def _linked(held: list[Chapter]) -> Iterator[Chapter]:
    before = ""
    for chapter in held:
        yield replace(chapter, before=before)
        before = chapter.path
