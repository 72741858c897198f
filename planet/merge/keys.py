"""The short strings that propose two entries as one; a verdict decides."""

import re
from collections.abc import Iterable, Mapping

from planet.merge import titles, wording
from planet.model import Entry
from planet.text import digest
from planet.urls import canonical

LIMITS: Mapping[str, int] = {"own": 30, "guid": 30, "url": 30, "title": 60, "week": 60, "open": 30, "s": 30}
"""By prefix: a key held by more records than this proposes nothing (a recurring title, a boilerplate sentence)."""
SKETCH = "s:"
SHARED_SKETCH = 2
"""So many `s:` keys must be shared to propose a pair; of any other kind one is enough."""

_GLOBAL = re.compile(
    r"https?://\S+|tag:[^,\s]+,\d{4}\S*:\S+|urn:\S+:\S+|(?=\S*\d)(?=\S*[a-z])[\w.:@+/-]{20,}", re.IGNORECASE
)
_NOTHING = re.compile(r"(?:urn:uuid:)?[0-]+|https?://[^/?#]+/?", re.IGNORECASE)
_PAGE = re.compile(r"[/?#]")
"""What a canonical address has that names more than a host."""
_OPENING = slice(2, 8)
"""Words of the opening that make a key; the first two may be a decoration or a drop cap."""


def looks_global(guid: str) -> bool:
    """Return whether a guid is of a kind that no two blogs make by chance.

    >>> looks_global("tag:blog.example,2024:post-7"), looks_global("post-7")
    (True, False)
    """
    return bool(_GLOBAL.fullmatch(guid)) and not _NOTHING.fullmatch(guid)


def addresses(entry: Entry) -> frozenset[str]:
    """Return the canonical addresses an entry claims as its own: link, original link, and a guid that is one.

    A host without a page is left out: it is the address of the blog, not of a post.
    """
    claimed = {entry.link, entry.origlink, entry.guid if entry.guid.startswith(("http://", "https://")) else ""}
    forms = {canonical(url) for url in claimed if url}
    return frozenset(form for form in forms if _PAGE.search(form))


def guid_form(guid: str) -> str:
    """Return a guid as it is compared: an http address in its canonical form, anything else as it is."""
    return canonical(guid) if guid.startswith(("http://", "https://")) else guid


def keys(entry: Entry, blog: str, of_its_text: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return what proposes an entry as a partner of others, sorted, without doubles.

    `own:` its guid within its blog, `guid:` one that looks global, `url:` canonical addresses, `title:` bare titles, `week:`
    the title in its week and the next, so that the hundredth notice under one title still finds its copy, and the keys
    `of_text`, where they were worked out already `of_its_text`. Keys are digests where the source may be long. The archive
    skips those held by more records than `LIMITS` says.
    """
    found = set(of_text(entry) if of_its_text is None else of_its_text)
    if entry.guid:
        form = guid_form(entry.guid)
        found.add(f"own:{digest(blog, form)[:16]}")
        if looks_global(entry.guid):
            found.add(f"guid:{_short(form)}")
    found.update([f"url:{_short(url)}" for url in addresses(entry)])
    found.update([f"title:{_short(title)}" for title in titles.proper(entry.title)])
    found.update(_week_keys(entry))
    return tuple(sorted(found))


def of_text(entry: Entry) -> tuple[str, ...]:
    """Return the keys that are made of an entry's text, and take most of the time: `open:` opening words, `s:` the sketch (`SHARED_SKETCH`)."""
    from planet.merge.sketch import sketch  # noqa: PLC0415  numpy, which a run can do without

    text = wording.opening(entry)
    opening = wording.first_words(text, _OPENING.stop)
    found = [f"{SKETCH}{number:08x}" for number in sketch(text)]
    if len(opening) == _OPENING.stop:
        found.append(f"open:{_short(' '.join(opening[_OPENING]))}")
    return tuple(found)


def limits(found: Iterable[str]) -> dict[str, int]:
    """Return by how many records each of these keys may be held and still propose."""
    of_sketch = LIMITS["s"]
    return {key: of_sketch if key.startswith(SKETCH) else LIMITS[key.partition(":")[0]] for key in found}


def address_key(url: str) -> str:
    """Return the key under which entries that claim this address are found; for `same` and `different`."""
    return f"url:{_short(canonical(url))}"


def _week_keys(entry: Entry) -> set[str]:
    """Return a title's keys in time: two posts up to a week apart share one."""
    moment, title = entry.published or entry.updated, titles.bare(entry.title)
    if moment is None or not title:
        return set()
    week = moment.toordinal() // 7
    return {f"week:{_short(f'{number} {title}')}" for number in (week, week + 1)}


def _short(text: str) -> str:
    """Return sixteen hexadecimal digits: a collision only proposes one pair in vain."""
    return digest(text)[:16]
