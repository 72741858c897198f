"""What of the stories may be found, under which words and by which filters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planet.config import RenderSettings, Show
from planet.model import SafeHtml, Text
from planet.render.search import AT_ONCE, LONGEST, MOST, RECENT, STEP, Findable, findable, fingerprint, volumes
from planet.render.site import Site
from tests.render.worlds import BLOGS, settings, site, story, texts

LONG = SafeHtml("<p>" + " ".join(f"mot{n}" for n in range(300)) + "</p>")


def found(of: Site, **changes: object) -> list[Findable]:
    """Return the records of a site; keywords replace fields of every entry."""
    held = texts(of, **changes)

    def load(numbers: Sequence[int]) -> Mapping[int, Text]:
        assert len(numbers) <= AT_ONCE
        return {number: held[number] for number in numbers}

    return list(findable(of, load, sorted(of.river)))


def test_each_story_is_found_once_with_what_narrows_it() -> None:
    """Topic, blog, term, year and language are what people narrow by; the words are those of the whole post."""
    held = found(site())
    assert [one.url for one in held] == [f"https://ifsi.example/billets/{n}" for n in range(1, 11)]
    assert held[1].filters == (
        ("blog", "IFSI@Orvelle"),
        ("topic", "Santé"),
        ("topic", "Étudiants"),
        ("term", "Été"),
        ("year", "2026"),
        ("language", "fr"),
    )
    assert held[1].text == "Texte du billet 2, un lien <ici>."
    assert held[1].date == "2026-11-20T10:00:00Z"


def test_layout_does_not_hide_words_but_an_agreement_does() -> None:
    """A planet of excerpts is searched by all its words; a blog that allows a title only is found by its title only."""
    planet_wide = site(of=settings(render=RenderSettings(show=Show.EXCERPT)))
    assert "mot299" in found(planet_wide, content=LONG)[1].text
    for show, words in ((Show.LINK, 0), (Show.EXCERPT, 120)):
        agreed = site(of=settings(blogs=(replace(BLOGS[0], show=show), BLOGS[1])))
        text = found(agreed, content=LONG)[1].text
        assert len(text.split()) == min(words, agreed.settings.render.excerpt_words or 0)


def test_a_post_of_a_megabyte_does_not_take_the_memory_of_a_thousand() -> None:
    """The index is built in memory, and a feed may hold anything."""
    endless = SafeHtml("<p>" + "mot " * 250_000 + "</p>")
    assert {len(one.text) for one in found(site(), content=endless)} == {LONGEST}


def test_common_languages_have_words_of_their_own_and_rare_ones_are_found_too() -> None:
    """A stemmer costs every reader 70 KB: two posts in Breton do not ask for one."""
    held = [story(n, language="en-GB" if n % 3 == 0 else "fr") for n in range(1, 40)] + [story(40, language="br")]
    records = found(site(held))
    assert {one.language for one in records} == {"fr", "en"}
    assert dict(records[-1].filters)["language"] == "br"


def test_many_stories_are_read_in_bounded_numbers() -> None:
    """The index of a hundred thousand stories must not hold their texts at once."""
    assert len(found(site([story(n) for n in range(1, AT_ONCE * 2 + 10)]))) == AT_ONCE * 2 + 9


def test_the_fingerprint_follows_the_stories() -> None:
    """It is what spares the texts of the whole archive from being read at each run."""
    numbers = range(1, 11)
    assert fingerprint(site(), numbers) == fingerprint(site(), numbers)
    edited = [story(n, digest="x" if n == 3 else f"d{n}") for n in numbers]
    assert fingerprint(site(edited), numbers) != fingerprint(site(), numbers)
    assert fingerprint(site(edited), numbers[3:]) == fingerprint(site(), numbers[3:])
    assert fingerprint(site(), numbers[1:]) != fingerprint(site(), numbers)


def test_the_past_is_a_part_of_its_own_that_stays_when_posts_arrive() -> None:
    """Only the newest hundreds are indexed again after a new post, however long the archive; nothing is left out."""
    of = RECENT + STEP + 10
    before, after = (site([story(n) for n in range(1, last)]) for last in (of, of + 1))
    old, new = volumes(before)
    assert (*old, *new) == tuple(range(1, of))
    assert len(new) >= RECENT
    assert volumes(after) == (old, (*new, of))
    assert fingerprint(before, old) == fingerprint(after, old)
    assert volumes(site([story(n) for n in range(1, RECENT)])) == (tuple(range(1, RECENT)),)


def test_no_part_of_the_past_grows_without_bound() -> None:
    """Pagefind holds a part in memory as a whole: twenty years of posts in one would need gigabytes each time it is made."""
    of = 2 * MOST + STEP + RECENT + 10
    parts = volumes(site([story(n) for n in range(1, of)]))
    assert tuple(number for part in parts for number in part) == tuple(range(1, of))
    assert len(parts) == 4
    assert max(map(len, parts)) <= MOST
    assert volumes(site([story(n) for n in range(1, of + STEP)]))[:2] == parts[:2]
