"""Addresses in documents: resolved against their base (RFC 3986 section 5), and only those a reader may follow."""

import re
from functools import lru_cache
from urllib.parse import urljoin

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x20\x7f\u00a0\ufeff]+")
_INNER = re.compile(r"[\t\n\r]")
_LETTERS = r"!#-.0-;=?-Z_a-z~\u00a1-\uf8ff"
"""What may stand in an address as it is: not white space, not `"<>[\\]^`{|}`."""
_USUAL = re.compile(f"https?://[{_LETTERS}][{_LETTERS}/]*")
_ILLEGAL = {ord(letter): f"%{ord(letter):02X}" for letter in '"<>[]^`{|}'}
WEB = ("http", "https")
"""Schemes of pages."""
LINKS = ("http", "https", "mailto", "tel")
"""Schemes of links in posts."""


def tidy(address: str) -> str:
    """Return the address without surrounding white space and inner line breaks, blanks within as `%20`."""
    if not _CONTROL.search(address):
        return address
    return _CONTROL.sub(
        "%20", _INNER.sub("", address.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r \u00a0\ufeff"))
    )


def scheme(address: str) -> str:
    """Return the scheme in lower case; empty for a relative address."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


@lru_cache(maxsize=4096)
def joined(base: str, address: str) -> str:
    """Return the address resolved against a base, whatever its scheme; nothing where that cannot be done."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def absolute(base: str, address: str, schemes: tuple[str, ...] = WEB) -> str:
    """Return the absolute address, or nothing when it has no base or its scheme is not among `schemes`."""
    if _USUAL.fullmatch(address):
        return address
    address = tidy(address)
    if not address:
        return ""
    named = scheme(address)
    if not named:
        if scheme(base) not in WEB:
            return ""
        address = joined(base, address)
        named = scheme(address)
    if named not in schemes:
        return ""
    return _web(named, address) if named in WEB else address


def _web(named: str, address: str) -> str:
    rest = address[len(named) + 1 :]
    if not rest.startswith("//"):
        # `http:path` and `http:/host` are read by browsers, each in its way: leave them out.
        return ""
    # Slashes too many lead to the host behind them, in browsers and for both readers.
    host, slash, path = rest.lstrip("/").partition("/")
    # What no address may hold is written as browsers write it when they ask (RFC 3986 section 2); brackets stand in hosts.
    host, query, rest = host.partition("?")
    rest = query + rest + slash + path
    return f"{named}://{host}{rest.translate(_ILLEGAL)}" if host else ""


def base_of(outer: str, said: str) -> str:
    """Return the base that an xml:base makes of the outer one; the outer where it says nothing usable."""
    return absolute(outer, said) or outer


def first_base(*candidates: str) -> str:
    """Return the first that can serve as a base."""
    return next((address for address in candidates if scheme(address) in WEB), "")


def candidates(srcset: str) -> list[str]:
    """Return the candidates of a srcset, each `address` or `address descriptor`; commas within addresses are kept."""
    found: list[str] = []
    rest = srcset.strip()
    while rest and len(found) < 50:
        rest = rest.lstrip(" \t\n\r\f,")
        address, _, after = rest.partition(" ")
        if address.endswith(",") or not after:
            found.append(address.rstrip(","))
            rest = after
            continue
        descriptor, _, rest = after.partition(",")
        found.append(f"{address} {descriptor.strip()}")
    return [candidate for candidate in found if candidate]


def shown(address: str) -> str:
    """Return an address as a reader may be shown it: host and a short path, no credentials, no query."""
    rest = address.partition("//")[2].partition("?")[0].partition("#")[0]
    host, slash, path = rest.partition("/")
    label = host.rpartition("@")[2].removeprefix("www.") + (slash + path if path else "")
    return label if len(label) <= 60 else label[:59] + "…"
