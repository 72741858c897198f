"""The planet's own identity: a UUID drawn once, when the archive is made, and never again."""

from uuid import uuid4

from sqlalchemy import Connection

from planet.archive import moderation

_NAME = "identity"


def identity(connection: Connection) -> str:
    """Return the archive's UUID; one that has none yet is given it."""
    known = moderation.recall(connection, _NAME)
    if not known:
        known = str(uuid4())
        moderation.remember(connection, _NAME, known)
    return known
