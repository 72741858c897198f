"""Where bytes cross the network: connections that keep a deadline, count what they read and know their peer."""

import http.client
import io
import socket
import ssl
from functools import partial
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from requests.models import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager, ProxyManager
from urllib3.util import Timeout

from planet.fetch.bounds import HEADER_LIMIT, Bounds
from planet.fetch.guard import ForbiddenAddressError
from planet.fetch.resolve import resolve

CONNECT_SHARE = 0.5
"""The part of the time left that one network address may take to answer, so that the next one is tried too."""
INTERIM_LIMIT = 20
"""Interim answers (1xx) before the real one."""


class _Line(io.RawIOBase):
    """A socket's reading end that asks the bounds before and after each read: a byte a second ends as well."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, bounds: Bounds) -> None:
        self._raw, self._sock, self._bounds = raw, sock, bounds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._bounds.remaining())
        received: int | None = self._raw.readinto(buffer)
        self._bounds.count(received or 0)
        return received

    def close(self) -> None:
        self._raw.close()
        super().close()


class BoundedResponse(http.client.HTTPResponse):
    """An answer read through the bounds; interim answers other than 100 are skipped (RFC 8297, RFC 9110 15.2)."""

    def __init__(self, sock: socket.socket, *arguments: Any, bounds: Bounds, **options: Any) -> None:
        """Put the bounds between the socket and whoever reads."""
        super().__init__(sock, *arguments, **options)
        buffered: io.BufferedReader = self.fp
        self.fp = io.BufferedReader(_Line(buffered.detach(), sock, bounds), 65536)

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]
        for _ in range(INTERIM_LIMIT):
            if not 101 < status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)
            version, status, reason = super()._read_status()  # type: ignore[misc]
        raise http.client.BadStatusLine("interim answers without end")


class _Bounded:
    """What both kinds of connection share."""

    bounds: Bounds
    served: int
    peer_address: str
    proxy: Any
    sock: Any

    def _open(self, host: str, port: int) -> socket.socket:
        """Connect to the first address of the host that answers and may be asked; check the real peer."""
        error: OSError = OSError("the name has no address")
        for place in resolve(host, port, self.bounds.remaining()):
            try:
                return self._connected(place.family, place.sockaddr)
            except ForbiddenAddressError:
                raise
            except OSError as failure:
                error = failure
        raise error

    def _connected(self, family: int, address: Any) -> socket.socket:
        if self.proxy is None and not self.bounds.guard.allows(address[0]):
            raise ForbiddenAddressError(address[0])
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(self.bounds.remaining() * CONNECT_SHARE)
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.peer_address = str(sock.getpeername()[0])
            if self.proxy is None and not self.bounds.guard.allows(self.peer_address):
                raise ForbiddenAddressError(self.peer_address)
            sock.settimeout(self.bounds.remaining())
        except BaseException:
            sock.close()
            raise
        return sock

    def _admit(self) -> None:
        """Check a connection taken from the pool against the bounds of this exchange, and tell them the peer."""
        if self.sock is not None:
            if self.proxy is None and not self.bounds.guard.allows(self.peer_address):
                raise ForbiddenAddressError(self.peer_address)
            self.sock.settimeout(self.bounds.remaining())
        self.bounds.peer = self.peer_address
        self.bounds.reused = self.served > 0
        self.served += 1
        self.bounds.allow(HEADER_LIMIT)


class BoundedHTTP(_Bounded, HTTPConnection):
    """A plain connection."""

    def __init__(self, *arguments: Any, bounds: Bounds, **options: Any) -> None:
        """Belong to one thread's bounds."""
        super().__init__(*arguments, **options)
        self.bounds, self.served, self.peer_address = bounds, 0, ""
        self.response_class = partial(BoundedResponse, bounds=bounds)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._open(self._dns_host, self.port)

    def connect(self) -> None:
        """Connect; a connection opened anew has served nobody."""
        self.served = 0
        super().connect()

    def putrequest(self, *arguments: Any, **options: Any) -> None:
        """Begin a request within the bounds of this exchange."""
        if self.sock is None:
            self.connect()
        self._admit()
        super().putrequest(*arguments, **options)


class BoundedHTTPS(_Bounded, HTTPSConnection):
    """A TLS connection."""

    def __init__(self, *arguments: Any, bounds: Bounds, **options: Any) -> None:
        """Belong to one thread's bounds."""
        super().__init__(*arguments, **options)
        self.bounds, self.served, self.peer_address = bounds, 0, ""
        self.response_class = partial(BoundedResponse, bounds=bounds)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._open(self._dns_host, self.port)

    def connect(self) -> None:
        """Connect; a connection opened anew has served nobody."""
        self.served = 0
        super().connect()

    def putrequest(self, *arguments: Any, **options: Any) -> None:
        """Begin a request within the bounds of this exchange."""
        if self.sock is None:
            self.connect()
        self._admit()
        super().putrequest(*arguments, **options)


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = BoundedHTTP

    def __init__(self, *arguments: Any, bounds: Bounds, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.conn_kw["bounds"] = bounds


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = BoundedHTTPS

    def __init__(self, *arguments: Any, bounds: Bounds, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.conn_kw["bounds"] = bounds

    def _validate_conn(self, conn: Any) -> None:
        """Connect before the request; `verify = no` is warned about once a run, in words, not here."""
        if conn.is_closed:
            conn.connect()


def trust(*, verify: bool) -> ssl.SSLContext:
    """Return a TLS context: the system's authorities (SSL_CERT_FILE and SSL_CERT_DIR too) and certifi's, or none."""
    context = ssl.create_default_context()
    if verify:
        context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class BoundedAdapter(HTTPAdapter):
    """requests' way to the network, with connections that keep the bounds of their thread."""

    def __init__(self, bounds: Bounds, contexts: "Contexts") -> None:
        """Share the process's TLS contexts; keep pools of one's own."""
        self._bounds, self._contexts = bounds, contexts
        super().__init__(pool_connections=32, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make pools whose connections know the bounds."""
        super().init_poolmanager(*arguments, **options)
        self._bind(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> ProxyManager:
        """Make such pools for a proxy, too."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **options)
        self._bind(manager)
        return manager

    def _bind(self, manager: PoolManager) -> None:
        pools: dict[str, Any] = {
            "http": partial(_HTTPPool, bounds=self._bounds),
            "https": partial(_HTTPSPool, bounds=self._bounds),
        }
        manager.pool_classes_by_scheme = pools

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Name host and TLS context: a verified and an unverified connection never share a pool."""
        parts = urllib3.util.parse_url(str(request.url))
        scheme = (parts.scheme or "").lower()
        where = {"scheme": scheme, "host": parts.host, "port": parts.port}
        return where, {"ssl_context": self._contexts.context(verify=bool(verify))} if scheme == "https" else {}

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Do nothing: the TLS context decides."""

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        """Return the answer without looking for cookies: none is ever kept."""
        response = Response()
        response.status_code = resp.status
        response.headers = CaseInsensitiveDict(resp.headers)
        response.raw = resp
        response.reason = resp.reason
        response.url = str(req.url)
        response.request = req
        return response


class Contexts:
    """The two TLS contexts of a client, made when first needed: loading the authorities takes a moment."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._made: dict[bool, ssl.SSLContext] = {}

    def context(self, *, verify: bool) -> ssl.SSLContext:
        """Return the context; two threads may make it twice at first, which does no harm."""
        if verify not in self._made:
            self._made.setdefault(verify, trust(verify=verify))
        return self._made[verify]


def waiting_time(bounds: Bounds) -> Timeout:
    """Return urllib3's timeouts; the real ones are set by the connections at every step."""
    left = bounds.remaining()
    return Timeout(connect=left, read=left)
