"""Excerpts: what readers see of a post in a river must be whole words in markup that harms nothing around it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from planet.excerpts import excerpt
from planet.model import SafeHtml
from planet.text import without_tags

CASES = [
    ("a sentence near the limit ends it, without an ellipsis", "<p>Un deux trois quatre. Cinq six.</p>", 5, "<p>Un deux trois quatre.</p>"),
    ("else a word does", "<p>Un deux trois quatre cinq six.</p>", 3, "<p>Un deux trois…</p>"),
    ("a sentence far before it does not", "<p>Un. Deux trois quatre cinq six sept</p>", 5, "<p>Un. Deux trois quatre cinq…</p>"),
    ("an initial is no sentence", "<p>Un deux trois M. Dupont vient demain</p>", 5, "<p>Un deux trois M. Dupont…</p>"),
    ("a French question mark stays", "<p>Qui vient demain\u202f? Nous tous ici</p>", 3, "<p>Qui vient demain\u202f?</p>"),
    ("markup is balanced", "<p>Un <b>deux <i>trois quatre</i></b></p>", 3, "<p>Un <b>deux <i>trois</i></b>…</p>"),
    ("links are kept", '<p><a href="https://a.example/" rel="ugc">Un deux</a> trois</p>', 1, '<p><a href="https://a.example/" rel="ugc">Un</a>…</p>'),
    ("links within the text are not", '<p>Un<sup><a href="#e1-n">1</a></sup> deux trois quatre</p>', 2, "<p>Un<sup>1</sup> deux…</p>"),
    ("ids are not", '<p id="e1-x" lang="fr">Un deux trois</p>', 2, '<p lang="fr">Un deux…</p>'),
    ("pictures go with their captions", '<figure><img src="x"><figcaption>Vue</figcaption></figure><p>Un deux trois</p>', 2, "<p>Un deux…</p>"),
    ("unless there is nothing else", "<figure><figcaption>Un deux trois</figcaption></figure>", 2, "Un deux…"),
    ("tables lose their form", "<table><tbody><tr><td>Un</td><td>deux</td><td>trois</td></tr></tbody></table>", 2, "Un  deux…"),
    ("nothing empty stays behind", "<p>Un deux</p><ul><li><b> </b></li><li>trois</li></ul>", 2, "<p>Un deux…</p>"),
    ("no comma before the ellipsis", "<p>Un deux, trois</p>", 2, "<p>Un deux…</p>"),
    ("no line break before it", "<p>Un deux<br><br>trois</p>", 2, "<p>Un deux…</p>"),
    ("references are letters", "<p>Un &amp; deux &lt;trois&gt; quatre</p>", 3, "<p>Un &amp; deux &lt;trois&gt;…</p>"),
    ("Japanese counts by letters", "<p>図書館は新しい。本があります</p>", 7, "<p>図書館は新しい。</p>"),
    ("what is short enough is returned as it is", '<p id="x">Un <img src="x"> deux</p>', 2, '<p id="x">Un <img src="x"> deux</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "words", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cut(markup: str, words: int, expected: str) -> None:
    """Each is what a reader would call a decent excerpt."""
    assert excerpt(SafeHtml(markup), words) == expected


NAMES = st.sampled_from(["p", "b", "i", "a", "ul", "li", "div", "blockquote", "h4", "figure", "table", "td", "code", "span"])  # fmt: skip
WORDS = st.text("abcdé中 .,!?’\u202f\u00a0&;<>", max_size=40).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
VOID = st.sampled_from(["<br>", '<img src="a>b">', "<hr>"])


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements around `inside`."""
    parts = st.lists(inside, max_size=4).map("".join)
    return st.builds(lambda name, inner: f"<{name}>{inner}</{name}>", NAMES, parts)


MARKUP = st.lists(st.recursive(WORDS | VOID, element, max_leaves=12), max_size=6).map("".join)


def counted(markup: str) -> int:
    """Return the words of an excerpt as a reader counts them."""
    return len(re.findall(r"中|[^\s中]*[a-zé][^\s中]*", without_tags(re.sub(r"</?(?:b|i|a|span|code)>", "", markup))))


@given(MARKUP, st.integers(1, 12))
def test_laws(markup: str, words: int) -> None:
    """Whatever the markup: cut again it stays, it is never longer than asked, and each element is closed in order."""
    result = excerpt(SafeHtml(markup), words)
    assert excerpt(result, words) == result
    if result != markup:
        assert counted(result) <= words
        opened: list[str] = []
        for slash, name in re.findall(r"<(/?)([a-z0-9]+)>", result):
            if slash:
                assert opened.pop() == name
            elif name != "br":
                opened.append(name)
        assert not opened
        assert not re.search(r"<(\w+)></\1>|<img", result)


@given(st.text(max_size=200), st.integers(-1, 5))
def test_anything(text: str, words: int) -> None:
    """Even what is no clean markup is cut without an error, in markup that a parser reads."""
    result = excerpt(SafeHtml(text), words)
    if result != text:
        reader.fragments_fromstring(re.sub(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]", "", result))
