"""Feeds in files: `file:` addresses and plain paths, read through the same door as those of the network."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from planet import urls
from planet.fetch.decode import TooLargeError, UndecodableError, decoded
from planet.fetch.exchange import Ask, Exchange, Hop
from planet.fetch.memo import Memo
from planet.model import Answer, Failure, Fetched, NotModified, Trouble


def path_of(address: str) -> Path | None:
    """Return the path that a `file:` address or a plain absolute path names; None for any other address."""
    if address.startswith("/"):
        return Path(address)
    parts = urls.split(address)
    if parts is not None and parts.scheme.lower() == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path))
    return None


def read(
    ask: Ask, path: Path, *, memo: Memo, max_bytes: int, conditional: bool, room: Callable[[int], None]
) -> Exchange:
    """Read a regular file when `room` lets it; its time and size serve as validators, its digest when they changed."""
    url = path.absolute().as_uri()
    try:
        # O_NONBLOCK: a named pipe must not hold the run up; it is refused below.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as source:
            facts = os.fstat(source.fileno())
            if not stat.S_ISREG(facts.st_mode):
                return _exchange(ask, Failure(url=url, trouble=Trouble.FILE, detail="not a regular file"))
            mark = f"{facts.st_mtime_ns}-{facts.st_size}"
            if conditional and memo.url == url and memo.etag == mark:
                return _exchange(ask, NotModified(url=url), mark=mark, digest=memo.digest, conditional=True)
            room(min(facts.st_size, max_bytes))
            raw = source.read(max_bytes + 1)
        body = decoded(iter([raw]), "", max_bytes)
    except TooLargeError:
        return _exchange(ask, Failure(url=url, trouble=Trouble.TOO_LARGE))
    except UndecodableError as error:
        return _exchange(ask, Failure(url=url, trouble=Trouble.ENCODING, detail=str(error)))
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        return _exchange(ask, Failure(url=url, trouble=Trouble.FILE, detail=words))
    digest = body_digest(body)
    answer: Answer = Fetched(url=url, body=body)
    if conditional and memo.digest == digest:
        answer = NotModified(url=url, status=200)
    return _exchange(ask, answer, mark=mark, digest=digest, conditional=conditional, received=len(raw))


def body_digest(body: bytes) -> str:
    """Return the digest by which two equal bodies are known."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _exchange(
    ask: Ask, answer: Answer, *, mark: str = "", digest: str = "", conditional: bool = False, received: int = 0
) -> Exchange:
    return Exchange(
        ask=ask,
        answer=answer,
        hops=(Hop(url=answer.url, status=answer.status or 0),),
        etag=mark,
        digest=digest,
        conditional=conditional,
        received=received,
    )
