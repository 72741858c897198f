"""The sentences that say why two entries are one story or not, and by what an entry was recognised."""

from planet.i18n import Language
from planet.model import Verdict


def gettext(message: str) -> str:
    """Mark a sentence of a table for the catalogues; it is translated when it is said."""
    return message


SAME = {
    "told-same": gettext("The configuration says that these two addresses are one story."),
    "same-guid": gettext("Both blogs give the post the same identifier (%(detail)s), and titles or texts agree."),
    "same-address": gettext("Both blogs give the post the same page (%(detail)s), and titles or texts agree."),
    "same-text": gettext("Both blogs carry nearly the same text within days (%(detail)s %% alike)."),
    "excerpt": gettext(
        "One blog carries the opening of the other's post under its title (%(detail)s %% of the excerpt stands there)."
    ),
    "revised": gettext(
        "The blog lists the post twice under one identifier (%(detail)s): one is a revision of the other."
    ),
    "doubled": gettext("The blog lists one page twice on the same day (%(detail)s)."),
    "moved-page": gettext("The blog has this text twice, published at the same second: its address was changed."),
    "redated": gettext("The blog listed this long post again under a new date, with the same title and text."),
}
"""By rule, what is said when it found two entries the same."""

DIFFERENT = {
    "told-different": gettext("The configuration says that these two addresses are different posts."),
    "same-guid": gettext("Both blogs use the same identifier (%(detail)s), but titles and texts are different posts'."),
    "same-address": gettext(
        "Both posts point to the same page (%(detail)s), but titles and texts are different posts'."
    ),
    "revised": gettext(
        "The blog gives both posts one identifier (%(detail)s), but titles and texts are different posts'."
    ),
    "better-partner": gettext("They resemble each other, but another post of that blog is nearer in date and text."),
}
"""By rule, what is said when it found two entries different."""

RECOGNISED = {
    "unchanged": gettext("The feed gives this post as before."),
    "guid": gettext("Recognised by its identifier."),
    "guid-among-many": gettext(
        "Several posts of this feed bear one identifier; recognised by it with its page, title, text or date."
    ),
    "link": gettext("Recognised by its address, with its title, text or date."),
    "moved-page": gettext("Its address changed; recognised by the second it was published at, with its title or text."),
    "moved": gettext("Its address and identifier changed; recognised by its title, text and day."),
    "migrated": gettext("The whole blog moved: its posts are recognised by titles and texts."),
    "new": gettext("Nothing known of this blog is this post: it is new."),
}
"""By rule of recognition, what is said of an entry of a harvest."""


def verdict(decided: Verdict, language: Language) -> str:
    """Return the sentence for a verdict; the rule's own name where none is written for it."""
    table = SAME if decided.same else DIFFERENT
    return language.gettext(table.get(decided.rule, decided.rule)) % {"detail": decided.detail}


def recognition(rule: str, language: Language) -> str:
    """Return the sentence for the rule by which an entry was recognised; the rule's own name where none is written."""
    return language.gettext(RECOGNISED.get(rule, rule))
