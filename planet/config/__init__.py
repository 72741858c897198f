"""INI text to frozen settings: one class per stage, every option with its documentation."""

from planet.config.choices import Choices
from planet.config.load import Loaded, load
from planet.config.problems import Problem, Severity
from planet.config.settings import (
    ArchiveSettings,
    Blog,
    BlogState,
    FetchSettings,
    MergeSettings,
    Option,
    ParseSettings,
    PlanetSettings,
    PublishSettings,
    RenderSettings,
    SelectSettings,
    Settings,
    Show,
    TagSettings,
    Topic,
)

__all__ = [
    "ArchiveSettings",
    "Blog",
    "BlogState",
    "Choices",
    "FetchSettings",
    "Loaded",
    "MergeSettings",
    "Option",
    "ParseSettings",
    "PlanetSettings",
    "Problem",
    "PublishSettings",
    "RenderSettings",
    "SelectSettings",
    "Settings",
    "Severity",
    "Show",
    "TagSettings",
    "Topic",
    "load",
]
