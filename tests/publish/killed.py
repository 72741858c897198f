"""Publish in child processes that are killed (SIGKILL) before one of their acts on the disk: the first, the second, and so on.

`python -m tests.publish.killed FOLDER` makes one folder for each act, `FOLDER/0` and so on, and ends when a child lives to the end.
"""

import os
import signal
import sys
from pathlib import Path

from planet.publish import Publisher

BEFORE = {"index.html": b"old index", "stays.html": b"stays", "gone/page.html": b"gone", "was-a-file": b"file"}
DURING = {
    "index.html": b"new index, longer than the old one",
    "stays.html": b"stays",
    "new/deep/page.html": b"brand new",
    "new/deep/other.html": b"brand new, too",
    "was-a-file/index.html": b"a folder now",
}
ACTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"})


def publish(root: Path, files: dict[str, bytes], fingerprint: str) -> None:
    """Publish these files in one whole run."""
    publisher = Publisher(root / "out", root / "manifest.json")
    for path, data in files.items():
        if not publisher.is_current(path, fingerprint):
            publisher.write(path, data, fingerprint)
    publisher.finish()


def killed_before(act: int, root: Path) -> bool:
    """Publish in a child that dies before its act of this number; tell whether it did."""
    child = os.fork()
    if child == 0:
        left = [act]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if event in ACTS and str(root) in str(arguments[0]):
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1

        sys.addaudithook(watch)
        publish(root, DURING, "during")
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(folder: Path) -> None:
    """Make the folders of all acts."""
    act, dies = 0, True
    while dies:
        root = folder / str(act)
        publish(root, BEFORE, "before")
        dies = killed_before(act, root)
        act += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
