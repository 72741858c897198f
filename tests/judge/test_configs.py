"""Real planets' configurations: each loads, and an error never stands alone without its place."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from planet.config import Severity, load

SHARED = Path(os.environ.get("NUAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
CONFIGS = SHARED / "configs"

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(not CONFIGS.is_dir(), reason="no real configurations at hand (NUAGE_SHARED)"),
]


def test_real_configurations_load() -> None:
    """A coordinator who comes from Planet runs the file they have; what stops it names line, section and key."""
    files = sorted(path for path in CONFIGS.iterdir() if path.is_file() and path.suffix != ".md")
    kinds: Counter[str] = Counter()
    errors = []
    blogs = 0
    for path in files:
        loaded = load(path)
        kinds.update(problem.template for problem in loaded.problems)
        errors += [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        blogs += len(loaded.settings.blogs) if loaded.settings else 0
    report = [f"{len(files)} files, {blogs} blogs, {len(errors)} errors"]
    report += [f"{number:6} {template}" for template, number in kinds.most_common()]
    sys.stdout.writelines(f"{line}\n" for line in [*report, *errors])
    assert len(files) > 100
    assert all(error.line and error.section and error.key for error in errors)
