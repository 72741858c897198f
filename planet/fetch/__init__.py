"""One conditional GET done right; when a blog may be asked again; what the cache remembers of it."""

from planet.fetch.cache import Cache
from planet.fetch.client import Client
from planet.fetch.exchange import Ask, Exchange, Hop
from planet.fetch.learn import Learned, learn
from planet.fetch.memo import HostMemo, Memo
from planet.fetch.policy import address, is_remote, of_archive, policy
from planet.fetch.turns import in_turn

__all__ = [
    "Ask",
    "Cache",
    "Client",
    "Exchange",
    "Hop",
    "HostMemo",
    "Learned",
    "Memo",
    "address",
    "in_turn",
    "is_remote",
    "learn",
    "of_archive",
    "policy",
]
