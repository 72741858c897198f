"""The reference of HTTP conduct: every row is there, and every test it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)
PROMISE = re.compile(r"^\| ([A-Z][^|]+) \|(.*`test_\w+`.*)\|$", re.MULTILINE)


def test_the_reference_names_tests_that_exist() -> None:
    """A promise whose test was renamed or removed is found out here."""
    reference = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    rows = ROW.findall(reference)
    assert [int(number) for number, _ in rows] == list(range(1, 26))
    promises = PROMISE.findall(reference)
    assert len(promises) >= 7
    for number, row in (*rows, *promises):
        named = re.findall(r"`(test_\w+)`", row)
        assert named or number == "24"
        for name in named:
            assert f"def {name}(" in written, name
