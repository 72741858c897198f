"""Plans to files: only pages whose fingerprint changed are made, with the texts they need and no more."""

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime

from planet.archive import Archive
from planet.config import Settings
from planet.config.settings import Images
from planet.fetch import Client
from planet.heap import give_back
from planet.model import Text
from planet.pipeline.pictures import with_copies
from planet.pipeline.places import manifest_path
from planet.pipeline.remembered import remember, remembered
from planet.pipeline.watch import Watch
from planet.publish import Drafts, Published, Publisher
from planet.publish.hub import tell_hub
from planet.publish.search import Volume, publish_search
from planet.render import Planning, plans
from planet.render.search import findable, fingerprint, volumes
from planet.render.shelf import open_all
from planet.render.site import Site

_log = logging.getLogger(__name__)

KEPT_TEXTS = 400
"""Texts held between pages: the river's page and its three feeds hold nearly the same stories."""


class TextShelf:
    """Texts of stories, the last used ones kept in memory."""

    def __init__(self, archive: Archive) -> None:
        """Hold nothing yet."""
        self._archive = archive
        self._texts: OrderedDict[int, Text] = OrderedDict()

    def __call__(self, numbers: Sequence[int]) -> Mapping[int, Text]:
        """Return the texts of these stories; a number that is unknown is left out."""
        missing = [number for number in numbers if number not in self._texts]
        loaded = self._archive.texts(missing) if missing else {}
        found: dict[int, Text] = {}
        for number in numbers:
            if text := (self._texts.pop(number, None) or loaded.get(number)):
                found[number] = self._texts[number] = text
        while len(self._texts) > KEPT_TEXTS:
            self._texts.popitem(last=False)
        return found


def publish(
    site: Site,
    archive: Archive,
    publisher: Publisher,
    *,
    note: Mapping[str, str | int],
    client: Client | None,
    watch: Watch,
    now: datetime,
) -> Published:
    """Make and write every page that changed, and remove what is no longer planned; leave `note` with the publisher.

    All pages are made before the first is written: a template at fault ends the run before anything is touched. Without a
    `client` nobody is asked: no image is fetched, no hub told.

    Raises:
        ThemeError: before anything is published.
        PublishError: when a file cannot be written.
    """
    settings = site.settings
    texts = TextShelf(archive)
    if settings.render.images is Images.LOCAL:
        site = with_copies(site, texts, publisher, get=client.get if client else None, now=now)
    _press(site, texts, publisher, watch)
    if site.search:
        give_back()  # Pagefind needs as much again
        publish_search(publisher, [_volume(site, texts, numbers) for numbers in volumes(site)])
    published = publisher.finish(note)
    if client and settings.publish.hub and settings.planet.link:
        _tell_hub(settings, client, published)
    return published


def _press(site: Site, texts: TextShelf, publisher: Publisher, watch: Watch) -> None:
    """Make every page that changed, then write them."""
    planning = Planning(remembered(site.settings))
    planned = list(plans(site, planning))
    remember(site.settings, planning.now)
    watch.rendering(len(planned))
    with Drafts(manifest_path(site.settings).parent) as drafts:
        for plan in planned:
            if not publisher.is_current(plan.path, plan.fingerprint):
                plan = plan.whole()  # noqa: PLW2901  nothing of it changed, but its file is gone
                open_all(site, plan.stories)
                drafts.put(plan.path, plan.make(texts(plan.stories)), plan.fingerprint)
            watch.rendered()
        for path, data, made_of in drafts.take():
            publisher.write(path, data, made_of)


def _volume(site: Site, texts: TextShelf, numbers: Sequence[int]) -> Volume:
    """Return a part of the search index; one that has begun with the same story keeps its place."""
    return Volume(str(numbers[0]), fingerprint(site, numbers), lambda: findable(site, texts, numbers))


def _tell_hub(settings: Settings, client: Client, published: Published) -> None:
    """Tell the hub which feeds changed; a hub that fails is a warning, no more."""
    refused = tell_hub(settings.publish.hub, settings.planet.link, published.paths, client.post)
    if refused is not None:
        _log.warning("%s: the hub was not told: %s", refused.url, refused.detail or refused.trouble.value)
