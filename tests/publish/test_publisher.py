"""The publisher: what may be written, what is kept, what is removed, and what a kill or a full disk leaves."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planet.errors import PublishError
from planet.publish import Publisher


def publish(root: Path, files: dict[str, bytes], fingerprint: str = "f") -> Publisher:
    """Publish these files in one run and return the publisher, unfinished."""
    publisher = Publisher(root / "out", root / "manifest.json")
    for path, data in files.items():
        if not publisher.is_current(path, fingerprint):
            publisher.write(path, data, fingerprint)
    return publisher


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its bytes and its date."""
    return {
        p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_files_are_written_with_their_folders_and_the_usual_mode(tmp_path: Path) -> None:
    """A web server runs as somebody else: what it may read is decided by the umask alone."""
    before = os.umask(0o022)
    try:
        done = publish(tmp_path, {"index.html": b"a", "topics/sante/index.html": b"b"}).finish()
    finally:
        os.umask(before)
    assert (done.written, done.paths) == (2, ("index.html", "topics/sante/index.html"))
    assert (tmp_path / "out/topics/sante/index.html").read_bytes() == b"b"
    assert (tmp_path / "out/topics/sante/index.html").stat().st_mode & 0o777 == 0o644


def test_an_idle_run_touches_nothing(tmp_path: Path) -> None:
    """Idle runs leave bytes and dates as they were, in the output and in the manifest: mirrors and caches rest on it."""
    files = {"index.html": b"a", "a/b/c.html": b"b"}
    publish(tmp_path, files).finish()
    before = tree(tmp_path)
    done = publish(tmp_path, files).finish()
    assert (done.written, done.kept, done.removed) == (0, 2, 0)
    assert tree(tmp_path) == before


def test_the_same_bytes_under_another_fingerprint_keep_their_date(tmp_path: Path) -> None:
    """A page is made again when anything it might show changed; readers' caches need to know only when it did."""
    publish(tmp_path, {"index.html": b"a"}, "one").finish()
    before = tree(tmp_path / "out")
    done = publish(tmp_path, {"index.html": b"a"}, "two").finish()
    assert done.written == 0
    assert tree(tmp_path / "out") == before
    assert Publisher(tmp_path / "out", tmp_path / "manifest.json").is_current("index.html", "two")


def test_what_is_no_longer_planned_goes_with_the_folders_it_empties(tmp_path: Path) -> None:
    """A renamed topic must not leave its old pages; what others put into the folder is theirs."""
    publish(tmp_path, {"index.html": b"a", "topics/old/index.html": b"b", "topics/old/atom.xml": b"c"}).finish()
    (tmp_path / "out/own").mkdir()
    (tmp_path / "out/own/note.txt").write_text("mine")
    done = publish(tmp_path, {"index.html": b"a"}).finish()
    assert done.removed == 2
    assert sorted(tree(tmp_path / "out")) == ["index.html", "own/note.txt"]
    assert not (tmp_path / "out/topics").exists()


def test_a_file_somebody_put_in_place_of_ours_is_not_removed(tmp_path: Path) -> None:
    """Only what Nuage wrote is Nuage's to remove; the same name with other bytes is somebody's work."""
    publish(tmp_path, {"index.html": b"a", "about/index.html": b"ours"}).finish()
    (tmp_path / "out/about/index.html").write_bytes(b"written by hand")
    done = publish(tmp_path, {"index.html": b"a"}).finish()
    assert done.removed == 0
    assert (tmp_path / "out/about/index.html").read_bytes() == b"written by hand"


def test_a_file_changed_or_lost_behind_our_back_is_made_again(tmp_path: Path) -> None:
    """The manifest says what was written, the disk says what stands there; the disk wins."""
    publish(tmp_path, {"index.html": b"a", "b.html": b"b"}).finish()
    (tmp_path / "out/index.html").write_bytes(b"broken")
    (tmp_path / "out/b.html").unlink()
    done = publish(tmp_path, {"index.html": b"a", "b.html": b"b"}).finish()
    assert done.paths == ("index.html", "b.html")


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a/\0", ".ht-nuage-1.tmp", "a\\b"])
def test_paths_that_leave_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    """Slugs come from feeds and from the INI; whatever they hold, nothing is written elsewhere."""
    with pytest.raises(PublishError):
        Publisher(tmp_path / "out", tmp_path / "m.json").write(path, b"x", "f")


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the output would let a page be written anywhere; one at a page's own place is replaced, not followed."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("theirs")
    publisher = Publisher(tmp_path / "out", tmp_path / "m.json")
    (tmp_path / "out/topics").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="symbolic link"):
        publisher.write("topics/index.html", b"x", "f")
    (tmp_path / "out/page.html").symlink_to(elsewhere / "file")
    publisher.write("page.html", b"x", "f")
    assert (elsewhere / "file").read_text() == "theirs"
    assert not (tmp_path / "out/page.html").is_symlink()
    assert [p.name for p in elsewhere.iterdir()] == ["file"]


def test_an_output_folder_that_is_a_link_itself_is_fine(tmp_path: Path) -> None:
    """Operators point `output` at the web server's folder."""
    (tmp_path / "www").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "www")
    publish(tmp_path, {"index.html": b"a"}).finish()
    assert (tmp_path / "www/index.html").read_bytes() == b"a"


def test_a_page_may_take_the_place_of_a_folder_name_we_used_for_a_file(tmp_path: Path) -> None:
    """An address may become a folder from one version to the next; ours gives way, somebody else's file does not."""
    publish(tmp_path, {"tags": b"a"}).finish()
    publish(tmp_path, {"tags/index.html": b"b"}).finish()
    assert (tmp_path / "out/tags/index.html").read_bytes() == b"b"
    (tmp_path / "out/note").write_text("mine")
    with pytest.raises(PublishError, match="stands where"):
        publish(tmp_path, {"note/index.html": b"b"})


def test_two_pages_of_one_address_are_an_error(tmp_path: Path) -> None:
    """They would overwrite each other at each run, for ever, without anybody noticing."""
    publisher = publish(tmp_path, {"index.html": b"a"})
    with pytest.raises(PublishError, match="same address"):
        publisher.write("index.html", b"b", "f")


def test_another_output_folder_starts_empty(tmp_path: Path) -> None:
    """The manifest of one folder says nothing of another: nothing there is taken for ours."""
    publish(tmp_path, {"index.html": b"a"}).finish()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/index.html").write_bytes(b"a")
    (tmp_path / "new/other.html").write_bytes(b"theirs")
    publisher = Publisher(tmp_path / "new", tmp_path / "manifest.json")
    assert not publisher.is_current("index.html", "f")
    publisher.write("index.html", b"a", "f")
    publisher.finish()
    assert sorted(tree(tmp_path / "new")) == ["index.html", "other.html"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version":1,"folder":"x","files":{}}', b"\xff\xfe", b"null"])
def test_a_damaged_manifest_costs_time_not_the_site(tmp_path: Path, damage: bytes) -> None:
    """It can be made again from what stands there; files are then compared by their bytes."""
    publish(tmp_path, {"index.html": b"a"}).finish()
    before = tree(tmp_path / "out")
    (tmp_path / "manifest.json").write_bytes(damage)
    assert publish(tmp_path, {"index.html": b"a"}).finish().kept == 1
    assert tree(tmp_path / "out") == before


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("damage", [lambda held: held[:-1], lambda held: [None, *held[1:]], lambda _held: 7])
def test_a_manifest_that_was_edited_badly_costs_time_not_the_site(
    tmp_path: Path, column: int, damage: Callable[[list[object]], object]
) -> None:
    """A column too short, or of the wrong kind, must neither end the run nor pass a page off as current."""
    publish(tmp_path, {"index.html": b"a", "other.html": b"b"}).finish()
    before, manifest = tree(tmp_path / "out"), tmp_path / "manifest.json"
    held = json.loads(manifest.read_bytes())
    held["files"][column] = damage(held["files"][column])
    manifest.write_text(json.dumps(held))
    assert not Publisher(tmp_path / "out", manifest).is_current("index.html", "f")
    assert publish(tmp_path, {"index.html": b"a", "other.html": b"b"}).finish().kept == 2
    assert tree(tmp_path / "out") == before


def test_a_site_without_a_file_is_remembered_too(tmp_path: Path) -> None:
    """What the last run said of itself must not be lost with the last page."""
    Publisher(tmp_path / "out", tmp_path / "m.json").finish({"made_of": "nothing"})
    assert Publisher(tmp_path / "out", tmp_path / "m.json").stands() == {"made_of": "nothing"}


def test_a_whole_folder_is_kept_while_it_is_made_of_the_same_things(tmp_path: Path) -> None:
    """The search index is many files made at once; it is made again when its stories changed or a part is missing."""
    publisher = Publisher(tmp_path / "out", tmp_path / "m.json")
    for name in ("pagefind/a.js", "pagefind/b/c.bin"):
        publisher.write(name, b"x", "one")
    publisher.finish()
    publisher = Publisher(tmp_path / "out", tmp_path / "m.json")
    assert not publisher.keep_under("pagefind", "two")
    assert publisher.keep_under("pagefind", "one")
    assert publisher.finish().kept == 2
    (tmp_path / "out/pagefind/a.js").unlink()
    assert not Publisher(tmp_path / "out", tmp_path / "m.json").keep_under("pagefind", "one")
