"""Cleaning: what of a post's markup reaches a page, and that nothing else ever does."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet.model import Entry, Feed, Fetched
from planet.parse import bodies, bounds, parse, tokens
from planet.parse.clean import Context, _Scrubber, clean
from tests.parse.fuzz import HOSTILE, harmless

PAGE = "https://blog.example/2026/billet/"
REL = ' rel="noopener nofollow ugc"'


def cleaned(markup: str, base: str = PAGE, own: str = PAGE) -> str:
    """Return markup as a page gets it."""
    result, _ = clean(markup, Context(base, own, "e1-"))
    return result


def image(*attributes: str) -> str:
    """Return an image as it must come out."""
    return "<img " + " ".join(('loading="lazy" decoding="async" referrerpolicy="no-referrer"', *attributes)) + ">"


WATCH = "https://www.youtube.com/watch?v=abcdefghijk"
THUMBNAIL = image('src="https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"', 'alt=""')
CASES = [
    # What may stay.
    ("tags that are text are no tags", "<p title='<img src=x> <a href=y>'>&lt;img src=x&gt; &lt;a href=y&gt; <xmp><video ></xmp></p>",
     '<p title="&lt;img src=x&gt; &lt;a href=y&gt;">&lt;img src=x&gt; &lt;a href=y&gt; </p>'),
    ("formatting stays", "<p>Un <b>mot</b> <em>dit</em> <q>ici</q></p>", "<p>Un <b>mot</b> <em>dit</em> <q>ici</q></p>"),
    ("tables stay", '<table><caption>c</caption><tr><th scope="col">a<td colspan="2">b</table>',
     '<table><caption>c</caption><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table>'),
    ("figures stay", '<figure><figcaption>f</figcaption></figure>', "<figure><figcaption>f</figcaption></figure>"),
    ("code stays as it is", "<pre><code>a &lt; b\n  c</code></pre>", "<pre><code>a &lt; b\n  c</code></pre>"),
    ("details stay", "<details open><summary>s</summary>t</details>", '<details open=""><summary>s</summary>t</details>'),
    ("ruby stays", "<ruby>図<rp>(</rp><rt>と</rt><rp>)</rp></ruby>", "<ruby>図<rp>(</rp><rt>と</rt><rp>)</rp></ruby>"),
    ("formulas stay", '<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>', '<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>'),
    ("annotations of formulas go", "<math><semantics><mi>a</mi><annotation>a_1</annotation></semantics></math>", "<math><semantics><mi>a</mi></semantics></math>"),
    ("a drawing is its title", "<p>a<svg><title>Un plan</title><path d='x'/></svg>b</p>", "<p>a Un plan b</p>"),
    ("a drawing without one is nothing", "<p>a<svg><circle r='1'/><text>x</text></svg>b</p>", "<p>ab</p>"),
    ("a drawing within an attribute of one takes nothing with it", """<p>a</p><svg><use href="data:image/svg+xml,<svg id='x'><image href='1'/></svg>#x"/></svg><p>b</p>""", "<p>a</p><p>b</p>"),
    ("nor do drawings within each other", "<p>a</p><svg><title>t</title><svg><circle r='1'/></svg><use href='#x'/><g></svg><p>b</p>", "<p>a</p><p>b</p>"),
    ("parts of a drawing without one take nothing with them", "<p>a<use href='#x'/>b <text>c <line>d</line></p><p>e</p>", "<p>ab c d</p><p>e</p>"),
    ("parts of a formula without one leave their text", "<p>a <mi>b</mi><math><mi>c</mi></math><mo>d</p><p>e</p>", "<p>a b<math><mi>c</mi></math>d</p><p>e</p>"),
    ("language and direction stay", '<p lang="ar" dir="RTL" title="t">x</p>', '<p lang="ar" dir="rtl" title="t">x</p>'),
    ("headings stand under the page's own", "<h1>a</h1><h2>b</h2><h4>c</h4>", "<h4>a</h4><h5>b</h5><h6>c</h6>"),
    ("and so does the only level used", "<h3>a</h3>", "<h4>a</h4>"),
    ("no heading skips a level on the way down", "<h2>a</h2><h4>b</h4><h3>c</h3><h2>d</h2><h4>e</h4>", "<h4>a</h4><h5>b</h5><h5>c</h5><h4>d</h4><h5>e</h5>"),
    ("the first heading is the highest, whatever comes after it", "<h3>a</h3><h1>b</h1><h3>c</h3>", "<h4>a</h4><h4>b</h4><h5>c</h5>"),
    ("elements that HTML has given up have their heirs", '<center dir="ltr">a <big>b</big> <tt>c</tt> <strike>d</strike></center>', '<div dir="ltr">a <span>b</span> <code>c</code> <s>d</s></div>'),
    ("an anchor's name is its id", '<a name="x">a</a><a id="y" name="z">b</a>', '<a id="e1-x">a</a><a id="e1-y">b</a>'),
    ("an id is given once, and words that look like one stay", '<p id="x">a</p><p id="x">b</p><pre>&lt;i id="e">&lt;b id="e"></pre>', '<p id="e1-x">a</p><p>b</p><pre>&lt;i id="e"&gt;&lt;b id="e"&gt;</pre>'),
    ("code in colours is its text", '<pre><span class="line"><span class="k">def</span> <span style="color:red" data-n="1">f</span>&lt;a&gt;</span>\n</pre>', "<pre>def f&lt;a&gt;\n</pre>"),
    ("a span that says something stays", '<span class="x" lang="la">ibidem</span> <span dir="rtl">ا</span> <span title="t">u</span>', '<span lang="la">ibidem</span> <span dir="rtl">ا</span> <span title="t">u</span>'),
    ("and so does one around elements", '<span class="x"><b>a</b></span>', "<span><b>a</b></span>"),
    ("where a span goes no tag begins", "<p>a <<span>b</span> c</p>", "<p>a &lt;<span>b</span> c</p>"),
    # What goes.
    ("scripts go with their text", "<p>a</p><script>alert(1)</script>b", "<p>a</p>b"),
    ("what a script writes is no player", """<p>a</p><script>w('<iframe src="https://maps.example/"></iframe>')</script>b""", "<p>a</p>b"),
    ("what a script holds hides nothing behind it", """<p>a</p><script><x a="</script><p>b</p><p title='"'>c</p>""", """<p>a</p><p>b</p><p title="&quot;">c</p>"""),
    ("closing tags without a name are comments", """a</ b="><p>c</p>d""", """a<p>c</p>d"""),
    ("a comment may end at once", "a<!--><p>b</p><!---><p>c</p>", "a<p>b</p><p>c</p>"),
    ("styles go with their text", "<style>p{display:none}</style><p style='color:red' class='x'>a</p>", "<p>a</p>"),
    ("forms go, their text does not", "<form action='/x'>a<input name='b'><button>c</button><select><option>d</select></form>", "a"),
    ("base has no effect", "<base href='https://evil.example/'><a href='x'>x</a>", f'<a{REL} href="{PAGE}x">x</a>'),
    ("meta and link go", "<meta http-equiv='refresh' content='0;url=x'><link rel='stylesheet' href='x'>a", "a"),
    ("handlers go", "<p onclick='x()' onmouseover=y()>a</p>", "<p>a</p>"),
    ("comments go", "a<!-- b -->c<!--[if IE]><p>d</p><![endif]-->", "ac"),
    ("templates and frames go", "<template><p>a</p></template><noscript>b</noscript><frameset><frame src='x'></frameset>c", "c"),
    ("custom elements leave their text", "<my-card data-x='1'>a</my-card>", "a"),
    # Markup left open stays inside.
    ("what is left open is closed", "<div><b>a", "<div><b>a</b></div>"),
    ("closing more than was opened does nothing", "a</div></div></article></main>b", "ab"),
    ("an attribute left open swallows only its entry", '<p>a</p><a href="x', "<p>a</p>"),
    ("a comment left open does, too", "<p>a</p><!-- b <p>c</p>", "<p>a</p>"),
    ("cells without a table are text", "<td>a</td></table>", "a"),
    ("a drawing left open takes nothing with it", "<p>a</p><svg/onload=x><p>b</p>", "<p>a</p><p>b</p>"),
    ("an embedded thing has no content", "<embed src='/x' onload=y><p>b</p>", f'<p><a{REL} href="https://blog.example/x">blog.example/x</a></p><p>b</p>'),
    ("elements in attributes are none", "<a href='data:image/svg+xml,<svg/onload=x>' title='<iframe src=x>'>a</a><p>b</p>", '<a title="&lt;iframe src=x&gt;">a</a><p>b</p>'),
    # Links.
    ("slashes too many are what browsers take them for", '<a href="https:///blog.example/x">a</a>', f'<a{REL} href="https://blog.example/x">a</a>'),
    ("a fragment has no second mark", '<p id="C#">a</p><a href="#C#">b</a>', f'<p id="e1-C#">a</p><a{REL} href="#e1-C%23">b</a>'),
    ("links say what they are", "<a href='https://a.example/' target='_blank' rel='me'>a</a>", f'<a{REL} href="https://a.example/">a</a>'),
    ("mail and telephone stay", "<a href='mailto:a@b.example'>a</a><a href='tel:+33'>b</a>", f'<a{REL} href="mailto:a@b.example">a</a><a{REL} href="tel:+33">b</a>'),
    ("scripts in addresses do not", "<a href='javascript:x'>a</a><a href='java&#10;script:x'>b</a><a href=' JaVaScRiPt:x'>c</a><a href='data:text/html,x'>d</a>",
     "<a>a</a><a>b</a><a>c</a><a>d</a>"),
    ("relative links resolve", "<a href='../x?a=1&amp;b=2#c'>a</a>", f'<a{REL} href="https://blog.example/2026/x?a=1&amp;b=2#c">a</a>'),
    ("links without a scheme are the page's", "<a href='//cdn.example/x'>a</a>", f'<a{REL} href="https://cdn.example/x">a</a>'),
    ("cite resolves", "<blockquote cite='/a'>b</blockquote><q cite='c'>d</q>", f'<blockquote cite="https://blog.example/a">b</blockquote><q cite="{PAGE}c">d</q>'),
    # Ids and fragments.
    ("ids are the entry's", '<p id="n1">a</p><a name="n2">b</a>', '<p id="e1-n1">a</p><a id="e1-n2">b</a>'),
    ("footnotes lead to their notes", '<a id="r1" href="#n1">1</a><p id="n1"><a href="#r1">↩</a></p>',
     f'<a{REL} id="e1-r1" href="#e1-n1">1</a><p id="e1-n1"><a{REL} href="#e1-r1">↩</a></p>'),
    ("also by their full address", f'<a href="{PAGE}#n1">1</a><p id="n1">a</p>', f'<a{REL} href="#e1-n1">1</a><p id="e1-n1">a</p>'),
    ("fragments that are elsewhere lead to the post", '<a href="#comments">c</a>', f'<a{REL} href="{PAGE}#comments">c</a>'),
    ("headers of cells follow", '<table><tr><th id="h">a<td headers="h">b</table>',
     '<table><tbody><tr><th id="e1-h">a</th><td headers="e1-h">b</td></tr></tbody></table>'),
    # Pictures.
    ("pictures load late", "<img src='/a.jpg' alt='A' width='9' height='8' onerror='x' style='x' class='y'>",
     image('src="https://blog.example/a.jpg"', 'alt="A"', 'width="9"', 'height="8"')),
    ("candidates resolve", "<img src='/a.jpg' srcset='/a.jpg 1x, b,c.jpg 2x, data:x 3x'>",
     image('src="https://blog.example/a.jpg"', f'srcset="https://blog.example/a.jpg 1x, {PAGE}b%2Cc.jpg 2x"')),
    ("pictures that a script would load are found", "<img src='/blank.gif' data-lazy-src='/a.jpg' alt='A'>", image('src="https://blog.example/a.jpg"', 'alt="A"')),
    ("so are those with no other address", "<img data-src='/a.jpg'>", image('src="https://blog.example/a.jpg"', 'alt=""')),
    ("a picture with data keeps its own", "<img src='/a.jpg' data-src='/b.jpg'>", image('src="https://blog.example/a.jpg"')),
    ("counting pixels go", "a<img src='https://t.example/x' width='1' height='1'>b", "ab"),
    ("hidden pictures go", "a<img src='https://t.example/x' style='display: none'>b", "ab"),
    ("trackers go", "a<img src='https://pixel.wp.com/b.gif?x'><img src='https://feeds.feedburner.com/~r/x/~4/y'><img src='https://a.example/matomo.php?id=1'>b", "ab"),
    ("pictures from data do not stay", "<img src='data:image/png;base64,x' alt='A'>", image('alt="A"')),
    ("a picture's alternatives resolve", "<picture><source srcset='/a.webp' type='image/webp'><img src='/a.jpg'></picture>",
     '<picture><source srcset="https://blog.example/a.webp" type="image/webp">' + image('src="https://blog.example/a.jpg"') + "</picture>"),
    # Sound and film.
    ("films have controls and a poster", "<video src='/a.mp4' poster='p.jpg' autoplay loop></video>",
     f'<video controls="" preload="none" src="https://blog.example/a.mp4" poster="{PAGE}p.jpg"></video>'),
    ("YouTube becomes a link", "<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0' title='Film'></iframe>",
     f'<p><a{REL} href="{WATCH}">{THUMBNAIL} Film (YouTube)</a></p>'),
    ("and without cookies, too", "<iframe data-src='https://www.youtube-nocookie.com/embed/abcdefghijk'></iframe>", f'<p><a{REL} href="{WATCH}">{THUMBNAIL} YouTube</a></p>'),
    ("old players, too", "<object><param name='movie' value='https://www.youtube.com/v/abcdefghijk'><embed src='x'></object>", f'<p><a{REL} href="{WATCH}">{THUMBNAIL} YouTube</a></p>'),
    ("Vimeo becomes a link", "<iframe src='https://player.vimeo.com/video/12'></iframe>", f'<p><a{REL} href="https://vimeo.com/12">Vimeo</a></p>'),
    ("Dailymotion becomes a link", "<iframe src='//www.dailymotion.com/embed/video/x1'></iframe>",
     f'<p><a{REL} href="https://www.dailymotion.com/video/x1">' + image('src="https://www.dailymotion.com/thumbnail/video/x1"', 'alt=""') + " Dailymotion</a></p>"),
    ("PeerTube becomes a link", "<iframe src='https://tube.example/videos/embed/12345678-1234-1234-1234-123456789012'></iframe>",
     f'<p><a{REL} href="https://tube.example/w/12345678-1234-1234-1234-123456789012">PeerTube</a></p>'),
    ("SoundCloud becomes a link", "<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b'></iframe>", f'<p><a{REL} href="https://soundcloud.com/a/b">SoundCloud</a></p>'),
    ("Canal-U becomes a link", "<iframe src='https://www.canal-u.tv/embed/12'></iframe>", f'<p><a{REL} href="https://www.canal-u.tv/embed/12">Canal-U</a></p>'),
    ("others become a plain link", "<iframe src='https://maps.example/embed?q=1' title='Plan'></iframe>", f'<p><a{REL} href="https://maps.example/embed?q=1">Plan</a></p>'),
    ("frames that count go", "<iframe src='https://t.example/x' width='1' height='1'></iframe>a", "a"),
    ("frames of scripts go", "<iframe src='javascript:x'></iframe><iframe srcdoc='<p>x'></iframe>a", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cleaned(markup: str, expected: str) -> None:
    """Each is a line of what posts may do in a page."""
    assert cleaned(markup) == expected


@given(HOSTILE)
@settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_harmful(markup: str) -> None:
    """Whatever pieces are put together: no script, no frame, no form, no handler, no odd address."""
    harmless(cleaned(markup))


def depth(markup: str) -> int:
    """Return how deep clean markup is."""
    deepest = here = 0
    for slash, name in re.findall(r"<(/?)([a-z0-9]+)", markup):
        if name in ("br", "img", "hr", "wbr", "col", "source", "track"):
            continue
        here += -1 if slash else 1
        deepest = max(deepest, here)
    return deepest


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<b>", "<span title='</span>'>", "<div><br a=\"'\" b='></div>'>", "<blockquote><p>", "<font><a>", "<table><tr><td>", "<my-x>", "<DIV >", "<my-y/>", "<ul><li>"],
)  # fmt: skip
def test_depth_is_bounded(opening: str) -> None:
    """Sixteen thousand elements within each other would cost the parser quadratic time, and a browser its stack."""
    started = time.process_time()
    result = cleaned("<p>avant</p>" + opening * 16_000 + "texte")
    assert time.process_time() - started < 20, "quadratic"
    assert "avant" in result
    assert "texte" in result
    assert depth(result) <= 4 * bounds.DEPTH, "a table is four elements within each other"


def test_a_modest_text_is_left_alone() -> None:
    """Long posts of many elements side by side lose nothing, nor do pictures with long texts in their attributes."""
    words = " ".join(f"mot{place}" for place in range(300))
    markup = "".join(
        f'<section><h4>t</h4><p>a <b>b</b> <i>c</i><br></p><a title="{words}">d</a></section>' for _ in range(400)
    )
    assert bounds.bounded(markup, tokens.opened(markup)) == markup


def test_a_drawing_of_many_parts_harms_nothing_after_it() -> None:
    """Parts of drawings close themselves: counted as elements they would use up the depth of what follows."""
    assert cleaned("<svg>" + "<circle r='1'/>" * 500 + "</svg>" + "<p><b>a</b></p>" * 30) == "<p><b>a</b></p>" * 30


def test_attributes_are_bounded() -> None:
    """A tag with a hundred thousand attributes costs quadratic time: it is left out, its text is not."""
    many = " ".join(f"a{place}=1" for place in range(100_000))
    assert cleaned(f"<p>a</p><span {many}>b</span><p>c</p>") == "<p>a</p>b<p>c</p>"


PIECES = [
    "<!--", "<![CDATA[", "<svg>", "<svg><!--", "<svg><title ", "<math>", "<title", "<title>", "<script", "<script>", "<iframe>", "<object>",
    "<object><param", "<a href=", "<p a='", "<!", "</", "&", "&amp;", "]]>", "<a id=x href=#y>", "<h1>", "<img src=", "<img width= ", "\n \n",
    "<span>", "<span class=", '<span class="', '<span id="',
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_left_open_is_read_once(piece: str) -> None:
    """Fifty thousand of what nothing ever closes: each would be a search to the end of the text."""
    started = time.process_time()
    cleaned(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 20, "quadratic"


def test_length_is_bounded() -> None:
    """A text of ten megabytes is cut between words, not read to its end."""
    result = cleaned("<p>mot " * 3_000_000)
    assert len(result) < 2_500_000
    assert result.rstrip("</p>").endswith("…")


def test_no_entry_reaches_another() -> None:
    """Two entries of one feed: what the first leaves open ends with it."""
    body = (
        "<rss version='2.0'><channel><title>x</title>"
        "<item><guid>1</guid><description><![CDATA[<div><table><tr><td><a href='x'>un <!-- ]]></description></item>"
        "<item><guid>2</guid><description><![CDATA[<p>deux</p>]]></description></item></channel></rss>"
    )
    feed = parse(Fetched(url="https://blog.example/feed", body=body.encode()))
    assert isinstance(feed, Feed)
    entries = [one for one in feed.entries if isinstance(one, Entry)]
    assert entries[1].summary == "<p>deux</p>"
    assert entries[0].summary.endswith("</div>")


def test_equal_posts_give_equal_bytes() -> None:
    """A post cleaned in another thread, by a cleaner of its own, must not look revised."""
    markup = (
        "<img src='/a.jpg' width='22px' alt='z'><video src='/b.mp4' height='all'></video><audio src='/c.mp3'></audio>"
    )
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: cleaned(markup), range(40)))) == 1
    assert len({_Scrubber().clean(markup, Context(PAGE)) for _ in range(10)}) == 1


@given(HOSTILE)
@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
def test_words_are_what_stands_between_white_space_and_tags(markup: str) -> None:
    """They are counted without being made; the length a reader is told must be that of the text he sees."""
    clean = cleaned(f"{markup} un <b>deux</b>trois <img src='/a.jpg' alt='x y z'>")
    bare = re.sub(r"<[^>]*>", " ", clean)
    assert bodies.words(clean) == len(bare.encode().split())
    for letters in (1, 7, 40, 2000):
        assert bodies.beginning(clean, letters) == bare[:letters]


@given(
    HOSTILE, st.lists(st.sampled_from(["=", '"', "'", " ", "/", ">", "<", "x", "\n", "é"]), max_size=30).map("".join)
)
@settings(max_examples=500, suppress_health_check=list(HealthCheck), deadline=None)
def test_attributes_are_told_apart_as_one_by_one(markup: str, soup: str) -> None:
    """All attributes of a tag are taken in one pattern; it must end where a tokenizer does that takes each by itself."""
    for text in (markup, soup, markup + soup):
        one_by_one, at_once = re.match(f"{tokens.ATTRIBUTE}*+", text), re.match(tokens.ATTRIBUTES, text)
        assert one_by_one is not None
        assert at_once is not None
        assert at_once.end() == one_by_one.end()


def test_what_looks_like_a_set_attribute_stays_text() -> None:
    """A post about HTML shows what its author typed, also where the sanitiser sets the same on real pictures."""
    typed = '<p>Write loading="lazy" and controls="".</p>'
    assert cleaned(typed) == typed


def test_known_entries_are_not_worked_on() -> None:
    """What the archive has is neither normalised nor cleaned, whichever reader takes the feed."""
    for tail in ("</channel></rss>", ""):
        body = f"<rss version='2.0'><channel><title>x</title><item><title>un</title></item><item><title>deux</title></item>{tail}".encode()
        feed = parse(Fetched(url="https://blog.example/feed", body=body))
        assert isinstance(feed, Feed)
        again = parse(Fetched(url="https://blog.example/feed", body=body), known=frozenset((feed.entries[0].raw,)))
        assert isinstance(again, Feed)
        assert not isinstance(again.entries[0], Entry)
        assert again.entries[1] == feed.entries[1]
