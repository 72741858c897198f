"""Which member of a story is shown, and which blogs only republish others."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from planet.merge import wording
from planet.model import Entry, Record
from planet.urls import canonical, host, is_dressed

_LATE = datetime.max.replace(tzinfo=UTC)
_HOSTED = re.compile(
    r"""blogspot|wordpress|over-?blog|canalblog|typepad|livejournal|tumblr|hautetfort|skyrock|blogger|free|wixsite|jimdo
    |weebly|medium|substack|unblog|e-monsite|eklablog|centerblog|github|gitlab|netlify""",
    re.VERBOSE,
)
"""Names under which others are hosted: a blog of two hosts has most often left such a one for its own."""
_PROXIES = ("feedproxy.", "feeds.", "feedburner.", "rss.", "flux.")


def primary(
    members: Sequence[Record],
    *,
    aggregators: frozenset[str] = frozenset(),
    homes: Mapping[str, str] | None = None,
) -> Record:
    """Return the member that is shown: the original, as far as can be told.

    In order: not taken over from another feed and not of an aggregator; linked on its own blog's host; published first;
    on a host of its own; a link without tracking or AMP, by https; the full text before an excerpt; the blog that comes
    first in `homes`; the record archived first. Of several versions one blog gives of it, the newest. `homes` maps each
    blog's address to its home page, in the order of the INI. The same members give the same answer in any order.
    """
    if len(members) == 1:
        return members[0]
    homes = homes or {}
    places = {blog: place for place, blog in enumerate(homes)}
    longest = max(_length(member.entry) for member in members)

    def rank(member: Record) -> tuple[bool, bool, datetime, bool, bool, bool, bool, int, int]:
        entry = member.entry
        return (
            member.blog in aggregators or _is_sourced(entry, _site(homes.get(member.blog, ""))),
            _is_elsewhere(entry, homes.get(member.blog, "")),
            entry.published or entry.updated or _LATE,
            _is_hosted(entry.link),
            is_dressed(entry.link),
            not entry.link.startswith("https:"),
            2 * _length(entry) < longest,
            places.get(member.blog, len(places)),
            member.number,
        )

    return _newest_version(min(members, key=rank), members)


def looks_like_aggregator(entries: Sequence[Entry], blog_home: str) -> bool:
    """Return whether a feed republishes others: half of its entries name a source, or are pages of several other hosts.

    A link blog's links leave its host too, but its guids stay; a feed proxy's and a moved blog's leave for one host.
    """
    home = _site(blog_home)
    sourced = sum(1 for entry in entries if _is_sourced(entry, home))
    away = [_site(entry.link) for entry in entries if entry.link and not _stays(entry, home)]
    if len(entries) < 3:
        return False
    return 2 * sourced >= len(entries) or (2 * len(away) >= len(entries) and len(set(away)) > 1)


def _is_sourced(entry: Entry, home: str) -> bool:
    """Return whether an entry says that it was taken from a feed of another site; forums name their own threads so."""
    if entry.source is None:
        return False
    sites = {_site(url) for url in (entry.source.link, entry.source.feed, entry.source.id) if host(url)}
    return bool(sites) and home not in sites


def _stays(entry: Entry, home: str) -> bool:
    """Return whether an entry is its blog's own: by its page, or by a guid that is no copy of a foreign address."""
    site = _site(entry.link)
    if not site or site == home or entry.origlink or site.startswith(_PROXIES):
        return True
    return bool(entry.guid) and site not in entry.guid


def _site(url: str) -> str:
    """Return the host of an address, without what only dresses it; empty when there is none."""
    return host("https://" + canonical(url)) if host(url) else ""


def _is_elsewhere(entry: Entry, home: str) -> bool:
    """Return whether an entry's link leaves its blog's host: a proxy, or another blog's page."""
    return bool(entry.origlink and entry.origlink != entry.link) or bool(home and _site(entry.link) != _site(home))


def _is_hosted(url: str) -> bool:
    """Return whether a page stands under the name of a hosting platform."""
    labels = host(url).split(".")
    return any(_HOSTED.fullmatch(label) for label in labels[1:-1])


def _length(entry: Entry) -> int:
    """Return the words of an entry, counted when the parser did not."""
    return entry.words or len(wording.words(entry))


def _newest_version(chosen: Record, members: Sequence[Record]) -> Record:
    """Return the newest of the versions that the chosen member's blog lists under its guid."""
    guid = chosen.entry.guid
    versions = [member for member in members if member.blog == chosen.blog and guid and member.entry.guid == guid]
    if len(versions) < 2:
        return chosen
    return max(versions, key=lambda member: (_changed(member), -member.number))


def _changed(member: Record) -> datetime:
    """Return when a version was made, as far as its feed says."""
    return member.entry.updated or member.entry.published or member.first_seen
