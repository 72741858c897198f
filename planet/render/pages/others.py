"""Pages that stand alone: about, how the blogs are, search, the page for missing addresses, and renamed terms."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from planet.i18n import collation
from planet.render.items import excerpt_words
from planet.render.pages import cards, linked
from planet.render.pages.page import Page, plan
from planet.render.pages.press import Press
from planet.render.pages.views import BlogView, HealthGroup, Link
from planet.render.site import Plan

ORDER = ("failing", "blocked", "dead", "gone", "moved", "new", "silent", "paused", "closed", "fine")
"""Of blogs on the status page: what may need somebody's hand first."""


def others(press: Press) -> Iterator[Plan]:
    """Plan the pages of which there is one each, and those that lead from a term's former addresses."""
    yield _about(press)
    yield _status(press)
    if press.site.search:
        crumb = press.crumb("search")
        yield plan(
            press,
            Page(kind="search", path=crumb.path, template="search.html", title=crumb.label, noindex=True, values={}),
        )
    title = press.language.gettext("There is no page here")
    yield plan(press, Page(kind="404", path="404.html", template="404.html", title=title, noindex=True, values={}))
    yield from _moved(press)


def _about(press: Press) -> Plan:
    site, held = press.site, press.site.settings
    live = sum(card.health in ("fine", "moved") for card in site.cards.values())
    values = {
        "counts": {
            "blogs": len(site.cards),
            "live": live,
            "posts": len(site.river),
            "topics": len(site.topics),
            "terms": len(site.terms),
        },
        "rules": {
            "show": (held.render.show.value if held.render.show else "excerpt"),
            "words": excerpt_words(site, press.edition.theme.excerpt_words),
            "cap": held.select.cap_per_blog,
            "withdrawn": held.select.withdrawn,
            "silent": held.merge.activity_threshold,
            "found": held.tags.auto_tags == "vocabulary",
        },
        "feeds_held": (*press.feeds("", held.planet.name), press.opml("")),
        "linked": linked.about(press),
    }
    crumb = press.crumb("about")
    page = Page(
        kind="about",
        path=crumb.path,
        template="about.html",
        title=crumb.label,
        description=held.planet.description,
        values=values,
    )
    return plan(press, page)


def _status(press: Press) -> Plan:
    """Plan the page on blogs' health: it says since when something is so, and changes when that does."""
    groups: dict[str, list[BlogView]] = {}
    for card in press.site.cards.values():
        groups.setdefault(card.health, []).append(cards.blog_view(press, card))
    fine = press.language.gettext("read without trouble")
    held = tuple(
        HealthGroup(
            health=health,
            label=cards.state(press, health) or fine,
            blogs=tuple(sorted(groups[health], key=lambda view: collation(view.name))),
        )
        for health in sorted(groups, key=lambda health: ORDER.index(health) if health in ORDER else 0)
    )
    crumb = press.crumb("status")
    page = Page(
        kind="status",
        path=crumb.path,
        template="status.html",
        title=crumb.label,
        noindex=True,
        values={"groups": held},
    )
    return plan(press, page)


def _moved(press: Press) -> Iterator[Plan]:
    """Plan a page at each former address of a term that leads to its present one, also within topics whose clouds have it."""
    clouds: dict[str, list[str]] = defaultdict(list)
    for one in press.site.topics:
        for shown in one.cloud.terms:
            clouds[shown.term].append(one.topic.slug)
    taken = set(press.site.terms)
    for slug, held in press.site.terms.items():
        for former in held.term.former:
            if former in taken:
                continue
            taken.add(former)
            yield _leading(press, f"tags/{former}/", press.term(slug))
            for topic in clouds[slug]:
                target = replace(press.term(slug), path=press.term_path(slug, topic))
                yield _leading(press, f"topics/{topic}/tags/{former}/", target)


def _leading(press: Press, path: str, target: Link) -> Plan:
    address = press.edition.absolute(press.edition.prefix + target.path)
    page = Page(
        kind="moved",
        path=path,
        template="moved.html",
        title=target.label,
        noindex=True,
        values={"target": target, "target_address": address},
    )
    return plan(press, page)
