"""Blocks for other people's pages: light, complete by themselves, leading out of their frame."""

from lxml import html

from planet.render.channels import planet, topics
from planet.render.embed import HOST_SCRIPT, embed, path_of, snippet
from tests.render.worlds import files, site, story


def test_a_block_lists_titles_that_lead_out_of_the_frame() -> None:
    """A post opened inside a box of 300 pixels cannot be read."""
    page = html.document_fromstring(files(site(), embed)["embed/sante.html"].decode())
    assert [one.get("target") for one in page.findall(".//head/base")] == ["_top"]
    links = [one.get("href") or "" for one in page.findall(".//ol/li/a")]
    assert links
    assert all(link.startswith("https://ifsi.example/billets/") for link in links)
    assert page.get("lang") == "fr"
    assert "IFSI@Orvelle" in "".join(str(text) for text in page.itertext())


def test_a_block_is_light_and_asks_nobody() -> None:
    """Portals show five of them on a page; a block is one request of a few kilobytes."""
    for path, data in files(site(), embed).items():
        assert len(data) < 6000, path
        if path.endswith(".html"):
            page = html.document_fromstring(data.decode())
            assert page.xpath("//link[not(starts-with(@href, 'data:'))] | //img | //script[@src]") == []


def test_each_topic_and_blog_has_one_and_no_two_collide() -> None:
    """A topic named like the front block, or like a blog, keeps its own."""
    assert set(files(site(), embed)) == {
        "embed/index.html",
        "embed/sante.html",
        "embed/etudiants.html",
        "embed/blogs/ifsi.html",
        "embed/blogs/arts.html",
        "embed/nuage.js",
    }


def test_foreign_titles_say_their_language_and_empty_blocks_say_so() -> None:
    """A French screen reader must not read English as French; an empty box looks broken."""
    page = html.document_fromstring(files(site([story(2, language="en")]), embed)["embed/index.html"].decode())
    assert [one.get("lang") for one in page.findall(".//ol/li/a")] == ["en"]
    assert "Pas encore de billet." in files(site([story(2)]), embed)["embed/blogs/arts.html"].decode()


def test_the_snippet_can_be_pasted() -> None:
    """It names the block for screen readers, loads late, and needs its script only to fit its height."""
    whole = site()
    topic = next(iter(topics(whole)))
    markup = snippet(whole, topic)
    frame, script = html.fragments_fromstring(markup)
    assert frame.get("src") == "https://nuage.example/planete/embed/sante.html"
    assert frame.get("title") == "Santé · Nuage d’essai"
    assert frame.get("loading") == "lazy"
    assert (script.get("src") or "").endswith("embed/nuage.js")
    assert path_of(planet(whole)) == "embed/index.html"


def test_the_host_script_sizes_only_the_frame_that_spoke() -> None:
    """Any page may post messages: only a number, to the frame it came from, within bounds."""
    assert "frame.contentWindow === event.source" in HOST_SCRIPT
    assert "Math.min(data.height, 5000)" in HOST_SCRIPT
