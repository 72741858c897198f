"""An archive on each database there is: SQLite always, PostgreSQL where its programs are."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet.config import Settings
from tests.archive import books

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
PG_CTL = shutil.which("pg_ctl") or (str(_PROGRAMS[-1]) if _PROGRAMS else "")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of the test's own, reached by a socket in a folder of its own; yield its address."""
    if not PG_CTL:
        pytest.skip("PostgreSQL's programs are not here (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="nuage-pg-"))
    shutil.chown(folder, *(("postgres", "postgres") if os.geteuid() == 0 else (os.geteuid(), os.getegid())))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data = str(folder / "data")

    def pg_ctl(*arguments: str) -> None:
        subprocess.run(
            [*as_user, PG_CTL, "-D", data, "-s", "-w", *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/"
        )

    pg_ctl("init", "-o", "-A trust -U nuage -E UTF8 --no-sync")
    pg_ctl("start", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses= -c fsync=off")
    try:
        yield f"postgresql://nuage@/postgres?host={folder}"
    finally:
        pg_ctl("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def planet(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Return the settings of a planet whose archive is empty."""
    if request.param == "sqlite":
        return books.settings(tmp_path)
    address = request.getfixturevalue("postgresql")
    _empty(address)
    return books.settings(tmp_path, archive=address)


def _empty(address: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
