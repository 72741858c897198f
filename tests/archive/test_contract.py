"""What merging and rendering may rely on, whatever database the archive is: one contract, tried on each."""

from datetime import timedelta
from uuid import UUID

from planet.archive import Archive
from planet.config import Settings
from planet.model import Changes, Entry, History, SafeHtml, State, Trouble
from tests.archive.books import ALPHA, BETA, START, entry, harvest


def test_what_is_merged_is_found_again_by_another_process(planet: Settings) -> None:
    """A run ends, the next one begins with nothing but the archive."""
    entries = [entry(n) for n in range(5)]
    with Archive.open(planet) as archive:
        harvest(archive, planet, entries)
    with Archive.open(planet) as archive:
        assert archive.count() == 5
        assert archive.counts() == {ALPHA: 5}
        assert [story.title for story in archive.stories()] == [one.title for one in entries]
        assert archive.known() == {ALPHA: {one.raw for one in entries}}
        found = archive.texts([story.number for story in archive.stories()])
        assert [found[number].entry for number in sorted(found)] == entries
        assert [seat.raw for seat in archive.window(ALPHA)] == [one.raw for one in entries]


def test_a_second_harvest_changes_nothing(planet: Settings) -> None:
    """Two idle runs must leave the site as it is."""
    with Archive.open(planet) as archive:
        entries = [entry(n) for n in range(5)]
        harvest(archive, planet, entries)
        before = archive.stories()
        changes = harvest(archive, planet, entries, hours=5)
        assert (changes.added, changes.changed, changes.withdrawn) == ((), (), ())
        assert archive.stories() == before


def test_numbers_are_never_given_twice(planet: Settings) -> None:
    """Public ids rest on them: a number that returns for another post would show readers one post for another."""
    with Archive.open(planet) as archive:
        first = archive.allocate(3)
        assert archive.allocate(1) == first + 3
        harvest(archive, planet, [entry(n) for n in range(4)])
        harvest(archive, planet, [entry(n) for n in range(20, 22)], hours=2)
        highest = max(story.number for story in archive.stories())
        assert archive.expunge(1, now=START) > 0
    with Archive.open(planet) as archive:
        assert archive.allocate(1) > highest


def test_look_ups_by_key_keep_to_their_limit(planet: Settings) -> None:
    """A title that a thousand posts bear proposes nothing; and a blog's look-up sees that blog alone."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(3)])
        harvest(archive, planet, [entry(n, blog="beta") for n in range(3)], blog=BETA)
        keys = {key for record in archive.records(range(1, 10)).values() for key in record.keys}
        held = archive.holders(dict.fromkeys(keys, 30))
        assert set(held) == keys
        assert archive.holders(dict.fromkeys(keys, 30), blog=BETA).keys() < keys
        shared = next(key for key, numbers in held.items() if len(numbers) == 1)
        assert archive.holders({shared: 0}) == {}
        assert archive.holders({"title:nowhere": 5}) == {}


def test_copies_join_in_one_story_and_lead_there_from_their_number(planet: Settings) -> None:
    """A post found in two blogs is one story; a number once published still leads to it."""
    shared = entry(1)
    with Archive.open(planet) as archive:
        harvest(archive, planet, [shared, entry(2)])
        copy = entry(
            1, blog="beta", title=shared.title, content=shared.content, link=shared.link, published=shared.published
        )
        harvest(archive, planet, [copy], blog=BETA, hours=1)
        story = next(one for one in archive.stories() if one.title == shared.title)
        assert story.blogs == (ALPHA, BETA)
        assert len(archive.members([story.number])) == 2
        assert [verdict.same for verdict in archive.verdicts([story.number])] == [True]


def test_histories_are_kept_without_entries(planet: Settings) -> None:
    """A blog that never answered has a history all the same: when it failed, and since when."""
    history = History(failures=3, failing_since=START, trouble=Trouble.DNS, detail="aïe", last_asked=START)
    with Archive.open(planet) as archive:
        archive.keep_histories({BETA: history})
        archive.keep_histories({BETA: history})
    with Archive.open(planet) as archive:
        assert archive.histories()[BETA] == history
        assert archive.standing(BETA).first_harvest is None


def test_the_identity_is_drawn_once(planet: Settings) -> None:
    """Readers' feed readers know the planet by it: it stays through moves of the site and restored backups."""
    with Archive.open(planet) as archive:
        drawn = archive.identity()
        harvest(archive, planet, [entry(1)])
    with Archive.open(planet) as archive:
        assert archive.identity() == drawn
        assert str(UUID(drawn)) == drawn


def test_addresses_of_terms_are_kept_and_replaced_as_a_whole(planet: Settings) -> None:
    """A term's page keeps its address; addresses it bore before lead there."""
    first = {"bu": ("bu", ()), "nuit": ("nuit", ("la-nuit",))}
    with Archive.open(planet) as archive:
        archive.keep_terms(first)
        assert archive.terms() == first
        archive.keep_terms({"nuit": ("nuit", ("bu", "la-nuit"))})
        assert archive.terms() == {"nuit": ("nuit", ("bu", "la-nuit"))}


def test_what_the_coordinator_did_is_logged(planet: Settings) -> None:
    """The director of publication answers for what is shown: each act has its date and reason."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(3)])
        number = archive.stories()[0].number
        archive.hide(number, url="https://alpha.example/0", why="plainte", now=START)
        assert number not in {story.number for story in archive.stories()}
        archive.unhide(number, url="https://alpha.example/0", why="retirée", now=START + timedelta(hours=1))
        archive.pin(number, url="https://alpha.example/0", until=START + timedelta(days=2), why="", now=START)
        assert archive.stories()[0].pinned_until == START + timedelta(days=2)
        archive.release(START + timedelta(days=3))
        assert archive.stories()[0].pinned_until is None
        assert [(act.verb, act.why) for act in archive.acts()] == [
            ("pin", ""),
            ("unhide", "retirée"),
            ("hide", "plainte"),
        ]


def test_a_review_begins_where_the_last_one_ended(planet: Settings) -> None:
    """The coordinator looks once a week at what is new, not at everything again."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(3)])
        assert len(archive.unreviewed()) == 3
        archive.reviewed(START + timedelta(hours=1))
        assert archive.unreviewed() == ()
        harvest(archive, planet, [entry(9), *(entry(n) for n in range(3))], hours=2)
        assert [found.records[0].entry.title for found in archive.unreviewed()] == ["Billet alpha 9"]


def test_reports_of_runs_are_kept(planet: Settings) -> None:
    """`planet why BLOG` and the status page tell what the last runs noted."""
    with Archive.open(planet) as archive:
        for number in range(3):
            archive.record_run({"started": f"2026-11-0{number + 1}", "added": number})
        assert [report["added"] for report in archive.runs(2)] == [2, 1]


def test_whatever_a_feed_says_can_be_written(planet: Settings) -> None:
    """NUL, lone surrogates and planes beyond the first come in real feeds; no database may stop a run for them."""
    odd = entry(
        1, title="\x00 \ud800 😀 \U0010ffff", content=SafeHtml("<p>\x00\udfff</p>"), link="https://alpha.example/\x00"
    )
    with Archive.open(planet) as archive:
        harvest(archive, planet, [odd])
        story = archive.stories()[0]
        assert "😀" in story.title
        assert archive.texts([story.number])[story.number].entry.title


def test_a_transaction_is_whole_or_nothing(planet: Settings) -> None:
    """A defect in the middle of a blog's changes leaves the archive as it was before that blog."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(3)])
        before = (archive.count(), archive.stories(), archive.known())
        broken = archive.records([1])[1]
        changes = Changes(blog=ALPHA, added=(broken,))  # its number is taken
        try:
            archive.apply(changes, feed=None, history=History(), now=START)
        except Exception:  # noqa: BLE001  whichever error the database has for it
            assert (archive.count(), archive.stories(), archive.known()) == before
        else:
            raise AssertionError("two records bear one number")


def test_expunge_keeps_the_newest_and_what_is_still_in_the_feed(planet: Settings) -> None:
    """It is the only thing that deletes; what a feed still holds would come back as new, what is hidden be shown again."""
    with Archive.open(planet) as archive:
        harvest(archive, planet, [entry(n) for n in range(10)])
        harvest(archive, planet, [entry(n) for n in range(2)], hours=1)
        hidden = next(story.number for story in archive.stories() if story.title == "Billet alpha 8")
        archive.hide(hidden, url="https://alpha.example/8", why="", now=START)
        assert archive.expunge(3, now=START) == 6
        assert archive.expunged() == START
        left = [found.records[0].entry.title for found in archive.every_story()]
        assert left == [f"Billet alpha {n}" for n in (0, 1, 2, 8)]
        harvest(archive, planet, [entry(0), entry(1)], hours=2)
        assert archive.count() == 4


def test_states_are_kept(planet: Settings) -> None:
    """What is held for its date is not shown before it, and is then."""
    ahead: Entry = entry(1, published=START + timedelta(days=30))
    with Archive.open(planet) as archive:
        harvest(archive, planet, [ahead])
        assert archive.stories() == []
        assert archive.find(ahead.link)[0].state is State.HELD
        assert archive.release(START + timedelta(days=29)) == 0
        assert archive.release(START + timedelta(days=30)) == 1
        assert [story.title for story in archive.stories()] == [ahead.title]
