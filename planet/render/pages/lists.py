"""Pages that list: topics, terms, blogs, months, languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from planet.i18n import collation
from planet.render.pages import cards, linked
from planet.render.pages.page import Page, plan
from planet.render.pages.press import Press
from planet.render.pages.views import CloudWord, LanguageView, Letter
from planet.render.site import Plan


def lists(press: Press) -> Iterator[Plan]:
    """Plan the pages that list; those that would be empty are left out, save the one of blogs and of months."""
    site = press.site
    if site.topics:
        views = tuple(cards.topic_view(press, held) for held in site.topics)
        values = {
            "themes_held": tuple(view for view in views if view.kind == "theme"),
            "publics_held": tuple(view for view in views if view.kind != "theme"),
        }
        yield _list(press, "topics", values)
    if site.terms:
        yield _list(press, "tags", {"letters": letters(press), "cloud": press.cloud(site.cloud)})
    blogs = tuple(cards.blog_view(press, card) for card in site.cards.values())
    blogs = tuple(sorted(blogs, key=lambda view: collation(view.name)))
    yield _list(press, "blogs", {"blogs": blogs, "blog_cloud": press.blog_cloud()})
    yield _list(press, "archive", {"years": cards.years(press)})
    if len(site.languages) > 1:
        yield _list(press, "languages", {"languages": _languages(press)})


def _list(press: Press, name: str, values: Mapping[str, Any]) -> Plan:
    crumb = press.crumb(name)
    data = {"linked": linked.about(press)} if name == "blogs" else {}
    return plan(
        press,
        Page(kind=name, path=crumb.path, template=f"{name}.html", title=crumb.label, values={**values, **data}),
    )


def letters(press: Press) -> tuple[Letter, ...]:
    """Return every term by its first letter, accents folded; what begins with none stands under `#`, first."""
    groups: dict[str, list[tuple[tuple[str, str], CloudWord]]] = {}
    for slug, held in press.site.terms.items():
        link = press.term(slug)
        key = collation(link.label)
        first = key[0][:1].upper()
        word = CloudWord(label=link.label, path=link.path, count=len(held.river), step=3, language=link.language)
        groups.setdefault(first if first.isalpha() else "#", []).append((key, word))
    found = []
    for label in sorted(groups, key=lambda letter: (letter != "#", letter)):
        terms = tuple(word for _, word in sorted(groups[label], key=lambda pair: (pair[0], pair[1].path)))
        found.append(Letter(label=label, id=f"l-{ord(label):x}", terms=terms))
    return tuple(found)


def _languages(press: Press) -> tuple[LanguageView, ...]:
    found = []
    for code, numbers in press.site.languages.items():
        name = press.language.language_name(code)
        label = name[:1].upper() + name[1:]
        found.append(LanguageView(code=code, label=label, path=f"languages/{code}/", count=len(numbers)))
    return tuple(sorted(found, key=lambda view: (-view.count, view.label)))
