"""Changes to an INI a person wrote: what they add or cross out, and that nothing else moves."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.config.edit import replace_file, with_members, with_section, without_section
from planet.config.ini import read
from planet.config.problems import Problems
from planet.config.values import decoded, without_quotes
from planet.errors import PublishError

PATH = Path("planet.ini")
INI = "# mine\n[planet]\nname = N\n\n; colleagues\n[https://a.example/feed]\nname = A\n# remark\n\nface = a.png\n\n# next\n[https://b.example/feed]\nname = B\n"


def sections(data: bytes) -> dict[str, dict[str, str]]:
    """Return what the reader finds."""
    document = read(data, path=PATH, problems=Problems(PATH))
    return {section.name: {key: item.value for key, item in section.items.items()} for section in document.sections}


@given(st.binary(max_size=200), st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30))
def test_bytes_before_an_added_section_are_unchanged(data: bytes, name: str) -> None:
    """A coordinator's file is theirs: comments, blanks and odd bytes stay, and the section is read back."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = b"x" + data
    changed = with_section(data, "https://new.example/feed", {"name": name})
    assert changed.startswith(data)
    found = sections(changed)["https://new.example/feed"].get("name", "")
    assert decoded(without_quotes(found)) == " ".join(name.split())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends_are_kept(end: str) -> None:
    """A file of Windows stays one."""
    data = INI.replace("\n", end).encode()
    added = with_section(data, "https://c.example/feed", {"name": "C", "topic": ""})
    assert added == data + f"{end}[https://c.example/feed]{end}name = C{end}".encode()


def test_older_encodings_are_kept() -> None:
    """A file in Windows-1252 does not become half UTF-8."""
    data = "[planet]\nname = Nicolás\n".encode("cp1252")
    assert with_section(data, "https://c.example/", {"name": "Zoé"}).endswith("name = Zoé\n".encode("cp1252"))
    wide = INI.encode("utf-16")
    assert with_section(wide, "https://c.example/", {"name": "Zoé"}).decode("utf-16").endswith("name = Zoé\n")


def test_an_empty_file_begins_with_the_section() -> None:
    """No blank line stands at the head of a new file."""
    assert with_section(b"", "https://c.example/", {}) == b"[https://c.example/]\n"


def test_a_section_is_crossed_out_and_nothing_else_changes() -> None:
    """Each line of the section can be brought back by taking two characters away; all others are byte for byte alike."""
    changed = without_section(INI.encode(), "https://a.example/feed", "Removed: silent").decode()
    assert "https://a.example/feed" not in sections(changed.encode())
    assert sections(changed.encode())["https://b.example/feed"] == {"name": "B"}
    lines = changed.splitlines(keepends=True)
    assert lines.pop(5) == "# Removed: silent\n"
    back = "".join(line.removeprefix("# ") if number in (5, 6, 9) else line for number, line in enumerate(lines))
    assert back == INI


def test_every_section_of_the_name_is_crossed_out() -> None:
    """A blog that is listed twice must not come back by its second section."""
    data = b"[https://a.example/]\nname = 1\n[https://b.example/]\n[https://a.example/]\nname = 2\n"
    assert list(sections(without_section(data, "https://a.example/", "x"))) == ["https://b.example/"]


@given(st.binary(max_size=200))
def test_crossing_out_what_is_not_there_changes_nothing(data: bytes) -> None:
    """No file is rewritten for nothing."""
    assert without_section(data, "https://absent.example/", "x") == data or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def test_a_file_is_replaced_with_its_permissions_and_links(tmp_path: Path) -> None:
    """The INI often is a link into a repository, readable by a group."""
    real, link = tmp_path / "real.ini", tmp_path / "planet.ini"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["planet.ini", "real.ini"]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A missing folder is an error with its path, not a traceback."""
    with pytest.raises(PublishError):
        replace_file(tmp_path / "nowhere" / "planet.ini", b"new")


LISTS = "# mine\n[A]\nalso = a, b\n; end of A\n\n[B]\nalso =\n  c\n  # remark\n  d,\nbroader = A\n\n[C]\nnote = n\n"


@pytest.mark.parametrize(
    ("name", "line", "becomes"),
    [
        ("A", "also = a, b\n", "also = a, b, x, y\n"),
        ("B", "  d,\n", "  d,\n  x\n  y\n"),
        ("C", "[C]\n", "[C]\nalso = x, y\n"),
    ],
)
def test_a_list_grows_where_it_stands(name: str, line: str, becomes: str) -> None:
    """Who arranged a vocabulary by hand finds every other line where it was."""
    changed = with_members(LISTS.encode(), name, "also", ["x", "y"])
    assert changed.decode() == LISTS.replace(line, becomes)
    assert sections(changed)[name]["also"].replace(",", "\n").split()[-2:] == ["x", "y"]


def test_a_list_is_made_where_there_is_none() -> None:
    """An empty key is filled, a missing section stands at the end, a file without a last line end is none the worse."""
    assert with_members(b"[A]\nalso =\n[B]", "A", "also", ["x"]) == b"[A]\nalso = x\n[B]"
    assert with_members(b"[A]\nalso = a", "A", "also", ["x"]) == b"[A]\nalso = a, x\n"
    assert with_members(b"[A]", "A", "also", ["x"]) == b"[A]\nalso = x\n"
    assert with_members(b"", "A", "also", ["x"]) == b"[A]\nalso = x\n"


@given(st.binary(max_size=200), st.sampled_from(["A", "B"]))
def test_whatever_the_file_the_member_is_read_back(data: bytes, name: str) -> None:
    """A spelling that was accepted and is then not found would be asked for again at every turn."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = b"x" + data
    changed = with_members(b"[A]\nalso = a\n" + data, name, "also", ["nouvelle"])
    assert "nouvelle" in sections(changed)[name]["also"]
