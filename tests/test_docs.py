"""The documents in the checkout: their links lead somewhere, and the guide for newcomers from Venus is whole."""

import re
from pathlib import Path

import pytest

from planet.config.compatibility import LISTS, REPLACED, THEMES
from planet.config.schema import blog_settings, planet_settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "LISEZMOI.md", *(ROOT / "docs").rglob("*.md")])
_CODE = re.compile(r"^(```|~~~).*?^\1|^ {4}.*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def dead_links(document: Path) -> list[str]:
    """Return the relative links of a document that lead to no file or folder; code is passed over."""
    text = _CODE.sub("", document.read_text(encoding="utf-8"))
    links = [first or second for first, second in _LINK.findall(text)]
    paths = [link.partition("#")[0] for link in links if not _SCHEME.match(link)]
    return [path for path in paths if path and not (document.parent / path).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(document: Path) -> None:
    """A reader who follows a link of the README to nothing doubts the rest as well."""
    assert dead_links(document) == []


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    """The search must see each way of writing a link, and pass over addresses, anchors and code."""
    document = tmp_path / "page.md"
    document.write_text(
        "[a](page.md#part) [b](gone.md) [c](https://blog.example/) [d](#part) `[e](code.md)`\n\n"
        "    [f](block.md)\n\n[g]: lost.md\n",
        encoding="utf-8",
    )
    assert dead_links(document) == ["gone.md", "lost.md"]


def test_the_guide_from_venus_names_what_is_replaced() -> None:
    """`planet check` warns of these names; whoever looks one up in the guide must find it."""
    guide = (ROOT / "docs" / "guide" / "from-venus.md").read_text(encoding="utf-8")
    assert [name for name in (*REPLACED, *THEMES, *LISTS) if f"`{name}`" not in guide] == []


def test_what_the_guide_calls_kept_is_an_option() -> None:
    """A name that the guide promises and the reader does not know would be lost without a word."""
    guide = (ROOT / "docs" / "guide" / "from-venus.md").read_text(encoding="utf-8")
    kept = guide.partition("## Kept")[2].partition("- Reading lists")[0]
    known = planet_settings().keys() | blog_settings().keys()
    names = re.findall(r"`([a-z_]+)`", kept)
    assert len(names) > 20
    assert [name for name in names if name not in known] == []
