"""The reader of INI files: what hands and other programs have written over twenty years, none of it fatal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.config.ini import Document, read
from planet.config.problems import Problems

PATH = Path("planet.ini")


def parsed(text: str | bytes) -> tuple[Document, list[tuple[int | None, str]]]:
    """Return the document, and each problem's line and message."""
    problems = Problems(PATH)
    document = read(text if isinstance(text, bytes) else text.encode(), path=PATH, problems=problems)
    return document, [(problem.line, problem.message) for problem in problems.found]


def sections(document: Document) -> dict[str, dict[str, str]]:
    """Return sections, keys and values as plain dictionaries."""
    return {section.name: {key: item.value for key, item in section.items.items()} for section in document.sections}


@given(
    st.one_of(st.binary(max_size=300), st.text(alphabet="[]=:#; \t\r\nhtp/.abé%\\\"'", max_size=300).map(str.encode))
)
def test_no_bytes_whatever_stop_the_reader(data: bytes) -> None:
    """A planet must not stop on a stray byte; what is odd is a problem with a line that exists."""
    problems = Problems(PATH)
    read(data, path=PATH, problems=problems)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in problems.found)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20),
        max_size=5,
    )
)
def test_values_are_read_as_they_were_written(keys: dict[str, str]) -> None:
    """Percent signs, hashes, colons and quotes in a value are its own: nothing is interpolated and nothing cut off."""
    text = "[https://blog.example/%E9/feed]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())
    document, problems = parsed(text)
    assert sections(document) == {"https://blog.example/%E9/feed": keys}
    assert problems == []


def test_an_address_without_brackets_does_not_rename_the_blog_before() -> None:
    """A header that lost its brackets once made its name the name of the blog above it, unnoticed."""
    document, problems = parsed("[https://a.example/feed]\nname = A\n\nhttps://b.example/feed\nname = B\n")
    assert sections(document) == {"https://a.example/feed": {"name": "A"}, "https://b.example/feed": {"name": "B"}}
    assert [line for line, _ in problems] == [4]


def test_sections_of_one_name_are_one() -> None:
    """A blog listed twice is asked once, under the last name given, and the second line is named."""
    document, problems = parsed("[https://a.example/]\nname = Old\nface = a.png\n[https://a.example/]\nname = New\n")
    assert sections(document) == {"https://a.example/": {"name": "New", "face": "a.png"}}
    assert [line for line, _ in problems] == [4]


def test_a_key_given_twice_counts_once() -> None:
    """The last value wins as it did in Planet, and its line is named."""
    document, problems = parsed("[planet]\nlink = one\nlink = two\n")
    assert sections(document) == {"planet": {"link": "two"}}
    assert problems[0][0] == 3


@pytest.mark.parametrize(
    ("header", "name", "odd"),
    [
        ("[https://a.example/]", "https://a.example/", 0),
        ("[ https://a.example/ ]", "https://a.example/", 0),
        ("[https://a.example/] # student", "https://a.example/", 0),
        ("[https://a.example/] student", "https://a.example/", 1),
        ("[https://a.example/]]", "https://a.example/", 0),
        ("[https://a.example/", "https://a.example/", 1),
        ("[http://[::1]:8000/feed]", "http://[::1]:8000/feed", 0),
        ("[Planet]", "planet", 0),
    ],
)
def test_headers(header: str, name: str, odd: int) -> None:
    """Brackets doubled, forgotten or followed by a remark still lead to the blog that was meant."""
    document, problems = parsed(f"{header}\nname = A\n")
    assert list(sections(document)) == [name]
    assert len(problems) >= odd


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks(end: str, mark: bytes) -> None:
    """Files come from every editor there is; lines are counted alike in all of them."""
    document, problems = parsed(mark + end.join(["[planet]", "name = É", "nonsense", ""]).encode())
    assert sections(document) == {"planet": {"name": "É"}}
    assert [line for line, _ in problems] == [3]


def test_utf_16_is_read() -> None:
    """Notepad once saved so."""
    document, _ = parsed("[planet]\nname = É\n".encode("utf-16"))
    assert sections(document) == {"planet": {"name": "É"}}


def test_single_lines_in_an_older_encoding_are_read() -> None:
    """One name typed in latin-1 costs neither that name nor the UTF-8 ones; the line is named."""
    document, problems = parsed("[planet]\nname = é\n".encode() + "owner_name = Nicolás\n".encode("latin-1"))
    assert sections(document) == {"planet": {"name": "é", "owner_name": "Nicolás"}}
    assert [line for line, _ in problems] == [3]


def test_continued_values_and_comments() -> None:
    """Lists over several lines keep their lines; comments between them are none of them."""
    document, problems = parsed("[planet]\ntemplate_files:\n  a.html\n  # not this\n  b.html\n\n; end\nname = N\n")
    assert sections(document) == {"planet": {"template_files": "\na.html\nb.html", "name": "N"}}
    assert problems == []


def test_indented_keys_are_keys() -> None:
    """Some planets indent what stands under an address; the second key is not a second line of the first."""
    document, _ = parsed("[https://a.example/]\n  name = A\n    face = a.png\n")
    assert sections(document)["https://a.example/"] == {"name": "A", "face": "a.png"}


def test_what_is_no_ini_is_said_line_by_line() -> None:
    """Text before the first section and lines that are nothing are left out, each named once."""
    document, problems = parsed("hello\nworld\n[planet]\nname = N\njust words\n= no key\n")
    assert sections(document) == {"planet": {"name": "N"}}
    assert [line for line, _ in problems] == [1, 5, 6]
