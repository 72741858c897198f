"""Names of people as feeds write them: `mail (Name)`, `Name <mail>`, a mail alone, several in one."""

import re
from collections.abc import Iterable
from functools import lru_cache

from planet.model import Person
from planet.parse.addresses import absolute, shown
from planet.parse.found import Kind, Piece
from planet.parse.titles import plain
from planet.text import one_line

_MAIL = r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_MAIL_NAME = re.compile(rf"^\s*(?:mailto:)?({_MAIL})\s*\(\s*(.*?)\s*\)\s*$")
_NAME_MAIL = re.compile(rf"^\s*[\"']?(.*?)[\"']?\s*[<(]\s*(?:mailto:)?({_MAIL})\s*[>)]\s*$")
_MAIL_ALONE = re.compile(rf"^\s*(?:mailto:)?({_MAIL})\s*$")
_MAIL_WITHIN = re.compile(rf"[<(]?\s*(?:mailto:)?({_MAIL})\s*[>)]?")
_NOBODY = frozenset(("noreply@blogger.com", "nospam@nospam.com", "noreply@example.com"))


@lru_cache(maxsize=2048)
def person(text: str, *, email: str = "", uri: str = "") -> Person | None:
    """Return who is meant by an author's text; None when nobody is."""
    text = plain(Piece(text, Kind.GUESS))[:300]
    if email and not _MAIL_ALONE.match(email):
        # What stands where a mail should: perhaps one with a name.
        within = _MAIL_WITHIN.search(email[:300])
        text, email = (text, within[1] if within else "") if text else (plain(Piece(email, Kind.GUESS))[:300], "")
    if match := _MAIL_NAME.match(text):
        email, text = email or match[1], match[2]
    elif match := _NAME_MAIL.match(text):
        text, email = match[1], email or match[2]
    elif match := _MAIL_ALONE.match(text):
        text, email = "", email or match[1]
    elif "@" in text and (match := _MAIL_WITHIN.search(text)):
        text, email = one_line(text[: match.start()] + " " + text[match.end() :]).strip("() "), email or match[1]
    if email.lower() in _NOBODY:
        email = ""
    if not text and not email and not uri:
        return None
    return Person(name=text or email.partition("@")[0] or shown(uri), email=email, uri=uri)


def people(found: Iterable[Person], base: str) -> tuple[Person, ...]:
    """Return those met, each name once, with the mail and address that any mention gives; addresses resolved."""
    known: dict[str, Person] = {}
    for one in found:
        read = person(one.name, email=one.email.strip().removeprefix("mailto:"), uri=absolute(base, one.uri))
        if read is None:
            continue
        key = read.name.casefold()
        before = known.get(key)
        known[key] = (
            Person(name=before.name, email=before.email or read.email, uri=before.uri or read.uri) if before else read
        )
    return tuple(known.values())
