"""What is asked, and what came of it: the values between policy, client and memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from planet.model import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Permission to ask a blog now, and how."""

    blog: str
    """Its address in the INI, credentials included: they go to that origin only."""
    address: str
    """Where to ask: the INI's address, or the adopted one."""
    conditional: bool = False
    """Whether validators may be sent: the archive holds what they stand for."""
    now: datetime
    """The run's time; waiting times count from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request of a chain of redirects."""

    url: str
    """Without credentials."""
    status: int
    target: str = ""
    """Where it leads, absolute; empty for the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One conditional GET, redirects included, and everything worth remembering of it."""

    ask: Ask
    answer: Answer
    hops: tuple[Hop, ...] = ()
    permanent: str = ""
    """Where the unbroken row of 301 and 308 from the start leads; empty when the first hop is none of these."""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """Of the decoded body; empty when there was none."""
    fresh: timedelta | None = None
    private: bool = False
    """Whether the INI's own address stands on a private network (guard)."""
    conditional: bool = False
    """Whether validators were sent."""
    host: str = ""
    """The host that answered last."""
    asked: bool = True
    """False when no request was made: the host had asked, earlier in this run, to be left alone."""
    seconds: float = 0.0
    received: int = 0
    """Bytes that came over the line."""
