"""One entry of a well-formed document: an `item` or an `entry`, whatever modules its elements come from."""

from planet.model import Source
from planet.parse import addresses
from planet.parse.fast.holders import Holder
from planet.parse.fast.names import Element, Names, Scope, UnsureError, attributes
from planet.parse.fast.readings import Place, Reader, Reading, TagWritten
from planet.parse.fast.texts import resolved, text
from planet.parse.found import FoundEntry, FoundTag, Kind, Piece
from planet.parse.links import enclosures, first, media_content, others

_ITUNES = "http://www.itunes.com/"
_MEDIA_CATEGORIES = "http://search.yahoo.com/mrss/category_schema"


def entry(element: Element, raw: str, scope: Scope, names: Names, *, atom: bool, unwrap: bool) -> FoundEntry:
    """Read an entry. Raises UnsureError."""
    reading = Reading(names, atom, unwrap, FoundEntry(raw=raw), Holder(names), _READERS)
    if about := attributes(element).get("rdf:about"):
        reading.holder.id = about
    reading.walk(element, scope)
    found, holder = reading.found, reading.holder
    found.guid, found.guid_is_link = holder.id, bool(holder.id_is_link)
    found.link = holder.link or ""
    if holder.id_is_link and (not found.link or addresses.scheme(found.link) not in ("", *addresses.WEB)):
        found.link = holder.id_address
    found.authors, found.contributors = holder.authors, holder.contributors
    found.tags = [FoundTag(one.term, one.scheme, one.label) for one in reading.tags]
    found.licence = first(holder.links, "license")
    found.comments = found.comments or first(holder.links, "replies")
    found.comments_count = found.comments_count or reading.replies
    found.links = others(holder.links)
    found.media = enclosures(holder.links) + found.media
    if found.title is None or not found.title.text:
        found.title = reading.media_title or found.title
    if found.summary is None and not found.contents:
        found.summary = reading.media_text
    return found


def _value(name: str) -> Reader:
    def read(reading: Reading, place: Place) -> None:
        if reading.is_nearer(name, place.depth):
            setattr(reading.found, name, text(place.element))

    return read


def _address(name: str) -> Reader:
    def read(reading: Reading, place: Place) -> None:
        if reading.is_nearer(name, place.depth):
            setattr(reading.found, name, resolved(place.scope.base, text(place.element)))

    return read


def _title(reading: Reading, place: Place) -> None:
    """Read a title: the first that is not empty."""
    if (reading.found.title is None or not reading.found.title.text) and reading.is_nearer("title", place.depth):
        reading.found.title = reading.piece(place, Kind.TEXT)
        reading.media_title = None


def _media_title(reading: Reading, place: Place) -> None:
    reading.media_title = reading.piece(place, Kind.TEXT)


def _media_text(reading: Reading, place: Place) -> None:
    """Read what is said of a medium: it speaks for the entry where nothing else does."""
    reading.media_text = reading.piece(place, Kind.HTML)


def _summary(default: Kind) -> Reader:
    """A second description is more than a summary: it is the content, unless there is one."""

    def read(reading: Reading, place: Place) -> None:
        if reading.found.summary is not None and not reading.has_content:
            _content(Kind.TEXT)(reading, place)
        elif reading.is_nearer("summary", place.depth):
            reading.found.summary = reading.piece(place, default)

    return read


def _content(default: Kind) -> Reader:
    def read(reading: Reading, place: Place) -> None:
        reading.has_content = True
        content = reading.piece(place, default)
        reading.found.contents.append(content)
        if reading.found.summary is None:
            reading.found.summary = Piece(content.text, Kind.GUESS)

    return read


def _unsure(_reading: Reading, place: Place) -> None:
    raise UnsureError(f"an element of the name {place.element.tag}")


def _ignored(_reading: Reading, _place: Place) -> None:
    """Leave an element out with all it holds: a picture's or a search box's title is not the entry's."""


def _category(reading: Reading, place: Place) -> None:
    said = attributes(place.element)
    scheme = said.get("scheme", said.get("domain", ""))
    _tagged(reading, place.element, said.get("term", ""), scheme, said.get("label", ""))


def _media_category(reading: Reading, place: Place) -> None:
    said = attributes(place.element)
    _tagged(reading, place.element, "", said.get("scheme", _MEDIA_CATEGORIES), said.get("label", ""))


def _itunes_category(reading: Reading, place: Place) -> None:
    """Read a category of the podcast directory; finer ones stand within it."""
    _tagged(reading, place.element, attributes(place.element).get("text", ""), _ITUNES, "", inner=True)
    reading.walk(place.element, place.scope, place.depth + 1)


def _tagged(reading: Reading, element: Element, term: str, scheme: str, label: str, *, inner: bool = False) -> None:
    if term or scheme or label:
        reading.tags.append(TagWritten(term, scheme, label))
    if value := (element.text or "").strip() if inner else text(element):
        if reading.tags and not reading.tags[-1].term:
            reading.tags[-1].term = value
        else:
            reading.tags.append(TagWritten(value, "", ""))


def _replies(reading: Reading, place: Place) -> None:
    reading.replies = text(place.element)


def _keywords(scheme: str) -> Reader:
    def read(reading: Reading, place: Place) -> None:
        reading.tags += [
            TagWritten(term.strip(), scheme, "") for term in text(place.element).split(",") if term.strip()
        ]

    return read


def _enclosure(reading: Reading, place: Place) -> None:
    said = attributes(place.element)
    said["href"] = said.get("url") or said.get("uri") or said.get("href", "")
    said["rel"] = "enclosure"
    reading.holder.links.append(said)


def _medium(reading: Reading, place: Place) -> None:
    if (said := attributes(place.element)).get("url"):
        reading.found.media.append(media_content(said))
    reading.walk(place.element, place.scope, place.depth + 1)


def _thumbnail(reading: Reading, place: Place) -> None:
    reading.found.thumbnails.append(
        attributes(place.element).get("url") or resolved(place.scope.base, text(place.element))
    )


def _itunes_image(reading: Reading, place: Place) -> None:
    said = attributes(place.element)
    if address := said.get("href") or said.get("url"):
        reading.found.image = address


def _source(reading: Reading, place: Place) -> None:
    """Read where an entry was taken from: atom:source holds a feed's elements, the source of RSS a title."""
    names, holder, title = reading.names, Holder(reading.names), ""
    for child in place.element:
        match names.key(child):
            case "link":
                holder.take_link(child, names.scope(child, place.scope))
            case "id" | "guid":
                holder.take_id(child, names.scope(child, place.scope))
            case "title" if not title:
                title = reading.piece(Place(child, names.scope(child, place.scope), 1), Kind.TEXT).text
    title = (place.element.text or "").strip() or title
    feed = attributes(place.element).get("url") or first(holder.links, "self")
    reading.found.source = Source(id=holder.id, title=title, link=holder.link or "", feed=feed)


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("guid", "id"), lambda reading, place: reading.holder.take_id(place.element, place.scope)),
    "link": lambda reading, place: reading.holder.take_link(place.element, place.scope),
    **dict.fromkeys(("title", "dc_title"), _title),
    "media_title": _media_title,
    "media_description": _media_text,
    **dict.fromkeys(("description", "dc_description"), _summary(Kind.HTML)),
    **dict.fromkeys(("summary", "abstract", "itunes_summary"), _summary(Kind.TEXT)),
    "content": _content(Kind.TEXT),
    **dict.fromkeys(("content_encoded", "fullitem"), _content(Kind.HTML)),
    **dict.fromkeys(("body", "xhtml_body", "item", "entry", "channel", "feed"), _unsure),
    **dict.fromkeys(
        ("author", "managingeditor", "dc_author", "dc_creator", "itunes_author"),
        lambda reading, place: reading.holder.take_author(place.element, place.scope),
    ),
    **dict.fromkeys(
        ("contributor", "dc_contributor"),
        lambda reading, place: reading.holder.take_contributor(place.element, place.scope),
    ),
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms_issued"), _value("published")),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified", "date"), _value("updated")),
    **dict.fromkeys(("created", "dcterms_created"), _value("created")),
    **dict.fromkeys(("category", "keywords", "dc_subject"), _category),
    "media_category": _media_category,
    "itunes_category": _itunes_category,
    "media_keywords": _keywords(""),
    "itunes_keywords": _keywords(_ITUNES),
    "tags": _keywords(""),
    "enclosure": _enclosure,
    "media_content": _medium,
    "media_thumbnail": _thumbnail,
    "itunes_image": _itunes_image,
    "itunes_duration": _value("duration"),
    "comments": _address("comments"),
    "wfw_commentrss": _address("comments_feed"),
    "slash_comments": _value("comments_count"),
    "thr_total": _replies,
    **dict.fromkeys(("feedburner_origlink", "pheedo_origlink"), _value("origlink")),
    **dict.fromkeys(("rights", "copyright", "dc_rights"), _value("rights")),
    **dict.fromkeys(("language", "dc_language"), _value("language")),
    **dict.fromkeys(
        ("cc_license", "creativecommons_license", "dcterms_license"),
        lambda reading, place: reading.holder.take_licence(place.element),
    ),
    "source": _source,
    **dict.fromkeys(("image", "textinput", "itunes_owner"), _ignored),
}
