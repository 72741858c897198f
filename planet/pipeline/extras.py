"""Which extras are installed that change what a site holds; asked by every run, so it loads nothing."""

import importlib.util


def posters_available() -> bool:
    """Tell whether the extra `posters` is installed: Pillow to draw, and the fonts that come with matplotlib."""
    return all(importlib.util.find_spec(name) is not None for name in ("PIL", "matplotlib"))
