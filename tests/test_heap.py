"""The memory that a run gives back to the system."""

import platform
from pathlib import Path

import pytest

from planet.heap import give_back

MEGABYTE = 1024 * 1024


def resident() -> int:
    """Return the bytes of this process that stand in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked")
def test_what_was_freed_below_something_kept_is_given_back() -> None:
    """A search index that is built by another process must not find the memory taken by what a harvest has long let go of."""
    many = [bytes(2000) for _ in range(40_000)]
    keeper = bytes(2000)
    many.clear()
    before = resident()
    give_back()
    assert before - resident() > 40 * MEGABYTE
    assert keeper
