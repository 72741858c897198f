"""Both readers over feeds of the real world: skipped where they are not at hand, since they may not be kept here."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.parse.differences import ACCEPTED, both, differences, read

SHARED = Path(os.environ.get("NUAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDERS = ("feeds", "judges/dedupe/feeds", "judges/output/content-safety/feeds")
FEEDS = sorted(path for folder in FOLDERS for path in (SHARED / folder).rglob("*") if path.suffix in (".xml", ".rss", ".atom", ".rdf"))  # fmt: skip

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(not FEEDS, reason="the shared feeds are not at hand (NUAGE_SHARED)"),
]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_readers_agree(path: Path) -> None:
    """No field of any entry depends on which reader took the feed, but for the accepted differences."""
    assert list(differences(read(path.read_bytes()))) == []


def test_share() -> None:
    """More than nine of ten real feeds are read by the fast reader."""
    real = [path for path in FEEDS if path.parent.name == "feeds" and path.parent.parent == SHARED]
    taken = [path for path in real if both(read(path.read_bytes())) is not None]
    assert len(taken) > 0.9 * len(real)


def test_accepted_differences_are_described() -> None:
    """Each is listed with its reason, so that nobody takes it for a mistake, or a mistake for one of them."""
    notes = (Path(__file__).parents[2] / "docs/design/parse.md").read_text(encoding="utf-8")
    assert [name for name, _ in Counter(one.__name__ for one in ACCEPTED).items() if f"`{name}`" not in notes] == []
