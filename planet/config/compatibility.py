"""What Planet and Venus have and Nuage does otherwise: for each of their options, one line that says what replaces it."""

from collections.abc import Mapping
from types import MappingProxyType

from planet.config.problems import gettext

PROGRAMS = gettext(
    "Nuage runs no programs over posts; use show, filter, exclude, only_tags, not_tags or only_languages"
)
_TYPES = gettext("no longer needed: what a text is, plain or markup, is found out post by post")

REPLACED: Mapping[str, str] = MappingProxyType(
    {
        "cache_keep_entries": gettext("no longer needed: the archive keeps every post"),
        "content_type": _TYPES,
        "django_autoescape": gettext("no longer needed: themes are Jinja2 and escape what they show"),
        "filter_directories": PROGRAMS,
        "filters": PROGRAMS,
        "generator_uri": gettext("no longer needed: output feeds name Nuage as their generator"),
        "http_cache_directory": gettext("no longer needed: what HTTP must remember lies in cache_directory"),
        "name_type": _TYPES,
        "online_accounts": gettext("no longer followed: list the feeds of these accounts as blogs of their own"),
        "pubsubhubbub_feeds": gettext("no longer needed: each output feed that changed is announced to the hub"),
        "summary_type": _TYPES,
        "title_type": _TYPES,
        "xml_base": gettext("no longer needed: links are resolved from the address the feed came from"),
    }
)
"""By option; read, kept for templates, and warned about."""

THEMES: Mapping[str, str] = MappingProxyType(
    {
        "asf": "classic",
        "classic_fancy": "classic",
        "common": "classic",
        "django": "classic",
        "genshi_fancy": "classic",
        "mobile": "nuage",
        "musings": "classic",
    }
)
"""Themes that came with Venus, and the one of Nuage that is nearest."""

TEMPLATE_OPTIONS = frozenset(
    {
        "activity_threshold",
        "feed_timeout",
        "new_feed_items",
        "cache_directory",
        "output_dir",
        "output_theme",
        "log_level",
    }
)
"""Options of the planet that act on nothing when they stand in a template's section."""

TEMPLATE_ENDINGS = (
    ".tmpl",
    ".j2",
    ".jinja",
    ".jinja2",
    ".xslt",
    ".xsl",
    ".genshi",
    ".plugin",
    ".py",
    ".sed",
    ".rb",
    ".dj",
    ".html",
)
"""How the names of templates and filters end; a section of such a name is theirs."""

LISTS = ("opml", "foaf", "rdf", "csv", "config")
"""Kinds of reading lists."""

TEMPLATE_KEYS = frozenset(
    {
        "facewidth",
        "faceheight",
        "nick",
        "twitter",
        "username",
        "portal",
        "feedid",
        "location",
        "groups",
        "country",
        "slug",
        "irc",
        "title",
        "icon",
        "feed",
    }
)
"""Keys that themes of real planets use: never taken for a misspelt option."""
