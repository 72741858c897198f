"""An entry of a well-formed document while it is read: what was met so far, and where each element stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planet.parse.fast.holders import Holder
from planet.parse.fast.names import Element, Names, Scope
from planet.parse.fast.texts import piece
from planet.parse.found import FoundEntry, Kind, Piece


@dataclass(slots=True)
class TagWritten:
    """A category while its parts come together."""

    term: str
    scheme: str
    label: str


class Place(NamedTuple):
    """An element, what it inherits, and how deep in its entry it stands."""

    element: Element
    scope: Scope
    depth: int


@dataclass(slots=True)
class Reading:
    """An entry while it is read."""

    names: Names
    atom: bool
    unwrap: bool
    found: FoundEntry
    holder: Holder
    readers: "Mapping[str, Reader]"
    depths: dict[str, int] = field(default_factory=dict)
    tags: list[TagWritten] = field(default_factory=list)
    has_content: bool = False
    media_title: Piece | None = None
    replies: str = ""
    """thr:total, for where slash:comments says nothing."""
    media_text: Piece | None = None

    def piece(self, place: Place, default: Kind) -> Piece:
        """Return a text construct."""
        return piece(place.element, place.scope, default, atom=self.atom, unwrap=self.unwrap)

    def walk(self, parent: Element, scope: Scope, depth: int = 0) -> None:
        """Read the elements within an element; what is not known may hold what is (media:group)."""
        names, readers = self.names, self.readers
        known = names.known
        for element in parent:
            reader = readers.get(known.get(element.tag) or names.key(element))
            if reader is not None:
                reader(self, Place(element, names.scope(element, scope) if names.scoped else scope, depth))
            elif len(element):
                self.walk(element, names.scope(element, scope), depth + 1)

    def is_nearer(self, name: str, depth: int) -> bool:
        """Tell whether a field may be set from here: the last of those nearest to the entry counts."""
        if depth > self.depths.get(name, depth):
            return False
        self.depths[name] = depth
        return True


Reader = Callable[[Reading, Place], None]
"""Reads one kind of element into the entry."""
