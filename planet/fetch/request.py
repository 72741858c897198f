"""The request: few headers, always the same, and validators and credentials only where they belong."""

import requests
from requests.models import PreparedRequest

from planet import __version__
from planet.fetch.errand import Errand

FEEDS = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.7, */*;q=0.1"
)
"""What is accepted where a feed is expected."""
ENCODINGS = "gzip, deflate, br, zstd"


def request(errand: Errand, agent: str) -> PreparedRequest:
    """Return the request for the hop under way."""
    prepared = PreparedRequest()
    prepared.prepare_method("GET" if errand.form is None else "POST")
    prepared.prepare_url(errand.url, None)
    prepared.body = errand.form
    headers = {
        "User-Agent": agent,
        "Accept": errand.accept,
        "Accept-Encoding": ENCODINGS,
        **errand.validators(),
        **errand.credentials(),
    }
    if errand.form is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(errand.form))}
    prepared.headers = headers  # type: ignore[assignment]  # a plain dictionary serves, and keeps bytes as they are
    return prepared


def agent(link: str) -> str:
    """Return the User-Agent: name, version, and where the planet's people are found."""
    contact = requests.utils.requote_uri(link) if link else ""
    return f"Nuage/{__version__} (+{contact})" if contact else f"Nuage/{__version__}"
