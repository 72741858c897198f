"""What RFC 4287 and RFC 5005 ask of the Atom feeds beyond being read."""

from lxml import etree

from planet.render.atom import atom
from tests.render.worlds import files, site

NAMES = {"a": "http://www.w3.org/2005/Atom"}


def heads() -> dict[str, etree._Element]:
    """Return the roots of all Atom documents by path."""
    return {path: etree.fromstring(data) for path, data in files(site(), atom).items()}


def test_each_entry_has_what_the_standard_requires() -> None:
    """Id, title, updated, an author and an alternate link, once each; and where it comes from (section 4.2.11)."""
    for path, root in heads().items():
        for entry in root.findall("a:entry", NAMES):
            for name in ("id", "title", "updated", "published", "source"):
                assert len(entry.findall(f"a:{name}", NAMES)) == 1, (path, name)
            assert entry.findall("a:author/a:name", NAMES)
            assert len(entry.findall("a:link[@rel='alternate']", NAMES)) == 1
            assert [one.tag for one in entry.findall("a:source/*", NAMES)][:3] == [
                f"{{{NAMES['a']}}}{name}" for name in ("id", "title", "updated")
            ]


def test_the_feed_names_itself_its_page_and_its_hub() -> None:
    """A feed that is mailed or mirrored must still say where it lives (RFC 4287 section 4.1.1, WebSub section 4)."""
    for path, root in heads().items():
        links = {one.get("rel"): one.get("href") or "" for one in root.findall("a:link", NAMES)}
        assert links["self"] == f"https://nuage.example/planete/{path}"
        assert links["alternate"].endswith("/")
        assert links.get("hub") == (None if path.startswith("archive/") else "https://hub.example/")


def test_updated_is_the_newest_change() -> None:
    """Readers skip a feed whose date has not moved, and mistrust one that always says now."""
    for root in heads().values():
        dates = [one.text or "" for one in root.findall("a:entry/a:updated", NAMES)]
        assert root.findtext("a:updated", namespaces=NAMES) == max(dates)


def test_languages_are_said() -> None:
    """A screen reader changes its voice by `xml:lang`."""
    root = heads()["atom.xml"]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.get(lang) == "fr"
    assert {entry.get(lang) for entry in root.findall("a:entry", NAMES)} == {"fr"}


def test_only_full_posts_stand_as_content() -> None:
    """An excerpt is a summary (section 4.2.13): readers then offer the way to the whole."""
    root = heads()["atom.xml"]
    for entry in root.findall("a:entry", NAMES):
        full = entry.findtext("a:source/a:title", namespaces=NAMES) == "Arts & Letters"
        assert (entry.find("a:content", NAMES) is not None) == full
        assert entry.find("a:summary", NAMES) is not None
