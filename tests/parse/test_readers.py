"""Two readers, one result: the fast one may take a document only where it reads what feedparser reads."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planet.model import Entry
from tests.parse.differences import both, differences, read
from tests.parse.documents import FEEDS

ROOT = Path(__file__).parents[2]
OWN = sorted(
    path
    for folder in ("config/demo/feeds", "config/demo/variants", "tests/data/feeds")
    for path in (ROOT / folder).rglob("*.xml")
)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_documents(path: Path) -> None:
    """The project's own documents read the same whichever reader takes them."""
    assert list(differences(read(path.read_bytes()))) == []


def test_share() -> None:
    """Nearly all of them are read by the fast reader: it would be of no use otherwise."""
    taken = [path for path in OWN if both(read(path.read_bytes())) is not None]
    assert len(taken) > 0.9 * len(OWN)


@given(FEEDS)
@settings(derandomize=True, max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_generated_documents(text: str) -> None:
    """What nobody thought of: elements in any order, repeated, empty, with bases and languages of their own."""
    assert list(differences(text)) == []


@given(FEEDS)
@settings(derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_generated_documents_are_taken(text: str) -> None:
    """The law above would hold of a reader that takes nothing."""
    assert both(text) is not None


def test_a_guid_that_is_no_permalink_is_no_page() -> None:
    """Where the link says nothing, the page is the guid that may be one: a number after it must not lead readers astray."""
    item = '<guid>https://c.example/a1</guid><link></link><guid isPermaLink="false">b2</guid>'
    feeds = both(f'<rss version="2.0"><channel><title>t</title><item>{item}</item></channel></rss>')
    assert feeds is not None
    (entry,) = feeds[0].entries
    assert isinstance(entry, Entry)
    assert (entry.guid, entry.link) == ("b2", "https://c.example/a1")
