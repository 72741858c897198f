"""Fuzzing of the parse stage, bounded in time: generated feeds, broken and mutated ones, hostile markup.

`nice python -m tests.parse.fuzz --minutes 15` prints how many inputs each law saw and what broke it, the smallest first.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from planet import dates
from planet.excerpts import excerpt
from planet.model import Entry, Failure, Feed, Fetched
from planet.parse import parse
from planet.parse.clean import Context, clean
from tests.parse.differences import URL, differences
from tests.parse.documents import FEEDS, MARKUP

ROOT = Path(__file__).parents[2]
BATCH = 200
SLOW = 5.0
"""Seconds of processor time for one input beyond which it is a finding: all inputs are small."""
OWN = [path.read_bytes() for folder in ("config/demo", "tests/data/feeds") for path in sorted((ROOT / folder).rglob("*.xml"))]  # fmt: skip
SCRAPS = [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\0", b"\xff", b"&#x0;", b"&nbsp;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xef\xbb\xbf", b"</item>", b"<item>", b'"', b"<svg>", b"<p", b"%00", b"\r", b"\xe9"]  # fmt: skip
HOSTILE = st.lists(
    st.sampled_from(
        ["<p", ">", "<a href=", "javascript:x", "java\tscript:x", "'", '"', " onerror=x", "<img src=", "<svg>", "</svg>", "<math>", "<mtext>", "<table>",
         "<style>", "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<iframe src=", "https://www.youtube.com/embed/abcdefghijk", "<object data=", "<h1>", "</h1>",
         " srcset=", "a 1x, b 2x", "&#106;", "&lt;", "<base href=", "<form>", "<input name=x>", "<template>", "<noscript>", " id=n1", " href=#n1", "<div>" * 30,
         "/", "=", " ", "\n", "\0", "é", "<details open>", "<summary>", "<br>", "</br>", "<plaintext>", "<xmp>", "<select>", "<option>", "<meta http-equiv=refresh>"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
TAG = re.compile(r"<[^<>]*>?")
VALUE = re.compile(r"=\"(?!\s*(?:javascript|data|vbscript):)[^\"]*\"", re.IGNORECASE)
"""What an attribute says, unless it is an address that acts."""
FORBIDDEN = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|base|meta|link|svg|template)\b|<[^>]*\son\w+=|=\"\s*(?:javascript|data|vbscript):", re.IGNORECASE
)  # fmt: skip


def readers_agree(text: str) -> None:
    """Raise when the two readers differ on a well-formed document."""
    found = list(differences(text))
    assert not found, found


def parse_answers(body: bytes) -> None:
    """Raise when parsing raises, takes long, or lets something harmful through."""
    started = time.process_time()
    feed = parse(Fetched(url=URL, body=body, content_type="application/xml"))
    assert time.process_time() - started < SLOW, "slow"
    if isinstance(feed, Failure):
        return
    assert isinstance(feed, Feed)
    for one in feed.entries:
        assert isinstance(one, Entry)
        for markup in (one.summary, one.content):
            harmless(markup)
    again = parse(Fetched(url=URL, body=body, content_type="application/xml"), known=frozenset(one.raw for one in feed.entries))  # fmt: skip
    assert isinstance(again, Feed)
    assert [one.raw for one in again.entries] == [one.raw for one in feed.entries]


def harmless(markup: str) -> None:
    """Raise when clean markup holds what it must not; a text may speak of it."""
    for tag in TAG.findall(markup):
        assert not FORBIDDEN.search(VALUE.sub('=""', tag)), markup[:500]


def cleaning_holds(markup: str) -> None:
    """Raise when cleaning lets something through, is not stable, or an excerpt of it is not."""
    cleaned, _ = clean(markup, Context("https://blog.example/p", "https://blog.example/p", "e1-"))
    harmless(cleaned)
    short = excerpt(cleaned, 5)
    assert excerpt(short, 5) == short
    harmless(short)


def date_is_read(text: str) -> None:
    """Raise when a date is not None or aware."""
    moment = dates.parse(text)
    assert moment is None or moment.tzinfo is not None


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a feed of the project's or a generated one with scraps put in, parts cut out and bytes changed."""
    body = bytearray(draw(st.one_of(st.sampled_from(OWN), FEEDS.map(str.encode)))[:20_000])
    random_source = random.Random(draw(st.integers(0, 1 << 32)))
    for _ in range(draw(st.integers(0, 8))):
        place = random_source.randrange(len(body) + 1)
        match random_source.randrange(4):
            case 0:
                body[place:place] = random_source.choice(SCRAPS)
            case 1:
                del body[place : place + random_source.randrange(200)]
            case 2:
                body[place:place] = body[place : place + random_source.randrange(500)]
            case _:
                body[place : place + 1] = bytes((random_source.randrange(256),))
    return bytes(body)


LAWS: dict[str, tuple[st.SearchStrategy[object], Callable[..., None]]] = {
    "readers agree on generated feeds": (FEEDS, readers_agree),
    "parse answers for mutated feeds": (mutated(), parse_answers),
    "parse answers for anything": (st.binary(max_size=400) | st.lists(st.sampled_from(SCRAPS), max_size=40).map(b"".join), parse_answers),
    "clean markup is harmless": (HOSTILE | MARKUP, cleaning_holds),
    "dates are read or none": (st.text("0123456789 :+-/.TZWGMTadpmjanvéfour日月年,()", max_size=40), date_is_read),
}  # fmt: skip


def batch(law: str, number: int) -> tuple[int, str]:
    """Run one batch of a law and return how many inputs it saw, and the smallest that broke it."""
    strategy, check = LAWS[law]
    seen, last = 0, ""

    def run(value: object) -> None:
        nonlocal seen, last
        seen += 1
        try:
            check(value)
        except BaseException:
            last = repr(value)
            raise

    wrapped = settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        verbosity=Verbosity.quiet,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )(seed(number)(given(strategy)(run)))
    try:
        wrapped()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was sought
        return seen, f"{type(error).__name__}: {str(error)[:1500]}\n  {last[:3000]}"
    return seen, ""


def main() -> int:
    """Run the laws in turn until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given_arguments = parser.parse_args()
    end = time.monotonic() + 60 * given_arguments.minutes
    counts = dict.fromkeys(LAWS, 0)
    findings: dict[str, str] = {}
    number = given_arguments.seed
    while time.monotonic() < end:
        for law in LAWS:
            seen, finding = batch(law, number)
            counts[law] += seen
            if finding and finding[:120] not in findings:
                findings[finding[:120]] = finding
                print(f"FOUND by seed {number}: {law}\n  {finding}\n", flush=True)
        number += 1
    for law, count in counts.items():
        print(f"{count:9} {law}")
    print(f"{len(findings)} findings; seeds {given_arguments.seed} to {number - 1}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
