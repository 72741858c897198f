"""Pages that stand before a feed: challenges that browsers pass and feed readers do not."""

import re

LOOK = 64 * 1024
"""Bytes of a page that are looked at."""

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf|\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"_cf_chl_opt", "Cloudflare"),
    (b"cf-chl-", "Cloudflare"),
    (b"/cdn-cgi/challenge-platform/", "Cloudflare"),
    (b"attention required! | cloudflare", "Cloudflare"),
    (b"<title>just a moment...</title>", "Cloudflare"),
    (b"anubis_challenge", "Anubis"),
    (b"/.within.website/x/", "Anubis"),
    (b"making sure you're not a bot", "Anubis"),
    (b"making sure you&#39;re not a bot", "Anubis"),
    (b"awswafcookiedomainlist", "AWS WAF"),
    (b"aws-waf-token", "AWS WAF"),
    (b"sucuri_cloudproxy_js", "Sucuri"),
    (b"_incapsula_resource", "Imperva"),
    (b"ddos-guard", "DDoS-Guard"),
    (b"captcha-delivery.com", "DataDome"),
    (b"px-captcha", "HUMAN"),
    (b"vercel security checkpoint", "Vercel"),
    (b"slowaes.decrypt", "testcookie"),
    (b"wp-spamshield", "WordPress"),
    (b"bunkerweb", "BunkerWeb"),
)
"""What gives a challenge away, in lower case, and who sets it up."""


def looks_like_html(body: bytes) -> bool:
    """Return whether a document is a web page and no feed."""
    start = body[:LOOK]
    return _HTML.match(start) is not None and _FEED.search(start[:2048]) is None


def challenge(body: bytes, *, mitigated: str = "") -> str:
    """Return who stands before the feed ("Cloudflare", "Anubis" …); empty when nobody is known to.

    `mitigated` is the header `cf-mitigated`.
    """
    if mitigated.strip().lower() == "challenge":
        return "Cloudflare"
    if not looks_like_html(body):
        return ""
    start = body[:LOOK].lower()
    return next((name for mark, name in MARKS if mark in start), "")
