"""What may stand in the INI, read off the settings classes: adding an annotated field there is adding an option."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

from planet.config.settings import (
    ArchiveSettings,
    Blog,
    FetchSettings,
    MergeSettings,
    Option,
    ParseSettings,
    PlanetSettings,
    PublishSettings,
    RenderSettings,
    SelectSettings,
    Settings,
    TagSettings,
    Topic,
)

STAGES: Mapping[str, type[Any]] = MappingProxyType(
    {
        "planet": PlanetSettings,
        "fetch": FetchSettings,
        "parse": ParseSettings,
        "merge": MergeSettings,
        "archive": ArchiveSettings,
        "select": SelectSettings,
        "tags": TagSettings,
        "render": RenderSettings,
        "publish": PublishSettings,
    }
)
"""The classes [planet] fills, by their attribute of `Settings`, in the order the reference page lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """An option of the INI: its names, the field it fills and that field's type."""

    key: str
    """The name the reference page uses."""
    names: tuple[str, ...]
    """All names it is read under, `key` first."""
    stage: str
    """The attribute of `Settings` whose class holds it; empty for Settings itself, blogs and topics."""
    field: str
    kind: Any
    option: Option
    default: Any = dataclasses.field(hash=False)
    """May be a mapping, which has no hash."""


@cache
def planet_settings() -> Mapping[str, Setting]:
    """Return the options of [planet] by each of their names."""
    found = [setting for stage, cls in STAGES.items() for setting in _settings(cls, stage)]
    return _by_name([*found, *_settings(Settings, "")])


@cache
def blog_settings() -> Mapping[str, Setting]:
    """Return the options of a blog's section by each of their names."""
    return _by_name(_settings(Blog, ""))


@cache
def topic_settings() -> Mapping[str, Setting]:
    """Return the options of a [topic …] section by each of their names."""
    return _by_name(_settings(Topic, ""))


def distinct(settings: Mapping[str, Setting]) -> tuple[Setting, ...]:
    """Return each option once, in the order of the fields."""
    return tuple({setting.key: setting for setting in settings.values()}.values())


def _settings(cls: type[Any], stage: str) -> Iterator[Setting]:
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        hint = hints[field.name]
        option = next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Option)), None)
        if option is not None:
            key = option.key or field.name
            default = field.default_factory() if callable(field.default_factory) else field.default
            yield Setting(
                key=key,
                names=tuple(dict.fromkeys((key, *option.also))),
                stage=stage,
                field=field.name,
                kind=hint.__origin__,
                option=option,
                default=default,
            )


def _by_name(found: Iterator[Setting] | list[Setting]) -> Mapping[str, Setting]:
    return MappingProxyType({name: setting for setting in found for name in setting.names})
