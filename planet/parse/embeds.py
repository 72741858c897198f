"""What an allow-list cannot say: players become titled links, beacons go, headings step down, before the sanitiser."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from planet.model import Media
from planet.parse import addresses
from planet.parse.tokens import ATTRIBUTES, OTHER, attributes, others

EMBEDDED = frozenset(("iframe", "object", "embed"))
"""Players and pages within the page."""
_LEVELS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_EMBED = re.compile(
    rf"<(?:(iframe)\b({ATTRIBUTES})>?([^<]*+(?:<(?!/?iframe\b)[^<]*+)*+(?:</iframe\s*>)?)"
    rf"|(object)\b({ATTRIBUTES})>(?:([^<]*+(?:<(?!/?object\b)[^<]*+)*+)</object\s*>)?"
    rf"|(embed)\b({ATTRIBUTES})(?:>|\Z))|{others('iframe', 'object', 'embed')}|{OTHER}",
    re.IGNORECASE,
)
_IMAGE = re.compile(rf"<img\b({ATTRIBUTES})(?:>|\Z)", re.IGNORECASE)
_HEADING = re.compile(r"</?[hH][1-6](?=[\s/>])")
_INNER = re.compile(rf"<(?:embed|param|a|img|iframe)\b({ATTRIBUTES})>", re.IGNORECASE)
_TINY = re.compile(r"^\s*0*[0-3](?:px)?\s*$", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:width|height)\s*:\s*[01]px", re.IGNORECASE)
_TRACKERS = re.compile(
    r"^https?://(?:[^/]*\.)?(?:feeds\.feedburner\.com/~r/|feedproxy\.google\.com/~r/|feeds\.wordpress\.com/1\.0/|pixel\.wp\.com/"
    r"|stats\.wordpress\.com/|blogger\.googleusercontent\.com/tracker/|[^/]*/tracker/|doubleclick\.net/|pheedo\.com/"
    r"|pixel\.quantserve\.com/|google-analytics\.com/|feedsportal\.com/|scorecardresearch\.com/|sb\.scorecardresearch\.com/"
    r"|rss\.buysellads\.com/|feedads\.g\.doubleclick\.net/|statcounter\.com/|medium\.com/_/stat|count\.carrierzone\.com/"
    r"|counter\.theconversation\.com/|counter\.theconversation\.edu\.au/|bat\.bing\.com/|facebook\.com/tr\b)"
    r"|/(?:beacon|pixel|spacer|blank|clear|tracking)\.gif(?:\?|$)|/matomo\.php\?|/piwik\.php\?",
    re.IGNORECASE,
)
_FIRST_HEADING = 4
"""The level that the highest heading of a post takes: the page's title, its days and the post's own stand above."""


@dataclass(slots=True)
class Found:
    """What was met on the way: films and sounds of known players."""

    media: list[Media] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Player:
    """A film or sound at a known host."""

    host: str
    page: str
    thumbnail: str = ""
    kind: str = "video"


def prepared(markup: str, base: str, names: frozenset[str]) -> tuple[str, Found]:
    """Return markup for the sanitiser, and what was found in it; `names` are those of its elements.

    Markup that needs nothing is returned as it is.
    """
    found = Found()
    if names & EMBEDDED:
        markup = _EMBED.sub(lambda match: _embed(match, base, found), markup)
    if "img" in names:
        markup = _IMAGE.sub(lambda match: _image(match, base), markup)
    return _headings(markup, names & _LEVELS), found


def _headings(markup: str, used: frozenset[str]) -> str:
    """Let the highest heading used stand at level 4, the others below it in their order."""
    levels = {name[1]: str(min(6, _FIRST_HEADING + place)) for place, name in enumerate(sorted(used))}
    if all(level == said for said, level in levels.items()):
        return markup
    said = {
        start + said: f"{start.lower()}{level}"
        for said, level in levels.items()
        for start in ("<h", "</h", "<H", "</H")
    }
    return _HEADING.sub(lambda match: said.get(match[0], match[0]), markup)


def _image(match: re.Match[str], base: str) -> str:
    """Leave out beacons; take the real address of images that a script would have loaded."""
    given = match[1]
    if not _is_suspect(given):
        return match[0]
    said = attributes(given)
    source = addresses.absolute(base, said.get("src", ""))
    lazy = next((said[name] for name in _LAZY if said.get(name)), "")
    was_late = bool(lazy) and (not source or bool(_PLACEHOLDER.search(source)))
    if is_beacon(said, addresses.absolute(base, lazy) if was_late else source):
        return ""
    if was_late:
        return f'<img src="{html.escape(lazy)}" alt="{html.escape(said.get("alt", ""))}">'
    return match[0]


_LAZY = ("data-lazy-src", "data-src", "data-original", "data-orig-file")
_PLACEHOLDER = re.compile(r"/(?:blank|placeholder|spacer|lazy|transparent|1x1)[^/]*$", re.IGNORECASE)
_SMALL_SIZE = re.compile(r"(?:width|height)\s*[=:]\s*[\"']?\s*0*[0-3](?![0-9])")
_SOURCE = re.compile(r"\ssrc\s*=\s*[\"']?([^\"'\s>]*)")
_SUSPECT = (
    "/~r/", "track", "pixel", "beacon", "stat", "count", "spacer", "blank", "clear", "pheedo", "feedsportal", "wordpress.com/1.0", "piwik",
    "matomo", "doubleclick", "analytics", "buysell", "facebook.com/tr", "bing.com", "quantserve", "lazy", "placeholder", "transparent", "1x1",
)  # fmt: skip


def _is_suspect(given: str) -> bool:
    """Tell whether an image needs a closer look: most have an address that is plainly that of a picture, and a size."""
    given = given.lower()
    source = _SOURCE.search(given)
    if source is None or not source[1] or "style" in given:
        return True
    if "data-" in given and any(name in given for name in _LAZY[:-1]):
        return True
    sizes = given.find("width"), given.find("height")
    if max(sizes) >= 0 and _SMALL_SIZE.search(given, min(place for place in sizes if place >= 0)):
        return True
    address = source[1]
    return any(map(address.__contains__, _SUSPECT))


def is_beacon(said: dict[str, str], source: str) -> bool:
    """Tell whether an image is there to be counted, not to be seen."""
    small = bool(_TINY.match(said.get("width", "x"))) and bool(_TINY.match(said.get("height", "x")))
    style = said.get("style", "")
    return small or bool(style and _HIDDEN.search(style)) or bool(source and _TRACKERS.search(source))


def _embed(match: re.Match[str], base: str, found: Found) -> str:
    """Put a link in the place of a player."""
    name = (match[1] or match[4] or match[7] or "").lower()
    if not name:
        return match[0]
    rest, inner = match[2] or match[5] or match[8] or "", match[3] or match[6] or ""
    said = attributes(rest)
    address = said.get("src") or said.get("data") or said.get("data-src") or said.get("data-lazy-src") or ""
    if not address and name == "object":
        address = next((value for value in map(_inner_address, _INNER.findall(inner)) if value), "")
    address = addresses.absolute(base, address)
    if not address or _TRACKERS.search(address) or is_beacon(said, ""):
        return ""
    return link_for(address, said.get("title", "").strip(), found)


def _inner_address(text: str) -> str:
    said = attributes(text)
    if said.get("name", "").lower() in ("movie", "src", "filename"):
        return said.get("value", "")
    return said.get("src", "")


def link_for(address: str, title: str, found: Found) -> str:
    """Return the paragraph that stands for a player."""
    known = player(address)
    if known is None:
        label = title or addresses.shown(address)
        return f'<p><a href="{html.escape(address)}">{html.escape(label)}</a></p>'
    found.media.append(Media(url=address, kind=known.kind, title=title, thumbnail=known.thumbnail, page=known.page))
    label = f"{title} ({known.host})" if title and known.host.lower() not in title.lower() else title or known.host
    picture = f'<img src="{html.escape(known.thumbnail)}" alt=""> ' if known.thumbnail else ""
    return f'<p><a href="{html.escape(known.page)}">{picture}{html.escape(label)}</a></p>'


_PLAYERS = re.compile(r"youtu|vimeo|dailymotion|canal-u|soundcloud|/videos/embed/", re.IGNORECASE)


def player(address: str) -> Player | None:
    """Return the player an embedded address belongs to, when it is known."""
    if not _PLAYERS.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return None
    return _youtube(host, parts.path, query) or _others(host, parts.path, query, address)


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> Player | None:
    if host not in ("youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"):
        return None
    match = re.match(r"^/(?:embed|v|e|shorts|live)/([\w-]{6,20})", path) or (
        re.match(r"^/([\w-]{6,20})$", path) if host == "youtu.be" else None
    )
    film = match[1] if match and match[1] != "videoseries" else query.get("v", [""])[0]
    if re.fullmatch(r"[\w-]{6,20}", film):
        return Player(
            "YouTube", f"https://www.youtube.com/watch?v={film}", f"https://i.ytimg.com/vi/{film}/hqdefault.jpg"
        )
    series = query.get("list", [""])[0]
    if re.fullmatch(r"[\w-]{6,60}", series):
        return Player("YouTube", f"https://www.youtube.com/playlist?list={series}")
    return None


_PATTERNS: tuple[tuple[re.Pattern[str], str, str, str, str], ...] = (
    (re.compile(r"^player\.vimeo\.com/video/(\d+)"), "Vimeo", "https://vimeo.com/{0}", "", "video"),
    (re.compile(r"^vimeo\.com/(\d+)"), "Vimeo", "https://vimeo.com/{0}", "", "video"),
    (
        re.compile(r"^(?:geo\.)?dailymotion\.com/(?:embed/video|swf/video|video)/([A-Za-z0-9]+)"),
        "Dailymotion",
        "https://www.dailymotion.com/video/{0}",
        "https://www.dailymotion.com/thumbnail/video/{0}",
        "video",
    ),
    (re.compile(r"^canal-u\.tv/embed/(\d+)"), "Canal-U", "https://www.canal-u.tv/embed/{0}", "", "video"),
    (re.compile(r"^canal-u\.tv/(.+)$"), "Canal-U", "https://www.canal-u.tv/{0}", "", "video"),
)


def _others(host: str, path: str, query: dict[str, list[str]], address: str) -> Player | None:
    for pattern, name, page, thumbnail, kind in _PATTERNS:
        if match := pattern.match(host + path):
            return Player(name, page.format(match[1]), thumbnail.format(match[1]), kind)
    if host == "w.soundcloud.com":
        target = query.get("url", [""])[0]
        page = target if target.startswith("https://soundcloud.com/") else address
        return Player("SoundCloud", page, "", "audio")
    if host == "geo.dailymotion.com" and (film := query.get("video", [""])[0]).isalnum():
        return Player(
            "Dailymotion",
            f"https://www.dailymotion.com/video/{film}",
            f"https://www.dailymotion.com/thumbnail/video/{film}",
        )
    # PeerTube runs on anybody's host; its paths give it away.
    if match := re.match(r"^/videos/embed/([0-9a-f-]{36}|[A-Za-z0-9]{22})$", path):
        return Player("PeerTube", f"https://{host}/w/{match[1]}")
    return None
