"""What a publisher that is killed, starved of space or locked out leaves behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet.errors import PublishError
from planet.publish import Publisher
from planet.publish.publisher import TEMPORARY
from tests.publish.killed import BEFORE, DURING, publish

ROOT = Path(__file__).parents[2]


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_killed_before_any_act_each_file_is_old_or_new_and_the_next_run_clears_up(tmp_path: Path) -> None:
    """Power fails and operators press ^C twice: readers see whole files, and nothing of the lost run stays for ever.

    The next run plans other pages still, so that whatever only the killed run had begun must be known as Nuage's and go.
    """
    subprocess.run([sys.executable, "-m", "tests.publish.killed", str(tmp_path)], check=True, cwd=ROOT, timeout=120)
    roots = sorted(tmp_path.iterdir(), key=lambda root: int(root.name))
    assert len(roots) > 20
    unfinished = 0
    for root in roots:
        for name, data in files(root / "out").items():
            if not name.rpartition("/")[2].startswith(TEMPORARY):
                assert data in (BEFORE.get(name), DURING.get(name)), (root.name, name)
        unfinished += files(root / "out") not in (BEFORE, DURING)
        later = {"index.html": b"later"}
        publish(root, later, "later")
        assert files(root / "out") == later, root.name
        assert [p.name for p in (root / "out").iterdir()] == ["index.html"], root.name
        assert [p.name for p in root.iterdir() if p.is_file()] == ["manifest.json"], root.name
    assert unfinished > 5


def test_after_a_kill_the_same_run_brings_the_whole_new_site(tmp_path: Path) -> None:
    """The next run goes on as if nothing had been, and is idle after that."""
    subprocess.run([sys.executable, "-m", "tests.publish.killed", str(tmp_path)], check=True, cwd=ROOT, timeout=120)
    for root in tmp_path.iterdir():
        publish(root, DURING, "during")
        assert files(root / "out") == DURING, root.name
        dates = {p: p.stat().st_mtime_ns for p in root.rglob("*")}
        publish(root, DURING, "during")
        assert {p: p.stat().st_mtime_ns for p in root.rglob("*")} == dates, root.name


def mounted(folder: Path, size: str) -> Iterator[Path]:
    """Yield a file system of that size; it is unmounted afterwards."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "nuage-test", str(folder)], check=False)
    if done.returncode:
        pytest.skip("mounting a tmpfs needs root and the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=False)
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB; skipped where one may not mount."""
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    yield from mounted(tmp_path / "small", "256k")


def fill(folder: Path) -> Path:
    """Leave no room for one more byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as out:
        for size in (1 << 14, 1 << 10, 1):
            try:
                while out.write(b"\0" * size):
                    pass
            except OSError:
                continue
    return ballast


def test_on_a_full_disk_the_old_site_stands_and_the_next_run_catches_up(small: Path) -> None:
    """One line names the cause; no half page, no lost page, no litter that keeps the disk full."""
    old, new = {"index.html": b"o" * 20_000, "b.html": b"b"}, {"index.html": b"n" * 30_000, "c/new.html": b"c" * 9000}
    publish(small, old, "old")
    ballast = fill(small)
    with pytest.raises(PublishError, match="No space left on device") as raised:
        publish(small, new, "new")
    assert "\n" not in str(raised.value)
    assert str(small / "out") in str(raised.value) or "manifest" in str(raised.value)
    assert files(small / "out") == old
    ballast.unlink()
    publish(small, new, "new")
    assert files(small / "out") == new


def test_with_the_manifest_on_a_full_disk_nothing_is_written_that_would_be_forgotten(
    tmp_path: Path, small: Path
) -> None:
    """The intent is recorded before the deed: where that fails, the deed is not done."""
    fill(small)
    publisher = Publisher(tmp_path / "out", small / "manifest.json")
    with pytest.raises(PublishError, match="No space left"):
        publisher.write("index.html", b"x", "f")
    assert files(tmp_path / "out") == {}


def test_a_read_only_output_is_named_and_an_idle_run_over_it_is_fine(small: Path, tmp_path: Path) -> None:
    """Some operators publish to a share that is locked at times: the run says so; with nothing to write there is nothing to say."""
    (small / "out").mkdir()
    (tmp_path / "site").symlink_to(small / "out")
    old = {"index.html": b"old"}
    held = tmp_path / "manifest.json"

    def run(data: dict[str, bytes], fingerprint: str) -> None:
        publisher = Publisher(tmp_path / "site", held)
        for path, page in data.items():
            if not publisher.is_current(path, fingerprint):
                publisher.write(path, page, fingerprint)
        publisher.finish()

    run(old, "old")
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    run(old, "old")
    with pytest.raises(PublishError, match="Read-only file system"):
        run({"index.html": b"new"}, "new")
    with pytest.raises(PublishError, match="Read-only file system"):
        run({}, "new")
    subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    assert files(small / "out") == old
    run({"index.html": b"new"}, "new")
    assert files(small / "out") == {"index.html": b"new"}


def test_a_folder_that_may_not_be_made_is_named(tmp_path: Path) -> None:
    """A file where the output folder should be: a message, not a traceback."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PublishError) as raised:
        Publisher(tmp_path / "out", tmp_path / "m.json")
    assert str(tmp_path / "out") in str(raised.value)
