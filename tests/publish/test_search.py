"""The search index: what can be found, what is not built again, and what is there without the extra."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planet.publish import Publisher
from planet.publish.search import FOLDER, Volume, available, publish_search

pytestmark = pytest.mark.skipif(not available(), reason="needs the extra `search` (Pagefind)")


@dataclass(frozen=True)
class Found:
    """A record."""

    title: str
    text: str
    url: str = "https://blog.example/a?x=1&y=2"
    language: str = "fr"
    date: str = "2026-11-24T08:00:00Z"
    filters: tuple[tuple[str, str], ...] = field(default=(("blog", "Arts, lettres : <le> blog"), ("year", "2026")))


RECORDS = (
    Found("L’été à l’œuvre", "Des bibliothèques médiévales </p><script>alert(1)</script> & autres"),
    Found("Reading rooms", "The libraries are open", url="https://blog.example/b", language="en"),
)


def run(root: Path, records: tuple[Found, ...] = RECORDS, fingerprint: str = "one") -> tuple[bool, int]:
    """Publish the index; tell whether it is there and how many records were asked for."""
    asked = 0

    def given() -> Iterator[Found]:
        nonlocal asked
        for record in records:
            asked += 1
            yield record

    publisher = Publisher(root / "out", root / "m.json")
    there = publish_search(publisher, [Volume("0", fingerprint, given)])
    publisher.finish()
    return there, asked


def fragments(root: Path) -> list[dict[str, object]]:
    """Return what the index holds of each record, as a browser would read it."""
    held = []
    for path in sorted((root / "out" / FOLDER / "0" / "fragment").iterdir()):
        plain = gzip.decompress(path.read_bytes())
        held.append(json.loads(plain[plain.index(b"{") :]))
    return sorted(held, key=lambda one: str(one["meta"]))


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its bytes and date."""
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


def test_a_record_leads_to_its_post_and_can_be_narrowed(tmp_path: Path) -> None:
    """Results carry the post's own address, its date and its blog, whatever characters these hold; markup is text."""
    assert run(tmp_path) == (True, 2)
    first, second = fragments(tmp_path)
    assert first["meta"] == {
        "url": "https://blog.example/a?x=1&y=2",
        "date": "2026-11-24T08:00:00Z",
        "title": "L’été à l’œuvre",
    }
    assert first["filters"] == {"blog": ["Arts, lettres : <le> blog"], "year": ["2026"]}
    assert "</p><script>alert(1)</script> & autres" in str(first["content"])
    assert "2026-11-24" not in str(first["content"])
    assert second["meta"]["title"] == "Reading rooms"  # type: ignore[index]


def test_each_language_has_its_stemmer(tmp_path: Path) -> None:
    """French words are cut as French ones, English as English: the page searches both."""
    run(tmp_path)
    entry = json.loads((tmp_path / "out" / FOLDER / "0" / "pagefind-entry.json").read_text())
    assert {code: held["wasm"] for code, held in entry["languages"].items()} == {"fr": "fr", "en": "en"}


def test_an_idle_run_neither_asks_nor_writes(tmp_path: Path) -> None:
    """Loading every text of the archive is the dearest thing a run can do: only a change pays for it."""
    run(tmp_path)
    before = tree(tmp_path / "out")
    assert run(tmp_path) == (True, 0)
    assert tree(tmp_path / "out") == before


def test_what_is_gone_is_not_found_any_more(tmp_path: Path) -> None:
    """A hidden post leaves the index too, to the last file that held its words."""
    run(tmp_path)
    run(tmp_path, RECORDS[1:], "two")
    assert [one["meta"]["title"] for one in fragments(tmp_path)] == ["Reading rooms"]  # type: ignore[index]


def test_without_stories_there_is_no_index(tmp_path: Path) -> None:
    """An empty planet has nothing to look through; Pagefind would call that an error."""
    assert run(tmp_path, ()) == (False, 0)
    assert not (tmp_path / "out" / FOLDER).exists()


def test_the_bundle_has_no_interface_of_its_own(tmp_path: Path) -> None:
    """The site's page has its own; 400 KB of others' scripts need not be served."""
    run(tmp_path)
    names = {p.name for p in (tmp_path / "out" / FOLDER / "0").iterdir()}
    assert "pagefind.js" in names
    assert not [name for name in names if "ui" in name or "highlight" in name]


def test_only_the_volume_that_changed_is_built(tmp_path: Path) -> None:
    """A new post must not cost an index of ten years."""
    asked: list[str] = []

    def volume(name: str, fingerprint: str, record: Found) -> Volume:
        def given() -> Iterator[Found]:
            asked.append(name)
            yield record

        return Volume(name, fingerprint, given)

    for newest in ("one", "two"):
        publisher = Publisher(tmp_path / "out", tmp_path / "m.json")
        assert publish_search(publisher, [volume("0", "one", RECORDS[0]), volume("7", newest, RECORDS[1])])
        publisher.finish()
    assert asked == ["0", "7", "7"]
    assert json.loads((tmp_path / "out" / FOLDER / "parts.json").read_bytes()) == ["0", "7"]
