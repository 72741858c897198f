"""What a run did: the report it prints, returns as an exit code, and leaves beside the archive."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from planet.dates import rfc3339
from planet.model import Changes, Failure, Note, Trouble
from planet.publish import Published
from planet.urls import without_credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedBlog:
    """A blog that could not be read in this run."""

    blog: str
    """Its address in the INI."""
    name: str
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one run; every count is of this run but those of the site."""

    started: datetime
    seconds: float = 0.0
    blogs: int = 0
    """Blogs of the INI that may be asked."""
    asked: int = 0
    waiting: int = 0
    """Blogs that it was too early to ask."""
    unchanged: int = 0
    """Blogs that answered that nothing is new, or whose feed held nothing new."""
    bytes: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    failures: tuple[FailedBlog, ...] = ()
    notes: tuple[Note, ...] = ()
    unverified: tuple[str, ...] = ()
    """Names of blogs whose certificates are not checked (`verify = no`)."""
    offline: bool = False
    """Every blog asked failed in the same way: the network is at fault, and nothing was changed."""
    entries: int = 0
    """Posts in the archive, copies among them."""
    stories: int = 0
    """Stories in the river."""
    topics: int = 0
    terms: int = 0
    written: int = 0
    kept: int = 0
    removed: int = 0
    output: str = ""
    rendered: bool = False

    @property
    def exit_code(self) -> int:
        """Return 0 when all is fine, 1 when a blog failed; a 410 is told once and never asked again."""
        return 1 if self.failures else 0

    @property
    def idle(self) -> bool:
        """Whether nothing changed, neither in the archive nor in the output."""
        return not (self.added or self.changed or self.withdrawn or self.written or self.removed)

    def plain(self) -> dict[str, Any]:
        """Return the report as JSON holds it; addresses without credentials, dates as RFC 3339."""
        values = asdict(self)
        values["started"] = rfc3339(self.started)
        values["seconds"] = round(self.seconds, 3)
        values["failures"] = [
            {
                "blog": without_credentials(failed.blog),
                "name": failed.name,
                "trouble": failed.failure.trouble.value,
                "status": failed.failure.status,
                "detail": failed.failure.detail,
                "url": failed.failure.url,
            }
            for failed in self.failures
        ]
        values["notes"] = [{**asdict(note), "blog": without_credentials(note.blog)} for note in self.notes]
        values["exit_code"] = self.exit_code
        return values


NETWORK_TROUBLES = frozenset({Trouble.DNS, Trouble.REFUSED, Trouble.TIMEOUT, Trouble.NETWORK})
"""What a cable pulled out looks like."""


@dataclass(slots=True)
class Tally:
    """The figures of a run while it goes on."""

    asked: int = 0
    waiting: int = 0
    unchanged: int = 0
    bytes: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    failures: list[FailedBlog] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)

    figures: dict[str, int] = field(default_factory=dict)
    """Of the site: stories, topics, terms."""
    output: str = ""
    published: Published | None = None

    def count(self, changes: Changes) -> None:
        """Add what merging one blog's harvest changed."""
        self.added += len(changes.added)
        self.changed += len(changes.changed)
        self.withdrawn += len(changes.withdrawn)
        self.unchanged += not (changes.added or changes.changed or changes.withdrawn or changes.returned)
        self.notes.extend(changes.notes)

    def report(self, *, started: datetime, seconds: float, blogs: int, entries: int) -> Report:
        """Return the report of the run these figures are of."""
        figures, published = self.figures, self.published
        return Report(
            started=started,
            seconds=seconds,
            blogs=blogs,
            asked=self.asked,
            waiting=self.waiting,
            unchanged=self.unchanged,
            bytes=self.bytes,
            added=self.added,
            changed=self.changed,
            withdrawn=self.withdrawn,
            failures=tuple(sorted(self.failures, key=lambda failed: failed.blog)),
            notes=tuple(self.notes),
            unverified=tuple(self.unverified),
            offline=self.offline,
            entries=entries,
            stories=figures.get("stories", 0),
            topics=figures.get("topics", 0),
            terms=figures.get("terms", 0),
            written=published.written if published else 0,
            kept=published.kept if published else 0,
            removed=published.removed if published else 0,
            output=self.output,
            rendered=published is not None,
        )

    @property
    def offline(self) -> bool:
        """Whether all blogs asked (three at least) failed by the same trouble of the network."""
        troubles = {failed.failure.trouble for failed in self.failures}
        return (
            self.asked >= 3 and len(self.failures) == self.asked and len(troubles) == 1 and troubles <= NETWORK_TROUBLES
        )
