"""The archive as the program sees it: one object, one connection, each change in one transaction."""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select

from planet import codec
from planet.archive import database, moderation, read, revisions, write
from planet.archive.content import Content
from planet.archive.expunge import expunge
from planet.archive.identity import identity
from planet.archive.light import COLUMNS, Reader
from planet.archive.moderation import Act, Found
from planet.archive.tables import blogs, contents, entries, runs, stories, terms
from planet.config import Settings
from planet.errors import ArchiveError
from planet.model import Changes, Feed, History, Record, Seat, Standing, State, Story, Text, Verdict

KEPT_RUNS = 1000
_SHOWABLE = (State.SHOWN.value, State.WITHDRAWN.value)


class Archive:
    """What must never be lost. May be used from several threads; each call is one transaction."""

    def __init__(self, engine: Engine, settings: Settings, path: Path | None) -> None:
        """Take an engine whose tables are up to date; use `open`."""
        self._engine = engine
        self._settings = settings
        self._path = path
        self._lock = threading.RLock()
        self._next = 0
        self._homes: dict[str, str] | None = None

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the archive of these settings, made or brought up to date where needed, a copy made before.

        Raises:
            ArchiveError: when it is damaged (naming the newest backup) or of a later version.
            PublishError: when it cannot be written.
        """
        url, path = database.address(settings)
        engine = database.connect(url, path)
        try:
            with database.door(path):
                database.migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
        archive = cls(engine, settings, path)
        archive.identity()
        return archive

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock, database.door(self._path), self._engine.begin() as connection:
            yield connection

    def identity(self) -> str:
        """Return the UUID drawn when the archive was made: it goes with backups, and names this planet's feeds for good."""
        with self._transaction() as connection:
            return identity(connection)

    # ---- blogs ------------------------------------------------------------------------------------------------------

    def blogs(self) -> tuple[str, ...]:
        """Return the addresses of all blogs that were ever asked, in alphabetical order."""
        with self._transaction() as connection:
            return tuple(connection.execute(select(blogs.c.url).order_by(blogs.c.url)).scalars())

    def histories(self) -> Mapping[str, History]:
        """Return what is remembered of each blog, by its address in the INI."""
        with self._transaction() as connection:
            found = connection.execute(select(blogs.c.url, blogs.c.history))
            return {row.url: codec.load(History, row.history) for row in found}

    def keep_histories(self, histories: Mapping[str, History]) -> None:
        """Keep what was learned of blogs whose entries did not change."""
        with self._transaction() as connection:
            write.keep_histories(connection, histories)

    def feeds(self) -> Mapping[str, Feed]:
        """Return what each blog's feed said of itself last, without entries."""
        with self._transaction() as connection:
            found = connection.execute(select(blogs.c.url, blogs.c.feed).where(blogs.c.feed != ""))
            return {row.url: codec.load(Feed, row.feed) for row in found}

    def known(self) -> Mapping[str, frozenset[str]]:
        """Return, by blog, the raw digests of the entries that its last harvest held."""
        digests: defaultdict[str, set[str]] = defaultdict(set)
        with self._transaction() as connection:
            found = (
                select(blogs.c.url, entries.c.raw)
                .join(blogs, blogs.c.id == entries.c.blog)
                .where(entries.c.position.is_not(None), entries.c.raw != "")
            )
            for row in connection.execute(found):
                digests[row.url].add(row.raw)
        return {url: frozenset(raw) for url, raw in digests.items()}

    def count(self) -> int:
        """Return how many entries there are."""
        with self._transaction() as connection:
            return int(connection.execute(select(func.count()).select_from(entries)).scalar_one())

    def counts(self) -> Mapping[str, int]:
        """Return how many entries each blog has, by its address."""
        with self._transaction() as connection:
            found = (
                select(blogs.c.url, func.count(entries.c.number).label("many"))
                .join(entries, entries.c.blog == blogs.c.id)
                .group_by(blogs.c.url)
                .order_by(blogs.c.url)
            )
            return {row.url: row.many for row in connection.execute(found)}

    def newest(self) -> Mapping[str, datetime]:
        """Return the date of each blog's newest post that may be shown, by its address."""
        with self._transaction() as connection:
            found = (
                select(blogs.c.url, func.max(entries.c.date).label("date"))
                .join(entries, entries.c.blog == blogs.c.id)
                .where(entries.c.state == State.SHOWN.value)
                .group_by(blogs.c.url)
            )
            return {row.url: row.date for row in connection.execute(found)}

    def apply(self, changes: Changes, *, feed: Feed | None, history: History, now: datetime) -> None:
        """Write what merging one blog decided, in one transaction.

        Raises:
            PublishError: when the disk is full or read-only; nothing of the changes was written.
        """
        with self._transaction() as connection:
            write.apply(connection, changes, feed=feed, history=history, now=now)
        if feed is not None and self._homes is not None:
            self._homes[changes.blog] = feed.link

    # ---- what merging asks (planet.merge.shelf) ---------------------------------------------------------------------

    def allocate(self, count: int) -> int:
        """Return the first of `count` numbers no record ever bore."""
        with self._transaction() as connection:
            if not self._next:
                highest = connection.execute(select(func.max(entries.c.number))).scalar() or 0
                self._next = max(highest, int(moderation.recall(connection, "highest") or 0)) + 1
            first, self._next = self._next, self._next + count
        return first

    def standing(self, blog: str) -> Standing:
        """Return what is known of a blog; the defaults for one never met."""
        with self._transaction() as connection:
            return read.standing(connection, blog)

    def window(self, blog: str) -> tuple[Seat, ...]:
        """Return the entries of the blog's last harvest in its order."""
        with self._transaction() as connection:
            return read.window(connection, blog)

    def holders(self, limits: Mapping[str, int], *, blog: str = "") -> Mapping[str, tuple[int, ...]]:
        """Return which records hold each key (of one blog, or of all); a key held by more than its limit is left out."""
        with self._transaction() as connection:
            return read.holders(connection, limits, blog)

    def records(self, numbers: Collection[int]) -> Mapping[int, Record]:
        """Return records by number; those that do not exist are left out."""
        with self._transaction() as connection:
            return read.records(connection, numbers)

    def members(self, stories: Collection[int]) -> tuple[Record, ...]:
        """Return all records of these stories, by number."""
        with self._transaction() as connection:
            return tuple(read.members(connection, stories))

    def verdicts(self, numbers: Collection[int]) -> tuple[Verdict, ...]:
        """Return the stored verdicts in which one of these records stands."""
        with self._transaction() as connection:
            return read.stored_verdicts(connection, numbers)

    def aggregators(self) -> frozenset[str]:
        """Return the blogs that republish others: said in the INI, or else found out."""
        with self._transaction() as connection:
            found = set(connection.execute(select(blogs.c.url).where(blogs.c.aggregator)).scalars())
        said = {blog.url: blog.aggregator for blog in self._settings.blogs if blog.aggregator is not None}
        return frozenset(url for url in found | said.keys() if said.get(url, True))

    def homes(self) -> Mapping[str, str]:
        """Return each blog's home page by its address, in the order of the INI."""
        if self._homes is None:
            self._homes = {url: feed.link for url, feed in self.feeds().items()}
        return {blog.url: blog.link or self._homes.get(blog.url, "") for blog in self._settings.blogs}

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def stories(self, *, span: int | None = None, numbers: Collection[int] | None = None) -> Sequence[Story]:
        """Return every story that may be shown, in the light form, newest first; withdrawn ones bear that state.

        With `span` those of these thirty days alone (see `spans`), with `numbers` these alone, whether they may be shown or not.
        """
        c = stories.c
        statement = select(*COLUMNS).order_by(c.date.desc(), c.number.desc()).execution_options(yield_per=2000)
        if numbers is None:
            statement = statement.where(c.state.in_(_SHOWABLE), c.hidden.is_(False))
        if span is not None:
            statement = statement.where(c.date.between(*revisions.bounds(span)))
        parts = [statement] if numbers is None else [statement.where(c.number.in_(n)) for n in read.parts(numbers)]
        with self._transaction() as connection:
            reader = Reader(read.former_numbers(connection, numbers))
            return [reader.story(row) for part in parts for row in connection.execute(part)]

    def revisions(self) -> Mapping[str, str]:
        """Return marks that stand for all that pages are made of, by part; histories are not in it, for they move at each run."""
        with self._transaction() as connection:
            return revisions.marks(connection)

    def texts(self, numbers: Sequence[int]) -> Mapping[int, Text]:
        """Return the shown entry of each of these stories; a number that is unknown is left out."""
        found = {}
        with self._transaction() as connection:
            for part in read.parts(numbers):
                statement = (
                    select(stories.c.number, contents.c.content)
                    .join(contents, contents.c.number == stories.c.shown)
                    .where(stories.c.number.in_(part))
                )
                for row in connection.execute(statement):
                    entry = codec.unpack(Content, row.content).entry
                    found[row.number] = Text(story=row.number, entry=entry)
        return found

    def spellings(self) -> Mapping[tuple[str, str], int]:
        """Return how many stories bear each tag as written, by tag and language of the story."""
        uses: Counter[tuple[str, str]] = Counter()
        c = stories.c
        statement = select(c.light, c.language).where(c.state.in_(_SHOWABLE), c.hidden.is_(False))
        with self._transaction() as connection:
            for row in connection.execute(statement.execution_options(yield_per=2000)):
                uses.update((tag[0], row.language) for tag in json.loads(row.light)[1])
        return dict(sorted(uses.items()))

    def terms(self) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """Return the addresses of terms: by slug, the folded key it stands for and the slugs it bore before."""
        with self._transaction() as connection:
            found = connection.execute(select(terms).order_by(terms.c.slug))
            return {row.slug: (row.key, tuple(json.loads(row.former))) for row in found}

    def keep_terms(self, kept: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        """Keep the addresses of terms, in place of those kept before."""
        there = self.terms()
        gone = [slug for slug in sorted(there) if there[slug] != kept.get(slug)]
        rows = [
            {"slug": slug, "key": key, "former": json.dumps(former)}
            for slug, (key, former) in sorted(kept.items())
            if there.get(slug) != (key, former)
        ]
        with self._transaction() as connection:
            if gone:
                connection.execute(
                    delete(terms).where(terms.c.slug == bindparam("of")), [{"of": slug} for slug in gone]
                )
            if rows:
                connection.execute(insert(terms), rows)

    # ---- moderation -------------------------------------------------------------------------------------------------

    def release(self, now: datetime) -> int:
        """Show what was held for its date and whose date has come; end pins that ran out. Return how many stories."""
        with self._transaction() as connection:
            return moderation.release_due(connection, now)

    def find(self, url: str, *, proposals: Collection[str] = ()) -> tuple[Found, ...]:
        """Return the stories that an address, or a story's number, names; `proposals` are keys an entry of it would have."""
        with self._transaction() as connection:
            return moderation.find(connection, proposals, url)

    def hide(self, story: int, *, url: str, why: str, now: datetime) -> None:
        """Hide a story from every page, feed and cloud, and log it."""
        with self._transaction() as connection:
            moderation.hide(connection, story, hidden=True)
            moderation.act(connection, Act(done=now, verb="hide", story=story, url=url, why=why))

    def unhide(self, story: int, *, url: str, why: str, now: datetime) -> None:
        """Bring a hidden or held story back, and log it."""
        with self._transaction() as connection:
            moderation.hide(connection, story, hidden=False)
            moderation.release_story(connection, story)
            moderation.act(connection, Act(done=now, verb="unhide", story=story, url=url, why=why))

    def trust(self, blog: str, *, why: str, now: datetime) -> int:
        """Take a blog's new face for its own; return how many stories it held back."""
        with self._transaction() as connection:
            released = moderation.trust(connection, blog)
            moderation.act(connection, Act(done=now, verb="release", story=None, url=blog, why=why))
        return released

    def pin(self, story: int, *, url: str, until: datetime | None, why: str, now: datetime) -> None:
        """Put a story first in the river until then; None ends it."""
        with self._transaction() as connection:
            moderation.pin(connection, story, until)
            verb = "pin" if until else "unpin"
            moderation.act(connection, Act(done=now, verb=verb, story=story, url=url, why=why))

    def acts(self, limit: int = 100) -> tuple[Act, ...]:
        """Return what the coordinator did, newest first."""
        with self._transaction() as connection:
            return moderation.log(connection, limit=limit)

    def unreviewed(self, limit: int = 500) -> tuple[Found, ...]:
        """Return what arrived since the last review, newest first."""
        with self._transaction() as connection:
            last = moderation.recall(connection, "reviewed")
            return moderation.arrived(connection, after=datetime.fromisoformat(last) if last else None, limit=limit)

    def reviewed(self, now: datetime) -> None:
        """Note that everything that arrived until now was looked at."""
        with self._transaction() as connection:
            moderation.remember(connection, "reviewed", now.isoformat())
            moderation.act(connection, Act(done=now, verb="review", story=None, url=""))

    # ---- upkeep -----------------------------------------------------------------------------------------------------

    def record_run(self, report: Mapping[str, Any]) -> None:
        """Keep a run's report; of very many, the last ones."""
        with self._transaction() as connection:
            row = {
                "started": str(report.get("started", "")),
                "report": json.dumps(report, ensure_ascii=False, sort_keys=True),
            }
            made = connection.execute(insert(runs).values(**row)).inserted_primary_key
            if made:
                connection.execute(delete(runs).where(runs.c.id <= made[0] - KEPT_RUNS))

    def runs(self, limit: int = 20) -> tuple[Mapping[str, Any], ...]:
        """Return the reports of the last runs, newest first."""
        with self._transaction() as connection:
            found = connection.execute(select(runs.c.report).order_by(runs.c.id.desc()).limit(limit)).scalars()
            return tuple(json.loads(report) for report in found)

    def every_story(self) -> Iterator[Found]:
        """Yield everything known of every story, hidden and held ones too, by number."""
        with self._transaction() as connection:
            numbers = list(connection.execute(select(stories.c.number).order_by(stories.c.number)).scalars())
        for number in numbers:
            with self._transaction() as connection:
                if found := moderation.describe(connection, number):
                    yield found

    def backup(self, target: Path) -> None:
        """Copy the archive while it is in use (SQLite's online backup).

        Raises:
            ArchiveError: when it is not SQLite; use the database's own tools then.
            PublishError: when the copy cannot be written.
        """
        if self._path is None:
            raise ArchiveError("only an SQLite archive is copied by Nuage; use pg_dump for PostgreSQL")
        database.copy(self._path, target)

    @staticmethod
    def restore(settings: Settings, source: Path) -> Path | None:
        """Put a backup in the archive's place; return where the old one was moved, if there was one.

        Raises:
            ArchiveError: when the backup is damaged or none; the archive is untouched then.
        """
        _url, path = database.address(settings)
        if path is None:
            raise ArchiveError("only an SQLite archive is restored by Nuage; use pg_restore for PostgreSQL")
        return database.restore(source, path)

    def expunge(self, keep: int, *, now: datetime) -> int:
        """Delete all but the `keep` newest entries of each blog, those still in its feed spared; return how many went."""
        with self._transaction() as connection:
            gone = expunge(connection, keep)
            if gone:
                moderation.act(
                    connection, Act(done=now, verb="expunge", story=None, url="", why=f"--keep {keep}: {gone}")
                )
        return gone

    def expunged(self) -> datetime | None:
        """Return when entries were last deleted; None when none ever were."""
        with self._transaction() as connection:
            found = moderation.log(connection, verb="expunge", limit=1)
        return found[0].done if found else None
