"""Hundreds of spellings at once, as a planet has them: what is one term stays one, what is two stays two."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from planet.config import TagSettings
from planet.tags import Harmony, Spelling, Vocabulary, harmonise, load_vocabulary

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "config" / "demo"


def lines(name: str) -> list[list[str]]:
    """Return the rows of a file of this folder, without comments."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def known(language: str) -> str:
    """Return a language as stories bear it."""
    return "" if language == "und" else language


def test_spellings_of_one_tag_are_one_term() -> None:
    """Each line of the file stays whole although three hundred others stand beside it."""
    clusters = lines("clusters.tsv")
    used = [Spelling(text=text, language=known(code)) for code, *texts in clusters for text in texts]
    harmony = harmonise(used, lists=False)
    broken = {
        texts[0]: terms
        for code, *texts in clusters
        if len(terms := {harmony.term(text, known(code)) for text in texts}) > 1 or None in terms
    }
    assert broken == {}


def test_no_two_lines_are_one_term() -> None:
    """Nothing that folds alike by chance may join two tags of one language."""
    clusters = lines("clusters.tsv")
    harmony = harmonise(
        [Spelling(text=text, language=known(code)) for code, *texts in clusters for text in texts], lists=False
    )
    firsts: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for code, *texts in clusters:
        firsts[code, harmony.term(texts[0], known(code))].add(texts[0])
    assert {term: texts for term, texts in firsts.items() if len(texts) > 1} == {}


def test_lookalikes_stay_two_terms() -> None:
    """Alone or among others, a pair that only looks alike is never joined."""
    pairs = [((known(a), one), (known(b), other)) for a, one, b, other in lines("lookalikes.tsv")]
    everything = harmonise([Spelling(text=text, language=code) for pair in pairs for code, text in pair], lists=False)
    joined = []
    for pair in pairs:
        alone = harmonise([Spelling(text=text, language=code) for code, text in pair], lists=False)
        for harmony in (alone, everything):
            one, other = (harmony.term(text, code) for code, text in pair)
            if one == other:
                joined.append(pair)
    assert joined == []


def demonstration() -> tuple[list[dict[str, str]], list[Spelling]]:
    """Return the answers of the demonstration, and its tags as its blogs use them."""
    with (DEMO / "truth" / "tags.csv").open(encoding="utf-8", newline="") as source:
        answers = list(csv.DictReader(source))
    used = [Spelling(text=row["spelling"], language=row["language"], posts=int(row["posts"])) for row in answers]
    return answers, used


def pairs_of(answers: list[dict[str, str]], harmony: Harmony) -> tuple[int, int, int]:
    """Return right pairs, wrong pairs and all pairs that should be, within each language; stop tags are left out."""
    right = wrong = wanted = 0
    terms = [harmony.term(row["spelling"], row["language"]) for row in answers]
    for (one, term), (other, same) in combinations(zip(answers, terms, strict=True), 2):
        if one["language"] != other["language"] or one["preferred"] in {"Uncategorized", "Non classé"}:
            continue
        is_one = one["concept"] == other["concept"]
        wanted += is_one
        if term and term == same:
            right += is_one
            wrong += not is_one
    return right, wrong, wanted


def test_the_demonstration_without_a_vocabulary() -> None:
    """Before the coordinator wrote a line, nothing is joined wrongly and only what says nothing is gone."""
    answers, used = demonstration()
    harmony = harmonise(used, Vocabulary(), locale="fr")
    right, wrong, _wanted = pairs_of(answers, harmony)
    assert wrong == 0
    assert right > 200
    gone = {row["preferred"] for row in answers if harmony.term(row["spelling"], row["language"]) is None}
    assert gone <= {"Uncategorized", "Non classé", "publications"}


def test_the_demonstration_with_its_vocabulary() -> None:
    """With the coordinator's tags.ini nearly every spelling stands under its concept."""
    answers, used = demonstration()
    harmony = harmonise(used, load_vocabulary(TagSettings(tags_file=DEMO / "tags.ini")), locale="fr")
    right, wrong, wanted = pairs_of(answers, harmony)
    assert wrong == 0
    assert 2 * right / (right + wrong + wanted) >= 0.97
