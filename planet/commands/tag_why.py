"""`planet tags --why`: how a term came by its spellings, and why it is in each cloud or out."""

import json
from typing import Any

import click

from planet.commands.tag_clouds import Held, held, thought
from planet.config import Settings
from planet.explain.verdicts import gettext
from planet.i18n import Language
from planet.pipeline.assembly import Assembly
from planet.tags.account import Origin, named, origins, silenced
from planet.tags.bench import Row, rows
from planet.tags.cloud import Choice
from planet.tags.river import CLEAR
from planet.tags.selection import FEWEST

RULES = {
    "same": gettext("as it is shown"),
    "capitals": gettext("differs in capitals alone"),
    "accents-differ": gettext("differs in accents"),
    "separators": gettext("differs in blanks, hyphens or signs"),
    "number": gettext("another number, or another way of writing it"),
    "vocabulary": gettext("named in tags.ini or a thesaurus"),
    "separated": gettext("the same letters in one word"),
    "accents": gettext("no word without its accents, which others write"),
    "plural": gettext("a plural of unknown language"),
}
"""By the rule of `planet.tags.account`, how a spelling came to its term."""

OUT = {
    "few-posts": gettext("out: fewer posts than cloud_min_posts asks for (%(least)s)."),
    "few-blogs": gettext("out: fewer blogs than cloud_min_blogs asks for (%(least)s)."),
    "one-blog": gettext("out: one blog alone uses it, and terms of single blogs have their share of this cloud."),
    "elsewhere": gettext("out: more at home in the rest of the planet; others make the cloud the river's own."),
    "no-room": gettext("out: no room; the chosen terms reach the posts and blogs it would bring."),
}
TINY = 0.001
"""What a term adds to the cover that is not told more exactly."""
SILENT = {
    "stop": gettext("%(text)s: says nothing of a post, so it is no term (tags.ini can name it to keep it)."),
    "hidden": gettext("%(text)s: hidden by tags.ini."),
}


def print_why(text: str, made: Assembly, settings: Settings, speech: Language, *, topic: str, as_json: bool) -> None:
    """Print all that is known of a term.

    Raises:
        click.UsageError: when no term in use is named so.
    """
    slug = named(text, made.harmony)
    site = made.site
    found = {row.slug: row for row in rows([site.stories[number] for number in site.river], made.harmony)}
    if slug not in found:
        if reason := silenced(text, made.harmony):
            click.echo(speech.gettext(SILENT[reason]) % {"text": text})
            return
        said = speech.gettext("no post bears this tag; `planet tags` lists the terms in use")
        raise click.UsageError(speech.told(text, said))
    clouds = [(one, thought(one, made, settings)) for one in held(made, topic=topic)]
    told = [(one, chosen) for one, chosen in clouds if any(choice.term == slug for choice in chosen)]
    if as_json:
        click.echo(json.dumps(_plain(found[slug], told), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found[slug], told, settings, speech):
            click.echo(line)


def _lines(row: Row, clouds: list[tuple[Held, tuple[Choice, ...]]], settings: Settings, speech: Language) -> list[str]:
    posts = speech.ngettext("%(num)s post", "%(num)s posts", row.posts) % {"num": row.posts}
    blogs = speech.ngettext("%(num)s blog", "%(num)s blogs", len(row.blogs)) % {"num": len(row.blogs)}
    lines = [f"{row.label}  tags/{row.slug}/", f"  {posts}, {blogs}, {row.first:%Y-%m-%d} – {row.last:%Y-%m-%d}"]
    lines.append(f"  {speech.gettext('Spellings')}")
    lines += [_spelling(origin, speech) for origin in origins(row)]
    for one, found in clouds:
        lines.append(f"  {speech.gettext('Cloud of %(name)s') % {'name': one.name}}")
        lines += [f"    {line}" for line in _verdict(row.slug, one, found, settings, speech)]
    return lines


def _spelling(origin: Origin, speech: Language) -> str:
    one = origin.writing
    posts = speech.ngettext("%(num)s post", "%(num)s posts", one.posts) % {"num": one.posts}
    spoken = f" [{one.language}]" if one.language else ""
    return f"    {one.text}{spoken}  {posts}  {speech.gettext(RULES[origin.rule])}"


def _verdict(slug: str, one: Held, found: tuple[Choice, ...], settings: Settings, speech: Language) -> list[str]:
    """Return what a cloud thought of a term: in or out, then the figures that decided."""
    choice = next(choice for choice in found if choice.term == slug)
    chosen = [choice for choice in found if choice.place is not None]
    lines = []
    if choice.place is not None:
        step = next(term.step for term in one.cloud.terms if term.term == slug)
        said = speech.gettext("in: place %(place)s of %(count)s, size %(step)s of 6.")
        if choice.reason == "pinned":
            said = speech.gettext("in: pinned by tags.ini, size %(step)s of 6.")
        lines.append(said % {"place": choice.place, "count": len(chosen), "step": step})
    else:
        least = min(settings.tags.cloud_min_blogs, one.live or settings.tags.cloud_min_blogs)
        if choice.reason == "few-posts":
            least = FEWEST if settings.tags.cloud_min_posts is None else settings.tags.cloud_min_posts
        lines.append(speech.gettext(OUT[choice.reason]) % {"least": least})
    return [*lines, *_figures(choice, chosen, speech)]


def _figures(choice: Choice, chosen: list[Choice], speech: Language) -> list[str]:
    posts = speech.ngettext("%(num)s post", "%(num)s posts", choice.stories) % {"num": choice.stories}
    blogs = speech.ngettext("%(num)s blog", "%(num)s blogs", choice.blogs) % {"num": choice.blogs}
    weight = speech.gettext(
        "Posts: %(posts)s of %(blogs)s; recent ones count more, one blog's as their square root: weight %(weight)s."
    )
    lines = [weight % {"posts": posts, "blogs": blogs, "weight": speech.number(round(choice.weight, 2))}]
    if choice.distinct:
        own = speech.gettext(
            "Its own: %(part)s of its posts stand here, z %(z)s against the rest of the planet (fully from %(clear)s);"
            " factor %(quality)s."
        )
        figures = {
            "z": speech.number(round(choice.distinct, 1)),
            "clear": speech.number(CLEAR),
            "quality": speech.number(round(choice.quality, 2)),
        }
        lines.append(own % {"part": speech.percent(choice.own), **figures})
    elif choice.quality < 1:
        said = speech.gettext("One blog alone uses it: factor %(quality)s.")
        lines.append(said % {"quality": speech.number(round(choice.quality, 2))})
    added = [one.gain for one in chosen if one.reason == "chosen"]
    last = _gain(added[-1], speech) if added else ""
    if choice.place is not None:
        said = speech.gettext("Coverage: it added %(gain)s.")
    elif added:
        said = speech.gettext("Coverage: it would add %(gain)s; the last one chosen added %(last)s.")
    else:
        return lines
    return [*lines, said % {"gain": _gain(choice.gain, speech), "last": last}]


def _gain(gain: float, speech: Language) -> str:
    return (
        speech.number(float(f"{gain:.2g}"))
        if gain >= TINY or gain <= 0
        else f"<\N{NO-BREAK SPACE}{speech.number(TINY)}"
    )


def _plain(row: Row, clouds: list[tuple[Held, tuple[Choice, ...]]]) -> dict[str, Any]:
    spelled = [
        {"text": one.writing.text, "language": one.writing.language, "posts": one.writing.posts, "rule": one.rule}
        for one in origins(row)
    ]
    told = []
    for one, found in clouds:
        choice = next(choice for choice in found if choice.term == row.slug)
        step = next((term.step for term in one.cloud.terms if term.term == row.slug), None)
        told.append(
            {
                "cloud": one.slug,
                "reason": choice.reason,
                "place": choice.place,
                "step": step,
                "posts": choice.stories,
                "blogs": choice.blogs,
                "weight": round(choice.weight, 4),
                "distinct": round(choice.distinct, 4),
                "own": round(choice.own, 4),
                "quality": round(choice.quality, 4),
                "gain": round(choice.gain, 4),
            }
        )
    return {"term": row.label, "slug": row.slug, "spellings": spelled, "clouds": told}
