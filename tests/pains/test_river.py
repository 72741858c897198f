"""What operators of planets complain of most: the river shows the wrong thing. One test a pain, told as readers see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.whole import START, Planet, Post, document, later, posts, prose


def test_pain_01_new_feed_does_not_flood(planet: Planet) -> None:
    """Adding a blog with ten years of posts must not bury what the others wrote this week."""
    planet.options = "items_per_page = 10\nnew_feed_items = 3"
    old_hands = [*posts(12, blog="alpha"), *posts(12, blog="beta", first=START - timedelta(hours=5))]
    planet.blog("alpha", old_hands[:12])
    planet.blog("beta", old_hands[12:])
    planet.run()
    page, river = planet.order(old_hands), planet.titles()
    backlog = posts(50, blog="gamma", first=datetime(2024, 6, 1, tzinfo=UTC), step=timedelta(days=68))
    planet.blog("gamma", backlog)
    planet.run(1)
    assert planet.order([*old_hands, *backlog]) == page
    known = {post.title for post in old_hands}
    after = planet.titles()
    assert [title for title in after if title in known] == river
    assert len(after) - len(river) == 3
    for post in (backlog[0], backlog[49]):
        assert post.date is not None
        assert post.title in planet.page(f"archive/{post.date:%Y/%m}/index.html")


def test_pain_02_new_guids_and_https_repost_nothing(planet: Planet) -> None:
    """A blog that changes platform gives all its posts new identifiers; readers must not see them again."""
    before = [later(post, link=post.link.replace("https:", "http:")) for post in posts(20, blog="alpha")]
    planet.blog("alpha", before)
    planet.run()
    first = planet.atom()
    after = [
        later(post, guid=f"urn:new:{n}", link=post.link.replace("http:", "https:")) for n, post in enumerate(before)
    ]
    planet.blog("alpha", after)
    report = planet.run(1)
    second = planet.atom()
    assert report.added == 0
    assert [(one.id, one.title, one.published) for one in second] == [
        (one.id, one.title, one.published) for one in first
    ]
    assert {one.link for one in second} == {post.link for post in after[:10]}


def test_pain_02_a_moved_blog_with_new_pages_reposts_nothing(planet: Planet) -> None:
    """The harder case: host, path and identifiers are new, only the texts are the old ones."""
    before = posts(8, blog="alpha")
    planet.blog("alpha", before)
    planet.run()
    ids = [one.id for one in planet.atom()]
    moved = [later(p, link=f"https://neuf.example/billets/{n}.html", guid=f"neuf-{n}") for n, p in enumerate(before)]
    planet.blog("alpha", moved)
    assert planet.run(1).added == 0
    assert [one.id for one in planet.atom()] == ids
    assert planet.atom()[0].link == moved[0].link


def test_pain_03_undated_posts_keep_the_day_they_were_first_seen(planet: Planet) -> None:
    """A post without a date is dated once; a first harvest without any date is no news."""
    dated, undated = posts(6, blog="alpha"), [later(post, date=None) for post in posts(5, blog="beta")]
    planet.blog("alpha", dated)
    planet.blog("beta", undated)
    planet.run()
    assert planet.titles()[:6] == [post.title for post in dated]
    new = Post(title="Sans date", link="https://beta.example/sans", text=prose(77))
    planet.blog("beta", [new, *undated])
    seen = set()
    for hour in (5, 30, 55):
        planet.run(hour)
        top = planet.atom()[0]
        seen.add((top.title, top.published))
    assert seen == {("Sans date", "2026-11-02T17:00:00Z")}


def test_pain_04_a_touched_date_moves_nothing(planet: Planet) -> None:
    """Some generators stamp every post anew at each build; the river is ordered by first publication."""
    entries = posts(6, blog="alpha")
    planet.blog("beta", posts(4, blog="beta", first=START - timedelta(hours=3)))
    shown = []
    for hour in range(5):
        moment = START + timedelta(hours=hour)
        planet.blog("alpha", [later(post, updated=moment) for post in entries])
        planet.run(hour)
        shown.append(
            ([(one.id, one.published) for one in planet.atom()], planet.order([*entries, *posts(4, blog="beta")]))
        )
    assert len(shown[0][0]) == 10
    assert all(one == shown[0] for one in shown)


def test_pain_04_mass_redating_keeps_the_old_dates(planet: Planet) -> None:
    """A blog whose posts all come back under today's date is noted, and stays where it was."""
    entries = posts(8, blog="alpha")
    planet.blog("alpha", entries)
    planet.run()
    before = [(one.id, one.published) for one in planet.atom()]
    planet.blog("alpha", [later(post, date=START + timedelta(hours=20, minutes=n)) for n, post in enumerate(entries)])
    report = planet.run(24)
    assert [(one.id, one.published) for one in planet.atom()] == before
    assert [(note.code, note.count) for note in report.notes] == [("mass-redating", 8)]
    assert "Its feed dated it anew" in planet.command("why", entries[0].link).output


def test_pain_05_a_future_date_is_no_pin(planet: Planet) -> None:
    """A post dated next year would stand on top for a year; it waits, and the report says so."""
    ahead = Post(title="Trop tôt", link="https://alpha.example/tot", text=prose(5), date=START + timedelta(days=365))
    planet.blog("alpha", [ahead, *posts(3, blog="alpha")])
    report = planet.run()
    assert [(note.code, note.link) for note in report.notes if note.code == "future"] == [("future", ahead.link)]
    assert "Trop tôt" not in planet.everything()
    assert "It waits for its date." in planet.command("why", ahead.link).output
    planet.run(24 * 366)
    assert planet.titles()[0] == "Trop tôt"


def test_pain_05_a_future_date_may_be_clamped(planet: Planet) -> None:
    """With `clamp` it is shown at once, under the day it was first seen, and stays there."""
    planet.options = "future_dates = clamp"
    ahead = Post(title="Trop tôt", link="https://alpha.example/tot", text=prose(5), date=START + timedelta(days=365))
    planet.blog("alpha", [ahead, *posts(3, blog="alpha", first=START - timedelta(days=1))])
    dates = set()
    for hour in (0, 10):
        planet.run(hour)
        dates.add(next(one.published for one in planet.atom() if one.title == "Trop tôt"))
    assert dates == {"2026-11-02T12:00:00Z"}


def test_pain_06_a_cross_posted_entry_is_one_card(planet: Planet) -> None:
    """Two blogs of one library carry one post: one card names both, and both blogs' pages have it."""
    shared = Post(
        title="La nuit du livre", link="https://alpha.example/nuit", text=prose(9), date=START, tags=("Lecture",)
    )
    other = Post(title="Autre chose", link="https://beta.example/autre", text=prose(3), date=START, tags=("Lecture",))
    planet.options = "cloud_min_posts = 1"
    planet.blog("alpha", [shared])
    planet.blog("beta", [later(shared, link=shared.link + "?utm_source=beta", guid="b1"), other], "name = Blog beta")
    planet.run()
    assert planet.titles().count("La nuit du livre") == 1
    river = document(planet.page())
    cards = [one for one in river.iter("article") if "La nuit du livre" in one.text_content()]
    assert len(cards) == 1
    assert "Blog beta" in cards[0].text_content()
    for slug in ("alpha", "blog-beta"):
        assert "La nuit du livre" in planet.titles(f"blogs/{slug}")
    assert sorted(planet.titles("tags/lecture")) == ["Autre chose", "La nuit du livre"]


def _busy(planet: Planet) -> tuple[list[Post], list[Post]]:
    """Let one blog write forty posts in a day and two others one each; return them."""
    busy = posts(40, blog="alpha", step=timedelta(minutes=10))
    calm = [posts(1, blog=name, first=START - timedelta(hours=hour))[0] for name, hour in (("beta", 1), ("gamma", 9))]
    for name, its in (("alpha", busy), ("beta", calm[:1]), ("gamma", calm[1:])):
        planet.blog(name, its)
    planet.options = "cap_per_blog = 5"
    planet.run()
    return busy, calm


def test_pain_07_a_busy_blog_does_not_bury_the_others(planet: Planet) -> None:
    """Forty posts of one blog in a day: the two others stay in sight on the first page, and no post is lost."""
    busy, calm = _busy(planet)
    assert planet.order(calm) == [post.title for post in calm]
    assert set(planet.order(busy, "blogs/alpha/index.html")) == {post.title for post in busy}
    assert "Folded there under its blog's other posts" in planet.command("why", busy[20].link).output
    assert "Folded" not in planet.command("why", busy[2].link).output


def test_pain_07_the_surplus_is_folded(planet: Planet) -> None:
    """Five of the forty are cards; a link leads to the others."""
    busy, _calm = _busy(planet)
    cards = [one.text_content() for one in document(planet.page()).iter("article")]
    assert sum(any(post.title in card for card in cards) for post in busy) <= 5
    links = [link for _e, name, link, _p in document(planet.page()).iterlinks() if name == "href"]
    assert any("blogs/alpha/" in link for link in links)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("only_tags = Santé", {"Un", "Trois"}),
        ("not_tags = santé", {"Deux", "Quatre"}),
        ("filter = (?i)^d|quatre", {"Deux", "Quatre"}),
        ("exclude = Trois", {"Un", "Deux", "Quatre"}),
    ],
)
@pytest.mark.parametrize("place", ["planet", "blog"])
def test_pain_08_rules_keep_exactly_what_they_say(planet: Planet, rule: str, kept: set[str], place: str) -> None:
    """Off-topic posts are left out inside the aggregator, and `planet why` names the rule."""
    tags = {"Un": ("Santé",), "Deux": (), "Trois": ("sante", "Nuit"), "Quatre": ("Nuit",)}
    entries = [
        Post(title=name, link=f"https://alpha.example/{name}", text=prose(n), date=START, tags=its)
        for n, (name, its) in enumerate(tags.items())
    ]
    planet.options = rule if place == "planet" else ""
    planet.blog("alpha", entries, f"name = alpha\n{rule if place == 'blog' else ''}")
    planet.run()
    assert set(planet.titles()) == kept
    gone = next(name for name in tags if name not in kept)
    assert rule.partition(" ")[0] in planet.command("why", f"https://alpha.example/{gone}").output


def test_pain_09_rules_act_on_what_is_archived(planet: Planet) -> None:
    """A rule that is changed acts at the next render, both ways, without a request."""
    entries = [later(post, tags=("Nuit",) if n % 2 else ("Jour",)) for n, post in enumerate(posts(6, blog="alpha"))]
    planet.blog("alpha", entries)
    planet.run()
    every = planet.titles()
    asked = len(planet.server.requests)
    planet.options = "only_tags = Nuit"
    planet.run(1, fetch=False)
    assert planet.titles() == [post.title for post in entries[1::2]]
    planet.options = ""
    planet.run(2, fetch=False)
    assert planet.titles() == every
    assert len(planet.server.requests) == asked


def test_pain_10_every_topic_can_be_browsed(planet: Planet) -> None:
    """A topic has a page, a feed and a cloud; what a cloud prints is what its page lists, and no link of the site is dead."""
    planet.options = "cloud_min_posts = 1"
    for name, topic in (("alpha", "Santé"), ("beta", "Santé, Droit"), ("gamma", "Droit")):
        tagged = [later(post, tags=("Nuit", f"Mot {name}")) for post in posts(3, blog=name)]
        planet.blog(name, tagged, f"name = {name}\ntopic = {topic}")
    planet.run()
    assert len(planet.titles("topics/sante")) == len(planet.titles("topics/droit")) == 6
    page = document(planet.page("topics/sante/index.html"))
    assert "Nuit" in page.text_content()
    assert "Mot gamma" not in page.text_content()
    assert len(planet.titles("tags/nuit")) == 9
    assert _reached(planet.output)[1] == set()


def _reached(output: Path) -> tuple[set[str], set[str]]:
    """Return the pages of a site that links alone lead to from its first page, and links that lead nowhere."""
    seen, dead, waiting = {"index.html"}, set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        for element, name, link, _position in document((output / page).read_text(encoding="utf-8")).iterlinks():
            target = urlsplit(urljoin(f"https://planet.example/{page}", link))
            if element.tag != "a" or name != "href" or target.netloc != "planet.example":
                continue
            path = target.path.lstrip("/")
            path = f"{path}index.html" if path.endswith("/") or not path else path
            if not (output / path).is_file():
                dead.add(f"{page} → {path}")
            elif path not in seen:
                seen.add(path)
                waiting += [path] if path.endswith(".html") else []
    return seen, dead


def test_pain_11_spellings_of_a_tag_are_one_term(planet: Planet) -> None:
    """Case, accents and an abbreviation named in tags.ini give one term; the report names what is not mapped."""
    spellings = ("BU", "bu", "Bibliothèque universitaire", "bibliotheque universitaire")
    entries = [later(post, tags=(tag,)) for post, tag in zip(posts(4, blog="alpha"), spellings, strict=True)]
    planet.blog("alpha", [*entries, replace(posts(9, blog="alpha")[8], tags=("Une seule fois",))])
    (planet.folder / "tags.ini").write_text("[Bibliothèque universitaire]\nalso = BU\n", encoding="utf-8")
    planet.run()
    assert len(planet.titles("tags/bibliotheque-universitaire")) == 4
    assert not (planet.output / "tags/bu/index.html").exists() or 'http-equiv="refresh"' in planet.page(
        "tags/bu/index.html"
    )


def test_pain_12_corrections_and_deletions_upstream_arrive(planet: Planet) -> None:
    """A name that its author removed must not stay here, on any page, nor a post that was taken away."""
    entries = posts(6, blog="alpha")
    entries[1] = later(entries[1], text=f"{prose(200)} Jeanne Exemplaire")
    entries[3] = later(entries[3], title="À retirer")
    planet.blog("alpha", entries)
    planet.run()
    assert "Jeanne Exemplaire" in planet.everything()
    entries[1] = later(entries[1], text=prose(200))
    del entries[3]
    planet.blog("alpha", entries)
    report = planet.run(1)
    site = planet.everything()
    assert "Jeanne Exemplaire" not in site
    assert "À retirer" not in site
    assert report.withdrawn == 1
    assert "gone from its feed" in planet.command("why", posts(6, blog="alpha")[3].link).output


def test_pain_13_one_post_is_hidden_at_once_and_stays_hidden(planet: Planet) -> None:
    """One command, and the post is gone from every page, feed, cloud and index, through refetches and new identifiers."""
    entries = posts(5, blog="alpha")
    entries[2] = later(entries[2], title="Indiscrétion", tags=("Motsecret",), text=f"{prose(50)} confidence")
    planet.blog("alpha", entries)
    planet.options = "cloud_min_posts = 1"
    planet.run()
    assert "Indiscrétion" in planet.everything()
    assert planet.command("hide", entries[2].link, "--why", "données personnelles").exit_code == 0
    planet.run(1, fetch=False)
    words = ("Indiscrétion", "Motsecret", "confidence", "motsecret")
    assert [word for word in words if word in planet.everything()] == []
    assert not (planet.output / "tags/motsecret").exists()
    entries[2] = later(entries[2], guid="neuf", link="https://alpha.example/ailleurs")
    planet.blog("alpha", entries)
    planet.run(2)
    assert [word for word in words if word in planet.everything()] == []
    said = planet.command("why", entries[2].link).output
    assert "données personnelles" in said
    assert planet.command("unhide", entries[2].link).exit_code == 0
    planet.run(3, fetch=False)
    assert "Indiscrétion" in planet.titles()
