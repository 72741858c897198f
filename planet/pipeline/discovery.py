"""An address a person gave to the feeds behind it: the address itself, or what its page names; nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planet.fetch import Ask, Client, Exchange, Memo, is_remote
from planet.model import Failure, Feed, Fetched, Trouble
from planet.parse import Candidate, discover, parse

MOST_FEEDS = 6
"""Feeds of one page that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A feed that answered, and where it lives."""

    address: str
    """Where to subscribe: after permanent redirects."""
    feed: Feed


def offered(address: str, client: Client, *, now: datetime) -> tuple[Offered, ...] | Failure:
    """Return the feeds of an address, the likeliest first, or why there is none.

    The address may stand anywhere, being the operator's own; what its page names may be private only where the page is.
    """
    exchange = client.fetch(Ask(blog=address, address=address, now=now), memo=Memo(), verify=None)
    own = _read(exchange, address)
    if isinstance(own, Offered):
        return (own,)
    page = exchange.answer
    if not isinstance(page, Fetched) or own.trouble is not Trouble.NOT_A_FEED or not is_remote(address):
        return own
    found = tuple(_first(_candidates(client, address, exchange, page, now=now)))
    return found or own


def _candidates(
    client: Client, address: str, exchange: Exchange, page: Fetched, *, now: datetime
) -> Iterator[tuple[Candidate, Offered]]:
    """Yield the candidates of a page that are feeds; of one feed under two addresses the first."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for candidate in discover(page):
        if not is_remote(candidate.url):
            continue
        read = _read(_led_to(client, address, candidate.url, now=now, private=exchange.private), candidate.url)
        if isinstance(read, Offered):
            mark = (read.feed.title, tuple(getattr(entry, "raw", "") for entry in read.feed.entries))
            if mark not in seen:
                seen.add(mark)
                yield candidate, read


def _first(feeds: Iterator[tuple[Candidate, Offered]]) -> Iterator[Offered]:
    """Yield the feeds a page names, up to the limit; of guessed places the first feed alone."""
    for number, (candidate, read) in enumerate(feeds, 1):
        yield read
        if candidate.guessed or number == MOST_FEEDS:
            return


def _led_to(client: Client, page: str, address: str, *, now: datetime, private: bool) -> Exchange:
    """Ask for an address that a page named: a stranger's word, even where it names the page's own host."""
    ask = Ask(blog=page, address=address, now=now)
    return client.fetch(ask, memo=Memo(private=private), verify=None, own=False)


def _read(exchange: Exchange, address: str) -> Offered | Failure:
    answer = exchange.answer
    if isinstance(answer, Failure):
        return answer
    if not isinstance(answer, Fetched):
        return Failure(url=answer.url, trouble=Trouble.STATUS, status=answer.status)
    feed = parse(answer)
    if isinstance(feed, Failure):
        return feed
    return Offered(address=exchange.permanent or address, feed=feed)


def local(address: str, folder: Path) -> Path | None:
    """Return the file that a plain path names, counted from `folder`; None for anything that is no file there."""
    try:
        path = folder / address
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None
