"""The archive's stories to the whole site: rivers, terms, clouds and cards, before a page is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planet.archive import Archive
from planet.config import Settings
from planet.config.settings import Images
from planet.model import Listed, Outline, Story
from planet.pipeline.cards import ages_of
from planet.pipeline.choosing import as_configured, blogs_of, choose
from planet.pipeline.extras import posters_available
from planet.pipeline.listing import Listing, listed
from planet.pipeline.rivers import blog_cloud_of, cards_of, live_of, terms_of, topics_of
from planet.publish.search import available as search_available
from planet.render.shelf import Shelf
from planet.render.site import Site
from planet.select import Selection
from planet.tags import Background, Harmony, Vocabulary, apply_terms, cloud, load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A site with what its clouds were chosen from."""

    site: Site
    harmony: Harmony
    background: Background
    live: Mapping[str, int]
    """By the topic's slug, empty for the planet: how many of its blogs still write."""


def assemble(settings: Settings, archive: Archive, *, version: str, keep: bool = True) -> Site:
    """Return the site that the archive and the settings make.

    With `keep` the archive remembers the terms' addresses, as it must when the site is published, and what was listed of each thirty days is
    kept for the next run. Both ways give the same pages; the other opens every story.
    """
    vocabulary = load_vocabulary(settings.tags)
    if not keep:
        return assembled(settings, archive, vocabulary, version=version).site
    if settings.tags.auto_tags == "vocabulary" or settings.render.images is Images.LOCAL:
        # Terms found in texts rest on what all others use, and local images are looked for in every text.
        made = assembled(settings, archive, vocabulary, version=version)
    else:
        found = listed(settings, archive, vocabulary)
        opened = _opened(settings, archive, found)
        made = _made(settings, archive, found.outlines, found.selection, found.harmony, version=version)
        made = replace(made, site=replace(made.site, stories=opened, outlines=found.outlines))
    archive.keep_terms(made.harmony.addresses)
    return made.site


def assembled(settings: Settings, archive: Archive, vocabulary: Vocabulary, *, version: str) -> Assembly:
    """Return what the archive, the settings and a vocabulary make; the clock has no say in it, and nothing is kept.

    What the INI says of a blog's language and tags acts first, then terms are given, then rivers are chosen.
    """
    chosen = choose(settings, archive, vocabulary)
    return _made(settings, archive, chosen.stories, chosen.selection, chosen.harmony, version=version)


def _opened(settings: Settings, archive: Archive, found: Listing) -> Mapping[int, Story]:
    """Return the stories of a listing, each opened when it is asked for."""
    blogs = blogs_of(settings)

    def open_(numbers: Sequence[int]) -> Mapping[int, Story]:
        told = [as_configured(story, blogs) for story in archive.stories(numbers=numbers)]
        return {story.number: story for story in apply_terms(told, found.harmony)}

    return Shelf(found.outlines, open_)


def _made(
    settings: Settings,
    archive: Archive,
    there: Mapping[int, Story] | Mapping[int, Outline],
    selection: Selection,
    harmony: Harmony,
    *,
    version: str,
) -> Assembly:
    """Return the site of a selection; of outlines, without the stories they stand for."""
    river: list[Listed] = [there[number] for number in selection.river]
    newest = max([story.date for story in river], default=None)
    background, ages = Background(river), ages_of(river, newest=newest)
    cards = cards_of(settings, there, selection, archive.histories(), archive.feeds(), ages, newest)
    topics = topics_of(settings, there, selection, harmony, background, cards)
    everywhere = set(selection.river).union(*selection.blogs.values(), *selection.topics.values())
    site = Site(
        settings=settings,
        version=version,
        stories={number: story for number in sorted(everywhere) if isinstance(story := there[number], Story)},
        river=selection.river,
        cards=cards,
        topics=topics,
        terms=terms_of(river, topics, there, harmony, ages),
        cloud=cloud(river, background, harmony, settings=settings.tags, blogs=live_of(cards)),
        blog_cloud=blog_cloud_of(settings, cards, there, background),
        languages=selection.languages,
        newest=newest,
        updated=max([story.updated for story in river], default=None),
        search=search_available(),
        posters=posters_available(),
        identity=archive.identity(),
    )
    live = {one.topic.slug: live_of(cards, one.blogs) for one in topics} | {"": live_of(cards)}
    return Assembly(site=site, harmony=harmony, background=background, live=live)
