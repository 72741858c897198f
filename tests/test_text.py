"""Plain text: what addresses, digests and counts are made of."""

from hypothesis import given
from hypothesis import strategies as st

from planet import text


def test_one_line() -> None:
    """White space of every kind parts words, and no more."""
    assert text.one_line(" a\n\t b\u00a0\u2003c\r\n") == "a b c"


def test_without_tags() -> None:
    """Elements part words; references are letters."""
    assert text.without_tags("<p>L&#8217;été</p><p>&lt;ici&gt;</p>") == "L’été <ici>"


def test_words() -> None:
    """Apostrophes and hyphens stay within words, signs are none."""
    assert text.words("L’après-midi : 3 mots, « oui » !") == ["L’après-midi", "3", "mots", "oui"]


def test_accents_and_ligatures() -> None:
    """Addresses are made of letters that every keyboard has."""
    assert text.without_accents("Œuvre, Ærø, Straße, Łódź, été") == "OEuvre, AEro, Strasse, Lodz, ete"
    assert text.slug("L’Œuvre d’été !") == "l-oeuvre-d-ete"


def test_slug_of_other_scripts() -> None:
    """Where no letter is left, an address is still one, and not the same for all."""
    assert text.slug("図書館") != text.slug("图书馆")
    assert text.slug("図書館").isalnum()


@given(st.text())
def test_slug_is_its_own(value: str) -> None:
    """An address made of an address is the same, so links do not drift."""
    made = text.slug(value)
    assert text.slug(made) == made
    assert made


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_digest_tells_parts_apart(one: list[str], other: list[str]) -> None:
    """`ab`, `c` is not `a`, `bc`."""
    assert (text.digest(*one) == text.digest(*other)) == (one == other)


def test_digest_of_bytes() -> None:
    """Text and its UTF-8 are one."""
    assert text.digest("été") == text.digest("été".encode())


def test_no_line_begins_with_french_punctuation() -> None:
    """Authors write a plain space before their colons, and a title that is wrapped there looks broken."""
    assert (
        text.unparted("Séance « mémoire » du 12 : oui ! a:b :c")
        == "Séance «\u00a0mémoire\u00a0» du 12\u00a0: oui\u00a0! a:b :c"
    )
    assert text.unparted("Nothing to do") == "Nothing to do"
