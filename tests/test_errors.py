"""What stops a run is told in the language of whoever started it, with its place and without a stack of code."""

import pickle
from pathlib import Path

from planet.errors import REASONS, ArchiveError, ConfigError, NuageError, PublishError
from planet.i18n import language

FRENCH = language("fr")


def test_place_and_message_are_told_in_either_language() -> None:
    """A coordinator in Nancy reads French, the log keeps English; both name file, line, section and key."""
    error = ConfigError(
        "cannot be read: %(reason)s",
        path=Path("tags.ini"),
        line=3,
        section="Santé",
        key="also",
        reason=FileNotFoundError(2, "No such file or directory"),
    )
    assert str(error) == "tags.ini:3: [Santé] also: cannot be read: No such file or directory"
    said = error.said(FRENCH.gettext).replace("\u202f", " ")
    assert said == "tags.ini:3 : [Santé] also : lecture impossible : aucun fichier ni dossier de ce nom"


def test_a_reason_nobody_translated_is_told_as_it_is() -> None:
    """What a parser or a database says may hold signs of formatting; it reaches the reader whole, and breaks nothing."""
    error = ArchiveError("%(reason)s", reason="near %(x)s at 100 %: syntax error")
    assert error.message == error.said(FRENCH.gettext) == "near %(x)s at 100 %: syntax error"


def test_every_reason_has_its_french() -> None:
    """One untranslated reason in a French sentence is what made this necessary."""
    assert [reason for reason in REASONS if FRENCH.gettext(reason) == reason] == []


def test_errors_come_whole_out_of_another_process() -> None:
    """Feeds are read in worker processes: what stops one of those must say as much as here."""
    error = PublishError("cannot be written: %(reason)s", path=Path("out"), reason="disk")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert isinstance(copy, NuageError)
    assert (str(copy), copy.exit_code) == (str(error), 3)
