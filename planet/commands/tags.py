"""`planet tags`: the coordinator's bench: which tags there are, what each stands for, and what would tidy them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planet.commands.arguments import INI_NAMES, configured, find_ini, json_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planet.config import Settings
    from planet.i18n import Language
    from planet.model import Story
    from planet.pipeline.assembly import Assembly
    from planet.render.site import Site
    from planet.tags import Vocabulary
    from planet.tags.bench import Row
    from planet.tags.near import Near

SURE = 0.8
"""How sure a pair must be to be accepted unasked, from 0 to 1."""


@click.command()
@click.argument("ini", required=False, type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.tsv",
    help="Read lines of tag and language; write tag, language and label. Needs no archive.",
)
@click.option("--topic", default="", metavar="SLUG", help="Only what stands in this topic; its name will do too.")
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
@click.option(
    "--write", is_flag=True, help="With --suggest: ask about each pair, and add the accepted ones to tags.ini."
)
@click.option("-y", "--yes", is_flag=True, help="With --suggest: accept without asking those as sure as --sure says.")
@click.option(
    "--sure",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="With --suggest: only pairs at least so sure, from 0 to 1; 0.8 with --yes.",
)
@click.option(
    "--preview",
    is_flag=True,
    help="Show what the accepted suggestions, or --draft, would do to the clouds; with --write before anything is written.",
)
@click.option(
    "--draft",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.ini",
    help="With --preview: a file that might take the place of tags.ini.",
)
@click.option(
    "--why",
    "asked",
    default="",
    metavar="TERM",
    help="Tell how a term came by its spellings, and why it is in each cloud or out.",
)
@click.option("--metrics", is_flag=True, help="Tell what each cloud reaches, beside the most frequent terms.")
@click.option("--size", type=click.IntRange(1), metavar="TERMS", help="With --metrics: clouds of so many terms.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV on standard output, for a spreadsheet.")
@json_option
@click.pass_context
def command(context: click.Context, /, ini: Path | None, mapping: Path | None, **options: Any) -> int:
    """List the terms in use: posts, blogs, first and last use, and the spellings that stand for each.

    Nothing is changed but with --write, and that in tags.ini alone.
    """
    if mapping is not None:
        return write_map(mapping, found_ini(ini))
    from planet.i18n import environment_locale, language

    speech = language(environment_locale())
    _agree(options, speech)
    settings = configured(find_ini(context, context.command.params[0], ini))
    vocabulary = load(settings)
    made = remade(settings, vocabulary)
    options["topic"] = _topic(made.site, speech, options["topic"])
    numbers = sorted(_river(made.site, speech, topic=options["topic"], blog=options["blog"]))
    form = "json" if options["as_json"] else "csv" if options["as_csv"] else ""
    if options["asked"]:
        from planet.commands.tag_why import print_why

        print_why(options["asked"], made, settings, speech, topic=options["topic"], as_json=bool(form))
    elif options["metrics"]:
        from planet.commands.tag_metrics import print_metrics

        print_metrics(made, settings, speech, topic=options["topic"], size=options["size"], form=form)
    elif options["draft"]:
        from planet.commands.tag_settling import effects, of_draft, print_effects

        after = remade(settings, of_draft(settings, options["draft"]))
        print_effects(effects(made, after, topic=options["topic"]), speech, as_json=bool(form))
    else:
        _list([made.site.stories[number] for number in numbers], made, vocabulary, settings, speech, form, options)
    return 0


def _agree(options: "Mapping[str, Any]", speech: "Language") -> None:
    """Check that the options asked for go together.

    Raises:
        click.UsageError: naming what does not.
    """
    if options["near"] and (options["once"] or options["unmapped"]):
        raise click.UsageError(speech.gettext("--suggest compares all terms; --once and --unmapped do not go with it"))
    for name in ("write", "yes"):
        if options[name] and not options["near"]:
            raise click.UsageError(speech.gettext("--%(name)s goes with --suggest") % {"name": name})
    if options["sure"] is not None and not options["near"]:
        raise click.UsageError(speech.gettext("--%(name)s goes with --suggest") % {"name": "sure"})
    if options["preview"] and not (options["near"] or options["draft"]):
        raise click.UsageError(speech.gettext("--preview shows what --suggest or a --draft would do; name one"))
    if options["draft"] and not options["preview"]:
        raise click.UsageError(speech.gettext("--draft goes with --preview"))
    if options["write"] and (options["as_json"] or options["as_csv"]):
        raise click.UsageError(speech.gettext("--write speaks with a person; --json and --csv do not go with it"))


def _list(
    stories: "Sequence[Story]",
    made: "Assembly",
    vocabulary: "Vocabulary",
    settings: "Settings",
    speech: "Language",
    form: str,
    options: "Mapping[str, Any]",
) -> None:
    """Print the terms in use, or settle which of them may be one."""
    from planet.commands import tag_lists
    from planet.tags.bench import rows

    found = rows(stories, made.harmony)
    if options["near"]:
        least = options["sure"] if options["sure"] is not None else SURE if options["yes"] else 0.0
        pairs = [pair for pair in suggestions(found, vocabulary) if pair.confidence >= least]
        if options["write"] or options["preview"]:
            _settle(pairs, made, settings, speech, options)
        else:
            tag_lists.print_near(pairs, speech, form=form)
        return
    if options["once"]:
        found = tuple(row for row in found if row.posts == 1)
    if options["unmapped"]:
        found = tuple(row for row in found if row.unmapped)
    tag_lists.print_terms(found, speech, form=form)


def _settle(
    pairs: "Sequence[Near]", made: "Assembly", settings: "Settings", speech: "Language", options: "Mapping[str, Any]"
) -> None:
    """Show what the accepted pairs would do where that was asked for, and write them where that was."""
    from planet.commands import tag_settling

    asks = options["write"] and not options["yes"]
    accepted = list(tag_settling.asked(pairs, speech)) if asks else list(pairs)
    if options["preview"]:
        after = remade(settings, tag_settling.drafted(settings, accepted))
        found = tag_settling.effects(made, after, topic=options["topic"])
        tag_settling.print_effects(found, speech, as_json=options["as_json"])
        if asks and accepted and not tag_settling.agreed(speech):
            accepted = []
    if options["write"]:
        tag_settling.write(settings, accepted, speech)


def suggestions(found: "Sequence[Row]", vocabulary: "Vocabulary") -> "Sequence[Near]":
    """Return which terms may be one, with the dictionaries that are installed."""
    from planet.tags.lemmas import lemmas
    from planet.tags.near import near

    return near(found, vocabulary, lemma=lemmas())


def load(settings: "Settings") -> "Vocabulary":
    """Return the vocabulary; what was not understood in it goes to stderr, a line each."""
    from planet.tags import load_vocabulary

    vocabulary = load_vocabulary(settings.tags)
    for problem in vocabulary.warnings:
        click.echo(str(problem), err=True)
    return vocabulary


def remade(settings: "Settings", vocabulary: "Vocabulary") -> "Assembly":
    """Return what the archive and a vocabulary make; nothing is kept."""
    import planet
    from planet.archive import Archive
    from planet.pipeline.assembly import assembled

    with Archive.open(settings) as archive:
        return assembled(settings, archive, vocabulary, version=planet.__version__)


def _topic(site: "Site", speech: "Language", named: str) -> str:
    """Return the slug of the topic that a slug or a name means; empty where none is named.

    Raises:
        click.UsageError: when there is no such topic.
    """
    slugs = [one.topic.slug for one in site.topics]
    found = next((one.topic.slug for one in site.topics if one.topic.name.casefold() == named.casefold()), named)
    if found and found not in slugs:
        said = speech.gettext("no such topic; there are: %(topics)s") % {"topics": ", ".join(slugs) or "—"}
        raise click.UsageError(speech.told(named, said))
    return found


def _river(site: "Site", speech: "Language", *, topic: str, blog: str) -> set[int]:
    """Return the numbers of the stories that stand in the topic, in the blog, in both, or in the planet's river.

    Raises:
        click.UsageError: when there is no such blog.
    """
    from planet.commands.stories import blog_of

    rivers = []
    if topic:
        rivers.append(set(next(one.river for one in site.topics if one.topic.slug == topic)))
    if blog:
        named = blog_of(site.settings, blog)
        if named is None:
            raise click.UsageError(speech.told(blog, speech.gettext("no blog of the INI bears this slug or address")))
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
