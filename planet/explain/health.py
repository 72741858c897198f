"""How a blog is, in sentences for its coordinator: what is wrong since when, and what to do about it."""

from datetime import datetime, tzinfo

from planet.explain.failures import failure
from planet.i18n import Language
from planet.model import History


def gettext(message: str) -> str:
    """Mark a heading of the table for the catalogues; it is translated when it is said."""
    return message


GROUPS = {
    "gone": gettext("Gone for good"),
    "dead": gettext("Dead: nothing at their address for two weeks or more"),
    "failing": gettext("Failing"),
    "blocked": gettext("Blocked: their servers refuse us"),
    "moved": gettext("Moved: update your INI"),
    "silent": gettext("Silent: no post for a long time"),
    "new": gettext("Not asked yet"),
    "fine": gettext("Fine"),
    "paused": gettext("Paused"),
    "closed": gettext("Closed"),
}
"""By the word for a blog's health, the heading of all such blogs; in the order they are shown."""


def about(
    history: History,
    health: str,
    language: Language,
    *,
    newest: datetime | None,
    adopted_from: datetime | None,
    zone: tzinfo,
) -> str:
    """Return what is to be said of a blog, on one line; that it is fine when there is nothing.

    `health` is the word for it, `adopted_from` when the redirect that is being watched will be taken for a move.
    """

    def day(moment: datetime) -> str:
        return language.short_day(moment.astimezone(zone))

    said = []
    if history.trouble is not None:
        said.append(failure(history, language))
        if history.failing_since is not None and history.failures > 1:
            since = {"num": history.failures, "day": day(history.failing_since)}
            message = language.ngettext(
                "It has failed %(num)s time in a row since %(day)s.",
                "It has failed %(num)s times in a row since %(day)s.",
                history.failures,
            )
            said.append(message % since)
        if history.last_success is not None:
            said.append(language.gettext("It was read last on %(day)s.") % {"day": day(history.last_success)})
    if history.adopted:
        said.append(language.gettext("It has moved; update your INI: %(address)s") % {"address": history.adopted})
    elif history.moving_to and adopted_from is not None:
        moving = {"address": history.moving_to, "day": day(adopted_from)}
        said.append(language.gettext("It leads to %(address)s, which counts as its address from %(day)s on.") % moving)
    if health == "silent":
        last = language.gettext("Its newest post is of %(day)s.") % {"day": day(newest)} if newest else ""
        said.append(last or language.gettext("It has no post."))
    if not said:
        said.append(language.gettext("Not asked yet.") if history.first_success is None else language.gettext("Fine."))
    return " ".join(said)
