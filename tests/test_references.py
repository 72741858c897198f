"""The reference pages, held to what the program does."""

from pathlib import Path

import pytest

from planet.config.schema import blog_settings, planet_settings, topic_settings
from tests.references import PAGES, main, stale


def test_the_reference_pages_are_up_to_date() -> None:
    """A page that names an option or a flag of yesterday misleads; `python -m tests.references --write` mends it."""
    assert stale() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_out_of_date_is_noticed(name: str, tmp_path: Path) -> None:
    """The check must see one changed word, or it would pass for ever."""
    for page, text in PAGES.items():
        (tmp_path / page).write_text(text(), encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / name).write_text(PAGES[name]() + "more\n", encoding="utf-8")
    assert stale(tmp_path) == [name]


def test_every_name_of_an_option_is_on_its_page() -> None:
    """Whoever meets `spider_threads` in an old INI searches the page for that word, not for `workers`."""
    page = PAGES["configuration.md"]()
    names = {*planet_settings(), *blog_settings(), *topic_settings()}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


def test_help_does_not_follow_the_terminal_of_the_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is the same on a wide French terminal as in CI, else each engineer would rewrite it."""
    before = PAGES["commands.md"]()
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert PAGES["commands.md"]() == before


def test_without_write_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """The check is run beside others' work; up-to-date pages are passed over in silence and end with 0."""
    assert main([]) == 0
    assert capsys.readouterr().out == ""
