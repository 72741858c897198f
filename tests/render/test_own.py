"""The operator's own templates and files, as in Venus, beside the theme's pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from planet.config import RenderSettings, Severity, load
from planet.errors import ThemeError
from planet.render import plans
from planet.render.problems import problems
from tests.render.worlds import settings, site, texts


def made(folder: Path, **render: object) -> dict[str, bytes]:
    """Make every file of a site whose INI lies in this folder."""
    held = replace(settings(), path=folder / "planet.ini", render=RenderSettings(theme="plain", **render))  # type: ignore[arg-type]
    held = replace(held, templates={"list.txt.j2": {"greeting": "Hello"}})
    whole = site(of=held)
    bodies = texts(whole)
    found: dict[str, bytes] = {}
    for plan in plans(whole):
        assert plan.path not in found, plan.path
        found[plan.path] = plan.make({number: bodies[number] for number in plan.stories})
    return found


def test_a_template_becomes_the_page_of_its_name_without_the_ending(tmp_path: Path) -> None:
    """It has what the first page has, the keys of its own section, and the theme's frame to extend."""
    (tmp_path / "list.txt.j2").write_text(
        "{{ section.greeting }} {{ planet.name }}\n{% for day in days %}{% for one in day.posts %}{{ one.title }}\n{% endfor %}{% endfor %}",
        encoding="utf-8",
    )
    (tmp_path / "more").mkdir()
    (tmp_path / "more/extra.html.j2").write_text('{% extends "base.html" %}{% block main %}extra{% endblock %}')
    found = made(
        tmp_path,
        template_files=(tmp_path / "list.txt.j2", tmp_path / "extra.html.j2"),
        template_directories=(tmp_path / "more",),
    )
    assert found["list.txt"].decode().startswith("Hello Nuage d’essai\nBillet n° 10")
    assert b"extra" in found["extra.html"]
    assert b"</html>" in found["extra.html"]


def test_it_stands_in_place_of_the_themes_page(tmp_path: Path) -> None:
    """Whoever writes index.html.j2 wants that as the first page, and no quarrel over the address."""
    (tmp_path / "index.html.j2").write_text("mine")
    found = made(tmp_path, template_files=(tmp_path / "index.html.j2",))
    assert found["index.html"] == b"mine"
    assert b"</html>" in found["topics/index.html"]


def test_a_fault_in_it_names_its_line(tmp_path: Path) -> None:
    """As for the theme's templates."""
    (tmp_path / "a.txt.j2").write_text("one\n{{ nosuch }}")
    with pytest.raises(ThemeError) as raised:
        made(tmp_path, template_files=(tmp_path / "a.txt.j2",))
    assert (raised.value.path, raised.value.line) == (tmp_path / "a.txt.j2", 2)
    with pytest.raises(ThemeError, match="no such template"):
        made(tmp_path, template_files=(tmp_path / "b.txt.j2",))


def test_materials_are_copied_and_never_out_of_the_site(tmp_path: Path) -> None:
    """Faces and logos lie beside the INI or in a folder of templates; a name that climbs is taken by its last part."""
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces/a.png").write_bytes(b"a")
    (tmp_path / "up").mkdir()
    (tmp_path / "up/logo.svg").write_bytes(b"logo")
    found = made(
        tmp_path / "up",
        template_directories=(tmp_path,),
        bill_of_materials=("faces/a.png", "logo.svg", "../faces/a.png", "faces", "none.png"),
    )
    assert {path for path in found if path.startswith(("faces", "logo", "a.png", "none"))} == {
        "faces/a.png",
        "logo.svg",
        "a.png",
    }
    assert found["logo.svg"] == b"logo"


def test_what_is_doubtful_is_said_with_its_line(tmp_path: Path) -> None:
    """Planet's own INI names htmltmpl templates: one line says what takes their place, and the planet runs."""
    ini = tmp_path / "planet.ini"
    ini.write_text(
        "[planet]\nname = x\ntheme = plain\ntemplate_files = index.html.tmpl rss20.xml.tmpl\n"
        "theme_options =\n  acent: #123456\n  mine: 1\nbill_of_materials = none.png\n",
        encoding="utf-8",
    )
    found = load(ini).settings
    assert found is not None
    said = problems(found)
    assert [(one.key, one.line) for one in said] == [
        ("template_files", 4),
        ("theme_options", 5),
        ("theme_options", 5),
        ("bill_of_materials", 8),
    ]
    assert "index.html.tmpl, rss20.xml.tmpl" in said[0].message
    assert "did you mean accent?" in said[1].message
    assert "mine" in said[2].message
    assert all(one.severity is Severity.WARNING for one in said)


def test_a_theme_at_fault_is_an_error_of_the_check(tmp_path: Path) -> None:
    """`planet check` ends with 2 when no run could publish."""
    ini = tmp_path / "planet.ini"
    ini.write_text("[planet]\nname = x\ntheme = nosuch\n", encoding="utf-8")
    found = load(ini).settings
    assert found is not None
    assert [one.severity for one in problems(found)] == [Severity.ERROR]
