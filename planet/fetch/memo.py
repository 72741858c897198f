"""What the cache remembers of a blog and of a host, as text; all of it may be lost at the cost of one full refetch."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from planet.model import Pacing


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """What is needed to ask a blog conditionally and not too early."""

    url: str = ""
    """The address that answered, after redirects: the validators are its own and are never sent to another."""
    etag: str = ""
    """As received, byte for byte (latin-1); empty when the last answer had none."""
    last_modified: str = ""
    """As received, byte for byte (latin-1): never read as a date."""
    digest: str = ""
    """Of the last body that was parsed."""
    fresh_until: datetime | None = None
    pacing: Pacing = field(default_factory=Pacing)
    asked_at: datetime | None = None
    private: bool = False
    """Whether the blog's own address in the INI was found on a private network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMemo:
    """What a host asked for, for all its blogs."""

    retry_after: datetime | None = None
    asked_at: datetime | None = None


def memo_text(memo: Memo) -> str:
    """Return the memo as JSON."""
    pacing = memo.pacing
    return json.dumps(
        {
            "url": memo.url,
            "etag": memo.etag,
            "last_modified": memo.last_modified,
            "digest": memo.digest,
            "fresh_until": _stamp(memo.fresh_until),
            "asked_at": _stamp(memo.asked_at),
            "private": memo.private,
            "ttl": pacing.ttl,
            "skip_hours": sorted(pacing.skip_hours),
            "skip_days": sorted(pacing.skip_days),
            "update_every": pacing.update_every,
        }
    )


def read_memo(text: str) -> Memo:
    """Return the memo of a JSON text; whatever of it cannot be used is as if it had been lost."""
    try:
        said = json.loads(text)
        return Memo(
            url=str(said["url"]),
            etag=str(said["etag"]),
            last_modified=str(said["last_modified"]),
            digest=str(said["digest"]),
            fresh_until=_moment(said["fresh_until"]),
            asked_at=_moment(said["asked_at"]),
            private=bool(said["private"]),
            pacing=Pacing(
                ttl=_number(said["ttl"]),
                skip_hours=frozenset(int(hour) for hour in said["skip_hours"]),
                skip_days=frozenset(int(day) for day in said["skip_days"]),
                update_every=_number(said["update_every"]),
            ),
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Memo()


def host_text(host: HostMemo) -> str:
    """Return the host's memo as JSON."""
    return json.dumps({"retry_after": _stamp(host.retry_after), "asked_at": _stamp(host.asked_at)})


def read_host(text: str) -> HostMemo:
    """Return the host's memo of a JSON text, an empty one when it cannot be used."""
    try:
        said = json.loads(text)
        return HostMemo(retry_after=_moment(said["retry_after"]), asked_at=_moment(said["asked_at"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return HostMemo()


def _stamp(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _moment(said: Any) -> datetime | None:
    if said is None:
        return None
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _number(said: Any) -> int | None:
    return None if said is None else int(said)
