"""Images of posts on pages: loaded late, or only when a reader asks for them."""

import html
import re

from planet.config.settings import Images
from planet.model import Entry, SafeHtml
from planet.render.images import lead_image, quiet, with_images
from planet.render.markup import is_web
from planet.render.pages.views import Picture
from planet.render.site import Site
from planet.text import one_line

_PIECE = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>""")
"""A tag as the sanitiser writes it: attributes in double quotes."""

_ATTRIBUTE = re.compile(r"""\s([\w:-]+)="([^"]*)\"""")
_IMAGE = re.compile(r"""<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>""")
_LINKED = re.compile(r"""(<a(?:\s+[\w:-]+(?:="[^"]*")?)*\s*>\s*)(<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>)(?=\s*</a>)""")
_AVATAR = re.compile(r"gravatar\.|/avatars?/", re.IGNORECASE)
"""Authors' faces, which WordPress sends along with each post as if they were its pictures."""
_FILE = re.compile(r"(?=[!-~]*\d)[!-~]{12,}|[!-~]+\.(?:jpe?g|png|gif|webp|avif)", re.IGNORECASE)
"""What a camera or a publishing tool calls a picture, and no one would say."""
_EMPTY = re.compile(r"""<(a|p|figure|div|picture|span)(?:\s+[\w:-]+(?:="[^"]*")?)*\s*>\s*</\1>""")


def shown(site: Site, number: int, markup: SafeHtml, *, root: str, label: str) -> SafeHtml:
    """Return a post's text with its images as the operator wants them; `root` leads to the site's, `label` names an image without words."""
    markup = with_images(site, number, markup, base=root)
    if site.settings.render.images is Images.CLICK:
        return SafeHtml(on_click(quiet(markup), label))
    return SafeHtml(_LINKED.sub(lambda found: _named(found, label), _IMAGE.sub(_late, markup)))


def _late(found: re.Match[str]) -> str:
    """Load an image when it comes near the screen, and let nobody know from which page."""
    tag = found.group()
    missing = "".join(
        f' {name}="{value}"' for name, value in (("loading", "lazy"), ("decoding", "async")) if f" {name}=" not in tag
    )
    return f"<img{missing}{tag[4:]}"


def _named(found: re.Match[str], label: str) -> str:
    """Give an image without words the label when it is all that its link says."""
    said = dict(_ATTRIBUTE.findall(found[2]))
    if one_line(said.get("alt", "")):
        return found.group()
    bare = re.sub(r"""\salt="[^"]*\"""", "", found[2])
    return f'{found[1]}<img alt="{html.escape(label)}"{bare[4:]}'


def on_click(markup: str, label: str) -> str:
    """Put a link to the image in each image's place; within a link, the image's words alone."""
    depth = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal depth
        closing, name, rest = found.groups()
        if name.lower() == "a":
            depth += -1 if closing else 1
        if name.lower() != "img" or closing:
            return found.group() if name.lower() != "picture" else ""
        return _stand_in(rest, label, linked=depth > 0)

    bare = re.escape(f'<span class="unseen">{html.escape(label)}</span>')
    # An image without words in a link that has some is an ornament: "Image" would be read out before them.
    return re.sub(rf"(<a\b[^<>]*>){bare}\s*(?=[^<\s])", r"\1", _PIECE.sub(replaced, markup))


def _stand_in(rest: str, label: str, *, linked: bool) -> str:
    said = dict(_ATTRIBUTE.findall(rest))
    alt = one_line(said.get("alt", "")) or one_line(said.get("title", ""))
    words = alt if alt and not _FILE.fullmatch(alt) else html.escape(label)
    if linked or not is_web(html.unescape(said.get("src", ""))):
        return f'<span class="unseen">{words}</span>'
    sizes = "".join(f' data-{name}="{said[name]}"' for name in ("width", "height") if said.get(name, "").isdigit())
    return f'<a class="unseen" href="{said["src"]}" data-alt="{alt}"{sizes}>{words}</a>'


def without(markup: SafeHtml) -> SafeHtml:
    """Return a text without its images, and without what held nothing else, for excerpts, beside which one of them stands."""
    bare = _IMAGE.sub("", markup)
    while (emptied := _EMPTY.sub("", bare)) != bare:
        bare = emptied
    return SafeHtml(bare)


def alternative(markup: str, address: str) -> str:
    """Return the text alternative that a post's markup gives an image, empty when there is none."""
    for tag in _IMAGE.findall(markup):
        said = dict(_ATTRIBUTE.findall(tag))
        if html.unescape(said.get("src", "")) == address:
            return one_line(html.unescape(said.get("alt", "")))
    return ""


def lead(site: Site, number: int, entry: Entry, *, root: str) -> Picture | None:
    """Return the image that stands beside an excerpt."""
    sent = (one for one in entry.media if one.kind == "image" and is_web(one.url))
    first = next((one for one in sent if not _AVATAR.search(one.url)), None)
    address = entry.image or (first.url if first else "")
    src = lead_image(site, number, address, base=root)
    if not src:
        return None
    alt = alternative(entry.content or entry.summary, address)
    if not alt and first and first.url == address:
        alt = first.alt or first.title
    return Picture(src=src, alt=one_line(alt), click=site.settings.render.images is Images.CLICK)


def beside(site: Site, number: int, entry: Entry, *, root: str) -> tuple[Picture, ...]:
    """Return the images sent along with a post that its text does not show itself."""
    text = entry.content or entry.summary
    found = []
    for one in entry.media:
        src = lead_image(site, number, one.url, base=root) if one.kind == "image" and is_web(one.url) else ""
        if not src or _AVATAR.search(one.url) or html.escape(one.url) in text or one.url in text:
            continue
        found.append(
            Picture(
                src=src,
                alt=one_line(one.alt),
                caption=one_line(one.title),
                width=one.width,
                height=one.height,
                click=site.settings.render.images is Images.CLICK,
            )
        )
    return tuple(found[:6])
