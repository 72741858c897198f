"""Where a post's images are taken from, as the operator chose; the markup is rewritten when it is rendered."""

import html
import re
from collections.abc import Mapping

from planet.config.settings import Images
from planet.model import SafeHtml
from planet.render.markup import is_web
from planet.render.site import Site

_IMAGE = re.compile(r"""<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>""")
"""An image as the sanitiser writes it: attributes in double quotes."""

_SRC = re.compile(r"""(\ssrc=")([^"]*)(")""")
_UNASKED = re.compile(
    r"""<source(?=[^<>]*\ssrcset=)(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>|(?<=\s)poster="[^"]*"(?=[^<>]*>)"""
)
"""What a browser loads beside the image itself: other sizes of it, and the picture that stands for a film."""
_SRCSET = re.compile(r"""\s(?:srcset|sizes)="[^"]*\"""")


def with_images(site: Site, number: int, markup: SafeHtml, *, base: str) -> SafeHtml:
    """Return a story's markup with its images pointing to local copies below `base`, or left out, as configured.

    `direct` and `click` change nothing here: the first needs nothing, the second is the page's to do.
    """
    match site.settings.render.images:
        case Images.NONE:
            return SafeHtml(_IMAGE.sub("", quiet(markup)))
        case Images.LOCAL:
            copies = site.images.get(number, {})
            return SafeHtml(_IMAGE.sub(lambda found: _localised(found.group(), copies, base), quiet(markup)))
        case _:
            return markup


def quiet(markup: SafeHtml) -> SafeHtml:
    """Return a post's markup without what a browser would load of third parties beside its images."""
    return SafeHtml(_UNASKED.sub("", markup))


def lead_image(site: Site, number: int, address: str, *, base: str) -> str:
    """Return where a story's lead image is taken from, empty when it may not be shown."""
    match site.settings.render.images:
        case Images.NONE:
            return ""
        case Images.LOCAL:
            path = site.images.get(number, {}).get(address)
            return base + path if path else ""
        case _:
            return address if is_web(address) else ""


def _localised(tag: str, copies: Mapping[str, str], base: str) -> str:
    """Point one image to its copy; one without a copy is left out, for the reader's browser must ask no third party."""
    found = _SRC.search(tag)
    path = copies.get(html.unescape(found.group(2))) if found else None
    if path is None:
        return ""
    return _SRC.sub(lambda old: f"{old.group(1)}{html.escape(base + path)}{old.group(3)}", _SRCSET.sub("", tag))
