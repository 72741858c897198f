"""The cache: text only, worth nothing when it is damaged, and never a danger."""

import logging
import pickle
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.errors import PublishError
from planet.fetch import Cache, HostMemo, Memo
from planet.fetch.memo import host_text, memo_text, read_host, read_memo
from planet.model import Pacing
from tests.fetch.reader import START

URL = "https://blog.example/feed"
MEMO = Memo(
    url=URL,
    etag='W/"\xe9t\xe9\x85"',
    last_modified="14 f\xe9vrier",
    digest="ab12",
    fresh_until=START,
    asked_at=START,
    private=True,
    pacing=Pacing(ttl=60, skip_hours=frozenset({1, 2}), skip_days=frozenset({6}), update_every=3600),
)
FILE = "http/cache.db"

moments = st.none() | st.integers(0, 10**9).map(lambda seconds: START + timedelta(seconds=seconds))
latin = st.text(st.characters(max_codepoint=255))


class Trap:
    """Unpickled, it would leave a trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.trace,)


@given(
    st.builds(
        Memo, url=st.text(), etag=latin, last_modified=latin, digest=st.text(), fresh_until=moments, asked_at=moments
    )
)
def test_what_is_written_is_read(memo: Memo) -> None:
    """Load after save is identity, whatever letters a header holds."""
    assert read_memo(memo_text(memo)) == memo


@given(moments, moments)
def test_what_is_written_of_hosts_is_read(retry_after: object, asked_at: object) -> None:
    """Load after save is identity."""
    host = replace(HostMemo(), retry_after=retry_after, asked_at=asked_at)  # type: ignore[arg-type]
    assert read_host(host_text(host)) == host


@given(st.text() | st.sampled_from(["{}", "[]", "null", '{"url": 1}', "1e999", '{"retry_after": 5}', "[" * 5000]))
def test_reading_never_raises(text: str) -> None:
    """A memo that cannot be used is as good as lost."""
    assert isinstance(read_memo(text), Memo)
    assert isinstance(read_host(text), HostMemo)


def test_memory_outlives_the_process(tmp_path: Path) -> None:
    """Validators kept by one run are there in the next."""
    with Cache(tmp_path) as cache:
        cache.keep(URL, MEMO)
        cache.keep_host("blog.example", HostMemo(retry_after=START))
    with Cache(tmp_path) as cache:
        assert cache.memo(URL) == MEMO
        assert cache.host("blog.example").retry_after == START
        assert cache.memo("https://other.example/") == Memo()


def test_a_later_retry_after_is_never_shortened(tmp_path: Path) -> None:
    """Two blogs of a host answer in one run, one of them with 429: whoever is written last, the 429 counts."""
    with Cache(tmp_path) as cache:
        cache.keep_host("blog.example", HostMemo(retry_after=START))
        cache.keep_host("blog.example", HostMemo(asked_at=START))
        assert cache.host("blog.example") == HostMemo(retry_after=START, asked_at=START)


def test_two_logins_of_one_address_are_two_blogs(tmp_path: Path) -> None:
    """What is private to a reader is not mixed with another's, and no password is written down."""
    with Cache(tmp_path) as cache:
        cache.keep("https://a:secret@blog.example/", MEMO)
        assert cache.memo("https://b:other@blog.example/") == Memo()
        assert cache.memo("https://a:secret@blog.example/") == MEMO
    assert all(b"secret" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_no_pickle_is_ever_opened(tmp_path: Path) -> None:
    """Whoever can write into the cache's folder must not thereby run code."""
    trace, value = tmp_path / "trace", pickle.dumps(Trap(tmp_path / "trace"))
    with Cache(tmp_path) as cache:
        cache.keep(URL, MEMO)
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE Cache SET mode = 4, value = ?", (value,))
    database.close()
    with Cache(tmp_path) as cache:
        assert cache.memo(URL) == Memo()
        cache.keep(URL, MEMO)
        assert cache.memo(URL) == MEMO
    assert not trace.exists()


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_is_set_aside_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    """It costs one full download and a line in the log, never the run."""
    (tmp_path / "http").mkdir()
    (tmp_path / FILE).write_bytes(damage)
    with caplog.at_level(logging.WARNING), Cache(tmp_path) as cache:
        assert cache.memo(URL) == Memo()
        cache.keep(URL, MEMO)
        assert cache.memo(URL) == MEMO
    assert "damaged" in caplog.text
    assert (tmp_path / "http.damaged").is_dir()


def test_a_cache_damaged_in_the_middle_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A head that is right and pages that are not come to light only when they are read."""
    with Cache(tmp_path) as cache:
        for number in range(2000):
            cache.keep(f"{URL}/{number}", MEMO)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:40960] + b"\xee" * (len(content) - 40960))
    with Cache(tmp_path) as cache:
        for number in range(2000):
            assert cache.memo(f"{URL}/{number}") in (MEMO, Memo())
        cache.keep(URL, MEMO)
        assert cache.memo(URL) == MEMO
    assert "damaged" in caplog.text


def test_what_is_kept_at_once_is_read(tmp_path: Path) -> None:
    """What two thousand unchanged blogs leave is written once for all; it is no less written than one by one."""
    with Cache(tmp_path) as cache:
        with cache.at_once():
            for number in range(50):
                cache.keep(f"{URL}/{number}", MEMO)
            cache.keep_host("blog.example", HostMemo(retry_after=START))
        cache.keep(URL, MEMO)
    with Cache(tmp_path) as cache:
        assert {cache.memo(f"{URL}/{number}") for number in range(50)} == {MEMO}
        assert cache.memo(URL) == MEMO
        assert cache.host("blog.example").retry_after == START


def test_a_cache_damaged_meanwhile_is_set_aside_by_what_is_kept_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The run's last write is no place for surprises: a new database takes it all."""
    with Cache(tmp_path) as cache:
        for number in range(2000):
            cache.keep(f"{URL}/{number}", MEMO)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:40960] + b"\xee" * (len(content) - 40960))
    with Cache(tmp_path) as cache:
        with cache.at_once():
            for number in range(2000):
                cache.keep(f"{URL}/{number}", replace(MEMO, etag="new"))
        assert cache.memo(f"{URL}/1999").etag == "new"
    assert "damaged" in caplog.text


def test_a_cache_of_another_schema_is_set_aside(tmp_path: Path) -> None:
    """A database of the same name that somebody else made."""
    (tmp_path / "http").mkdir()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("CREATE TABLE Cache (other TEXT)")
        database.execute("CREATE TABLE Settings (key TEXT NOT NULL UNIQUE, value)")
    database.close()
    with Cache(tmp_path) as cache:
        cache.keep(URL, MEMO)
        assert cache.memo(URL) == MEMO


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """One line that names the path, and exit 3: not a traceback."""
    (tmp_path / "cache").write_text("a file stands here")
    with pytest.raises(PublishError) as caught:
        Cache(tmp_path / "cache")
    assert str(tmp_path / "cache") in str(caught.value)
