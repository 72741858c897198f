"""Languages: gettext catalogues, and dates, numbers and sort order as a locale writes them. The only door to Babel."""

import gettext
import io
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from planet.text import without_accents

CATALOGUES = Path(__file__).parent / "locale"
"""One folder per language, one `.po` file per area of the program; themes add their own."""


def short_locale(name: str) -> str:
    """Return the language code of a locale's name: `fr_FR.UTF-8`, `fr-FR` and `FR` are `fr`; `C` and nonsense are `en`."""
    base = name.partition(".")[0].partition("@")[0].replace("-", "_").strip()
    try:
        return Locale.parse(base).language
    except (UnknownLocaleError, ValueError, TypeError):
        return "en"


def environment_locale() -> str:
    """Return the language of the person at the terminal, from LC_ALL, LC_MESSAGES and LANG in that order."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return short_locale(value)
    return "en"


class Language:
    """The messages of one language; a message without a translation is itself (English)."""

    def __init__(self, code: str, catalogues: Iterable[Path] = ()) -> None:
        """Read every `.po` file of the language here, then the given ones, which win."""
        self.code = code
        self.locale = Locale.parse(code)
        self._translations = gettext.NullTranslations()
        own = sorted((CATALOGUES / code).glob("*.po"))
        for path in [*own, *catalogues]:
            layer = _translations(path)
            layer.add_fallback(self._translations)
            self._translations = layer

    def gettext(self, message: str) -> str:
        """Return the message in this language."""
        return self._translations.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form for `number`, with `%(num)s` still in place."""
        return self._translations.ngettext(singular, plural, number)

    def told(self, *parts: str) -> str:
        """Return what is said of something, on one line: `place: what`. French puts a space before its colons."""
        return self.gettext(": ").join(part for part in parts if part)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return self.locale.text_direction

    def day(self, day: date) -> str:
        """Return a day in full: `mardi 24 novembre 2026`; the first of a month is `1er` in French."""
        return self._first(day, _date(day, "full", str(self.locale)))

    def short_day(self, day: date) -> str:
        """Return a day without its name: `24 novembre 2026`."""
        return self._first(day, _date(day, "long", str(self.locale)))

    def time(self, moment: datetime) -> str:
        """Return the time of day of an aware moment in its own zone: `09:30`, `9:30 AM`."""
        _zone(moment)
        return _time(moment.hour, moment.minute, str(self.locale))

    def month(self, year: int, month: int) -> str:
        """Return a month with its year: `novembre 2026`."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)

    def month_name(self, month: int) -> str:
        """Return a month alone, as it stands in a list: `novembre`."""
        return str(self.locale.months["stand-alone"]["wide"][month])

    def number(self, number: float) -> str:
        """Return a number with the language's own separators: `1 234`, thin space included, in French."""
        return _number(number, str(self.locale))

    def percent(self, share: float, *, places: int = 0) -> str:
        """Return a share from 0 to 1 as a percentage, so many places after its point: `12,5 %` in French."""
        zeros = f".{'0' * places}" if places else ""
        pattern = self.locale.percent_formats[None].pattern
        return format_percent(share, re.sub(r"0(?=\D*$)", f"0{zeros}", pattern, count=1), locale=self.locale)

    def listing(self, parts: Sequence[str]) -> str:
        """Return words as a list in a sentence: `a, b et c`."""
        return format_list(list(parts), locale=self.locale) if parts else ""

    def language_name(self, code: str) -> str:
        """Return the name of a language in this one, the code itself when it has none: `de` is `allemand`."""
        try:
            name = Locale.parse(code, sep="-").get_display_name(self.locale)
        except (UnknownLocaleError, ValueError, TypeError):
            return code
        return name or code

    def own_name(self) -> str:
        """Return the language's name in itself, as a switch shows it: `Français`."""
        name = self.locale.get_display_name(self.locale) or self.code
        return name[:1].upper() + name[1:]

    def strftime(self, form: str, moment: datetime) -> str:
        """Write an aware moment by a strftime form in this language, GNU forms (`%e %l %P %-d`) included.

        A directive that is unknown stays as it is written.
        """
        return _DIRECTIVE.sub(lambda found: self._directive(found, moment), form)

    def _directive(self, found: re.Match[str], moment: datetime) -> str:
        flag, letter = found.groups()
        pattern = _PATTERNS.get(letter)
        if pattern is not None:
            text = format_datetime(moment, pattern, tzinfo=_zone(moment), locale=self.locale)
        elif letter in _SHORTHANDS:
            return self.strftime(_SHORTHANDS[letter], moment)
        elif letter in _NUMBERS:
            text = _numeric(letter, moment)
        else:
            return _COMMON.get(letter) or self._localised(letter, moment) or found.group()
        return _flagged(flag, text)

    def _localised(self, letter: str, moment: datetime) -> str:
        """Answer the directives that ask for the language's own forms."""
        match letter:
            case "c":
                return format_datetime(moment, "medium", tzinfo=_zone(moment), locale=self.locale)
            case "x":
                return format_date(moment, "short", locale=self.locale)
            case "X":
                return format_time(moment, "medium", tzinfo=_zone(moment), locale=self.locale)
            case "P":
                return format_datetime(moment, "a", tzinfo=_zone(moment), locale=self.locale).lower()
            case _:
                return ""

    def _first(self, day: date, text: str) -> str:
        """Write `1er` in French, where the common locale data has a bare `1`."""
        return re.sub(r"\b1 ", "1er ", text, count=1) if self.code == "fr" and day.day == 1 else text


# The same few thousand days, times and counts stand on all pages, and each is worth thirty look-ups in the locale data.


@lru_cache(maxsize=10_000)
def _date(day: date, form: str, locale: str) -> str:
    return format_date(day, form, locale=locale)


@lru_cache(maxsize=10_000)
def _time(hour: int, minute: int, locale: str) -> str:
    return format_time(time(hour, minute), "short", locale=locale)


@lru_cache(maxsize=10_000)
def _number(number: float, locale: str) -> str:
    return format_decimal(number, locale=locale)


_DIRECTIVE = re.compile(r"%([-_0^#]?)([a-zA-Z%+])")

_PATTERNS = {
    "A": "EEEE",
    "a": "EEE",
    "B": "MMMM",
    "b": "MMM",
    "h": "MMM",
    "p": "a",
    "Z": "z",
    "z": "Z",
}
"""strftime directives that speak, by the pattern of the Unicode locale data that writes them."""

_NUMBERS = {
    "d": "%d", "e": "%d", "H": "%H", "k": "%H", "I": "%I", "l": "%I", "M": "%M", "S": "%S", "m": "%m",
    "y": "%y", "Y": "%Y", "j": "%j", "U": "%U", "W": "%W", "V": "%V", "G": "%G", "u": "%u", "w": "%w", "C": "%Y",
}  # fmt: skip
"""strftime directives that count: the same in every language."""

_SHORTHANDS = {"D": "%m/%d/%y", "F": "%Y-%m-%d", "R": "%H:%M", "T": "%H:%M:%S", "r": "%I:%M:%S %p"}
_COMMON = {"%": "%", "n": "\n", "t": "\t"}


def _numeric(letter: str, moment: datetime) -> str:
    text = moment.strftime(_NUMBERS[letter])
    if letter == "C":
        return text[:-2]
    return f"{int(text):2d}" if letter in "ekl" else text


def _flagged(flag: str, text: str) -> str:
    """Apply a GNU flag: no padding, padding by spaces or zeros, capitals."""
    match flag:
        case "-":
            return text.lstrip("0 ") or "0"
        case "_":
            return (text.lstrip("0") or "0").rjust(len(text))
        case "0":
            return text.replace(" ", "0")
        case "^":
            return text.upper()
        case "#":
            return text.swapcase()
        case _:
            return text


def _zone(moment: datetime) -> tzinfo:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.tzinfo


def _translations(path: Path) -> gettext.NullTranslations:
    """Compile one `.po` file in memory."""
    with path.open("rb") as source:
        catalogue: Catalog = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def collation(text: str) -> tuple[str, str]:
    """Return the key to sort by: letters without case and accents first (as French, English and most do), then as written."""
    return without_accents(text).casefold().lstrip("#.«\"'’ "), text


@cache
def direction(code: str) -> str:
    """Return how a language is written, `rtl` or `ltr`, from its tag (`ar`, `pa-Arab`); empty when it is unknown."""
    try:
        return Locale.parse(code, sep="-").text_direction
    except (UnknownLocaleError, ValueError, TypeError):
        return ""


@cache
def language(code: str) -> Language:
    """Return the language with this code (`fr`), its catalogues read once."""
    return Language(short_locale(code))
