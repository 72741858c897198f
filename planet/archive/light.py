"""A story's light form: one row that holds everything a list of stories shows, so that no list opens a text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, type_coerce

from planet import codec
from planet.archive.tables import Moment, from_microseconds, stories
from planet.model import Copy, DateRule, Entry, Record, State, Story, Tag
from planet.text import digest

_DATED = frozenset({DateRule.PUBLISHED, DateRule.UPDATED, DateRule.KEPT})
_UNSEEN = frozenset({"raw", "updated", "warnings", "language_detected", "guid", "guid_is_link", "origlink", "words"})
"""Fields of an entry that no page shows, so that a change of theirs rewrites nothing."""
_TEXTS = frozenset({"summary", "content"})
_rest = attrgetter(*(field.name for field in fields(Entry) if field.name not in _UNSEEN | _TEXTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the coordinator and the archive said of a story, which stays when it is made anew."""

    hidden: bool = False
    pinned_until: datetime | None = None
    arrived: datetime | None = None


def row(records: Sequence[Record], *, number: int, shown: int | None, marks: Marks | None) -> dict[str, Any]:
    """Return a story's row from its members, oldest number first.

    `shown` is the member merging chose; without it the first that may be shown stands in.
    """
    by_number = {record.number: record for record in records}
    face = by_number.get(shown or 0) or min(records, key=lambda record: (_rank(record), record.number))
    ordered = [face, *(record for record in records if record is not face and record.state is face.state)]
    dated = [record.date for record in ordered if record.dated_by in _DATED]
    date = min(dated) if face.dated_by in _DATED and dated else face.date
    founder = by_number.get(number, face)
    tags = _tags(ordered)
    copies = [[record.number, record.blog, record.entry.link, record.entry.title] for record in ordered]
    light = codec.dump([copies, tags])
    updated = max(date, face.revised or date, face.date if face.dated_by in _DATED else date)  # a revision may be shown
    return {
        "number": number,
        "shown": face.number,
        "date": date,
        "updated": updated,
        "arrived": (marks.arrived if marks else None) or min(record.first_seen for record in records),
        "state": face.state.value,
        "hidden": bool(marks and marks.hidden),
        "announce": founder.announce,
        "pinned_until": marks.pinned_until if marks else None,
        "title": codec.plain_text(face.entry.title),
        "link": codec.plain_text(face.entry.link),
        "language": face.entry.language,
        "light": light,
        "digest": digest(str(face.number), *_face(face.entry), light, str(date), str(updated)),
    }


def _rank(record: Record) -> int:
    return (State.SHOWN, State.WITHDRAWN, State.HELD, State.HIDDEN).index(record.state)


def _tags(records: Sequence[Record]) -> list[list[str]]:
    """Return the tags of all members, each spelling once, the shown one's first."""
    found = {tag.text: [tag.text, tag.term, tag.scheme] for record in reversed(records) for tag in record.entry.tags}
    order = dict.fromkeys(tag.text for record in records for tag in record.entry.tags)
    return [found[text] for text in order]


def _face(entry: Entry) -> tuple[str, str, bytes]:
    """Return what pages may show of an entry: its texts as they are, and the rest as one more."""
    return entry.summary, entry.content, codec.encode(_rest(entry))


COLUMNS = tuple(
    type_coerce(column, BigInteger) if isinstance(column.type, Moment) else column
    for column in (
        stories.c[name]
        for name in (
            "number",
            "shown",
            "date",
            "updated",
            "state",
            "announce",
            "pinned_until",
            "title",
            "link",
            "language",
            "light",
            "digest",
        )
    )
)
"""What `Reader.story` takes, in its order; dates as the table holds them, for most are the same twice."""


class Reader:
    """Makes stories from rows; equal tags, blogs and addresses become one object, so that many stories take little room and time."""

    def __init__(self, former: dict[int, tuple[int, ...]]) -> None:
        """Take the numbers each story bore before."""
        self._former = former
        self._tags: dict[tuple[str, ...], Tag] = {}
        self._blogs: dict[str, tuple[str]] = {}
        self._states = {state.value: state for state in State}
        self._read = json.JSONDecoder().raw_decode

    def story(self, row: Sequence[Any]) -> Story:
        """Return the story of these columns."""
        number, shown, date, updated, state, announce, pinned_until, title, link, language, light, digest_ = row
        (copies, tags), _end = self._read(light)
        found = tuple([self._copy(copy, title, link) for copy in copies])
        moment = from_microseconds(date)
        return Story(
            number=number,
            shown=shown,
            date=moment,
            updated=moment if updated == date else from_microseconds(updated),
            blogs=self._blogs[found[0].blog] if len(found) == 1 else tuple(dict.fromkeys(copy.blog for copy in found)),
            copies=found,
            title=title,
            link=link,
            language=language,
            tags=tuple([self._tag(tuple(tag)) for tag in tags]),
            announce=bool(announce),
            pinned_until=None if pinned_until is None else from_microseconds(pinned_until),
            state=self._states[state],
            former=self._former.get(number, ()),
            digest=digest_,
        )

    def _copy(self, copy: tuple[int, str, str, str], title: str, link: str) -> Copy:
        number, blog, its_link, its_title = copy
        if blog not in self._blogs:
            self._blogs[blog] = (blog,)
        return Copy(
            number=number,
            blog=self._blogs[blog][0],
            link=link if its_link == link else its_link,
            title=title if its_title == title else its_title,
        )

    def _tag(self, key: tuple[str, ...]) -> Tag:
        tag = self._tags.get(key)
        if tag is None:
            text, term, scheme = key
            tag = self._tags[key] = Tag(text=text, term=term, scheme=scheme)
        return tag
