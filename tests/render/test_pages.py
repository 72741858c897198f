"""Pages are what they should be to a machine that reads them: landmarks, headings, links, languages."""

from dataclasses import replace
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from lxml import html

from planet.config import RenderSettings, SelectSettings, Show
from planet.config.settings import Images, Topic
from planet.i18n import Language
from planet.model import Cloud, CloudTerm, Media, SafeHtml, Term
from planet.render import plans
from planet.render.context import editions
from planet.render.pages import colours
from planet.render.pages.folding import parts
from planet.render.pages.pictures import on_click, without
from planet.render.pages.press import Press, monogram
from planet.render.pages.rivers import rivers
from planet.render.pages.sparklines import spark
from planet.render.site import Site, TermRiver
from planet.render.themes import load_theme
from tests.render.worlds import BORN, files, settings, site, story, texts


def pages(of: Site) -> dict[str, html.HtmlElement]:
    """Return every page of a site, parsed."""
    held = files(of, plans)
    return {
        path: html.document_fromstring(data.decode())
        for path, data in held.items()
        if path.endswith(".html") and not path.startswith(("embed/", "en/embed/"))
    }


def press(of: Site) -> Press:
    """Return the first edition of a site at the press."""
    return Press(editions(of, load_theme(of.settings))[0])


def test_each_page_has_one_heading_one_main_and_a_title() -> None:
    """Screen readers jump to them; a page with two, or none, is a maze."""
    for path, page in pages(site()).items():
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        assert page.findtext(".//title"), path
        assert page.get("lang") == ("en" if path.startswith("en/") else "fr"), path


def test_headings_never_skip_a_level_downwards() -> None:
    """A level left out is a chapter that the listener thinks was missed."""
    for path, page in pages(site()).items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_internal_links_lead_somewhere() -> None:
    """A static site has nobody who would mend a dead link at run time."""
    of = site()
    made = set(files(of, plans))
    for path, page in pages(of).items():
        for link in page.xpath("//a/@href | //link/@href | //script/@src"):
            if "://" in link or link.startswith(("mailto:", "#")):
                continue
            target = urljoin(f"https://x.example/planete/{path}", link)
            local = target.split("#")[0].removeprefix("https://x.example/planete/")
            local += "index.html" if local.endswith("/") or not local else ""
            if not local.startswith(("pagefind/", "search/", "en/search/")):
                assert local in made, (path, link)


def test_what_a_page_says_in_a_foreign_post_is_marked_as_its_own() -> None:
    """A voice that reads French with English sounds cannot be understood."""
    of = site([story(n, language="en") for n in range(1, 4)])
    river = pages(of)["index.html"]
    article = river.xpath("//article")[0]
    assert article.get("lang") == "en"
    assert article.xpath("./p[contains(@class, 'about')]/@lang") == ["fr"]


def test_a_right_to_left_post_is_shown_so() -> None:
    """Hebrew and Arabic are not read backwards."""
    river = pages(site([story(1, language="he")]))["index.html"]
    assert river.xpath("//article/@dir") == ["rtl"]


def test_an_idle_plan_has_the_same_fingerprints() -> None:
    """What did not change is neither rendered nor written."""
    one, other = ({plan.path: plan.fingerprint for plan in plans(site())} for _ in range(2))
    assert one == other


def test_a_new_story_changes_only_pages_that_hold_it_and_those_that_list() -> None:
    """With ten years of posts, a new one must not cost ten years of pages."""
    held = [story(n) for n in range(1, 11)]
    others = [replace(one, terms=("autre",)) for one in held]
    terms = site().terms
    before = site(others, terms=terms)
    after = site([*others, story(11, terms=("autre",))], terms=terms)
    old = {plan.path: plan.fingerprint for plan in plans(before)}
    changed = {
        plan.path for plan in plans(after) if old.get(plan.path) != plan.fingerprint and plan.path.endswith("html")
    }
    assert "index.html" in changed
    assert not changed & {"404.html", "search/index.html", "tags/ete/index.html", "blogs/ifsi/index.html"}


def test_a_page_shows_no_more_of_a_blog_than_its_share() -> None:
    """One busy blog may not bury the others: their posts move up, its surplus is folded."""
    busy = [story(n, blogs=("a",)) for n in range(1, 41)]
    quiet = [story(41, blogs=("b",), date=BORN), story(42, blogs=("c",), date=BORN)]
    of = site([*busy, *quiet])
    found, rest = parts(of, of.river, per_page=20, most=10, cap=5)
    assert len([n for n in found[0].stories if n <= 40]) == 5
    assert {41, 42} <= set(found[0].stories)
    assert len(found[0].folded) == 35
    assert not rest


def test_every_story_of_a_river_is_on_a_page_once() -> None:
    """What is on two pages, or on none, is lost to somebody who reads on."""
    of = site([story(n) for n in range(1, 60)])
    found, rest = parts(of, of.river, per_page=5, most=3, cap=2)
    assert [n for part in found for n in part.order] + list(rest) == list(of.river)


def test_a_number_in_a_topics_cloud_is_the_number_listed_under_it() -> None:
    """A number that is not kept is worse than none."""
    of = site()
    held = of.terms["ete"]
    within = of.topics[0].river
    terms = {"ete": replace(held, topics={"sante": within})}
    cloud = Cloud(terms=(CloudTerm(term="ete", label="Été", stories=len(within), step=3),))
    topics = (replace(of.topics[0], cloud=cloud), of.topics[1])
    made = pages(replace(of, terms=terms, topics=topics))
    word = made["topics/sante/index.html"].xpath("//ul[@class='cloud']//a")[0]
    target = urljoin("topics/sante/", word.get("href")) + "index.html"
    assert len(made[target].xpath("//article")) == len(within) != len(held.river)


def test_a_renamed_term_leads_on() -> None:
    """Bookmarks outlive a change of vocabulary."""
    of = site()
    term = Term(slug="ete", label="Été", former=("saison-chaude",))
    made = pages(replace(of, terms={"ete": replace(of.terms["ete"], term=term)}))
    assert made["tags/saison-chaude/index.html"].xpath("//main//a/@href") == ["../../tags/ete/"]


def test_a_renamed_term_leads_on_within_a_topic() -> None:
    """A topic's cloud leads to a list within the topic: that address outlives a change of vocabulary, too."""
    of = site()
    term = Term(slug="ete", label="Été", former=("saison-chaude",))
    held = replace(of.terms["ete"], term=term, topics={"sante": of.topics[0].river})
    cloud = Cloud(terms=(CloudTerm(term="ete", label="Été", stories=len(of.topics[0].river), step=3),))
    made = pages(replace(of, terms={"ete": held}, topics=(replace(of.topics[0], cloud=cloud), of.topics[1])))
    (link,) = made["topics/sante/tags/saison-chaude/index.html"].xpath("//main//a/@href")
    target = urljoin("topics/sante/tags/saison-chaude/", link)
    assert target == "topics/sante/tags/ete/"
    assert f"{target}index.html" in made


def test_images_wait_for_a_click() -> None:
    """With `images = click` nothing of a third party is loaded before a reader asks."""
    of = settings(render=RenderSettings(images=Images.CLICK, index=True))
    whole = site(of=of)
    held = texts(
        whole,
        content=SafeHtml('<p><img src="https://x.example/a.png" alt="Un chat"></p>'),
        image="https://x.example/b.png",
    )
    made = files(whole, plans, held)["index.html"].decode()
    assert "<img" not in made
    assert 'href="https://x.example/b.png"' in made


def test_a_link_of_nothing_but_an_image_has_words() -> None:
    """WCAG 2.2, 2.4.4: a link that says nothing is read out as its address, letter by letter."""
    of = settings(render=RenderSettings(show=Show.FULL))
    link = '<a href="https://x.example/"><img src="https://x.example/a.png" alt="{}"></a>'
    bare, said = SafeHtml(f"<p>{link.format('')}</p>"), SafeHtml(f"<p>{link.format('Chat')}</p>")
    whole = site(of=of)
    for content, alt in ((bare, "Image"), (said, "Chat")):
        page = html.document_fromstring(files(whole, plans, texts(whole, content=content))["index.html"].decode())
        assert {one.get("alt") for one in page.iter("img") if one.get("src") == "https://x.example/a.png"} == {alt}


def test_an_image_within_a_link_becomes_its_words() -> None:
    """A link in a link is no markup; browsers would break the post apart."""
    linked = '<a href="https://x.example/"><img src="https://x.example/a.png" alt="Chat"></a>'
    assert on_click(linked, "Image") == '<a href="https://x.example/"><span class="unseen">Chat</span></a>'
    film = '<a href="https://x.example/"><img src="https://x.example/a.png" alt=""> Un film</a>'
    assert on_click(film, "Image") == '<a href="https://x.example/">Un film</a>'
    camera = '<img src="https://x.example/a.png" alt="ss_ce498ed53cb16c8a081bb6c661564f51a744e259">'
    assert '">Image</a>' in on_click(camera, "Image")
    bare = '<a href="https://x.example/"><img src="https://x.example/a.png" alt=""></a>'
    assert on_click(bare, "Image") == '<a href="https://x.example/"><span class="unseen">Image</span></a>'


@pytest.mark.parametrize("color", ["#ffff00", "#000000", "#ffffff", "#b3264a", "#00736b", "#7fffd4", "#ff0000"])
def test_every_colour_can_be_read_on_either_paper(color: str) -> None:
    """The operator chooses the hue; that it can be read is not theirs to see to (WCAG 2.2, 1.4.3)."""
    assert all(colours.contrast(colours.on_light(color), paper) >= 4.5 for paper in colours.LIGHTEST)
    assert all(colours.contrast(colours.on_dark(color), paper) >= 4.5 for paper in colours.DARKEST)


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    """A library's own red is not changed without need."""
    assert colours.on_light("#b3264a") == "#b3264a"


def test_a_sparkline_says_in_words_what_it_draws() -> None:
    """A drawing alone tells nothing to who cannot see it."""
    drawn = spark((0,) * 22 + (3, 1), Language("en"), newest=BORN)
    assert drawn.text.startswith("4 posts in 24 months")
    assert "October 2026" in drawn.text


def test_structured_data_cannot_leave_its_element() -> None:
    """A title with `</script>` in it must stay a title."""
    made = files(site([story(1, title="</script><script>alert(1)</script>")]), plans)["index.html"].decode()
    assert "<script>alert" not in made


def test_monograms_are_of_telling_words() -> None:
    """`BU Sciences, le blog` is known by BS, not by BL."""
    assert monogram("BU Sciences, le blog") == "BS"
    assert monogram("Feuillets") == "Fe"
    assert monogram("") == "·"


def test_a_river_goes_on_by_year_beyond_its_numbered_pages() -> None:
    """The number on a term is kept also where its pages end."""
    of = settings(
        select=SelectSettings(items_per_page=2, pages=2, cap_per_blog=0), topics=(Topic(slug="sante", name="Santé"),)
    )
    whole = site([story(n) for n in range(1, 11)], of=of)
    made = {plan.path for plan in rivers(press(whole))}
    assert "tags/ete/2026/index.html" in made
    assert "tags/ete/page/3/index.html" not in made


def test_a_link_around_an_image_goes_with_it() -> None:
    """A link without words is a riddle to a screen reader."""
    held = SafeHtml('<p>Avant</p><p><a href="https://x.example/"><img src="https://x.example/a.png" alt=""></a></p>')
    assert without(held) == "<p>Avant</p>"


def test_an_authors_face_is_no_picture_of_the_post() -> None:
    """WordPress sends a Gravatar with each post; beside the title it would tell a third party who reads what."""
    whole = site()
    face = Media(url="https://0.gravatar.com/avatar/201c5?s=96", kind="image")
    assert b"gravatar" not in files(whole, plans, texts(whole, media=(face,)))["index.html"]


def test_a_film_that_the_text_leads_to_is_shown_once() -> None:
    """A framed film becomes a link in the text; the same link again below it would be read out twice."""
    whole = site()
    film = Media(url="https://films.example/embed/1?a=1&b=2", page="https://films.example/1?a=1&b=2", kind="video")
    led = SafeHtml('<p><a href="https://films.example/1?a=1&amp;b=2">Un film</a></p>')
    shown = files(whole, plans, texts(whole, media=(film,), content=led))["index.html"]
    assert b"film" in shown
    assert b"medium" not in shown
    assert b"medium" in files(whole, plans, texts(whole, media=(film,)))["index.html"]


@pytest.mark.parametrize(("images", "loaded"), [(Images.DIRECT, True), (Images.CLICK, False), (Images.NONE, False)])
def test_a_films_poster_is_an_image_like_others(images: Images, loaded: bool) -> None:
    """A post of three words is shown whole where excerpts are: its film's poster would be fetched before any click."""
    of = settings(render=RenderSettings(show=Show.EXCERPT, images=images))
    film = SafeHtml(
        '<p>Voyez.</p><video src="https://films.example/1.mp4" poster="https://films.example/1.jpg"></video>'
    )
    page = files(whole := site(of=of), plans, texts(whole, content=film))["index.html"]
    assert (b"1.jpg" in page) is loaded


def test_sound_that_the_text_only_links_has_its_player() -> None:
    """A link to a file of sound is downloaded; the player is what listeners look for."""
    whole = site()
    sound = Media(url="https://sons.example/1.mp3", kind="audio", type="audio/mpeg")
    linked = SafeHtml('<p><a href="https://sons.example/1.mp3">Le son</a></p>')
    assert b"<audio" in files(whole, plans, texts(whole, media=(sound,), content=linked))["index.html"]


def test_a_description_keeps_its_punctuation_on_the_line() -> None:
    """A line that begins with a colon is the first thing a French reader sees."""
    of = settings()
    of = replace(of, planet=replace(of.planet, description="Nos blogs : tous « ici » !"))
    assert "Nos blogs\u00a0: tous «\u00a0ici\u00a0»\u00a0!" in files(site(of=of), plans)["index.html"].decode()


def test_a_spelling_differs_in_more_than_how_its_letters_are_coded() -> None:
    """An accent sent apart from its letter looks the same: the reader would see one word twice."""
    term = Term(slug="ete", label="Été", spellings=("e\u0301te\u0301", "étés", "e\u0301te\u0301s"))
    page = pages(site(terms={"ete": TermRiver(term=term, river=(1,))}))["tags/ete/index.html"]
    assert page.xpath("//dt[. = 'Aussi écrit']/following-sibling::dd[1]/text()") == ["étés"]


def test_a_term_shows_the_posts_of_narrower_terms_to_who_asks() -> None:
    """Whoever looks for Santé wants Vaccination too; yet the count of Santé is what is listed under Santé."""
    wide = Term(slug="ete", label="Été", narrower=("juillet", "nowhere"))
    middle = Term(slug="juillet", label="Juillet", broader=("ete",), narrower=("fete",))
    narrow = Term(slug="fete", label="Fête", broader=("juillet",), narrower=("ete",))
    of = site([story(number) for number in range(1, 7)])
    rivers_of = {
        "ete": TermRiver(term=wide, river=(6, 3)),
        "juillet": TermRiver(term=middle, river=(3, 2)),
        "fete": TermRiver(term=narrow, river=(5,)),
    }
    made = pages(replace(of, terms=rivers_of))
    page = made["tags/ete/index.html"]
    assert page.xpath("//main//details[summary[contains(., '2 billets')]]//li/a/@href") == [
        f"https://ifsi.example/billets/{number}" for number in (5, 2)
    ]
    assert len(page.xpath("//main//article")) == 2
    below = made["tags/fete/index.html"].xpath("//main//details[summary[contains(., '3 billets')]]//li/a")
    assert len(below) == 3
    moved = {**rivers_of, "fete": TermRiver(term=narrow, river=(4,))}
    before, after = (
        next(plan for plan in plans(replace(of, terms=terms)) if plan.path == "tags/ete/index.html")
        for terms in (rivers_of, moved)
    )
    assert before.fingerprint != after.fingerprint
