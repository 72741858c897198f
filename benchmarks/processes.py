"""Whole processes measured from outside: wall, CPU and peak memory, as the kernel accounts them, with the processes they start."""

import os
import re
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25
"""Seconds between two looks at the memory of a process and those it started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One process from start to end."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, children reaped by it included."""
    memory: float
    """MB (10^6 bytes): the most that the process and those it started held at one time, pages they share counted once (PSS);
    or what one of them held at its own peak, if that is more."""
    code: int


def measure(command: Sequence[str]) -> Measure:
    """Run a command with its output thrown away and return what it took."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ended, seen = threading.Event(), [0.0]
    looker = threading.Thread(target=_look, args=(child.pid, ended, seen))
    looker.start()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    ended.set()
    looker.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    return Measure(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=max(seen[0], usage.ru_maxrss * 1024 / 1e6),
        code=child.returncode,
    )


def _look(process: int, ended: threading.Event, most: list[float]) -> None:
    """Note the most memory that a process and its children hold at one time, until it has ended."""
    while not ended.wait(EVERY):
        with suppress(OSError):
            children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
            # threads start processes too
            for thread in Path(f"/proc/{process}/task").iterdir():
                if thread.name != str(process):
                    children += (thread / "children").read_text(encoding="ascii").split()
            most[0] = max(most[0], sum(map(_shared, [str(process), *children])))


def _shared(process: str) -> float:
    """Return the MB a process holds, its share of what it shares with others (PSS)."""
    try:
        found = re.search(
            r"^Pss:\s*(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE
        )
    except OSError:
        return 0.0
    return int(found[1]) * 1024 / 1e6 if found else 0.0
