"""The search page on a real index: words to posts, without a mouse, without accents, narrowed and sorted."""

from typing import Any

import pytest

from planet.publish import search_available
from tests.site.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
    pytest.mark.skipif(not search_available(), reason="needs the extra `search` (Pagefind)"),
]


def total(page: Any) -> int:
    """Return how many posts the page says it found."""
    return int("".join(filter(str.isdigit, page.inner_text("#found"))))


def ask(page: Any, words: str) -> int:
    """Type words and wait for the answer."""
    page.evaluate("document.getElementById('found').textContent = ''")
    page.fill("#q", words)
    page.press("#q", "Enter")
    page.locator("#found:not(:empty)").wait_for()
    return total(page)


def choose(page: Any, name: str, value: str) -> int:
    """Choose in a filter and wait for the answer."""
    page.evaluate("document.getElementById('found').textContent = ''")
    page.select_option(f"#{name}", value)
    page.locator("#found:not(:empty)").wait_for()
    return total(page)


@pytest.fixture
def page(address: str, browser: Any) -> Any:
    """The search page."""
    held = browser.new_page()
    held.goto(f"{address}search/")
    yield held
    held.close()


def test_words_are_found_with_and_without_accents(page: Any) -> None:
    """On a phone nobody types accents."""
    assert ask(page, "mémoire") == ask(page, "memoire") > 3
    assert page.locator("#results li mark").count() > 0


def test_filters_narrow_and_say_how_much_they_hold(page: Any) -> None:
    """A student looks within a public's blogs, a librarian within a year; a number beside a choice is what it then finds."""
    whole = ask(page, "mémoire")
    for name in ("topic", "blog", "term", "year"):
        label = page.locator(f"#{name} option").nth(1).inner_text()
        value = page.locator(f"#{name} option").nth(1).get_attribute("value")
        promised = int(label.rpartition("(")[2].rstrip(")"))
        assert choose(page, name, value) == promised <= whole, name
        assert f"{name}=" in page.url
        assert choose(page, name, "") == whole


def test_another_choice_is_one_step_away(page: Any) -> None:
    """Who chose a topic can take the next without going back to all first."""
    ask(page, "mémoire")
    first, second = (page.locator("#topic option").nth(place).get_attribute("value") for place in (1, 2))
    choose(page, "topic", first)
    assert choose(page, "topic", second) > 0


def test_results_can_be_put_by_date(page: Any) -> None:
    """Opening hours: the newest notice counts, not the one that says it most often."""
    ask(page, "horaires")
    choose(page, "sort", "date")
    dates = page.evaluate("[...document.querySelectorAll('#results time')].map((one) => one.dateTime)")
    assert len(dates) > 3
    assert dates == sorted(dates, reverse=True)


def test_an_address_brings_the_search_back(page: Any, address: str) -> None:
    """A search that can be sent to a colleague, filters and order with it."""
    ask(page, "mémoire")
    narrowed = choose(page, "year", "2026")
    choose(page, "sort", "date")
    told = page.url
    page.goto(address)
    page.goto(told)
    page.locator("#found:not(:empty)").wait_for()
    assert total(page) == narrowed
    assert page.input_value("#year") == "2026"
    assert page.input_value("#sort") == "date"


def test_the_keyboard_leads_from_the_field_to_the_first_post(page: Any) -> None:
    """Field, button, filters, results: the order they are seen in; and the answer is announced."""
    assert page.get_attribute("#found", "role") == "status"
    page.focus("#q")
    page.keyboard.type("orthophonie")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results li")
    order = []
    for _ in range(7):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.localName"))
    assert order == ["button", "topic", "blog", "term", "year", "sort", "a"]
    assert page.evaluate("!!document.activeElement.closest('#results')")


def test_nothing_found_is_said(page: Any) -> None:
    """Silence would be taken for a broken page."""
    page.fill("#q", "axolotl")
    page.press("#q", "Enter")
    page.locator("#found:not(:empty)").wait_for()
    assert page.inner_text("#found") == "Rien n’a été trouvé."
    assert page.locator("#results li").count() == 0


def test_more_results_come_on_request(page: Any) -> None:
    """Twenty at a time; the focus goes to the first of those that came, not to the top."""
    found = ask(page, "bibliothèque")
    assert found > 20
    assert page.locator("#results li").count() == 20
    page.focus("#more")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results li:nth-child(21)")
    assert page.evaluate("document.activeElement === document.querySelector('#results li:nth-child(21) a')")


def test_a_results_posts_are_on_no_third_party_before_a_click(page: Any, address: str) -> None:
    """Searching tells nobody but the library's own server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "lecture")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
