"""A whole INI: what real planets hold, and what is said about it."""

import pytest

from tests.config.conftest import Written


@pytest.mark.parametrize(("written_key", "meant"), [("ame", "name"), ("lin", "link"), ("exlude", "exclude")])
def test_a_slip_in_a_key_is_named(written: Written, written_key: str, meant: str) -> None:
    """A name lost to a typing slip went unnoticed for years in real planets."""
    loaded = written(f"[planet]\nname = N\n[https://a.example/feed]\n{written_key} = x\n")
    assert [problem.message for problem in loaded.problems] == [f"no option of this name; did you mean {meant}?"]
    assert (loaded.problems[0].line, loaded.problems[0].key) == (4, written_key)


@pytest.mark.parametrize("key", ["blogname", "truelink", "shortname", "facebook", "nickname"])
def test_keys_for_templates_are_no_slips(written: Written, key: str) -> None:
    """Themes have keys of their own; a warning for each blog would drown those that matter."""
    loaded = written(f"[planet]\nname = N\n[https://a.example/feed]\nname = A\n{key} = x\n")
    assert loaded.problems == ()
    assert loaded.settings is not None
    assert loaded.settings.blogs[0].extra == {key: "x"}


def test_a_planet_runs_whatever_its_own_link_and_mail_are(written: Written) -> None:
    """Planet showed them as they were; they are warned about and left out."""
    loaded = written(
        "[planet]\nlink = rss\nowner_email = team(at)planet(dot)org\nowner_name = Us\n[https://a.example/feed]\n"
    )
    assert loaded.settings is not None
    assert loaded.settings.planet.owner_email == "team(at)planet(dot)org"
    assert [(problem.line, problem.key) for problem in loaded.problems] == [(2, "link")]


def test_a_theme_folder_that_is_not_there_is_named_with_its_line(written: Written) -> None:
    """Every message leads to the line to mend."""
    loaded = written("[planet]\nname = N\noutput_theme = mine/theme\n[https://a.example/feed]\n")
    assert loaded.settings is None
    assert [(problem.line, problem.section, problem.key) for problem in loaded.problems] == [(3, "planet", "theme")]


def test_an_option_under_a_template_does_not_act_and_is_said(written: Written) -> None:
    """A classic: activity_threshold below a template's header never reached the planet."""
    loaded = written("[planet]\nname = N\n[index.html.tmpl]\nactivity_threshold = 7\n[https://a.example/feed]\n")
    assert loaded.settings is not None
    assert loaded.settings.merge.activity_threshold == 90
    assert [(problem.line, problem.key) for problem in loaded.problems] == [(4, "activity_threshold")]


def test_names_are_read_as_people_meant_them(written: Written) -> None:
    """Entities are resolved once, a pair of quotes and markup taken away, percent signs left alone."""
    loaded = written(
        '[planet]\nname = N\n[DEFAULT]\ntopic = Law\n[https://a.example/%E9?q=%20]\nname = "Ren&eacute;’s 100% blog"\n'
        "[https://b.example/feed]\nname = <b>Bold</b> ideas\n"
    )
    assert loaded.settings is not None
    assert [blog.name for blog in loaded.settings.blogs] == ["René’s 100% blog", "Bold ideas"]
    assert [topic.slug for topic in loaded.settings.topics] == ["law"]
    assert loaded.problems == ()
