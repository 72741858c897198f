"""Remote reading lists, fetched through the guarded client, at most once per min_interval."""

import time
from pathlib import Path

from planet.config import Settings
from planet.explain.failures import failure as failure_sentence
from planet.fetch import Client
from planet.i18n import environment_locale, language
from planet.model import Failure

MOST_BYTES = 5_000_000


def fetch_list(url: str, copy: Path, settings: Settings) -> bytes | None:
    """Return a list's bytes; None where its copy, or the last attempt, is younger than min_interval.

    Raises:
        OSError: when it cannot be had, with a sentence that says why.
    """
    stamp = copy.with_name(copy.name + ".asked")
    if _is_recent(stamp, settings.fetch.min_interval * 60):
        return None
    _touch(stamp)
    with Client(settings.fetch, link=settings.planet.link) as client:
        answer = client.get(url, max_bytes=MOST_BYTES, own=True)
    if isinstance(answer, Failure):
        raise OSError(failure_sentence(answer, language(environment_locale())))
    return answer.body


def _is_recent(stamp: Path, seconds: float) -> bool:
    try:
        return 0 <= time.time() - stamp.stat().st_mtime < seconds
    except OSError:
        return False


def _touch(stamp: Path) -> None:
    """Note that the list is asked now; a disk that refuses costs only politeness."""
    try:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
    except OSError:
        return
