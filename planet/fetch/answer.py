"""What an answer means: where a redirect leads, a body that may be a feed, or why there is none."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.models import PreparedRequest, Response

from planet import urls
from planet.fetch.body import Body
from planet.fetch.bounds import Bounds
from planet.fetch.challenge import LOOK, challenge
from planet.fetch.decode import PIECE, TooLargeError, UndecodableError, unfolded
from planet.fetch.errand import PERMANENT, TEMPORARY, Errand
from planet.fetch.exchange import Hop
from planet.fetch.headers import exact, retry_at
from planet.model import Answer, Failure, Fetched, NotModified, Trouble

MEGABYTE = 1024 * 1024


def settle(errand: Errand, response: Response, bounds: Bounds) -> str:
    """Return where a redirect leads; for any other answer note what it is, and return an empty string."""
    status = response.status_code
    target = _target(response, errand.url) if status in PERMANENT | TEMPORARY else ""
    errand.hops.append(Hop(url=errand.url, status=status, target=target))
    bounds.allow(errand.max_bytes + MEGABYTE)
    if status in PERMANENT | TEMPORARY:
        if trouble := errand.trouble_with(target):
            errand.refuse(Trouble.REDIRECT, trouble, status=status)
            return ""
        return target
    sent = response.request.headers
    errand.conditional = "If-None-Match" in sent or "If-Modified-Since" in sent
    errand.answer = _answer(errand, response)
    return ""


def _answer(errand: Errand, response: Response) -> Answer:
    """Return the answer of the last hop, and note what it says for the next time; a body is left with the errand."""
    url, status, headers = errand.url, response.status_code, response.headers
    if status in (200, 203, 226) or (status == 304 and errand.conditional):
        errand.note_headers(response)
    if status == 304 and errand.conditional:
        return NotModified(url=url)
    if status not in (200, 203, 226) and not (errand.form is not None and 200 <= status < 300):
        return _refusal(errand, response)
    body = errand.body = Body()
    for piece in _pieces(response, errand.max_bytes):
        body.add(piece)
    if who := challenge(body.start, mitigated=headers.get("cf-mitigated", "")):
        return Failure(url=url, trouble=Trouble.BLOCKED, detail=f"challenge page of {who}", status=status)
    errand.digest = body.digest
    if errand.memo.digest and errand.digest == errand.memo.digest:
        return NotModified(url=url, status=status)
    return Fetched(
        url=url,
        body=b"",
        content_type=headers.get("Content-Type", ""),
        content_location=headers.get("Content-Location", ""),
        status=status,
    )


def _refusal(errand: Errand, response: Response) -> Failure:
    """Return what a status other than success means."""
    status, headers = response.status_code, response.headers
    retry = None
    if status in (429, 503):
        retry = retry_at(headers.get("Retry-After", ""), date=headers.get("Date", ""), now=errand.ask.now)
    told = Failure(url=errand.url, trouble=_trouble(status), status=status, retry_after=retry)
    if status in (401, 403, 405, 406, 429, 503):
        with contextlib.suppress(TooLargeError, UndecodableError):
            if who := challenge(_start(response), mitigated=headers.get("cf-mitigated", "")):
                return replace(told, trouble=Trouble.BLOCKED, detail=f"challenge page of {who}")
    return told


def _pieces(response: Response, limit: int) -> Iterator[bytes]:
    """Yield the decoded body.

    Raises: TooLargeError, UndecodableError, and what the network raises.
    """
    announced = response.headers.get("Content-Length", "").strip()
    if announced.isdecimal() and len(announced) > len(str(limit)) + 1:
        raise TooLargeError
    pieces = response.raw.stream(PIECE, decode_content=False)
    yield from unfolded(pieces, response.headers.get("Content-Encoding", ""), limit)


def _start(response: Response) -> bytes:
    """Return the beginning of a page that is no feed."""
    return b"".join(_pieces(response, LOOK))


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


def _target(response: Response, base: str) -> str:
    """Return where a redirect leads, absolute, quoted, without fragment or credentials; empty when nowhere."""
    said = exact(response, "Location").strip()
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
