"""Bytes to entries: every format of feeds, every character set, whatever is broken; and nothing harmful comes out.

`parse` is pure: it touches no disk, no network and no clock, and may run in any thread.
"""

from planet.config import ParseSettings
from planet.model import Failure, Feed, Fetched
from planet.parse import document, jsonfeed, normal, reading, refusals
from planet.parse.refusals import Candidate

__all__ = ["Candidate", "discover", "parse"]

_DEFAULTS = ParseSettings()


def parse(
    fetched: Fetched, *, known: frozenset[str] = frozenset(), settings: ParseSettings = _DEFAULTS
) -> Feed | Failure:
    """Return the feed a body is, or a Failure that says what it is instead.

    An entry whose raw digest is among `known` comes back as `Unchanged`, without having been normalised or cleaned.
    Broken documents give what can be read, with a code in `warnings`; a feed without entries is a feed.
    """
    base = document.base_of(fetched)
    if jsonfeed.is_json(fetched.body):
        read = document.read(fetched)
        found = jsonfeed.jsonfeed(read.text, base, known)
    else:
        found, read = reading.xml(fetched, known)
    if found is None or (read is not None and not found.format):
        return refusals.refusal(fetched, read or document.read(fetched))
    found.warnings += read.warnings if read else ()
    return normal.feed(found, url=fetched.url, base=base, settings=settings)


def discover(fetched: Fetched) -> tuple[Candidate, ...]:
    """Return the feeds a page names, the likeliest first; the usual places, marked as guessed, when it names none."""
    return refusals.candidates(document.read(fetched))
