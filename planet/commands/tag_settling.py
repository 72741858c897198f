"""`planet tags --suggest --write` and `--preview`: suggestions accepted one by one, what they would do, and tags.ini."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from planet.commands.tag_clouds import held
from planet.commands.tag_lists import pair_text
from planet.config import Settings, edit
from planet.errors import PublishError
from planet.i18n import Language
from planet.model import CloudTerm
from planet.pipeline.assembly import Assembly
from planet.tags import Vocabulary
from planet.tags.accepted import with_accepted
from planet.tags.changes import Change, change, heirs
from planet.tags.near import Near
from planet.tags.vocabulary import concepts_of, load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What would become of one cloud."""

    slug: str
    name: str
    terms: int
    """Afterwards."""
    change: Change


def asked(pairs: Sequence[Near], speech: Language) -> Iterator[Near]:
    """Show each pair and yield those that are accepted; `q` ends the questions and keeps what was accepted."""
    question = speech.gettext("One term? y yes, n no, q end")
    for pair in pairs:
        click.echo(pair_text(pair, speech), nl=False)
        answer = _answer(question, speech, default="n")
        if answer == "q":
            return
        if answer == "y":
            yield pair


def agreed(speech: Language) -> bool:
    """Ask whether what was shown shall be written."""
    return _answer(speech.gettext("Write it? y yes, n no"), speech, default="y") == "y"


def _answer(question: str, speech: Language, *, default: str) -> str:
    """Return `y`, `n` or `q`, which the reader may also give in the letters of their own language."""
    meant = dict(zip(speech.gettext("y n q").split(), "ynq", strict=True))
    shown = next(letter for letter, means in meant.items() if means == default)
    letters = list(meant | dict.fromkeys("ynq", ""))
    said = click.prompt(question, type=click.Choice(letters), default=shown, show_choices=False)
    return meant.get(said, said)


def write(settings: Settings, accepted: Sequence[Near], speech: Language) -> None:
    """Put accepted pairs into tags.ini, which is made where it is missing; say what each section gained.

    Raises:
        PublishError: when it cannot be written.
    """
    path = settings.tags.tags_file
    before = _bytes(path)
    data, additions = with_accepted(before, accepted)
    if not additions:
        click.echo(speech.gettext("Nothing was changed."))
        return
    try:
        path.touch()
    except OSError as error:
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error
    edit.replace_file(path, data)
    for addition in additions:
        said = speech.gettext("Added to %(file)s: [%(section)s] also = … %(texts)s")
        texts = ", ".join(addition.spellings)
        click.echo(said % {"file": path, "section": addition.section, "texts": texts})
    click.echo(speech.gettext("`planet render` makes the site with it."))


def drafted(settings: Settings, accepted: Sequence[Near]) -> Vocabulary:
    """Return the vocabulary as it would be with these pairs accepted; nothing is written."""
    data, _additions = with_accepted(_bytes(settings.tags.tags_file), accepted)
    own, _problems = concepts_of(data, settings.tags.tags_file)
    others = tuple(concept for concept in load_vocabulary(settings.tags).concepts if not concept.own)
    return Vocabulary(concepts=(*own, *others))


def of_draft(settings: Settings, draft: Path) -> Vocabulary:
    """Return the vocabulary as it would be with this file in the place of tags.ini."""
    return load_vocabulary(replace(settings.tags, tags_file=draft))


def effects(before: Assembly, after: Assembly, *, topic: str) -> list[Effect]:
    """Return what would become of each cloud."""
    to = heirs(before.harmony, after.harmony)
    later = {one.slug: one for one in held(after, topic=topic)}
    return [
        Effect(
            slug=one.slug,
            name=one.name,
            terms=len(later[one.slug].cloud.terms),
            change=change(one.cloud, later[one.slug].cloud, to=to, new=after.harmony),
        )
        for one in held(before, topic=topic)
    ]


def print_effects(found: Sequence[Effect], speech: Language, *, as_json: bool) -> None:
    """Print what would become of the clouds, those that would stay as they are in one line."""
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        if one.change:
            said = speech.ngettext("%(name)s: %(num)s term", "%(name)s: %(num)s terms", one.terms)
            click.echo(said % {"name": one.name, "num": one.terms})
            click.echo("".join(f"  {line}\n" for line in _lines(one.change, speech)), nl=False)
    same = sum(not one.change for one in found)
    said = speech.ngettext("%(num)s cloud stays as it is.", "%(num)s clouds stay as they are.", same)
    if same or not found:
        click.echo(said % {"num": same})


def _lines(found: Change, speech: Language) -> Iterator[str]:
    for term in found.come:
        yield f"+ {term.label}  {_size(term, speech)}"
    for gone in found.gone:
        into = speech.gettext("part of %(term)s") % {"term": gone.into} if gone.into else ""
        yield f"− {gone.term.label}  {into or _size(gone.term, speech)}"
    for both in found.changed:
        name = both.before.label
        if both.after.label != name:
            name += f" → {both.after.label}"
        yield f"~ {name}  {_size(both.before, speech)} → {_size(both.after, speech)}"


def _size(term: CloudTerm, speech: Language) -> str:
    posts = speech.ngettext("%(num)s post", "%(num)s posts", term.stories) % {"num": term.stories}
    return speech.gettext("%(posts)s, size %(step)s") % {"posts": posts, "step": term.step}


def _plain(one: Effect) -> dict[str, Any]:
    def term(held_: CloudTerm) -> dict[str, Any]:
        return {"term": held_.label, "slug": held_.term, "posts": held_.stories, "step": held_.step}

    found = one.change
    return {
        "cloud": one.slug,
        "terms": one.terms,
        "come": [term(came) for came in found.come],
        "gone": [{**term(gone.term), "into": gone.into} for gone in found.gone],
        "changed": [{"before": term(both.before), "after": term(both.after)} for both in found.changed],
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise PublishError("cannot be read: %(reason)s", reason=error, path=path) from error
