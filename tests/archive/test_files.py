"""The archive as a file: damaged, of a later version, copied before a change, backed up, put back."""

import os
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from planet.archive import Archive, database
from planet.config import Settings
from planet.errors import ArchiveError, PublishError
from tests.archive import books
from tests.archive.books import entry, harvest
from tests.archive.schema import migrated, statements


@pytest.fixture
def planet(tmp_path: Path) -> Settings:
    """Return the settings of a planet with three posts in its archive."""
    settings = books.settings(tmp_path)
    with Archive.open(settings) as archive:
        harvest(archive, settings, [entry(n) for n in range(3)])
    return settings


def path_of(settings: Settings) -> Path:
    """Return the archive's file."""
    return Path(settings.archive.archive)


def titles(settings: Settings) -> list[str]:
    """Return the titles in an archive."""
    with Archive.open(settings) as archive:
        return [story.title for story in archive.stories()]


def test_a_backup_put_back_is_the_planet_as_it_was(planet: Settings, tmp_path: Path) -> None:
    """Backups are made while a run is at work; what was there since is moved aside, not deleted."""
    backup = tmp_path / "backups" / "lundi.sqlite"
    with Archive.open(planet) as archive:
        identity = archive.identity()
        archive.backup(backup)
        harvest(archive, planet, [entry(n) for n in range(5)], hours=2)
    aside = Archive.restore(planet, backup)
    assert aside is not None
    with Archive.open(planet) as archive:
        assert archive.count() == 3
        assert archive.identity() == identity
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT count(*) FROM entries").fetchone() == (5,)


def test_a_backup_holds_what_another_connection_just_wrote(planet: Settings, tmp_path: Path) -> None:
    """A copy of the file alone would miss what still stands in the write-ahead log."""
    with Archive.open(planet) as writer:
        harvest(writer, planet, [entry(n) for n in range(7)], hours=2)
        with Archive.open(planet) as other:
            other.backup(tmp_path / "b.sqlite")
        with closing(sqlite3.connect(tmp_path / "b.sqlite")) as copied:
            assert copied.execute("SELECT count(*) FROM entries").fetchone() == (7,)


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\x00" * 500])
def test_what_is_no_backup_is_refused(planet: Settings, tmp_path: Path, content: bytes) -> None:
    """A restore that begins with deleting loses both; nothing changes unless the backup is whole."""
    (tmp_path / "bad").write_bytes(content)
    with pytest.raises(ArchiveError, match="no backup"):
        Archive.restore(planet, tmp_path / "bad")
    assert len(titles(planet)) == 3


def test_a_missing_backup_is_said(planet: Settings, tmp_path: Path) -> None:
    """A mistyped name must not make an empty archive."""
    with pytest.raises(ArchiveError, match="no such backup"):
        Archive.restore(planet, tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def _damage(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)


def test_a_damaged_archive_is_refused_and_the_backup_named(planet: Settings, tmp_path: Path) -> None:
    """Beginning anew in silence would look like a run that worked, and flood every reader."""
    with Archive.open(planet) as archive:
        archive.backup(tmp_path / "old.sqlite")
        archive.backup(tmp_path / "new.sqlite")
    _damage(path_of(planet))
    before = path_of(planet).read_bytes()
    with pytest.raises(ArchiveError, match=r"planet restore \S*new\.sqlite"):
        Archive.open(planet)
    assert path_of(planet).read_bytes() == before
    (tmp_path / "new.sqlite").unlink()
    with pytest.raises(ArchiveError, match=r"planet restore \S*old\.sqlite"):
        Archive.open(planet)


def test_a_file_that_is_no_archive_is_refused(planet: Settings) -> None:
    """The INI may name the wrong file; it must not be overwritten."""
    path_of(planet).write_bytes(b"My novel, chapter one. " * 100)
    with pytest.raises(ArchiveError, match="no backup is known"):
        Archive.open(planet)
    assert path_of(planet).read_bytes().startswith(b"My novel")


def _revise(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_an_archive_of_a_later_version_is_refused(planet: Settings) -> None:
    """After an update that was taken back, an older program must not write what it does not understand."""
    _revise(path_of(planet), "9999")
    with pytest.raises(ArchiveError, match="later version"):
        Archive.open(planet)


def test_a_copy_is_made_before_each_migration(planet: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update that goes wrong must leave the archive as it was before it."""
    _revise(path_of(planet), "0000")
    monkeypatch.setattr(database, "_upgrade", lambda _engine: _revise(path_of(planet), database.REVISION))
    assert len(titles(planet)) == 3
    copied = path_of(planet).with_name(f"archive.sqlite.before-{database.REVISION}")
    with closing(sqlite3.connect(copied)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (3,)
    assert database.newest_backup(path_of(planet)) == copied


def test_a_new_file_is_what_migrations_make_of_an_empty_one(planet: Settings, tmp_path: Path) -> None:
    """Archives of all ages must be one; `python -m tests.archive.schema --write` is for whoever adds a migration."""
    wanted = migrated(tmp_path / "migrated.sqlite")
    assert database.SCHEMA.read_text(encoding="utf-8") == wanted
    assert statements(path_of(planet)) == wanted


def test_a_new_file_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first run that is killed while it makes the tables must not leave a planet that never runs again."""
    settings = books.settings(tmp_path)
    with monkeypatch.context() as patch:
        broken = tmp_path / "schema.sql"
        broken.write_text(
            database.SCHEMA.read_text(encoding="utf-8").partition("CREATE TABLE keys")[0] + "OUT OF POWER"
        )
        patch.setattr(database, "SCHEMA", broken)
        with pytest.raises(ArchiveError):
            Archive.open(settings)
    with closing(sqlite3.connect(path_of(settings))) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    Archive.open(settings).close()


def test_programs_that_make_the_same_file_at_once_make_one(tmp_path: Path) -> None:
    """The coordinator looks at tags while cron starts the first run: neither may find half an archive."""
    settings, start = books.settings(tmp_path), threading.Barrier(6)

    def opened(_number: int) -> str:
        start.wait(60)
        with Archive.open(settings) as archive:
            return archive.identity()

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(opened, range(6)))) == 1


def test_tables_are_those_that_migrations_make(planet: Settings) -> None:
    """What the program asks for and what an old archive becomes must not drift apart."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from planet.archive.tables import metadata

    engine = database.connect(*database.address(planet))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = [
            change
            for change in compare_metadata(context, metadata)
            if not (isinstance(change, tuple) and "alembic_version" in str(change))
        ]
    engine.dispose()
    assert found == []


def _fill(archive: Archive, settings: Settings) -> None:
    for part in range(1, 60):
        harvest(archive, settings, [entry(n) for n in range(part * 20, part * 20 + 20)], hours=part)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="needs root to mount a small disk")
def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    """A planet often lives on the smallest disk of the house."""
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], check=True)
    try:
        settings = books.settings(disk)
        with Archive.open(settings) as archive:
            harvest(archive, settings, [entry(n) for n in range(5)])
            with pytest.raises(PublishError, match="no space left"):
                _fill(archive, settings)
            kept = archive.count()
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        with Archive.open(settings) as archive:
            assert archive.count() == kept
            assert kept >= 5
            harvest(archive, settings, [entry(n) for n in range(3000, 3003)], hours=90)
            assert archive.count() == kept + 3
    finally:
        subprocess.run(["umount", str(disk)], check=True)
