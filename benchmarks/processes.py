"""Whole processes measured from outside: wall, CPU and peak memory, as the kernel accounts them."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One process from start to end."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, children reaped by it included."""
    memory: float
    """MB (10^6 bytes) of peak resident memory."""
    code: int


def measure(command: Sequence[str]) -> Measure:
    """Run a command with its output thrown away and return what it took."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Measure(
        wall=time.perf_counter() - began,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * 1024 / 1e6,
        code=child.returncode,
    )
