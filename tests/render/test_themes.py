"""Theme folders: what stands behind a theme, what may be chosen, and how a fault is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from lxml import html

from planet.config import RenderSettings, Show
from planet.errors import ThemeError
from planet.i18n import CATALOGUES
from planet.model import Person
from planet.render import plans
from planet.render.folders import chain, themes_in
from planet.render.themes import Theme, load_theme, settled
from tests.messages import KEYWORDS
from tests.render.worlds import files, settings, site, texts


def folder(place: Path, ini: str = "", **files: str) -> Path:
    """Write a theme; a double underscore in a keyword is a slash, a single one before the last word a full stop."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "theme.ini").write_text(f"[theme]\n{ini}\n", encoding="utf-8")
    for name, text in files.items():
        path = place / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def theme(path: Path, **render: object) -> Theme:
    """Load the theme at a path."""
    return load_theme(settings(render=RenderSettings(theme=str(path), **render)))  # type: ignore[arg-type]


def test_what_a_theme_lacks_comes_from_the_one_it_extends(tmp_path: Path) -> None:
    """A library changes one template or one colour and keeps the rest, also at the next upgrade."""
    folder(
        tmp_path / "old",
        templates__a_html="old a",
        templates__b_html="old b",
        static__x_css="old x",
        static__y_css="old y",
        translations__fr_po='msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
    )
    new = folder(tmp_path / "new", "extends = old", templates__a_html="new a", static__y_css="new y")
    found = theme(new)
    assert [found.render(name, {}) for name in ("a.html", "b.html")] == ["new a", "old b"]
    assert {path: file.read_text() for path, file in found.static()} == {
        "static/x.css": "old x",
        "static/y.css": "new y",
    }
    assert found.catalogues("fr") == (tmp_path / "old/translations/fr.po",)


def test_a_template_can_extend_the_one_it_stands_in_place_of(tmp_path: Path) -> None:
    """Without the parent's name before it, `base.html` would extend itself without end."""
    folder(tmp_path / "first", templates__base_html="<{% block x %}one{% endblock %}>")
    folder(tmp_path / "second", "extends = first")
    third = folder(
        tmp_path / "third",
        "extends = second",
        templates__base_html='{% extends "second/base.html" %}{% block x %}three, {{ super() }}{% endblock %}',
    )
    assert theme(third).render("base.html", {}) == "<three, one>"


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    """A run that never ends would be worse than one that says which way leads round."""
    folder(tmp_path / "a", "extends = b")
    folder(tmp_path / "b", "extends = c")
    folder(tmp_path / "c", "extends = a")
    with pytest.raises(ThemeError, match="cannot extend itself: a → b → c → a"):
        chain(str(tmp_path / "a"))


def test_a_theme_that_is_nowhere_is_named_with_those_there_are(tmp_path: Path) -> None:
    """Whoever wrote `extends = plane` needs to see `plain`."""
    path = folder(tmp_path / "a", "extends = plane")
    with pytest.raises(ThemeError, match=r"theme\.ini: extends: no theme “plane”.*nuage"):
        chain(str(path))


def test_options_are_the_inis_then_the_themes_then_those_behind_it(tmp_path: Path) -> None:
    """Templates may ask for any option of theirs without looking whether the INI has it."""
    folder(tmp_path / "a", "show = full\n[option x]\nabout = An x.\ndefault = ax\n[option y]\ndefault = ay")
    path = folder(tmp_path / "b", "extends = a\n[option y]\ndefault = by\n[option z]")
    found = theme(path)
    render = RenderSettings(theme=str(path), theme_options={"x": "own", "more": "kept"})
    whole = settled(replace(site(), settings=settings(render=render)), found)
    assert dict(whole.settings.render.theme_options) == {"x": "own", "y": "by", "z": "", "more": "kept"}
    assert found.options["x"].about == "An x."
    assert whole.settings.render.show is Show.FULL
    asked = replace(site(), settings=settings(render=replace(render, show=Show.LINK)))
    assert settled(asked, found).settings.render.show is Show.LINK


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\n{% if x %}\n", 2, "unexpected end of template|end"),
        ("one\n\n{{ x | nosuch }}\n", 3, "No filter named 'nosuch'"),
    ],
)
def test_a_template_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """Found when the theme is loaded, whether or not a page uses the template."""
    path = folder(tmp_path / "a", templates__unused_html=text)
    with pytest.raises(ThemeError, match=words) as raised:
        theme(path)
    assert raised.value.path == path / "templates/unused.html"
    assert raised.value.line == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{{ nosuch }}", 2),
        ("\n\n{{ thing.nosuch }}", 3),
        ("{{ 1 / 0 }}", 1),
        ("{{ '%(a)s' % {} }}", 1),
        ("\n{% include 'none.html' %}", 2),
        ("\n{% include 'a.html' %}", 2),
    ],
)
def test_a_fault_while_rendering_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    """A name misspelt is the commonest fault, and Python's own message would speak of Nuage's files."""
    path = folder(tmp_path / "a", templates__a_html=text)
    with pytest.raises(ThemeError) as raised:
        theme(path).render("a.html", {"thing": {}})
    assert raised.value.path == path / "templates/a.html"
    assert raised.value.line == line
    assert "\n" not in str(raised.value)


def test_a_fault_in_a_template_behind_names_that_one(tmp_path: Path) -> None:
    """The line is counted in the file at fault, not in the one that extends it."""
    folder(tmp_path / "a", templates__base_html="\n\n{{ nosuch }}")
    path = folder(tmp_path / "b", "extends = a", templates__x_html='{% extends "a/base.html" %}')
    with pytest.raises(ThemeError) as raised:
        theme(path).render("x.html", {})
    assert (raised.value.path, raised.value.line) == (tmp_path / "a/templates/base.html", 3)


@pytest.mark.parametrize(
    "text", ["[theme\nextends = a", "extends = a", "[theme]\nshow = most", "[theme]\nx = 1\nx = 2"]
)
def test_a_theme_ini_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    """One line with the file, not a trace."""
    path = folder(tmp_path / "a")
    (path / "theme.ini").write_text(text, encoding="utf-8")
    with pytest.raises(ThemeError, match=r"theme\.ini") as raised:
        chain(str(path))
    assert "\n" not in str(raised.value)


def test_what_editors_leave_behind_is_no_part_of_a_theme(tmp_path: Path) -> None:
    """Otherwise every page is written anew because vim was open, and `~` files stand on the web."""
    path = folder(tmp_path / "a", templates__a_html="a", static__x_css="x")
    before = theme(path)
    (path / "static/x.css~").write_text("old")
    (path / "templates/.a.html.swp").write_bytes(b"\xff{{")
    after = theme(path)
    assert (before.digest, before.static()) == (after.digest, after.static())


def test_nuages_own_themes_render_and_explain_their_options() -> None:
    """Each option has a sentence for `planet theme list`; each theme stands by itself."""
    for place in themes_in(Path(__file__).parents[2] / "themes"):
        assert place.about
        assert all(option.about for option in place.options), place.name
        whole = site(of=settings(render=RenderSettings(theme=place.name)))
        pages = [plan for plan in plans(whole) if plan.path.endswith(".html")]
        assert pages
        held = texts(whole)
        for plan in pages:
            assert b"</html>" in plan.make({number: held[number] for number in plan.stories})


@pytest.mark.parametrize("name", ["nuage", "classic", "plain"])
def test_an_authors_name_that_runs_the_other_way_stays_in_its_place(name: str) -> None:
    """Digits after Arabic letters join them: without isolation the date's day is read before the name, its month behind it."""
    whole = site(of=settings(render=RenderSettings(theme=name)))
    page = files(whole, plans, texts(whole, authors=(Person(name="أمينة المكتبة"),)))["index.html"].decode()
    assert "أمينة المكتبة</bdi>" in page


def test_of_sixty_authors_the_first_are_named() -> None:
    """A physicists' paper is signed by hundreds: their names would stand between its title and the next post."""
    people = tuple(Person(name=f"Autrice {number}") for number in range(60))
    page = files(whole := site(), plans, texts(whole, authors=people))["index.html"].decode()
    named = ", ".join(f"Autrice {number}" for number in range(8))
    assert f'"p-author">{named} et 52 autres</bdi>' in page
    few = files(whole, plans, texts(whole, authors=people[:12]))["index.html"].decode()
    assert "Autrice 10 et Autrice 11</bdi>" in few


@pytest.mark.parametrize("name", ["classic", "plain"])
def test_nothing_stands_beside_the_posts_where_there_is_nothing_to_say(name: str) -> None:
    """An empty landmark is a door that a screen reader opens upon a wall."""
    for path, data in files(site(of=settings(render=RenderSettings(theme=name))), plans).items():
        if path.endswith(".html"):
            for aside in html.document_fromstring(data.decode()).iter("aside"):
                assert "".join(map(str, aside.itertext())).strip(), path


@pytest.mark.parametrize("code", ["fr", "de", "es"])
@pytest.mark.parametrize("name", ["nuage", "classic", "plain"])
def test_a_theme_speaks_other_languages_by_itself(name: str, code: str) -> None:
    """A message translated in another theme's catalogue, or in the program's for another area, must not stay English in this one."""
    folders = chain(name)
    known: set[str] = set()
    for path in (*(folder.path / f"translations/{code}.po" for folder in folders), *(CATALOGUES / code).glob("*.po")):
        if path.is_file():
            with path.open("rb") as source:
                known |= {one.id if isinstance(one.id, str) else one.id[0] for one in read_po(source) if one.string}
    said: set[str] = set()
    for folder in folders:
        found = extract_from_dir(
            folder.path, [("**.html", "jinja2")], {"**": {"silent": "false"}}, keywords=KEYWORDS | {"_": None}
        )
        said |= {message if isinstance(message, str) else str(message[0]) for _, _, message, _, _ in found}
    assert said
    assert not said - known
