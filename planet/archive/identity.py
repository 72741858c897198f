"""The planet's own identity: a UUID drawn once, when the archive is made, and never again."""

from uuid import uuid4

from sqlalchemy import Connection, text

from planet.archive import moderation

_NAME = "identity"
_GIVE = text("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")


def identity(connection: Connection) -> str:
    """Return the archive's UUID; one that has none yet is given it."""
    known = moderation.recall(connection, _NAME)
    if not known:  # another program may be about to do the same: the first stands
        connection.execute(_GIVE, {"name": _NAME, "value": str(uuid4())})
        known = moderation.recall(connection, _NAME)
    return known
