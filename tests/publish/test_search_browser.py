"""The index as a reader's browser uses it: both languages at once, accents or none, small words that lean on others."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planet.publish import Publisher, Volume, publish_search, search_available
from tests.publish.test_search import Found

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
    pytest.mark.skipif(not search_available(), reason="needs the extra `search` (Pagefind)"),
]

RECORDS = (
    Found(
        "L’été à l’œuvre",
        "Des bibliothèques médiévales, a-t-on dit, d’Orvelle",
        url="https://fr.example/1",
        date="2026-11-01T00:00:00Z",
        filters=(("blog", "Un"), ("topic", "Santé"), ("language", "fr")),
    ),
    Found(
        "Reading rooms",
        "The libraries are open in summer; été is French",
        url="https://en.example/2",
        language="en",
        date="2026-11-24T00:00:00Z",
        filters=(("blog", "Two"), ("language", "en")),
    ),
)


class Silent(http.server.SimpleHTTPRequestHandler):
    """A static server without words."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page of a site with an index, in Chromium."""
    from playwright.sync_api import sync_playwright

    root = tmp_path_factory.mktemp("search")
    publisher = Publisher(root / "out", root / "m.json")
    # One part for each record: what is found must not depend on where the border lies.
    publish_search(publisher, [Volume(str(n), "one", functools.partial(tuple, [one])) for n, one in enumerate(RECORDS)])
    publisher.write(
        "index.html", b'<!DOCTYPE html><html lang="fr"><link rel="icon" href="data:,"><title>x</title>', "f"
    )
    publisher.finish()
    serve = functools.partial(Silent, directory=str(Path(root / "out")))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        held = browser.new_page()
        held.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        yield held
        browser.close()
        server.shutdown()


def found(page: Any, words: str, **options: object) -> tuple[int, list[str], dict[str, Any]]:
    """Search as the site's page does; return how many, the addresses, and the whole answer."""
    told = page.evaluate(
        "async ([words, options]) => (await import('/pagefind/search.js')).search(words, options)", [words, options]
    )
    return told["total"], [one["url"] for one in told["results"]], told


FR, EN = "https://fr.example/1", "https://en.example/2"


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ("été", [FR, EN]),
        ("ete", [FR, EN]),
        ("l’été œuvre", [FR]),
        ("oeuvre", [FR]),
        ("Orvelle", [FR]),
        ("d'orvelle", [FR]),
        ("bibliotheque", [FR]),
        ("library", [EN]),
        ("axolotl", []),
        ("lycée", []),
    ],
)
def test_words_are_found_as_people_write_them(page: Any, words: str, urls: list[str]) -> None:
    """With accents or without, in the singular or the plural, joined to an article or not; and nothing that only looks near."""
    total, held, _ = found(page, words)
    assert (total, sorted(held)) == (len(urls), sorted(urls))


def test_results_can_be_narrowed_and_put_by_date(page: Any) -> None:
    """A student looks within one public's blogs; a coordinator for what is new."""
    assert found(page, "été", sort="date")[1] == [EN, FR]
    assert found(page, "été", filters={"topic": "Santé"})[1] == [FR]
    assert found(page, "", sort="date")[1] == [EN, FR]
    assert found(page, "", filters={"language": "en"})[1] == [EN]


def test_a_result_says_what_a_page_needs(page: Any) -> None:
    """Its title, day, language, blog, and the place in the text where the words were found, with French joined again."""
    _, _, told = found(page, "bibliothèques")
    (one,) = told["results"]
    assert one["excerpt"].startswith("Des <mark>bibliothèques</mark>")
    assert (one["title"], one["date"], one["language"]) == ("L’été à l’œuvre", "2026-11-01T00:00:00Z", "fr")
    assert (one["blog"], one["topic"], one["term"]) == (["Un"], ["Santé"], [])
    assert told["filters"]["blog"] == {"Un": 1}


def test_the_page_keeps_its_language(page: Any) -> None:
    """Opening the indexes changes the page's language for an instant; a screen reader must not be left with it."""
    found(page, "été")
    assert page.evaluate("document.documentElement.lang") == "fr"
