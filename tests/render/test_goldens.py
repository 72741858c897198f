"""Every format against a file that was read by a person: what readers' programs get changes only on purpose."""

import pytest

from tests.render.goldens import KEPT, made, place


@pytest.mark.parametrize("path", KEPT)
def test_the_file_is_as_it_was_read(path: str) -> None:
    """A change here changes what thousands of readers' programs fetch; look at it, then write it anew."""
    assert made()[path].decode() == place(path).read_text(encoding="utf-8")
