"""Help in the language of whoever asks: verbs, options and click's own words, through the catalogues."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import click

from planet.i18n import Language

_SPEAKING = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)
AS_WRITTEN = "\b\n"
"""click's mark of a paragraph whose lines stay as they are."""


def in_language(command: click.Command, speech: Language) -> click.Command:
    """Return the command with its help translated; the one given stays as it is."""
    said = copy(command)
    said._help_option = None  # noqa: SLF001  click keeps the option it made, with the words of that moment
    said.help = "\n\n".join(mark + speech.gettext(text) for mark, text in paragraphs(command.help or ""))
    said.params = [_parameter(one, speech) for one in command.params]
    if isinstance(command, click.Group) and isinstance(said, click.Group):
        said.subcommand_metavar = speech.gettext("COMMAND [ARGS]...")
        said.commands = {name: in_language(one, speech) for name, one in command.commands.items()}
    return said


def _parameter(parameter: click.Parameter, speech: Language) -> click.Parameter:
    said = copy(parameter)
    if isinstance(said, click.Option) and said.help:
        said.help = speech.gettext(said.help)
    return said


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a help text as the catalogues have them, each with the mark that goes before it."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith(AS_WRITTEN):
            yield AS_WRITTEN, paragraph.removeprefix(AS_WRITTEN)
        elif paragraph:
            yield "", " ".join(paragraph.split())


def texts(command: click.Command) -> Iterator[str]:
    """Yield everything a command's help says, its subcommands included."""
    yield from (text for _, text in paragraphs(command.help or ""))
    yield from (one.help for one in command.params if isinstance(one, click.Option) and one.help)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts(one)


@contextmanager
def speaking(speech: Language) -> Iterator[None]:
    """Let click speak a language: it says its own words through what its modules name `_` and `ngettext`."""
    ours = {"_": speech.gettext, "ngettext": speech.ngettext}
    before = [(module, {name: vars(module)[name] for name in ours if name in vars(module)}) for module in _SPEAKING]
    try:
        for module, theirs in before:
            vars(module).update({name: ours[name] for name in theirs})
        yield
    finally:
        for module, theirs in before:
            vars(module).update(theirs)
