"""What a section of the INI is: a blog, a topic, a template, a reading list, or something that was meant to be one."""

import os.path
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from urllib.parse import unquote, urlsplit

from planet.config.addresses import corrected, is_address
from planet.config.compatibility import LISTS, TEMPLATE_ENDINGS
from planet.config.ini import Section

_FEED_ENDINGS = (".xml", ".rss", ".atom", ".rdf", ".json")
_TOPIC_WORDS = {"topic": "theme", "theme": "theme", "audience": "audience"}


class Kind(Enum):
    """The kinds of sections."""

    PLANET = auto()
    BLOG = auto()
    NAMED_BLOG = auto()
    """Its address is in a `feed` key, as Pluto writes it."""
    TOPIC = auto()
    LIST = auto()
    TEMPLATE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Classified:
    """A section, what it is, and the name that follows from that: an address, a topic's name."""

    section: Section
    kind: Kind
    name: str
    flavour: str = ""
    """The kind of the reading list, or of the topic."""


def classify(section: Section, *, base: Path, templates: frozenset[str]) -> Classified:
    """Say what a section is; `templates` are the names that template_files and filters give."""
    name = section.name
    word, _, rest = name.replace(":", " ", 1).partition(" ") if not is_address(name) else ("", "", "")
    if name == "planet":
        return Classified(section, Kind.PLANET, name)
    if rest.strip() and word.lower() in _TOPIC_WORDS:
        return Classified(section, Kind.TOPIC, rest.strip(), _TOPIC_WORDS[word.lower()])
    if flavour := list_flavour(section):
        return Classified(section, Kind.LIST, name, flavour)
    if is_address(name):
        return Classified(section, Kind.BLOG, name)
    if name in templates or name.lower().endswith(TEMPLATE_ENDINGS):
        return Classified(section, Kind.TEMPLATE, name)
    if name.lower().endswith(_FEED_ENDINGS) or name.startswith(("/", "./", "../")) or is_file(base / name):
        return Classified(section, Kind.BLOG, name)
    if section.text("feed"):
        return Classified(section, Kind.NAMED_BLOG, section.text("feed").splitlines()[0])
    if is_address(corrected(name)):
        return Classified(section, Kind.BLOG, name)
    return Classified(section, Kind.UNKNOWN, name)


def list_flavour(section: Section) -> str:
    """Return which kind of reading list a section names, empty when it names none."""
    said = section.text("content_type").lower().strip()
    for flavour in LISTS:
        if said == flavour or said.endswith((f"/{flavour}", f"/x-{flavour}")) or f"/{flavour}+" in said:
            return flavour
    path = urlsplit_path(section.name)
    return "opml" if path.lower().endswith((".opml", "/opml")) or section.name.lower() == "opml" else ""


def urlsplit_path(name: str) -> str:
    """Return the path of an address, or the name itself when it is a path or no address at all."""
    try:
        return urlsplit(name).path if is_address(name) else name
    except ValueError:
        return name


def is_file(path: Path) -> bool:
    """Say whether there is such a file; what cannot be a path is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def local_address(name: str, base: Path) -> str:
    """Return the absolute path a blog's section names; `file:` addresses are taken for paths too."""
    if name.lower().startswith("file:"):
        name = unquote(name[5:]).removeprefix("//").removeprefix("localhost")
        name = name if name.startswith("/") else name.lstrip("/")
    return os.path.normpath(base / name)
