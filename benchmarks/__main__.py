"""Every benchmark in turn, with sizes that a coffee outlasts: `python -m benchmarks [NAME …]`.

Each is a module of this folder with a `main`, and prints its own table; its docstring says what it measures. Where shared feeds lie
(NUAGE_SHARED), the harvest is measured on them, else on the demonstration's.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the benchmarks' names: modules that can be run by themselves."""
    modules = (path for path in sorted(FOLDER.glob("*.py")) if not path.name.startswith("_"))
    return [path.stem for path in modules if '__name__ == "__main__"' in path.read_text(encoding="utf-8")]


def sizes() -> Mapping[str, list[str]]:
    """Return the arguments of those that would else take long."""
    feeds = Path(os.environ.get("NUAGE_SHARED", "")) / "feeds"
    return {
        "conditional": ["--blogs", "1000", "--rounds", "2"],
        "harvest": [str(feeds)] if os.environ.get("NUAGE_SHARED") and feeds.is_dir() else [],
        "identity": ["3000"],
    }


def main(chosen: list[str]) -> int:
    """Run them; return 1 when one of them failed or missed its limit."""
    known = names()
    if unknown := set(chosen) - set(known):
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    failed = []
    for name in chosen or known:
        print(f"\n== {name} {' '.join(sizes().get(name, []))}", flush=True)
        ended = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sizes().get(name, [])], check=False)
        if ended.returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed, or over its limit: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
