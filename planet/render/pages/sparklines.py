"""Sparklines: 24 months as a drawing of a few hundred bytes, and the same in words."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from planet.i18n import Language
from planet.render.pages.views import Spark

HEIGHT = 20
STEP = 5
BAR = 4


def spark(months: Sequence[int], language: Language, *, newest: datetime | None) -> Spark:
    """Return the drawing of these counts, oldest first, the last one being the month of `newest`."""
    counts = tuple(months)
    most = max(counts, default=0)
    bars = "".join(_bar(place, count, most) for place, count in enumerate(counts) if count)
    width = max(1, len(counts) * STEP - (STEP - BAR))
    ground = f'<path class="ground" d="M0 {HEIGHT + 1.5}h{width}"/>'
    svg = (
        f'<svg class="spark" viewBox="0 0 {width} {HEIGHT + 2}" width="{width}" height="{HEIGHT + 2}" aria-hidden="true">'
        f'{ground}<path d="{bars}"/></svg>'
    )
    return Spark(svg=Markup(svg), text=_words(counts, language, newest), counts=counts)  # noqa: S704 - numbers alone


def _bar(place: int, count: int, most: int) -> str:
    """Return a bar as a piece of a path; the least count is still seen."""
    height = max(2, round(HEIGHT * count / most))
    return f"M{place * STEP} {HEIGHT - height}h{BAR}v{height}h-{BAR}z"


def _words(counts: Sequence[int], language: Language, newest: datetime | None) -> str:
    total, most = sum(counts), max(counts, default=0)
    if not total or newest is None:
        return language.gettext("No post in the last 24 months")
    ago = next(ago for ago, count in enumerate(reversed(counts)) if count == most)
    year, month = divmod(newest.year * 12 + newest.month - 1 - ago, 12)
    said = language.ngettext(
        "%(num)s post in 24 months, in %(month)s",
        "%(num)s posts in 24 months; most of them (%(most)s) in %(month)s",
        total,
    )
    return said % {
        "num": language.number(total),
        "most": language.number(most),
        "month": language.month(year, month + 1),
    }
