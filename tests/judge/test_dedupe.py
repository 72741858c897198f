"""The judged collection of duplicates and look-alikes: figures that identity must reach, without archive or network.

Skipped where the collection is not at hand: its texts may not be kept here. The same collection judges the whole program
by `planet export --stories`.
"""

import json
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planet.merge.match import looks_like_aggregator
from planet.model import Entry, Feed, Fetched, Record
from planet.parse import parse
from tests.merge.shelf import Shelf

SHARED = Path(os.environ.get("NUAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
DEDUPE = SHARED / "judges" / "dedupe"

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(not DEDUPE.is_dir(), reason="the judged collection is not at hand (NUAGE_SHARED)"),
]


@cache
def harvests() -> dict[str, tuple[str, tuple[Entry, ...]]]:
    """Return each feed's home page and entries, by file name, in the order of the collection's INI."""
    truth = json.loads((DEDUPE / "truth.json").read_text())
    return {name: _read(DEDUPE / "feeds" / name) for name in (feed["file"] for feed in truth["feeds"])}


def _read(path: Path) -> tuple[str, tuple[Entry, ...]]:
    feed = parse(Fetched(url=f"http://127.0.0.1/{path.name}", body=path.read_bytes(), content_type="application/xml"))
    assert isinstance(feed, Feed), path
    return feed.link, tuple(one for one in feed.entries if isinstance(one, Entry))


def merged(order: list[str]) -> Shelf:
    """Return a shelf after these harvests."""
    shelf = Shelf()
    for name in order:
        home, entries = harvests()[name]
        shelf.harvest(name, entries, home)
    return shelf


def member(one: Record) -> dict[str, Any]:
    """Return a record as the judge's script wants members: absent values are null."""
    entry = one.entry
    published = entry.published.isoformat() if entry.published else None
    return {
        "feed": one.blog,
        "guid": entry.guid or None,
        "link": entry.link or None,
        "title": entry.title,
        "published": published,
    }


@cache
def figures() -> Any:
    """Return what the judge says of the stories."""
    stories = [[member(one) for one in story] for story in merged(list(harvests())).stories()]
    script = [sys.executable, str(DEDUPE / "score_dedupe.py"), "/dev/stdin", "--json"]
    done = subprocess.run(script, input=json.dumps(stories), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_pairs_are_right() -> None:
    """Nearly every copy is found, and nothing is joined that is two posts."""
    pairs = figures()["pairwise"]
    assert pairs["precision"] >= 0.995
    assert pairs["f1"] >= 0.98


def test_no_kind_is_neglected() -> None:
    """A mean hides the kind of copy that is never found, or the look-alike that always falls."""
    kinds = figures()["kinds"]
    assert {kind: one["score"] for kind, one in kinds.items() if kind[0] == "D" and one["score"] < 0.9} == {}
    assert {kind: one["score"] for kind, one in kinds.items() if kind[0] == "N" and one["score"] < 1} == {}


def test_no_post_is_lost_and_the_original_is_shown() -> None:
    """The original, not the aggregator's copy, is what readers are led to.

    Two Atom ids of the collection are bare numbers; as with feedparser they are read as addresses within their feed, so that the
    judge, which compares them as written, cannot name those two members.
    """
    assert figures()["unresolved_members"] <= 2
    assert figures()["removal"]["posts_lost"] == 0
    assert figures()["survivor_preferred"] >= 0.99


def test_stories_do_not_depend_on_who_answered_first() -> None:
    """Harvests come in any order; so must the same stories."""
    order = list(harvests())
    expected = merged(order).titles()
    for seed in range(3):
        random.Random(seed).shuffle(order)
        assert merged(order).titles() == expected


def test_a_second_harvest_brings_nothing_new() -> None:
    """Revisions under one guid, constant guids and posts without any included."""
    order = list(harvests())
    assert len(merged(order).records) == len(merged(order + order).records)


def test_aggregators_are_found_out() -> None:
    """Planets are known by the pages they link to; link blogs, moved blogs and feed proxies are none."""
    found = {name for name, (home, entries) in harvests().items() if looks_like_aggregator(entries, home)}
    assert found == {"planet-library.xml", "planete-biblio.xml"}
