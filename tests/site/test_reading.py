"""The theme nuage under a reader's hands: keys, light and dark, images and films on a click, long and foreign posts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planet.config import load
from planet.pipeline import run
from tests.site.conftest import CHROMIUM, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
]

WIDE = "<table><tr>" + "<td style='min-width:4000px'>case</td>" * 120 + "</tr></table>"
LONG = "<p>" + "mot " * 30_000 + "</p>"
POSTS = {
    "large": WIDE + LONG + "<pre>" + "x" * 4000 + "</pre>",
    "image": '<p>Une image : <img src="https://third.example/a.png" alt="Une salle" width="300" height="200"></p>'
    '<picture><source srcset="https://third.example/a.webp"><img src="https://third.example/b.png" alt=""></picture>'
    '<video src="https://third.example/a.mp4" poster="https://third.example/p.png"></video>',
    "hebrew": "<p>"
    + "שלום לכולם, הספרייה פתוחה השבוע בשעות הרגילות. אפשר לשאול ספרים, לקרוא עיתונים ולשבת באולם הקריאה. " * 4
    + "</p>",
    "japanese": "<p>" + "図書館は本を貸し出す場所です。" * 40 + "</p>",
}
ENCLOSURE = '<enclosure url="https://third.example/film.mp4" type="video/mp4" length="1"/>'
ITEM = (
    "<item><title>{name}</title><link>https://blog.example/{name}</link><pubDate>{day} Nov 2026 10:00:00 GMT</pubDate>"
    "<description><![CDATA[{text}]]></description>{more}</item>"
)


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a planet whose posts are what sites break on, in full, images on click."""
    folder = tmp_path_factory.mktemp("posts")
    items = "".join(
        ITEM.format(name=name, day=day, text=text, more=ENCLOSURE if name == "image" else "")
        for day, (name, text) in enumerate(POSTS.items(), 10)
    )
    feed = f'<rss version="2.0"><channel><title>Blog</title><link>https://blog.example/</link>{items}</channel></rss>'
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
    (folder / "planet.ini").write_text(
        "[planet]\nname = Essai\nlink = https://planet.example/\nlocale = fr\nshow = full\nimages = click\n\n[feed.xml]\nname = Blog\n",
        encoding="utf-8",
    )
    settings = load(folder / "planet.ini").settings
    assert settings is not None
    run(settings)
    with serving(settings.publish.output_dir) as held:
        yield held


def focused(page: Any) -> dict[str, Any]:
    """Return what has the focus: its text, its place, whether an outline shows it."""
    found: dict[str, Any] = (
        page.evaluate("""() => { const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
      return {text: (one.innerText || one.getAttribute('aria-label') || one.name || '').trim(), tag: one.localName, top: box.top, bottom: box.bottom,
        outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        place: one === document.body ? 'none' : one.closest('article') ? 'post' : one.closest('aside') ? 'side' : (one.closest('header, footer, main') || document.body).localName}; }""")
    )
    return found


def test_the_choice_of_dark_is_kept(address: str, browser: Any) -> None:
    """Who reads at night chooses once; the next page must not flash white."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("text=Mode sombre")
    assert page.evaluate(paper) != light
    page.goto(f"{address}topics/sante/")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate(paper) != light
    page.click("text=Mode clair")
    assert page.evaluate(paper) == light
    context.close()


def test_pages_do_without_scripts(address: str, browser: Any) -> None:
    """A kiosk with scripts switched off shows all posts, and no switch that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("main article").count() >= 40
    assert not page.locator(".scheme").is_visible()
    context.close()


def test_the_keyboard_leads_through_the_page_in_its_order(address: str, browser: Any) -> None:
    """The first stop leads to the content, the next to cloud, blogs and feeds; each stop is seen, and none lies under a date."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(address)
    page.keyboard.press("Tab")
    assert focused(page)["text"] == "Aller au contenu"
    page.keyboard.press("Enter")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert [one["text"] for one in stops[:3]] == ["Nuage de mots-clés", "Blogs", "S’abonner"]
    assert {one["place"] for one in stops[3:]} == {"post"}
    assert all(one["outline"] for one in stops)
    assert all(one["bottom"] > 0 and one["top"] < 800 for one in stops)
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_keyboard_reaches_the_cloud_in_four_strokes(width: int, address: str, browser: Any) -> None:
    """Two hundred stops of posts must not stand between a reader and the tags."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    for key in ("Tab", "Enter", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    assert focused(page)["place"] == "side"
    assert page.evaluate("!!document.activeElement.closest('.cloud')")
    page.close()


def test_the_day_stays_in_sight(address: str, browser: Any) -> None:
    """In the middle of a long day one still knows which."""
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 500})
        page.goto(address)
        top = page.evaluate("""() => { const day = document.querySelectorAll('.day')[1], box = day.getBoundingClientRect();
          scrollTo({top: scrollY + box.top + box.height / 2, behavior: 'instant'}); return day.querySelector('h2').getBoundingClientRect().top; }""")
        assert 0 <= top < 60, width
        page.close()


def test_an_image_is_loaded_by_a_click_and_keeps_the_focus(posts: str, browser: Any) -> None:
    """Before it nobody else is asked; after it a keyboard goes on from where it was."""
    page = browser.new_page()
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    page.route("https://third.example/**", answer)
    page.goto(posts)
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.focus("a.unseen[href$='a.png']")
    page.keyboard.press("Enter")
    page.wait_for_selector("img[alt='Une salle']")
    page.wait_for_load_state("networkidle")
    assert asked == ["https://third.example/a.png"]
    image = page.evaluate("['alt', 'width', 'height'].map((name) => document.activeElement.getAttribute(name))")
    assert image == ["Une salle", "300", "200"]
    page.close()


def test_a_film_is_loaded_by_a_click(posts: str, browser: Any) -> None:
    """A film that is a file plays on the page, once a reader asked; without scripts its link leads to it."""
    page = browser.new_page()
    page.route("https://third.example/**", lambda route: route.fulfill(status=204))
    page.goto(posts)
    link = page.locator("a.film").first
    assert link.get_attribute("href") == "https://third.example/film.mp4"
    link.click()
    film = page.locator(".medium video").first
    assert film.get_attribute("src") == "https://third.example/film.mp4"
    assert film.get_attribute("controls") is not None
    assert page.url == posts
    page.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_no_post_pushes_the_page_sideways(width: int, posts: str, browser: Any) -> None:
    """A table of 4,000 px scrolls within itself, thirty thousand words and a word of four thousand letters stay in their column."""
    page = browser.new_page(viewport={"width": width, "height": 640})
    page.goto(posts)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(page.locator("article").first.inner_text()) > 0
    assert page.evaluate(
        "document.querySelector('.text table').scrollWidth > document.querySelector('.text table').clientWidth"
    )
    page.close()


def test_posts_keep_their_direction_and_language(posts: str, browser: Any) -> None:
    """Hebrew runs from the right while the page's own words about it do not; Japanese breaks between its letters."""
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(posts)
    hebrew = page.locator("article", has_text="hebrew").first
    assert hebrew.locator(".text p").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert hebrew.get_attribute("lang") == "he"
    japanese = page.locator("article", has_text="japanese").first
    assert japanese.get_attribute("lang") == "ja"
    assert japanese.locator(".text").evaluate("(one) => one.scrollWidth <= one.clientWidth && one.clientHeight > 200")
    page.close()


def test_print_leaves_the_posts_alone(address: str, browser: Any) -> None:
    """On paper menus and clouds are waste; addresses are wanted, for paper has no links."""
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    for gone in (".top nav", ".find", ".scheme", ".side", ".pager"):
        assert not page.locator(gone).first.is_visible(), gone
    after = page.locator("article h3 a").first.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert "https://" in after or "attr" in after
    page.close()


def test_nothing_moves(address: str, browser: Any) -> None:
    """Vestibular disorders; and a page that glides after each press of Tab shows the focus late to who holds the key."""
    page = browser.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = (
        "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).animationName !== 'none').length"
    )
    assert page.evaluate(moving) == 0
    page.close()


def test_the_focus_is_seen_at_each_stop(address: str, browser: Any) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11: what has the focus has a ring, and no sticky date lies upon it."""
    seen = """async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const one = document.activeElement, box = one.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return [one.outerHTML.slice(0, 80), getComputedStyle(one).outlineStyle, Boolean(top) && (one.contains(top) || top.contains(one))];
    }"""
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{address}topics/sante/")
        for _ in range(60):
            page.keyboard.press("Tab")
            what, ring, uncovered = page.evaluate(seen)
            assert (ring, uncovered) == ("solid", True), what
        page.close()


def test_paper_is_white_for_who_reads_in_the_dark(address: str, browser: Any) -> None:
    """A dark page printed is a cartridge of ink, and grey letters on what is left white."""
    page = browser.new_page(color_scheme="dark")
    page.goto(address)
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).color") == "rgb(0, 0, 0)"
    page.close()


def test_a_block_of_a_topic_takes_the_height_of_what_it_holds(demonstration: Path, address: str, browser: Any) -> None:
    """The snippet of a topic's page, pasted into a portal, shows all its titles at once, and leads out of its frame."""
    page = browser.new_page()
    page.goto(f"{address}topics/sante/")
    snippet = page.evaluate("document.getElementById('snippet').value").replace("https://nuage.example/", address)
    # The slowest host: its script comes when the block has long told its height.
    frame, script = snippet.split("\n")
    late = script.replace("<script", "<script id=late").replace("src=", "data-src=")
    portal = f'<!DOCTYPE html><title>Portail</title><div style="width:260px">{frame}{late}</div>'
    page.route("**/portal", lambda route: route.fulfill(body=portal, content_type="text/html"))
    page.goto(f"{address}portal")
    page.frame_locator("iframe").locator("li").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => { const late = document.getElementById('late'), script = document.createElement('script');
      script.src = late.dataset.src; document.body.append(script); }""")
    page.locator("iframe[style*='px;']").wait_for()
    inner = page.frames[1].evaluate("document.documentElement.scrollHeight")
    assert abs(page.evaluate("document.querySelector('iframe').clientHeight") - inner) <= 1
    assert page.frames[1].evaluate("document.querySelectorAll('li').length") == 8
    assert page.frames[1].evaluate("document.querySelector('base').target") == "_top"
    page.close()
