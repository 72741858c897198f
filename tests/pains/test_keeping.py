"""What operators of planets complain of most: posts that vanish, blogs whose names revert, and nobody who can say why."""

from datetime import datetime, timedelta

from planet.archive import Archive
from tests.pains.test_river import _reached
from tests.server import Reply, redirect
from tests.whole import START, Planet, document, feed, posts, rss


def test_pain_14_nothing_vanishes_with_a_failing_or_empty_feed(planet: Planet) -> None:
    """A feed that fails, empties or shrinks takes no post with it."""
    entries = posts(8, blog="alpha")
    planet.blog("alpha", entries)
    planet.run()
    before = planet.titles()
    for hour, answer in enumerate((Reply(status=500), feed([]), feed(entries[7:]), feed([])), start=1):
        planet.answers("alpha", answer)
        planet.run(hour * 30)
        assert planet.titles() == before
    with Archive.open(planet.settings) as archive:
        assert archive.count() == 8


def test_pain_15_every_post_stands_on_a_page(planet: Planet) -> None:
    """Post number 100 has its month's page long after it left the river's."""
    planet.options = "items_per_page = 20\npages = 2"
    entries = posts(100, blog="alpha", step=timedelta(days=3))
    planet.blog("alpha", entries)
    planet.run()
    assert [post.title for post in entries if post.date and post.title not in _month(planet, post.date)] == []


def _month(planet: Planet, date: datetime) -> str:
    return planet.page(f"archive/{date:%Y/%m}/index.html")


def test_pain_15_every_post_is_reached_by_links(planet: Planet) -> None:
    """The river ends after some pages; the months go on, so that post number 300 is found without a search."""
    planet.options = "items_per_page = 20\npages = 3"
    entries = posts(300, blog="alpha", step=timedelta(days=3))
    planet.blog("alpha", entries)
    planet.run()
    reached, dead = _reached(planet.output)
    assert dead == set()
    pages = "".join(planet.page(path) for path in reached if path.endswith(".html"))
    assert [post.title for post in entries if post.title not in pages] == []


def test_pain_16_what_cannot_be_read_leaves_the_validators_alone(planet: Planet) -> None:
    """A validator kept for a document that could not be read would hide its posts behind 304 for ever."""
    good = [("ETag", '"bon"'), ("Content-Type", "application/rss+xml")]
    entries = posts(3, blog="alpha")
    url = planet.answers("alpha", Reply(headers=good, body=rss(entries)))
    other = planet.answers("beta", Reply(headers=good, body=rss(posts(2, blog="beta"))))
    planet.run()
    planet.answers("alpha", Reply(headers=[("ETag", '"mauvais"'), ("Content-Type", "text/html")], body=b"<p>Panne"))
    planet.run(2)
    planet.answers("alpha", Reply(headers=good, body=rss(entries)))
    planet.run(80)
    assert planet.server.asked("/alpha.xml")[-1].header("If-None-Match") == '"bon"'
    planet.run(160, force=frozenset({url}))
    assert planet.server.asked("/alpha.xml")[-1].header("If-None-Match") is None
    assert planet.server.asked("/beta.xml")[-1].header("If-None-Match") == '"bon"'
    assert other != url


def test_pain_17_what_the_coordinator_wrote_beats_the_feed(planet: Planet) -> None:
    """Names and pages corrected by hand must not revert when the feed's title changes or its address moves."""
    lines = "name = Le bon nom\nlink = https://bon.example/\nauthor = Camille Exemple"
    url = planet.blog("alpha", posts(3, blog="alpha"), lines, title="Blog sans titre", link="https://mauvais.example/")
    planet.run()
    moved = planet.server.on(
        "/neuf.xml", feed(posts(4, blog="alpha"), title="Encore autre", link="https://pire.example/")
    )
    planet.server.on("/alpha.xml", redirect(moved, 301))
    for hour in (2, 4, 6):
        planet.run(hour)
    assert "Le bon nom" in planet.page("blogs/le-bon-nom/index.html")
    assert 'htmlUrl="https://bon.example/"' in planet.page("opml.xml")
    assert "Camille Exemple" in planet.page("atom.xml")
    site = planet.everything()
    assert [
        word for word in ("Blog sans titre", "Encore autre", "mauvais.example", "pire.example") if word in site
    ] == []
    assert url in planet.sections


def test_pain_18_why_names_the_rule(planet: Planet) -> None:
    """Authors ask why their post is not there; the answer names the rule."""
    entries = posts(3, blog="alpha")
    url = planet.blog("alpha", entries)
    broken = planet.answers("beta", Reply(status=404), "name = Blog perdu")
    planet.run()
    assert "Stands on" in planet.command("why", entries[0].link).output
    assert "Never seen" in planet.command("why", "https://alpha.example/absent").output
    planet.command("hide", entries[1].link, "--why", "essai")
    assert "the coordinator hid it" in planet.command("why", entries[1].link).output
    assert "in its feed" in planet.command("why", url).output
    assert "404" in planet.command("why", broken).output


def test_pain_18_the_status_page_tells_how_each_blog_is(planet: Planet) -> None:
    """Not only the operator may see that a blog fails, with what, and since when."""
    planet.blog("alpha", posts(3, blog="alpha"))
    planet.answers("beta", Reply(status=404), "name = Blog perdu")
    planet.run()
    status = document(planet.page("status/index.html")).text_content()
    assert "Blog perdu" in status
    assert "404" in status
    assert f"{START.year}" in status
