"""Every outcome has a sentence, in English and in French: nobody is answered with a rule's code name."""

import inspect
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from planet import select as selection
from planet.explain import decisions, verdicts
from planet.i18n import language
from planet.merge import recognise, rules
from planet.model import DateRule, Entry, Note, Record, State, Verdict

ENGLISH, FRENCH = language("en"), language("fr")
FRENCH_IS_THERE = FRENCH.gettext(decisions.DATED[DateRule.KEPT]) != decisions.DATED[DateRule.KEPT]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def record(**fields: Any) -> Record:
    """Return an archived entry."""
    basics: dict[str, Any] = {"number": 1, "blog": "b", "entry": Entry(), "story": 1, "dated_by": DateRule.PUBLISHED}
    dates = {"first_seen": NOON, "last_seen": NOON, "date": NOON}
    return Record(**{**basics, **dates, **fields})


def differ(english: str, french: str, code: str) -> None:
    """Fail unless both are sentences, of two languages, and neither the code alone."""
    assert english != french or not FRENCH_IS_THERE
    assert code not in (english, french)
    assert "%(" not in english + french


@pytest.mark.parametrize("rule", DateRule)
def test_every_date_has_its_reason(rule: DateRule) -> None:
    """The commonest question: why does it stand there?"""
    one = record(dated_by=rule)
    differ(decisions.dated(one, ENGLISH, UTC), decisions.dated(one, FRENCH, UTC), rule.value)


@pytest.mark.parametrize(
    ("state", "held_for"), [(State.HELD, "future"), (State.HELD, "taken-over"), (State.WITHDRAWN, "")]
)
def test_every_state_has_its_reason(state: State, held_for: str) -> None:
    """An entry that is kept back waits for something that can be named."""
    one = record(state=state, held_for=held_for)
    differ(decisions.state(one, ENGLISH), decisions.state(one, FRENCH), state.value)
    assert decisions.state(record(), ENGLISH) == ""


def test_every_rule_of_selection_has_a_sentence() -> None:
    """Read from the code that selects: a rule added there without a sentence fails here."""
    source = inspect.getsource(selection)
    codes = set(re.findall(r'return "(\w+)"', source)) | {"blog", "withdrawn", "hidden", "held"}
    assert {"only_tags", "not_tags", "only_languages", "filter", "exclude"} < codes
    for code in codes:
        differ(decisions.left_out(code, ENGLISH), decisions.left_out(code, FRENCH), code)


@pytest.mark.parametrize("code", [*decisions.NOTED, *decisions.TOLD])
@pytest.mark.parametrize("count", [1, 7])
def test_every_note_has_a_sentence(code: str, count: int) -> None:
    """What a run noticed is told by count, in the right number."""
    noticed = Note(code=code, count=count, link="https://b.example/1", detail="Un titre")
    differ(decisions.note(noticed, ENGLISH), decisions.note(noticed, FRENCH), code)


def test_every_note_that_merging_makes_is_known() -> None:
    """Read from the code that notes."""
    from planet import merge
    from planet.merge import floods, withdrawals

    sources = "".join(inspect.getsource(module) for module in (merge, floods, withdrawals))
    codes = set(re.findall(r'Note\(code="([\w-]+)"', sources))
    assert len(codes) >= 6
    assert codes <= decisions.NOTED.keys() | decisions.TOLD.keys()


@pytest.mark.parametrize("same", [True, False])
def test_every_verdict_has_a_sentence(same: bool) -> None:
    """Two posts joined wrongly are found only when the reason is shown."""
    for rule in verdicts.SAME if same else verdicts.DIFFERENT:
        decided = Verdict(one=1, other=2, same=same, rule=rule, detail="92")
        differ(verdicts.verdict(decided, ENGLISH), verdicts.verdict(decided, FRENCH), rule)
    names = {name for name in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', inspect.getsource(rules)) if name in verdicts.SAME}
    assert names


def test_every_way_of_recognising_has_a_sentence() -> None:
    """A post taken for another is found only when what recognised it is shown."""
    names = {name for name, _test in recognise.TESTS} | {recognise.MIGRATED, recognise.NEW}
    for name in names:
        differ(verdicts.recognition(name, ENGLISH), verdicts.recognition(name, FRENCH), name)


@pytest.mark.parametrize("verb", ["hide", "unhide", "pin", "unpin", "release", "review"])
def test_every_act_has_a_word(verb: str) -> None:
    """The log of moderation is read by people."""
    differ(ENGLISH.gettext(decisions.VERBS[verb]), FRENCH.gettext(decisions.VERBS[verb]), verb)
