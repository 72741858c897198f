"""What a hub is told, and what happens when it does not answer."""

from planet.model import Failure, Fetched, Trouble
from planet.publish.hub import MOST, changed_feeds, tell_hub

HUB = "https://hub.example/"
WRITTEN = ("index.html", "blogs/ifsi/atom.xml", "topics/sante/rss20.xml", "feed.json", "opml.xml", "archive/atom/1.xml")


class Hub:
    """A hub that writes down what it is told, and refuses after so many."""

    def __init__(self, patience: int = 1000) -> None:
        """Take that many messages."""
        self.told: list[dict[str, str]] = []
        self._patience = patience

    def post(self, url: str, form: dict[str, str]) -> Fetched | Failure:
        """Answer as the guarded door does."""
        assert url == HUB
        if len(self.told) >= self._patience:
            return Failure(url=url, trouble=Trouble.STATUS, status=503)
        self.told.append(form)
        return Fetched(url=url, body=b"", status=204)


def test_feeds_that_changed_are_told_the_most_read_first() -> None:
    """Pages and archived documents have no subscribers at a hub."""
    hub = Hub()
    assert tell_hub(HUB, "https://nuage.example/p", WRITTEN, hub.post) is None
    assert [form["hub.url"] for form in hub.told] == [
        "https://nuage.example/p/feed.json",
        "https://nuage.example/p/topics/sante/rss20.xml",
        "https://nuage.example/p/blogs/ifsi/atom.xml",
    ]
    assert {form["hub.mode"] for form in hub.told} == {"publish"}


def test_an_idle_run_tells_nothing() -> None:
    """Every message makes the hub fetch the feed."""
    hub = Hub()
    assert tell_hub(HUB, "https://nuage.example/", (), hub.post) is None
    assert hub.told == []


def test_a_hub_that_fails_is_left_alone() -> None:
    """One refusal ends it: the failure is a value for the log, never the end of a run whose pages are published."""
    hub = Hub(patience=1)
    failure = tell_hub(HUB, "https://nuage.example/", WRITTEN, hub.post)
    assert failure is not None
    assert failure.status == 503
    assert len(hub.told) == 1


def test_a_rebuilt_site_does_not_flood_the_hub() -> None:
    """A new theme or name rewrites thousands of feeds at once."""
    many = [f"tags/t{number}/atom.xml" for number in range(500)] + ["atom.xml"]
    assert len(changed_feeds(many)) == MOST
    assert changed_feeds(many)[0] == "atom.xml"
