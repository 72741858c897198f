"""What the pages of a river are made of: a river that is as it was need not be planned again."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from planet.render.channels import Channel
from planet.render.kept import once
from planet.render.outlines import outlines
from planet.render.pages.page import FORM, chrome
from planet.render.pages.press import Press
from planet.render.site import Plan, Site
from planet.text import digest


def standing(
    press: Press, channel: Channel, numbers: Sequence[int], said: object, plan: Callable[[], Iterable[Plan]]
) -> Iterator[Plan]:
    """Yield the plans of a river's pages, which `plan` works out where they are not as they were.

    `said` is everything they show beside the stories `numbers`; the names of terms are heard of before any river.
    """
    marks = once(press.site, "marks", "", lambda: {number: one.mark for number, one in outlines(press.site).items()})
    made_of = digest(_everywhere(press), repr((channel, said)), b"".join(map(marks.__getitem__, numbers)))
    return press.edition.planning.pages(press.edition.prefix + channel.folder, made_of, plan)


def _everywhere(press: Press) -> str:
    """Return a digest of what may show on the page of any river."""
    return press.once("digest", "rivers", lambda: _shared(press))


def _shared(press: Press) -> str:
    site: Site = press.site
    images = sorted((number, sorted(copies.items())) for number, copies in site.images.items())
    return digest(FORM, chrome(press), repr((site.settings.select, images)), *press.blog_digests.values())
