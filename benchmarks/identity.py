"""What identity costs: one canonical address, the keys of one entry, the verdicts of a planet of ten thousand entries.

`nice python -m benchmarks.identity [ENTRIES]` prints microseconds and seconds of processor time. Texts are made of a fixed
seed, so that two runs measure the same work: a hundred blogs, a tenth of whose posts are copied by two aggregators, one in
full, one as an excerpt, and one blog that gives the same notice every week.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planet.merge import keys
from planet.merge.match import gather, match, primary, recognise
from planet.model import DateRule, Entry, Record, SafeHtml
from planet.urls import canonical

BLOGS = 100
START = datetime(2024, 1, 1, tzinfo=UTC)
ADDRESSES = (
    "https://blog.example/2026/10/06/la-salle-rouvre/",
    "http://www.Blog.example:80/a/./b/index.html?utm_source=rss&utm_medium=feed&id=7#more-12",
    "https://blog.example/m%C3%A9diath%C3%A8que/été-100/?page=3",
)


def entries(number: int) -> Iterator[tuple[str, Entry]]:
    """Yield a planet's entries with their blogs, in order of time: about `number` of them."""
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghilmnoprstuv", k=draw.randint(2, 9))) for _ in range(6000)]
    for place in range(int(number / 1.2)):
        blog, moment = f"b{place % BLOGS}", START + timedelta(minutes=20 * place)
        length = draw.choice((40, 120, 250, 400, 800))
        text = (
            " ".join(draw.choices(words, k=length))
            if place % BLOGS
            else "La permanence a lieu samedi de dix heures à midi. " * 4
        )
        title = " ".join(draw.choices(words, k=6)) if place % BLOGS else "Permanence du samedi"
        link = f"https://{blog}.example/{place}"
        yield blog, _entry(title, text, link, moment)
        if place % 10 == 3:
            yield "full", _entry(f"Blog {blog}: {title}", text, link + "?utm_source=rss", moment + timedelta(hours=1))
            yield (
                "short",
                _entry(title, text[:300] + "…", f"https://short.example/{place}", moment + timedelta(hours=9)),
            )


def _entry(title: str, text: str, link: str, moment: datetime) -> Entry:
    return Entry(title=title, content=SafeHtml(f"<p>{text}</p>"), link=link, guid=link, published=moment, raw=link)


def record(number: int, blog: str, entry: Entry) -> Record:
    """Return an entry as the archive holds it, with its keys."""
    assert entry.published
    return Record(
        number=number,
        blog=blog,
        entry=entry,
        first_seen=entry.published,
        last_seen=entry.published,
        date=entry.published,
        dated_by=DateRule.PUBLISHED,
        story=number,
        keys=keys.keys(entry, blog),
    )


class Shelf:
    """Records by number and an index of their keys: the look-ups of the archive, in memory."""

    def __init__(self) -> None:
        """Start empty."""
        self.records: dict[int, Record] = {}
        self.index: defaultdict[str, list[int]] = defaultdict(list)
        self.stories: defaultdict[int, set[int]] = defaultdict(set)

    def merge(self, fresh: list[Record]) -> int:
        """Take new records in and return how many pairs had a verdict."""
        for one in fresh:
            self.records[one.number] = one
            self.stories[one.story].add(one.number)
            for key in one.keys:
                self.index[key].append(one.number)
        numbers = {number for one in fresh for number in self._candidates(one)}
        stories = {self.records[number].story for number in numbers}
        pool = [self.records[number] for story in stories for number in self.stories[story]]
        verdicts = match(fresh, pool)
        around = {one.number: one for one in (*pool, *fresh)}
        for number, story in gather(list(around.values()), verdicts).items():
            self.stories[around[number].story].discard(number)
            self.stories[story].add(number)
            self.records[number] = replace(around[number], story=story)
        return len(verdicts)

    def _candidates(self, one: Record) -> Iterator[int]:
        shared: Counter[int] = Counter()
        for key in one.keys:
            kind = key.partition(":")[0]
            if len(self.index[key]) <= keys.LIMITS[kind]:
                weight = 1 if kind == "s" else keys.SHARED_SKETCH
                for number in self.index[key]:
                    shared[number] += weight
        return (number for number, weight in shared.items() if weight >= keys.SHARED_SKETCH)


def spent(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for url in ADDRESSES:
        each = spent(lambda url=url: [canonical.__wrapped__(url) for _ in range(10_000)]) / 10_000  # type: ignore[misc]
        print(f"canonical  {1e6 * each:8.1f} µs  {url}")
    planet = list(entries(number))
    made: list[Record] = []
    seconds = spent(lambda: made.extend(record(place, blog, entry) for place, (blog, entry) in enumerate(planet, 1)))
    print(
        f"keys       {1e6 * seconds / len(made):8.1f} µs  an entry; {sum(len(one.keys) for one in made) / len(made):.0f} keys each"
    )
    shelf = Shelf()
    batches = [made[start : start + 50] for start in range(0, len(made), 50)]
    decided: list[int] = []
    seconds = spent(lambda: decided.extend(shelf.merge(batch) for batch in batches))
    print(f"verdicts   {seconds:8.2f} s   {len(made)} entries, {len(batches)} harvests of 50; {sum(decided)} verdicts")
    shared = [group for group in shelf.stories.values() if len(group) > 1]
    choose = spent(lambda: [primary([shelf.records[number] for number in group]) for group in shared])
    print(f"primary    {1e6 * choose / len(shared):8.1f} µs  a story; {len(shared)} stories of more than one entry")
    own = [one for one in made if one.blog == "b1"]
    seconds = spent(lambda: recognise([one.entry for one in own[-50:]], own, blog="b1"))
    print(f"recognise  {1e3 * seconds:8.1f} ms  50 entries against {len(own)} records of their blog")


if __name__ == "__main__":
    main()
