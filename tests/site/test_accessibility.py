"""Each kind of page in each form: what axe-core finds, what sticks out sideways, who is asked for anything."""

from typing import Any

import pytest

from tests.site.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
]

KINDS = {
    "river": "",
    "numbered page": "page/2/",
    "topic": "topics/sante/",
    "topic's tag": "topics/sante/tags/memoire/",
    "public": "topics/doctorants/",
    "tag": "tags/memoire/",
    "blog": "blogs/ifsi-orvelle/",
    "topics": "topics/",
    "tags": "tags/",
    "blogs": "blogs/",
    "archive": "archive/",
    "month": "archive/2026/11/",
    "language": "languages/en/",
    "languages": "languages/",
    "about": "about/",
    "status": "status/",
    "search": "search/",
    "404": "404.html",
    "block": "embed/sante.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, address: str, browser: Any) -> None:
    """Colours that cannot be read, links without names, landmarks twice: what a program can find is not left to readers."""
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in ((1280, "dark"), (360, "light")):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        page.goto(address + KINDS[kind])
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        said = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert said == [], (width, scheme)
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_and_nobody_else_is_asked(kind: str, address: str, browser: Any) -> None:
    """At 320 px (or 400 % zoom) a page is read by scrolling one way; and no third party learns who reads before a click."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + KINDS[kind])
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_links_that_stand_alone_are_large_enough_to_hit(kind: str, address: str, browser: Any) -> None:
    """24 px high or clear of each other, for hands that tremble (WCAG 2.2, 2.5.8); links in running text are exempt."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(address + KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    small = page.evaluate("""() => [...document.querySelectorAll('a, button, summary, input, select, textarea')]
      .filter((one) => !one.closest('.text, .prose p, .prose .states, .skip, .jump, h1, h2, h3') && one.offsetHeight && one.offsetHeight < 24)
      .map((one) => [one.outerHTML.slice(0, 120), one.offsetHeight])""")
    assert small == []
    page.close()
