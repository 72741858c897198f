"""The style a browser shows a feed in, so that a click on one explains itself.

CSS, not XSLT: Chromium gave XSLT up in 2026 and the others have announced the same; CSS for XML is part of every browser.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from planet.i18n import language
from planet.model import Text
from planet.render.channels import base, main_language
from planet.render.fingerprints import FORM
from planet.render.markup import characters
from planet.render.site import Plan, Site
from planet.text import digest, one_line

# Names without a namespace match elements of any: one sheet serves Atom, RSS 2.0 and RSS 1.0.
_STYLE = """\
:root { color-scheme: light dark; display: block; max-width: 42rem; margin: 0 auto; padding: 1rem;
  font: 1rem/1.5 system-ui, sans-serif; background: #fff; color: #1b1b1b; }
@media (prefers-color-scheme: dark) { :root { background: #16181b; color: #e8e8e8; } }
:root::before { content: %(explained)s; display: block; white-space: pre-line; padding: 1rem; margin: 0 0 1.5rem;
  border: 1px solid #767676; border-radius: .5rem; }
feed > *, channel > *, entry > *, item > * { display: none; }
channel { display: block; }
feed > title, channel > title { display: block; font-size: 1.6rem; font-weight: 600; line-height: 1.2; }
feed > subtitle, channel > description { display: block; }
entry, item { display: block !important; margin: 0; padding: .75rem 0; border-top: 1px solid #767676; }
feed > subtitle, channel > description, channel > title { margin-bottom: 1rem; }
entry > title, item > title { display: block; font-weight: 600; }
entry > published, item > pubDate, item > date, item > link { display: block; font-size: .875rem; overflow-wrap: anywhere; }
entry > link[rel="alternate"] { display: block; font-size: .875rem; overflow-wrap: anywhere; }
entry > link[rel="alternate"]::after { content: attr(href); }
entry > source, entry > source > title { display: inline; font-size: .875rem; }
entry > source > *:not(title) { display: none; }
"""


def stylesheet(site: Site) -> Iterator[Plan]:
    """Plan `feed.css`, in the language of the site's first pages."""
    made_of = digest(FORM, _STYLE, _explained(site))
    yield Plan(path="feed.css", fingerprint=made_of, stories=(), make=partial(_make, site))


def _explained(site: Site) -> str:
    """Return what a reader who came here by a click should know."""
    speech = language(main_language(site))
    return speech.gettext(
        "This is a web feed: it brings new posts to you by itself. Copy the address of this page into a feed reader, a mail program "
        "or a portal to follow it. The same posts as a page to read: %(page)s"
    ) % {"page": base(site)}


def _make(site: Site, _: Mapping[int, Text]) -> bytes:
    return (_STYLE % {"explained": _string(_explained(site))}).encode()


def _string(text: str) -> str:
    """Return a CSS string (CSS Syntax section 4.3.5) that nothing in `text` can end."""
    plain = one_line(characters(text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'
