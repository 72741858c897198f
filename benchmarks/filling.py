"""Archives filled in bulk, as merging would have left them: real rows by the real codec, without asking which entries are the same.

Merging 100,000 entries takes the better part of an hour, and benchmarks of what comes after it need not wait: here each entry founds
a story of its own. Keys are written where a record has them; what only reads the archive leaves them out.
"""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import insert

from planet import codec
from planet.archive import Archive, light, read, write
from planet.archive.tables import blogs, stories
from planet.model import Feed, Record

AT_ONCE = 2000


def fill(archive: Archive, records: Iterable[Record], *, feeds: Iterable[Feed] = ()) -> int:
    """Put records into an archive, each as its own story, and what their feeds say of themselves; return how many there are.

    Numbers must be new. Blogs are made as they are met.
    """
    made, count = iter(records), 0
    with archive._transaction() as connection:  # noqa: SLF001 - a benchmark looks behind the door
        ids = read.blog_ids(connection)
        for feed in feeds:
            ids.setdefault(feed.url, write._new_blog(connection, feed.url))  # noqa: SLF001
            connection.execute(blogs.update().where(blogs.c.url == feed.url).values(feed=codec.dump(feed)))
        while part := list(islice(made, AT_ONCE)):
            for url in {record.blog for record in part} - ids.keys():
                ids[url] = write._new_blog(connection, url)  # noqa: SLF001
            write._add(connection, part, ids, places={})  # noqa: SLF001
            rows = [light.row([record], number=record.number, shown=record.number, marks=None) for record in part]
            connection.execute(insert(stories), rows)
            count += len(part)
    return count
