"""Telling a WebSub hub which feeds changed, so that subscribers have new posts within seconds."""

from collections.abc import Callable, Iterable

from planet.model import Failure, Fetched

Post = Callable[[str, dict[str, str]], Fetched | Failure]
"""An address and a form to what it answered: guarded and bounded, as asking is."""

FEEDS = ("atom.xml", "rss20.xml", "feed.json")
"""Files that name the hub."""

MOST = 60
"""Feeds told of in one run; the planet's and the topics' come first. Subscribers of others ask by themselves, as without a hub."""


def changed_feeds(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of the written files that name the hub, the most read first: the planet's, then topics', then the rest."""
    held = [path for path in paths if path.rpartition("/")[2] in FEEDS]
    held.sort(key=lambda path: (path.count("/"), not path.startswith("topics/"), path))
    return tuple(held[:MOST])


def tell_hub(hub: str, base: str, paths: Iterable[str], post: Post) -> Failure | None:
    """Tell the hub of each changed feed; return the failure that ended it, if one did.

    WebSub leaves open how a publisher speaks to its hub (section 5.1); hubs take what PubSubHubbub 0.4 section 7.1 said. A hub that
    fails is told at the next change: its subscribers ask by themselves meanwhile.
    """
    for path in changed_feeds(paths):
        url = base.rstrip("/") + "/" + path
        answer = post(hub, {"hub.mode": "publish", "hub.url": url, "hub.topic": url})
        if isinstance(answer, Failure):
            return answer
    return None
