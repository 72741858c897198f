"""What the person who starts a run may ask for, beyond what the INI says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """One run's choices."""

    fetch: bool = True
    render: bool = True
    override: bool = False
    """Ask blogs before `min_interval` is over; never before Retry-After."""
    force: frozenset[str] = frozenset()
    """INI addresses or slugs of blogs to ask now, without validators."""
