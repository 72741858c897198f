"""Marks of what changed: the database itself gives a new one with each write to what pages are made of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SPAN = 2592000000000
"""Microseconds of thirty days; frozen here as the archive knows it."""

_TABLES = {
    "stories": (f"'stories ' || (OLD.date / {SPAN})", f"'stories ' || (NEW.date / {SPAN})"),
    "terms": ("'terms'", "'terms'"),
}
_ROWS = {"INSERT": (False, True), "UPDATE": (True, True), "DELETE": (True, False)}

_SQLITE_MARK = "lower(hex(randomblob(8)))"
_POSTGRESQL_MARK = "md5(random()::text || clock_timestamp()::text)"


def upgrade() -> None:
    """Make the table of marks, a mark for what is there, and the triggers that keep them."""
    op.create_table(
        "revisions",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("part"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    mark = _SQLITE_MARK if sqlite else _POSTGRESQL_MARK
    op.execute(
        "INSERT INTO revisions (part, mark) "  # noqa: S608 - constants
        f"SELECT 'stories ' || span, {mark} FROM (SELECT DISTINCT date / {SPAN} AS span FROM stories) AS spans"
    )
    for table, (old, new) in _TABLES.items():
        for verb, (was, stands) in _ROWS.items():
            parts = [part for part, wanted in ((old, was), (new, stands)) if wanted]
            written = " ".join(_written(part, mark) for part in dict.fromkeys(parts))
            name = f"{table}_{verb.lower()}"
            if sqlite:
                op.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} BEGIN {written} END")
            else:
                op.execute(
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN {written} RETURN NULL; END $$"
                )
                op.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _written(part: str, mark: str) -> str:
    return (
        f"INSERT INTO revisions (part, mark) VALUES ({part}, {mark}) "  # noqa: S608 - constants
        "ON CONFLICT (part) DO UPDATE SET mark = excluded.mark;"
    )
