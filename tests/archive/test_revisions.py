"""Marks of what changed: a run that finds them as they were leaves the site alone, so none may stand still while a row moves."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from planet.archive import TERMS, Archive, spans
from planet.archive.revisions import SPAN, bounds
from planet.archive.tables import from_microseconds
from planet.config import Settings
from planet.model import History
from tests.archive.books import ALPHA, START, entry, harvest, settings

MONTHS = 40
"""Days between two posts, so that each has a mark of its own."""


def filled(archive: Archive, planet: Settings) -> list[int]:
    """Merge three posts whose dates lie far apart; return their numbers, newest first."""
    posts = [entry(number, published=START - timedelta(days=MONTHS * number)) for number in range(3)]
    harvest(archive, planet, posts)
    return [story.number for story in archive.stories()]


def moved(before: dict[str, str], after: dict[str, str]) -> int:
    """Return how many marks are new."""
    return len(after.items() - before.items())


def test_each_act_moves_the_mark_of_its_thirty_days_alone(planet: Settings) -> None:
    """What is hidden must go from the pages at the next run; months that nobody touched need not be read again."""
    with Archive.open(planet) as archive:
        newest, middle, oldest = filled(archive, planet)
        assert len(spans(archive.revisions())) == 3
        for act in (
            lambda: archive.hide(middle, url="", why="", now=START),
            lambda: archive.unhide(middle, url="", why="", now=START),
            lambda: archive.pin(newest, url="", until=START + timedelta(days=1), why="", now=START),
            lambda: archive.release(START + timedelta(days=2)),
            lambda: harvest(archive, planet, [entry(number) for number in (7,)], hours=60),
        ):
            before = dict(archive.revisions())
            act()
            assert moved(before, dict(archive.revisions())) == 1, act
        held = spans(archive.revisions())
        found = [story.number for span in held for story in archive.stories(span=span)]
        assert found == [story.number for story in archive.stories()]
        assert oldest in found


def test_a_repair_by_hand_is_noticed(planet: Settings) -> None:
    """Whoever mends a row with the database's own tools must see it on the pages: no program of ours is asked."""
    with Archive.open(planet) as archive:
        number = filled(archive, planet)[0]
        before = dict(archive.revisions())
        with archive._transaction() as connection:
            connection.execute(text("UPDATE stories SET title = 'Mended' WHERE number = :number"), {"number": number})
        assert moved(before, dict(archive.revisions())) == 1
        with archive._transaction() as connection:
            connection.execute(text("UPDATE stories SET date = date - :days"), {"days": SPAN})
        assert moved(before, dict(archive.revisions())) == 4


def test_what_moves_at_each_run_moves_no_mark(planet: Settings) -> None:
    """Idle runs write histories, places in feeds and reports; the site they leave alone."""
    with Archive.open(planet) as archive:
        posts = [entry(number) for number in range(3)]
        harvest(archive, planet, posts)
        before = archive.revisions()
        harvest(archive, planet, posts, hours=5)
        harvest(archive, planet, posts[:2], hours=10)
        archive.keep_histories({ALPHA: History(failures=1)})
        archive.record_run({"started": "now"})
        archive.release(START)
        assert archive.revisions() == before


def test_a_row_that_comes_out_as_it_was_moves_no_mark(planet: Settings) -> None:
    """Some blogs count comments or change invisible fields at each asking; their readers see nothing of it."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(number) for number in range(3)])
        before = archive.revisions()
        changes = harvest(archive, planet, [entry(number, warnings=("odd",)) for number in range(3)], hours=5)
        assert changes.changed
        assert archive.revisions() == before


def test_new_addresses_of_terms_and_new_words_of_a_feed_have_marks(planet: Settings) -> None:
    """Both stand on pages: the address in links, the feed's title above each post."""
    with Archive.open(planet) as archive:
        filled(archive, planet)
        before = dict(archive.revisions())
        archive.keep_terms({"lecture": ("lectur", ())})
        kept = dict(archive.revisions())
        assert kept.items() - before.items() == {(TERMS, kept[TERMS])}
        archive.keep_terms({"lecture": ("lectur", ())})
        assert archive.revisions() == kept
        harvest(archive, planet, [], title="Another title", hours=3)
        assert moved(kept, dict(archive.revisions())) == 1


def test_a_backup_brought_back_never_leads_to_a_mark_that_stood(tmp_path: Path) -> None:
    """After a restore other posts may come in the same number of steps: a count would call the two states one."""
    planet = settings(tmp_path)
    with Archive.open(planet) as archive:
        filled(archive, planet)
        archive.backup(tmp_path / "copy.sqlite")
        copied = archive.revisions()
        harvest(archive, planet, [entry(9)], hours=3)
        one_way = archive.revisions()
    Archive.restore(planet, tmp_path / "copy.sqlite")
    with Archive.open(planet) as archive:
        assert archive.revisions() == copied
        harvest(archive, planet, [entry(8)], hours=3)
        assert archive.revisions().keys() == one_way.keys()
        assert archive.revisions() != one_way


def test_stories_are_read_by_number(planet: Settings) -> None:
    """Pages ask for the stories they show, hidden meanwhile or not: what is being made must not fall over."""
    with Archive.open(planet) as archive:
        numbers = filled(archive, planet)
        whole = archive.stories()
        archive.hide(numbers[1], url="", why="", now=START)
        assert list(archive.stories(numbers=[*numbers, 999])) == list(whole)
        assert archive.stories(numbers=[]) == []


@given(st.integers(min_value=-62135596800000000, max_value=253402300799999999))
def test_every_moment_lies_in_the_span_that_the_triggers_give_it(moment: int) -> None:
    """Databases divide towards zero: a story on the wrong side of a border would be in no month, or in two."""
    span = abs(moment) // SPAN * (1 if moment >= 0 else -1)
    first, last = bounds(span)
    assert first <= from_microseconds(moment) <= last
    if abs(span) > 1:
        neighbours = bounds(span - 1)[1], bounds(span + 1)[0]
        assert neighbours[0] < first < last < neighbours[1] or first.year in (1, 9999) or last.year in (1, 9999)


def test_an_archive_of_before_is_given_marks(tmp_path: Path) -> None:
    """The first run with this version reads everything once; from then on each month has its mark."""
    planet = settings(tmp_path)
    with Archive.open(planet) as archive:
        filled(archive, planet)
        names = [f"{table}_{verb}" for table in ("stories", "terms") for verb in ("insert", "update", "delete")]
        with archive._transaction() as connection:
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text("DROP TABLE revisions"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Archive.open(planet) as archive:
        assert len(spans(archive.revisions())) == 3
        before = archive.revisions()
        harvest(archive, planet, [], hours=1)
        assert spans(archive.revisions()) == spans(before)
        archive.hide(archive.stories()[0].number, url="", why="", now=START)
        assert spans(archive.revisions()) != spans(before)


@pytest.mark.parametrize("number", [1, 2])
def test_marks_differ_from_one_archive_to_another(tmp_path: Path, number: int) -> None:
    """The output remembers marks, and may be shown another planet's archive by mistake."""
    found = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        planet = settings(folder)
        with Archive.open(planet) as archive:
            harvest(archive, planet, [entry(n) for n in range(number)])
            found.append(dict(spans(archive.revisions())))
    assert found[0] != found[1]
