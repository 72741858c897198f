"""What holds in every feed format alike: the same stories, ids that stay, the rules of showing, nothing that breaks a parser."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from lxml import etree, html

from planet.config import BlogState, RenderSettings, SelectSettings, Show
from planet.config.settings import Images
from planet.model import Copy, Media, Person, SafeHtml
from planet.render.channels import base, story_id
from planet.render.feeds import SITES
from planet.render.site import Plan, Site
from tests.render.worlds import BLOGS, BORN, TOPICS, files, settings, site, story, texts

FORMS = ("atom", "rss", "json", "rss10")
HEADS = {"atom": "atom.xml", "rss": "rss20.xml", "json": "feed.json", "rss10": "rss10.xml"}
A = "{http://www.w3.org/2005/Atom}"


def made(of: Site, form: str, **changes: object) -> dict[str, bytes]:
    """Make all files of one format; keywords replace fields of every entry."""
    return files(of, SITES[form], texts(of, **changes))


def entries(form: str, data: bytes) -> list[dict[str, str]]:
    """Return the id, title, link, date and body of each story of a feed, as a strict program reads them."""
    if form == "json":
        return [
            {"id": one["id"], "title": one["title"], "link": one["url"], "body": one["content_html"]}
            for one in json.loads(data)["items"]
        ]
    etree.parse(io.BytesIO(data), etree.XMLParser(recover=False, resolve_entities=False, no_network=True))
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return [
        {
            "id": one.get("id", ""),
            "title": one.get("title", ""),
            "link": one.get("link", ""),
            "body": one.content[0].value if "content" in one else one.get("summary", ""),
        }
        for one in parsed.entries
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_river_has_its_feed(form: str) -> None:
    """Readers want their own subset: the planet, a topic, a blog, a language, each at a predictable address; a term has Atom alone."""
    paths = set(made(site(), form))
    name = HEADS[form]
    wanted = {name, f"topics/sante/{name}", f"topics/etudiants/{name}"}
    if form != "rss10":
        wanted |= {f"blogs/ifsi/{name}", f"blogs/arts/{name}"}
    if form == "atom":
        wanted |= {f"tags/ete/{name}"}
    assert wanted == {path for path in paths if not path.startswith("archive/")}


def test_languages_have_feeds_where_there_are_several() -> None:
    """A feed of the only language would be the planet's again, and lead to a page that is not made."""
    whole = site()
    both = replace(whole, languages={"fr": whole.river, "en": whole.river[:1]})
    assert {"languages/fr/atom.xml", "languages/en/atom.xml"} <= set(made(both, "atom"))
    assert not [path for path in made(whole, "atom") if path.startswith("languages/")]


def test_all_formats_say_the_same() -> None:
    """A story has one title and one link, whatever a reader's program speaks."""
    whole = site()
    told = [[(e["title"], e["link"]) for e in entries(form, made(whole, form)[HEADS[form]])] for form in FORMS]
    assert told[0] == told[1] == told[2] == told[3]
    assert len(told[0]) == 5


def test_ids_are_the_same_everywhere_and_survive_what_may_change() -> None:
    """Subscribers see everything unread again when ids move: titles, links, guids, hosts and the planet's own address do."""
    whole = site()
    ids = [e["id"] for e in entries("atom", made(whole, "atom")["atom.xml"])]
    assert ids == [e["id"] for e in entries("rss", made(whole, "rss")["rss20.xml"])]
    assert ids == [e["id"] for e in entries("json", made(whole, "json")["feed.json"])]
    assert set(ids) >= {e["id"] for e in entries("atom", made(whole, "atom")["topics/sante/atom.xml"])} & set(ids)
    assert len(set(ids)) == len(ids)
    held = settings()
    moved = replace(held, planet=replace(held.planet, link="https://other.example/"))
    changed = [story(n, title="X", link=f"https://new.example/{n}", shown=n + 50) for n in range(1, 11)]
    after = entries(
        "atom", made(site(changed, of=moved), "atom", guid="other", link="https://new.example/")["atom.xml"]
    )
    assert [e["id"] for e in after] == ids


def test_without_an_identity_ids_rest_on_the_host() -> None:
    """An archive that has none still gives ids that are unique in the world and stay while the host does."""
    held = entries("atom", made(site(identity=""), "atom")["atom.xml"])
    assert held[0]["id"] == "tag:nuage.example,2026:story/10"


@pytest.mark.parametrize("form", FORMS)
def test_floods_are_not_announced_and_pinned_stories_stand_at_their_dates(form: str) -> None:
    """A new blog's old posts must not fill everybody's reader; feeds are by date whatever the page puts first."""
    held = [story(n, announce=n % 2 == 0) for n in range(1, 11)]
    whole = site(held)
    pinned = replace(whole, river=(4, *(n for n in whole.river if n != 4)))
    titles = [e["title"].split()[2] for e in entries(form, made(pinned, form)[HEADS[form]])]
    assert titles == ["10", "8", "6", "4", "2"]


def test_the_past_is_whole_in_archived_documents() -> None:
    """A reader that follows `prev-archive` meets every story, those of floods too (RFC 5005 section 4)."""
    held = [story(n, announce=n > 100) for n in range(1, 700)]
    whole = site(held)
    made_files = made(whole, "atom")
    met: set[str] = set()
    path: str | None = "atom.xml"
    while path:
        root = etree.fromstring(made_files[path])
        met |= {one.text or "" for one in root.iter(A + "id")} - {root.findtext(A + "id")}
        links = {one.get("rel"): one.get("href") or "" for one in root.findall(A + "link")}
        assert links["self"] == base(whole) + path
        assert (root.find("{http://purl.org/syndication/history/1.0}archive") is not None) == (path != "atom.xml")
        path = links["prev-archive"].removeprefix(base(whole)) if "prev-archive" in links else None
    assert met >= {story_id(whole, n) for n in whole.river}


def test_full_documents_of_the_past_never_change_when_stories_arrive() -> None:
    """An archived document is fetched once and kept: what comes later, be it years old, goes into another."""
    before = made(site([story(n) for n in range(1, 700)]), "atom")
    late = [story(n, date=BORN - timedelta(days=n), updated=BORN - timedelta(days=n)) for n in range(700, 900)]
    after = made(site([*(story(n) for n in range(1, 700)), *late]), "atom")
    stable = [path for path in before if path.startswith("archive/") and "-" not in path.rpartition("/")[2]]
    assert len(stable) == 3
    assert all(after[path] == before[path] for path in stable)


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_what_is_shown_follows_blog_then_topic_then_planet(form: str) -> None:
    """Full text is a matter of rights: what was agreed with a blog holds in every feed."""
    long = SafeHtml("<p>" + " ".join(f"mot{n}" for n in range(60)) + "</p>")
    topics = (replace(TOPICS[0], show=Show.FULL), TOPICS[1])
    blogs = (BLOGS[0], replace(BLOGS[1], show=Show.LINK))
    whole = site(of=settings(topics=topics, blogs=blogs))
    held = made(whole, form, content=long)

    def bodies(path: str) -> list[str]:
        return [e["body"] for e in entries(form, held[path + HEADS[form]])]

    assert all("mot59" in body for body in bodies("topics/sante/"))
    assert all("mot19" in body and "mot20" not in body for body in bodies("topics/etudiants/"))
    assert all("mot" not in body and "<a href" in body for body in bodies("blogs/arts/"))


@pytest.mark.parametrize("form", FORMS)
def test_a_link_only_story_carries_no_media_and_no_summary(form: str) -> None:
    """`show = link` means the title and the way there, nothing of the work itself."""
    whole = site(of=settings(render=RenderSettings(show=Show.LINK, formats=("rss10",)), blogs=(BLOGS[0],)))
    data = made(whole, form, image="https://x.example/i.png")[HEADS[form]].decode()
    assert "Texte du billet" not in data
    assert "son.mp3" not in data
    assert "i.png" not in data


def test_feeds_hold_what_the_operator_asks_for_and_never_less_than_a_page() -> None:
    """A planet that shows a hundred posts announces a hundred."""
    many = [story(n) for n in range(1, 121)]
    whole = site(many, of=settings(select=SelectSettings(feed_items=20, items_per_page=100)))
    assert len(entries("atom", made(whole, "atom")["atom.xml"])) == 100


@pytest.mark.parametrize("form", FORMS)
def test_dates_never_move_by_themselves(form: str) -> None:
    """Nothing in a feed is `now`: the same stories give the same bytes, and the newest change dates the whole."""
    assert made(site(), form) == made(site(), form)
    held = [story(n) for n in range(1, 11)]
    held[6] = replace(held[6], updated=BORN + timedelta(days=3))
    data = made(site(held), form)[HEADS[form]].decode()
    assert ("2026-11-23T08:00:00Z" in data or "Mon, 23 Nov 2026 08:00:00 GMT" in data) == (form != "rss10")


def test_an_unchanged_channel_keeps_its_fingerprint_and_a_changed_one_does_not() -> None:
    """Idle runs make nothing; a change of a story, its blog's name, its term's label or the planet's address is seen."""

    def prints(of: Site) -> dict[str, str]:
        return {plan.path: plan.fingerprint for form in SITES.values() for plan in form(of)}

    first = prints(site())
    assert prints(site()) == first
    # A blog's tenth story stands in the feeds that hold it, and in no other.
    held = [story(n, digest="edited" if n == 10 else f"d{n}") for n in range(1, 11)]
    changed = {path for path, value in prints(site(held)).items() if first[path] != value}
    assert {"atom.xml", "topics/sante/feed.json", "blogs/ifsi/rss20.xml", "tags/ete/atom.xml"} <= changed
    assert not any(path.startswith(("blogs/arts/", "embed/blogs/arts")) or path == "opml.xml" for path in changed)
    held_settings = settings()
    moved = replace(held_settings, planet=replace(held_settings.planet, link="https://other.example/"))
    same = {path for path, value in prints(site(of=moved)).items() if first[path] == value}
    assert same <= {"opml.xml", "topics/sante/opml.xml", "topics/etudiants/opml.xml", "embed/nuage.js"}


def test_plans_ask_for_the_texts_they_need_and_no_others() -> None:
    """Texts are what costs memory: lists, sitemaps and blocks of titles live without."""
    whole = site()
    for form in SITES.values():
        for plan in form(whole):
            assert isinstance(plan, Plan)
            assert set(plan.stories) <= set(whole.stories)
    lean = ("latest", "embed", "opml", "foaf", "crawlers", "stylesheet")
    assert all(plan.stories == () for name in lean for plan in SITES[name](whole))


@pytest.mark.parametrize("form", FORMS)
def test_a_story_without_anything_still_makes_a_valid_item(form: str) -> None:
    """Posts without title, link, author or text exist; each is shown, titled and leads somewhere."""
    bare = [story(1, title="", link="", terms=(), language="", copies=())]
    empty = {
        "title": "",
        "link": "",
        "authors": (),
        "content": SafeHtml(""),
        "language": "",
        "media": (),
        "rights": "",
        "licence": "",
    }
    (held,) = entries(form, made(site(bare), form, **empty)[HEADS[form]])
    assert held["title"] == "Arts & Letters"
    assert held["link"] == "https://arts.example/"
    assert held["body"]


def test_an_empty_planet_has_valid_feeds() -> None:
    """On its first day a planet has nothing, and readers subscribe already."""
    whole = replace(
        site(), river=(), stories={}, topics=(), terms={}, languages={}, cards={}, newest=None, updated=None
    )
    for form in FORMS:
        assert entries(form, made(whole, form)[HEADS[form]]) == []
    assert etree.fromstring(made(whole, "atom")["atom.xml"]).findtext(A + "updated") == "1970-01-01T00:00:00Z"


def test_secrets_of_addresses_are_not_published() -> None:
    """A blog's address may hold a password, an author's e-mail was given to the blog: neither leaves with the feeds."""
    for form in SITES.values():
        for path, data in files(site(), form).items():
            assert b"secret" not in data, path
            assert b"bu@ifsi.example" not in data, path


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_images_follow_the_operators_choice(form: str) -> None:
    """With local copies a reader's program asks no third party; without images none is left."""
    markup = SafeHtml(
        '<p>a<img src="https://x.example/a.png?b=1&amp;c=2" srcset="https://x.example/b.png 2x" alt="A">b</p>'
    )
    full = RenderSettings(show=Show.FULL, formats=("rss10",))
    direct = made(site(of=settings(render=full)), form, content=markup)[HEADS[form]].decode()
    assert "x.example/a.png" in direct
    none = made(site(of=settings(render=replace(full, images=Images.NONE))), form, content=markup)[HEADS[form]].decode()
    assert "img" not in none
    copies = {n: {"https://x.example/a.png?b=1&c=2": "media/ab/cd.webp"} for n in range(6, 11)}
    local = settings(render=replace(full, images=Images.LOCAL))
    data = made(site(of=local, images=copies), form, content=markup)[HEADS[form]].decode()
    assert "https://nuage.example/planete/media/ab/cd.webp" in data
    assert "x.example/" not in data
    uncopied = made(site(of=local), form, content=markup)[HEADS[form]].decode()
    assert "img" not in uncopied


def test_a_paused_or_gone_blog_keeps_its_posts_in_feeds() -> None:
    """Its posts stay what they are; only the list of subscriptions forgets it."""
    blogs = (BLOGS[0], replace(BLOGS[1], state=BlogState.PAUSED))
    whole = site(of=settings(blogs=blogs))
    assert len(entries("atom", made(whole, "atom")["blogs/arts/atom.xml"])) == 5


# ---- whatever a post holds ------------------------------------------------------------------------------------------

ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x08\x0b\x0c\x1f\x7f\x85\u2028\ufffe\uffff\ud800\udfff\U0001f600\U0001ffff<>&\"']"),
    ),
    max_size=40,
).map(lambda text: text.replace("@@", "]]>"))
ODD = st.one_of(
    ANY, st.sampled_from(["]]>", "<![CDATA[x]]>", "&#0;&#x1f;", "<script>", "<!--", "--", "%s", "{{ x }}", "\u202e"])
)


@bounds(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=ODD, content=ODD, link=ODD, name=ODD, term=ODD, language=ODD)
def test_feeds_are_valid_whatever_a_post_holds(
    title: str, content: str, link: str, name: str, term: str, language: str
) -> None:
    """Control characters, lone surrogates and `]]>` broke planets' feeds for everybody: a strict parser must take all."""
    held = [story(1, title=title, link=link, language=language, copies=(Copy(number=1, blog="", link=link),) * 2)]
    held_settings = settings(render=RenderSettings(show=Show.FULL, formats=("rss10", "foaf"), index=True))
    blogs = (replace(BLOGS[0], name=name, description=content), replace(BLOGS[1], name=name, author=name))
    whole = site(
        held, of=replace(held_settings, blogs=blogs, planet=replace(held_settings.planet, name=name, description=term))
    )
    label = replace(whole.terms["ete"].term, labels={"fr": term}, note=content)
    whole = replace(whole, terms={"ete": replace(whole.terms["ete"], term=label)})
    person = Person(name=name, uri=link, email=name)
    media = Media(url=link, kind=name, type=term, title=title)
    changes = {
        "title": title,
        "link": link,
        "content": SafeHtml(content),
        "authors": (person,),
        "contributors": (person,),
        "media": (media,),
        "rights": term,
    }
    for form in SITES.values():
        for path, data in files(whole, form, texts(whole, **changes)).items():
            check(path, data)


def check(path: str, data: bytes) -> None:
    """Read a file as strictly as its kind is read anywhere."""
    text = data.decode("utf-8")
    if path.endswith(".json"):
        json.loads(text, parse_constant=pytest.fail)
    elif path.endswith(".xml"):
        etree.parse(io.BytesIO(data), etree.XMLParser(recover=False, resolve_entities=False, no_network=True))
        if not path.endswith(("opml.xml", "sitemap.xml", "foafroll.xml")):
            assert not feedparser.parse(data).bozo, path
    elif path.endswith(".html"):
        assert len(html.document_fromstring(text).findall(".//main/h1/a")) == 1


def every_plan(of: Site, form: Callable[[Site], Iterator[Plan]]) -> list[str]:
    """Return the paths of a format."""
    return [plan.path for plan in form(of)]


def test_no_two_formats_claim_an_address() -> None:
    """They would overwrite each other for ever."""
    whole = site()
    paths = [path for form in SITES.values() for path in every_plan(whole, form)]
    assert len(set(paths)) == len(paths)
