"""Rivers by month and year."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planet.render.calendar import months, years
from planet.render.site import Site
from tests.render.worlds import BORN, settings, site, story


def world(*dates: datetime, zone: str = "Europe/Paris") -> Site:
    """Return a site with a story of each date."""
    of = settings()
    of = replace(of, planet=replace(of.planet, timezone=ZoneInfo(zone)))
    return site([story(number, date=date, updated=date) for number, date in enumerate(dates, 1)], of=of)


def test_months_are_those_of_the_planet_s_time_zone() -> None:
    """A post of the first of the month at half past midnight in Nouméa belongs to that month there."""
    late = datetime(2026, 10, 31, 13, 30, tzinfo=UTC)
    assert list(months(world(late, zone="Pacific/Noumea"))) == [(2026, 11)]
    assert list(months(world(late, zone="UTC"))) == [(2026, 10)]


def test_a_pinned_story_stands_in_its_own_month() -> None:
    """It is first in the river however old it is; the archive by month is in order of dates."""
    old, new = story(1, date=datetime(2026, 1, 5, tzinfo=UTC), pinned_until=BORN + timedelta(days=9)), story(2)
    whole = replace(site([old, new]), river=(1, 2))
    assert months(whole) == {(2026, 11): (2,), (2026, 1): (1,)}


@given(st.lists(st.integers(9 * 10**8, 2 * 10**9), min_size=1, max_size=30), st.booleans())
def test_each_story_is_in_the_month_and_year_of_its_local_date(seconds: list[int], southern: bool) -> None:
    """Parts are found by looking for where each begins: at the borders, summer time included, nothing may slip."""
    dates = [datetime.fromtimestamp(second, UTC) for second in seconds]
    whole = world(*dates, zone="America/Santiago" if southern else "Europe/Paris")
    zone = whole.settings.planet.timezone
    local = {number: whole.stories[number].date.astimezone(zone) for number in whole.river}
    by_month = {number: month for month, part in months(whole).items() for number in part}
    assert by_month == {number: (date.year, date.month) for number, date in local.items()}
    by_year = {number: year for year, part in years(whole, whole.river).items() for number in part}
    assert by_year == {number: date.year for number, date in local.items()}
    assert [number for part in years(whole, whole.river).values() for number in part] == list(whole.river)
