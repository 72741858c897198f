#!/usr/bin/env python3
"""Serve the demonstration's feeds the way real blogs answer; on loopback only.

    python3 serve.py [PORT]        8642 without one; 0 takes a free port. Its first line of output is the address.

/feeds/NAME.xml            200 with ETag and Last-Modified; 304 when unchanged; gzip when accepted
/ancien/numerique/rss.xml  301 to /feeds/bibnum.xml    the blog that moved
/provisoire/ifsi.xml       302 to /feeds/ifsi.xml      for a while only: the old address stays the good one
/boucle/a                  301 to /boucle/b, which leads back
/iut/feed                  410                         the blog that was removed
/direction/feed            404
/panne/feed                503 with Retry-After
/trop/feed                 429 with Retry-After
/lent/feed                 answers after 25 seconds
/img/…  /variants/…        files
"""

import gzip
import hashlib
import sys
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
PORT = 8642
FOLDERS = ("feeds", "img", "variants")
ATOM = {"pharma", "notices", "patrimoine", "staps", "jeunesse", "stau", "teens", "platine", "artsculture", "shelftalk"}
PLAIN = {"lettres", "localhist", "bibnum", "inspe"}
MOVED = {
    "/ancien/numerique/rss.xml": (301, "/feeds/bibnum.xml"),
    "/provisoire/ifsi.xml": (302, "/feeds/ifsi.xml"),
    "/boucle/a": (301, "/boucle/b"),
    "/boucle/b": (301, "/boucle/a"),
}
REFUSED = {
    "/iut/feed": (410, "Ce blog est fermé.", {}),
    "/direction/feed": (404, "Page introuvable.", {}),
    "/panne/feed": (503, "Maintenance.", {"Retry-After": "3600"}),
    "/trop/feed": (429, "Trop de demandes.", {"Retry-After": "900"}),
}


def content_type(path: Path) -> str:
    """Return the type a blog of that kind sends, slips included."""
    if path.suffix == ".png":
        return "image/png"
    if path.parent.name != "feeds":
        return "text/xml"
    if path.stem == "droit":
        return "application/rss+xml; charset=ISO-8859-1"
    if path.stem in PLAIN:
        return "text/xml; charset=utf-8"
    return f"application/{'atom' if path.stem in ATOM else 'rss'}+xml; charset=UTF-8"


class Blogs(BaseHTTPRequestHandler):
    """Every blog of the demonstration, and those that are in trouble."""

    protocol_version = "HTTP/1.1"
    server_version = "NuageDemo/2"

    def do_GET(self) -> None:  # noqa: N802 -- the name http.server calls
        """Answer."""
        path = self.path.partition("?")[0]
        if path in MOVED:
            status, target = MOVED[path]
            self._answer(status, b"", "text/html; charset=utf-8", {"Location": target})
        elif path in REFUSED:
            status, words, headers = REFUSED[path]
            self._answer(status, words.encode(), "text/html; charset=utf-8", headers)
        else:
            if path == "/lent/feed":
                time.sleep(25)
                path = "/feeds/droit.xml"
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 -- the name http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the demonstration speaks for itself."""

    def _file(self, path: str) -> None:
        file = (HERE / path.lstrip("/")).resolve()
        served = file.parent.parent == HERE and file.parent.name in FOLDERS
        if not served or not file.is_file():
            self._answer(404, b"Page introuvable.", "text/plain; charset=utf-8", {})
            return
        body = file.read_bytes()
        headers = {
            "ETag": f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
            "Last-Modified": formatdate(int(file.stat().st_mtime), usegmt=True),
        }
        if self._unchanged(headers):
            self._answer(304, b"", "", headers)
            return
        if file.suffix == ".png":
            headers["Cache-Control"] = "max-age=86400"
        else:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, mtime=0)
                headers["Content-Encoding"] = "gzip"
        self._answer(200, body, content_type(file), headers)

    def _unchanged(self, headers: dict[str, str]) -> bool:
        """Say whether the client's copy is good: by its ETag, by its date only when it sent none."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known == headers["ETag"]
        return self.headers.get("If-Modified-Since") == headers["Last-Modified"]

    def _answer(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET" and status != 304:
            self.wfile.write(body)


def main() -> None:
    """Serve until stopped."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Blogs)
    except OSError as error:
        sys.exit(f"serve.py: port {port}: {error.strerror}")
    print(f"http://localhost:{server.server_port}/feeds/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
