"""Pages of rivers: the planet's, each topic's, blog's, term's and language's, and the months."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from planet.model import Text
from planet.render.calendar import months as by_month
from planet.render.calendar import years
from planet.render.channels import Channel, known
from planet.render.pages import cards, linked
from planet.render.pages.beneath import beneath
from planet.render.pages.days import days
from planet.render.pages.folding import Part, parts, share
from planet.render.pages.page import Page, Way, plan
from planet.render.pages.posters import poster_view
from planet.render.pages.press import Press
from planet.render.pages.standing import standing
from planet.render.pages.views import Feed, Link, Pager
from planet.render.site import Plan, TermRiver, TopicRiver

RECENT_MONTHS = 6
"""Months named beside the planet's river."""


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """A river about to become pages."""

    channel: Channel
    numbers: tuple[int, ...]
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    first: Mapping[str, Any] = field(default_factory=dict)
    """What its first page has beyond the others."""
    always: Mapping[str, Any] = field(default_factory=dict)
    """What each of its pages has."""
    cap: int = 0
    all: bool = False
    """Everything on one page."""


NOTHING: Mapping[str, Any] = {
    "cloud": (),
    "beneath": None,
    "blogs": (),
    "blog_cloud": (),
    "months": (),
    "brief": False,
    "head": False,
}
"""What every river's template may ask for."""


def rivers(press: Press) -> Iterator[Plan]:
    """Plan the pages of every river."""
    yield from _pages(press, _planet(press))
    for held in press.site.topics:
        yield from _pages(press, _topic(press, held))
        yield from _within(press, held)
    yield from _blogs(press)
    for slug in press.site.terms:
        yield from _pages(press, _term(press, slug))
    yield from _languages(press)


def _planet(press: Press) -> River:
    site, held = press.site, press.site.settings
    archive = cards.years(press)
    months = tuple(month for year in archive for month in year.months)[:RECENT_MONTHS]
    first = {
        "blog_cloud": press.blog_cloud(),
        "months": months,
        "cloud": press.cloud(site.cloud),
        "poster": poster_view(press, None),
    }
    return River(
        channel=press.channel(kind="planet", name="", folder="", title=held.planet.name),
        numbers=site.river,
        description=held.planet.description,
        feeds=(*press.feeds("", held.planet.name), press.opml("")),
        first=first,
        always={"blogs": tuple(cards.blog_view(press, card) for card in site.cards.values())},
        cap=max(0, held.select.cap_per_blog),
    )


def _topic(press: Press, held: TopicRiver) -> River:
    view = cards.topic_view(press, held)
    folder = f"topics/{held.topic.slug}/"
    return River(
        channel=press.channel(kind="topic", name=held.topic.slug, folder=folder, title=view.name, topic=held.topic),
        numbers=held.river,
        description=view.description,
        crumbs=(press.crumb("topics"),),
        feeds=view.feeds,
        first={"cloud": view.cloud, "poster": poster_view(press, held.topic)},
        always={"topic": view, "blogs": tuple(cards.blog_view(press, press.site.cards[url]) for url in held.blogs)},
        cap=_share(press, held.river),
    )


def _within(press: Press, held: TopicRiver) -> Iterator[Plan]:
    """Plan the lists that a topic's cloud leads to, of terms that stand in other topics too."""
    slug = held.topic.slug
    for one in held.cloud.terms:
        term = press.site.terms.get(one.term)
        if term is None or press.term_path(one.term, slug) == f"tags/{one.term}/":
            continue
        topic = press.topics[slug]
        view = cards.term_view(press, term, topic=topic)
        yield from _pages(
            press,
            River(
                channel=press.channel(kind="term", name=one.term, folder=view.path, title=view.label, topic=held.topic),
                numbers=term.topics[slug],
                crumbs=(press.crumb("topics"), Link(label=topic.label, path=topic.path)),
                always={"term": view},
                all=True,
            ),
        )


def _blogs(press: Press) -> Iterator[Plan]:
    for card in press.site.cards.values():
        view = cards.blog_view(press, card)
        channel = press.channel(kind="blog", name=card.blog.slug, folder=view.path, title=view.name)
        river = River(
            channel=channel,
            numbers=card.river,
            description=view.description,
            crumbs=(press.crumb("blogs"),),
            feeds=view.feeds,
            always={"blog": view},
        )
        yield from _pages(press, river)


def _term(press: Press, slug: str) -> River:
    held: TermRiver = press.site.terms[slug]
    view = cards.term_view(press, held)
    return River(
        channel=press.channel(kind="term", name=slug, folder=view.path, title=view.label),
        numbers=held.river,
        description=view.note,
        crumbs=(press.crumb("tags"),),
        feeds=view.feeds,
        first={"beneath": beneath(press, held)},
        always={"term": view},
        cap=_share(press, held.river),
    )


def _languages(press: Press) -> Iterator[Plan]:
    if len(press.site.languages) < 2:
        return
    for code, numbers in press.site.languages.items():
        name = press.language.language_name(code)
        folder = f"languages/{code}/"
        river = River(
            channel=press.channel(kind="language", name=code, folder=folder, title=name[:1].upper() + name[1:]),
            numbers=numbers,
            crumbs=(press.crumb("languages"),),
            feeds=press.feeds(folder, name),
            cap=_share(press, numbers),
        )
        yield from _pages(press, river)


def _share(press: Press, numbers: Sequence[int]) -> int:
    held = press.site.settings.select
    return share(press.site, numbers, per_page=held.items_per_page, cap=max(0, held.cap_per_blog))


def first_page(press: Press) -> Page:
    """Return the first page of the planet's river, of which the operator's own templates are given the values."""
    river = _planet(press)
    held = press.site.settings.select
    numbers = known(press.site, river.numbers)
    found, _ = parts(press.site, numbers, per_page=max(1, held.items_per_page), most=max(1, held.pages), cap=river.cap)
    return _numbered(press, river, found[0], 1, len(found), ())


def _pages(press: Press, river: River) -> Iterator[Plan]:
    """Plan the pages of a river, unless it is as it was."""
    numbers = known(press.site, river.numbers)
    said = (river.description, river.crumbs, river.feeds, river.first, river.always, river.cap, river.all)
    return standing(press, river.channel, numbers, said, partial(_planned, press, river, numbers))


def _planned(press: Press, river: River, numbers: tuple[int, ...]) -> Iterator[Plan]:
    """Plan a river's numbered pages, and lists by year of what they leave over; the planet's goes on in the months."""
    held = press.site.settings.select
    found, rest = [Part(stories=numbers, order=numbers)], tuple[int, ...]()
    if not river.all:
        found, rest = parts(
            press.site, numbers, per_page=max(1, held.items_per_page), most=max(1, held.pages), cap=river.cap
        )
    # What numbered pages leave over; of the planet's river the months have it.
    by_year = years(press.site, rest) if river.channel.kind != "planet" else {}
    names = {str(year): held_back for year, held_back in by_year.items()}
    for number, part in enumerate(found, 1):
        yield plan(press, _numbered(press, river, part, number, len(found), tuple(names)))
    for year, held_back in names.items():
        yield plan(press, _year(press, river, year, held_back))


def _numbered(press: Press, river: River, part: Part, number: int, count: int, years: Sequence[str]) -> Page:
    channel = river.channel
    pager = _pager(press, channel, number, count, years)
    values = {**NOTHING, **river.always, **(river.first if number == 1 else {}), "pager": pager, "head": number == 1}
    return Page(
        kind=channel.kind,
        path=channel.folder + (f"page/{number}/" if number > 1 else ""),
        template="river.html",
        title=channel.title,
        description=river.description,
        crumbs=(
            *river.crumbs,
            *([Link(label=channel.title, path=channel.folder)] if number > 1 and channel.folder else []),
        ),
        feeds=river.feeds,
        number=number,
        stories=part.stories,
        values=values,
        later=partial(_filled, press, river, part),
        made_of=(press.stories_digest(part.order), repr(sorted(part.folded)), repr(channel.show)),
    )


def _filled(press: Press, river: River, part: Part, way: Way, texts: Mapping[int, Text]) -> Mapping[str, Any]:
    held = days(press, river.channel, part, texts, way, pinned=river.channel.kind == "planet")
    return {"days": held, "linked": linked.river(press, river.channel, river.description, held)}


def _pager(press: Press, channel: Channel, number: int, count: int, years: Sequence[str]) -> Pager:
    gettext, folder = press.language.gettext, channel.folder

    def link(page: int, label: str = "") -> Link:
        path = folder + (f"page/{page}/" if page > 1 else "")
        return Link(label=label or press.language.number(page), path=path, current=page == number)

    last = number == count
    return Pager(
        number=number,
        count=count,
        pages=tuple(link(page) for page in range(1, count + 1)) if count > 1 else (),
        newer=link(number - 1, gettext("Newer posts")) if number > 1 else None,
        older=link(number + 1, gettext("Older posts")) if not last else None,
        years=tuple(Link(label=year, path=f"{folder}{year}/") for year in years) if last else (),
        archive=press.crumb("archive") if last and channel.kind == "planet" and press.site.river else None,
    )


def _year(press: Press, river: River, year: str, numbers: Sequence[int]) -> Page:
    """Return the list of a river's stories of one year, titles alone."""
    crumbs = (*river.crumbs, Link(label=river.channel.title, path=river.channel.folder))
    return brief(
        press, river, kind="year", path=f"{river.channel.folder}{year}/", title=year, crumbs=crumbs, numbers=numbers
    )


def months(press: Press) -> Iterator[Plan]:
    """Plan a page for each month: all its stories, titles alone, so that the past costs little however long it is."""
    groups = by_month(press.site)
    order = list(groups)
    river = River(channel=press.channel(kind="month", name="", folder="", title=""), numbers=())
    for place, (year, month) in enumerate(order):
        newer, older = (_month_link(press, order, near) for near in (place - 1, place + 1))
        yield plan(
            press,
            brief(
                press,
                river,
                kind="month",
                path=f"archive/{year:04}/{month:02}/",
                title=press.month(year, month),
                crumbs=(press.crumb("archive"),),
                numbers=groups[year, month],
                pager=Pager(number=1, count=1, pages=(), newer=newer, older=older),
            ),
        )


def _month_link(press: Press, order: Sequence[tuple[int, int]], place: int) -> Link | None:
    if not 0 <= place < len(order):
        return None
    year, month = order[place]
    return Link(label=press.month(year, month), path=f"archive/{year:04}/{month:02}/")


def brief(
    press: Press,
    river: River,
    *,
    kind: str,
    path: str,
    title: str,
    crumbs: tuple[Link, ...],
    numbers: Sequence[int],
    pager: Pager | None = None,
) -> Page:
    """Return a page of titles alone, which needs no texts."""
    part = Part(stories=tuple(numbers), order=tuple(numbers))

    def filled(way: Way, texts: Mapping[int, Text]) -> Mapping[str, Any]:
        return {"days": days(press, river.channel, part, texts, way, pinned=False)}

    values = {**NOTHING, "brief": True, "pager": pager or Pager(number=1, count=1, pages=())}
    return Page(
        kind=kind,
        path=path,
        template="river.html",
        title=title,
        crumbs=crumbs,
        stories=part.stories,
        texts=False,
        values=values,
        later=filled,
        made_of=(press.stories_digest(numbers, brief=True), str(len(numbers))),
    )
