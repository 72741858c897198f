"""Reading lists (OPML, FOAF, CSV, INI) to the sections they stand for; the last good copy of a remote one is kept."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from planet.config.addresses import is_address
from planet.config.ini import Item, Section, lines, read
from planet.config.problems import Problems, gettext
from planet.config.sections import Classified, Kind, classify, local_address
from planet.text import digest

Get = Callable[[str, Path], bytes | None]
"""A list's address, and where its copy is kept, to its bytes; None when the copy is fresh enough.

Raises OSError or ValueError when it cannot be had.
"""

LIST_BYTES = 5_000_000
LIST_BLOGS = 10_000


def members(found: Classified, *, base: Path, copies: Path, get: Get | None, problems: Problems) -> Iterator[Section]:
    """Yield the sections a reading list stands for, in its order; what cannot be read is a problem."""
    data = _content(found, base=base, copies=copies, get=get, problems=problems)
    if data is None:
        return
    reader = {"config": _sections, "csv": _rows}.get(found.flavour, _outlines)
    count, remote = 0, is_remote(found.name)
    for section in reader(data, found, base, problems):
        if remote and not is_remote(section.name):
            continue
        count += 1
        if count > LIST_BLOGS:
            problems.warn(
                gettext("the list is too long; only the first %(count)s are taken"),
                line=found.section.line,
                section=found.name,
                count=LIST_BLOGS,
            )
            return
        yield section
    if not count:
        problems.warn(gettext("no feed was found in this list"), line=found.section.line, section=found.name)


def _content(found: Classified, *, base: Path, copies: Path, get: Get | None, problems: Problems) -> bytes | None:
    """Return the bytes of a list: a file's, the web's, or the copy kept of the web's."""
    place = {"line": found.section.line, "section": found.name}
    if not is_remote(found.name):
        try:
            return _bounded(Path(local_address(found.name, base)))
        except (OSError, ValueError) as error:
            problems.warn(gettext("the list cannot be read: %(fault)s"), fault=_words(error), **place)  # type: ignore[arg-type]
            return None
    copy = copies / f"{digest(found.name)}.{found.flavour}"
    if get is not None:
        try:
            data = get(found.name, copy)
        except (OSError, ValueError) as error:
            problems.warn(gettext("the list cannot be fetched: %(fault)s"), fault=_words(error), **place)  # type: ignore[arg-type]
        else:
            if data is not None:
                _keep(copy, data[:LIST_BYTES])
                return data[:LIST_BYTES]
    try:
        return _bounded(copy)
    except OSError:
        problems.warn(gettext("the list has not been fetched yet; its blogs are missing"), **place)  # type: ignore[arg-type]
        return None


def is_remote(address: str) -> bool:
    """Say whether an address is one of the web; what stands there may name addresses of the web only."""
    return is_address(address) and address.lower().startswith(("http:", "https:", "feed:"))


def _bounded(path: Path) -> bytes:
    with path.open("rb") as source:
        return source.read(LIST_BYTES)


def _keep(copy: Path, data: bytes) -> None:
    """Keep a list for runs that cannot fetch it; a disk that refuses costs only that."""
    draft = copy.with_name(copy.name + ".new")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(copy)
    except OSError:
        draft.unlink(missing_ok=True)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _outlines(data: bytes, found: Classified, _base: Path, problems: Problems) -> Iterator[Section]:
    """Read OPML, FOAF and RDF; folders of an OPML are topics, unless the list's section names its own."""
    text = _decoded(data, problems)
    # The parser guesses encodings as HTML does; character references leave it nothing to guess.
    import listparser  # noqa: PLC0415  it loads an HTTP client, and few planets have reading lists

    harvest = listparser.parse(text.encode("ascii", "xmlcharrefreplace"))
    for feed in harvest.feeds:
        if not feed.url:
            continue
        folders = [path[0] for path in feed.get("categories", ()) if len(path) > 1 or path in _folders(feed)]
        keys = {"name": feed.get("title", ""), "topic": ", ".join(dict.fromkeys(filter(None, folders)))}
        yield _section(feed.url, keys, found)


def _folders(feed: object) -> list[list[str]]:
    """Return the categories of a feed that are folders of the outline, not its own `category` attribute."""
    categories: list[list[str]] = list(getattr(feed, "categories", []))
    return categories[-1:] if len(categories) == 1 else []


def _decoded(data: bytes, problems: Problems) -> str:
    declared = re.search(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", data[:200])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    return "\n".join(lines(data, problems))


def _rows(data: bytes, found: Classified, _base: Path, problems: Problems) -> Iterator[Section]:
    """Read CSV whose first row names the columns; the address is in `url`, `feed` or `xmlurl`, else in the first."""
    text = "\n".join(lines(data, problems))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="rest", restval="")
    try:
        for row in table:
            keys = {str(key).strip().lower(): value.strip() for key, value in row.items() if isinstance(value, str)}
            column = next((name for name in ("url", "feed", "xmlurl") if keys.get(name)), next(iter(keys), ""))
            if is_address(keys.get(column, "")):
                yield _section(keys.pop(column), keys, found)
    except csv.Error as error:
        problems.warn(
            gettext("the list cannot be read: %(fault)s"), line=found.section.line, section=found.name, fault=error
        )


def _sections(data: bytes, found: Classified, base: Path, problems: Problems) -> Iterator[Section]:
    """Read an INI of blogs; what else stands in it is left out."""
    inner = Problems(Path(found.name))
    document = read(data, path=Path(found.name), problems=inner)
    for section in document.sections:
        if classify(section, base=base, templates=frozenset()).kind is Kind.BLOG:
            items = {key: item for key, item in (document.defaults | section.items).items() if item.value}
            yield _section(section.name, {key: item.value for key, item in items.items()}, found)
    problems.found.extend(inner.found)


def _section(address: str, keys: dict[str, str], found: Classified) -> Section:
    """Return a section as if it stood in the INI where the list does; the list's own keys fill what it does not say."""
    line = found.section.line
    own = {key: item for key, item in found.section.items.items() if key not in ("content_type", "name", "link")}
    said = {key: Item(key=key, value=value, line=line) for key, value in keys.items() if key and value}
    # The coordinator's word about topics beats the list's folders.
    said |= {key: item for key, item in own.items() if key in ("topic", "topics", "audience", "audiences")}
    return Section(name=address.strip(), line=line, items=own | said)
