"""What several formats work out of one site, worked out once; it goes when the site goes."""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from planet.render.site import Site

Kept = TypeVar("Kept")

_KEPT: WeakKeyDictionary[Site, dict[tuple[str, object], Any]] = WeakKeyDictionary()


def once(site: Site, kind: str, name: object, make: Callable[[], Kept]) -> Kept:
    """Return what was made of this site under this name, making it the first time. What is made must not hold the site."""
    held = _KEPT.setdefault(site, {})
    key = (kind, name)
    if key not in held:
        held[key] = make()
    found: Kept = held[key]
    return found
