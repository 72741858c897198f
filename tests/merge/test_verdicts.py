"""The sentence for each rule, in English and French."""

import pytest

from planet.explain import verdicts
from planet.i18n import language
from planet.merge import match, recognise
from planet.merge.rules import RULES
from planet.model import Verdict


def test_every_rule_can_be_explained() -> None:
    """A rule that decides and cannot say so is one nobody can question."""
    assert {name for name, _ in RULES} | {match.TOLD_SAME} == set(verdicts.SAME)
    assert {name for name, _ in recognise.TESTS} | {recognise.MIGRATED, recognise.NEW} == set(verdicts.RECOGNISED)
    assert {match.TOLD_DIFFERENT, match.TAKEN} <= set(verdicts.DIFFERENT)


@pytest.mark.parametrize(
    "sentence", [*verdicts.SAME.values(), *verdicts.DIFFERENT.values(), *verdicts.RECOGNISED.values()]
)
def test_every_sentence_is_said_in_french(sentence: str) -> None:
    """With its detail where English has one."""
    french = language("fr").gettext(sentence)
    assert french != sentence
    assert ("%(detail)s" in french) == ("%(detail)s" in sentence)


def test_a_verdict_is_said_with_its_detail() -> None:
    """The address or the measure that decided is what one checks first."""
    decided = Verdict(one=1, other=2, same=True, rule="same-text", detail="91")
    assert "91\u00a0%" in verdicts.verdict(decided, language("fr"))
    assert "91 %" in verdicts.verdict(decided, language("en"))
    refused = Verdict(one=1, other=2, same=False, rule="same-address", detail="ifla.example/m")
    assert "ifla.example/m" in verdicts.verdict(refused, language("en"))
    assert (
        verdicts.verdict(Verdict(one=1, other=2, same=True, rule="of-a-later-release"), language("fr"))
        == "of-a-later-release"
    )
    assert verdicts.recognition("moved", language("fr")).startswith("Son adresse")
