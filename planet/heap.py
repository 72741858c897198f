"""The memory that a run takes from the system, and what it gives back, where the C library is glibc."""

import contextlib
import ctypes
import gc
import os
from collections.abc import Iterator

_ARENA_MAX = -8
"""glibc's name for how many heaps it may make (mallopt(3))."""
_MMAP_THRESHOLD = -3
"""glibc's name for the size from which an allocation is given back to the system when it is freed."""
LARGE = 256 * 1024


def share_memory() -> None:
    """Let all threads allocate from one heap: with one for each, what sixteen threads have freed stays with them.

    A harvest of a hundred feeds peaks at 60 % of the memory. To be called before threads are made. Nor need arithmetic on short
    arrays start a thread for each processor, with room for each.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Return what was freed to the system, between a stage that needed much and the next."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let Python look for cycles among new values a hundred times less often.

    What is harvested, and a site, are many values that stay to the end of their stage, without a cycle; looking through them again and
    again is a tenth of merging and a quarter of rendering.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
