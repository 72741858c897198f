"""One session of requests for each thread, its proxies, and how a request is sent and its connection given back."""

import contextlib
import threading
from urllib.request import getproxies_environment

import requests
from requests.models import PreparedRequest, Response
from requests.utils import should_bypass_proxies

from planet.fetch.bounds import Bounds
from planet.fetch.guard import ForbiddenAddressError
from planet.fetch.resolve import Place, resolve
from planet.fetch.transport import BoundedAdapter, Contexts, waiting_time
from planet.fetch.troubles import NETWORK_ERRORS, is_stale


class Sessions:
    """The sessions of all threads."""

    def __init__(self, proxy: str) -> None:
        """Ask through the INI's `proxy`, else through those of the environment, which are read once."""
        self._contexts = Contexts()
        self._thread = threading.local()
        self._made: list[requests.Session] = []
        self._proxies = _proxies(proxy)

    def own(self) -> tuple[requests.Session, Bounds]:
        """Return this thread's session and bounds, made at its first request."""
        made: tuple[requests.Session, Bounds] | None = getattr(self._thread, "made", None)
        if made is None:
            session, bounds = requests.Session(), Bounds()
            session.trust_env = False
            adapter = BoundedAdapter(bounds, self._contexts)
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            self._made.append(session)
            made = self._thread.made = session, bounds
        return made

    def proxies(self, url: str, bounds: Bounds, host: str) -> dict[str, str]:
        """Return the proxies for an address. Behind one the peer is unknown: the name is looked up here as well.

        Raises: ForbiddenAddressError when the name stands for an address that the guard does not allow.
        """
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

    def close(self) -> None:
        """Close every connection of every thread."""
        while self._made:
            self._made.pop().close()


def send(
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


def finish(response: Response) -> None:
    """Give the connection back when its answer was read to the end, else close it."""
    raw = response.raw
    if response.status_code == 304:
        raw.drain_conn()
        raw.release_conn()
    elif not raw.isclosed():
        raw.close()
    else:
        raw.release_conn()


def _proxies(configured: str) -> dict[str, str]:
    if configured:
        return {"http": configured, "https": configured}
    return {scheme: url for scheme, url in getproxies_environment().items() if scheme in ("http", "https", "all")}
