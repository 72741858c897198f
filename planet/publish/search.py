"""The search index, made by Pagefind (extra `search`): words in small files that a reader's browser loads as it needs them.

Pagefind's own service answers about ten records a second to Python; its command line reads three thousand pages in one. So each story
becomes a bare page in a folder of its own, and Pagefind reads the folder once.
"""

import html
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, Protocol

from planet.errors import PublishError
from planet.publish.publisher import Publisher
from planet.text import digest

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
PARTS = "parts.json"
"""Names the volumes, for the client."""
CLIENT = Path(__file__).with_name("search.js")
"""What a page imports to look through all languages at once."""

UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Parts of Pagefind's bundle, 400 KB, for pages that use its own interface; Nuage's page has its own."""

_ELISION = re.compile(r"(?i)(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[^\W\d_])")
"""As in the client, which undoes it in what is shown."""


class Record(Protocol):
    """What can be found of a story, in plain text."""

    @property
    def url(self) -> str:
        """Where a result leads."""

    @property
    def title(self) -> str:
        """Its heading."""

    @property
    def text(self) -> str:
        """The words that are looked through; results show the place where they were found."""

    @property
    def language(self) -> str:
        """A code such as `fr`: it chooses the stemmer."""

    @property
    def date(self) -> str:
        """`2026-11-24T08:00:00Z`, by which results can be sorted."""

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """Pairs such as `("topic", "Santé")`; a name may come several times."""


def available() -> bool:
    """Tell whether the extra `search` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("pagefind", "pagefind_bin"))


class Volume(NamedTuple):
    """A part of what can be found, with an index of its own."""

    name: str
    """A folder under `pagefind/`."""
    fingerprint: str
    """Stands for all its records: while it is the same they are not even asked for."""
    records: Callable[[], Iterable[Record]]


def publish_search(publisher: Publisher, volumes: Sequence[Volume]) -> bool:
    """Bring the indexes up to date; tell whether there are any.

    Nothing is built for a volume that is as it was, for Pagefind writes its hash maps in another order each time. Without the extra
    nothing is written, and an index that was there goes with the other pages that nobody plans.

    Raises: PublishError when Pagefind fails or its files cannot be written.
    """
    if not available():
        return False
    held = [volume.name for volume in volumes if _volume(publisher, volume)]
    if held:
        publisher.write(f"{FOLDER}/{CLIENT.name}", CLIENT.read_bytes(), "")
        publisher.write(f"{FOLDER}/{PARTS}", json.dumps(held).encode(), "")
    return bool(held)


def _volume(publisher: Publisher, volume: Volume) -> bool:
    made_of = digest(version("pagefind"), volume.fingerprint)
    folder = f"{FOLDER}/{volume.name}"
    if publisher.keep_under(folder, made_of):
        return True
    with tempfile.TemporaryDirectory(prefix="nuage-search-") as name:
        pages, bundle = Path(name) / "pages", Path(name) / FOLDER
        pages.mkdir()
        found = False
        try:
            for number, record in enumerate(volume.records()):
                _stage(pages, number, record)
                found = True
        except OSError as error:
            raise PublishError("search index: cannot be written: %(reason)s", reason=error, path=pages) from error
        if found:
            _run(pages, bundle)
            _hand_over(publisher, bundle, folder, made_of)
    return found


def _stage(pages: Path, number: int, record: Record) -> None:
    """Write one story as Pagefind reads pages; a thousand to a folder."""
    folder = pages / str(number // 1000)
    folder.mkdir(exist_ok=True)
    (folder / f"{number}.html").write_text(_page(record), encoding="utf-8", errors="replace")


def _page(record: Record) -> str:
    """Return the bare page; what is not to be found as text is marked so, and still read as metadata."""
    hidden = [("meta", "title", record.title), ("meta", "url", record.url), ("meta", "date", record.date)]
    hidden += [("sort", "date", record.date)]
    hidden += [("filter", key, value) for key, value in record.filters]
    said = "".join(
        f'<span data-pagefind-ignore data-pagefind-{kind}="{html.escape(key)}">{html.escape(value)}</span>'
        for kind, key, value in hidden
        if value
    )
    return (
        f'<!DOCTYPE html><html lang="{html.escape(record.language)}"><meta charset="utf-8"><body data-pagefind-body>'
        f"<h1>{_parted(record.title)}</h1>{said}<p>{_parted(record.text)}</p></body></html>"
    )


def _parted(text: str) -> str:
    """Return text in which French's small words stand apart from the word they lean on, for Pagefind takes `l’été` as one."""
    return html.escape(_ELISION.sub("\\g<0>\u200a", text))


def _run(pages: Path, bundle: Path) -> None:
    """Let Pagefind read the pages."""
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(bundle), "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=3600)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PublishError("search index: %(reason)s", reason=error) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        if said:
            raise PublishError("search index: %(reason)s", reason=said[-1])
        raise PublishError("search index: Pagefind ended with %(code)s", code=done.returncode)


def _hand_over(publisher: Publisher, bundle: Path, folder: str, made_of: str) -> None:
    """Write the bundle's files; the entry, which names all others, last, so that a reader never meets a name without its file."""
    files = sorted(path for path in bundle.rglob("*") if path.is_file() and not path.name.startswith(UNUSED))
    files.sort(key=lambda path: path.name == ENTRY)
    for path in files:
        publisher.write(f"{folder}/{path.relative_to(bundle).as_posix()}", path.read_bytes(), made_of)
