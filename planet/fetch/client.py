"""One conditional GET done right: redirects, validators, limits and the guard, over one session per thread."""

import base64
import contextlib
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlencode, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies_environment

import requests
from requests.models import PreparedRequest, Response
from requests.utils import should_bypass_proxies

from planet import __version__, urls
from planet.config import FetchSettings
from planet.fetch import local
from planet.fetch.bounds import Bounds
from planet.fetch.challenge import LOOK, challenge
from planet.fetch.decode import PIECE, TooLargeError, UndecodableError, decoded
from planet.fetch.exchange import Ask, Exchange, Hop
from planet.fetch.guard import OWN, PUBLIC, ForbiddenAddressError, Guard, Reach, led_to, reach
from planet.fetch.headers import fresh_for, retry_at
from planet.fetch.hosts import Hosts
from planet.fetch.memo import Memo
from planet.fetch.resolve import Place, resolve
from planet.fetch.transport import BoundedAdapter, Contexts, waiting_time
from planet.fetch.troubles import NETWORK_ERRORS, failure, is_stale
from planet.model import Answer, Failure, Fetched, NotModified, Trouble

MAX_REDIRECTS = 5
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.7, */*;q=0.1"
)
ENCODINGS = "gzip, deflate, br, zstd"
PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})
MEGABYTE = 1024 * 1024


class Client:
    """Asks over HTTP; a context manager that may be used by many threads, each with a session of its own."""

    def __init__(self, settings: FetchSettings, *, link: str) -> None:
        """`link` is the planet's address, named in the User-Agent so that publishers know whom to write to."""
        self._settings = settings
        self._agent = settings.user_agent or agent(link)
        self._hosts = Hosts(settings.per_host)
        self._contexts = Contexts()
        self._thread = threading.local()
        self._sessions: list[requests.Session] = []
        self._proxies = _proxies(settings.proxy)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection of every thread."""
        while self._sessions:
            self._sessions.pop().close()

    def fetch(self, ask: Ask, *, memo: Memo, verify: bool | None, force: bool = False, own: bool = True) -> Exchange:
        """Ask a blog once. Nothing is raised for what a network, a server or a file may do: it is in the answer.

        `verify` is the blog's own word on certificates; `force` sends no validators and compares no digest.
        `own`: the operator wrote the address; one that a stranger named is neither a file nor private.
        """
        conditional = ask.conditional and not force
        if own and (path := local.path_of(ask.address)) is not None:
            return local.read(ask, path, memo=memo, max_bytes=self._max_bytes, conditional=conditional)
        errand = _Errand(
            ask=ask,
            memo=memo if conditional else Memo(private=memo.private),
            verify=self._settings.verify if verify is None else verify,
            max_bytes=self._max_bytes,
            guard=OWN if own and _names_host(ask.blog, ask.address) else None,
        )
        return self._run(errand)

    def get(self, url: str, *, max_bytes: int, own: bool = False, accept: str = "*/*") -> Fetched | Failure:
        """Ask for a document once, unconditionally: a reading list, a page, an image. Redirects are followed.

        `own`: the operator wrote this address, so that it may be private; else only public ones are asked.
        """
        return self._plain(url, max_bytes=max_bytes, own=own, accept=accept)

    def post(self, url: str, form: dict[str, str], *, own: bool = True) -> Fetched | Failure:
        """Send a form (a WebSub hub's ping) and return the answer; redirects are failures."""
        return self._plain(url, max_bytes=MEGABYTE, own=own, accept="*/*", form=urlencode(form).encode("ascii"))

    @property
    def _max_bytes(self) -> int:
        return int(self._settings.max_size * MEGABYTE)

    def _plain(
        self, url: str, *, max_bytes: int, own: bool, accept: str, form: bytes | None = None
    ) -> Fetched | Failure:
        errand = _Errand(
            ask=Ask(blog=url, address=url, now=datetime.now(UTC)),
            memo=Memo(),
            verify=self._settings.verify,
            max_bytes=max_bytes,
            guard=OWN if own else PUBLIC,
            accept=accept,
            form=form,
        )
        answer = self._run(errand).answer
        if isinstance(answer, NotModified):
            return Failure(url=answer.url, trouble=Trouble.STATUS, status=answer.status)
        return answer

    # ---- the walk along redirects

    def _run(self, errand: "_Errand") -> Exchange:
        """Follow redirects to an answer, within the total time."""
        session, bounds = self._own_session()
        url, started = urls.without_credentials(errand.ask.address).partition("#")[0], 0.0
        try:
            with contextlib.ExitStack() as turn:
                while True:
                    host = urls.host(url)
                    if until := self._hosts.left_alone(host, errand.ask.now):
                        errand.answer = Failure(
                            url=url, trouble=Trouble.LATER, detail="its host asked to wait", retry_after=until
                        )
                        break
                    patience = bounds.remaining() if started else None
                    turn.enter_context(self._hosts.turn(host, patience=patience))
                    if not started:
                        started = time.monotonic()
                        bounds.begin(self._settings.feed_timeout)
                    target = self._hop(errand, session, bounds, url, host)
                    turn.close()
                    if not target:
                        break
                    url = target
        except NETWORK_ERRORS as error:
            errand.answer = failure(url, error)
        except TooLargeError:
            errand.answer = Failure(url=url, trouble=Trouble.TOO_LARGE)
        except UndecodableError as error:
            errand.answer = Failure(url=url, trouble=Trouble.ENCODING, detail=str(error))
        return errand.exchange(
            host=urls.host(url), received=bounds.received, seconds=time.monotonic() - started if started else 0.0
        )

    def _hop(self, errand: "_Errand", session: requests.Session, bounds: Bounds, url: str, host: str) -> str:
        """Make one request; return where it leads, or settle the answer and return an empty string."""
        first = not errand.hops
        parts = urls.split(url)
        if parts is None or parts.scheme not in ("http", "https") or not host:
            errand.answer = Failure(url=url, trouble=Trouble.ADDRESS, detail="not a web address")
            return ""
        bounds.guard = self._guard(errand, first)
        proxies = self._proxied(url, bounds, host)
        request = self._request(errand, url)
        response = _send(session, request, bounds, errand.verify, proxies)
        try:
            if first:
                errand.note_own(bounds.peer if not proxies else "")
            return self._settle(errand, response, bounds, url, host)
        finally:
            _finish(response)

    def _settle(self, errand: "_Errand", response: Response, bounds: Bounds, url: str, host: str) -> str:
        """Read an answer: a redirect's target, or the body and what goes with it."""
        status = response.status_code
        target = _target(response, url) if status in PERMANENT | TEMPORARY else ""
        errand.hops.append(Hop(url=url, status=status, target=target))
        bounds.allow(errand.max_bytes + MEGABYTE)
        if status in PERMANENT | TEMPORARY:
            if trouble := errand.trouble_with(target):
                errand.answer = Failure(url=url, trouble=Trouble.REDIRECT, detail=trouble, status=status)
                return ""
            return target
        errand.conditional = "If-None-Match" in response.request.headers or (
            "If-Modified-Since" in response.request.headers
        )
        errand.answer = self._answer(errand, response, url)
        if isinstance(errand.answer, Failure) and errand.answer.retry_after is not None:
            self._hosts.leave_alone(host, errand.answer.retry_after)
        return ""

    def _answer(self, errand: "_Errand", response: Response, url: str) -> Answer:
        """Return the answer of the last hop, and note what it says for the next time."""
        status, headers = response.status_code, response.headers
        if status in (200, 203, 226) or (status == 304 and errand.conditional):
            errand.note_headers(response)
        if status == 304 and errand.conditional:
            return NotModified(url=url)
        if status not in (200, 203, 226) and not (errand.form is not None and 200 <= status < 300):
            return self._refusal(errand, response, url)
        body = _body(response, errand.max_bytes)
        if who := challenge(body, mitigated=headers.get("cf-mitigated", "")):
            return Failure(url=url, trouble=Trouble.BLOCKED, detail=f"challenge page of {who}", status=status)
        errand.digest = local.body_digest(body)
        if errand.memo.digest and errand.digest == errand.memo.digest:
            return NotModified(url=url, status=status)
        return Fetched(
            url=url,
            body=body,
            content_type=headers.get("Content-Type", ""),
            content_location=headers.get("Content-Location", ""),
            status=status,
        )

    def _refusal(self, errand: "_Errand", response: Response, url: str) -> Failure:
        """Return what a status other than success means."""
        status, headers = response.status_code, response.headers
        retry = None
        if status in (429, 503):
            retry = retry_at(headers.get("Retry-After", ""), date=headers.get("Date", ""), now=errand.ask.now)
        told = Failure(url=url, trouble=_trouble(status), status=status, retry_after=retry)
        if status in (401, 403, 405, 406, 429, 503):
            with contextlib.suppress(TooLargeError, UndecodableError):
                if who := challenge(_body(response, LOOK), mitigated=headers.get("cf-mitigated", "")):
                    return replace(told, trouble=Trouble.BLOCKED, detail=f"challenge page of {who}")
        return told

    # ---- one request

    def _request(self, errand: "_Errand", url: str) -> PreparedRequest:
        """Return the request: few headers, always the same, and validators only where they came from."""
        request = PreparedRequest()
        request.prepare_method("GET" if errand.form is None else "POST")
        request.prepare_url(url, None)
        request.body = errand.form
        headers = {
            "User-Agent": self._agent,
            "Accept": errand.accept,
            "Accept-Encoding": ENCODINGS,
            **errand.validators(url),
            **errand.credentials(url),
        }
        if errand.form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(errand.form)),
            }
        request.headers = headers  # type: ignore[assignment]  # a plain dictionary serves, and keeps bytes as they are
        return request

    def _guard(self, errand: "_Errand", first: bool) -> Guard:
        if first and errand.guard is not None:
            return errand.guard
        return led_to(self._settings.private_addresses, own_is_private=errand.own_is_private)

    def _proxied(self, url: str, bounds: Bounds, host: str) -> dict[str, str]:
        """Return the proxies for an address. Behind one the peer is unknown: the name is looked up here as well."""
        if not self._proxies or should_bypass_proxies(url, no_proxy=None):
            return {}
        places: tuple[Place, ...] = ()
        if not bounds.guard.anywhere:
            with contextlib.suppress(OSError):
                places = resolve(host, 0, bounds.remaining())
        for place in places:
            if not bounds.guard.allows(place.sockaddr[0]):
                raise ForbiddenAddressError(place.sockaddr[0])
        return self._proxies

    def _own_session(self) -> tuple[requests.Session, Bounds]:
        """Return this thread's session and bounds, made at its first request."""
        made: tuple[requests.Session, Bounds] | None = getattr(self._thread, "made", None)
        if made is None:
            session, bounds = requests.Session(), Bounds()
            session.trust_env = False
            adapter = BoundedAdapter(bounds, self._contexts)
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            self._sessions.append(session)
            made = self._thread.made = session, bounds
        return made


@dataclass(slots=True, kw_only=True)
class _Errand:
    """What is known of one exchange while it is under way; belongs to one thread."""

    ask: Ask
    memo: Memo
    verify: bool
    max_bytes: int
    guard: Guard | None
    """Of the first hop; None for an adopted address, which a redirect had led to."""
    accept: str = ACCEPT
    form: bytes | None = None
    hops: list[Hop] = field(default_factory=list)
    answer: Answer | None = None
    own_is_private: bool = False
    conditional: bool = False
    digest: str = ""
    noted: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own_is_private = self.memo.private

    def note_own(self, peer: str) -> None:
        """Learn from the first connection whether the blog's own address is private."""
        if self.guard is OWN and peer:
            self.own_is_private = reach(peer) is Reach.PRIVATE

    def trouble_with(self, target: str) -> str:
        """Return why a redirect may not be followed, in a few words."""
        if self.form is not None or not target:
            return "redirect without an address" if not target else "redirect of a form"
        if any(hop.url == target for hop in self.hops):
            return "redirect loop"
        return "too many redirects" if len(self.hops) > MAX_REDIRECTS else ""

    def validators(self, url: str) -> dict[str, str]:
        """Return the conditional headers, byte for byte as they came, for the address they came from."""
        if self.memo.url != url:
            return {}
        found = {"If-None-Match": self.memo.etag, "If-Modified-Since": self.memo.last_modified}
        return {name: value for name, value in found.items() if value and _sendable(value)}

    def credentials(self, url: str) -> dict[str, str]:
        """Return the Authorization header, for the origin of the INI's address only."""
        own = urls.split(self.ask.blog)
        if own is None or own.username is None or not _same_origin(self.ask.blog, url):
            return {}
        pair = f"{unquote(own.username)}:{unquote(own.password or '')}"
        return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}

    def note_headers(self, response: Response) -> None:
        """Keep validators as they are, and how long the answer is fresh."""
        headers = response.headers
        self.noted = {
            "etag": _exact(response, "ETag"),
            "last_modified": _exact(response, "Last-Modified"),
            "fresh": fresh_for(
                cache_control=headers.get("Cache-Control", ""),
                expires=headers.get("Expires", ""),
                date=headers.get("Date", ""),
                age=headers.get("Age", ""),
            ),
        }

    def exchange(self, *, host: str, received: int, seconds: float) -> Exchange:
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
            host=host,
            asked=seconds > 0,
            seconds=seconds,
            received=received,
            **self.noted,
        )


def agent(link: str) -> str:
    """Return the User-Agent: name, version, and where the planet's people are found."""
    contact = requests.utils.requote_uri(link) if link else ""
    return f"Nuage/{__version__} (+{contact})" if contact else f"Nuage/{__version__}"


def _send(
    session: requests.Session, request: PreparedRequest, bounds: Bounds, verify: bool, proxies: dict[str, str]
) -> Response:
    """Send; once more when a connection kept from before turns out to have been closed by the server meanwhile."""
    adapter = session.get_adapter(str(request.url))
    try:
        return adapter.send(request, stream=True, timeout=waiting_time(bounds), verify=verify, proxies=proxies)  # type: ignore[arg-type]
    except NETWORK_ERRORS as error:
        if not (bounds.reused and request.method == "GET" and is_stale(error)):
            raise
    return adapter.send(request, stream=True, timeout=waiting_time(bounds), verify=verify, proxies=proxies)  # type: ignore[arg-type]


def _finish(response: Response) -> None:
    """Give the connection back when its answer was read to the end, else close it."""
    raw = response.raw
    if response.status_code == 304:
        raw.drain_conn()
        raw.release_conn()
    elif not raw.isclosed():
        raw.close()
    else:
        raw.release_conn()


def _body(response: Response, limit: int) -> bytes:
    """Return the decoded body.

    Raises: TooLargeError, UndecodableError, and what the network raises.
    """
    announced = response.headers.get("Content-Length", "").strip()
    if announced.isdecimal() and len(announced) > len(str(limit)) + 1:
        raise TooLargeError
    pieces = response.raw.stream(PIECE, decode_content=False)
    return decoded(pieces, response.headers.get("Content-Encoding", ""), limit)


def _trouble(status: int) -> Trouble:
    match status:
        case 401 | 403 | 407 | 451:
            return Trouble.BLOCKED
        case 410:
            return Trouble.GONE
        case 429 | 503:
            return Trouble.LATER
        case _:
            return Trouble.STATUS


def _exact(response: Response, name: str) -> str:
    """Return a header byte for byte; the first one when it was sent twice, since joined they are neither."""
    values: list[str] = response.raw.headers.getlist(name)
    return values[0] if values else ""


def _sendable(value: str) -> bool:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return "\r" not in value and "\n" not in value


def _target(response: Response, base: str) -> str:
    """Return where a redirect leads, absolute, quoted, without fragment or credentials; empty when nowhere."""
    said = _exact(response, "Location").strip()
    with contextlib.suppress(UnicodeError):
        said = said.encode("latin-1").decode("utf-8")
    if not said:
        return ""
    try:
        parts = urlsplit(urljoin(base, said))
        target = urls.without_credentials(urlunsplit(parts._replace(fragment="")))
    except ValueError:
        return ""
    quoted = PreparedRequest()
    try:
        quoted.prepare_url(target, None)
    except requests.RequestException:
        return target
    return quoted.url or target


def _same_origin(own: str, url: str) -> bool:
    """Return whether an address has the scheme, host and port of another; http to https on usual ports is one step up."""
    one, other = urls.split(own), urls.split(url)
    if one is None or other is None or one.hostname != other.hostname:
        return False
    ports = {"http": 80, "https": 443}
    first = one.scheme, one.port or ports.get(one.scheme)
    second = other.scheme, other.port or ports.get(other.scheme)
    return first == second or (first, second) == (("http", 80), ("https", 443))


def _names_host(own: str, url: str) -> bool:
    """Return whether the INI names this address's host: then it may stand anywhere."""
    return urls.host(own) == urls.host(url)


def _proxies(configured: str) -> dict[str, str]:
    """Return the proxies of the INI, else of the environment, read once."""
    if configured:
        return {"http": configured, "https": configured}
    return {scheme: url for scheme, url in getproxies_environment().items() if scheme in ("http", "https", "all")}
