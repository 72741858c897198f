"""Addresses: which are one page, and which must stay two."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planet.urls import canonical, host, is_dressed, without_credentials

SAME = [
    ("scheme", "http://blog.example/a/", "https://blog.example/a/"),
    ("www", "https://www.blog.example/a", "https://blog.example/a"),
    ("host case", "HTTPS://Blog.EXAMPLE/a", "https://blog.example/a"),
    ("default port", "https://blog.example:443/a", "http://blog.example:80/a"),
    ("trailing slash", "https://blog.example/a/", "https://blog.example/a"),
    ("bare host", "https://blog.example", "https://blog.example/"),
    ("dot segments", "https://blog.example/a/./b/../c", "https://blog.example/a/c"),
    ("double slash", "https://blog.example//a//b", "https://blog.example/a/b"),
    ("index file", "https://blog.example/a/index.html", "https://blog.example/a/"),
    ("index file with a parameter", "https://blog.example/index.php?id=7", "https://blog.example/?id=7"),
    ("credentials", "https://me:secret@blog.example/a", "https://blog.example/a"),
    ("utm", "https://blog.example/a?utm_source=rss&utm_medium=feed", "https://blog.example/a"),
    ("French trackers", "https://blog.example/a?xtor=RSS-1&at_medium=rss", "https://blog.example/a"),
    ("click identifiers", "https://blog.example/a?fbclid=x&gclid=y&msclkid=z", "https://blog.example/a"),
    ("a mailing's", "https://blog.example/a?mc_cid=1&mc_eid=2&_hsenc=3", "https://blog.example/a"),
    ("where one came from", "https://blog.example/a?ref=rss", "https://blog.example/a"),
    (
        "SPIP's search",
        "https://blog.example/spip.php?article7&var_mode=calcul",
        "https://blog.example/spip.php?article7",
    ),
    ("order of parameters", "https://blog.example/a?b=1&c=2", "https://blog.example/a?c=2&b=1"),
    ("a session", "https://blog.example/a;jsessionid=1F", "https://blog.example/a"),
    ("AMP's page", "https://blog.example/a/amp/", "https://blog.example/a/"),
    ("AMP's parameter", "https://blog.example/a?amp=1", "https://blog.example/a"),
    ("AMP's host", "https://amp.blog.example/a", "https://blog.example/a"),
    ("a phone's host", "https://m.blog.example/a", "https://blog.example/a"),
    ("a phone's parameter", "https://blog.example/a?m=1", "https://blog.example/a"),
    ("another output", "https://blog.example/a?outputType=amp", "https://blog.example/a"),
    ("percent signs", "https://blog.example/m%C3%A9diath%c3%a8que", "https://blog.example/médiathèque"),
    ("composition", "https://blog.example/me\u0301diathe\u0300que", "https://blog.example/médiathèque"),
    ("needless percent signs", "https://blog.example/%61%2Db", "https://blog.example/a-b"),
    ("punycode", "https://bibliothèque.example/a", "https://xn--bibliothque-59a.example/a"),
    ("an entity left in", "https://blog.example/?a=1&amp;b=2", "https://blog.example/?a=1&b=2"),
    ("plus for space", "https://blog.example/?q=a+b", "https://blog.example/?q=a%20b"),
    ("the fold", "https://blog.example/a#more-12", "https://blog.example/a"),
    ("the reply form", "https://blog.example/a#respond", "https://blog.example/a"),
    ("a tracking fragment", "https://blog.example/a#xtor=RSS-3", "https://blog.example/a"),
    ("a text fragment", "https://blog.example/a#:~:text=livres", "https://blog.example/a"),
]

OTHER = [
    ("letter case of a path", "https://blog.example/p/aB3dE", "https://blog.example/p/Ab3De"),
    ("an identifying parameter", "https://blog.example/index.php?id=7", "https://blog.example/index.php?id=8"),
    ("SPIP's articles", "https://blog.example/spip.php?article7", "https://blog.example/spip.php?article8"),
    ("a month", "https://blog.example/?m=202401", "https://blog.example/"),
    ("a reference number", "https://blog.example/doc?ref=4711", "https://blog.example/doc?ref=4712"),
    ("anchors of one page", "https://blog.example/journal.html#j1", "https://blog.example/journal.html#j2"),
    ("comments", "https://blog.example/a#comment-1", "https://blog.example/a#comment-2"),
    ("a language", "https://blog.example/fr/a", "https://blog.example/en/a"),
    ("a language parameter", "https://blog.example/a?lang=fr", "https://blog.example/a?lang=en"),
    ("another host", "https://blog.example/a", "https://other.example/a"),
    ("another port", "https://blog.example:8080/a", "https://blog.example/a"),
    ("a slash in a name", "https://blog.example/a%2Fb", "https://blog.example/a/b"),
    ("a subdomain", "https://jeunesse.blog.example/a", "https://blog.example/a"),
    ("a page named amp", "https://blog.example/amp", "https://blog.example/"),
    ("a page and its folder's page", "https://blog.example/a/page", "https://blog.example/a"),
    ("an ampersand within a value", "https://blog.example/?a=1%26b=2", "https://blog.example/?a=1&b=2"),
]


@pytest.mark.parametrize(("why", "one", "other"), SAME, ids=[case[0] for case in SAME])
def test_spellings_of_one_page_are_one(why: str, one: str, other: str) -> None:
    """Feeds, proxies and aggregators spell one address in many ways; a copy must be seen through all of them."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("why", "one", "other"), OTHER, ids=[case[0] for case in OTHER])
def test_addresses_of_two_posts_stay_two(why: str, one: str, other: str) -> None:
    """A canonical form that goes too far makes one post of two, and a post is lost."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "text", ["tag:blog.example,2024:7", "urn:uuid:0", "7", "", "http://[bad", "https://blog.example:port/"]
)
def test_what_is_no_http_address_is_left_alone(text: str) -> None:
    """A guid may be anything; it is compared as it is."""
    assert canonical(f" {text} ") == text


@settings(deadline=None)
@given(st.text() | st.from_regex(r"https?://[a-zé.]{1,12}/[\w%./?&=#;:+é-]{0,40}", fullmatch=True))
@example("https://blog.example/a/amp/amp/")
@example("https://www.www.example/a")
@example("http://h/index.html/index.html")
@example("http://h/%2561")
@example("http://m.m.m.example/")
def test_any_text_has_a_form_and_forms_are_stable(url: str) -> None:
    """Addresses come from strangers: nothing may stop the run, and the same page keeps the same form."""
    form = canonical(url)
    assert canonical(url) == form
    if "://" in url:
        assert canonical(f" {url}\n") == form


def test_a_dressed_address_is_told_from_a_plain_one() -> None:
    """Of two copies the one with the plain address is shown."""
    assert is_dressed("https://blog.example/a?utm_source=rss")
    assert is_dressed("https://amp.blog.example/a")
    assert is_dressed("https://blog.example/a/amp/")
    assert not is_dressed("https://www.blog.example/a/index.php?id=7")
    assert not is_dressed("nonsense")


def test_printed_addresses_hold_no_password() -> None:
    """The INI may hold credentials; pages and logs must not."""
    assert without_credentials("https://me:secret@blog.example/a") == "https://blog.example/a"
    assert host("https://me:secret@Blog.example:8080/a") == "blog.example"
