"""A site made page by page as somebody looks at it, from the archive and from files that are being edited; nothing is published."""

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from planet import __version__
from planet.archive import Archive
from planet.config import Settings
from planet.config.settings import Images
from planet.errors import NuageError
from planet.i18n import environment_locale, language
from planet.pipeline.assembly import assemble
from planet.pipeline.pages import TextShelf
from planet.pipeline.pictures import with_copies_of_last_run
from planet.render import Plan, plans
from planet.render.folders import chain, visible
from planet.render.site import Site

Stamp = tuple[int, int]
"""Date and size of a file, by which a change is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as it can be shown now."""

    data: bytes
    """Empty when it could never be made."""
    fault: str = ""
    """Why `data` is an older state."""


@dataclass(slots=True, kw_only=True)
class _State:
    """What is shown between two changes."""

    plans: Mapping[str, Plan] = field(default_factory=dict)
    made: dict[str, Seen] = field(default_factory=dict)


class Preview:
    """The site as the INI, the vocabulary, the theme and the archive make it at this moment.

    A change that cannot be used (an INI with an error, a template at fault) leaves the last state that could be shown. May be used from
    several threads.
    """

    def __init__(self, load: Callable[[], Settings], *, link: str) -> None:
        """`load` reads the INI each time it changed; the site's addresses begin with `link`.

        Raises:
            NuageError: when there is not even a first state.
        """
        self._load = load
        self._link = link
        self._lock = threading.RLock()
        self.version = 0
        """Grows with each change that was seen."""
        self.fault = ""
        """One line; empty when the newest state is what is shown."""
        self._settings = load()
        self._archive = Archive.open(self._settings)
        self._texts = TextShelf(self._archive)
        self._kept: dict[str, bytes] = {}
        self._stale = False
        self._folders: tuple[Path, ...] = ()
        try:
            self._watched = self._settings_stamps()
            self._drawn = self._theme_stamps()
            self._site = self._assembled()
            self._state = _State(plans={plan.path: plan for plan in plans(self._site)})
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        """Return the preview itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self._archive.close()

    @property
    def settings(self) -> Settings:
        """The settings that were read last."""
        return self._settings

    @property
    def stories(self) -> int:
        """How many stories the site shows."""
        return len(self._site.river)

    def page(self, path: str) -> Seen | None:
        """Return a file of the site, made now unless nothing changed since; None when there is none at this path."""
        with self._lock:
            if path not in self._state.made:
                plan = self._state.plans.get(path)
                if plan is None:
                    return None
                self._state.made[path] = self._make(plan)
            return self._state.made[path]

    def _make(self, plan: Plan) -> Seen:
        try:
            data = plan.make(self._texts(plan.stories))
        except NuageError as error:
            self.fault = error.said(language(environment_locale()).gettext)
            return Seen(data=self._kept.get(plan.path, b""), fault=self.fault)
        self._kept[plan.path] = data
        return Seen(data=data)

    def refresh(self) -> bool:
        """Look for changes and take them up; return whether there were any."""
        with self._lock:
            watched, drawn = self._settings_stamps(), self._theme_stamps()
            if (watched, drawn) == (self._watched, self._drawn):
                return False
            self._stale = self._stale or watched != self._watched
            self._watched, self._drawn = watched, drawn
            self.version += 1
            try:
                self._take_up()
                self.fault = ""
            except NuageError as error:
                self.fault = error.said(language(environment_locale()).gettext)
            return True

    def _take_up(self) -> None:
        if self._stale:
            self._settings = self._load()
            self._watched, self._drawn = self._settings_stamps(), self._theme_stamps()
            self._site = self._assembled()
            self._stale = False
        self._state = _State(plans={plan.path: plan for plan in plans(self._site)})

    def _assembled(self) -> Site:
        planet = replace(self._settings.planet, link=self._link)
        publish = replace(self._settings.publish, hub="")
        settings = replace(self._settings, planet=planet, publish=publish)
        site = assemble(settings, self._archive, version=__version__, keep=False)
        return with_copies_of_last_run(site) if settings.render.images is Images.LOCAL else site

    def _settings_stamps(self) -> dict[Path, Stamp]:
        held = self._settings
        return _stamps((held.path, held.tags.tags_file, *held.render.template_files))

    def _theme_stamps(self) -> dict[Path, Stamp]:
        # A theme.ini at fault says no longer which folders are the theme's: those of before are looked at until it does.
        with suppress(NuageError):
            self._folders = tuple(folder.path for folder in chain(self._settings.render.theme))
        return _stamps(path for folder in self._folders for path in visible(folder))


def _stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """Return the date and size of each file that is there."""
    found = {}
    for path in paths:
        try:
            held = path.stat()
        except OSError:
            continue
        found[path] = (held.st_mtime_ns, held.st_size)
    return found
