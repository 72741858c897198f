"""The number printed on a term is the number of posts listed under it, over every cloud of the whole demonstration."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html


@cache
def parsed(page: Path) -> Any:
    """Return the tree of a page, read once."""
    return html.fromstring(page.read_bytes())


@cache
def listed(folder: Path) -> int:
    """Count the posts under a term: those of its page, of the numbered pages behind it and of its years, folded ones too."""
    found = set()
    for page in folder.rglob("index.html"):
        tree = parsed(page)
        found |= set(tree.xpath("//main//article//*[contains(@class,'u-url')]/@href"))
        folded = "//main//*[contains(@class,'fold')][not(contains(@class,'beneath'))]"
        found |= set(tree.xpath(f"{folded}/descendant::a[starts-with(@href,'http')]/@href"))
    return len(found)


def printed(page: Path) -> Iterator[tuple[str, int]]:
    """Yield the address of each term that a page gives a number, with the number."""
    for link in parsed(page).xpath("//main//a[contains(@href,'tags/')] | //aside//a[contains(@href,'tags/')]"):
        beside = link.xpath("./small") or link.xpath("./following-sibling::*[1][self::span[@class='n']]")
        if beside:
            yield link.get("href"), int(re.sub(r"\D", "", beside[0].xpath("string(text()[1])")))


def test_every_number_of_the_demonstration_is_true(demonstration: Path) -> None:
    """A count that promises twelve posts and shows nine is the end of trust in all of them: every topic, every cloud."""
    output = demonstration
    pages = [output / "index.html", output / "tags/index.html", output / "topics/index.html"]
    pages += [*output.glob("topics/*/index.html"), *output.glob("tags/*/index.html")]
    told = [(page, href, number) for page in pages for href, number in printed(page)]
    wrong = [
        (str(page.relative_to(output)), href, number, found)
        for page, href, number in told
        if number != (found := listed((page.parent / href).resolve()))
    ]
    assert wrong == []
    assert {page.parent.name for page, _href, _number in told} >= {"output", "tags", "topics", "sante", "patrimoine"}
    assert len(told) > 900
