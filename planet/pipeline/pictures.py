"""Images of posts to copies in the site, for planets whose readers' browsers shall speak to nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from planet.media import Gallery, Get
from planet.pipeline.places import state_folder
from planet.publish import Publisher
from planet.render.site import Site, Texts

AT_ONCE = 200
MEGABYTE = 10**6


def with_copies(site: Site, texts: Texts, publisher: Publisher, *, get: Get | None, now: datetime) -> Site:
    """Return the site with the images it has copies of; `get` fetches those that are missing, None leaves them.

    Raises:
        PublishError: when a copy cannot be written.
    """
    settings = site.settings
    gallery = Gallery(state_folder(settings) / "images.json", quota=int(settings.render.images_quota * MEGABYTE))
    unread = gallery.unread(site.stories.values())
    for start in range(0, len(unread), AT_ONCE):
        for number, text in texts(unread[start : start + AT_ONCE]).items():
            gallery.read(site.stories[number], text.entry)
    stands: Callable[[str], bool] = lambda path: publisher.is_current(path, path)  # noqa: E731  a name of its content
    if get is not None:
        for path, data in gallery.gather(site.river, get, now=now, stands=stands):
            publisher.write(path, data, path)
    images = gallery.images(site.river)
    held = {number: {url: path for url, path in found.items() if stands(path)} for number, found in images.items()}
    gallery.save()
    return replace(site, images={number: found for number, found in held.items() if found})
