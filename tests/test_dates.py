"""Dates as feeds write them: every form that has been met must be read, and what is none must be none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet import dates

MOMENT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SAME = [
    # RFC 822 and what is made of it.
    "Tue, 24 Nov 2026 08:00:00 GMT", "Tue, 24 Nov 2026 08:00:00 +0000", "Tue, 24 Nov 2026 08:00:00 Z", "Tue, 24 Nov 2026 08:00 UT",
    "24 Nov 2026 08:00:00 GMT", "24 Nov 26 08:00:00 GMT", "Tue,24 Nov 2026 08:00:00 GMT", "Tue 24 Nov 2026 08:00:00 GMT", "Tuesday, 24-Nov-26 08:00:00 GMT",
    "Tue, 24 November 2026 08:00:00 GMT", "Tue, 24 Nov 2026 8:00:00 GMT", "Tue, 24 Nov 2026 08:00:00 (GMT)", "Wed, 24 Nov 2026 08:00:00 GMT",
    "Tue, 24 Nov 2026 09:00:00 +0100", "Tue, 24 Nov 2026 09:00:00 +01:00", "Tue, 24 Nov 2026 09:00:00 GMT+1", "Tue, 24 Nov 2026 09:00:00 CET",
    "Tue, 24 Nov 2026 03:00:00 EST", "Tue, 24 Nov 2026 00:00:00 PST", "Tue, 24 Nov 2026 00:00:00 -0800", "Tue, 24 Nov 2026 13:30:00 +0530",
    "Nov 24, 2026 08:00:00 GMT", "November 24, 2026 08:00:00", "Tue Nov 24 08:00:00 2026", "Tue Nov 24 08:00:00 GMT 2026", "Nov 24 2026 8:00 AM", "24 Nov 2026, 8:00am",
    # W3CDTF, ISO 8601, RFC 3339.
    "2026-11-24T08:00:00Z", "2026-11-24T08:00Z", "2026-11-24T08:00:00.000Z", "2026-11-24T08:00:00,5Z", "2026-11-24T09:00:00+01:00", "2026-11-24T09:00:00+0100",
    "2026-11-24T09:00:00 +01:00", "2026-11-24 08:00:00", "2026-11-24 08:00:00 UTC", "2026-11-24 08:00", "20261124T080000Z", "20261124080000", "2026-11-24t08:00:00z", "2026-11-24T08:00:00",
    # Seconds since 1970.
    "1795507200", "1795507200000", "1795507200.0",
    # Other languages.
    "mar. 24 nov. 2026 08:00:00 +0000", "mardi 24 novembre 2026 08:00:00", "24 novembre 2026 à 8h00", "24 nov. 2026 08:00", "Mar, 24 Nov 2026 08:00:00 GMT",
    "Di, 24 Nov 2026 09:00:00 MEZ", "Dienstag, 24. November 2026 08:00:00", "martes, 24 de noviembre de 2026 08:00", "mar, 24 nov 2026 08:00:00 GMT", "martedì 24 novembre 2026 08:00",
    "terça-feira, 24 de novembro de 2026 08:00", "dinsdag 24 november 2026 08:00", "Τρι, 24 Νοε 2026 08:00:00 GMT", "24 ноября 2026 08:00", "2026-november-24T08:00Z",
    "2026년 11월 24일 08:00:00", "2026-11-24 오전 8:00:00", "2026年11月24日 08:00:00",
    # Figures alone.
    "24/11/2026 08:00", "24.11.2026 08:00:00", "24-11-2026 08:00", "2026/11/24 08:00:00", "11/24/2026 8:00:00 AM",
    # White space.
    "  Tue, 24 Nov 2026 08:00:00 GMT\n",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_forms(text: str) -> None:
    """All of them mean eight in the morning, Greenwich, of 24 November 2026."""
    moment = dates.parse(text)
    assert moment is not None
    assert moment.replace(microsecond=0) == MOMENT


MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr, short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de, Austria": "Jänner Feber März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es, short": "ene feb mar abr may jun jul ago sep oct nov dic",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "it, short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "en": "January February March April May June July August September October November December",
    "en, short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


@pytest.mark.parametrize(
    ("number", "name"), [(place, name) for names in MONTHS.values() for place, name in enumerate(names.split(), 1)]
)
def test_months(number: int, name: str) -> None:
    """Blog systems write months in the language of their administrator."""
    assert dates.parse(f"5 {name} 2026 10:00") == datetime(2026, number, 5, 10, tzinfo=UTC)


DAYS = [
    ("2026-11-24", (2026, 11, 24)), ("20261124", (2026, 11, 24)), ("2026-11", (2026, 11, 1)), ("2026", (2026, 1, 1)), ("24 Nov 2026", (2026, 11, 24)), ("Nov 2, 2026", (2026, 11, 2)),
    ("2026-W48-2", (2026, 11, 24)), ("2026W482", (2026, 11, 24)), ("2026-328", (2026, 11, 24)), ("05/06/2026", (2026, 6, 5)), ("05/16/2026", (2026, 5, 16)),
    ("1 Jan 69", (2069, 1, 1)), ("1 Jan 70", (1970, 1, 1)), ("1 Jan 103", (2003, 1, 1)), ("29 Feb 2028", (2028, 2, 29)), ("2026-11-23T24:00:00Z", (2026, 11, 24)),
    ("2026-06-30T23:59:60Z", (2026, 7, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days(text: str, day: tuple[int, int, int]) -> None:
    """A date without a time is midnight; years of two digits follow RFC 2822; both ends of a day exist."""
    assert dates.parse(text) == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "hier", "yesterday", "0", "31 Feb 2026", "2026-02-30", "2026-13-01", "2026-00-10", "Tue, 24 Nov 2026 25:00:00 GMT", "2026-11-24T08:61:00Z", "0000-00-00 00:00:00",
     "2026-11-24T08:00:00+99:00", "12", "123456", "24 Foo 2026", "Nov", "2027-W54", "99999-01-01", "x" * 200, "1" * 50],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    """What is no date is none: a wrong one would stand at the wrong place for ever."""
    assert dates.parse(text) is None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_what_is_written_is_read(moment: datetime, minutes: int) -> None:
    """What Nuage writes into its feeds it reads back, and so it does what others write by the rules."""
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert dates.parse(dates.rfc3339(moment)) == moment
    assert dates.parse(dates.rfc822(moment)) == moment
    sign, size = ("-", -minutes) if minutes < 0 else ("+", minutes)
    local = moment + timedelta(minutes=minutes)
    assert dates.parse(f"{local:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02}:{size % 60:02}") == moment


@given(st.text(max_size=60) | st.text("0123456789-:/ TZ+.,", max_size=30))
def test_anything(text: str) -> None:
    """Whatever a feed holds, it is a moment or none."""
    moment = dates.parse(text)
    assert moment is None or moment.tzinfo is UTC
