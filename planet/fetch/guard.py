"""Which network addresses may be asked: what is written in the INI may stand anywhere, what it leads to may not."""

import ipaddress
from dataclasses import dataclass
from enum import StrEnum

from planet.config.settings import PrivateAddresses

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class Reach(StrEnum):
    """Who can reach a network address."""

    PUBLIC = "public"
    PRIVATE = "private"
    """Loopback, private (RFC 1918, RFC 4193) and carrier-grade NAT (RFC 6598)."""
    SPECIAL = "special"
    """Link-local, multicast, unspecified, reserved, and the addresses where clouds tell machines their secrets."""


_METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def reach(address: str) -> Reach:
    """Return who can reach an IP address (a zone after `%` is left out); SPECIAL when it is none."""
    try:
        ip = _inner(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return Reach.SPECIAL
    if ip in _METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return Reach.SPECIAL
    if ip.is_loopback or (ip.version == 4 and ip in _SHARED):
        return Reach.PRIVATE
    if ip.is_global:
        return Reach.PUBLIC
    return Reach.SPECIAL if ip.is_reserved else Reach.PRIVATE


def _inner(ip: _IP) -> _IP:
    """Return the IPv4 address that an IPv6 one carries (mapped, NAT64, 6to4, Teredo): that is where it leads."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    # The last 32 bits count for NAT64, and for ::a.b.c.d, deprecated but still understood by some systems.
    if carried is None and (any(ip in network for network in _NAT64) or 1 < int(ip) < 2**32):
        carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return carried or ip


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be connected to on one hop."""

    anywhere: bool
    """The address is the operator's own word, or all addresses are allowed."""
    private: bool = False
    """Private addresses are allowed: the blog's own stands among them."""

    def allows(self, address: str) -> bool:
        """Return whether this IP address may be asked."""
        if self.anywhere:
            return True
        found = reach(address)
        return found is Reach.PUBLIC or (self.private and found is Reach.PRIVATE)


OWN = Guard(anywhere=True)
"""For an address the operator wrote."""
PUBLIC = Guard(anywhere=False)
"""For an address that a stranger named."""


def led_to(rule: PrivateAddresses, *, own_is_private: bool) -> Guard:
    """Return the guard of an address that a redirect led to."""
    if rule is PrivateAddresses.ALWAYS:
        return OWN
    return Guard(anywhere=False, private=rule is PrivateAddresses.OWN and own_is_private)


class ForbiddenAddressError(OSError):
    """The guard does not allow the address a name stands for."""

    def __init__(self, address: str) -> None:
        """Name the network address."""
        super().__init__(f"{address} is a private address")
        self.address = address
