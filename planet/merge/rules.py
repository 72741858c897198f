"""The rules that decide on a pair of entries, in order: the first that has an opinion gives the verdict.

A rule is a small function of two posts, in no order between them. To add one, write it here, list it in `RULES`, give its
sentence in `planet/explain/verdicts.py` and an example both ways in the tests. Thresholds were set on a judged collection
and are explained in the design notes; none is made for a single post.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from planet.merge import keys, titles, wording
from planet.merge.post import (
    Post,
    containment,
    days_apart,
    least_words,
    other_figures,
    other_numbers,
    resemblance,
    same_instant,
    same_numbers,
    shared_addresses,
    title_likeness,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of a pair."""

    same: bool
    rank: int = 0
    """Where one post has several partners in a blog, findings of a smaller rank go first."""
    detail: str = ""
    """The shared address or guid, or the measure that decided."""


Rule = Callable[[Post, Post], Finding | None]

LONG = 140
"""Words from which two posts of one blog are never the same text by habit."""
SHORT = 90
"""Words under which a notice and the next of its kind may differ in a date alone."""


# ---- two blogs ------------------------------------------------------------------------------------------------------


def same_guid(one: Post, other: Post) -> Finding | None:
    """Two blogs give one guid, of a kind nobody makes by chance, and the posts agree.

    Same: a blog and its category feed. Different: two generators that number from 1; an all-zero UUID.
    """
    guid = one.entry.guid
    if one.blog == other.blog or guid != other.entry.guid or not keys.looks_global(guid):
        return None
    return Finding(same=agree(one, other), detail=guid)


def same_address(one: Post, other: Post) -> Finding | None:
    """Two blogs claim one page, and the posts agree.

    Same: a link with tracking parameters, an aggregator's "Blog: Title" under the original link, a feed proxy's original
    link. Different: two link blogs on one article.
    """
    if one.blog == other.blog or not (shared := shared_addresses(one, other)):
        return None
    return Finding(same=agree(one, other), detail=min(shared))


def agree(one: Post, other: Post) -> bool:
    """Return whether titles and texts bear out what a shared identifier claims."""
    title = title_likeness(one, other)
    if other_numbers(one, other) and not same_instant(one, other):
        return containment(one, other) >= 0.9 and title >= 0.6 and least_words(one, other) >= SHORT
    if least_words(one, other) < 8:
        return title >= 0.9
    shared = containment(one, other)
    if title >= 0.85 and (shared >= 0.1 or least_words(one, other) < 20):
        return True
    if title >= 0.85:  # a summary of one's own beside the full text; two comments on one article are apart in time
        return (days_apart(one, other) or 0.0) < 1 / 24
    return shared >= 0.5 or (title >= 0.6 and shared >= 0.25)


def same_text(one: Post, other: Post) -> Finding | None:
    """Two blogs carry nearly the same text, within days, under titles that differ in no number.

    Same: a cross-post with small edits, a republication with its own ids, a decorated title. Different: the next notice
    made from one template; a post and its translation; a reply that quotes it.
    """
    if one.blog == other.blog or (days_apart(one, other) or 0) > 45:
        return None
    if not same_numbers(one, other) or not _nearly_the_same(one, other):
        return None
    alike, length = resemblance(one, other), least_words(one, other)
    if length < SHORT and other_figures(one, other) > 1 and not same_instant(one, other):
        return None
    if not _in_time(one, other, 45 if length >= 100 and alike > 0.9 else 8):
        return None
    return Finding(same=True, rank=1, detail=f"{100 * alike:.0f}")


def _nearly_the_same(one: Post, other: Post) -> bool:
    """Return whether text and title together are alike enough: the less of one, the more of the other."""
    alike, length = resemblance(one, other), least_words(one, other)
    if alike < 0.3 and not same_instant(one, other):
        return False
    if alike >= 0.9 and length >= 60:
        return alike >= 0.95 or not _replies(one, other)
    title = title_likeness(one, other)
    if _replies(one, other) and alike < 0.95:
        return False
    if alike >= 0.75:
        return title >= 0.6
    if alike >= 0.6 and title >= 0.85 and length >= 100 and other_figures(one, other) <= 2:
        return True
    if title < 1 or length < 20:
        return False
    return (
        (alike >= 0.5 and length >= 60)
        or (same_instant(one, other) and containment(one, other) >= 0.5)
        or _edited(one, other)
    )


def _edited(one: Post, other: Post) -> bool:
    """Return whether one is the other, short, edited and lengthened within days, under one title of three words or more."""
    if one.title != other.title or one.title.count(" ") < 2 or (days_apart(one, other) or 0) > 4:
        return False
    return least_words(one, other) >= 50 and containment(one, other) >= 0.6 and other_figures(one, other) <= 2


def excerpt(one: Post, other: Post) -> Finding | None:
    """Another blog carries the opening of a post, under its title.

    Same: a newsletter's forty words and "…". Different: a digest that holds the whole post further down; a reply that
    quotes it; a notice under a recurring title with another text.
    """
    if one.blog == other.blog or (days_apart(one, other) or 0) > 30:
        return None
    if title_likeness(one, other) < 1 or not same_numbers(one, other):
        return None
    shorter, longer = sorted((one, other), key=lambda post: (len(post.words), post.words))
    if len(shorter.words) < 12 or _replies(one, other):
        return None
    notice = len(longer.words) < SHORT or 5 * len(shorter.words) > 4 * len(longer.words)
    if not _in_time(one, other, 8 if notice else 30) or (notice and not shorter.figures <= longer.figures):
        return None
    opening = wording.grams(shorter.words[:-_TAIL] if len(shorter.words) > 3 * _TAIL else shorter.words)
    share = len(opening & longer.grams) / len(opening)
    if share < 0.85 or not _begins(shorter, longer):
        return None
    return Finding(same=True, rank=1, detail=f"{100 * share:.0f}")


_TAIL = 5
"""Last words of an excerpt left out of the comparison: a word cut in two, "continue reading"."""


def _begins(shorter: Post, longer: Post) -> bool:
    """Return whether the shorter text's first words stand near the longer's beginning."""
    head = wording.grams(shorter.words[2:14])
    start = wording.grams(tuple(islice(longer.words, 40)))
    return len(head & start) * 2 >= len(head)


def _replies(one: Post, other: Post) -> bool:
    """Return whether one post answers the other: by its title, or by holding it whole under a longer title later on."""
    if titles.is_reply(one.entry.title, other.entry.title) or titles.is_reply(other.entry.title, one.entry.title):
        return True
    shorter, longer = sorted((one, other), key=lambda post: (len(post.words), post.words))
    if len(longer.title) <= len(shorter.title) or not longer.moment or not shorter.moment:
        return False
    return longer.moment > shorter.moment and len(longer.words) > 1.25 * len(shorter.words)


def _in_time(one: Post, other: Post, days: float) -> bool:
    """Return whether two posts are at most so far apart; undated ones are when they are long enough not to recur."""
    apart = days_apart(one, other)
    return apart <= days if apart is not None else least_words(one, other) >= 60


# ---- one blog -------------------------------------------------------------------------------------------------------


def revised(one: Post, other: Post) -> Finding | None:
    """One feed lists a guid and a page twice: a post and its revision.

    Same: a corrected title, a third of the text rewritten. Different: a generator that gives every post one guid.
    """
    if one.blog != other.blog or not one.entry.guid or one.entry.guid != other.entry.guid:
        return None
    if one.entry.link and other.entry.link and not shared_addresses(one, other):
        return None
    if not one.words and not other.words and not same_instant(one, other):
        return None
    return Finding(same=agree(one, other), detail=one.entry.guid)


def doubled(one: Post, other: Post) -> Finding | None:
    """One feed lists a page twice under two guids, on the same day with the same text.

    Same: a guid with a version in it. Different: anchors and parameters that name other posts; last week's notice.
    """
    if one.blog != other.blog or not (shared := shared_addresses(one, other)) or not same_numbers(one, other):
        return None
    if not _in_time(one, other, 1) or title_likeness(one, other) < 0.85:
        return None
    if resemblance(one, other) < 0.75 and not (least_words(one, other) == 0 and same_instant(one, other)):
        return None
    return Finding(same=True, detail=min(shared))


def moved_page(one: Post, other: Post) -> Finding | None:
    """One blog has the same text twice, published at the same second: its permalink was changed.

    Same: a corrected slug. Different: notices imported together; the post in two languages.
    """
    if one.blog != other.blog or not same_instant(one, other) or not same_numbers(one, other):
        return None
    alike = resemblance(one, other)
    if alike < 0.75 or title_likeness(one, other) < 0.5 or (least_words(one, other) < 8 and one.title != other.title):
        return None
    if least_words(one, other) < SHORT and other_figures(one, other) > 1:
        return None
    return Finding(same=True, detail=f"{100 * alike:.0f}")


def redated(one: Post, other: Post) -> Finding | None:
    """One blog lists a long post again under a new date, with its title and its text.

    Same: an article brought up again after a year. Different: a short notice given every week; a newsletter whose frame
    stays and whose news change.
    """
    if one.blog != other.blog or not one.title or one.title != other.title or least_words(one, other) < LONG:
        return None
    alike = resemblance(one, other)
    return Finding(same=True, detail=f"{100 * alike:.0f}") if alike >= 0.7 else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("same-guid", same_guid),
    ("same-address", same_address),
    ("same-text", same_text),
    ("excerpt", excerpt),
    ("revised", revised),
    ("doubled", doubled),
    ("moved-page", moved_page),
    ("redated", redated),
)
"""In order. A finding of `different` by an identifier lets the later rules speak: the text may still be a copy."""


def decide(one: Post, other: Post) -> tuple[str, Finding] | None:
    """Return the first rule that finds the pair the same; else the first that finds it different; None: unknown."""
    refused: tuple[str, Finding] | None = None
    for name, rule in RULES:
        if finding := rule(one, other):
            if finding.same:
                return name, finding
            refused = refused or (name, finding)
    return refused
