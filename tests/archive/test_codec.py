"""Values of the model survive the archive: what is written is what is read."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet import codec, model

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  made aware
KINDS = [model.Entry, model.History, model.Feed, model.Profile, model.Tag, model.Media, model.Source]

st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(str, TEXTS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_what_is_saved_is_loaded(kind: type[Any], data: st.DataObject) -> None:
    """Any value at all, not only those a test's author thought of."""
    value = data.draw(st.builds(kind, **_given(kind)))
    assert codec.load(kind, codec.dump(value)) == value
    if kind is not model.Feed:  # its entries are of two kinds; they are told apart where they travel
        assert codec.unpack(kind, codec.pack(value)) == value
        assert codec.decode(kind, codec.dump(value).encode()) == value


def _given(kind: type[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Return strategies for the fields: a feed is kept without entries."""
    names = {field.name for field in dataclasses.fields(kind)} - {"entries"}
    given: dict[str, Any] = dict.fromkeys(names, ...)
    return given | ({"entries": st.just(())} if kind is model.Feed else {})


@given(st.text(max_size=30))
def test_text_a_database_refuses_is_replaced(text: str) -> None:
    """NUL and lone surrogates come in feeds; PostgreSQL and UTF-8 know neither."""
    clean = codec.plain_text(text)
    assert clean.encode().decode() == clean
    assert "\x00" not in clean
    assert len(clean) == len(text)


@given(st.text(max_size=30))
def test_any_text_travels(text: str) -> None:
    """A feed in JSON may hold half a surrogate pair, which no UTF-8 can: the post is kept all the same."""
    entry = codec.unpack(model.Entry, codec.pack(model.Entry(title=text, links=(model.Link(href=text, rel="via"),))))
    assert entry.title == text.encode("utf-8", "replace").decode()
    assert entry.links[0].href == entry.title


def test_what_is_of_another_type_is_refused() -> None:
    """What another process tells may be anything: a list in the place of a title must not reach a page."""
    with pytest.raises(ValueError, match="title"):
        codec.decode(model.Entry, b'{"title":["x"]}')


def test_equal_values_are_equal_bytes() -> None:
    """Digests of stories are made of them: the same value must not look changed."""
    one = model.Profile(title="x", hosts=frozenset({"b.example", "a.example", "c.example"}))
    other = model.Profile(title="x", hosts=frozenset({"c.example", "b.example", "a.example"}))
    assert codec.dump(one) == codec.dump(other)


def test_fields_of_a_later_version_are_left_out() -> None:
    """An archive is read by the version before when an update is taken back."""
    assert codec.load(model.Tag, '{"text":"x","flavour":"y"}') == model.Tag(text="x")
    assert codec.decode(model.Tag, b'{"text":"x","flavour":"y"}') == model.Tag(text="x")
