"""Clouds as pictures: the same letters at the same places, within the sheet, and the same bytes each time."""

import io
from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from lxml import etree

from planet.render.pages.posters import HEIGHT, WIDTH, Poster, Word
from planet.render.posters.drawing import measure, png, svg
from planet.render.posters.layout import SIZES, laid_out
from tests.server import Server
from tests.whole import Planet, later, posts

pytest.importorskip("PIL", reason="the extra `posters` is not installed")
pytest.importorskip("matplotlib", reason="the extra `posters` is not installed")

LONG = ("bibliographie", "grossesse", "Pharmacie", "Prévention", "Sages-femmes", "Trouble développemental du langage")
FAINT = 50
"""Shades of grey that the eye takes for paper."""
SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("Accès à distance", "Bibliothèque nationale de France", "cœur", "<script>", "Zotero", "Éducation aux médias")


def poster(count: int) -> Poster:
    """Return a poster of so many words, some of them long."""
    words = tuple(
        Word(
            text=f"{LABELS[n % len(LABELS)]} {n}", count=str(n), step=1 + n % len(SIZES), language="en" if n % 5 else ""
        )
        for n in range(count)
    )
    return Poster(title="Santé", below="Nuage", words=words, colour="#164e87", alt="Nuage d’étiquettes", language="fr")


@pytest.mark.parametrize("count", [1, 2, 7, 40, 150])
def test_words_stand_within_the_sheet_and_apart(count: int) -> None:
    """A poster that cuts or covers a word is worth nothing, however many words there are."""
    pieces = laid_out(poster(count).words, measure)
    assert len(pieces) == 2 * count
    for piece in pieces:
        assert piece.x >= 0
        assert piece.x + piece.width <= WIDTH
        assert piece.y > piece.size
        assert piece.y < HEIGHT
    for one, other in pairwise(pieces):
        assert other.y > one.y or one.x + one.width <= other.x


def test_words_keep_the_order_of_the_page_and_their_sizes() -> None:
    """The eye that knows the page finds its way on the poster; a greater step has greater letters."""
    held = poster(12)
    pieces = laid_out(held.words, measure)[::2]
    assert [piece.text for piece in pieces] == [word.text for word in held.words]
    sizes = {word.step: piece.size for word, piece in zip(held.words, pieces, strict=True)}
    assert [sizes[step] for step in sorted(sizes)] == sorted(sizes.values())


def test_the_drawing_says_in_words_what_it_shows() -> None:
    """Whoever does not see the picture hears the same; a word in another language says so."""
    root = etree.fromstring(svg(poster(6)))
    assert root.get("role") == "img"
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["Santé", "Nuage d’étiquettes"]
    texts = {text.text: text for text in root.iter(f"{SVG}text")}
    assert {"<script> 3", "cœur 2", "Santé", "Nuage"} <= set(texts)
    assert texts["cœur 2"].get("lang") == "en"
    assert texts["Accès à distance 0"].get("lang") is None


def test_the_picture_has_its_size_and_its_words() -> None:
    """Networks ask for 1200 by 630; what it shows is written in it."""
    from PIL import Image

    image = Image.open(io.BytesIO(png(poster(6))))
    assert image.size == (WIDTH, HEIGHT)
    assert image.info["Description"] == "Nuage d’étiquettes"
    assert len(set(image.convert("RGB").tobytes())) > 10


def test_a_count_stands_clear_of_its_word() -> None:
    """A number that runs into the bold word before it is read as a part of it."""
    words = tuple(Word(text=text, count="22", step=1 + n % 6) for n, text in enumerate(LONG * 5))
    from PIL import Image

    picture = Image.open(io.BytesIO(png(replace(poster(1), words=words)))).convert("L")
    pieces = laid_out(words, measure)
    for word, count in zip(pieces[::2], pieces[1::2], strict=True):
        box = (ceil(word.x + word.width) + 1, int(count.y - word.size), int(count.x), int(count.y))
        assert box[2] - box[0] >= 3
        shades = picture.crop(box).tobytes()
        assert max(shades) - min(shades) < FAINT, word.text


def test_equal_posters_are_equal_bytes() -> None:
    """An idle run must leave the pictures untouched, and two machines must not differ for nothing."""
    assert png(poster(9)) == png(poster(9))
    assert svg(poster(9)) == svg(poster(9))
    assert svg(poster(9)) != svg(replace(poster(9), colour="#b3264a"))


def test_pages_lead_to_the_pictures(tmp_path: Path) -> None:
    """The planet and each topic with a cloud have both; a shared link shows it where the planet may be indexed."""
    with Server() as server:
        planet = Planet(tmp_path, server, options="index = yes\nlocale = fr")
        planet.blog("alpha", [later(post, tags=("Santé",)) for post in posts(3, blog="alpha")], "topics = soins")
        planet.blog("beta", posts(2, blog="beta"), "topics = vide")
        planet.run()
        page = (planet.output / "topics/soins/index.html").read_text(encoding="utf-8")
        assert 'href="../../topics/soins/cloud.png"' in page
        assert '<meta property="og:image" content="https://planet.example/topics/soins/cloud.png">' in page
        assert "1 terme, Santé." in page
        assert "og:image" not in (planet.output / "topics/vide/index.html").read_text(encoding="utf-8")
        files = {path: path.stat().st_mtime_ns for path in planet.output.rglob("cloud.*")}
        assert {path.relative_to(planet.output).as_posix() for path in files} == {
            "cloud.png", "cloud.svg", "topics/soins/cloud.png", "topics/soins/cloud.svg"
        }  # fmt: skip
        planet.run(2)
        assert {path: path.stat().st_mtime_ns for path in files} == files
        planet.options = "locale = fr"
        planet.run(3)
        assert "og:image" not in (planet.output / "topics/soins/index.html").read_text(encoding="utf-8")
