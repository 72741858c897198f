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
    gallery = _gallery(site)
    unread = gallery.unread(site.stories.values())
    for start in range(0, len(unread), AT_ONCE):
        for number, text in texts(unread[start : start + AT_ONCE]).items():
            gallery.read(site.stories[number], text.entry)
    stands: Callable[[str], bool] = lambda path: publisher.is_current(path, path)  # noqa: E731  a name of its content
    if get is not None:
        for path, data in gallery.gather(site.river, get, now=now, stands=stands):
            publisher.write(path, data, path)
    gallery.save()
    return _with_images(site, gallery, stands)


def with_copies_of_last_run(site: Site) -> Site:
    """Return the site with the copies that lie in its output folder; nothing is fetched or written, as a preview wants it."""
    folder = site.settings.publish.output_dir
    return _with_images(site, _gallery(site), lambda path: (folder / path).is_file())


def _gallery(site: Site) -> Gallery:
    settings = site.settings
    return Gallery(state_folder(settings) / "images.json", quota=int(settings.render.images_quota * MEGABYTE))


def _with_images(site: Site, gallery: Gallery, stands: Callable[[str], bool]) -> Site:
    images = gallery.images(site.river)
    held = {number: {url: path for url, path in found.items() if stands(path)} for number, found in images.items()}
    return replace(site, images={number: found for number, found in held.items() if found})
