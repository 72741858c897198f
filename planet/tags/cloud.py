"""Rivers to clouds: which terms stand in a cloud, how large, and why."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from planet.config import TagSettings
from planet.i18n import collation
from planet.model import Cloud, CloudTerm, Listed
from planet.tags.harmony import Harmony
from planet.tags.river import Background, River
from planet.tags.selection import Choice, select

__all__ = ["Background", "BlogActivity", "Choice", "blog_cloud", "choices", "cloud", "steps"]

STEPS = 6
_OUTER = 0.05
"""The share of weights below the first and above the last step's inner bound: one giant leaves the others apart."""


def choices(
    river: Sequence[Listed],
    background: Background,
    harmony: Harmony,
    *,
    settings: TagSettings,
    size: int | None = None,
    blogs: int | None = None,
) -> tuple[Choice, ...]:
    """Return every term of the river with what was thought of it, the chosen ones first, in the order they were chosen.

    `blogs` are the live blogs of the topic: `cloud_min_blogs` never asks for more than there are.
    """
    pinned = frozenset(slug for slug, term in harmony.terms.items() if term.pinned)
    return select(
        River(river, background, half_life=settings.half_life),
        size=settings.cloud_size if size is None else size,
        min_posts=settings.cloud_min_posts,
        min_blogs=min(settings.cloud_min_blogs, blogs) if blogs else settings.cloud_min_blogs,
        pinned=pinned,
    )


def cloud(
    river: Sequence[Listed],
    background: Background,
    harmony: Harmony,
    *,
    settings: TagSettings,
    size: int | None = None,
    blogs: int | None = None,
) -> Cloud:
    """Return the cloud of a river, in alphabetical order; `stories` are counted once each, whatever their copies."""
    chosen = [
        choice
        for choice in choices(river, background, harmony, settings=settings, size=size, blogs=blogs)
        if choice.place is not None
    ]
    sizes = steps([choice.weight for choice in chosen])
    terms = [
        CloudTerm(
            term=choice.term,
            label=harmony.terms[choice.term].label,
            stories=choice.stories,
            step=step,
            weight=choice.weight,
            language=harmony.terms[choice.term].language,
        )
        for choice, step in zip(chosen, sizes, strict=True)
    ]
    return Cloud(terms=tuple(sorted(_told_apart(terms), key=lambda term: collation(term.label))))


def _told_apart(terms: Sequence[CloudTerm]) -> list[CloudTerm]:
    """Add its language to the label of a term that another one of this cloud is written like: lecture (en)."""
    counts = Counter(term.label.casefold() for term in terms)
    return [
        CloudTerm(
            term=term.term,
            label=f"{term.label} ({term.language})",
            stories=term.stories,
            step=term.step,
            weight=term.weight,
            language=term.language,
        )
        if counts[term.label.casefold()] > 1 and term.language
        else term
        for term in terms
    ]


def steps(weights: Sequence[float]) -> list[int]:
    """Return a size class from 1 to 6 for each weight, on the logarithm between the 5th and 95th percentile.

    Equal weights have equal steps; where all are equal, the middle one.
    """
    if not weights:
        return []
    logs = sorted(math.log(max(weight, 1e-9)) for weight in weights)
    low = logs[int(_OUTER * (len(logs) - 1))]
    high = logs[math.ceil((1 - _OUTER) * (len(logs) - 1))]
    if high - low < 1e-9:
        return [STEPS // 2] * len(weights)
    return [
        min(STEPS, max(1, 1 + int((math.log(max(weight, 1e-9)) - low) / (high - low) * STEPS))) for weight in weights
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogActivity:
    """What a blog wrote, for the cloud of blogs."""

    slug: str
    name: str
    dates: tuple[datetime, ...] = ()
    """Of its stories, in any order."""
    language: str = ""


def blog_cloud(
    blogs: Iterable[BlogActivity], background: Background, *, half_life: float = 180.0, size: int | None = None
) -> Cloud:
    """Return the blogs by name, larger the more they wrote of late; ages count from the planet's last story.

    A blog without stories is left out. With `size`, the most active so many.
    """
    decays = background.decays(half_life)
    weighed = [(sum(map(decays.__getitem__, blog.dates)), blog) for blog in blogs if blog.dates]
    weighed.sort(key=lambda row: (-row[0], collation(row[1].name), row[1].slug))
    shown = weighed if size is None else weighed[:size]
    sizes = steps([weight for weight, _blog in shown])
    terms = [
        CloudTerm(
            term=blog.slug,
            label=blog.name,
            stories=len(blog.dates),
            step=step,
            weight=weight,
            language=blog.language,
        )
        for (weight, blog), step in zip(shown, sizes, strict=True)
    ]
    return Cloud(terms=tuple(sorted(terms, key=lambda term: (collation(term.label), term.term))))
