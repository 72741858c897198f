"""Why a blog is not asked now, and when it will be."""

from datetime import UTC, tzinfo

from planet.i18n import Language
from planet.model import Wait, WaitReason


def waiting(wait: Wait, language: Language, zone: tzinfo = UTC) -> str:
    """Return one sentence; the time in it is that of `zone`, to the minute, as `2026-11-24 08:30`."""
    gettext = language.gettext
    sentence = {
        WaitReason.GONE: gettext("Never asked again: its server said that the feed is gone for good."),
        WaitReason.RETRY_AFTER: gettext("Not asked before %(time)s: its server asked to be left alone until then."),
        WaitReason.FRESH: gettext("Not asked before %(time)s: its server said that nothing changes until then."),
        WaitReason.PACING: gettext("Not asked before %(time)s: the feed says that it changes no more often."),
        WaitReason.SKIPPED: gettext(
            "Not asked before %(time)s: the feed asks to be left alone at these hours or days."
        ),
        WaitReason.INTERVAL: gettext("Not asked before %(time)s: it was asked a short while ago (min_interval)."),
        WaitReason.FAILURES: gettext("Not asked before %(time)s: it has been failing, so the gaps grow."),
    }[wait.reason]
    if wait.until is None:
        return sentence.replace("%(time)s", "…")
    return sentence % {"time": wait.until.astimezone(zone).strftime("%Y-%m-%d %H:%M")}
