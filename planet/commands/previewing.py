"""The server of `planet serve`: loopback only, pages made as they are asked for, a word to the browser when something changed."""

import html
import json
import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from planet.pipeline.preview import Preview, Seen

HOST = "127.0.0.1"
OWN = "/.nuage-preview/"
"""Addresses that are the preview's and no page's."""

SCRIPT = Path(__file__).with_name("preview.js")
BREATH = 15.0
"""Seconds after which a word is sent to a browser that still listens, so that those gone are noticed."""

FROM_OUTPUT = ("media/", "pagefind/")
"""What only a run makes: taken from the output folder, where it is there."""


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview to the browsers of this machine."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, *, reload: bool) -> None:
        """Take a port of the loopback; 0 takes any free one.

        Raises:
            OSError: when the port is taken.
        """
        super().__init__((HOST, port), Handler)
        self.reload = reload
        self.changed = threading.Condition()
        self.closing = False
        self.preview: Preview

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def tell(self) -> None:
        """Tell every browser that there is something new."""
        with self.changed:
            self.changed.notify_all()

    def end(self) -> None:
        """Let go of the browsers that listen."""
        self.closing = True
        self.tell()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that went away in the middle of an answer."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file of the site, or with the preview's own."""
        if not self._is_local():
            self._send(HTTPStatus.FORBIDDEN, b"This address is for the machine it runs on.\n", "text/plain")
            return
        path = unquote(urlsplit(self.path).path)
        if path == f"{OWN}events":
            self._events()
        elif path == f"{OWN}preview.js":
            self._send(HTTPStatus.OK, SCRIPT.read_bytes(), "text/javascript")
        else:
            self._page(path.lstrip("/"))

    def do_HEAD(self) -> None:
        """Answer without the file itself."""
        self.do_GET()

    def _is_local(self) -> bool:
        """Refuse a name that a foreign page made point here."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return host in (HOST, "localhost", "::1")

    def _page(self, path: str) -> None:
        name = f"{path}index.html" if not path or path.endswith("/") else path
        preview = self.server.preview
        seen = preview.page(name)
        if seen is None and preview.page(f"{name}/index.html"):
            self._redirect(f"/{path}/")
            return
        status = HTTPStatus.OK
        if seen is None and (data := self._from_output(name)) is not None:
            seen = Seen(data=data)
        if seen is None:
            status, name, seen = HTTPStatus.NOT_FOUND, "404.html", preview.page("404.html")
        if seen is None or not seen.data:
            status = HTTPStatus.INTERNAL_SERVER_ERROR if seen and seen.fault else HTTPStatus.NOT_FOUND
            name, seen = "fault.html", Seen(data=_bare(seen.fault if seen else str(status.phrase)))
        if seen.fault:
            self.server.tell()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        data = self._with_script(seen.data) if kind == "text/html" else seen.data
        self._send(status, data, kind)

    def _from_output(self, name: str) -> bytes | None:
        if not name.startswith(FROM_OUTPUT) or ".." in name.split("/"):
            return None
        path = self.server.preview.settings.publish.output_dir / name
        try:
            return path.read_bytes()
        except OSError:
            return None

    def _with_script(self, page: bytes) -> bytes:
        if not self.server.reload:
            return page
        script = f'<script src="{OWN}preview.js?version={self.server.preview.version}"></script>'.encode()
        before, end, after = page.rpartition(b"</body>")
        return before + script + end + after if end else page + script

    def _events(self) -> None:
        """Tell the browser how things stand, then again at each change, as server-sent events."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        preview, said = self.server.preview, ""
        while not self.server.closing:
            state = json.dumps({"version": preview.version, "fault": preview.fault})
            self.wfile.write(f"data: {state}\n\n".encode() if state != said else b":\n\n")
            self.wfile.flush()
            said = state
            with self.server.changed:
                if (preview.version, preview.fault) == (json.loads(said)["version"], json.loads(said)["fault"]):
                    self.server.changed.wait(BREATH)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("xml", "json")) else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_said: object) -> None:
        """Say nothing of each request; what changed and what is wrong is said."""


def _bare(fault: str) -> bytes:
    """Return a page that says what is wrong, where there is no older state to show."""
    return f'<!DOCTYPE html><html lang="en"><title>Nuage</title><body><pre>{html.escape(fault)}</pre></body></html>'.encode()
