"""What the coordinator decided: which spellings are one term, what it is called, which tags are hidden or pinned."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planet.config import Problem, TagSettings, ini
from planet.config.problems import Problems, gettext
from planet.errors import ConfigError
from planet.tags.fold import base_language, tidy

_YES = frozenset({"yes", "on", "true", "1", "oui"})
_NO = frozenset({"no", "off", "false", "0", "non", ""})
_KEYS = ("also", "broader", "related", "label", "hide", "pin", "note", "slug")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A spelling that stands for a concept, in one language or in any."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A section of tags.ini, or a concept of a thesaurus (skos:Concept)."""

    name: str
    """The section's name; of a thesaurus, the concept's address."""
    label: str = ""
    """What it is called; empty to let the most used spelling be shown."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """By language."""
    spellings: tuple[Named, ...] = ()
    """Its names first, then the others."""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    hide: bool = False
    pin: bool = False
    note: str = ""
    slug: str = ""
    own: bool = True
    """Whether the coordinator's file names it; a thesaurus yields to that file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All concepts, those of tags.ini first, in their order."""

    concepts: tuple[Concept, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What was not understood in tags.ini; each names file, line, section and key."""


def load_vocabulary(settings: TagSettings) -> Vocabulary:
    """Read tags.ini and the SKOS files; a tags.ini that does not exist is an empty vocabulary.

    Raises:
        ConfigError: when a file cannot be read, or a SKOS file is missing or not what it claims.
        MissingExtraError: when SKOS files are named and rdflib is not installed.
    """
    own, warnings = read_tags_ini(settings.tags_file) if settings.tags_file.is_file() else ((), ())
    thesaurus: tuple[Concept, ...] = ()
    if settings.vocabulary:
        from planet.tags.skos import read_skos  # noqa: PLC0415  it builds on this module

        thesaurus = read_skos(settings.vocabulary)
    return Vocabulary(concepts=(*own, *thesaurus), warnings=warnings)


def read_tags_ini(path: Path) -> tuple[tuple[Concept, ...], tuple[Problem, ...]]:
    """Return the concepts of a tags.ini and what in it was not understood.

    Raises:
        ConfigError: when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError("cannot be read: %(reason)s", reason=error, path=path) from error
    return concepts_of(data, path)


def concepts_of(data: bytes, path: Path) -> tuple[tuple[Concept, ...], tuple[Problem, ...]]:
    """Return the concepts of a tags.ini's bytes and what in them was not understood; problems name `path`."""
    problems = Problems(path)
    document = ini.read(data, path=path, problems=problems)
    concepts = tuple(_concept(section, problems) for section in document.sections)
    return concepts, tuple(problems.found)


def _is_known(key: str) -> bool:
    base, dot, language = key.partition(".")
    return base in _KEYS and (not dot or (base in {"label", "also"} and bool(base_language(language))))


def _concept(section: ini.Section, problems: Problems) -> Concept:
    """Return what a section says; its name is a spelling too."""
    for key, item in section.items.items():
        if not _is_known(key):
            problems.warn(
                gettext("not an option of a term; one of %(keys)s was expected"),
                line=item.line,
                section=section.name,
                key=key,
                keys=", ".join(_KEYS),
            )
    name = tidy(section.name)
    values = {key: item.value for key, item in section.items.items()}
    labels = {
        base_language(key[6:]): tidy(value) for key, value in values.items() if key.startswith("label.") and value
    }
    label = tidy(values.get("label", ""))
    named = [Named(text=name), *([Named(text=label)] if label else [])]
    named += [Named(text=text, language=language) for language, text in labels.items()]
    for key, value in values.items():
        base, _, language = key.partition(".")
        if base == "also":
            named += [Named(text=text, language=base_language(language)) for text in listed(value)]
    return Concept(
        name=name,
        label=label or name,
        labels=labels,
        spellings=tuple(dict.fromkeys(named)),
        broader=listed(values.get("broader", "")),
        related=listed(values.get("related", "")),
        hide=_flag("hide", section, problems),
        pin=_flag("pin", section, problems),
        note=" ".join(values.get("note", "").split()),
        slug=values.get("slug", "").strip(),
    )


def _flag(key: str, section: ini.Section, problems: Problems) -> bool:
    value = section.text(key).casefold()
    if value not in _YES | _NO:
        problems.warn(
            gettext("yes or no was expected, not “%(value)s”"),
            line=section.items[key].line,
            section=section.name,
            key=key,
            value=value,
        )
    return value in _YES


def listed(value: str) -> tuple[str, ...]:
    """Return the members of a list: one a line, or separated by commas or semicolons; each once."""
    return tuple(dict.fromkeys(_members(value)))


def _members(value: str) -> Iterable[str]:
    for part in re.split(r"[\n,;]", value):
        if text := tidy(part):
            yield text
