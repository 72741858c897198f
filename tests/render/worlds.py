"""Whole sites in a few lines, as the pipeline would hand them to rendering."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planet.config import Blog, PlanetSettings, PublishSettings, RenderSettings, SelectSettings, Settings, Show, Topic
from planet.model import Cloud, Copy, Entry, Feed, History, Media, Person, SafeHtml, Story, Tag, Term, Text
from planet.render.site import Card, Plan, Site, TermRiver, TopicRiver

BORN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
IDENTITY = "0c3a9c3e-6b1f-4d53-9a0f-3b8f6f6f6a01"

TOPICS = (
    Topic(slug="sante", name="Santé", description="Soins & études de santé", order=1),
    Topic(slug="etudiants", name="Étudiants", kind="audience", order=2),
)
BLOGS = (
    Blog(url="https://ifsi.example/feed", slug="ifsi", topics=("sante",), audiences=("etudiants",), lang="fr"),
    Blog(url="https://user:secret@arts.example/feed?a=1&b=2", slug="arts", name="Arts & Letters", show=Show.FULL),
)


def entry(number: int, **changes: object) -> Entry:
    """Return a post with something of everything."""
    held = Entry(
        guid=f"g{number}",
        link=f"https://ifsi.example/billets/{number}",
        title=f"Billet n° {number} : l’été à l’œuvre",
        authors=(Person(name="Équipe BU", email="bu@ifsi.example", uri="https://ifsi.example/"),),
        content=SafeHtml(
            f'<p>Texte du billet {number}, <a href="https://ifsi.example/a?x=1&amp;y=2">un lien</a> &lt;ici&gt;.</p>'
        ),
        language="fr",
        media=(Media(url="https://ifsi.example/son.mp3", kind="audio", type="audio/mpeg", length=1234, duration=60),),
        rights="Domaine public",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def story(number: int, **changes: object) -> Story:
    """Return a story of the first blog, an hour older for each number less."""
    date = BORN + timedelta(hours=number)
    held = Story(
        number=number,
        shown=number,
        date=date,
        updated=date,
        blogs=(BLOGS[number % 2].url,),
        copies=(Copy(number=number, blog=BLOGS[number % 2].url, link=f"https://ifsi.example/billets/{number}"),),
        title=f"Billet n° {number} : l’été à l’œuvre",
        link=f"https://ifsi.example/billets/{number}",
        language="fr",
        tags=(Tag(text="Été"),),
        terms=("ete",),
        digest=f"d{number}",
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def settings(**changes: object) -> Settings:
    """Return a planet's settings; keywords replace whole stages."""
    held = Settings(
        path=Path("/planet.ini"),
        planet=PlanetSettings(
            name="Nuage d’essai",
            link="https://nuage.example/planete/",
            description="Les blogs de la bibliothèque",
            owner_name="La bibliothèque",
            owner_email="nuage@nuage.example",
            locales=("fr", "en"),
        ),
        select=SelectSettings(feed_items=5, items_per_page=5),
        render=RenderSettings(show=Show.EXCERPT, excerpt_words=20, index=True, formats=("rss10", "foaf")),
        publish=PublishSettings(hub="https://hub.example/"),
        topics=TOPICS,
        blogs=BLOGS,
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def site(stories: Iterable[Story] = (), *, of: Settings | None = None, **changes: object) -> Site:
    """Return a site of two blogs, two topics, one term and two languages over these stories (ten of them without a word)."""
    of = of or settings()
    held = {one.number: one for one in (list(stories) or [story(number) for number in range(1, 11)])}
    river = tuple(one.number for one in sorted(held.values(), key=lambda one: (one.date, one.number), reverse=True))
    by_blog = {blog.url: tuple(n for n in river if blog.url in held[n].blogs) for blog in of.blogs}
    cards = {
        blog.url: Card(
            blog=blog,
            feed=Feed(url=blog.url, title="IFSI", subtitle="Le blog des soins", language="fr"),
            history=History(),
            name=blog.name or "IFSI@Orvelle",
            link=f"https://{blog.slug}.example/",
            health="fine",
            river=by_blog[blog.url],
        )
        for blog in of.blogs
    }
    topics = tuple(
        TopicRiver(
            topic=topic,
            river=tuple(n for n in river if held[n].blogs[0] == BLOGS[0].url),
            blogs=tuple(b.url for b in of.blogs if topic.slug in (*b.topics, *b.audiences)),
            cloud=Cloud(),
        )
        for topic in of.topics
    )
    term = Term(slug="ete", label="Été", labels={"fr": "Été", "en": "Summer"})
    whole = Site(
        settings=of,
        version="0",
        stories=held,
        river=river,
        cards=cards,
        topics=topics,
        terms={"ete": TermRiver(term=term, river=tuple(n for n in river if "ete" in held[n].terms))},
        cloud=Cloud(),
        blog_cloud=Cloud(),
        languages={"fr": river},
        newest=max((one.date for one in held.values()), default=None),
        updated=max((one.updated for one in held.values()), default=None),
        identity=IDENTITY,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def texts(of: Site, **changes: object) -> dict[int, Text]:
    """Return the texts of all its stories; keywords replace fields of every entry."""
    return {number: Text(story=number, entry=entry(number, **changes)) for number in of.stories}


def files(
    of: Site,
    form: Callable[[Site], Iterable[Plan]],
    held: Mapping[int, Text] | None = None,
) -> dict[str, bytes]:
    """Make every file of a format, giving each plan the texts it asked for and no others."""
    held = texts(of) if held is None else held
    made: dict[str, bytes] = {}
    for plan in form(of):
        assert plan.path not in made, plan.path
        made[plan.path] = plan.make({number: held[number] for number in plan.stories if number in held})
    return made
