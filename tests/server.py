"""A real web server on loopback for tests: scripted answers, byte for byte, and a record of every request."""

import contextlib
import io
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client sent, as it was sent."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    """Names and values (latin-1) in their order."""
    body: bytes = b""
    connection: int = 0
    """Which connection it came over, counted from 1."""

    def header(self, name: str) -> str | None:
        """Return a header's value; None when it was not sent."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A complete answer; Content-Length is added unless it, or Transfer-Encoding, is among the headers."""

    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""

    def __call__(self, request: Request, line: "Line") -> None:
        """Send it."""
        names = {name.lower() for name, _ in self.headers}
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if not names & {"content-length", "transfer-encoding"} and self.status not in (204, 304):
            lines.append(f"Content-Length: {len(self.body)}")
        line.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + self.body)


@dataclass(slots=True)
class Line:
    """The server's end of one connection, for answers that misbehave."""

    sock: socket.socket
    ending: threading.Event

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def close(self) -> None:
        """Hang up after what was sent."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def hold(self) -> None:
        """Say nothing more until the client leaves or the server ends."""
        with contextlib.suppress(OSError):
            self.sock.settimeout(0.05)
            while not self.ending.is_set():
                try:
                    if not self.sock.recv(1024):
                        return
                except TimeoutError:
                    continue

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """Send the bytes one at a time, over and over, until the client leaves or the server ends."""
        with contextlib.suppress(OSError):
            while not self.ending.is_set():
                for index in range(len(data)):
                    self.sock.sendall(data[index : index + 1])
                    if self.ending.wait(pause):
                        return


Answer = Callable[[Request, Line], None]
"""What answers a request: a `Reply`, or anything that writes to the line."""


@dataclass(slots=True)
class Server:
    """A server on loopback; a context manager. Paths without a script are answered with 404."""

    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    """The highest number of requests that were answered at the same time."""
    _scripts: dict[str, list[Answer]] = field(default_factory=dict)
    _listener: socket.socket = field(init=False)
    _lines: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)
    _active: int = 0

    def __enter__(self) -> "Server":
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._listener = socket.create_server((self.host, 0), family=family, backlog=256)
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        for thread in list(self._threads):
            thread.join(timeout=5)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.getsockname()[1])

    def url(self, path: str = "/", *, host: str = "") -> str:
        """Return the address of a path, under another name of this machine when `host` is given."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self.tls else 'http'}://{name}:{self.port}{path}"

    def on(self, path: str, *answers: Answer) -> str:
        """Script a path: one answer a request, the last one for all that follow. Return the path's address."""
        self._scripts[path] = list(answers)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """Return the requests for a path, in their order."""
        return [request for request in self.requests if request.target == path]

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        number = 0
        while not self._ending.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            number += 1
            with self._lock:
                self._lines.append(line)
            self._start(self._serve, line, number)

    def _serve(self, line: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError, ssl.SSLError):
            if self.tls is not None:
                line = self.tls.wrap_socket(line, server_side=True)
                with self._lock:
                    self._lines.append(line)
            with line, line.makefile("rb") as source:
                if self.tls is None and line.recv(1, socket.MSG_PEEK) == b"\x16":  # a TLS client says hello
                    line.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                    return
                while (request := _read(source, number)) is not None:
                    self._answer(request, Line(line, self._ending))

    def _answer(self, request: Request, line: Line) -> None:
        with self._lock:
            self.requests.append(request)
            self._active += 1
            self.most_at_once = max(self.most_at_once, self._active)
            script = self._scripts.get(request.target.partition("?")[0], [Reply(status=404)])
            answer = script.pop(0) if len(script) > 1 else script[0]
        try:
            answer(request, line)
        finally:
            with self._lock:
                self._active -= 1


def _read(source: io.BufferedReader, number: int) -> Request | None:
    """Read one request; None when the client left."""
    first: str = source.readline().decode("latin-1").strip()
    if not first:
        return None
    method, target, _ = first.split(" ", 2)
    headers = []
    while line := source.readline().decode("latin-1").rstrip("\r\n"):
        name, _, value = line.partition(":")
        headers.append((name, value.removeprefix(" ")))
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    body: bytes = source.read(length) if length else b""
    return Request(method=method, target=target, headers=tuple(headers), body=body, connection=number)


def redirect(target: str, status: int = 302) -> Reply:
    """Return an answer that leads elsewhere."""
    return Reply(status=status, headers=[("Location", target)])


# ---- certificates, made when a test needs them


OPENSSL = shutil.which("openssl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A certificate authority of the test's own."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """The file to trust (SSL_CERT_FILE)."""
        return self.folder / "authority.pem"

    def context(self, names: str = "IP:127.0.0.1,DNS:localhost", *, expired: bool = False) -> ssl.SSLContext:
        """Return a server's context with a certificate for `names`, signed by this authority."""
        stem = f"leaf-{abs(hash((names, expired)))}"
        key, csr, pem, more = (self.folder / f"{stem}.{end}" for end in ("key", "csr", "pem", "ext"))
        more.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        _openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", csr, "-subj", "/CN=test")
        dates = ["-days", "-1" if expired else "2"]
        ca = ["-CA", self.certificate, "-CAkey", self.folder / "authority.key", "-CAcreateserial"]
        _openssl("x509", "-req", "-in", csr, *ca, "-out", pem, "-extfile", more, *dates)
        return server_context(pem, key)


def authority(folder: Path) -> Authority:
    """Make an authority in a folder."""
    key, pem = folder / "authority.key", folder / "authority.pem"
    basics = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, "-subj", "/CN=CA", *basics)
    return Authority(folder=folder)


def self_signed(folder: Path, names: str = "IP:127.0.0.1") -> ssl.SSLContext:
    """Return a server's context with a certificate that nobody signed but itself."""
    key, pem = folder / "self.key", folder / "self.pem"
    name = ["-subj", "/CN=self", "-addext", f"subjectAltName={names}"]
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, "-days", "2", *name)
    return server_context(pem, key)


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return a server's TLS context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def _openssl(*arguments: object) -> None:
    subprocess.run([OPENSSL or "openssl", *map(str, arguments)], check=True, capture_output=True)


@contextlib.contextmanager
def serving(*answers: Answer, path: str = "/feed") -> Iterator[tuple[Server, str]]:
    """Serve one scripted path; yield the server and the path's address."""
    with Server() as server:
        yield server, server.on(path, *answers)
