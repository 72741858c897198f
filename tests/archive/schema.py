"""Write what all migrations make of an empty SQLite file, from which new archives are made without them.

`python -m tests.archive.schema` tells whether `planet/archive/migrations/schema.sql` is out of date and ends with 1; `--write` brings it up
to date, after a migration was added.
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from planet.archive import database


def migrated(path: Path) -> str:
    """Return the statements that make an empty file what the migrations make of it."""
    engine = database.connect(f"sqlite:///{path}", path)
    database._upgrade(engine)
    engine.dispose()
    return statements(path)


def statements(path: Path) -> str:
    """Return the statements a SQLite file remembers its tables, indexes and triggers by, tables first."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    lines = [[line.rstrip().replace("\t", "    ") for line in sql.splitlines() if line.strip()] for (sql,) in rows]
    return "\n\n".join("\n".join(statement) for statement in lines) + "\n"


def main(arguments: list[str]) -> int:
    """Tell whether the file is out of date, or write it; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = migrated(Path(folder) / "archive.sqlite")
    if database.SCHEMA.is_file() and database.SCHEMA.read_text(encoding="utf-8") == wanted:
        return 0
    if "--write" in arguments:
        database.SCHEMA.write_text(wanted, encoding="utf-8")
    sys.stdout.write(f"{database.SCHEMA.name}: {'written' if '--write' in arguments else 'out of date'}\n")
    return 0 if "--write" in arguments else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
