"""Dates as feeds write them, and as feeds want them."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import lru_cache

_ISO = re.compile(
    r"^(?P<year>[+-]?\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?)?"
    r"(?:[T\s_]+(?P<hour>\d{1,2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?)?"
    r"\s*(?P<zone>Z|[A-Za-z]{1,5}|(?:UTC|GMT)?[+-]\d{1,2}:?\d{0,2})?)?$",
    re.IGNORECASE,
)
_ISO_WEEK = re.compile(r"^(\d{4})-?W(\d{2})(?:-?(\d))?$", re.IGNORECASE)
_ISO_DAY_OF_YEAR = re.compile(r"^(\d{4})-?(\d{3})$")
_EPOCH = re.compile(r"^\d{9,13}(?:\.\d+)?$")
_SLASHED = re.compile(r"^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\b")
_EASTERN = re.compile(r"(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]")
_TIME = re.compile(
    r"(?<![\d+-])(\d{1,2})\s*[:h]\s*(\d{2})(?:\s*[:m]\s*(\d{2})(?:[.,](\d+))?)?\s*s?\s*([ap]\.?m\.?)?(?![a-y])",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:^|[\s(]|(?<=\d))(?:(?:GMT|UTC|UT)\s*)?([+-])(\d{1,2}):?(\d{2})?\)?\s*(?:\([^)]*\))?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")

_MONTH_NAMES = {
    1: "january jan janvier janv januar jaenner janner jan enero ene gennaio gen janeiro januari ianouariou ιαν ιανουαριου januar jan января янв januar",
    2: "february feb fevrier fevr fev februar feber febrero febbraio fevereiro februari φεβ φεβρουαριου február febr февраля фев",
    3: "march mar mars maerz marz mrz marzo marco maart μαρ μαρτιου marcius марта мар",
    4: "april apr avril avr abril abr aprile απρ απριλιου aprilis апреля апр",
    5: "may mai mayo maggio mag maio mei μαι μαιου majus maj мая май",
    6: "june jun juin juni junio giugno giu junho ιουν ιουνιου junius июня июн",
    7: "july jul juillet juil juli julio luglio lug julho ιουλ ιουλιου julius июля июл",
    8: "august aug aout agosto ago augustus αυγ αυγουστου augusztus августа авг",
    9: "september sept sep septembre septiembre setiembre set settembre setembro σεπ σεπτ σεπτεμβριου szeptember szept сентября сен",
    10: "october oct octobre oktober okt octubre ottobre ott outubro out οκτ οκτωβριου oktober октября окт",
    11: "november nov novembre noviembre novembro νοε νοεμβριου ноября ноя",
    12: "december dec decembre dezember dez diciembre dic dicembre dezembro δεκ δεκεμβριου декабря дек",
}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mesz": 120, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "jst": 540, "kst": 540, "hkt": 480,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "ast": -240, "adt": -180, "est": -300, "edt": -240, "et": -300,
    "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
    "akst": -540, "akdt": -480, "hst": -600, "nst": -210, "ndt": -150,
}  # fmt: skip
"""Minutes east of Greenwich."""


def _plain(text: str) -> str:
    """Fold case and accents: `févr` is `fevr`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_MONTHS = {_plain(name): number for number, names in _MONTH_NAMES.items() for name in names.split()}


def rfc3339(moment: datetime) -> str:
    """Return `2026-11-24T08:00:00Z` (RFC 3339), as Atom wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc822(moment: datetime) -> str:
    """Return `Tue, 24 Nov 2026 08:00:00 GMT`, as RSS wants it."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


@lru_cache(maxsize=4096)
def parse(text: str) -> datetime | None:
    """Return the moment a feed's date means, in UTC; None when it is no date.

    Reads RFC 822 with every deviation met, W3CDTF and ISO 8601 (weeks, days of the year), epoch seconds and
    milliseconds, month names in English, French, German, Spanish, Italian, Portuguese, Dutch, Greek, Hungarian and
    Russian, Korean and Japanese forms, two-digit years. A date without a zone is UTC, without a time midnight.
    """
    text = text.strip()
    if not text or len(text) > 100:
        return None
    try:
        return _iso(text) or _epoch(text) or _loose(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    match = _ISO.match(f"{text[:8]}T{text[8:]}" if len(text) == 14 and text.isdigit() else text)
    if match is None:
        return _iso_rare(text)
    if _EPOCH.match(text) or (text.isdigit() and len(text) == 6):
        return None
    part = match.groupdict()
    if part["hour"] is None and text.isdigit() and len(text) not in (4, 8):
        return None
    return _moment(
        int(part["year"]), int(part["month"] or 1), int(part["day"] or 1),
        int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0),
        part["fraction"] or "", _offset(part["zone"] or ""),
    )  # fmt: skip


def _iso_rare(text: str) -> datetime | None:
    """Read ISO weeks (`2026-W48-2`) and days of the year (`2026-328`)."""
    if match := _ISO_WEEK.match(text):
        return datetime.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1)).replace(tzinfo=UTC)
    if match := _ISO_DAY_OF_YEAR.match(text):
        return datetime(int(match[1]), 1, 1, tzinfo=UTC) + timedelta(days=int(match[2]) - 1)
    return None


def _epoch(text: str) -> datetime | None:
    """Read seconds since 1970, or milliseconds where seconds would lie beyond the year 5000."""
    if not _EPOCH.match(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).replace(microsecond=0)


def _loose(text: str) -> datetime | None:
    """Read a date by its parts: time of day, zone, month name, then the numbers that are left."""
    rest, clock = _clock(text)
    rest, minutes = _zone(rest)
    day = _eastern(rest) or _slashed(rest) or _named(rest)
    if day is None:
        return None
    return _moment(*day, *clock[:3], clock[3], minutes)


def _clock(text: str) -> tuple[str, tuple[int, int, int, str]]:
    """Take the time of day out of the text."""
    match = _TIME.search(text)
    if match is None:
        return text, (0, 0, 0, "")
    hour = int(match[1])
    half = (match[5] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    before = text[: match.start()]
    if half == "" and re.search(r"오후|午後\s*$", before) and hour < 12:
        hour += 12
    return before + " " + text[match.end() :], (hour, int(match[2]), int(match[3] or 0), match[4] or "")


def _zone(text: str) -> tuple[str, int]:
    """Take the zone out of the text: minutes east of Greenwich."""
    text = text.strip()
    if match := _ZONE.search(text):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= 15 * 60 and _WORD.search(text[: match.start()] or "") is not None:
            return text[: match.start()], -minutes if match[1] == "-" else minutes
    found = [word for word in _WORD.findall(text) if word.casefold() in _ZONES and word.casefold() not in _MONTHS]
    if found and text.rstrip(") ").endswith(found[-1]):
        return text[: text.rindex(found[-1])], _ZONES[found[-1].casefold()]
    return text, 0


def _eastern(text: str) -> tuple[int, int, int] | None:
    match = _EASTERN.search(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _slashed(text: str) -> tuple[int, int, int] | None:
    """Read `24/11/2026`, `2026/11/24`, `11/24/2026`; where both could be, the day comes first as in Europe."""
    match = _SLASHED.match(text.strip())
    if match is None:
        return None
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return first, second, third
    if second > 12:
        first, second = second, first
    return _year(match[3]), second, first


def _named(text: str) -> tuple[int, int, int] | None:
    """Read a day, a month's name and a year in whatever order they come."""
    # The last that names one: `mar.` is Tuesday in `mar. 24 nov. 2026`.
    month = next((_MONTHS[word] for word in map(_plain, reversed(_WORD.findall(text))) if word in _MONTHS), None)
    numbers = _NUMBER.findall(text)
    if month is None or len(numbers) < 2:
        return None
    if len(numbers[0]) == 4:
        return int(numbers[0]), month, int(numbers[1])
    return _year(numbers[1]), month, int(numbers[0])


def _year(digits: str) -> int:
    """Read a year; of two digits as RFC 2822 section 4.3 says, of three as an offset from 1900."""
    year = int(digits)
    if len(digits) <= 2:
        return year + (2000 if year < 70 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _offset(zone: str) -> int:
    """Return the minutes east of Greenwich of `Z`, `+01:00`, `+0100`, `+1`, `UTC+2`, `CET`."""
    if match := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return -minutes if match[1] == "-" else minutes
    return _ZONES.get(zone.casefold(), 0)


def _moment(
    year: int, month: int, day: int, hour: int, minute: int, second: int, fraction: str, offset: int
) -> datetime | None:
    """Put a moment together; 24:00 and a leap second are the next second, impossible days no date."""
    # The year 1 is what programs write that have no date.
    if abs(offset) > 15 * 60 or not 2 <= year <= 9998:
        return None
    later = timedelta()
    if hour == 24 and minute == 0 and second == 0:
        hour, later = 0, timedelta(days=1)
    if second == 60:
        second, later = 59, later + timedelta(seconds=1)
    micros = int((fraction + "000000")[:6])
    local = datetime(year, month, day, hour, minute, second, micros, tzinfo=timezone(timedelta(minutes=offset)))
    return (local + later).astimezone(UTC)
