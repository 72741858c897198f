"""The number printed on a term is the number of posts listed under it, over the pages of the whole demonstration."""

import re
import shutil
from pathlib import Path
from typing import Any

from lxml import html

from planet.config import load
from planet.pipeline import run

DEMO = Path(__file__).parents[2] / "config" / "demo"
BLOGS = ("ifsi", "nutrition", "pharma", "sagesfemmes", "health")


def built(folder: Path) -> Path:
    """Build a site of some of the demonstration's blogs in two topics and return its folder."""
    for blog in BLOGS:
        shutil.copy(DEMO / "feeds" / f"{blog}.xml", folder)
    shutil.copy(DEMO / "tags.ini", folder)
    sections = "".join(f"\n[{blog}.xml]\ntopic = {'Health' if blog == 'health' else 'Santé'}\n" for blog in BLOGS)
    text = f"[planet]\nname = Vrai\nlocale = fr\nitems_per_page = 20\npages = 2\ncap_per_blog = 5\n{sections}"
    (folder / "planet.ini").write_text(text, encoding="utf-8")
    settings = load(folder / "planet.ini").settings
    assert settings is not None
    run(settings)
    return folder / "output"


def listed(folder: Path) -> int:
    """Count the posts under a term: those of its page, of the numbered pages behind it and of its years, folded ones too."""
    found = set()
    for page in folder.rglob("index.html"):
        tree: Any = html.fromstring(page.read_bytes())
        found |= set(tree.xpath("//main//article//*[contains(@class,'u-url')]/@href"))
        found |= set(tree.xpath("//main//*[contains(@class,'fold')]/descendant::a[starts-with(@href,'http')]/@href"))
    return len(found)


def test_every_printed_number_is_what_is_listed(tmp_path: Path) -> None:
    """A count that promises twelve posts and shows nine is the end of trust in all of them."""
    output = built(tmp_path)
    checked, wrong = 0, []
    for page in (output / "index.html", output / "tags/index.html", *output.glob("topics/*/index.html")):
        tree: Any = html.fromstring(page.read_bytes())
        for link in tree.xpath("//ul[@class='cloud']//a[contains(@href,'tags/')]"):
            (number,) = link.xpath("./small/text()[1]")
            target = (page.parent / link.get("href")).resolve()
            checked += 1
            if int(re.sub(r"\D", "", number)) != listed(target):
                wrong.append((page.parent.name, link.get("href"), number, listed(target)))
    assert wrong == []
    assert checked > 60


def test_a_renamed_term_leaves_a_way_behind(tmp_path: Path) -> None:
    """An address that stands in a course's handout leads on when the coordinator renames the term."""
    output = built(tmp_path)
    path = tmp_path / "tags.ini"
    text = path.read_text(encoding="utf-8")
    assert "[Allaitement]\nalso = " in text
    path.write_text(text.replace("[Allaitement]\nalso = ", "[Nourrir au sein]\nalso = Allaitement, "), encoding="utf-8")
    settings = load(tmp_path / "planet.ini").settings
    assert settings is not None
    run(settings)
    moved = (output / "tags/allaitement/index.html").read_text(encoding="utf-8")
    assert "tags/nourrir-au-sein/" in moved
    assert 'http-equiv="refresh"' in moved
    assert (output / "tags/nourrir-au-sein/index.html").is_file()
