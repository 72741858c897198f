"""The only thing that deletes: the oldest entries of each blog, when the operator asks for it."""

from sqlalchemy import Connection, delete, func, or_, select

from planet.archive import moderation, read, write
from planet.archive.tables import entries, stories, verdicts


def expunge(connection: Connection, keep: int) -> int:
    """Delete all but the `keep` newest entries of each blog; return how many went.

    What a feed still holds is spared, or it would come back as new; so are hidden stories, or they would be shown again.
    """
    highest = connection.execute(select(func.max(entries.c.number))).scalar() or 0
    moderation.remember(connection, "highest", str(max(highest, int(moderation.recall(connection, "highest") or 0))))
    place = func.row_number().over(
        partition_by=entries.c.blog, order_by=(entries.c.date.desc(), entries.c.number.desc())
    )
    ranked = select(entries.c.number, entries.c.story, entries.c.position, place.label("place")).subquery()
    hidden = select(stories.c.number).where(stories.c.hidden)
    old = select(ranked.c.number).where(
        ranked.c.place > keep, ranked.c.position.is_(None), ranked.c.story.not_in(hidden)
    )
    numbers = list(connection.execute(old).scalars())
    touched: set[int] = set()
    for part in read.parts(numbers):
        touched |= set(connection.execute(select(entries.c.story).where(entries.c.number.in_(part))).scalars())
        write.forget(connection, part)
        connection.execute(delete(entries).where(entries.c.number.in_(part)))
        connection.execute(delete(verdicts).where(or_(verdicts.c.one.in_(part), verdicts.c.other.in_(part))))
    write.rebuild(connection, touched, shown={}, known={})
    return len(numbers)
