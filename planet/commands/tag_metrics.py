"""`planet tags --metrics`: what each cloud is worth beside the most frequent terms."""

import json
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import click

from planet.commands.tag_clouds import Held, held, resized
from planet.commands.tag_lists import print_csv
from planet.config import Settings
from planet.i18n import Language
from planet.pipeline.assembly import Assembly
from planet.tags.measure import Measures, measures, most_frequent, shared

COLUMNS = ("cloud", "choice", "terms", "posts", "blogs", "overlap", "one_blog", "distinct")
"""Of the CSV form."""
NAMED, KIND, FIGURES = 22, 10, (6, 8, 8, 9, 9, 8)
"""Widths of the table's columns: a terminal of 80 holds them."""
MOST = 5
"""Pairs of topics told for what their clouds share."""


def print_metrics(
    made: Assembly, settings: Settings, speech: Language, *, topic: str, size: int | None, form: str
) -> None:
    """Print the figures of the planet's cloud and of each topic's, as `json`, as `csv` or for a person."""
    clouds = [one for one in held(made, topic=topic) if any(story.terms for story in one.stories)]
    found = []
    terms: dict[str, list[str]] = {}
    for one in clouds:
        drawn = one.cloud if size is None else resized(one, made, settings, size)
        terms[one.slug] = [term.term for term in drawn.terms]
        usual = most_frequent(one.stories, len(terms[one.slug]))
        found.append((one, "nuage", measures(one.stories, terms[one.slug], made.background)))
        found.append((one, "frequent", measures(one.stories, usual, made.background)))
    if form == "json":
        click.echo(json.dumps([_plain(*row) for row in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        print_csv(COLUMNS, [[str(cell) for cell in _plain(*row).values()] for row in found])
    else:
        _print_table(found, terms, clouds, speech)


def _plain(one: Held, choice: str, figures: Measures) -> dict[str, Any]:
    return {
        "cloud": one.slug,
        "choice": choice,
        "terms": figures.terms,
        "posts": round(figures.coverage, 4),
        "blogs": round(figures.blogs, 4),
        "overlap": round(figures.overlap, 4),
        "one_blog": round(figures.one_blog, 4),
        "distinct": round(figures.distinct, 4),
    }


def _print_table(
    found: list[tuple[Held, str, Measures]], terms: dict[str, list[str]], clouds: list[Held], speech: Language
) -> None:
    kinds = {"nuage": speech.gettext("chosen"), "frequent": speech.gettext("frequent")}
    heads = [speech.gettext("Terms"), speech.gettext("Posts"), speech.gettext("Blogs"), speech.gettext("Overlap")]
    heads += [speech.gettext("One blog"), speech.gettext("Own")]
    click.echo(" " * (NAMED + KIND) + _aligned(heads))
    for one, choice, figures in found:
        shares = (figures.coverage, figures.blogs, figures.overlap, figures.one_blog, figures.distinct)
        cells = [str(figures.terms), *(speech.percent(share, places=1) for share in shares)]
        click.echo(_shortened(one.name if choice == "nuage" else "") + f"{kinds[choice]:{KIND}}" + _aligned(cells))
    click.echo(
        speech.gettext("Posts and blogs: reached of those with tags. Overlap: posts two terms share, on average.")
    )
    click.echo(speech.gettext("One blog: terms a single blog uses. Own: posts of a term that stand in this river."))
    for part, first, second in _nearest(terms, clouds):
        said = speech.gettext("%(one)s and %(other)s share %(part)s of their terms.")
        click.echo(said % {"one": first.name, "other": second.name, "part": speech.percent(part)})


def _aligned(cells: Sequence[str]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, FIGURES, strict=True))


def _shortened(name: str) -> str:
    return f"{name if len(name) < NAMED else name[: NAMED - 2] + '…':{NAMED}}"


def _nearest(terms: dict[str, list[str]], clouds: list[Held]) -> list[tuple[float, Held, Held]]:
    """Return the topics of one kind whose clouds share most, a few, and what they share."""
    pairs = [
        (shared(terms[one.slug], terms[other.slug]), one, other)
        for one, other in combinations(clouds, 2)
        if one.slug and one.kind == other.kind
    ]
    found = [pair for pair in pairs if pair[0]]
    return sorted(found, key=lambda pair: (-pair[0], pair[1].name, pair[2].name))[:MOST]
