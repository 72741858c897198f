"""What clouds are worth and what they cost: each beside the k most frequent terms, over feeds of one's own and the demonstration.

`nice python -m benchmarks.clouds [FOLDER]` prints a table for the demonstration's feeds and, where a folder of feeds with a
`MANIFEST.tsv` (file, address) is named or NUAGE_SHARED has one, for those, grouped in four topics; then tags folded in a
second, and the seconds all clouds of 100,000 stories with 20,000 spellings take. Nothing is fetched.
"""

import csv
import os
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from planet.config import TagSettings, load
from planet.model import Copy, Entry, Feed, Fetched, Story, Tag
from planet.parse import parse
from planet.tags import Background, Harmony, Vocabulary, apply_terms, cloud, harmonise, load_vocabulary, spellings
from planet.tags.fold import fold
from planet.tags.measure import Measures, bounds, measures, most_frequent, shared

Rivers = tuple[Mapping[str, Sequence[Story]], Background, Harmony]
"""Rivers by name, the whole first, with what their clouds are chosen by."""
DEMO = Path(__file__).parent.parent / "config" / "demo"
SIZE = 40
LIVE = 4
"""Blogs a topic must have for its cloud to be judged."""
SUBJECTS = {
    "news": ("//rss.dw.com", "nytimes.com", "//time.com", "boston.com", "foreignpolicy", "a.dj.com"),
    "culture": (
        "glasspetal", "raggywaltz", "ninaklose", "duchemin", "stml.tumblr", "minutestomidnight", "spoon-tamago",
        "oldhouse", "wellappointed", "arsoncafe", "ardour", "fogblog", "tomlibertiny", "shep.ca", "racc.blog",
        "jessimekirk", "realphysics", "lookgreatnaked",
    ),
    "programming": (
        "higherorder", "jfg-mysql", "codearcana", "bendauphinee", "oscardom", "fallthrough", "jtemporal", "fulgidus",
        "avandeursen", "noredink", "nithinbekal", "workingsoftware", "knatten", "alexwlchan", "willpatrick",
        "rants.org", "stancarney", "albanbrooke", "raywoodcock", "collectiveaction", "kroy.io",
    ),
    "data and security": (
        "causality", "markgreville", "SalmonRun", "dzidas", "xaviergeerinck", "scherlis", "geohot", "f1metrics",
        "jatan", "fifthhorseman", "benlog", "keymaterial", "hboeck",
    ),
}  # fmt: skip
"""What gathered feeds write about, by a part of their addresses; the last two subjects are related."""


def main() -> int:
    """Print the tables and the figures of speed."""
    print(f"{'':24} {'':8} terms  posts  blogs  overlap  one-blog  distinct")
    demonstration()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(os.environ.get("NUAGE_SHARED", "../shared")) / "feeds"
    if (folder / "MANIFEST.tsv").is_file():
        gathered(folder)
    speed()
    return 0


def demonstration() -> None:
    """Print the table of the demonstration: the planet, and its topics of four blogs or more."""
    rivers, background, harmony = demonstration_rivers()
    table(rivers, background, harmony)


def demonstration_rivers() -> Rivers:
    """Return the rivers of the demonstration's feeds: the planet's first, then those of topics with four blogs or more."""
    settings = load(DEMO / "planet.ini").settings
    assert settings
    topics: dict[str, set[str]] = {topic.name: set() for topic in settings.topics}
    names = {topic.slug: topic.name for topic in settings.topics}
    found: list[Story] = []
    for blog in settings.blogs:
        path = DEMO / "feeds" / blog.url.rpartition("/")[2]
        if path.is_file():
            found += stories_of(path, blog.url, blog.lang, first=len(found) + 1)
            for slug in (*blog.topics, *blog.audiences):
                topics[names[slug]].add(blog.url)
    return rivers_of("demonstration", found, topics, load_vocabulary(settings.tags), locale="fr")


def gathered(folder: Path) -> None:
    """Print the table of a folder of feeds, by their subjects; what has none of them stands in the whole alone."""
    topics: dict[str, set[str]] = {subject: set() for subject in SUBJECTS}
    found: list[Story] = []
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            told = stories_of(folder / row["file"], row["url"], "", first=len(found) + 1)
            found += told
            if any(story.tags for story in told):
                for subject, parts in SUBJECTS.items():
                    if any(part in row["url"] for part in parts):
                        topics[subject].add(row["url"])
    table(*rivers_of("feeds", found, topics, Vocabulary(), locale="en"))


def stories_of(path: Path, url: str, language: str, *, first: int) -> list[Story]:
    """Return the entries of a feed file as stories, numbered from `first`."""
    fetched = Fetched(url="http://127.0.0.1/feed", body=path.read_bytes(), content_type="application/xml")
    feed = parse(fetched)
    if not isinstance(feed, Feed):
        return []
    entries = [entry for entry in feed.entries if isinstance(entry, Entry)]
    return [_story(number, url, language or entry.language, entry) for number, entry in enumerate(entries, first)]


def _story(number: int, url: str, language: str, entry: Entry) -> Story:
    date = entry.published or entry.updated or datetime(2020, 1, 1, tzinfo=UTC)
    copies = (Copy(number=number, blog=url, link=entry.link),)
    return Story(
        number=number,
        shown=number,
        date=date,
        updated=date,
        blogs=(url,),
        copies=copies,
        tags=entry.tags,
        language=language,
    )


def rivers_of(
    name: str, found: Sequence[Story], topics: Mapping[str, set[str]], vocabulary: Vocabulary, *, locale: str
) -> Rivers:
    """Return the rivers of stories without terms: all of them under `name`, then topics with four blogs or more."""
    harmony = harmonise(spellings(found), vocabulary, locale=locale)
    stories = sorted(apply_terms(found, harmony), key=lambda story: story.date, reverse=True)
    rivers = {name: stories} | {
        topic: [story for story in stories if story.blogs[0] in blogs]
        for topic, blogs in topics.items()
        if len(blogs) >= LIVE
    }
    return rivers, Background(stories), harmony


def table(rivers: Mapping[str, Sequence[Story]], background: Background, harmony: Harmony) -> None:
    """Print a line for each cloud, one for the most frequent terms and one for what no choice can pass, then what clouds share.

    Bounds: the most terms with 35 % of one blog, the most posts and blogs reached by terms of two posts or more, the least
    share of terms of one blog at the cloud's size, the greatest distinctiveness with 35 % of terms of one blog.
    """
    settings = TagSettings(cloud_size=SIZE)
    clouds: dict[str, list[str]] = {}
    for topic, river in rivers.items():
        live = len({story.blogs[0] for story in river})
        chosen = cloud(river, background, harmony, settings=settings, blogs=live)
        clouds[topic] = [term.term for term in chosen.terms]
        _line(topic, "Nuage", measures(river, clouds[topic], background))
        _line("", "frequent", measures(river, most_frequent(river, len(clouds[topic])), background))
        held = bounds(river, len(clouds[topic]), background)
        print(
            f"{'':24} {'bound':8} {held.terms:5}  {held.coverage:5.3f}  {held.blogs:5.3f}  {'':7}  {held.one_blog:8.3f}"
            f"  {held.distinct:8.3f}"
        )
    for one, other in combinations(list(rivers)[1:], 2):
        print(f"  {one} and {other} share {shared(clouds[one], clouds[other]):.1%} of their terms")


def _line(topic: str, kind: str, found: Measures) -> None:
    print(
        f"{topic[:24]:24} {kind:8} {found.terms:5}  {found.coverage:5.3f}  {found.blogs:5.3f}  {found.overlap:7.4f}"
        f"  {found.one_blog:8.3f}  {found.distinct:8.3f}"
    )


def made_up(stories: int, texts: Sequence[str], blogs: int = 200) -> Iterator[Story]:
    """Yield stories with three tags each, the first texts the most used (Zipf), of a fixed seed."""
    draw = random.Random(11)
    start = datetime(2026, 11, 1, tzinfo=UTC)
    weights = [1 / (rank + 1) for rank in range(len(texts))]
    tags = draw.choices(texts, weights, k=3 * stories)
    for number in range(stories):
        date = start - timedelta(minutes=15 * number)
        yield Story(
            number=number + 1,
            shown=number + 1,
            date=date,
            updated=date,
            blogs=(f"https://b{draw.randrange(blogs)}.example/",),
            tags=tuple(Tag(text=text) for text in dict.fromkeys(tags[3 * number : 3 * number + 3])),
            language="fr",
        )


def speed(stories: int = 100_000, number: int = 20_000) -> None:
    """Print tags folded in a second, and the seconds of harmonising and of all clouds of twenty topics and the planet."""
    draw = random.Random(3)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "é", "i", "o", "u", "an", "eur", "ique")]
    words = ["".join(draw.choices(syllables, k=draw.randint(2, 3))) for _ in range(number)]
    texts = [draw.choice((str.title, str.upper, str.lower))(" ".join(draw.choices(words, k=2))) for _ in range(number)]
    began = time.process_time()
    for text in texts:
        fold(text, "fr")
    spent = time.process_time() - began
    print(f"folded {number / spent:,.0f} tags a second (each new)")
    found = list(made_up(stories, texts))
    began = time.process_time()
    harmony = harmonise(spellings(found), locale="fr")
    told = apply_terms(found, harmony)
    print(f"{stories:,} stories, {number:,} spellings: harmonised in {time.process_time() - began:.1f} s", end="; ")
    began = time.process_time()
    background = Background(told)
    settings = TagSettings(cloud_size=SIZE)
    cloud(told, background, harmony, settings=settings)
    for topic in range(20):
        mine = [story for story in told if int(story.blogs[0][9:-9]) % 20 == topic]
        cloud(mine, background, harmony, settings=settings)
    print(f"21 clouds in {time.process_time() - began:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
