"""Rivers planned before and kept between runs: whatever happened since, the plans are those of a planning from scratch."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from planet.archive import Archive
from planet.config import Settings, Topic
from planet.pipeline.assembly import assemble
from planet.pipeline.remembered import remember, remembered
from planet.render import Planning, plans
from planet.render.site import Plan, Site
from tests.pipeline.test_listing import ACTS, planet_in, post

EDITS: tuple[Callable[[Settings], Settings], ...] = (
    lambda planet: replace(planet, select=replace(planet.select, items_per_page=2)),
    lambda planet: replace(planet, select=replace(planet.select, items_per_page=1, pages=1)),
    lambda planet: replace(planet, select=replace(planet.select, cap_per_blog=1)),
    lambda planet: replace(planet, planet=replace(planet.planet, name="Another name")),
    lambda planet: replace(planet, planet=replace(planet.planet, locales=("fr", "en"))),
    lambda planet: replace(planet, planet=replace(planet.planet, locales=("en",))),
    lambda planet: replace(planet, topics=(Topic(slug="sante", name="Soins", color="#aa0000"), *planet.topics[1:])),
    lambda planet: replace(planet, blogs=(replace(planet.blogs[0], link="https://new.example/"), *planet.blogs[1:])),
    lambda planet: replace(planet, blogs=(replace(planet.blogs[0], license="by-sa"), *planet.blogs[1:])),
)
LABELS = ("[Lecture]\nlabel.fr = Lire\n", "[Lecture]\nlabel.en = Reading\nalso = cinéma\n")


def edit(place: int) -> Callable[[Archive, Settings], Settings]:
    """The INI is edited."""
    return lambda _archive, planet: EDITS[place](planet)


def renamed(text: str) -> Callable[[Archive, Settings], Settings]:
    """A term is called otherwise."""

    def act(_archive: Archive, planet: Settings) -> Settings:
        planet.tags.tags_file.write_text(text, encoding="utf-8")
        return planet

    return act


def told(found: list[Plan]) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return what each plan says as a whole."""
    whole = [(plan, plan.whole()) for plan in found]
    assert all(plan.fingerprint == one.fingerprint and plan.path == one.path for plan, one in whole)
    return [(one.path, one.fingerprint, one.stories) for _, one in whole]


def planned(planet: Settings, site: Site) -> list[Plan]:
    """Plan as a run does."""
    planning = Planning(remembered(planet))
    found = list(plans(site, planning))
    remember(planet, planning.now)
    return found


@how(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            ACTS, st.builds(edit, st.integers(0, len(EDITS) - 1)), st.builds(renamed, st.sampled_from([*LABELS, ""]))
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_happens_plans_are_those_of_a_planning_from_scratch(
    acts: list[Callable[[Archive, Settings], Settings]],
) -> None:
    """A river that is taken for unchanged keeps its old pages: a name, a rule or a post that changed must not be missed for that."""
    with tempfile.TemporaryDirectory() as name:
        planet = planet_in(Path(name))
        with Archive.open(planet) as archive:
            for number in range(6):
                post(number, number, 0)(archive, planet)
            planned(planet, assemble(planet, archive, version="1"))
            for act in acts:
                planet = act(archive, planet)
                site = assemble(planet, archive, version="1")
                assert told(planned(planet, site)) == told(list(plans(site)))


@pytest.mark.parametrize("text", LABELS)
def test_a_term_that_is_called_otherwise_changes_every_page_that_names_it(tmp_path: Path, text: str) -> None:
    """Stories bear a term's address, pages its name: a blog's river is not as it was when the coordinator renames a term."""
    planet = replace(planet_in(tmp_path), planet=replace(planet_in(tmp_path).planet, locales=("fr", "en")))
    with Archive.open(planet) as archive:
        for number in range(6):
            post(number, number, 0)(archive, planet)
        before = {plan.path: plan.fingerprint for plan in planned(planet, assemble(planet, archive, version="1"))}
        renamed(text)(archive, planet)
        site = assemble(planet, archive, version="1")
        after = planned(planet, site)
        assert told(after) == told(list(plans(site)))
        assert {plan.path for plan in after if before.get(plan.path) != plan.fingerprint} >= {
            "en/blogs/beta/index.html"
        }


def test_a_river_of_which_nothing_changed_is_not_planned_again(tmp_path: Path) -> None:
    """That is what keeps the time of a run from growing with the number of rivers; what is asked for nevertheless is the same page."""
    planet = planet_in(tmp_path)
    with Archive.open(planet) as archive:
        for number in range(12):
            post(number, number, 0)(archive, planet)
        site = assemble(planet, archive, version="1")
        planned(planet, site)
        post(14, 2, 0)(archive, planet)
        site = assemble(planet, archive, version="1")
        found = {plan.path: plan for plan in planned(planet, site)}
        assert found["index.html"].again is None
        assert found["blogs/beta/index.html"].again is None
        same = found["blogs/alpha/index.html"]
        assert same.again is not None
        with pytest.raises(LookupError):
            same.make({})
        scratch = next(plan for plan in plans(site) if plan.path == same.path)
        texts = archive.texts(scratch.stories)
        assert same.whole().make(texts) == scratch.make(texts)


@pytest.mark.parametrize("damage", [lambda text: text[:-5], lambda text: text.replace("a", "b"), lambda _text: ""])
def test_what_was_kept_may_be_lost(tmp_path: Path, damage: Callable[[str], str]) -> None:
    """A cache may be deleted or cut short at any time: then all is planned, and kept again."""
    planet = planet_in(tmp_path)
    with Archive.open(planet) as archive:
        post(1, 1, 0)(archive, planet)
        site = assemble(planet, archive, version="1")
        before = told(planned(planet, site))
        (path,) = planet.fetch.cache_directory.rglob("plans.json")
        good = path.read_text()
        path.write_text(damage(good))
        again = planned(planet, site)
        assert all(plan.again is None for plan in again)
        assert told(again) == before
        assert path.read_text() == good
