"""The cache directory's HTTP part: JSON text in diskcache, never a pickle."""

import contextlib
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import diskcache

from planet import urls
from planet.errors import PublishError
from planet.fetch.memo import HostMemo, Memo, host_text, memo_text, read_host, read_memo
from planet.text import digest

log = logging.getLogger(__name__)

_FOREIGN = (ValueError, TypeError, AttributeError)
"""What diskcache raises over a database that it did not make."""
_RAW = 1
"""diskcache's mode of a value that stands in its database as it is."""


class _NotTextError(ValueError):
    """Something other than text lies in the cache."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """diskcache's storage, narrowed to text in its database: what lies in the folder is never unpickled or opened."""

    def __init__(self, directory: str, **_settings: Any) -> None:
        """Ignore stored settings: a database written by somebody else decides nothing here."""
        super().__init__(directory)

    def put(self, key: Any) -> tuple[str, bool]:
        """Return the key as it is stored."""
        return _text(key), True

    def get(self, key: Any, raw: Any) -> str:
        """Return the key as it was given."""
        if not raw:
            raise _NotTextError
        return _text(key)

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:
        """Return the row of a value: always in the database, whatever its length."""
        return 0, _RAW, None, _text(value)

    def fetch(self, mode: int, filename: Any, value: Any, read: bool) -> str:
        """Return a row's value, which must be text."""
        if mode != _RAW or filename is not None:
            raise _NotTextError
        return _text(value)


class _Store(diskcache.Cache):  # type: ignore[misc]
    """diskcache's database with our storage, which lets go of its connection when it cannot be opened."""

    def __init__(self, directory: Path) -> None:
        try:
            super().__init__(
                str(directory), disk=TextDisk, eviction_policy="none", cull_limit=0, statistics=0, tag_index=0
            )
        except Exception:
            self.close()
            raise


class Cache:
    """What is remembered of blogs and hosts between runs; used by one thread."""

    def __init__(self, directory: Path) -> None:
        """Open or make it below `directory`; a damaged one is set aside with a warning.

        Raises: PublishError when the directory cannot be written.
        """
        self._directory = directory / "http"
        self._hosts: dict[str, HostMemo] = {}
        self._waiting: dict[str, str] | None = None
        """What `at_once` has yet to write."""
        self._store = self._open()

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def memo(self, url: str) -> Memo:
        """Return what is remembered of the blog with this address in the INI; an empty memo when nothing is."""
        text = self._read(_key(url))
        return read_memo(text) if text else Memo()

    def keep(self, url: str, memo: Memo) -> None:
        """Remember it. To be called when the archive holds what the answer brought, never before."""
        self._write(_key(url), memo_text(memo))

    def host(self, host: str) -> HostMemo:
        """Return what is remembered of a host."""
        if host in self._hosts:
            return self._hosts[host]
        text = self._read(f"host {host}")
        self._hosts[host] = read_host(text) if text else HostMemo()
        return self._hosts[host]

    def keep_host(self, host: str, memo: HostMemo) -> None:
        """Remember it; what another of its blogs learned in the meantime stands, the later Retry-After wins."""
        known = self.host(host)
        times = [moment for moment in (known.retry_after, memo.retry_after) if moment is not None]
        memo = replace(memo, retry_after=max(times, default=None))
        if memo != known:
            self._write(f"host {host}", host_text(memo))
            self._hosts[host] = memo

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Write what is kept within the block in one transaction."""
        self._waiting = {}
        yield
        waiting, self._waiting = self._waiting, None
        self._sure(lambda: self._write_all(waiting))

    def close(self) -> None:
        """Close the database; further use opens it again."""
        self._store.close()

    def _read(self, key: str) -> str | None:
        value = self._sure(lambda: self._store.get(key, default=None, retry=True))
        return value if isinstance(value, str) else None

    def _write(self, key: str, value: str) -> None:
        if self._waiting is None:
            self._sure(lambda: self._store.set(key, value, retry=True))
        else:
            self._waiting[key] = value

    def _write_all(self, rows: Mapping[str, str]) -> None:
        with self._store.transact(retry=True):
            for key, value in rows.items():
                self._store.set(key, value, retry=True)

    def _sure(self, work: Callable[[], object]) -> object:
        """Do it; on a database that turns out to be damaged set that aside and do it on a new one."""
        try:
            return work()
        except _NotTextError:
            return None
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
        self._store = self._open()
        return work()

    def _open(self) -> _Store:
        """Open the database; make a new one in the place of a damaged one, once."""
        try:
            return self._opened()
        except (sqlite3.DatabaseError, *_FOREIGN) as error:
            self._set_aside(error)
        try:
            return self._opened()
        except (sqlite3.DatabaseError, *_FOREIGN) as error:
            raise PublishError("the cache cannot be made: %(reason)s", reason=error, path=self._directory) from error

    def _opened(self) -> _Store:
        try:
            return _Store(self._directory)
        except OSError as error:
            raise PublishError("the cache cannot be written: %(reason)s", reason=error, path=self._directory) from error

    def _set_aside(self, error: Exception) -> None:
        """Move the damaged folder away, in the place of one set aside earlier.

        Raises: PublishError when it is not the database that is damaged but the disk that is full or read-only.
        """
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR:
            raise PublishError("the cache cannot be written: %(reason)s", reason=error, path=self._directory) from error
        aside = self._directory.with_name("http.damaged")
        log.warning("the cache is damaged (%s): set aside as %s; every blog is asked anew", error, aside)
        with contextlib.suppress(AttributeError, sqlite3.Error):
            self._store.close()
        try:
            shutil.rmtree(aside, ignore_errors=True)
            self._directory.rename(aside)
        except OSError as failure:
            raise PublishError(
                "the damaged cache cannot be set aside: %(reason)s", reason=failure, path=aside
            ) from failure


def _key(url: str) -> str:
    """Return the key of a blog; a password in its address is not written down a second time."""
    public = urls.without_credentials(url)
    return f"blog {public}" if public == url else f"blog {public} {digest(url)}"


def _text(value: Any) -> str:
    if type(value) is not str:
        raise _NotTextError
    return value
