"""The sentences that say what was decided about a post: its date, its state, the rule that leaves it out, what was noticed."""

from datetime import tzinfo

from planet.i18n import Language
from planet.model import DateRule, Note, Record, State


def gettext(message: str) -> str:
    """Mark a sentence of a table for the catalogues; it is translated when it is said."""
    return message


DATED = {
    DateRule.PUBLISHED: gettext("Its date is the one its author published it under."),
    DateRule.UPDATED: gettext("Its feed gives no publication date; its date is that of its last change then."),
    DateRule.FIRST_SEEN: gettext("Its feed gives no date; its date is when it was first seen, and stays."),
    DateRule.FIRST_HARVEST: gettext(
        "Its feed gives no date and it came with the blog's first harvest: it stands just below what was dated then."
    ),
    DateRule.HELD: gettext("Its date lay in the future when it came (future_dates)."),
    DateRule.CLAMPED: gettext("Its date lay in the future; it bears the date it was first seen (future_dates)."),
    DateRule.KEPT: gettext("Its feed dated it anew; the date it had stands."),
}
"""By the rule that dated an entry, what is said of it."""

FLAGS = {
    "hidden": gettext("hidden"),
    "held": gettext("held"),
    "withdrawn": gettext("withdrawn"),
    "no-tag": gettext("no tag"),
    "no-text": gettext("no text"),
    "copy": gettext("copy"),
}
"""What a review calls to the coordinator's mind, in a word."""

HELD = {
    "future": gettext("It waits for its date."),
    "taken-over": gettext(
        "It waits for the coordinator: title, language and hosts of its blog changed all at once (planet unhide BLOG)."
    ),
}
"""By what an entry is held for, what is said of it."""

LEFT_OUT = {
    "withdrawn": gettext("Not shown: it is gone from its feed, from between posts still there (withdrawn = hide)."),
    "only_tags": gettext("Not shown: it bears none of the tags asked for (only_tags)."),
    "not_tags": gettext("Not shown: it bears a tag that is left out (not_tags)."),
    "only_languages": gettext("Not shown: it is in another language than those asked for (only_languages)."),
    "filter": gettext("Not shown: the expression asked for is not found in it (filter)."),
    "exclude": gettext("Not shown: an excluded expression is found in it (exclude)."),
    "blog": gettext("Not shown: none of its blogs is in the configuration and open to the public."),
    "hidden": gettext("Not shown: the coordinator hid it."),
    "held": gettext("Not shown yet: it is held."),
}
"""By the rule that leaves a story out, what is said of it."""

VERBS = {
    "hide": gettext("hidden"),
    "unhide": gettext("brought back"),
    "pin": gettext("pinned"),
    "unpin": gettext("unpinned"),
    "release": gettext("blog trusted again"),
    "review": gettext("reviewed"),
    "expunge": gettext("old posts deleted"),
}
"""By act of the coordinator, how the log names it."""


def dated(record: Record, language: Language, zone: tzinfo) -> str:
    """Return the river date of an entry, to the minute, and the sentence that says where it is from."""
    moment = record.date.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return f"{moment}. {language.gettext(DATED[record.dated_by])}"


def state(record: Record, language: Language) -> str:
    """Return what keeps an entry from being shown; empty when nothing does."""
    if record.state is State.HELD:
        return language.gettext(HELD.get(record.held_for, LEFT_OUT["held"]))
    if record.state is State.WITHDRAWN:
        return language.gettext("It is gone from its feed, from between posts still there.")
    return ""


def left_out(rule: str, language: Language) -> str:
    """Return why a story stands in no river; the rule's own name where no sentence is written for it."""
    return language.gettext(LEFT_OUT.get(rule, rule))


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a counted sentence of a table for the catalogues."""
    return one, many


NOTED = {
    "flood": ngettext(
        "%(num)s old post is not announced in output feeds (new_feed_items).",
        "%(num)s old posts are not announced in output feeds (new_feed_items).",
    ),
    "mass-redating": ngettext(
        "%(num)s known post came back under a new date; the old date stands.",
        "%(num)s known posts came back under new dates; the old dates stand.",
    ),
    "withdrawn": ngettext(
        "%(num)s post is gone from its feed and taken as withdrawn.",
        "%(num)s posts are gone from their feed and taken as withdrawn.",
    ),
    "shrunk": ngettext(
        "%(num)s post vanished from the feed at once, too many to be taken as withdrawn; it stays.",
        "%(num)s posts vanished from the feed at once, too many to be taken as withdrawn; they stay.",
    ),
    "emptied": ngettext(
        "The feed is empty; the %(num)s post it held stays.", "The feed is empty; the %(num)s posts it held stay."
    ),
    "selects": ngettext(
        "%(num)s post left the feed while others came back among those that stayed; it stays.",
        "%(num)s posts left the feed while others came back among those that stayed; they stay.",
    ),
    "future": ngettext(
        "%(num)s post is dated in the future: %(link)s", "%(num)s posts are dated in the future, first: %(link)s"
    ),
    "date-ancient": ngettext(
        "%(num)s post is dated before 1990: %(link)s", "%(num)s posts are dated before 1990, first: %(link)s"
    ),
    "date-unreadable": ngettext(
        "The date of %(num)s post cannot be read: %(link)s",
        "The dates of %(num)s posts cannot be read, first: %(link)s",
    ),
    "taken-over": ngettext(
        "The blog, now “%(detail)s”, may have been taken over; %(num)s new post is held (planet unhide BLOG shows it).",
        "The blog, now “%(detail)s”, may have been taken over; %(num)s new posts are held (planet unhide BLOG shows them).",
    ),
}
"""By the code of a note that counts posts, its sentence."""

TOLD = {
    "moved": gettext("It has moved to %(link)s and is asked there from now on; update your INI."),
    "aggregator": gettext(
        "It republishes other blogs; where those are here too, theirs is shown (aggregator = no undoes it)."
    ),
}
"""By the code of a note that counts nothing, its sentence."""


def note(noticed: Note, language: Language) -> str:
    """Return one line for a note of a run, without the blog's name; its code where no sentence is written for it."""
    values = {"num": noticed.count, "detail": noticed.detail, "link": noticed.link}
    if noticed.code in NOTED:
        return language.ngettext(*NOTED[noticed.code], noticed.count) % values
    return language.gettext(TOLD.get(noticed.code, noticed.code)) % values
