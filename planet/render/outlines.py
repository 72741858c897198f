"""Outlines of stories: what planning looks at, so that no story is opened before a page that shows it is made."""

from collections.abc import Mapping
from hashlib import blake2b

from planet.model import Outline, Story
from planet.render.kept import once
from planet.render.site import Site

MARK = 16
"""Bytes of a mark."""


def outlines(site: Site) -> Mapping[int, Outline]:
    """Return the outline of each story of the site, by number; made of the stories where the site was given none."""
    given = site.outlines
    if given is not None:
        return given
    return once(site, "outlines", "", lambda: {number: outline(story) for number, story in site.stories.items()})


def outline(story: Story) -> Outline:
    """Return what is looked at before a story is opened."""
    return Outline(
        number=story.number,
        date=story.date,
        updated=story.updated,
        blogs=story.blogs,
        language=story.language,
        terms=story.terms,
        found=story.found,
        announce=story.announce,
        pinned_until=story.pinned_until,
        mark=_mark(story),
    )


def _mark(story: Story) -> bytes:
    # Written out field by field: the repr of whole values costs five times as much.
    said = (
        f"{story.number}\n{story.digest}\n{story.date.timestamp()}\n{story.updated.timestamp()}\n{story.title}\n{story.link}\n"
        f"{story.language}\n{story.pinned_until is None}\n{' '.join(story.blogs)}\n{' '.join(story.terms)}\n{' '.join(sorted(story.found))}\n"
        f"{[(copy.number, copy.blog, copy.link, copy.title) for copy in story.copies] if len(story.copies) > 1 else ''}"
    )
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=MARK).digest()
