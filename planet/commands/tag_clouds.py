"""The clouds of a planet as `planet tags` weighs them: the planet's and each topic's, before they are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planet.config import Settings
from planet.model import Cloud, Story
from planet.pipeline.assembly import Assembly
from planet.tags import cloud
from planet.tags.cloud import Choice, choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A river that has a cloud."""

    slug: str
    """The topic's; empty for the planet."""
    name: str
    kind: str
    """The topic's; empty for the planet."""
    stories: Sequence[Story]
    size: int
    """Terms at most."""
    live: int
    """Its blogs that still write."""
    cloud: Cloud


def held(made: Assembly, *, topic: str = "") -> Iterator[Held]:
    """Yield the planet's river and each topic's, in the order they are shown; with `topic` that one alone."""
    site, settings = made.site, made.site.settings
    stories = [site.stories[number] for number in site.river]
    if not topic:
        size = settings.tags.cloud_size
        yield Held(
            slug="",
            name=settings.planet.name,
            kind="",
            stories=stories,
            size=size,
            live=made.live[""],
            cloud=site.cloud,
        )
    for one in site.topics:
        if topic in ("", one.topic.slug):
            yield Held(
                slug=one.topic.slug,
                name=one.topic.name,
                kind=one.topic.kind,
                stories=[site.stories[number] for number in one.river],
                size=settings.tags.cloud_size if one.topic.cloud_size is None else one.topic.cloud_size,
                live=made.live[one.topic.slug],
                cloud=one.cloud,
            )


def thought(one: Held, made: Assembly, settings: Settings) -> tuple[Choice, ...]:
    """Return what was thought of each term of a river, the chosen ones first."""
    return choices(one.stories, made.background, made.harmony, settings=settings.tags, size=one.size, blogs=one.live)


def resized(one: Held, made: Assembly, settings: Settings, size: int) -> Cloud:
    """Return the cloud of a river with so many terms at most."""
    return cloud(one.stories, made.background, made.harmony, settings=settings.tags, size=size, blogs=one.live)
