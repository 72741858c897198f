"""One conditional GET done right: redirects, validators, limits and the guard, over one session per thread."""

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

import requests

from planet import urls
from planet.config import FetchSettings
from planet.fetch import local
from planet.fetch.answer import MEGABYTE, settle
from planet.fetch.bounds import Bounds
from planet.fetch.decode import TooLargeError, UndecodableError
from planet.fetch.errand import Errand
from planet.fetch.exchange import Ask, Exchange
from planet.fetch.guard import OWN, PUBLIC, Guard, led_to
from planet.fetch.hosts import Hosts
from planet.fetch.memo import Memo
from planet.fetch.request import FEEDS, agent, request
from planet.fetch.sessions import Sessions, finish, send
from planet.fetch.troubles import NETWORK_ERRORS, failure
from planet.model import Failure, Fetched, NotModified, Trouble

Room = Callable[[int], None]
"""Is told how many bytes are about to be read into memory, and returns when there is room for them."""


def anyway(_size: int) -> None:
    """Let nothing wait."""


class Client:
    """Asks over HTTP; a context manager that may be used by many threads, each with a session of its own."""

    def __init__(self, settings: FetchSettings, *, link: str) -> None:
        """`link` is the planet's address, named in the User-Agent so that publishers know whom to write to."""
        self._settings = settings
        self._agent = settings.user_agent or agent(link)
        self._hosts = Hosts(settings.per_host)
        self._sessions = Sessions(settings.proxy)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection of every thread."""
        self._sessions.close()

    def fetch(
        self,
        ask: Ask,
        *,
        memo: Memo,
        verify: bool | None,
        force: bool = False,
        own: bool = True,
        room: Room = anyway,
    ) -> Exchange:
        """Ask a blog once. Nothing is raised for what a network, a server or a file may do: it is in the answer.

        `verify` is the blog's own word on certificates; `force` sends no validators and compares no digest.
        `own`: the operator wrote the address; one that a stranger named is neither a file nor private. `room` is asked
        when the exchange is over and its connection given back; until then a large body lies on disk.

        Raises: PublishError when a body cannot be laid down there.
        """
        conditional = ask.conditional and not force
        if own and (path := local.path_of(ask.address)) is not None:
            return local.read(ask, path, memo=memo, max_bytes=self._max_bytes, conditional=conditional, room=room)
        errand = Errand(
            ask=ask,
            memo=memo if conditional else Memo(private=memo.private),
            verify=self._settings.verify if verify is None else verify,
            max_bytes=self._max_bytes,
            guard=OWN if own and urls.host(ask.blog) == urls.host(ask.address) else None,
            accept=FEEDS,
        )
        return self._run(errand, room)

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
        errand = Errand(
            ask=Ask(blog=url, address=url, now=datetime.now(UTC)),
            memo=Memo(),
            verify=self._settings.verify,
            max_bytes=max_bytes,
            guard=OWN if own else PUBLIC,
            accept=accept,
            form=form,
        )
        answer = self._run(errand, anyway).answer
        if isinstance(answer, NotModified):
            return Failure(url=answer.url, trouble=Trouble.STATUS, status=answer.status)
        return answer

    # ---- the walk along redirects

    def _run(self, errand: Errand, room: Room) -> Exchange:
        """Follow redirects to an answer, within the total time; then read its body into memory."""
        session, bounds = self._sessions.own()
        bounds.begin(0)
        url, started = urls.without_credentials(errand.ask.address).partition("#")[0], 0.0
        try:
            with contextlib.ExitStack() as turn:
                while True:
                    errand.url, host = url, urls.host(url)
                    if until := self._hosts.left_alone(host, errand.ask.now):
                        errand.refuse(Trouble.LATER, "its host asked to wait", retry_after=until)
                        break
                    patience = bounds.remaining() if started else None
                    turn.enter_context(self._hosts.turn(host, patience=patience))
                    if not started:
                        started = time.monotonic()
                        bounds.begin(self._settings.feed_timeout)
                    url = self._hop(errand, session, bounds, host)
                    turn.close()
                    if not url:
                        break
        except NETWORK_ERRORS as error:
            errand.answer = failure(errand.url, error)
        except TooLargeError:
            errand.refuse(Trouble.TOO_LARGE)
        except UndecodableError as error:
            errand.refuse(Trouble.ENCODING, str(error))
        seconds = time.monotonic() - started if started else 0.0
        errand.load(room)
        return errand.exchange(received=bounds.received, seconds=seconds)

    def _hop(self, errand: Errand, session: requests.Session, bounds: Bounds, host: str) -> str:
        """Make one request; return where it leads, or settle the answer and return an empty string."""
        first, url = not errand.hops, errand.url
        parts = urls.split(url)
        if parts is None or parts.scheme not in ("http", "https") or not host:
            errand.refuse(Trouble.ADDRESS, "not a web address")
            return ""
        bounds.guard = self._guard(errand, first)
        proxies = self._sessions.proxies(url, bounds, host)
        response = send(session, request(errand, self._agent), bounds, errand.verify, proxies)
        try:
            if first:
                errand.note_own(bounds.peer if not proxies else "")
            target = settle(errand, response, bounds)
        finally:
            finish(response)
        if isinstance(errand.answer, Failure) and errand.answer.retry_after is not None:
            self._hosts.leave_alone(host, errand.answer.retry_after)
        return target

    def _guard(self, errand: Errand, first: bool) -> Guard:
        if first and errand.guard is not None:
            return errand.guard
        return led_to(self._settings.private_addresses, own_is_private=errand.own_is_private)
