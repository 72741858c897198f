"""Suggestions that the coordinator accepted, to the sections of tags.ini they make longer."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planet.config import edit
from planet.tags.near import Near
from planet.tags.vocabulary import concepts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Spellings that a section of tags.ini gains."""

    section: str
    spellings: tuple[str, ...]


def with_accepted(data: bytes, accepted: Iterable[Near]) -> tuple[bytes, tuple[Addition, ...]]:
    """Return a tags.ini with the accepted pairs in it, and what each section gained, in the order they were accepted.

    A pair whose terms were both settled by an earlier one adds nothing; one whose term was joined to another goes to
    that one's section.
    """
    additions: list[Addition] = []
    homes: dict[str, str] = {}
    for pair in accepted:
        section = homes.get(pair.one.slug) or homes.get(pair.other.slug) or pair.section
        known = _named(data, section)
        wanted = [pair.section, *pair.added] if section != pair.section else list(pair.added)
        texts = [text for text in dict.fromkeys(wanted) if text not in known]
        homes[pair.one.slug] = homes[pair.other.slug] = section
        if texts:
            data = edit.with_members(data, section, "also", texts)
            additions.append(Addition(section=section, spellings=tuple(texts)))
    return data, tuple(additions)


def _named(data: bytes, section: str) -> frozenset[str]:
    """Return what a section of a tags.ini names already."""
    concepts, _problems = concepts_of(data, Path("tags.ini"))
    return frozenset(name.text for concept in concepts if concept.name == section for name in concept.spellings) | {
        section
    }
