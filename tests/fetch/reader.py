"""A feed reader around `planet.fetch` alone: the steps the pipeline takes, with a clock of the test's own."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planet import urls
from planet.config import FetchSettings
from planet.fetch import Cache, Client, Exchange, Learned, address, learn, policy
from planet.model import Failure, Feed, Fetched, History, NotModified, Pacing, Trouble, Wait

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>A feed</title></channel></rss>"
OTHER = FEED.replace(b"A feed", b"A feed, later")
PAGE = b"<!DOCTYPE html><html><title>A page</title><p>no feed</p></html>"


@dataclass(slots=True)
class Reader:
    """Asks one blog at times the test chooses; the cache is opened anew at each run, as by separate commands."""

    url: str
    folder: Path
    settings: FetchSettings = field(default_factory=FetchSettings)
    history: History = field(default_factory=History)
    pacing: Pacing = field(default_factory=Pacing)
    """What the feed says of its pace."""
    exchange: Exchange | None = None
    """The last one."""

    def run(self, hours: float = 0, *, override: bool = False, force: bool = False) -> Learned | Wait:
        """Ask, if the policy lets us, at so many hours from the start, and remember what was learned."""
        now = START + timedelta(hours=hours)
        settings = replace(self.settings, feed_timeout=min(self.settings.feed_timeout, 5))
        with Cache(self.folder) as cache, Client(settings, link="https://planet.example/") as client:
            memo = cache.memo(self.url)
            host = cache.host(urls.host(address(self.url, self.history, now)))
            ask = policy(
                self.url,
                history=self.history,
                memo=memo,
                host=host,
                settings=settings,
                now=now,
                override=override,
            )
            if isinstance(ask, Wait):
                return ask
            self.exchange = client.fetch(ask, memo=memo, verify=None, force=force)
            learned = learn(
                self.exchange,
                self._parsed(),
                memo=memo,
                history=self.history,
                host=cache.host(self.exchange.host),
                settings=settings,
                now=now,
            )
            cache.keep(self.url, learned.memo)
            if learned.host_name:
                cache.keep_host(learned.host_name, learned.host)
        self.history = learned.history
        return learned

    def asks(self, hours: float, *, override: bool = False, force: bool = False) -> Learned:
        """Run, and insist that the blog was asked."""
        outcome = self.run(hours, override=override, force=force)
        assert isinstance(outcome, Learned), outcome
        return outcome

    def waits(self, hours: float, *, override: bool = False) -> Wait:
        """Run, and insist that the blog was not asked."""
        outcome = self.run(hours, override=override)
        assert isinstance(outcome, Wait), outcome
        return outcome

    def _parsed(self) -> Feed | NotModified | Failure:
        assert self.exchange is not None
        answer = self.exchange.answer
        if not isinstance(answer, Fetched):
            return answer
        if b"</rss>" not in answer.body:
            return Failure(url=answer.url, trouble=Trouble.NOT_A_FEED)
        return Feed(url=answer.url, pacing=self.pacing)
