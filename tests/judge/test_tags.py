"""The judged set of tags: figures that harmonisation must reach with and without a vocabulary, through the command line.

Skipped where the set is not at hand: its tags may not be kept here.
"""

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("NUAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
TAGS = SHARED / "judges" / "tags"

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(not TAGS.is_dir(), reason="the judged set is not at hand (NUAGE_SHARED)"),
]

SKOS = """<urn:c{number}> <http://www.w3.org/2004/02/skos/core#{kind}> "{text}"{language} .\n"""


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the set, as written."""
    with (TAGS / "tags.tsv").open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))


def concepts() -> dict[str, list[dict[str, str]]]:
    """Return one row for each cluster of each concept: what a coordinator would write down as synonyms."""
    first: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows():
        if row["concept"]:
            first.setdefault((row["concept"], row["ortho"]), row)
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for (concept, _ortho), row in first.items():
        found[concept].append(row)
    return found


def figures(folder: Path, *arguments: str) -> Any:
    """Return what the judge says of the mapping that the command makes."""
    asked = folder / "asked.tsv"
    asked.write_text("".join(f"{row['raw']}\t{row['lang']}\n" for row in rows()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "planet", "tags", *arguments, "--map", str(asked)],
        capture_output=True,
        check=True,
        cwd=folder,
    )
    mapping = folder / "mapping.tsv"
    mapping.write_bytes(done.stdout)
    script = [sys.executable, str(TAGS / "score_tags.py"), str(mapping), "--split", "all", "--json"]
    return json.loads(subprocess.run(script, capture_output=True, text=True, check=True).stdout)


def test_variants_are_one_without_any_vocabulary(tmp_path: Path) -> None:
    """Precision comes first: no wrong pair, no trap, nothing dropped but the tags that say nothing."""
    found = figures(tmp_path)
    precision, _recall, f1 = found["ortho"][:3]
    assert precision == 1
    assert f1 >= 0.97
    assert found["traps"][0] == 0
    assert found["homographs"][0] == 0
    dropped, all_stops, lost = found["stop"]
    assert (dropped, lost) == (all_stops, 0)
    acceptable, labels = found["labels"]
    assert acceptable >= 0.98 * labels


def test_synonyms_of_tags_ini_are_one(tmp_path: Path) -> None:
    """What a coordinator writes down once holds for all spellings of it."""
    lines = []
    for concept, members in concepts().items():
        also = defaultdict(list)
        for row in members:
            also[f"also.{row['lang']}" if row["lang"] != "und" else "also"].append(row["raw"])
        lines += [f"[{concept}]", *(f"{key} = {', '.join(texts)}" for key, texts in also.items()), ""]
    (tmp_path / "tags.ini").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "planet.ini").write_text("[planet]\nname = Tags\n", encoding="utf-8")
    found = figures(tmp_path, "planet.ini")
    assert found["concept"][2] >= 0.97
    assert found["traps"][0] == 0


def test_a_thesaurus_joins_concepts(tmp_path: Path) -> None:
    """A library that has a thesaurus need not write it again."""
    lines = []
    for number, (concept, members) in enumerate(concepts().items()):
        lines.append(SKOS.format(number=number, kind="prefLabel", text=concept, language=""))
        for row in members:
            language = f"@{row['lang']}" if row["lang"] != "und" else ""
            text = row["raw"].replace("\\", "\\\\").replace('"', '\\"')
            lines.append(SKOS.format(number=number, kind="altLabel", text=text, language=language))
    (tmp_path / "thesaurus.ttl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "planet.ini").write_text("[planet]\nvocabulary = thesaurus.ttl\n", encoding="utf-8")
    found = figures(tmp_path, "planet.ini")
    assert found["concept"][2] >= 0.97
    assert found["traps"][0] == 0
