"""Rivers to pages and feeds; no disk beyond the theme's own folder."""

from collections.abc import Callable, Iterator, Mapping

from planet.render import pages
from planet.render.context import Edition, editions
from planet.render.feeds import FEEDS
from planet.render.own import own
from planet.render.planned import Planned, Planning
from planet.render.posters import posters
from planet.render.site import Card, Plan, Site, TermRiver, Texts, TopicRiver
from planet.render.themes import load_theme, settled

__all__ = [
    "FORMATS",
    "Card",
    "Edition",
    "Format",
    "Plan",
    "Planned",
    "Planning",
    "Site",
    "TermRiver",
    "Texts",
    "TopicRiver",
    "plans",
]

Format = Callable[[Edition], Iterator[Plan]]
"""An edition to the files of one format. What is not doubled by language looks at `edition.first`."""

FORMATS: Mapping[str, Format] = {
    "html": pages.plans,
    "posters": posters,
    **FEEDS,
}
"""Every output format by its name, in the order they are planned."""


def plans(site: Site, planning: Planning | None = None) -> Iterator[Plan]:
    """Plan every file of the site, in all languages and formats; nothing is rendered yet.

    With a `planning` that knows the rivers of the last one, those of which nothing changed are not planned again: of their plans
    only path and fingerprint are known until one is asked for the `whole` of it.

    Raises: ThemeError when the theme cannot be read or one of its templates is at fault.
    """
    theme = load_theme(site.settings)
    whole = editions(settled(site, theme), theme, planning)
    operators = {plan.path: plan for plan in own(whole[0])}
    yield from operators.values()
    for edition in whole:
        for format_ in FORMATS.values():
            yield from (plan for plan in format_(edition) if plan.path not in operators)
