"""The preview in a real browser: a change shows by itself, a fault is read where one looks; and what the site's own themes ask of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planet.commands.previewing import PreviewServer
from planet.publish import search_available
from tests.commands.planets import planet
from tests.commands.test_serve import RIVER, served, write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, for all tests here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield held
        held.close()


def change(server: PreviewServer, path: Path, text: str) -> None:
    """Change a file and let the preview see it, as its loop would."""
    write(path, text)
    assert server.preview.refresh()
    server.tell()


def test_a_change_and_a_fault_show_without_a_click(tmp_path: Path, browser: Any) -> None:
    """Work on a theme is a window beside an editor: what is saved is what is seen."""
    ini = planet(tmp_path, theme=RIVER)
    template = tmp_path / "themes/own/templates/river.html"
    with served(ini) as server:
        page = browser.new_page()
        page.goto(server.address)
        assert "first" in page.inner_text("p")
        change(server, template, RIVER.replace("first", "second"))
        page.wait_for_function("document.querySelector('p').innerText.includes('second')")
        change(server, template, "\n\n{{ nosuch }}")
        page.wait_for_selector("pre[role=alert]")
        assert "river.html:3: 'nosuch' is undefined" in page.inner_text("pre[role=alert]")
        assert "second" in page.inner_text("p"), "the last state that was right is still read"
        change(server, template, RIVER.replace("first", "third"))
        page.wait_for_function("document.querySelector('p').innerText.includes('third')")
        assert page.query_selector("pre[role=alert]") is None
        page.close()


IMAGES = '<p>Texte.</p><p><img src="https://third.example/a.png" alt="Une salle"></p><table><tr>{}</tr></table>'.format(
    "<td>très large cellule</td>" * 60
)


@pytest.mark.parametrize("theme", ["plain", "classic"])
def test_a_theme_fits_a_phone_and_asks_no_third_party_with_images_on_click(
    tmp_path: Path, browser: Any, theme: str
) -> None:
    """A wide table must not push the page sideways; an image is the way to it until a reader asks."""
    options = "images = click\nshow = full\nexcerpt_words = 5"
    ini = planet(tmp_path, options, content=IMAGES.replace("<", "&lt;").replace(">", "&gt;"))
    ini.write_text(ini.read_text(encoding="utf-8").replace("theme = plain", f"theme = {theme}"), encoding="utf-8")
    with served(ini, reload=False) as server:
        page = browser.new_page(viewport={"width": 320, "height": 700})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("", "blogs/", "tags/", "about/", "status/", "archive/", "archive/2026/11/", "no/such"):
            page.goto(server.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            assert page.evaluate("document.querySelectorAll('h1').length") == 1, path
        page.goto(server.address)
        assert "Une salle" in page.inner_text("main")
        assert not [url for url in asked if not url.startswith((server.address, "data:"))]
        page.close()


def test_a_block_takes_the_height_of_what_it_holds(tmp_path: Path, browser: Any) -> None:
    """A portal's editor pastes the snippet and sees all titles, without a bar to scroll within."""
    with served(planet(tmp_path, posts=8)) as server:
        page = browser.new_page()
        page.goto(f"{server.address}about/")
        page.set_content(
            f'<iframe id="f" src="{server.address}embed/index.html" style="height:24rem;width:260px"></iframe>'
            f'<script src="{server.address}embed/nuage.js"></script>'
        )
        page.wait_for_function("document.getElementById('f').style.height.endsWith('px')")
        inner = page.frames[1].evaluate("document.documentElement.scrollHeight")
        assert abs(page.evaluate("document.getElementById('f').clientHeight") - inner) <= 1
        assert page.frames[1].evaluate("document.querySelectorAll('li').length") == 8
        page.close()


@pytest.mark.parametrize(("host", "scheme"), [("#222 on #fff", "light"), ("#eee on #111", "dark")])
def test_a_block_is_as_light_or_dark_as_the_page_that_shows_it(
    tmp_path: Path, browser: Any, host: str, scheme: str
) -> None:
    """Few portals follow the system's dark mode: a black box in a white page, or the reverse, looks broken."""
    ink, _, ground = host.partition(" on ")
    with served(planet(tmp_path)) as server:
        page = browser.new_page(color_scheme="dark" if scheme == "light" else "light")
        page.goto(f"{server.address}about/")
        page.set_content(
            f'<body style="color:{ink};background:{ground}"><iframe src="{server.address}embed/index.html"></iframe>'
            f'<script src="{server.address}embed/nuage.js"></script>'
        )
        page.frame_locator("iframe").locator(f"html[data-host={scheme}]").wait_for(state="attached")
        assert page.frames[1].evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
        page.close()


@pytest.mark.skipif(not search_available(), reason="needs the extra `search` (Pagefind)")
def test_the_search_page_of_plain_finds_by_keyboard(tmp_path: Path, browser: Any) -> None:
    """The theme that is copied must show how a search page works: from the field to the first result without a mouse."""
    with served(planet(tmp_path, posts=3, content="Un été à la bibliothèque.")) as server:
        page = browser.new_page()
        page.goto(f"{server.address}search/?q=Billet+2")
        page.wait_for_selector("#results li")
        page.focus("#q")
        page.keyboard.press("Control+A")
        page.keyboard.type("bibliotheque ete")
        page.keyboard.press("Enter")
        page.wait_for_selector("#results li:nth-child(3)")
        assert page.inner_text("#found") == "3 billets trouvés"
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.href").startswith("https://soins.example/")
        page.focus("#q")
        page.fill("#q", "axolotl")
        page.keyboard.press("Enter")
        page.wait_for_selector("#results:empty", state="attached")
        assert page.inner_text("#found") == "Rien n’a été trouvé."
        page.close()
