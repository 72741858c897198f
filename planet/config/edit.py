"""Small changes to an INI that a person wrote: a section more, a list longer, a section commented out; the rest stays."""

import codecs
import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from planet.config.ini import read
from planet.config.problems import Problems
from planet.errors import PublishError

_ENDED = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")


def with_section(data: bytes, name: str, keys: Mapping[str, str]) -> bytes:
    """Return the INI with a section at its end, in its own encoding and with its own line ends; empty keys are left out."""
    texts = [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in keys.items() if value)]
    return _as_text(data, lambda plain: _appended(plain, texts))


def without_section(data: bytes, name: str, note: str) -> bytes:
    """Return the INI with every section of this name commented out, under a comment that says why.

    Comments and blank lines within and after the section stay as they are. Bytes without such a section come back alike.
    """
    return _as_text(data, lambda plain: _commented(plain, name, note))


def with_members(data: bytes, name: str, key: str, members: Sequence[str]) -> bytes:
    """Return the INI with these at the end of a section's list; section and key are made where they are missing.

    A list on one line grows after a comma, one on several by lines like its last. Comments and the order of everything
    stay as they are.
    """
    return _as_text(data, lambda plain: _listed(plain, name, key, [" ".join(text.split()) for text in members]))


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in a file's place at once, with its permissions; a link stays a link.

    Raises:
        PublishError: when that cannot be done; the file is as it was.
    """
    path = path.resolve()
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        Path(draft).chmod(path.stat().st_mode & 0o7777)
        Path(draft).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(draft).unlink(missing_ok=True)
        raise PublishError("cannot be written: %(reason)s", reason=error, path=path) from error


def _value(text: str) -> str:
    """Return a value that is read back as this text: on one line, its entities not resolved, its quotes kept."""
    line = _ENTITY.sub("&amp;", " ".join(text.split()))
    return f'"{line}"' if line[:1] in "\"'" and line[:1] == line[-1:] and '"' not in line else line


def _as_text(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Let a change work on bytes whose line ends are single bytes: UTF-16 is turned into UTF-8 and back."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            whole = len(data) - len(data) % 2  # a last byte that is half a letter stays as it is
            plain = data[len(mark) : whole].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
            changed = change(plain).decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass")
            return mark + changed + data[whole:]
    return change(data)


def _appended(data: bytes, texts: list[str]) -> bytes:
    end = _line_end(data)
    lead = b""
    if data.removeprefix(codecs.BOM_UTF8):
        lead = (b"" if data.endswith((b"\n", b"\r")) else end) + (b"" if data.endswith(end * 2) else end)
    return data + lead + b"".join(_encoded(text, data) + end for text in texts)


def _listed(data: bytes, name: str, key: str, members: Sequence[str]) -> bytes:
    path = Path("tags.ini")
    document = read(data, path=path, problems=Problems(path))
    section = next((section for section in document.sections if section.name == name), None)
    text = f"{key} = {', '.join(members)}"
    if section is None:
        return _appended(data, [f"[{name}]", text])
    end, lines = _line_end(data), _ENDED.findall(data)
    item = section.items.get(key)
    if item is None:
        place = max(line for title, line in document.headers if title == name)
        lines[place - 1 : place] = [_bare(lines[place - 1]) + end, _encoded(text, data) + end]
    elif not item.value.strip():
        lines[item.line - 1] = _encoded(text, data) + end
    else:
        last = _last_line(lines, item.line)
        lines[last - 1 : last] = [
            line + end for line in _grown(lines[last - 1], members, data, alone=last == item.line)
        ]
    return b"".join(lines)


def _grown(line: bytes, members: Sequence[str], data: bytes, *, alone: bool) -> list[bytes]:
    """Return the last line of a list with the members behind it, or each on a line of its own below."""
    if alone:
        comma = b"" if line.rstrip().endswith((b",", b";")) else b","
        return [line.rstrip() + comma + b" " + _encoded(", ".join(members), data)]
    indent = line[: len(line) - len(line.lstrip())]
    return [_bare(line), *(indent + _encoded(member, data) for member in members)]


def _last_line(lines: Sequence[bytes], first: int) -> int:
    """Return the number of the last line of the value that begins on line `first`: what stands deeper goes on with it."""
    last, depth = first, _depth(lines[first - 1])
    for number, line in enumerate(lines[first:], first + 1):
        if _is_idle(line):
            continue
        if _depth(line) <= depth:
            break
        last = number
    return last


def _depth(line: bytes) -> int:
    return len(line) - len(line.lstrip())


def _bare(line: bytes) -> bytes:
    return line.rstrip(b"\r\n")


def _commented(data: bytes, name: str, note: str) -> bytes:
    path = Path("planet.ini")
    headers = read(data, path=path, problems=Problems(path)).headers
    lines = _ENDED.findall(data)
    for number in range(len(headers) - 1, -1, -1):
        if headers[number][0] == name:
            first = headers[number][1] - 1
            last = headers[number + 1][1] - 1 if number + 1 < len(headers) else len(lines)
            lines[first:last] = _crossed_out(lines[first:last], _encoded(f"# {note}", data) + _line_end(data))
    return b"".join(lines)


def _crossed_out(lines: list[bytes], note: bytes) -> list[bytes]:
    bom = codecs.BOM_UTF8 if lines[0].startswith(codecs.BOM_UTF8) else b""
    lines = [lines[0].removeprefix(bom), *lines[1:]]
    return [bom + note, *(line if _is_idle(line) else b"# " + line for line in lines)]


def _is_idle(line: bytes) -> bool:
    return not line.strip() or line.lstrip().startswith((b"#", b";"))


def _line_end(data: bytes) -> bytes:
    """Return the line end of a file: that of its first line."""
    found = re.search(rb"\r\n|\r|\n", data)
    return found.group() if found else b"\n"


def _encoded(text: str, data: bytes) -> bytes:
    """Return text as its file is written: UTF-8, or Windows-1252 where the file is and the text allows it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(UnicodeEncodeError):
            return text.encode("cp1252")
    return text.encode("utf-8", "replace")
