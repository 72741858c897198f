"""What a well-formed document says of itself: the elements of `channel` or `feed` that are no entries."""

from collections.abc import Callable
from dataclasses import dataclass, field

from planet.parse.fast.holders import Holder
from planet.parse.fast.names import Element, Names, Scope, attributes
from planet.parse.fast.texts import piece, resolved, text
from planet.parse.found import FoundFeed, Kind, Piece
from planet.parse.links import first


@dataclass(slots=True)
class Channel:
    """A feed while it is read."""

    names: Names
    found: FoundFeed
    holder: Holder
    atom: bool
    unwrap: bool
    updated: str = ""
    published: str = ""
    image: str = ""
    items: list[tuple[Element, Scope]] = field(default_factory=list)

    def piece(self, element: Element, scope: Scope, default: Kind) -> Piece:
        """Return a text construct."""
        return piece(element, scope, default, atom=self.atom, unwrap=self.unwrap)

    def walk(self, parent: Element, scope: Scope) -> None:
        """Read the elements of a channel; entries are only gathered, since they inherit what may follow them."""
        names = self.names
        for element in parent:
            key = names.key(element)
            if key in ("item", "entry"):
                self.items.append((element, names.scope(element, scope)))
            elif (reader := _READERS.get(key)) is not None:
                reader(self, element, names.scope(element, scope))

    def take_image(self, element: Element, scope: Scope) -> None:
        """Read the address of the picture of RSS; its title and link are the channel's over again."""
        for child in element:
            if self.names.key(child) == "url":
                self.image = resolved(self.names.scope(child, scope).base, text(child))

    def finish(self) -> FoundFeed:
        """Fill in what is known only when all was read."""
        found, holder = self.found, self.holder
        found.id, found.link = holder.id, holder.link or ""
        found.self_link = first(holder.links, "self")
        found.hubs = [link["href"] for link in holder.links if link["rel"] == "hub" and link.get("href")]
        found.next_link = first(holder.links, "next")
        found.licence = first(holder.links, "license")
        found.logo = found.logo or self.image
        found.authors = holder.authors
        found.updated = self.updated or self.published
        return found


_Reader = Callable[[Channel, Element, Scope], None]


def _value(name: str) -> _Reader:
    def read(channel: Channel, element: Element, _scope: Scope) -> None:
        setattr(channel.found, name, text(element))

    return read


def _address(name: str) -> _Reader:
    def read(channel: Channel, element: Element, scope: Scope) -> None:
        setattr(channel.found, name, resolved(scope.base, text(element)))

    return read


def _date(name: str) -> _Reader:
    def read(channel: Channel, element: Element, _scope: Scope) -> None:
        setattr(channel, name, text(element))

    return read


def _title(channel: Channel, element: Element, scope: Scope) -> None:
    if channel.found.title is None or not channel.found.title.text:
        channel.found.title = channel.piece(element, scope, Kind.TEXT)


def _subtitle(default: Kind) -> _Reader:
    def read(channel: Channel, element: Element, scope: Scope) -> None:
        channel.found.subtitle = channel.piece(element, scope, default)

    return read


def _itunes_image(channel: Channel, element: Element, _scope: Scope) -> None:
    said = attributes(element)
    channel.image = said.get("href") or said.get("url") or channel.image


def _generator_agent(channel: Channel, element: Element, _scope: Scope) -> None:
    channel.found.generator = attributes(element).get("rdf:resource", "")


def _listed(name: str) -> _Reader:
    def read(channel: Channel, element: Element, _scope: Scope) -> None:
        setattr(channel.found, name, [text(child) for child in element])

    return read


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("guid", "id"), lambda channel, element, scope: channel.holder.take_id(element, scope)),
    "link": lambda channel, element, scope: channel.holder.take_link(element, scope),
    **dict.fromkeys(("title", "dc_title"), _title),
    **dict.fromkeys(("subtitle", "tagline", "itunes_subtitle"), _subtitle(Kind.TEXT)),
    **dict.fromkeys(("description", "dc_description"), _subtitle(Kind.HTML)),
    **dict.fromkeys(
        ("author", "managingeditor", "dc_author", "dc_creator", "itunes_author"),
        lambda channel, element, scope: channel.holder.take_author(element, scope),
    ),
    **dict.fromkeys(
        ("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified", "date"),
        _date("updated"),
    ),
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms_issued"), _date("published")),
    **dict.fromkeys(("rights", "copyright", "dc_rights"), _value("rights")),
    **dict.fromkeys(("language", "dc_language"), _value("language")),
    **dict.fromkeys(
        ("cc_license", "creativecommons_license", "dcterms_license"),
        lambda channel, element, _scope: channel.holder.take_licence(element),
    ),
    "icon": _address("icon"),
    "logo": _address("logo"),
    "image": Channel.take_image,
    "itunes_image": _itunes_image,
    "generator": _value("generator"),
    "admin_generatoragent": _generator_agent,
    "ttl": _value("ttl"),
    "skiphours": _listed("skip_hours"),
    "skipdays": _listed("skip_days"),
    "sy_updateperiod": _value("update_period"),
    "sy_updatefrequency": _value("update_frequency"),
}
