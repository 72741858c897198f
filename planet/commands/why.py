"""`planet why`: what became of a post or a blog, and which rule decided."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planet.commands.arguments import ini_option

if TYPE_CHECKING:
    from planet.archive import Archive, Found
    from planet.config import Blog, Settings
    from planet.i18n import Language
    from planet.model import Record
    from planet.render.site import Site


@click.command()
@click.argument("url")
@click.option("--locale", default="", help="Language of the answer, as fr; without it the terminal's.")
@ini_option
def command(url: str, locale: str, ini: Path) -> int:
    """Say what became of a post or a blog, and which rule decided.

    URL is a post's page, or a blog's address, slug or home page. Nothing is
    asked and nothing changes.
    """
    from planet.archive import Archive
    from planet.commands.arguments import configured
    from planet.commands.stories import blog_of, stories_of
    from planet.i18n import environment_locale, language

    speech = language(locale or environment_locale())
    settings = configured(ini)
    with Archive.open(settings) as archive:
        if blog := blog_of(settings, url):
            lines = list(about_blog(blog, settings, archive, speech))
        elif found := stories_of(archive, url):
            lines = [line for story in found for line in about_story(story, settings, archive, speech)]
        else:
            lines = list(about_nothing(url, settings, archive, speech))
    click.echo("\n".join(lines))
    return 0


def about_nothing(url: str, settings: "Settings", archive: "Archive", speech: "Language") -> Iterator[str]:
    """Yield what can be said of an address that no post bears."""
    from planet.urls import host, without_credentials

    if deleted := archive.expunged():
        day = f"{deleted.astimezone(settings.planet.timezone):%Y-%m-%d}"
        text = speech.gettext(
            "No post of the archive bears this address: it was never seen, or went when old posts were deleted, last on %(date)s (planet expunge)."
        )
        yield text % {"date": day}
    else:
        yield speech.gettext("Never seen: no post of the archive bears this address.")
    near = [
        blog for blog in settings.blogs if host(blog.url) == host(url) or (blog.link and host(blog.link) == host(url))
    ]
    for blog in near:
        text = speech.gettext(
            "A blog of this host is subscribed: %(blog)s; `planet why` with its address says how it is."
        )
        yield text % {"blog": without_credentials(blog.url)}
    if not near:
        yield speech.gettext("No subscribed blog is of this host.")


# ---- a post ---------------------------------------------------------------------------------------------------------


def about_story(found: "Found", settings: "Settings", archive: "Archive", speech: "Language") -> Iterator[str]:
    """Yield the lines about a story: each of its entries, what joined them, what the coordinator did, where it stands."""
    from planet.explain.decisions import VERBS
    from planet.explain.verdicts import verdict

    shown = next(record for record in found.records if record.number == found.shown)
    stands, standing = _standing(found, settings, archive, speech)
    yield shown.entry.title or shown.entry.link
    for record in found.records:
        mark = _mark(record, found, speech, stands=stands)
        yield from (f"  {line}" for line in _about_record(record, found, settings, speech, mark=mark))
    numbers = {record.number for record in found.records}
    for decided in found.verdicts:
        together = {decided.one, decided.other} <= numbers
        if decided.same and together:
            yield f"  {verdict(decided, speech)}"
    for act in found.acts:
        why = f" ({act.why})" if act.why else ""
        when = f"  {act.done.astimezone(settings.planet.timezone):%Y-%m-%d %H:%M}"
        yield speech.told(when, speech.gettext(VERBS.get(act.verb, act.verb)) + why)
    yield from (f"  {line}" for line in standing)


def _mark(record: "Record", found: "Found", speech: "Language", *, stands: bool) -> str:
    """Return in a word what became of an entry."""
    from planet.model import State

    if found.hidden:
        return speech.gettext("hidden")
    if record.state is State.HELD:
        return speech.gettext("held")
    if record.state is State.WITHDRAWN and not (stands and record.number == found.shown):
        return speech.gettext("withdrawn")
    if record.number != found.shown:
        return speech.gettext("copy")
    return speech.gettext("shown") if stands else speech.gettext("left out")


def _about_record(
    record: "Record", found: "Found", settings: "Settings", speech: "Language", *, mark: str
) -> Iterator[str]:
    """Yield in which feed an entry was seen, when, how it is dated and recognised."""
    from planet.explain.decisions import dated, state
    from planet.explain.verdicts import RECOGNISED
    from planet.urls import without_credentials

    zone = settings.planet.timezone
    yield f"{without_credentials(record.blog)}  {record.entry.link}"
    seen = speech.gettext("first seen %(first)s, last seen %(last)s") % {
        "first": record.first_seen.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        "last": record.last_seen.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
    }
    here = "" if record.number in found.present else f", {speech.gettext('no longer in the feed')}"
    yield f"  [{mark}] {seen}{here}"
    yield f"  {dated(record, speech, zone)}"
    if sentence := state(record, speech):
        yield f"  {sentence}"
    if record.recognised:
        yield f"  {speech.gettext(RECOGNISED.get(record.recognised, record.recognised))}"
    for title in record.titles:
        if title == record.entry.title:
            continue  # it came back
        yield "  " + speech.gettext("Former title: %(title)s") % {"title": title}
    if not record.announce:
        yield "  " + speech.gettext("Came with many old posts; output feeds do not announce it (new_feed_items).")


def _standing(
    found: "Found", settings: "Settings", archive: "Archive", speech: "Language"
) -> tuple[bool, tuple[str, ...]]:
    """Return whether a story stands anywhere, and where, or why not."""
    from planet.explain.decisions import left_out
    from planet.model import State
    from planet.pipeline.assembly import assemble
    from planet.pipeline.choosing import choose
    from planet.tags import load_vocabulary

    if found.hidden:
        return False, (left_out("hidden", speech),)
    if found.state is State.HELD:
        return False, (left_out("held", speech),)
    site = assemble(settings, archive, version="", keep=False)
    if found.story in site.stories:
        return True, tuple(_pages(found, site, speech))
    chosen = choose(settings, archive, load_vocabulary(settings.tags))
    return False, (left_out(chosen.selection.left_out.get(found.story, "blog"), speech),)


def _pages(found: "Found", site: "Site", speech: "Language") -> Iterator[str]:
    """Yield the addresses of the pages a story stands on, and whether it is folded there."""
    number, story = found.story, site.stories[found.story]
    rules = site.settings.select
    if number in site.river:
        place = site.river.index(number)
        page, size = place // max(rules.items_per_page, 1) + 1, max(rules.items_per_page, 1)
        month = story.date.astimezone(site.settings.planet.timezone).strftime("archive/%Y/%m/")
        where = "index.html" if page == 1 else (f"page/{page}/" if page <= rules.pages else month)
        yield speech.gettext("Stands on %(pages)s") % {"pages": ", ".join([where, *_other_pages(number, site)])}
        before = [site.stories[one] for one in site.river[(page - 1) * size : place]]
        if rules.cap_per_blog and sum(one.blogs[0] == story.blogs[0] for one in before) >= rules.cap_per_blog:
            yield speech.gettext("Folded there under its blog's other posts (cap_per_blog).")
    elif others := _other_pages(number, site):
        yield speech.gettext("Stands on %(pages)s") % {"pages": ", ".join(others)}


def _other_pages(number: int, site: "Site") -> list[str]:
    pages = [f"topics/{topic.topic.slug}/" for topic in site.topics if number in topic.river]
    pages += [f"blogs/{card.blog.slug}/" for card in site.cards.values() if number in card.river]
    return [*pages, *(f"tags/{slug}/" for slug, term in site.terms.items() if number in term.river)]


# ---- a blog ---------------------------------------------------------------------------------------------------------


def about_blog(blog: "Blog", settings: "Settings", archive: "Archive", speech: "Language") -> Iterator[str]:
    """Yield how a blog is: its last answers, when it is asked next, what it holds, what was noticed of late."""
    from planet.commands.status import standings
    from planet.urls import without_credentials

    standing = next(one for one in standings(settings) if one.blog.url == blog.url)
    history, zone = standing.history, settings.planet.timezone
    yield f"{standing.name}  {without_credentials(blog.url)}"
    yield f"  {standing.health(speech)}"
    if history.last_asked:
        yield "  " + speech.gettext("Last asked %(time)s.") % {
            "time": f"{history.last_asked.astimezone(zone):%Y-%m-%d %H:%M}"
        }
    if history.last_success:
        time = f"{history.last_success.astimezone(zone):%Y-%m-%d %H:%M}"
        yield "  " + speech.gettext("Last answered as it should %(time)s.") % {"time": time}
    yield f"  {standing.next(speech)}"
    count = speech.ngettext("%(num)s post in the archive", "%(num)s posts in the archive", standing.entries)
    here = speech.ngettext("%(num)s in its feed at the last harvest", "%(num)s in its feed at the last harvest", 0)
    seats = archive.window(blog.url)
    yield f"  {count % {'num': standing.entries}}, {here % {'num': len(seats)}}."
    yield from (f"  {line}" for line in _of_late(blog, settings, archive, speech))


def _of_late(blog: "Blog", settings: "Settings", archive: "Archive", speech: "Language") -> Iterator[str]:
    """Yield what the last runs noted of a blog, newest first."""
    from datetime import datetime

    from planet.explain.decisions import note
    from planet.model import Note
    from planet.urls import without_credentials

    for report in archive.runs(50):
        for noted in report.get("notes", []):
            if noted["blog"] == without_credentials(blog.url):
                started = datetime.fromisoformat(report["started"]).astimezone(settings.planet.timezone)
                yield speech.told(f"{started:%Y-%m-%d %H:%M}", note(Note(**noted), speech))
