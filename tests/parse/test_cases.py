"""Odd documents and what they mean: each case is two files, what came (.xml) and what must be read (.json)."""

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from planet.model import Entry, Failure, Feed, Fetched
from planet.parse import parse
from tests.parse.differences import URL, both, read

CASES = sorted((Path(__file__).parents[1] / "data" / "feeds").rglob("*.json"))
WELL_FORMED = [path for path in CASES if path.parent.name not in ("broken", "charsets", "jsonfeed", "refused")]
ADDRESS = "https://blog.example/feeds/posts.xml"


def plain(value: Any) -> Any:
    """Return a value as JSON writes it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def matches(expected: Any, found: Any) -> bool:
    """Tell whether what was found holds what is expected; of media only the fields that a case names."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and matches(value, found[name]) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(matches, expected, found))
    return bool(expected == found)


def check(case: dict[str, Any], feed: Feed) -> None:
    """Compare the fields that a case names."""
    for name, value in case.get("feed", {}).items():
        assert matches(value, plain(getattr(feed, name))), (name, plain(getattr(feed, name)))
    if "entries" not in case:
        return
    assert len(feed.entries) == len(case["entries"])
    for entry, expected in zip(feed.entries, case["entries"], strict=True):
        assert isinstance(entry, Entry)
        for name, value in expected.items():
            assert matches(value, plain(getattr(entry, name))), (name, plain(getattr(entry, name)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    """The case's `why` says what is odd; its fields say what a reader must see."""
    case = json.loads(path.read_text(encoding="utf-8"))
    body = path.with_suffix(".xml").read_bytes()
    feed = parse(Fetched(url=ADDRESS, body=body, content_type=case.get("content_type", "application/xml")))
    if "failure" in case:
        assert isinstance(feed, Failure)
        for name, value in case["failure"].items():
            assert plain(getattr(feed, name)) == value
        return
    assert isinstance(feed, Feed)
    check(case, feed)


@pytest.mark.parametrize("path", WELL_FORMED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_by_both_readers(path: Path) -> None:
    """Well-formed cases mean the same to either reader."""
    case = json.loads(path.read_text(encoding="utf-8"))
    feeds = both(read(path.with_suffix(".xml").read_bytes()), URL)
    assert feeds is not None
    for feed in feeds:
        check(case, feed)


def test_there_are_many() -> None:
    """A folder that was not found would make all of them pass."""
    assert len(CASES) >= 150
