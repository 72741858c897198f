"""Which images of which posts have a copy, which are still to be fetched, and which are better left alone for a while."""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from planet.errors import PublishError
from planet.media.picture import Picture, Refusal, picture
from planet.model import Entry, Failure, Fetched, Story

MOST_BYTES = 10_000_000
"""Of one image as it comes."""

MOST_A_RUN = 300
"""Images asked for in one run: a planet that begins to copy catches up over some runs instead of falling upon its blogs."""

PATIENCE = timedelta(days=1)
"""After a failure; doubled by each further one, to a month. What is no image is asked again after that month at the earliest."""

MONTH = timedelta(days=30)
VERSION = 1

_IMAGE = re.compile(r"""<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>""")
_SRC = re.compile(r"""\ssrc="([^"]*)\"""")


class Get(Protocol):
    """An address and the most bytes to read, to what it answered: guarded, bounded and polite. Called from several threads."""

    def __call__(self, url: str, *, max_bytes: int) -> Fetched | Failure:
        """Ask."""


def addresses(entry: Entry) -> tuple[str, ...]:
    """Return the addresses of the images a page may show of a post, in order, each once."""
    tags = _IMAGE.findall(entry.content or entry.summary)
    found = [html.unescape(one.group(1)) for tag in tags if (one := _SRC.search(tag))]
    found += [media.url if media.kind == "image" else media.thumbnail for media in entry.media]
    wanted = dict.fromkeys([entry.image, *found])
    return tuple(url for url in wanted if url.lower().startswith(("http://", "https://")))


@dataclass(slots=True, kw_only=True)
class _Shot:
    """What is known of one address; with a path there is a copy."""

    path: str = ""
    size: int = 0
    reason: str = ""
    failures: int = 0
    again: str = ""
    """The moment (ISO 8601, UTC) before which it is not asked again."""


@dataclass(slots=True, kw_only=True)
class _Page:
    """The images of one story, as of the digest it was looked at with."""

    digest: str
    urls: list[str] = field(default_factory=list)


class Gallery:
    """The copies of a planet. The images themselves lie in the site alone; this remembers which they are, in one JSON file."""

    def __init__(self, state: Path, *, quota: int) -> None:
        """Take up what is remembered; `quota` is in bytes. A damaged file costs fetching the images again."""
        self._state = state
        self._quota = quota
        self._shots: dict[str, _Shot] = {}
        self._pages: dict[int, _Page] = {}
        self._load()

    def unread(self, stories: Iterable[Story]) -> tuple[int, ...]:
        """Return the stories whose text must be looked at for images; forget those that are not shown any more."""
        held = {story.number: story.digest for story in stories}
        for number in [number for number in self._pages if number not in held]:
            del self._pages[number]
        return tuple(
            number
            for number, digest in held.items()
            if (page := self._pages.get(number)) is None or page.digest != digest
        )

    def read(self, story: Story, entry: Entry) -> None:
        """Note the images of a story."""
        self._pages[story.number] = _Page(digest=story.digest, urls=list(addresses(entry)))

    def gather(
        self, order: Sequence[int], get: Get, *, now: datetime, stands: Callable[[str], bool], workers: int = 8
    ) -> Iterator[tuple[str, bytes]]:
        """Fetch what is missing, newest first as `order` says, and yield each copy with its path, to be written at once.

        `stands` tells whether the site holds a path already. Fetching stops at the quota and at `MOST_A_RUN`.
        """
        wanted = self._missing(order, now=now, stands=stands)
        used = sum(self._shots[url].size for url in self._within_quota(order))
        with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="image") as executor:
            for start in range(0, len(wanted), workers):
                if used >= self._quota:
                    return
                batch = wanted[start : start + workers]
                for url, made in zip(batch, executor.map(lambda url: _shoot(url, get), batch), strict=True):
                    self._note(url, made, now=now)
                    if isinstance(made, Picture):
                        used += len(made.data)
                        yield made.path, made.data

    def images(self, order: Sequence[int]) -> dict[int, dict[str, str]]:
        """Return by story the addresses that have a copy, and its path; newest first, as far as the quota goes."""
        kept = self._within_quota(order)
        found: dict[int, dict[str, str]] = {}
        for number in order:
            page = self._pages.get(number)
            held = {url: self._shots[url].path for url in (page.urls if page else ()) if url in kept}
            if held:
                found[number] = held
        return found

    def save(self) -> None:
        """Remember, atomically; addresses of no story any more are forgotten.

        Raises: PublishError.
        """
        used = {url for page in self._pages.values() for url in page.urls}
        held = {
            "version": VERSION,
            "images": {url: asdict(shot) for url, shot in sorted(self._shots.items()) if url in used},
            "stories": {str(number): asdict(page) for number, page in sorted(self._pages.items())},
        }
        data = json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")
        draft = self._state.with_name(self._state.name + ".new")
        try:
            if self._state.exists() and self._state.read_bytes() == data:
                return
            self._state.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(self._state)
        except OSError as error:
            raise PublishError("cannot be written: %(reason)s", reason=error, path=self._state) from error

    def _within_quota(self, order: Sequence[int]) -> set[str]:
        """Return the addresses whose copies may stay: those of the newest stories, until the quota is used up."""
        left, kept = self._quota, set[str]()
        for number in order:
            page = self._pages.get(number)
            for url in page.urls if page else ():
                shot = self._shots.get(url)
                if shot is None or not shot.path or url in kept:
                    continue
                if shot.size > left:
                    return kept
                left -= shot.size
                kept.add(url)
        return kept

    def _missing(self, order: Sequence[int], *, now: datetime, stands: Callable[[str], bool]) -> list[str]:
        """Return the addresses to ask in this run."""
        found: dict[str, None] = {}
        for number in order:
            page = self._pages.get(number)
            for url in page.urls if page else ():
                if len(found) >= MOST_A_RUN:
                    return list(found)
                shot = self._shots.get(url, _Shot())
                if not (shot.path and stands(shot.path)) and shot.again <= now.isoformat():
                    found[url] = None
        return list(found)

    def _note(self, url: str, made: Picture | Refusal | Failure, *, now: datetime) -> None:
        """Remember what became of an address, and when it may be asked again."""
        match made:
            case Picture():
                self._shots[url] = _Shot(path=made.path, size=len(made.data))
            case Refusal():
                self._shots[url] = _Shot(reason=made.reason, failures=1, again=(now + MONTH).isoformat())
            case Failure():
                failures = self._shots.get(url, _Shot()).failures + 1
                wait = min(PATIENCE * 2 ** min(failures - 1, 10), MONTH)
                again = max(now + wait, made.retry_after or now)
                self._shots[url] = _Shot(reason=made.trouble.value, failures=failures, again=again.isoformat())

    def _load(self) -> None:
        try:
            held: Any = json.loads(self._state.read_bytes())
            if held["version"] != VERSION:
                return
            self._shots = {url: _Shot(**shot) for url, shot in held["images"].items()}
            self._pages = {int(number): _Page(**page) for number, page in held["stories"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._shots, self._pages = {}, {}


def _shoot(url: str, get: Get) -> Picture | Refusal | Failure:
    """Fetch one image and make its copy."""
    answer = get(url, max_bytes=MOST_BYTES)
    return answer if isinstance(answer, Failure) else picture(answer.body)
