"""`planet tags`: the coordinator's bench: which tags there are, what each stands for, and what would tidy them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planet.commands.arguments import INI_NAMES, configured, find_ini, json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planet.config import Settings
    from planet.model import Story
    from planet.render.site import Site
    from planet.tags import Harmony, Vocabulary
    from planet.tags.bench import Row
    from planet.tags.near import Near


@click.command()
@click.argument("ini", required=False, type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.tsv",
    help="Read lines of tag and language; write tag, language and label. Needs no archive.",
)
@click.option("--topic", default="", metavar="SLUG", help="Only what stands in this topic.")
@click.option("--blog", default="", metavar="SLUG", help="Only what this blog uses; its address will do too.")
@click.option("--once", is_flag=True, help="Only terms of a single post.")
@click.option("--unmapped", is_flag=True, help="Only terms with spellings that neither tags.ini nor a thesaurus names.")
@click.option(
    "--near",
    "--suggest",
    "near",
    is_flag=True,
    help="List instead which terms may be one, why, how surely, and the lines of tags.ini that would settle it.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV on standard output, for a spreadsheet.")
@json_option
@click.pass_context
def command(context: click.Context, /, ini: Path | None, mapping: Path | None, **options: bool | str) -> int:
    """List the terms in use: posts, blogs, first and last use, and the spellings that stand for each.

    Nothing is changed, neither the site nor tags.ini.
    """
    if mapping is not None:
        return write_map(mapping, found_ini(ini))
    from planet.commands import tag_lists
    from planet.i18n import environment_locale, language
    from planet.tags.bench import rows

    settings = configured(find_ini(context, context.command.params[0], ini))
    form = "json" if options["as_json"] else "csv" if options["as_csv"] else ""
    speech = language(environment_locale())
    stories, harmony, vocabulary = in_use(settings, topic=str(options["topic"]), blog=str(options["blog"]))
    found = rows(stories, harmony)
    if options["near"]:
        if options["once"] or options["unmapped"]:
            raise click.UsageError("--near compares all terms; --once and --unmapped do not go with it")
        tag_lists.print_near(suggestions(found, vocabulary), speech, form=form)
        return 0
    if options["once"]:
        found = tuple(row for row in found if row.posts == 1)
    if options["unmapped"]:
        found = tuple(row for row in found if row.unmapped)
    tag_lists.print_terms(found, speech, form=form)
    return 0


def suggestions(found: "Sequence[Row]", vocabulary: "Vocabulary") -> "Sequence[Near]":
    """Return which terms may be one, with the dictionaries that are installed."""
    from planet.tags.lemmas import lemmas
    from planet.tags.near import near

    return near(found, vocabulary, lemma=lemmas())


def in_use(settings: "Settings", *, topic: str, blog: str) -> "tuple[Sequence[Story], Harmony, Vocabulary]":
    """Return the stories asked for, with their terms, what every spelling stands for, and the vocabulary.

    Raises:
        click.UsageError: when there is no such topic or blog.
    """
    import planet
    from planet.archive import Archive
    from planet.pipeline.assembly import assembled
    from planet.tags import load_vocabulary

    vocabulary = load_vocabulary(settings.tags)
    for problem in vocabulary.warnings:
        click.echo(str(problem), err=True)
    with Archive.open(settings) as archive:
        made = assembled(settings, archive, vocabulary, version=planet.__version__)
    numbers = sorted(_river(made.site, topic=topic, blog=blog))
    return [made.site.stories[number] for number in numbers], made.harmony, vocabulary


def _river(site: "Site", *, topic: str, blog: str) -> set[int]:
    """Return the numbers of the stories that stand in the topic, in the blog, in both, or in the planet's river."""
    from planet.commands.stories import blog_of

    rivers = []
    if topic:
        topics = {one.topic.slug: one.river for one in site.topics}
        if topic not in topics:
            raise click.UsageError(f"{topic}: no such topic; there are: {', '.join(topics) or '—'}")
        rivers.append(set(topics[topic]))
    if blog:
        named = blog_of(site.settings, blog)
        if named is None:
            raise click.UsageError(f"{blog}: no blog of the INI bears this slug or address")
        rivers.append(set(site.cards[named.url].river if named.url in site.cards else ()))
    return set.intersection(*rivers) if rivers else set(site.river)


def write_map(path: Path, ini: Path | None) -> int:
    """Write the label of each tag of a file; an INI, where there is one, names the vocabulary and the language."""
    from planet.tags import Vocabulary, load_vocabulary
    from planet.tags.mapping import mapped

    vocabulary, locale = Vocabulary(), "en"
    if ini is not None:
        settings = configured(ini)
        vocabulary, locale = load_vocabulary(settings.tags), settings.planet.locales[0]
    for problem in vocabulary.warnings:
        click.echo(str(problem), err=True)
    sys.stdout.buffer.write(mapped(path.read_bytes(), vocabulary, locale=locale))
    return 0


def found_ini(ini: Path | None) -> Path | None:
    """Return the INI named or lying here; None without one."""
    if ini is not None:
        return ini
    return next((Path(name) for name in INI_NAMES if Path(name).is_file()), None)
