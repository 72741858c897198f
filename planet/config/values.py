"""Text of the INI to values of the types the settings declare; what cannot be read says why."""

import math
import os.path
import re
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from html import unescape
from pathlib import Path
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo, available_timezones

from planet.config.addresses import malformed
from planet.config.problems import gettext
from planet.config.settings import Option
from planet.i18n import short_locale

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*([^\W\d]*)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*(?:\.[\w-]+)?(?:@\w+)?|C|POSIX|C\.[\w-]+")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_WORD = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([^\s,]+))""")
_TRUE = frozenset({"yes", "true", "on", "1", "oui", "vrai"})
_FALSE = frozenset({"no", "false", "off", "0", "non", "faux"})
_SECONDS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "day": 86400, "days": 86400, "j": 86400}
_SECONDS |= {"seconds": 1, "second": 1, "minutes": 60, "minute": 60, "hours": 3600, "hour": 3600, "jours": 86400}
_BYTES = {"b": 1, "kb": 1e3, "ko": 1e3, "kib": 1024, "mb": 1e6, "mo": 1e6, "mib": 1048576, "gb": 1e9, "go": 1e9}
_WORDS = {"words": 1, "word": 1, "mots": 1}
_KINDS: tuple[Mapping[str, float], ...] = (_SECONDS, _BYTES, _WORDS)


class UnreadableError(ValueError):
    """A value that cannot be read: a message for the catalogues, and what fills its placeholders."""

    def __init__(self, template: str, **values: object) -> None:
        """Say what is wrong with it."""
        super().__init__(template % values)
        self.template = template
        self.values = values


def convert(text: str, kind: Any, option: Option, base: Path) -> Any:
    """Return the value of type `kind` that `text` stands for; paths are made absolute from `base`.

    Raises:
        UnreadableError: when it stands for none.
    """
    kind = _without_none(kind)
    if kind is not re.Pattern and get_origin(kind) is not re.Pattern:
        text = without_quotes(text)
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_choice(text, tuple(member.value for member in kind)))
    if origin is tuple:
        return _sequence(text, arguments[0], option, base)
    return _READERS[origin or kind](text, option, base)


def without_quotes(text: str) -> str:
    """Return the text without one pair of quotes around the whole of it."""
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return text[1:-1].strip()
    if len(text) >= 2 and text[0] == text[-1] == '"' and "\n" not in text:
        return text[1:-1].strip() if text.count('"') == 2 else text
    return text


def decoded(text: str) -> str:
    """Return the text with HTML entities resolved once: Planet wrote names into pages as they were."""
    return _ENTITY.sub(lambda found: unescape(found.group()), text)


def near(word: str, known: tuple[str, ...], *, cutoff: float = 80, part: bool = False) -> str:
    """Return the known word that a misspelt one was probably meant to be, else nothing; `part`: or is a part of."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  forty modules that an INI without mistakes does not need

    scorer = fuzz.WRatio if part else fuzz.ratio
    found = process.extractOne(word, known, scorer=scorer, score_cutoff=cutoff) if word else None
    return str(found[0]) if found else ""


def resolved(text: str, base: Path) -> Path:
    """Return an absolute path without `..`, `~` understood, counted from `base`.

    Raises:
        UnreadableError: when no path can be written so.
    """
    if "\0" in text:
        raise UnreadableError(gettext("not a path"))
    return Path(os.path.normpath(base / os.path.expanduser(text)))  # noqa: PTH111 -- unknown users pass through


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


def _text(text: str, option: Option, _base: Path) -> str:
    if option.choices:
        return _choice(text, option.choices)
    if option.form == "color":
        return _color(text)
    if option.form == "language":
        return _language(text)
    if option.form == "address" and (fault := malformed(text)):
        raise UnreadableError(fault.template, **fault.values)
    if option.form == "email" and not re.fullmatch(r"[^@\s]+(?:@|\s+(?:at|AT)\s+|\s*(?:\(at\)|\[at\])\s*).+", text):
        raise UnreadableError(gettext("“%(text)s” is no e-mail address"), text=text)
    return decoded(text)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    word = text.strip().lower()
    for choice in choices:
        if word == choice or word.replace("-", "_") == choice:
            return choice
    nearest = near(word, choices, cutoff=60)
    if nearest:
        raise UnreadableError(
            gettext("“%(text)s” is none of %(choices)s; did you mean %(nearest)s?"),
            text=text,
            choices=", ".join(choices),
            nearest=nearest,
        )
    raise UnreadableError(gettext("“%(text)s” is none of %(choices)s"), text=text, choices=", ".join(choices))


def _color(text: str) -> str:
    if not _COLOR.fullmatch(text):
        raise UnreadableError(gettext("“%(text)s” is no colour; write it as #1a5fb4"), text=text)
    short = text[1:].lower()
    return "#" + (short if len(short) == 6 else "".join(letter * 2 for letter in short))


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise UnreadableError(gettext("“%(text)s” is no language; write fr, en, pt-BR …"), text=text)
    code = short_locale(text)
    if code == "en" and text[:2].lower() not in ("en", "c", "c.", "po"):
        raise UnreadableError(gettext("“%(text)s” is no language that is known"), text=text)
    return code


def _flag(text: str, _option: Option, _base: Path) -> bool:
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise UnreadableError(gettext("“%(text)s” is neither yes nor no"), text=text)


def _number(text: str, option: Option, _base: Path) -> float:
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        if re.search(r"\s[#;]", text):
            raise UnreadableError(
                gettext("“%(text)s” is no number; a comment must stand on a line of its own"), text=text
            )
        raise UnreadableError(gettext("“%(text)s” is no number"), text=text)
    number = float(found.group(1).replace(",", ".")) * _factor(found.group(2).lower(), option.unit, text)
    if not math.isfinite(number) or number < option.least:
        raise UnreadableError(
            gettext("%(text)s is too small; the least is %(least)s"), text=text, least=f"{option.least:g}"
        )
    if number > 1e12:
        raise UnreadableError(gettext("%(text)s is too large"), text=text)
    return number


def _factor(said: str, unit: str, text: str) -> float:
    """Return by what a number with the unit `said` is multiplied to count in `unit`."""
    if not said or said == unit.lower():
        return 1
    for kind in _KINDS:
        if said in kind and unit.lower() in kind:
            return kind[said] / kind[unit.lower()]
    raise UnreadableError(
        gettext("“%(text)s” has a unit that is not known here (%(unit)s)"), text=text, unit=unit or "–"
    )


def _whole(text: str, option: Option, base: Path) -> int:
    number = _number(text, option, base)
    if number != int(number):
        raise UnreadableError(gettext("“%(text)s” is no whole number"), text=text)
    return int(number)


def _zone(text: str, _option: Option, _base: Path) -> ZoneInfo:
    names = available_timezones()
    if text in names:
        return ZoneInfo(text)
    nearest = near(text, tuple(sorted(names)), part=True)
    if nearest:
        raise UnreadableError(
            gettext("“%(text)s” is no time zone; did you mean %(nearest)s?"), text=text, nearest=nearest
        )
    raise UnreadableError(gettext("“%(text)s” is no time zone; write it as Europe/Paris"), text=text)


def _pattern(text: str, _option: Option, _base: Path) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnreadableError(gettext("no regular expression: %(fault)s"), fault=error) from error


def _path(text: str, _option: Option, base: Path) -> Path:
    return resolved(text, base)


def _mapping(text: str, _option: Option, _base: Path) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = re.search(r"[:=]", line)
        if not found or not line[: found.start()].strip():
            raise UnreadableError(gettext("“%(text)s” is not “key: value”"), text=line)
        pairs[line[: found.start()].strip().lower()] = without_quotes(line[found.end() :].strip())
    return pairs


def _sequence(text: str, kind: Any, option: Option, base: Path) -> tuple[Any, ...]:
    """Return a list: lines or commas part names, blanks too part paths and words."""
    if get_origin(kind) is tuple:
        return tuple(_pair(line) for line in filter(None, (line.strip() for line in text.splitlines())))
    if kind is Path or option.form == "words":
        parts = [first or second or third for first, second, third in _WORD.findall(text)]
    elif option.form == "language":
        parts = re.split(r"[\s,]+", text)
    else:
        parts = re.split(r"[,\n]", text)
    plain = [part for part in (without_quotes(part.strip()) for part in parts) if part]
    return tuple(dict.fromkeys(_READERS[kind](part, option, base) for part in plain))


def _pair(line: str) -> tuple[str, str]:
    parts = line.split()
    if len(parts) != 2:
        raise UnreadableError(gettext("“%(text)s” is not two addresses parted by a blank"), text=line)
    return parts[0], parts[1]


_READERS: dict[Any, Callable[[str, Option, Path], Any]] = {
    str: _text,
    bool: _flag,
    int: _whole,
    float: _number,
    ZoneInfo: _zone,
    re.Pattern: _pattern,
    Path: _path,
    Mapping: _mapping,
}
