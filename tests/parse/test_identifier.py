"""The lean form of the language model: the library's answers, in a fraction of its memory."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from planet.parse import identifier, languages

TEXTS = {
    "fr": "La bibliothèque ouvre ses portes à tous les étudiants dès la semaine prochaine, et les horaires changent",
    "en": "The library opens its doors to every student from next week on, and the opening hours are about to change",
    "de": "Die Bibliothek öffnet ab nächster Woche ihre Türen für die Studierenden, und die Öffnungszeiten ändern sich",
    "es": "La biblioteca abre sus puertas a todos los estudiantes desde la próxima semana, y los horarios van a cambiar",
    "it": "La biblioteca apre le sue porte a tutti gli studenti dalla prossima settimana, e gli orari stanno cambiando",
    "pt": "A biblioteca abre as suas portas a todos os estudantes a partir da próxima semana, e os horários vão mudar",
    "nl": "De bibliotheek opent vanaf volgende week haar deuren voor de studenten, en de openingstijden veranderen",
    "pl": "Biblioteka otwiera swoje drzwi dla wszystkich studentów od przyszłego tygodnia, a godziny otwarcia się zmienią",
    "el": "Η βιβλιοθήκη ανοίγει τις πόρτες της σε όλους τους φοιτητές από την επόμενη εβδομάδα και το ωράριο αλλάζει",
    "ru": "Библиотека открывает свои двери для всех студентов со следующей недели, и часы работы скоро изменятся",
    "ar": "تفتح المكتبة أبوابها لجميع الطلاب ابتداء من الأسبوع المقبل وسوف تتغير أوقات العمل قريبا في كل الفروع",
    "ja": "図書館は来週からすべての学生に開放され、開館時間が変更されますのでご注意ください。",
}
MEMORY = """
import pathlib, re, sys
def most():
    return int(re.search(r"VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
from planet.parse import languages
import planet.parse.identifier
before = most()
assert languages.detect(sys.argv[1]) == "fr"
print(most() - before)
"""


@pytest.fixture(scope="module")
def library() -> LanguageIdentifier:
    """Return the identifier as the library loads it."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def test_the_same_answers(library: LanguageIdentifier) -> None:
    """It is the library's model, only kept otherwise: every chance of every language is the same."""
    lean = identifier.load()
    for language, text in TEXTS.items():
        for part in (text, text[:60], text.upper(), text[-30:] * 40):
            assert lean.rank(part) == library.rank(part)
        assert lean.classify(text)[0] == language


def test_the_same_answers_after_much_was_forgotten(
    library: LanguageIdentifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known by heart is bounded, and a text may need more than that at once."""
    monkeypatch.setattr(identifier, "_FEATURES", 120)
    lean = identifier.load()
    for text in (*TEXTS.values(), "".join(TEXTS.values()), *TEXTS.values()):
        assert lean.rank(text) == library.rank(text)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process's memory")
def test_memory() -> None:
    """One planet in a small virtual machine must not need a hundred megabytes because one blog forgot its language."""
    run = subprocess.run([sys.executable, "-c", MEMORY, TEXTS["fr"]], capture_output=True, text=True, check=True)
    assert 5_000 < int(run.stdout) < 50_000, "kilobytes"


def test_no_room_to_unpack(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs posts their language, not their place."""
    monkeypatch.setattr(languages, "_identifier", None)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    assert languages.detect(TEXTS["fr"]) == ""


def test_what_is_kept_gives_the_same_answers(library: LanguageIdentifier, tmp_path: Path) -> None:
    """Unpacking takes longer than a run that finds one new post: the next run finds the model unpacked."""
    identifier.load(tmp_path)
    (kept,) = tmp_path.iterdir()
    written = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    again = identifier.load(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in kept.iterdir()} == written
    for text in TEXTS.values():
        assert again.rank(text) == library.rank(text)


@pytest.mark.parametrize("harm", ["cut", "emptied", "missing"])
def test_what_is_kept_may_be_harmed(library: LanguageIdentifier, tmp_path: Path, harm: str) -> None:
    """A cache may lose anything at any time; it is made anew, and what an older version left goes."""
    (tmp_path / "languages-1-2-0").mkdir()
    identifier.load(tmp_path)
    (kept,) = tmp_path.iterdir()
    table = kept / "values.npy"
    whole = table.read_bytes()
    if harm == "missing":
        table.unlink()
    else:
        table.write_bytes(whole[: len(whole) // 2] if harm == "cut" else b"")
    again = identifier.load(tmp_path)
    assert again.rank(TEXTS["fr"]) == library.rank(TEXTS["fr"])
    assert table.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_unpacked(tmp_path: Path) -> None:
    """A folder that cannot be made, or is full, costs a second, not the language of posts."""
    (tmp_path / "file").touch()
    assert identifier.load(tmp_path / "file" / "cache").classify(TEXTS["fr"])[0] == "fr"
    assert languages.detect(TEXTS["de"]) == "de"


def test_it_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has nothing to read yet unpacks the model, into a folder that the first run has not made yet; who finds it kept loads nothing."""
    monkeypatch.setattr(languages, "_identifier", None)
    monkeypatch.setattr(languages, "_folder", tmp_path / "cache")
    languages.unpack()
    assert identifier._place(tmp_path / "cache").is_dir()
    monkeypatch.setattr(languages, "_identifier", None)
    languages.unpack()
    assert languages._identifier is None
