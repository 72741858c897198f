"""How a blog is, in one word: the same for its card, the status page and `planet status`."""

from datetime import datetime, timedelta

from planet.config import Blog, BlogState
from planet.model import History, Trouble

DEAD_AFTER = timedelta(days=14)
"""A blog whose address leads to nothing for so long is dead; it is still asked, once a day."""


def health(
    blog: Blog, history: History, own: datetime | None, *, newest: datetime | None, silent_after: timedelta
) -> str:
    """Return one word for how a blog is (`planet.render.site.Card.health`); `own` is its newest story's date."""
    if blog.state in (BlogState.PAUSED, BlogState.CLOSED):
        return blog.state.value
    if history.gone:
        return "gone"
    if history.trouble is not None:
        return _failing(history)
    if history.first_success is None:
        return "new"
    if history.adopted:
        return "moved"
    if own is None or (newest is not None and newest - own > silent_after):
        return "silent"
    return "fine"


def _failing(history: History) -> str:
    """Tell the kinds of failing apart."""
    if history.trouble is Trouble.BLOCKED:
        return "blocked"
    return "dead" if is_dead(history) else "failing"


def is_dead(history: History) -> bool:
    """Tell whether a blog's address has led to nothing for two weeks.

    Time counts up to the last request, so that it stands still when nobody asks.
    """
    asked, since = history.last_asked, history.failing_since
    nothing = history.trouble in (Trouble.STATUS, Trouble.DNS)
    return nothing and asked is not None and since is not None and asked - since >= DEAD_AFTER
