"""Licences by the address a feed gives, named as people know them."""

import re

from planet.render.markup import is_web, uri
from planet.render.pages.views import Outside

_CREATIVE = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?P<kind>licenses|publicdomain)/(?P<name>[a-z-]+)/(?P<version>\d\.\d)?",
    re.IGNORECASE,
)
_KNOWN = {
    "etalab.gouv.fr/licence-ouverte": "Licence Ouverte",
    "gnu.org/licenses/fdl": "GFDL",
    "artlibre.org": "Licence Art Libre",
    "opendatacommons.org/licenses/odbl": "ODbL",
}


def licence(text: str) -> Outside | None:
    """Return a licence as it is shown; words without an address stay words, an unknown address bears its host's name."""
    text = text.strip()
    if not text:
        return None
    if not is_web(text):
        return Outside(label=text[:80], href="")
    return Outside(label=_name(text), href=uri(text))


def _name(address: str) -> str:
    if found := _CREATIVE.match(address):
        name = found["name"].lower()
        if found["kind"].lower() == "publicdomain":
            return "CC0" if name == "zero" else "Public domain"
        return f"CC {name.upper()} {found['version'] or ''}".strip()
    known = (name for part, name in _KNOWN.items() if part in address.lower())
    return next(known, "") or address.partition("://")[2].partition("/")[0]
