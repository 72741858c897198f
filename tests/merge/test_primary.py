"""Which member of a story is shown, and which blogs republish others."""

from datetime import timedelta
from random import Random

import pytest

from planet.merge.match import looks_like_aggregator, primary
from planet.model import Entry, Record, Source
from tests.merge.shelf import NOON, PROSE, entry, record

HOMES = {
    "blog": "https://lirelle.example/",
    "other": "https://portail.example/",
    "planet": "https://planete.example/",
    "m": "https://lirelle.example/",
}
LINK = "https://lirelle.example/a"


def _shown(*members: Record, **options: object) -> int:
    found = {primary(list(order), homes=HOMES, **options).number for order in (members, members[::-1])}  # type: ignore[arg-type]
    assert len(found) == 1, "the order of members decides"
    return found.pop()


@pytest.mark.parametrize(
    ("why", "copy"),
    [
        (
            "it says that it was taken from a feed",
            ("planet", entry(link="https://planete.example/1", source=Source(link="https://lirelle.example/"))),
        ),
        ("its link leaves its blog", ("other", entry(link=LINK))),
        ("its link is a proxy's", ("m", entry(link="http://feedproxy.example/~r/1", origlink=LINK))),
        ("it came later", ("other", entry(link="https://portail.example/1", published=NOON + timedelta(hours=1)))),
        ("its host is a platform's", ("new", entry(link="https://lirelle.blogspot.example/1"))),
        ("its link carries tracking", ("m", entry(link=LINK + "?utm_source=rss"))),
        ("its link is the phone's", ("m", entry(link="https://m.lirelle.example/a"))),
        ("its link is not secure", ("m", entry(link=LINK.replace("https", "http")))),
        ("it is an excerpt", ("m", entry(text=" ".join(PROSE.split()[:30]), link=LINK))),
        ("its blog comes later in the INI", ("m", entry(text=PROSE, link=LINK))),
    ],
)
def test_the_original_is_shown(why: str, copy: tuple[str, Entry]) -> None:
    """Readers and figures go to who wrote it, whoever was harvested first."""
    original = entry(text=PROSE, link=LINK)
    assert _shown(record(1, *copy), record(2, "blog", original)) == 2
    assert _shown(record(1, "blog", original), record(2, *copy)) == 1


def test_an_aggregator_is_never_the_original() -> None:
    """Not even when it is dated earlier and has a page of its own."""
    early = entry(link="https://planete.example/1", published=NOON - timedelta(days=1))
    assert (
        _shown(record(1, "planet", early), record(2, "blog", entry(link=LINK)), aggregators=frozenset({"planet"})) == 2
    )


def test_of_versions_under_one_guid_the_newest_is_shown() -> None:
    """A feed that lists a post and its revision means the revision."""
    first = entry("Première version", link=LINK, guid="7", updated=NOON)
    second = entry("Version corrigée", link=LINK, guid="7", updated=NOON + timedelta(days=2))
    assert _shown(record(1, "blog", first), record(2, "blog", second)) == 2
    assert _shown(record(1, "blog", second), record(2, "blog", first)) == 1


def test_the_shown_one_stays_when_others_join() -> None:
    """A river that changes its mind at every run is not one to link to."""
    members = [record(1, "blog", entry(text=PROSE, link=LINK))]
    members += [
        record(n, "other", entry(text=PROSE, link=f"https://portail.example/{n}", published=NOON + timedelta(days=n)))
        for n in range(2, 6)
    ]
    for size in range(1, 6):
        some = members[:size]
        Random(size).shuffle(some)
        assert primary(some, homes=HOMES).number == 1


def _planet(link: str, number: int, **fields: object) -> Entry:
    return entry(f"Billet {number}", "", **{"link": link, "guid": link, **fields})


def test_a_feed_that_republishes_several_blogs_is_an_aggregator() -> None:
    """By atom:source, or by pages of several hosts under their own guids."""
    sourced = [
        _planet(f"https://planete.example/{n}", n, source=Source(link=f"https://b{n}.example/")) for n in range(4)
    ]
    linked = [_planet(f"https://b{n % 2}.example/{n}", n) for n in range(4)]
    assert looks_like_aggregator(sourced, "https://planete.example/")
    assert looks_like_aggregator(linked, "https://planete.example/")


@pytest.mark.parametrize(
    ("why", "entries"),
    [
        ("its own pages", [_planet(f"https://www.blog.example/{n}", n) for n in range(5)]),
        (
            "a link blog keeps its guids",
            [_planet(f"https://b{n}.example/x", n, guid=f"tag:blog.example,2026:{n}") for n in range(5)],
        ),
        (
            "a feed proxy",
            [_planet(f"http://feedproxy.example/~r/{n}", n, origlink=f"https://blog.example/{n}") for n in range(5)],
        ),
        ("a moved blog has one other host", [_planet(f"https://new.example/{n}", n) for n in range(5)]),
        (
            "a forum names its own threads",
            [
                _planet(
                    f"https://blog.example/t/{n}", n, source=Source(title="T", feed=f"https://blog.example/t/{n}.rss")
                )
                for n in range(5)
            ],
        ),
        (
            "a source without address",
            [_planet(f"https://blog.example/t/{n}", n, source=Source(title="T")) for n in range(5)],
        ),
        ("addresses that are none", [_planet(f"/{n}", n) for n in range(5)]),
        ("two posts tell nothing", [_planet(f"https://b{n}.example/{n}", n) for n in range(2)]),
        ("nothing", []),
    ],
)
def test_what_is_no_aggregator(why: str, entries: list[Entry]) -> None:
    """A blog taken for an aggregator loses its own posts to whoever copies them."""
    assert not looks_like_aggregator(entries, "https://blog.example/")
