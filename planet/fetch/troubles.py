"""Errors of the network libraries, translated into the kinds of failure Nuage knows. The only place that knows them."""

import errno
import http.client
import re
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from planet import urls
from planet.fetch.bounds import TooMuchError
from planet.fetch.guard import ForbiddenAddressError
from planet.model import Failure, Trouble

_CERTIFICATE = {
    9: "certificate not yet valid",
    10: "certificate expired",
    18: "certificate self-signed",
    19: "certificate from an unknown issuer",
    20: "certificate from an unknown issuer",
    21: "certificate from an unknown issuer",
    23: "certificate revoked",
    62: "certificate for another host",
    64: "certificate for another host",
}
"""OpenSSL's X509_V_ERR codes."""

NETWORK_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    UnicodeError,
)
"""Everything the libraries raise when an exchange goes wrong; UnicodeError is IDNA's for names no host can have."""


def failure(url: str, error: BaseException) -> Failure:
    """Return what happened, in one kind and a few words."""
    causes = list(_causes(error))
    trouble, detail = next((found for cause in causes if (found := _known(cause))), (Trouble.NETWORK, ""))
    if not detail:
        detail = _words(causes[-1])
    return Failure(url=urls.without_credentials(url), trouble=trouble, detail=detail)


def is_stale(error: BaseException) -> bool:
    """Return whether a connection kept from before had been closed by its server meanwhile."""
    stale = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ConnectionAbortedError)
    return any(isinstance(cause, stale) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what it wraps, outermost first; libraries hide causes in arguments as well."""
    seen: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        found = queue.pop(0)
        if isinstance(found, BaseException) and not any(found is known for known in seen):
            seen.append(found)
            yield found
            queue += [getattr(found, "reason", None), *found.args, found.__cause__, found.__context__]


Kinds = tuple[type[BaseException], ...]

_TOLD: tuple[tuple[Kinds, Trouble, str], ...] = (
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), Trouble.NETWORK, "connection closed by the server"),
    ((socket.gaierror, urllib3.exceptions.NameResolutionError), Trouble.DNS, "no such host"),
    ((TimeoutError, urllib3.exceptions.TimeoutError, requests.Timeout), Trouble.TIMEOUT, "no complete answer in time"),
    ((ConnectionRefusedError,), Trouble.REFUSED, "connection refused"),
    ((http.client.IncompleteRead, urllib3.exceptions.IncompleteRead), Trouble.NETWORK, "answer cut short"),
    (
        (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError),
        Trouble.NETWORK,
        "connection closed by the server",
    ),
    ((http.client.BadStatusLine, http.client.UnknownProtocol), Trouble.NETWORK, "not an HTTP answer"),
    ((http.client.LineTooLong,), Trouble.NETWORK, "header line too long"),
    (
        (requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError, http.client.InvalidURL, UnicodeError),
        Trouble.ADDRESS,
        "not a usable address",
    ),
)
"""Which error is which trouble; the first that fits counts."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN, errno.EACCES})


def _known(error: BaseException) -> tuple[Trouble, str] | None:
    """Return what an error means by itself; None when only its cause can tell."""
    if isinstance(error, ForbiddenAddressError | TooMuchError):
        return (Trouble.ADDRESS if isinstance(error, ForbiddenAddressError) else Trouble.TOO_LARGE), str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.TLS, _CERTIFICATE.get(error.verify_code, "certificate not valid")
    for kinds, trouble, detail in _TOLD:
        if isinstance(error, kinds):
            return trouble, detail
    if isinstance(error, ssl.SSLError):
        return Trouble.TLS, _tls_words(error)
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return Trouble.REFUSED, "host unreachable"
    return None


def _tls_words(error: ssl.SSLError) -> str:
    reason = (error.reason or "").upper()
    if "WRONG_VERSION_NUMBER" in reason or "HTTP_REQUEST" in reason:
        return "no TLS at this port"
    if "PROTOCOL" in reason or "VERSION" in reason:
        return "TLS version too old"
    return "TLS handshake failed"


def _words(error: BaseException) -> str:
    """Return a library's own words on one short line, without addresses of objects in memory."""
    text = re.sub(r"<[^<>]* at 0x[0-9a-f]+>:? ?|\s+", " ", str(error) or type(error).__name__)
    return text.strip()[:160]
