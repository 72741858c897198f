"""The archive's database: opened, brought up to date after a copy was made, and its errors in our words."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from planet.config import Settings
from planet.errors import ArchiveError, LockedError, NuageError, PublishError

REVISION = "0002"
"""The version of the tables this program works with."""
MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA = MIGRATIONS / "schema.sql"
"""What all migrations make of an empty SQLite file, a blank line between statements; `python -m tests.archive.schema --write` writes it."""
BUSY = 30.0
"""Seconds to wait for another process that writes."""


def address(settings: Settings) -> tuple[str, Path | None]:
    """Return the database's address for SQLAlchemy and, for SQLite, the file."""
    named = settings.archive.archive
    if "://" in named and not named.startswith("sqlite:"):
        return named.replace("postgresql://", "postgresql+psycopg://", 1), None
    if "://" in named:
        path = Path(make_url(named).database or "archive.sqlite")
    else:
        path = Path(named) if named else settings.fetch.cache_directory.parent / "archive.sqlite"
    return f"sqlite:///{path}", path


def connect(url: str, path: Path | None) -> Engine:
    """Return an engine that keeps one connection open.

    Raises:
        ArchiveError: when the address cannot be understood, or its driver is missing.
        PublishError: when the folder cannot be made.
    """
    try:
        if path is None:
            return create_engine(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": BUSY})
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ArchiveError("archive: %(reason)s", reason=error, key="archive") from error
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Set SQLite to lose nothing: a commit is on the disk before the cache says that a feed is known."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA cache_size = -8000")


@contextmanager
def door(path: Path | None) -> Iterator[None]:
    """Turn the database's errors into ours.

    Raises:
        PublishError: when the disk is full or may not be written; everything committed stands.
        LockedError: when another process writes for too long.
        ArchiveError: when the archive is damaged, naming the newest backup, or for anything else it reports.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translated(str(error.orig), path) from error
    except sqlite3.Error as error:
        raise _translated(str(error), path) from error


def _translated(message: str, path: Path | None) -> NuageError:
    said = message.lower()
    if "malformed" in said or "not a database" in said or "no such table" in said:
        return damaged(path, message)
    if "full" in said or _is_full(path):
        return PublishError("cannot be written: no space left on the disk", path=path)
    if "readonly" in said or "read-only" in said or "unable to open" in said or not _is_writable(path):
        return PublishError("cannot be written: the disk or the file is read-only", path=path)
    if "locked" in said:
        return LockedError("another program has been writing to the archive for too long", path=path)
    return ArchiveError("%(reason)s", reason=message, path=path)


def damaged(path: Path | None, detail: str) -> ArchiveError:
    """Return the error that says what to restore."""
    newest = newest_backup(path)
    if newest is None:
        return ArchiveError(
            "the archive is damaged (%(detail)s); nothing was changed; no backup is known", detail=detail, path=path
        )
    return ArchiveError(
        "the archive is damaged (%(detail)s); nothing was changed; `planet restore %(backup)s` brings the newest backup back",
        detail=detail,
        backup=newest,
        path=path,
    )


def _is_full(path: Path | None) -> bool:
    return path is not None and path.parent.is_dir() and shutil.disk_usage(path.parent).free < 65536


def _is_writable(path: Path | None) -> bool:
    return path is None or (os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK)))


# ---- backups --------------------------------------------------------------------------------------------------------


def _list(path: Path) -> Path:
    return path.with_name(path.name + ".backups")


def newest_backup(path: Path | None) -> Path | None:
    """Return the backup made last that still lies where it was put."""
    if path is None or not _list(path).is_file():
        return None
    named = _list(path).read_text(encoding="utf-8").splitlines()
    return next((Path(line) for line in reversed(named) if Path(line).is_file()), None)


def copy(path: Path, target: Path) -> None:
    """Copy the archive to a file while it may be in use (SQLite's online backup), and remember where.

    Raises:
        PublishError: when the copy cannot be written; no half copy stays.
        ArchiveError: when the archive is damaged.
    """
    draft = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with door(path), closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as sink:
            source.backup(sink)
            sink.execute("PRAGMA journal_mode = DELETE")
        draft.replace(target)
        with _list(path).open("a", encoding="utf-8") as known:
            known.write(f"{target.absolute()}\n")
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=target) from error
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the archive's place; return where what stood there was moved, if anything did.

    Raises:
        ArchiveError: when the backup is not one, or is damaged; the archive is untouched.
        PublishError: when it cannot be written.
    """
    draft = path.with_name(path.name + ".new")
    aside = path.with_name(path.name + ".replaced") if path.exists() else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with _readable(source) as good, closing(sqlite3.connect(draft)) as sink:
            good.backup(sink)
        if aside:
            for ending in ("-wal", "-shm"):
                beside = path.with_name(path.name + ending)
                if beside.exists():
                    beside.replace(aside.with_name(aside.name + ending))
            path.replace(aside)
        draft.replace(path)
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error
    finally:
        draft.unlink(missing_ok=True)
    return aside


@contextmanager
def _readable(source: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup read-only, after making sure that it is whole."""
    if not source.is_file():
        raise ArchiveError("no such backup", path=source)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'entries'").fetchone()[0]
            if answer != "ok" or not found:
                raise ArchiveError("this is no backup of an archive, or it is damaged", path=source)
            yield connection
    except sqlite3.Error as error:
        raise ArchiveError(
            "this is no backup of an archive, or it is damaged (%(reason)s)", reason=error, path=source
        ) from error


# ---- versions -------------------------------------------------------------------------------------------------------


def migrate(engine: Engine, path: Path | None) -> None:
    """Bring the tables up to this program's version; a file that holds something is copied first, a new one needs no migrations.

    Raises:
        ArchiveError: when a later version of Nuage wrote the archive, or it is damaged.
    """
    with engine.begin() as connection:
        found = _revision(connection)
        if not found and path:
            connection.exec_driver_sql(
                "BEGIN IMMEDIATE"
            )  # to make a table begins no transaction; and another program may be at it
            if not inspect(connection).get_table_names():
                _make(connection)
            found = _revision(connection)
    if found == REVISION:
        return
    if found and found > REVISION:
        raise ArchiveError(
            "a later version of Nuage made this archive (%(found)s; this one knows %(known)s)",
            found=found,
            known=REVISION,
            path=path,
        )
    if found and path:
        copy(path, path.with_name(f"{path.name}.before-{REVISION}"))
    _upgrade(engine)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _make(connection: Connection) -> None:
    """Make the tables of a new SQLite file."""
    for statement in SCHEMA.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:number)"), {"number": REVISION})


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415  takes a third of a second, and is needed once a version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
