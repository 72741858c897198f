"""What the coordinator says of stories, logged with date and reason, and what can be told of an address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from planet import codec
from planet.archive import read, write
from planet.archive.tables import acts, aliases, blogs, entries, hashed, keys, meta, stories
from planet.model import Record, State, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something the coordinator did."""

    done: datetime
    verb: str
    """`hide`, `unhide`, `pin`, `unpin`, `release`, `review`, `expunge`."""
    story: int | None
    url: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the archive knows of one story."""

    story: int
    shown: int
    state: State
    hidden: bool
    date: datetime
    announce: bool
    pinned_until: datetime | None
    records: tuple[Record, ...]
    """Its entries, oldest number first."""
    verdicts: tuple[Verdict, ...]
    acts: tuple[Act, ...]
    present: frozenset[int]
    """Numbers of the entries that their blog's last harvest held."""
    former: tuple[int, ...] = ()


def find(connection: Connection, proposals: Collection[str], url: str) -> tuple[Found, ...]:
    """Return the stories of which an entry bears the address, oldest first.

    `proposals` are the keys that an entry of this address would have; `url` is compared where those are equal.
    """
    numbers: set[int] = set()
    for part in read.parts({hashed(key) for key in proposals}):
        numbers |= set(connection.execute(select(keys.c.number).where(keys.c.key.in_(part))).scalars())
    found = set()
    for part in read.parts(numbers):
        found |= set(connection.execute(select(entries.c.story).where(entries.c.number.in_(part))).scalars())
    if not found:  # no key: an address without a page; the only look-up that reads all stories
        found |= set(connection.execute(select(stories.c.number).where(stories.c.link == url)).scalars())
    if url.isdecimal():
        number = int(url)
        found |= set(connection.execute(select(aliases.c.story).where(aliases.c.number == number)).scalars())
        found |= set(connection.execute(select(stories.c.number).where(stories.c.number == number)).scalars())
    return tuple(story for number in sorted(found) if (story := describe(connection, number)))


def describe(connection: Connection, number: int) -> Found | None:
    """Return what the archive knows of a story."""
    row = connection.execute(select(stories).where(stories.c.number == number)).first()
    if row is None:
        return None
    records = tuple(read.members(connection, [number]))
    numbers = [record.number for record in records]
    placed = select(entries.c.number).where(entries.c.story == number, entries.c.position.is_not(None))
    former = select(aliases.c.number).where(aliases.c.story == number).order_by(aliases.c.number)
    return Found(
        story=number,
        shown=row.shown,
        state=State(row.state),
        hidden=row.hidden,
        date=row.date,
        announce=row.announce,
        pinned_until=row.pinned_until,
        records=records,
        verdicts=read.stored_verdicts(connection, numbers),
        acts=log(connection, story=number),
        present=frozenset(connection.execute(placed).scalars()),
        former=tuple(connection.execute(former).scalars()),
    )


def log(connection: Connection, *, story: int | None = None, verb: str = "", limit: int = 100) -> tuple[Act, ...]:
    """Return what was done, newest first; of one story, with its former numbers, or of all; by one verb, or by any."""
    statement = select(acts).order_by(acts.c.id.desc()).limit(limit)
    if story is not None:
        former = select(aliases.c.number).where(aliases.c.story == story)
        statement = statement.where(or_(acts.c.story == story, acts.c.story.in_(former)))
    if verb:
        statement = statement.where(acts.c.verb == verb)
    return tuple(
        Act(done=row.done, verb=row.verb, story=row.story, url=row.url, why=row.why)
        for row in connection.execute(statement)
    )


def act(connection: Connection, done: Act) -> None:
    """Log an act."""
    row = {"done": done.done, "verb": done.verb, "story": done.story}
    connection.execute(insert(acts).values(**row, url=codec.plain_text(done.url), why=codec.plain_text(done.why)))


def hide(connection: Connection, story: int, *, hidden: bool) -> None:
    """Hide a story, or bring it back."""
    connection.execute(update(stories).where(stories.c.number == story).values(hidden=hidden))


def pin(connection: Connection, story: int, until: datetime | None) -> None:
    """Pin a story until then; None unpins it."""
    connection.execute(update(stories).where(stories.c.number == story).values(pinned_until=until))


def release_due(connection: Connection, now: datetime) -> int:
    """Show what was held for its date and whose date has come; let pins go that have run out. Return how many stories."""
    connection.execute(update(stories).where(stories.c.pinned_until <= now).values(pinned_until=None))
    due = (entries.c.state == State.HELD.value) & (entries.c.held_for == "future") & (entries.c.date <= now)
    return _release(connection, list(connection.execute(select(entries.c.number).where(due)).scalars()))


def release_story(connection: Connection, story: int) -> int:
    """Show what was held of a story, whatever it waited for."""
    held = (entries.c.state == State.HELD.value) & (entries.c.story == story)
    return _release(connection, list(connection.execute(select(entries.c.number).where(held)).scalars()))


def trust(connection: Connection, blog: str) -> int:
    """Take a blog's new face for its own: show what was held of it as taken over, and compare with that from now on."""
    connection.execute(update(blogs).where(blogs.c.url == blog).values(profile=""))
    held = (
        select(entries.c.number)
        .join(blogs, blogs.c.id == entries.c.blog)
        .where(blogs.c.url == blog, entries.c.state == State.HELD.value, entries.c.held_for == "taken-over")
    )
    return _release(connection, list(connection.execute(held).scalars()))


def _release(connection: Connection, numbers: Sequence[int]) -> int:
    touched: set[int] = set()
    for part in read.parts(numbers):
        where = entries.c.number.in_(part)
        touched |= set(connection.execute(select(entries.c.story).where(where)).scalars())
        connection.execute(update(entries).where(where).values(state=State.SHOWN.value, held_for=""))
    write.rebuild(connection, touched, shown={}, known={})
    return len(touched)


def remember(connection: Connection, name: str, value: str) -> None:
    """Keep a small fact under a name."""
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, value=value))


def recall(connection: Connection, name: str) -> str:
    """Return what was kept under a name; empty when nothing was."""
    return str(connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or "")


def arrived(connection: Connection, *, after: datetime | None, limit: int) -> tuple[Found, ...]:
    """Return the stories that first arrived after a moment, newest first."""
    statement = select(stories.c.number).order_by(stories.c.arrived.desc(), stories.c.date.desc()).limit(limit)
    if after is not None:
        statement = statement.where(stories.c.arrived > after)
    numbers = list(connection.execute(statement).scalars())
    return tuple(found for number in numbers if (found := describe(connection, number)))
