"""Work on many blogs at once without letting those of one slow host fill all the threads."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_turn(
    items: Iterable[T],
    work: Callable[[T], R],
    *,
    host: Callable[[T], str],
    executor: Executor,
    workers: int,
    per_host: int,
) -> Iterator[R]:
    """Yield `work(item)` for each item, in the order of completion.

    At most `workers` are under way, and of these at most `per_host` of one host: an item whose host is busy waits
    here, not in a thread. Hosts take turns, so that the first of each is asked before the second of any. An item
    without a host (a file) is not held back. What `work` raises is raised here.
    """
    waiting: dict[str, deque[T]] = {}
    for item in items:
        waiting.setdefault(host(item), deque()).append(item)
    turns = deque(waiting)
    busy = dict.fromkeys(waiting, 0)
    under_way: dict[Future[R], str] = {}
    while turns or under_way:
        while turns and len(under_way) < max(1, workers):
            name = turns.popleft()
            under_way[executor.submit(work, waiting[name].popleft())] = name
            busy[name] += 1
            if waiting[name] and (not name or busy[name] < max(1, per_host)):
                turns.append(name)
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        while done:
            future = done.pop()  # so that a result is let go of when the next is asked for
            name = under_way.pop(future)
            busy[name] -= 1
            if waiting[name] and name not in turns:
                turns.append(name)
            yield future.result()
