"""Build the demonstration: start its feeds on loopback, run the planet over them, stop them, say where the page is."""

import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
INI = HERE / "planet.ini"
PORT = 8642
DEAD = {f"http://localhost:{PORT}/iut/feed", "http://blog.direction.univ-orvelle.example/feed/"}
"""A blog that answers 410 and one whose domain is gone: part of the demonstration."""


def main() -> int:
    """Return 0 when every blog but the two dead ones was read and the site written."""
    began = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, str(HERE / "serve.py"), str(PORT)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        if not server.stdout.readline():
            print(f"demo: the feeds cannot be served on port {PORT}; is another demonstration running?", file=sys.stderr)
            print((server.stderr.read() if server.stderr else "").strip().splitlines()[-1], file=sys.stderr)
            return 1
        code = subprocess.call([sys.executable, "-m", "planet", "run", "--now", str(INI)])
    finally:
        server.terminate()
        server.wait(timeout=10)
    if code not in (0, 1):
        return code
    health = json.loads((HERE / "health.json").read_text(encoding="utf-8"))
    unexpected = [failed for failed in health["failures"] if failed["blog"] not in DEAD]
    page = Path(health["output"]) / "index.html"
    changed = any(health[key] for key in ("added", "changed", "withdrawn", "written", "removed"))
    print(f"{health['blogs']} blogs, {health['entries']} posts ({health['stories']} stories shown), "
          f"{health['topics']} topics, {health['terms']} terms, {time.monotonic() - began:.1f} s.")
    print("Nothing changed." if not changed else f"{health['written']} files written.")
    print(f"Dead addresses, as meant: {', '.join(sorted(DEAD))}.")
    print(f"The page: {page}")
    return 1 if unexpected or not page.is_file() else 0


if __name__ == "__main__":
    sys.exit(main())
