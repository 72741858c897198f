"""The reference page of the INI, written from what the settings classes say of themselves."""

import re
import types
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from planet.config.schema import STAGES, Setting, blog_settings, distinct, planet_settings, topic_settings

_INTRODUCTION = """\
# Configuration

Every option of the planet's INI. This page is written from the program (`python -m tests.references --write`); `planet check` says
which line of an INI does not follow it.

A number may name its unit (`20 s`, `2 h`, `10 MB`); without one it counts what the table says. Paths are counted from the folder of
the INI. Lists are parted by commas or ends of lines; those of paths, languages and words by blanks too. What stands under [DEFAULT]
is given to the planet and to each blog; a section's own word wins.
"""

_STAGES: Mapping[str, str] = types.MappingProxyType(
    {
        "planet": "Who the planet is",
        "fetch": "How blogs are asked",
        "parse": "How documents are read",
        "merge": "How entries become stories",
        "archive": "Where the archive lies",
        "select": "Which stories are shown",
        "tags": "Tags and clouds",
        "render": "How pages look",
        "publish": "Where the site goes",
        "": "Logging",
    }
)
_KINDS: Mapping[Any, str] = types.MappingProxyType(
    {
        bool: "`yes` or `no`",
        int: "whole number",
        float: "number",
        Path: "path",
        re.Pattern: "regular expression",
        ZoneInfo: "time zone",
        str: "text",
    }
)


def configuration_page() -> str:
    """Return docs/reference/configuration.md."""
    planet = distinct(planet_settings())
    parts = [_INTRODUCTION, "## [planet]\n"]
    for stage in (*STAGES, ""):
        parts += [f"### {_STAGES[stage]}\n", _table(setting for setting in planet if setting.stage == stage)]
    parts += [
        "## A blog\n\nA section whose name is the address of a feed: `[https://blog.example/feed]`. Other keys are kept for templates.\n",
        _table(iter(distinct(blog_settings()))),
        "## [topic …]\n\nA section for each theme or public: `[topic Law]`. A topic only named by a blog needs none.\n",
        _table(iter(distinct(topic_settings()))),
    ]
    return "\n".join(parts)


def _table(settings: Iterator[Setting]) -> str:
    rows = ["| option | value | default | what it does |", "|---|---|---|---|"]
    for setting in settings:
        cells = (_names(setting), _value(setting), _default(setting), setting.option.doc)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _names(setting: Setting) -> str:
    others = ", ".join(f"`{name}`" for name in setting.names[1:])
    return f"`{setting.key}`" + (f" (or {others})" if others else "")


def _value(setting: Setting) -> str:
    """Say what may be written: the words to choose from, or the type, with its unit."""
    option, kind = setting.option, _without_none(setting.kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _words(tuple(member.value for member in kind))
    if option.choices:
        return _words(option.choices)
    origin = get_origin(kind) or kind
    if origin is tuple:
        return _list(kind, option.form)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "`key: value` lines"
    text = option.form or _KINDS[origin]
    text += f", in {option.unit}" if option.unit else ""
    return text + (f", at least {option.least:g}" if option.least else "")


def _list(kind: Any, form: str) -> str:
    element = get_args(kind)[0]
    if get_origin(element) is tuple:
        return "pairs of addresses, one a line"
    if form == "words":
        return "list of words"
    return {"language": "list of languages"}.get(form) or ("list of paths" if element is Path else "list")


def _default(setting: Setting) -> str:
    default = setting.default
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    if isinstance(default, float):
        return f"`{default:g}`"
    if isinstance(default, tuple):
        default = ", ".join(str(part) for part in default)
    written = isinstance(default, int | str | Path | ZoneInfo) and str(default) != ""
    return f"`{default}`" if written else ""


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind
