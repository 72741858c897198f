"""The archive to the site, unless the site would come out as it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import planet
from planet.archive import TERMS, Archive
from planet.config import Settings
from planet.config.settings import Images
from planet.fetch import Client
from planet.heap import undisturbed
from planet.model import History
from planet.pipeline.extras import posters_available
from planet.pipeline.health import is_dead
from planet.pipeline.places import manifest_path
from planet.pipeline.report import Tally
from planet.pipeline.stamps import PACKAGE, said, stamp, under
from planet.pipeline.watch import Watch
from planet.publish import Publisher, search_available
from planet.text import digest

FIGURES = ("stories", "topics", "terms")


@undisturbed()
def write_site(
    settings: Settings, archive: Archive, tally: Tally, *, client: Client | None, watch: Watch, now: datetime
) -> None:
    """Assemble and publish the site. Most runs bring nothing new: then every file is seen to stand, and that is all.

    Local images are looked after in each run, since those that could not be had are asked for again.

    Raises:
        ThemeError: before anything is published.
        PublishError: when a file cannot be written.
    """
    publisher = Publisher(settings.publish.output_dir, manifest_path(settings))
    tally.output = str(settings.publish.output_dir)
    note, marks = publisher.stands(), archive.revisions()
    if note and settings.render.images is not Images.LOCAL and note.get("made_of") == made_of(settings, archive, marks):
        tally.figures = {name: int(note[name]) for name in FIGURES}
        tally.published = publisher.keep_all()
        return
    from planet.pipeline.assembly import assemble  # noqa: PLC0415  templates, tags and Babel: idle runs need none of it
    from planet.pipeline.pages import publish  # noqa: PLC0415

    site = assemble(settings, archive, version=planet.__version__)
    tally.figures = {"stories": len(site.river), "topics": len(site.topics), "terms": len(site.terms)}
    # As it was before, so that what a coordinator does meanwhile is not missed; but assembling itself keeps the addresses of terms.
    marks = {**marks, **{part: mark for part, mark in archive.revisions().items() if part == TERMS}}
    note = {"made_of": made_of(settings, archive, marks), **tally.figures}
    tally.published = publish(site, archive, publisher, note=note, client=client, watch=watch, now=now)


def made_of(settings: Settings, archive: Archive, marks: Mapping[str, str]) -> str:
    """Return a digest of everything the site is made of: equal digests, equal bytes.

    Settings count by content, the archive by its marks, files (the vocabulary, themes, Nuage itself) by name, size and date.
    """
    histories = archive.histories()
    told = [repr((blog.url, _told(histories.get(blog.url, History())))) for blog in settings.blogs]
    files = [stamp(path) for path in _files(settings)]
    extras = f"{search_available()} {posters_available()}"
    return digest(planet.__version__, said(settings), repr(sorted(marks.items())), extras, *told, *files)


def _told(history: History) -> tuple[History, bool]:
    """Return what pages may tell of a history: while a blog is well, when it was asked is of no account."""
    dead = is_dead(history)
    if history.trouble is None:
        history = replace(history, status=None, last_success=None)
    return replace(history, last_asked=None, failures=0), dead


def _files(settings: Settings) -> Iterator[Path]:
    """Yield every file the site depends on, whether it exists or not, in order."""
    tags, render = settings.tags, settings.render
    yield from (tags.tags_file, *tags.vocabulary)
    named = [*render.template_files, *map(Path, render.bill_of_materials), *map(Path, settings.templates)]
    for folder in (settings.path.parent, *render.template_directories):
        yield from (folder / name for name in named)
    yield from (settings.path.parent / blog.face for blog in settings.blogs if blog.face and "://" not in blog.face)
    for folder in (PACKAGE, PACKAGE.parent / "themes", Path(render.theme)):
        yield from sorted(under(folder))
