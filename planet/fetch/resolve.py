"""Names to network addresses, within a time: the system's resolver knows none."""

import queue
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """One network address to try."""

    family: int
    sockaddr: tuple[str, int] | tuple[str, int, int, int]


def resolve(host: str, port: int, seconds: float) -> tuple[Place, ...]:
    """Return the addresses of a host in the system's order.

    A literal address is answered at once; a name is looked up in a thread of its own, which is left behind when it
    takes too long: nothing else can end a lookup.

    Raises: socket.gaierror when there is none; TimeoutError.
    """
    literal = _literal(host, port)
    if literal is not None:
        return literal
    answers: queue.SimpleQueue[tuple[Place, ...] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), name=f"resolve {host}", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not found in time") from None
    if isinstance(found, OSError):
        raise found
    return found


def _literal(host: str, port: int) -> tuple[Place, ...] | None:
    if ":" not in host and not host.replace(".", "").isdigit():
        return None
    try:
        return _places(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST))
    except OSError:
        return None


def _look_up(host: str, port: int, answers: "queue.SimpleQueue[tuple[Place, ...] | OSError]") -> None:
    try:
        answers.put(_places(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:  # a label longer than DNS allows
        answers.put(socket.gaierror(socket.EAI_NONAME, str(error)))


def _places(found: Iterable[tuple[Any, ...]]) -> tuple[Place, ...]:
    """Return what the resolver found, each address once; those of families the system was built without are left out."""
    return tuple(dict.fromkeys(Place(entry[0], entry[4]) for entry in found if isinstance(entry[4][0], str)))
