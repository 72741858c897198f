"""Check the catalogues: every message of the program has its translation, with the same placeholders.

`python -m tests.messages` prints what is missing and ends with 1 when a complete language lacks something.
"""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from planet.cli import planet
from planet.commands import COMMANDS
from planet.commands.speaking import texts
from planet.errors import NuageError

ROOT = Path(__file__).parent.parent
COMPLETE = ("fr",)
"""Languages that must have every message."""
READ = ("de", "es")
"""Languages that must have what readers of a site see."""
ON_PAGES = ("planet/render/", "planet/explain/failures", "planet/explain/health", "themes/")
"""Where such messages stand."""
METHODS = [
    ("themes/**.html", "jinja2"),
    ("themes/**.j2", "jinja2"),
    ("themes/**.xml", "jinja2"),
]
OPTIONS = {"**": {"extensions": "jinja2.ext.i18n", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
ERRORS = ("NuageError", *(error.__name__ for error in NuageError.__subclasses__()))
"""What stages raise; their first argument is a message, and no page says it."""
CALLS = {"gettext": slice(1), "ngettext": slice(2), "_counted": slice(1, 3)} | dict.fromkeys(ERRORS, slice(1))
"""Names of functions in Python whose arguments there are a message, or its two forms."""
RAISED = frozenset({*ERRORS, "UsageError", "ClickException", "BadParameter"})
PRINTED = frozenset({"echo", "secho", "prompt", "confirm"})
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}|^ ?[a-z]{3,}$")
UNJOINED = re.compile(r" [:;!?»](?:\s|$)|« ")
"""What French joins by a narrow no-break space."""
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]")

Message = str | tuple[str, ...]


def messages(root: Path = ROOT) -> dict[Message, str]:
    """Return every message of the program and of the themes, with the place it was first met."""
    found: dict[Message, str] = {}
    for path in sorted((root / "planet").rglob("*.py")):
        for line, name, key in _called(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(key, f"{name + ' in ' if name in ERRORS else ''}{path.relative_to(root)}:{line}")
    for name, line, message, _comments, _context in extract_from_dir(root, METHODS, OPTIONS, keywords=KEYWORDS):
        key = message if isinstance(message, str) else tuple(str(form) for form in message or ())
        found.setdefault(key, f"{name}:{line}")
    for verb in COMMANDS:
        command: click.Command = importlib.import_module(f"planet.commands.{verb}").command
        for text in texts(command):
            found.setdefault(text, f"planet/commands/{verb}.py")
    for text in texts(planet):
        found.setdefault(text, "planet/cli.py")
    return found


def _called(tree: ast.Module) -> Iterator[tuple[int, str, Message]]:
    """Yield the messages of a module with their lines and what is called with them, those within f-strings too, which extractors pass over."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        forms = [part.value for part in node.args[CALLS.get(name, slice(0))] if isinstance(part, ast.Constant)]
        texts = tuple(form for form in forms if isinstance(form, str))
        if texts and not PLACEHOLDER.fullmatch(texts[0]):
            yield node.lineno, name, texts[0] if len(texts) == 1 else texts


def unspoken(root: Path = ROOT) -> Iterator[str]:
    """Yield the places where a command prints, or an error says, words of its own that no catalogue could hold."""
    for path in sorted((root / "planet").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in RAISED:
                said = [part for given in node.args if not isinstance(given, ast.Constant) for part in _words(given)]
                own = [*said, *_own(node)]
                if any(SENTENCE.search(part) for part in own):
                    yield f"{path.relative_to(root)}:{node.lineno}: {' … '.join(own)}"
    for path in sorted((root / "planet" / "commands").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in PRINTED:
                said = [part for given in node.args for part in _words(given)]
                if any(SENTENCE.search(part) for part in said):
                    yield f"{path.relative_to(root)}:{node.lineno}: {' … '.join(said)}"


def _own(call: ast.Call) -> Iterator[str]:
    """Yield the texts that an error of click is given as they stand; ours are looked up when they are printed."""
    if getattr(call.func, "id", getattr(call.func, "attr", "")) not in ERRORS:
        for given in call.args:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def _words(given: ast.expr) -> Iterator[str]:
    """Yield the literal texts of what is printed; those handed to a function are its matter."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.JoinedStr):
        for part in given.values:
            yield from _words(part)
    elif isinstance(given, ast.BinOp) and isinstance(given.op, ast.Add):
        yield from (*_words(given.left), *_words(given.right))
    elif isinstance(given, ast.IfExp):
        yield from (*_words(given.body), *_words(given.orelse))


def catalogues(language: str, root: Path = ROOT) -> Iterator[tuple[Path, Catalog]]:
    """Yield the catalogues of a language: the program's areas, then the themes'."""
    paths = [
        *(root / "planet" / "locale" / language).glob("*.po"),
        *(root / "themes").glob(f"*/translations/{language}.po"),
    ]
    for path in sorted(paths):
        with path.open("rb") as source:
            yield path, read_po(source)


def faults(language: str, root: Path = ROOT) -> Iterator[str]:
    """Yield a line for each message that is missing, fuzzy, or whose placeholders differ.

    Of a language that is not complete, what pages do not say may be missing.
    """
    needed = "" if language in COMPLETE else ON_PAGES
    translated: dict[str, tuple[str, ...]] = {}
    for path, catalogue in catalogues(language, root):
        for message in catalogue:
            if not message.id:
                continue
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            singular = message.id if isinstance(message.id, str) else message.id[0]
            if message.fuzzy or not all(forms):
                continue
            wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
            for form in forms:
                surplus = set(PLACEHOLDER.findall(form)) - wanted
                if surplus or (wanted - set(PLACEHOLDER.findall(form)) and form is forms[-1]):
                    yield f"{path.relative_to(root)}: placeholders differ in “{singular}”"
            if language == "fr" and any(UNJOINED.search(form) for form in forms):
                yield f"{path.relative_to(root)}: a space where the line may break in “{singular}”"
            translated[singular] = forms
    for key, place in messages(root).items():
        singular = key if isinstance(key, str) else key[0]
        if singular and singular not in translated and place.startswith(needed):
            yield f"{place}: no {language} for “{singular}”"


def main() -> int:
    """Print the faults of every complete language; return 1 when there are any."""
    lines = [line for language in (*COMPLETE, *READ) for line in faults(language)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
