"""The pages people read, through the theme's templates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from planet.model import Text
from planet.render.channels import Channel, channels
from planet.render.context import Edition
from planet.render.items import Item, item
from planet.render.site import Plan, Site
from planet.text import digest


def plans(edition: Edition) -> Iterator[Plan]:
    """Plan every page of one language, and the theme's static files once."""
    site = edition.site
    if edition.first:
        for path, file in edition.theme.static():
            data = file.read_bytes()
            yield Plan(path=path, fingerprint=digest(data.hex()), stories=(), make=partial(_static, data))
    yield from _rivers(edition)
    cards = digest(*(repr((card.name, card.link, card.health, card.river[:1])) for card in site.cards.values()))
    for name in ("blogs", "topics", "tags", "about", "status"):
        yield _page(edition, f"{name}/index.html", f"{name}.html", made_of=(cards, _numbers(site, site.river)))
    yield _page(edition, "404.html", "404.html", made_of=())
    if site.search:
        yield _page(edition, "search/index.html", "search.html", made_of=())


def _static(data: bytes, _texts: Mapping[int, Text]) -> bytes:
    return data


def _rivers(edition: Edition) -> Iterator[Plan]:
    """Plan the river of the planet, and of each topic, blog, term, language and month."""
    site = edition.site
    per_page, most = max(1, site.settings.select.items_per_page), max(1, site.settings.select.pages)
    for channel in channels(site):
        river = tuple(number for number in _river_of(site, channel) if number in site.stories)
        count = min(most, max(1, -(-len(river) // per_page)))
        for page in range(1, count + 1):
            part = river[(page - 1) * per_page : page * per_page]
            folder = channel.folder if page == 1 else f"{channel.folder}page/{page}/"
            name = "index.html"
            if channel.kind == "language":
                folder, name = "languages/", f"{channel.name}.html" if page == 1 else f"{channel.name}-{page}.html"
            yield _river(edition, channel, part, folder + name, page=page, pages=count)
    months: dict[str, list[int]] = defaultdict(list)
    zone = site.settings.planet.timezone
    for number in site.river:
        months[site.stories[number].date.astimezone(zone).strftime("%Y/%m")].append(number)
    planet = next(iter(channels(site)))
    for month, numbers in months.items():
        yield _river(edition, planet, tuple(numbers), f"archive/{month}/index.html", page=1, pages=1)


def _river(edition: Edition, channel: Channel, part: Sequence[int], path: str, *, page: int, pages: int) -> Plan:
    site = edition.site
    cloud = next((one.cloud for one in site.topics if channel.folder == f"topics/{one.topic.slug}/"), None)
    if channel.folder == "":
        cloud = site.cloud
    made_of = (_numbers(site, part), repr((page, pages, channel.title, channel.folder)), repr(cloud))
    return _page(
        edition,
        path,
        "river.html",
        made_of=made_of,
        stories=tuple(part),
        channel=channel,
        page=page,
        pages=pages,
        cloud=cloud,
    )


def _river_of(site: Site, channel: Channel) -> tuple[int, ...]:
    """Return all stories of a channel's river, those that feeds do not announce among them."""
    match channel.kind:
        case "topic":
            return next(one.river for one in site.topics if one.topic.slug == channel.name)
        case "blog":
            return next(one.river for one in site.cards.values() if one.blog.slug == channel.name)
        case "term":
            return site.terms[channel.name].river
        case "language":
            return site.languages[channel.name]
        case _:
            return site.river


def _numbers(site: Site, numbers: Sequence[int]) -> str:
    return digest(*(f"{number} {site.stories[number].digest} {site.stories[number].terms}" for number in numbers))


def _page(
    edition: Edition,
    path: str,
    template: str,
    *,
    made_of: Sequence[str],
    stories: tuple[int, ...] = (),
    **values: Any,
) -> Plan:
    chrome = (edition.theme.digest, edition.site.version, edition.language.code, repr(edition.site.settings))
    return Plan(
        path=edition.prefix + path,
        fingerprint=digest(template, path, *chrome, *made_of),
        stories=stories,
        make=partial(_make, edition, path, template, stories, values),
    )


def _make(
    edition: Edition,
    path: str,
    template: str,
    stories: Sequence[int],
    values: Mapping[str, Any],
    texts: Mapping[int, Text],
) -> bytes:
    """Render one page.

    Raises:
        ThemeError: naming template and line.
    """
    site = edition.site
    zone = site.settings.planet.timezone
    days: list[tuple[Any, list[Item]]] = []
    for number in stories:
        shown = item(site, values["channel"], number, texts.get(number))
        day = site.stories[number].date.astimezone(zone).date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(shown)
    root = "../" * (edition.prefix + path).count("/")
    page = edition.theme.render(
        template,
        {
            "site": site,
            "planet": site.settings.planet,
            "language": edition.language,
            "_": edition.language.gettext,
            "ngettext": edition.language.ngettext,
            "root": root,
            "home": root + edition.prefix,
            "path": path,
            "days": days,
            "zone": zone,
            "safe": Markup,
            **values,
        },
    )
    return page.encode("utf-8", "replace")
