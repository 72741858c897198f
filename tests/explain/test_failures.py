"""Failures and waiting times in words: every kind has its own sentence, in each language, on one line."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from planet.explain.failures import failure
from planet.explain.waiting import waiting
from planet.i18n import language
from planet.model import Failure, History, Trouble, Wait, WaitReason

MOMENT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_trouble_has_its_own_sentence(code: str) -> None:
    """A librarian reads what happened without knowing HTTP; two kinds never read alike."""
    told = [failure(Failure(url="", trouble=trouble), language(code)) for trouble in Trouble]
    assert len(set(told)) == len(told)
    assert all(sentence.strip() and "\n" not in sentence for sentence in told)


def test_french_is_french() -> None:
    """No sentence of the catalogue is left in English."""
    for trouble in Trouble:
        what = Failure(url="", trouble=trouble)
        assert failure(what, language("fr")) != failure(what, language("en"))
    for reason in WaitReason:
        wait = Wait(reason=reason, until=MOMENT)
        assert waiting(wait, language("fr")) != waiting(wait, language("en"))


def test_status_and_technical_words_follow_in_brackets() -> None:
    """Whoever mends it needs the figure and the words; the usual ones are translated."""
    what = Failure(url="", trouble=Trouble.TLS, detail="certificate expired")
    assert failure(what, language("en")).endswith("(certificate expired).")
    assert failure(what, language("fr")).endswith(" expiré).")
    assert failure(Failure(url="", trouble=Trouble.STATUS, status=404), language("en")).endswith("(404).")
    odd = Failure(url="", trouble=Trouble.BLOCKED, status=403, detail="challenge page of Anubis")
    assert failure(odd, language("fr")).endswith("(403, page de contrôle de Anubis).")
    unknown = Failure(url="", trouble=Trouble.NETWORK, detail="something %(odd)s new")
    assert failure(unknown, language("fr")).endswith("(something %(odd)s new).")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "not found"), (418, "request"), (500, "error"), (304, "unexpected")]
)
def test_statuses_are_told_apart(status: int, words: str) -> None:
    """Who is at fault differs: the address, our request, or their server."""
    assert words in failure(Failure(url="", trouble=Trouble.STATUS, status=status), language("en"))


def test_a_history_reads_like_its_last_failure() -> None:
    """The status page and the run's output use the same words; a well blog has none."""
    history = History(trouble=Trouble.DNS, detail="no such host", failures=3)
    assert failure(history, language("en")) == failure(
        Failure(url="", trouble=Trouble.DNS, detail="no such host"), language("en")
    )
    assert failure(History(), language("en")) == ""


@pytest.mark.parametrize("reason", WaitReason)
def test_waiting_names_the_time_in_the_planet_s_zone(reason: WaitReason) -> None:
    """When and why, in the operator's own time; what is never asked again has no time."""
    paris = timezone(timedelta(hours=1))
    sentence = waiting(Wait(reason=reason, until=MOMENT), language("en"), paris)
    assert ("2026-11-24 09:30" in sentence) is (reason is not WaitReason.GONE)
    assert "%(" not in waiting(Wait(reason=reason), language("fr"))
