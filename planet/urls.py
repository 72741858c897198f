"""Addresses: their parts, their public form, and the form by which two of them are known to be one."""

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"""(?:utm_|mtm_|pk_|piwik_|matomo_|at_|hsa_|mc_|_hs|__hs|wt_|oly_|vero_|fb_action_|trk_|asc_|ns_|mkt_|sc_|stm_
        |itm_|elq|guce_|hmb_|amp_js|ml_subscriber|yt_src|dm_i|_branch_).*
    |   fbclid|gclid|dclid|msclkid|yclid|ysclid|twclid|ttclid|gclsrc|gbraid|wbraid|igshi?d?|mibextid|sfnsn|li_fat_id
    |   xtor|xtref|xtdt|xts|_openstat|s_cid|s_kwcid|cmpid|ncid|spm|trk|fb_ref|fb_source|guccounter|__twitter_impression
    |   amp_gsa|usqp|var_mode|var_recherche|phpsessid|jsessionid|wickedid|epik|ef_id|zanpid|sref|srnd|ref_src|ref_url
    |   _ke|_ga|_gl""",
    re.VERBOSE,
)
"""Parameters that say how a reader came, never which page is meant; of mailings, campaigns, sessions and SPIP."""
_ORIGIN = frozenset({"ref", "from", "source", "via", "src", "origin", "feature", "share"})
"""Parameters that mostly say where a reader came from, but may be an identifier: dropped for known values only."""
_ORIGINS = re.compile(
    r"rss\d*|atom|feed|feeds|feedly|feedburner|flux|newsletter|infolettre|email|e-?mail|mail|twitter|mastodon|facebook"
    r"|linkedin|bluesky|planet|planete|social|share|shared|partage|home|homepage|accueil|youtu\.be|search|\S+\.[a-z]{2,}"
)
_SWITCHES = {
    "amp": frozenset({"", "1", "true", "yes"}),
    "m": frozenset({"0", "1"}),
    "mobile": frozenset({"", "0", "1", "true"}),
    "outputtype": frozenset({"amp"}),
    "format": frozenset({"amp"}),
    "view": frozenset({"amp", "mobile"}),
}
"""Parameters that choose how a page is dressed, with the values that do so (`?m=202401` is a month, `?m=1` a phone)."""
_NOWHERE = re.compile(r"more(-\d+)?|respond|comments|xtor.*|utm_.*|at_medium.*|:~:text=.*|echobox=.*", re.IGNORECASE)
"""Fragments that point into the same post or carry tracking; every other one may tell two posts apart."""
_INDEX = re.compile(r"/(index|default)\.(html?|xhtml|php\d?|aspx?|jsp|cgi)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_AMP = re.compile(r"(?<=.)/amp/?$|\.amp(?=\.html?$)", re.IGNORECASE)
_DRESS = re.compile(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)")
_SAFE = "!$'()*,;:@-._~"


REMEMBERED = 4096
"""Addresses whose parts and canonical forms are kept: merging one feed comes back to the same few again and again."""


@lru_cache(REMEMBERED)
def split(url: str) -> SplitResult | None:
    """Return the parts of an address, or None when it cannot be read as one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def host(url: str) -> str:
    """Return the host in lower case, without port or credentials; empty when there is none."""
    parts = split(url)
    return (parts.hostname or "") if parts else ""


def without_credentials(url: str) -> str:
    """Return the address as it may be printed: user name and password left out."""
    parts = split(url)
    if parts is None or "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@lru_cache(REMEMBERED)
def canonical(url: str) -> str:
    """Return the form by which two addresses are known to be one page: compare it, never ask or show it.

    Scheme, credentials, default port, `www.`, tracking parameters and the dress (AMP, mobile) go; letter case of the
    path, parameters that are not known, and fragments stay, for each may tell two posts apart. What is not an http
    address (`tag:`, `urn:`) is returned as it is, without white space around it. Made of RFC 3986 section 6.2 and of
    what feeds do.

    >>> canonical("http://www.Blog.example:80/a/./b/index.html?utm_source=rss&id=7#more-12")
    'blog.example/a/b?id=7'
    >>> canonical("https://blog.example/p/aB3") == canonical("https://blog.example/p/Ab3")
    False
    """
    text = url.strip().replace("&amp;", "&")
    parts = split(text)
    if parts is None or parts.scheme.lower() not in {"http", "https", ""} or not parts.hostname:
        return text
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = _query(parts.query)
    fragment = "" if _NOWHERE.fullmatch(parts.fragment) else _requoted(parts.fragment, "/?&=+")
    return _host(parts.hostname) + port + _path(parts.path) + (query and f"?{query}") + (fragment and f"#{fragment}")


def is_dressed(url: str) -> bool:
    """Return whether an address carries what its canonical form drops: tracking, or the mobile or AMP form of a page."""
    parts = split(url.strip())
    if parts is None or not parts.hostname:
        return False
    pairs = [pair for pair in parts.query.split("&") if pair]
    kept = [pair for pair in _query(parts.query).split("&") if pair]
    mobile = parts.hostname.lower().startswith(("m.", "amp.", "mobile."))
    return mobile or len(kept) < len(pairs) or _AMP.search(parts.path) is not None


def _host(name: str) -> str:
    """Return a host in its ASCII form, without the label that only says how the page is dressed."""
    name = unicodedata.normalize("NFC", name).lower().rstrip(".")
    if not name.isascii():
        with suppress(UnicodeError):  # what the DNS could not hold is compared as written
            name = name.encode("idna").decode("ascii")
    if ":" in name:
        return f"[{name}]"
    return _DRESS.sub("", name)


def _path(path: str) -> str:
    """Return a path with dot segments, doubled slashes, index file, AMP segment and last slash gone."""
    segments: list[str] = []
    for segment in _INDEX.sub("/", _SESSION.sub("", path)).split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(_requoted(segment, "&=+"))
    return _AMP.sub("", "".join(f"/{segment}" for segment in segments))


def _query(query: str) -> str:
    """Return the parameters that may name a page, in alphabetical order."""
    kept = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        if pair and not _is_noise(name.lower(), value.lower()):
            kept.append(_requoted(name.replace("+", " "), "/?") + equals + _requoted(value.replace("+", " "), "/?="))
    return "&".join(sorted(kept))


def _is_noise(name: str, value: str) -> bool:
    """Return whether a parameter, in lower case, says nothing of which page is meant."""
    if _TRACKING.fullmatch(name):
        return True
    if name in _ORIGIN:
        return _ORIGINS.fullmatch(value) is not None
    return value in _SWITCHES.get(name, ())


def _requoted(text: str, safe: str) -> str:
    """Return a part of an address with one spelling for each character: RFC 3987 forms, NFC, minimal percent signs."""
    if text.isascii() and "%" not in text:
        return quote(text, safe=_SAFE + safe)
    data = unquote_to_bytes(text)
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        plain = data.decode("latin-1")
    return quote(unicodedata.normalize("NFC", plain), safe=_SAFE + safe)
