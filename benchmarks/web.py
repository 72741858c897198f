"""A folder served on loopback by nginx, or by Python's own server where nginx is missing."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NGINX = """
daemon off; master_process off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off; etag on; gzip on; gzip_types text/xml application/xml; types {{ application/xml xml; }} default_type application/xml;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def free_port() -> int:
    """Return a port of loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` while the block runs; yield its address, without a slash at the end."""
    port = free_port()
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
        if nginx := shutil.which("nginx"):
            configuration = Path(work) / "nginx.conf"
            configuration.write_text(NGINX.format(work=work, port=port, folder=folder))
            command = [nginx, "-c", str(configuration), "-p", work]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers; raise when it ended or takes over ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the benchmark's web server does not answer")
