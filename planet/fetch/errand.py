"""One errand: what is asked of whom, and what is known of it while it is under way."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from requests.models import Response

from planet import urls
from planet.fetch.body import Body
from planet.fetch.exchange import Ask, Exchange, Hop
from planet.fetch.guard import OWN, Guard, Reach, reach
from planet.fetch.headers import exact, fresh_for
from planet.fetch.memo import Memo
from planet.model import Answer, Failure, Fetched, Trouble

MAX_REDIRECTS = 5
PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})


@dataclass(slots=True, kw_only=True)
class Errand:
    """What is known of one exchange while it is under way; belongs to one thread."""

    ask: Ask
    memo: Memo
    verify: bool
    max_bytes: int
    guard: Guard | None
    """Of the first hop; None for an adopted address, which a redirect had led to."""
    accept: str
    form: bytes | None = None
    url: str = ""
    """The hop under way, without credentials."""
    hops: list[Hop] = field(default_factory=list)
    answer: Answer | None = None
    own_is_private: bool = False
    conditional: bool = False
    body: Body | None = None
    """What `answer` holds, before it was read into memory."""
    digest: str = ""
    noted: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own_is_private = self.memo.private

    def note_own(self, peer: str) -> None:
        """Learn from the first connection whether the blog's own address is private."""
        if self.guard is OWN and peer:
            self.own_is_private = reach(peer) is Reach.PRIVATE

    def refuse(
        self, trouble: Trouble, detail: str = "", *, status: int | None = None, retry_after: datetime | None = None
    ) -> None:
        """End with a failure at the hop under way."""
        self.answer = Failure(url=self.url, trouble=trouble, detail=detail, status=status, retry_after=retry_after)

    def load(self, room: Callable[[int], None]) -> None:
        """Read the body of the answer into memory when `room` lets it; forget it where it is no answer."""
        if self.body is None:
            return
        if isinstance(self.answer, Fetched):
            room(self.body.size)
            self.answer = replace(self.answer, body=self.body.take())
        else:
            self.body.close()

    def trouble_with(self, target: str) -> str:
        """Return why a redirect may not be followed, in a few words."""
        if self.form is not None or not target:
            return "redirect without an address" if not target else "redirect of a form"
        if any(hop.url == target for hop in self.hops):
            return "redirect loop"
        return "too many redirects" if len(self.hops) > MAX_REDIRECTS else ""

    def validators(self) -> dict[str, str]:
        """Return the conditional headers, byte for byte as they came, for the address they came from."""
        if self.memo.url != self.url:
            return {}
        found = {"If-None-Match": self.memo.etag, "If-Modified-Since": self.memo.last_modified}
        return {name: value for name, value in found.items() if value and _sendable(value)}

    def credentials(self) -> dict[str, str]:
        """Return the Authorization header, for the origin of the INI's address only."""
        own = urls.split(self.ask.blog)
        if own is None or own.username is None or not _same_origin(self.ask.blog, self.url):
            return {}
        pair = f"{unquote(own.username)}:{unquote(own.password or '')}"
        return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}

    def note_headers(self, response: Response) -> None:
        """Keep validators as they are, and how long the answer is fresh."""
        headers = response.headers
        self.noted = {
            "etag": exact(response, "ETag"),
            "last_modified": exact(response, "Last-Modified"),
            "fresh": fresh_for(
                cache_control=headers.get("Cache-Control", ""),
                expires=headers.get("Expires", ""),
                date=headers.get("Date", ""),
                age=headers.get("Age", ""),
            ),
        }

    def exchange(self, *, received: int, seconds: float) -> Exchange:
        """Return the whole as a value."""
        if self.answer is None:
            raise RuntimeError("an exchange ended without an answer")
        permanent = ""
        for hop in self.hops:
            if hop.status not in PERMANENT or not hop.target:
                break
            permanent = hop.target
        return Exchange(
            ask=self.ask,
            answer=self.answer,
            hops=tuple(self.hops),
            permanent=permanent,
            digest=self.digest,
            private=self.own_is_private,
            conditional=self.conditional,
            host=urls.host(self.url),
            asked=seconds > 0,
            seconds=seconds,
            received=received,
            **self.noted,
        )


def _sendable(value: str) -> bool:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return "\r" not in value and "\n" not in value


def _same_origin(own: str, url: str) -> bool:
    """Return whether an address has the scheme, host and port of another; http to https on usual ports is one step up."""
    one, other = urls.split(own), urls.split(url)
    if one is None or other is None or one.hostname != other.hostname:
        return False
    ports = {"http": 80, "https": 443}
    first = one.scheme, one.port or ports.get(one.scheme)
    second = other.scheme, other.port or ports.get(other.scheme)
    return first == second or (first, second) == (("http", 80), ("https", 443))
