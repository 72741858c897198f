"""Harvest after harvest into a real archive: dates, floods, withdrawals, edits and take-overs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from planet.archive import Archive, Found
from planet.config import Settings
from planet.config.settings import FutureDates
from planet.model import Changes, DateRule, Entry, SafeHtml, State
from tests.archive import books
from tests.archive.books import ALPHA, START, entry

DAY = 24


@dataclass(slots=True)
class Shelf:
    """An archive and its settings."""

    archive: Archive
    settings: Settings

    def harvest(self, entries: list[Entry], hours: float = 0, **said: Any) -> Changes:
        """Merge a harvest of the blog alpha."""
        return books.harvest(self.archive, self.settings, entries, hours=hours, **said)

    def story(self, one: Entry) -> Found:
        """Return the story of an entry's page."""
        from planet.merge import keys

        return self.archive.find(one.link, proposals=[keys.address_key(one.link)])[0]

    def titles(self) -> list[str]:
        """Return the titles that may be shown, newest first."""
        return [story.title for story in self.archive.stories() if story.state is State.SHOWN]


@pytest.fixture
def shelf(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    """Open an empty archive; the test's parameters are options of merging."""
    settings = books.settings(tmp_path, **getattr(request, "param", {}))
    with Archive.open(settings) as archive:
        yield Shelf(archive, settings)


def codes(changes: Changes) -> list[tuple[str, int]]:
    """Return what was noted."""
    return [(note.code, note.count) for note in changes.notes]


# ---- dates ----------------------------------------------------------------------------------------------------------

AHEAD = entry(0, published=START + timedelta(days=300))


@pytest.mark.parametrize(
    ("shelf", "rule", "state", "date"),
    [
        ({"future_dates": FutureDates.HOLD}, DateRule.HELD, State.HELD, START + timedelta(days=300)),
        ({"future_dates": FutureDates.CLAMP}, DateRule.CLAMPED, State.SHOWN, START),
        (
            {"future_dates": FutureDates.IGNORE_DATE},
            DateRule.FIRST_HARVEST,
            State.SHOWN,
            START - timedelta(days=1, seconds=1),
        ),
    ],
    indirect=["shelf"],
)
def test_future_dates(shelf: Shelf, rule: DateRule, state: State, date: object) -> None:
    """Venus's four words keep their meaning; none puts a post on top for a year."""
    shelf.harvest([AHEAD, entry(1)])
    record = shelf.story(AHEAD).records[0]
    assert (record.dated_by, record.state, record.date) == (rule, state, date)


def test_impossible_dates_are_told_once(shelf: Shelf) -> None:
    """A blog that dates its posts to 1970, or in words nobody reads, is misplaced in the river: its keeper should hear of it."""
    posts = [entry(0, warnings=("date-ancient",)), entry(1, warnings=("date-unreadable",)), entry(2)]
    changes = shelf.harvest(posts)
    assert codes(changes) == [("date-ancient", 1), ("date-unreadable", 1)]
    assert [note.link for note in changes.notes] == [posts[0].link, posts[1].link]
    assert codes(shelf.harvest(posts, hours=1)) == []


@pytest.mark.parametrize("shelf", [{"future_dates": FutureDates.IGNORE_ENTRY}], indirect=True)
def test_future_entries_may_be_left_out_until_their_day(shelf: Shelf) -> None:
    """Left out is not lost: it comes in when its date has come."""
    shelf.harvest([AHEAD, entry(1)])
    assert shelf.archive.count() == 1
    shelf.harvest([AHEAD, entry(1)], hours=301 * DAY)
    assert shelf.story(AHEAD).records[0].dated_by is DateRule.PUBLISHED


def test_a_held_date_that_is_corrected_is_shown(shelf: Shelf) -> None:
    """The author mistyped the year; the correction must not have to wait for it."""
    shelf.harvest([AHEAD, entry(1)])
    shelf.harvest([entry(0, published=START - timedelta(hours=2)), entry(1)], hours=1)
    record = shelf.story(AHEAD).records[0]
    assert (record.state, record.date, record.dated_by) == (State.SHOWN, START - timedelta(hours=2), DateRule.PUBLISHED)


def test_a_clock_a_little_ahead_is_no_future(shelf: Shelf) -> None:
    """A server two minutes fast would have each post held, and noted."""
    changes = shelf.harvest([entry(0, published=START + timedelta(minutes=2))])
    assert codes(changes) == []
    assert len(shelf.titles()) == 1


def test_updated_stands_in_for_published(shelf: Shelf) -> None:
    """Atom asks for `updated` alone; what is touched later does not move the post."""
    bare = entry(0, published=None, updated=START - timedelta(days=2))
    shelf.harvest([bare])
    shelf.harvest([entry(0, published=None, updated=START)], hours=1)
    record = shelf.story(bare).records[0]
    assert (record.date, record.dated_by) == (START - timedelta(days=2), DateRule.UPDATED)


def test_undated_posts_of_a_first_harvest_stand_below_the_dated(shelf: Shelf) -> None:
    """They are old, nobody knows how old; in the feed's order, never on top."""
    shelf.harvest([entry(5), entry(0, published=None), entry(1, published=None)])
    assert shelf.titles() == ["Billet alpha 5", "Billet alpha 0", "Billet alpha 1"]


# ---- floods ---------------------------------------------------------------------------------------------------------


def announced(shelf: Shelf) -> int:
    """Return how many stories output feeds may announce."""
    return sum(story.announce for story in shelf.archive.stories())


def test_a_first_harvest_announces_the_newest_few(shelf: Shelf) -> None:
    """Subscribers of the planet's feed get ten posts of a new blog, not its ten years."""
    changes = shelf.harvest([entry(n) for n in range(30)])
    assert codes(changes) == [("flood", 20)]
    assert announced(shelf) == 10
    assert all(story.announce for story in shelf.archive.stories()[:10])


def test_a_return_after_silence_is_like_a_first_harvest(shelf: Shelf) -> None:
    """A blog that was broken for half a year comes back with all it wrote."""
    shelf.harvest([entry(n) for n in range(3)])
    late = [entry(n, published=START + timedelta(days=n - 100)) for n in range(200, 240)]
    assert codes(shelf.harvest([*late, *(entry(n) for n in range(3))], hours=150 * DAY)) == [("flood", 30)]


def test_a_busy_day_is_no_flood(shelf: Shelf) -> None:
    """A conference blogged live is news, all of it."""
    old = [entry(n) for n in range(3)]
    shelf.harvest(old)
    live = [entry(n, published=START + timedelta(hours=1, minutes=n)) for n in range(100, 130)]
    assert codes(shelf.harvest([*live, *old], hours=3)) == []
    assert announced(shelf) == 33


def test_a_backlog_put_on_line_is_calmed(shelf: Shelf) -> None:
    """A blog known for long that puts its old posts on line floods as a new one would."""
    now = [entry(n) for n in range(3)]
    shelf.harvest(now)
    backlog = [entry(n, published=START - timedelta(days=400 + n)) for n in range(100, 140)]
    assert codes(shelf.harvest([*now, *backlog], hours=3)) == [("flood", 30)]


def test_mass_redating_keeps_every_date(shelf: Shelf) -> None:
    """A migrated blog stamps all its posts with today; it is noted once, and nothing moves."""
    shelf.harvest([entry(n) for n in range(8)])
    before = [(story.number, story.date) for story in shelf.archive.stories()]
    changes = shelf.harvest([entry(n, published=START + timedelta(hours=4, seconds=-n)) for n in range(8)], hours=5)
    assert codes(changes) == [("mass-redating", 8)]
    assert [(story.number, story.date) for story in shelf.archive.stories()] == before
    assert {shelf.story(entry(n)).records[0].dated_by for n in range(8)} == {DateRule.KEPT}


# ---- withdrawals ----------------------------------------------------------------------------------------------------


def test_one_post_gone_from_among_others_is_withdrawn_and_may_return(shelf: Shelf) -> None:
    """Its author took it away; here it goes too. Where it comes back, so it does here, under its own number."""
    entries = [entry(n) for n in range(6)]
    shelf.harvest(entries)
    number = shelf.story(entries[2]).story
    changes = shelf.harvest([*entries[:2], *entries[3:]], hours=1)
    assert codes(changes) == [("withdrawn", 1)]
    assert entries[2].title not in shelf.titles()
    changes = shelf.harvest(entries, hours=2)
    assert (changes.added, len(changes.returned)) == ((), 1)
    assert shelf.story(entries[2]).story == number
    assert entries[2].title in shelf.titles()


def test_what_falls_off_the_end_stays(shelf: Shelf) -> None:
    """Every feed is a window; what slides out of it was not taken away."""
    shelf.harvest([entry(n) for n in range(6)])
    changes = shelf.harvest([entry(n) for n in range(4)], hours=1)
    assert (changes.withdrawn, changes.notes) == ((), ())
    assert len(shelf.titles()) == 6


def test_a_window_that_fills_up_at_its_end_hides_no_withdrawal(shelf: Shelf) -> None:
    """A feed of the last five posts shows an older one again when one of the five was deleted."""
    shelf.harvest([entry(n) for n in range(1, 6)])
    shelf.harvest([entry(n) for n in range(5)], hours=1)
    changes = shelf.harvest([entry(0), entry(1), entry(3), entry(4), entry(5)], hours=2)
    assert codes(changes) == [("withdrawn", 1)]


@pytest.mark.parametrize(
    ("left", "told"),
    [([], [("emptied", 10)]), ([0], []), ([0, 9], [("shrunk", 8)]), ([0, 1, 8, 9], [("shrunk", 6)])],
)
def test_a_feed_that_shrank_withdraws_nothing(shelf: Shelf, left: list[int], told: list[tuple[str, int]]) -> None:
    """A defect upstream takes many posts at once; an author takes one or two. The operator hears of it."""
    shelf.harvest([entry(n) for n in range(10)])
    changes = shelf.harvest([entry(n) for n in left], hours=1)
    assert changes.withdrawn == ()
    assert len(shelf.titles()) == 10
    assert codes(changes) == told


def test_a_broken_document_withdraws_nothing(shelf: Shelf) -> None:
    """What a truncated or ill-formed document lacks may only have been lost on its way."""
    entries = [entry(n) for n in range(6)]
    shelf.harvest(entries)
    for warning in ("truncated", "not-well-formed"):
        assert shelf.harvest([*entries[:2], *entries[3:]], hours=1, warnings=(warning,)).withdrawn == ()
        shelf.harvest(entries, hours=2)


def test_a_feed_that_gives_now_these_now_those_withdraws_nothing(shelf: Shelf) -> None:
    """A feed of chosen posts says nothing of one by leaving it out."""
    entries = [entry(n) for n in range(9)]
    shelf.harvest([one for n, one in enumerate(entries) if n % 4 != 1])
    first = shelf.harvest([one for n, one in enumerate(entries) if n % 4 != 2], hours=1)
    assert codes(first) == [("selects", 2)]
    again = shelf.harvest([one for n, one in enumerate(entries) if n % 4 != 3], hours=2)
    assert codes(again) == [("selects", 2)]
    assert len(shelf.titles()) == 9


def test_an_old_post_in_the_place_of_another_says_that_the_feed_selects(shelf: Shelf) -> None:
    """Even the first time: where an old post comes as another goes, nobody has taken anything away."""
    entries = [entry(n) for n in range(6)]
    shelf.harvest([entries[n] for n in (0, 1, 3, 4)])
    changes = shelf.harvest([entries[n] for n in (0, 2, 3, 5)], hours=1)
    assert codes(changes) == [("selects", 1)]
    assert shelf.titles() == [one.title for one in entries]


def test_a_new_post_under_a_sticky_one_hides_no_withdrawal(shelf: Shelf) -> None:
    """Many feeds keep a notice on top, so that what is new stands among what stayed."""
    entries = [entry(n) for n in range(1, 8)]
    shelf.harvest(entries)
    new = entry(0, published=START + timedelta(minutes=30))
    changes = shelf.harvest([entries[0], new, *entries[1:3], *entries[4:]], hours=1)
    assert codes(changes) == [("withdrawn", 1)]
    assert len(changes.withdrawn) == 1


# ---- edits ----------------------------------------------------------------------------------------------------------


def test_an_edit_replaces_and_former_titles_are_kept(shelf: Shelf) -> None:
    """A corrected title is shown at once; `planet why` still knows what it was."""
    shelf.harvest([entry(0, title="Premier titre"), entry(1)])
    number = shelf.story(entry(0)).story
    for hour, title in enumerate(("Deuxième titre", "Troisième titre", "Premier titre"), start=1):
        shelf.harvest([entry(0, title=title), entry(1)], hours=hour)
    found = shelf.story(entry(0))
    assert found.story == number
    assert found.records[0].entry.title == "Premier titre"
    assert found.records[0].titles == ("Premier titre", "Deuxième titre", "Troisième titre")


def test_a_new_text_is_a_revision_a_touched_date_is_none(shelf: Shelf) -> None:
    """Output feeds say `updated` when a reader has something new to read, never otherwise."""
    shelf.harvest([entry(0)])
    shelf.harvest([entry(0, updated=START + timedelta(hours=1))], hours=2)
    assert shelf.story(entry(0)).records[0].revised is None
    shelf.harvest([entry(0, content=SafeHtml(f"{entry(0).content}<p>Ajout.</p>"))], hours=3)
    assert shelf.story(entry(0)).records[0].revised == START + timedelta(hours=3)


# ---- take-over ------------------------------------------------------------------------------------------------------


def casino(number: int) -> Entry:
    """Return what somebody else writes under a lapsed domain."""
    page = f"https://win-big.example/{number}"
    return entry(number, blog="spin", link=page, guid=page, language="en", published=START + timedelta(hours=number))


def test_a_blog_that_is_another_s_now_is_held_until_it_is_trusted(shelf: Shelf) -> None:
    """Title, language and hosts all changed at once: a domain that lapsed. Its posts wait, and what was there stays."""
    shelf.harvest([entry(n, language="fr") for n in range(4)], title="Carnet de bibliothèque")
    said = {"title": "Lucky spins", "link": "https://win-big.example/", "language": "en"}
    changes = shelf.harvest([casino(1), casino(2)], hours=3, **said)
    assert codes(changes) == [("taken-over", 2)]
    assert len(shelf.titles()) == 4
    assert shelf.story(casino(1)).records[0].held_for == "taken-over"
    assert codes(shelf.harvest([casino(1), casino(2), casino(3)], hours=4, **said)) == [("taken-over", 1)]
    assert shelf.archive.trust(ALPHA, why="c’est bien lui", now=START) == 3
    assert len(shelf.titles()) == 7
    assert codes(shelf.harvest([casino(n) for n in range(1, 5)], hours=5, **said)) == []


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Un autre nom", "link": "https://win-big.example/", "language": "fr"},
        {"title": "Carnet de bibliothèque", "link": "https://win-big.example/", "language": "en"},
        {"title": "Lucky spins", "link": "https://alpha.example/", "language": "en"},
    ],
)
def test_two_changes_of_three_are_no_take_over(shelf: Shelf, said: dict[str, str]) -> None:
    """Blogs are renamed, moved, and turn to another language; only all of it at once is suspicious."""
    shelf.harvest([entry(n, language="fr") for n in range(4)], title="Carnet de bibliothèque")
    new = casino(1) if "win-big" in said["link"] else entry(77, published=START)
    assert ("taken-over", 1) not in codes(shelf.harvest([new], hours=3, **said))
