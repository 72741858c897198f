"""When a blog is asked again: what publishers, hosts, feeds and failures say of it."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from planet.config import FetchSettings
from planet.fetch import Ask, HostMemo, Memo, policy
from planet.fetch.headers import fresh_for, retry_at
from planet.fetch.policy import JITTER
from planet.model import Failure, History, Pacing, Trouble, Wait, WaitReason
from tests.fetch.reader import FEED, START, Reader
from tests.server import Reply, Server

URL = "https://blog.example/feed"
HOUR = timedelta(hours=1)


def judged(
    *,
    hours: float,
    memo: Memo | None = None,
    history: History | None = None,
    host: HostMemo | None = None,
    settings: FetchSettings | None = None,
    override: bool = False,
    url: str = URL,
) -> Ask | Wait:
    """Ask the policy, so many hours from the start."""
    now = START + timedelta(hours=hours)
    return policy(
        url,
        history=history or History(),
        memo=memo or Memo(),
        host=host or HostMemo(),
        settings=settings or FetchSettings(),
        now=now,
        override=override,
    )


def asked_times(server: Server, reader: Reader, *, every: timedelta, hours: float) -> Sequence[float]:
    """Run a reader every so often for some hours; return at which hours it asked."""
    found, moment = [], timedelta(0)
    while moment < timedelta(hours=hours):
        before = len(server.requests)
        reader.run(moment / HOUR)
        if len(server.requests) > before:
            found.append(moment / HOUR)
        moment += every
    return found


def test_a_run_every_five_minutes_asks_once_an_hour(server: Server, tmp_path: Path) -> None:
    """However often the planet runs, a publisher sees one request an hour, and 59 minutes are not an hour."""
    reader = Reader(server.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED), Reply(status=304)), tmp_path)
    times = asked_times(server, reader, every=timedelta(minutes=5), hours=12)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert len(times) >= 10
    assert min(gaps) >= 1
    assert [request.header("If-None-Match") for request in server.requests][1:] == ['"1"'] * (len(times) - 1)


def test_jitter_only_lengthens_and_is_no_dice() -> None:
    """Spreading requests must not bring one forward, and `planet status` must be able to say the time."""
    for number in range(200):
        memo = Memo(asked_at=START)
        waits = [judged(hours=0.5, memo=memo, url=f"{URL}/{number}") for _ in range(2)]
        assert waits[0] == waits[1]
        assert isinstance(waits[0], Wait)
        assert waits[0].until is not None
        assert START + HOUR <= waits[0].until <= START + HOUR * (1 + JITTER)


def test_the_gap_outlives_a_lost_cache() -> None:
    """The archive knows as well when a blog was asked: deleting the cache is no way around the pause."""
    assert isinstance(judged(hours=0.9, history=History(last_asked=START)), Wait)
    assert isinstance(judged(hours=1.1, history=History(last_asked=START)), Ask)


def test_min_interval_zero_asks_at_each_run() -> None:
    """0 means no pause and no growing gaps, as the INI's reference says."""
    settings = FetchSettings(min_interval=0)
    history = History(failures=9, failing_since=START, last_asked=START)
    assert isinstance(judged(hours=0.01, memo=Memo(asked_at=START), history=history, settings=settings), Ask)


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ([("Cache-Control", "max-age=7200")], 2),
        ([("Cache-Control", "public, MAX-AGE=7200, must-revalidate")], 2),
        ([("Cache-Control", "max-age=10800"), ("Age", "3600")], 2),
        ([("Cache-Control", "max-age=999999999999999999999")], 24),
        ([("Date", "Tue, 24 Nov 2026 08:00:00 GMT"), ("Expires", "Tue, 24 Nov 2026 10:00:00 GMT")], 2),
        ([("Date", "Mon, 01 Jan 2001 00:00:00 GMT"), ("Expires", "Mon, 01 Jan 2001 02:00:00 GMT")], 2),
        ([("Date", "Tue, 24 Nov 2026 08:00:00 GMT"), ("Expires", "Tue, 24 Nov 2099 10:00:00 GMT")], 24),
        ([("Cache-Control", "max-age=7200, no-cache")], 1),
        ([("Cache-Control", "max-age=nonsense")], 1),
        ([("Expires", "0")], 1),
        ([("Expires", "-1"), ("Date", "Tue, 24 Nov 2026 08:00:00 GMT")], 1),
    ],
)
def test_freshness_is_not_before_with_a_cap(
    server: Server, tmp_path: Path, headers: list[tuple[str, str]], hours: float
) -> None:
    """max-age and Expires say until when nothing changes; a day at most, since some are set to ten years."""
    reader = Reader(server.on("/feed", Reply(headers=headers, body=FEED)), tmp_path)
    reader.asks(0)
    reader.waits(hours * 0.98)
    reader.asks(hours * 1.1)


def test_a_304_renews_freshness(server: Server, tmp_path: Path) -> None:
    """ "Not modified" may say anew how long that will hold."""
    renewed = Reply(status=304, headers=[("Cache-Control", "max-age=14400")])
    reader = Reader(server.on("/feed", Reply(headers=[("ETag", '"1"')], body=FEED), renewed), tmp_path)
    reader.asks(0)
    reader.asks(2)
    assert reader.waits(5).reason is WaitReason.FRESH


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept_over_restarts_and_for_the_whole_host(
    server: Server, tmp_path: Path, status: int, form: str
) -> None:
    """A host that asks for peace gets it: from all its blogs, in later runs, and in spite of --now."""
    said = "7200" if form == "seconds" else format_datetime(START + 2 * HOUR, usegmt=True)
    date = ("Date", format_datetime(START, usegmt=True))
    busy = Reply(status=status, headers=[("Retry-After", said), date])
    first = Reader(server.on("/one", busy, Reply(body=FEED)), tmp_path)
    second = Reader(server.on("/two", Reply(body=FEED)), tmp_path)
    outcome = first.asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.LATER
    for reader in (first, second):
        assert reader.waits(1.9).reason is WaitReason.RETRY_AFTER
        assert reader.waits(1.9, override=True).reason is WaitReason.RETRY_AFTER
    assert len(server.requests) == 1
    second.asks(2.01)


@pytest.mark.parametrize("said", ["soon", "-5", "1.5", "Mon, 01 Jan 2001 00:00:00 GMT", ""])
def test_a_retry_after_that_says_nothing_is_left_out(said: str) -> None:
    """Garbage and times gone by are no reason to wait; growing gaps are, and they come anyhow."""
    assert retry_at(said, date="", now=START) is None


def test_an_absurd_retry_after_is_capped() -> None:
    """A figure of twenty digits must neither overflow nor silence a host for ever."""
    assert retry_at("1" + "0" * 20, date="", now=START) == START + timedelta(days=7)
    assert retry_at("Fri, 31 Dec 9999 23:59:59 GMT", date="", now=START) == START + timedelta(days=7)


def test_retry_after_counts_by_the_server_s_own_clock() -> None:
    """A date an hour ahead of the server's Date is an hour, whatever the two clocks say."""
    said = format_datetime(START - timedelta(days=3) + HOUR, usegmt=True)
    date = format_datetime(START - timedelta(days=3), usegmt=True)
    assert retry_at(said, date=date, now=START) == START + HOUR


def test_freshness_is_quiet_about_nonsense() -> None:
    """No header, no promise."""
    assert fresh_for(cache_control="", expires="", date="", age="") is None
    assert fresh_for(cache_control="max-age=10", expires="", date="", age="60") is None


@pytest.mark.parametrize(
    ("pacing", "hours"),
    [
        (Pacing(ttl=180), 3),
        (Pacing(update_every=4 * 3600), 4),
        (Pacing(update_every=365 * 86400), 24),
        (Pacing(ttl=10**12), 24),
        (Pacing(ttl=1, update_every=60), 1),
        (Pacing(ttl=-5), 1),
    ],
)
def test_ttl_and_update_period_only_slow_down(server: Server, tmp_path: Path, pacing: Pacing, hours: float) -> None:
    """A feed that changes daily is not asked hourly; one that claims to change each minute is not either."""
    reader = Reader(server.on("/feed", Reply(body=FEED)), tmp_path, pacing=pacing)
    reader.asks(0)
    reader.waits(hours * 0.98)
    reader.asks(hours * 1.1)


def test_skipped_hours_and_days_are_left_out() -> None:
    """skipHours and skipDays count in UTC; the next time named is the first hour that is not skipped."""
    memo = Memo(pacing=Pacing(skip_hours=frozenset({8, 9, 10}), skip_days=frozenset({2})))
    assert judged(hours=0.5, memo=memo) == Wait(reason=WaitReason.SKIPPED, until=START + 3 * HOUR)
    assert isinstance(judged(hours=3, memo=memo), Ask)
    wednesday = judged(hours=20, memo=memo)
    assert wednesday == Wait(reason=WaitReason.SKIPPED, until=START + 40 * HOUR)


def test_a_feed_that_skips_everything_says_nothing() -> None:
    """All hours or all days skipped would mean never: taken for a mistake."""
    memo = Memo(pacing=Pacing(skip_hours=frozenset(range(24)), skip_days=frozenset(range(7))))
    assert isinstance(judged(hours=0, memo=memo), Ask)


def test_gaps_grow_after_failures_and_never_pass_a_day(server: Server, tmp_path: Path) -> None:
    """A 404 is asked less and less, at least once a day, for as long as the INI names it."""
    reader = Reader(server.on("/feed", Reply(status=404)), tmp_path)
    times = asked_times(server, reader, every=timedelta(minutes=15), hours=24 * 6)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert gaps == sorted(gaps)
    assert gaps[0] < 1.3
    assert gaps[3] >= 8
    assert 24 <= gaps[-1] <= 24.5


def test_a_recovered_blog_is_asked_at_its_pace_again(server: Server, tmp_path: Path) -> None:
    """A temporary failure disables nothing: ten failures, then one success, and all is as before."""
    reader = Reader(server.on("/feed", *[Reply(status=500)] * 10, Reply(body=FEED)), tmp_path)
    for number in range(11):
        reader.asks(number * 30)
    assert reader.history.failures == 0
    assert reader.history.failing_since is None
    reader.asks(302)


def test_now_overrides_the_interval_but_not_the_publisher(server: Server, tmp_path: Path) -> None:
    """--now is for the operator's own patience; what a publisher asked for stands."""
    reader = Reader(
        server.on("/feed", Reply(body=FEED), Reply(headers=[("Cache-Control", "max-age=9000")], body=FEED)), tmp_path
    )
    reader.asks(0)
    reader.waits(0.1)
    reader.asks(0.1, override=True)
    assert reader.waits(0.2, override=True).reason is WaitReason.FRESH


def test_gone_is_for_good(server: Server, tmp_path: Path) -> None:
    """410: one request, and none after it, whatever one asks for."""
    reader = Reader(server.on("/feed", Reply(status=410)), tmp_path)
    outcome = reader.asks(0).outcome
    assert isinstance(outcome, Failure)
    assert outcome.trouble is Trouble.GONE
    assert reader.waits(24 * 400, override=True) == Wait(reason=WaitReason.GONE)
    assert len(server.requests) == 1


def test_the_longest_wait_is_the_one_named() -> None:
    """`planet status` shows one reason: the one that decides."""
    memo = Memo(asked_at=START, fresh_until=START + 3 * HOUR, pacing=Pacing(ttl=120))
    waited = judged(hours=0.5, memo=memo, history=History(last_asked=START))
    assert waited == Wait(reason=WaitReason.FRESH, until=START + 3 * HOUR)
    shorter = judged(hours=0.5, memo=replace(memo, fresh_until=None))
    assert shorter == Wait(reason=WaitReason.PACING, until=START + 2 * HOUR)


def test_a_clock_set_back_silences_nobody() -> None:
    """A request "in the future" is a wrong clock of yesterday; without this the blog would sleep until then."""
    assert isinstance(judged(hours=0, memo=Memo(asked_at=START + timedelta(days=300))), Ask)
