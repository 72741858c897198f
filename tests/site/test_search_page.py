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


def test_filters_can_be_chosen_from_before_a_word_is_typed(page: Any) -> None:
    """A list that holds nothing but “all” looks broken, and a topic's posts of a year are a search too; the newest come first."""
    page.focus("#topic")
    page.locator("#year option:nth-child(2)").wait_for(state="attached")
    label = page.locator("#year option").nth(1).inner_text()
    promised = int(label.rpartition("(")[2].rstrip(")"))
    assert choose(page, "year", page.locator("#year option").nth(1).get_attribute("value")) == promised > 20
    dates = page.evaluate("[...document.querySelectorAll('#results time')].map((one) => one.dateTime)")
    assert len(dates) == 20
    assert dates == sorted(dates, reverse=True)
    assert len({one.partition("-")[0] for one in dates}) == 1


def test_posts_in_all_languages_come_by_date_together(page: Any) -> None:
    """Each language has an index of its own; what is newest must not be hidden behind those of the first."""
    page.focus("#q")
    page.locator("#blog option:nth-child(2)").wait_for(state="attached")
    choose(page, "year", "2026")
    for _ in range(3):
        shown = page.locator("#results li").count()
        page.click("#more")
        page.wait_for_selector(f"#results li:nth-child({shown + 1})")
    dates = page.evaluate("[...document.querySelectorAll('#results time')].map((one) => one.dateTime)")
    assert dates == sorted(dates, reverse=True)
    assert page.locator("#results li[lang=en]").count() > 0
    assert page.locator("#results li[lang=fr]").count() > 0


def test_the_last_of_a_long_list_by_date_can_be_reached(page: Any) -> None:
    """“More results” that bring none, or some twice, would be a broken button."""
    ask(page, "ete")
    assert choose(page, "sort", "date") > 100
    while page.locator("#more").is_visible():
        shown = page.locator("#results li").count()
        page.click("#more")
        page.wait_for_selector(f"#results li:nth-child({shown + 1})")
    links = page.evaluate("[...document.querySelectorAll('#results a')].map((one) => one.href)")
    assert len(links) == len(set(links)) == total(page)


def test_an_excerpt_does_not_say_the_title_again(page: Any) -> None:
    """Two lines a result: the second is for what the first has not said; words looked for are marked without their full stop."""
    ask(page, "été")
    said = page.evaluate(
        "[...document.querySelectorAll('#results li')].map((one) => [one.querySelector('a').textContent, one.querySelector('p').textContent])"
    )
    assert len(said) == 20
    assert [title for title, text in said if text.startswith(title.partition(" ")[0] + " " + title.split(" ")[1])] == []
    marks = page.evaluate("[...document.querySelectorAll('#results mark')].map((one) => one.textContent)")
    assert marks
    assert [one for one in marks if one[-1] in ".,;:!?"] == []
    assert [text for _, text in said if "’ " in text or " ;" in text] == []
    assert [text for _, text in said if text.endswith((" …", ".…", "?…"))] == []
    assert any(text.endswith("…") for _, text in said)


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
