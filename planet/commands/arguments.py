"""What every verb takes: the planet's INI, and how it speaks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from planet.config import Settings

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

INI_NAMES = ("planet.ini", "config.ini")
"""Looked for in the current folder, in this order, when no INI is named."""


def find_ini(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    """Return the INI that was named, or the one that lies here.

    Raises:
        click.UsageError: when there is none, saying what was looked for.
    """
    from planet.i18n import environment_locale, language

    speech, names = language(environment_locale()), {"names": ", ".join(INI_NAMES)}
    if value is not None:
        if value.is_dir():
            found = [value / name for name in INI_NAMES if (value / name).is_file()]
            if not found:
                raise click.UsageError(
                    speech.told(str(value), speech.gettext("a folder without any of %(names)s") % names)
                )
            return found[0]
        if not value.is_file():
            said = speech.gettext("no such file; `planet init %(folder)s` writes one to fill in")
            raise click.UsageError(speech.told(str(value), said % {"folder": value.parent}))
        return value
    for name in INI_NAMES:
        if Path(name).is_file():
            return Path(name)
    said = speech.gettext("none of %(names)s is here; name the planet's INI, or begin with `planet init FOLDER`")
    raise click.UsageError(said % names)


def ini_argument(function: Decorated) -> Decorated:
    """Add the optional positional argument INI; the command receives `ini: Path`, which exists."""
    return click.argument("ini", required=False, type=click.Path(path_type=Path), callback=find_ini)(function)


def ini_option(function: Decorated) -> Decorated:
    """Add `-c/--config INI` for verbs whose arguments are something else; the command receives `ini: Path`."""
    return click.option(
        "-c",
        "--config",
        "ini",
        type=click.Path(path_type=Path),
        callback=find_ini,
        metavar="INI",
        help="The planet's INI; without it planet.ini or config.ini here.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """Add `--json`; the command receives `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")(function)


def quiet_option(function: Decorated) -> Decorated:
    """Add `--quiet`; the command receives `quiet: bool`."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")(function)


def configured(ini: Path, *, lists: bool = False) -> Settings:
    """Return the settings of an INI that can be used; warnings go to stderr, a line each.

    `lists`: reading lists of the web are asked again where that is due.

    Raises:
        ConfigError: naming the first error, when the planet cannot run; the others are printed before it.
    """
    from planet.config import load
    from planet.errors import ConfigError
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    loaded = load(ini, _list if lists else None)
    for problem in loaded.problems:
        click.echo(problem.in_full(speech), err=True)
    if loaded.settings is None:
        raise ConfigError(speech.gettext("the planet cannot run; `planet check` lists what to mend"), path=ini)
    return loaded.settings


def _list(url: str, copy: Path, settings: Settings) -> bytes | None:
    """Return a reading list of the web; what that needs is loaded for those who have one."""
    from planet.pipeline.lists import fetch_list

    return fetch_list(url, copy, settings)
