"""Hundreds of spellings at once, as a planet has them: what is one term stays one, what is two stays two."""

import csv
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from planet.config import TagSettings
from planet.tags import Harmony, Spelling, Vocabulary, harmonise, load_vocabulary
from planet.text import without_accents

HERE = Path(__file__).parent
_UMLAUTS = {ord(letter): plain + "e" for letter, plain in zip("äöüÄÖÜ", "aouAOU", strict=True)}
DEMO = HERE.parents[1] / "config" / "demo"


def lines(name: str) -> list[list[str]]:
    """Return the rows of a file of this folder, without comments."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def known(language: str) -> str:
    """Return a language as stories bear it."""
    return "" if language == "und" else language


def test_spellings_of_one_tag_are_one_term() -> None:
    """Each line of the file stays whole although hundreds of others stand beside it."""
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


def written(language: str, form: str) -> list[str]:
    """Return the ways in which authors write a word or a phrase; `!` ends a form that is another word without accents."""
    form, has_other = form.rstrip("!"), form.endswith("!")
    words = form.split(" ")
    camel = "".join(word[:1].upper() + word[1:] for word in words)
    ways = [form, form[:1].upper() + form[1:], form.upper(), form.replace("'", "’")]
    ways += [re.sub("[ ']", "-", form), re.sub("[ ']", "_", form)]
    if camel.isalnum():
        ways += [camel[:1].lower() + camel[1:] if len(words) == 1 else camel, f"#{camel}"]
    if len(words) > 1 and form.replace(" ", "").isalnum():
        ways += [form.title(), form.replace(" ", "")]
    if not has_other:
        ways.append(without_accents(form))
    if language == "de":
        ways.append(form.translate(_UMLAUTS))
    return list(dict.fromkeys(ways))


def test_every_way_of_writing_a_word_is_one_term() -> None:
    """Two thousand words in both numbers, each in every way that authors write them, all side by side: none apart, none joined."""
    rows = [(code, [way for form in forms for way in written(code, form)]) for code, *forms in lines("plurals.tsv")]
    harmony = harmonise([Spelling(text=way, language=code) for code, ways in rows for way in ways], lists=False)
    broken: dict[str, set[str | None]] = {}
    firsts: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for code, ways in rows:
        terms = {harmony.term(way, code) for way in ways}
        if len(terms) > 1 or None in terms:
            broken[ways[0]] = terms
        firsts[code, harmony.term(ways[0], code)].add(ways[0])
    assert broken == {}
    assert {term: ways for term, ways in firsts.items() if len(ways) > 1} == {}


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
