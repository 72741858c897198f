"""The process that reads documents: what breaks it costs one document, and it never outlives its run."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from planet.config import ParseSettings
from planet.merge import keys
from planet.model import Entry, Failure, Feed, Fetched, Trouble, Unchanged
from planet.parse import parse
from planet.reader import BrokenReaderError, ClosedReaderError, Reader

FEEDS = sorted((Path(__file__).parents[1] / "config" / "demo" / "feeds").iterdir())
STOPPED = signal.SIGSTOP


def fetched(body: bytes, content_type: str = "application/xml") -> Fetched:
    """Return a body as it came from a blog."""
    return Fetched(url="https://blog.example/feed", body=body, content_type=content_type)


def read(reader: Reader, body: bytes, known: frozenset[str] = frozenset()) -> Feed | Failure:
    """Have a document read."""
    return reader.read(fetched(body), known=known, settings=ParseSettings()).outcome


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader whose process ends with the test."""
    with Reader() as made:
        yield made


def process() -> psutil.Process:
    """Return the reading process: the only child of this one that is one."""
    (found,) = (one for one in psutil.Process().children() if "planet.reader" in one.cmdline())
    return found


def test_it_reads_what_parse_reads(reader: Reader) -> None:
    """Entries travel between two processes as text: each field of each entry must arrive as it was."""
    for path in FEEDS:
        body = path.read_bytes()
        assert read(reader, body) == parse(fetched(body))


def test_it_works_out_what_proposes_entries_as_partners(reader: Reader) -> None:
    """A copy is found by these: what the other process makes of an entry is what merging would make of it."""
    reading = reader.read(fetched(FEEDS[0].read_bytes()), known=frozenset(), settings=ParseSettings())
    assert isinstance(reading.outcome, Feed)
    assert reading.outcome.entries
    for entry in reading.outcome.entries:
        assert isinstance(entry, Entry)
        assert reading.keys[entry.raw] == keys.of_text(entry)


def test_what_is_known_stays_unread(reader: Reader) -> None:
    """The promise of `known` holds through the pipe: an entry that is known comes back as its digest."""
    body = FEEDS[0].read_bytes()
    first = read(reader, body)
    assert isinstance(first, Feed)
    known = [entry.raw for entry in first.entries]
    again = read(reader, body, frozenset(known[1:]))
    assert isinstance(again, Feed)
    assert [type(entry) for entry in again.entries] == [Entry] + [Unchanged] * (len(known) - 1)
    assert [entry.raw for entry in again.entries] == known


def test_what_is_no_feed_is_a_failure(reader: Reader) -> None:
    """A failure is an outcome like another, with the feeds its page names."""
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss"><title>Home</title></html>'
    outcome = reader.read(fetched(page, "text/html"), known=frozenset(), settings=ParseSettings()).outcome
    assert isinstance(outcome, Failure)
    assert outcome == parse(fetched(page, "text/html"))
    assert (outcome.trouble, outcome.feeds) == (Trouble.NOT_A_FEED, ("https://blog.example/rss",))


def test_fields_to_ignore_are_ignored(reader: Reader) -> None:
    """Settings that change what is read go with the document."""
    settings = ParseSettings(ignore_in_feed=("tags", "summary"))
    body = FEEDS[0].read_bytes()
    outcome = reader.read(fetched(body), known=frozenset(), settings=settings).outcome
    assert outcome == parse(fetched(body), settings=settings)
    assert read(reader, body) != parse(fetched(body), settings=settings)


def test_its_end_costs_one_document(reader: Reader) -> None:
    """A parser written in C may end its process: the blog it read is named, the next is read."""
    body = FEEDS[0].read_bytes()
    read(reader, body)
    first = process()
    first.send_signal(STOPPED)
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(read, reader, body)
        first.kill()
        with pytest.raises(BrokenReaderError, match="SIGKILL"):
            asked.result()
    assert read(reader, body) == parse(fetched(body))
    assert process().pid != first.pid


def test_its_end_does_not_cost_the_next_document(tmp_path: Path) -> None:
    """The next document lies ready before the process: when that ends over the one before, the next is given to another."""
    bodies = [path.read_bytes() for path in FEEDS[:2]]
    with Reader() as reader, ThreadPoolExecutor() as threads:
        reader.start()
        first = process()
        first.send_signal(STOPPED)
        asked = [threads.submit(read, reader, body) for body in bodies]
        while not (reader._sending.locked() and reader._turn.locked()):
            pass
        first.kill()
        ended = [one for one in asked if one.exception() is not None]
        assert [type(one.exception()) for one in ended] == [BrokenReaderError]
        (index,) = (place for place, one in enumerate(asked) if one not in ended)
        assert asked[index].result() == parse(fetched(bodies[index]))


TAKEN_OVER = """
import sys
from multiprocessing.connection import Connection
Connection(int(sys.argv[3]), readable=False).send_bytes(sys.argv[1].encode())
"""


@pytest.mark.parametrize(
    "said", ["no JSON", "[]", '{"feed": {}, "entries": 0}', '{"feed": {"url": ""}, "entries": 1}', "{}"]
)
def test_what_makes_no_sense_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """A process that a feed took over may say anything: that costs one document, and the next is not read by it."""
    body = FEEDS[0].read_bytes()
    with Reader() as reader:
        with monkeypatch.context() as patch:
            patch.setattr("planet.reader.COMMAND", (sys.executable, "-c", TAKEN_OVER, said))
            with pytest.raises((ValueError, KeyError, TypeError, BrokenReaderError)):
                read(reader, body)
        assert read(reader, body) == parse(fetched(body))


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """Whatever a parser can be made to do by a feed, the run goes on."""
    body = FEEDS[0].read_bytes()
    with Reader(longest=0.2) as reader:
        reader.start()
        process().send_signal(STOPPED)
        with pytest.raises(BrokenReaderError, match="could not be read in"):
            read(reader, body)


def test_closing_ends_it_in_the_midst_of_a_document(reader: Reader) -> None:
    """Ctrl-C must not wait for the longest document."""
    reader.start()
    at_work = process()
    at_work.send_signal(STOPPED)
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(read, reader, FEEDS[0].read_bytes())
        reader.close()
        with pytest.raises(ClosedReaderError):
            asked.result()
    assert not at_work.is_running()
    with pytest.raises(ClosedReaderError):
        read(reader, b"")


def test_it_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    """A process that outlived its run would hold memory for ever: it ends when nobody can ask it any more."""
    code = (
        "import sys, time; from pathlib import Path; from planet.reader import Reader;"
        "reader = Reader(); reader.start(); print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.readline()
        (child,) = psutil.Process(run.pid).children()
        run.kill()
    assert psutil.wait_procs([child], timeout=30)[1] == []


def test_it_takes_no_module_of_the_folder_it_is_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planet is run in folders that others may write to: a `lxml.py` that lies there must not become part of it."""
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken in')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with Reader() as reader:
        assert isinstance(read(reader, FEEDS[0].read_bytes()), Feed)
