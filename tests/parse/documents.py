"""Strategies for feeds of every format: what blogs write, in any order, with the oddities that well-formed XML allows."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
        "wfw": "http://wellformedweb.org/CommentAPI/",
        "thr": "http://purl.org/syndication/thread/1.0",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "atom": "http://www.w3.org/2005/Atom",
        "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
        "georss": "http://www.georss.org/georss",
    }.items()
)
PLAIN = st.text("abc éœ’中&<>\"'\n\t;#x", max_size=30)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>Un <b>mot</b></p>", "<p>", "</div>", "<br/>", "&amp;", "&eacute;", "&nbsp;", "&lt;b&gt;", "<img src='a/b.png'>",
            '<a href="#n1">1</a>', '<a href="../x?a=1&amp;b=2">x</a>', '<p id="n1">note</p>', "<script>alert(1)</script>",
            "<dialog>", "C++ & plus", "texte ", "<!-- c -->", "<h2>Titre</h2>", "\n\n", "Ã©tÃ©", "<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>",
            "<img src='https://a.example/p.gif' width='1' height='1'>", "&amp;lt;i&amp;gt;",
        ]
    ),
    max_size=8,
).map("".join)  # fmt: skip
ADDRESSES = st.sampled_from(
    ["https://blog.example/a", "/b?x=1&y=2", "c/d", "?p=3", "#frag", "", " https://blog.example/e ", "mailto:a@b.example",
     "tag:blog.example,2026:1", "urn:uuid:1", "javascript:alert(1)", "HTTP://Blog.example/F", "//cdn.example/g.png", "http:///h", "https://é.example/û",
     "https://blog.example/i?", "https://blog.example/../j#"]
)  # fmt: skip
DATES = st.sampled_from(
    ["Tue, 24 Nov 2026 08:00:00 GMT", "2026-11-24T08:00:00+01:00", "2026-11-24", "24 nov. 2026", "hier", "", "1764000000", "31 Feb 2026", "1985-01-01T00:00:00Z"]
)  # fmt: skip
PEOPLE = st.sampled_from(
    ["Ada Lovelace", "ada@blog.example.org (Ada Lovelace)", "Ada <ada@blog.example.org>", "ada@blog.example.org", "", "A & B", "Ada ada@blog.example.org", "  Ada\n"]
)  # fmt: skip
LANGUAGES = st.sampled_from(["fr", "en_GB", "", "fr-CA"])
TYPES = st.sampled_from(["text", "html", "text/plain", "text/html", "HTML"])


@st.composite
def written(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Return a text as XML writes it: escaped, or as CDATA, with white space or a comment around."""
    value = draw(values)
    way = draw(st.integers(0, 5))
    if way == 0 and "]]>" not in value:
        return f"<![CDATA[{value}]]>"
    if way == 1:
        return f"\n  {escape(value)}  \n"
    if way == 2:
        return f"{escape(value)}<!-- & -->"
    return escape(value)


def attribute(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return an attribute, or none."""
    return st.one_of(st.just(""), values.map(lambda value: f" {name}={quoteattr(value)}"))


def element(
    names: list[str], values: st.SearchStrategy[str], *attributes: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Return an element of one of these names."""
    return st.builds(
        lambda name, text, *given: f"<{name}{''.join(given)}>{text}</{name}>",
        st.sampled_from(names),
        written(values),
        *attributes,
    )


def empty(names: list[str], *attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return an element without content."""
    return st.builds(lambda name, *given: f"<{name}{''.join(given)}/>", st.sampled_from(names), *attributes)


LANG = attribute("xml:lang", LANGUAGES)
BASE = attribute("xml:base", st.sampled_from(["https://other.example/x/", "sub/", ""]))
PERSON = st.builds(
    lambda name, who, parts: f"<{name}>{who}{''.join(parts)}</{name}>",
    st.sampled_from(["author", "contributor"]),
    element(["name"], st.sampled_from(["Ada Lovelace", "A & B", " Grace\nHopper "])),
    st.lists(element(["email"], PEOPLE) | element(["uri"], ADDRESSES), max_size=2),
)
ATOM_LINK = empty(
    ["link"],
    attribute("href", ADDRESSES),
    attribute("rel", st.sampled_from(["alternate", "self", "enclosure", "related", "via", "replies", "license", "Alternate", "hub"])),
    attribute("type", st.sampled_from(["text/html", "audio/mpeg", "application/json", "application/atom+xml"])),
    attribute("length", st.sampled_from(["12", "x", "0"])),
    attribute("title", PLAIN),
    BASE,
)  # fmt: skip
MODULES = st.one_of(
    element(["dc:creator", "itunes:author"], PEOPLE),
    element(["dc:date", "dcterms:created", "dcterms:modified", "dcterms:issued"], DATES),
    element(["dc:subject", "itunes:keywords"], PLAIN),
    element(["dc:language"], LANGUAGES),
    element(["slash:comments", "thr:total"], st.sampled_from(["3", "x", "0"])),
    element(["wfw:commentRss"], ADDRESSES),
    element(["feedburner:origLink"], ADDRESSES),
    element(["creativeCommons:license"], ADDRESSES),
    element(["itunes:duration"], st.sampled_from(["61", "1:02:03", "x"])),
    element(["content:encoded"], MARKUP),
    element(["georss:point"], st.just("45.1 3.2")),
    element(["media:title"], PLAIN),
    empty(["media:thumbnail"], attribute("url", ADDRESSES)),
    empty(["itunes:image"], attribute("href", ADDRESSES)),
    empty(
        ["media:content"],
        attribute("url", ADDRESSES),
        attribute("type", st.sampled_from(["image/png", "video/mp4"])),
        attribute("medium", st.sampled_from(["image", "audio"])),
        attribute("width", st.sampled_from(["640", "x"])),
    ),
)
CATEGORY = element(
    ["category"], PLAIN, attribute("domain", st.sampled_from(["d", ""])), attribute("term", PLAIN), attribute("label", PLAIN)
)  # fmt: skip
RSS_ELEMENT = st.one_of(
    element(["title"], PLAIN | MARKUP, LANG),
    element(["link", "comments"], ADDRESSES),
    element(["guid"], ADDRESSES, attribute("isPermaLink", st.sampled_from(["true", "false", "True"]))),
    element(["pubDate"], DATES),
    element(["description"], MARKUP, LANG, BASE),
    element(["author"], PEOPLE),
    element(["copyright"], PLAIN),
    CATEGORY,
    empty(["enclosure"], attribute("url", ADDRESSES), attribute("type", st.just("audio/mpeg")), attribute("length", st.just("9"))),
    element(["source"], PLAIN, attribute("url", ADDRESSES)),
    element(["ttl"], st.sampled_from(["60", "x"])),
    element(["language"], LANGUAGES),
    ATOM_LINK.map(lambda link: link.replace("<link", "<atom:link", 1)),
    MODULES,
)  # fmt: skip
XHTML = st.lists(
    st.sampled_from(["texte ", "<p>a<br/>b</p>", "<b>c</b>", "&amp;", '<img src="x.png" alt="&quot;"/>', "<p xml:lang='en'>x</p>", "<div>d</div>", "<i/>"]),
    max_size=5,
).map("".join)  # fmt: skip
ATOM_XHTML = st.builds(
    lambda name, lang, inner: (
        f'<{name} type="xhtml"{lang}><div xmlns="http://www.w3.org/1999/xhtml">{inner}</div></{name}>'
    ),
    st.sampled_from(["title", "summary", "content"]),
    LANG,
    XHTML,
)
ATOM_ELEMENT = st.one_of(
    element(
        ["title", "summary", "content", "rights", "subtitle"], PLAIN | MARKUP, attribute("type", TYPES), LANG, BASE
    ),
    ATOM_XHTML,
    ATOM_LINK,
    element(["id", "icon", "logo"], ADDRESSES),
    element(["updated", "published"], DATES),
    PERSON,
    empty(["category"], attribute("term", PLAIN), attribute("scheme", PLAIN), attribute("label", PLAIN)),
    st.builds(
        lambda parts: f"<source>{''.join(parts)}</source>",
        st.lists(element(["id"], ADDRESSES) | element(["title"], PLAIN) | ATOM_LINK, max_size=4),
    ),
    MODULES,
)


SAID_OF_ITSELF = st.one_of(
    element(["dc:creator", "itunes:author"], PEOPLE),
    element(["dc:date", "dcterms:modified"], DATES),
    element(["dc:language"], LANGUAGES),
    element(["sy:updatePeriod"], st.sampled_from(["daily", "x"])),
    element(["sy:updateFrequency"], st.sampled_from(["2", "x"])),
    element(["creativeCommons:license"], ADDRESSES),
    empty(["itunes:image"], attribute("href", ADDRESSES)),
    element(["generator"], PLAIN),
)
CHANNEL_ELEMENT = st.one_of(
    element(["title"], PLAIN | MARKUP, LANG),
    element(["link"], ADDRESSES),
    element(["description"], MARKUP, LANG, BASE),
    element(["pubDate", "lastBuildDate"], DATES),
    element(["managingEditor", "webMaster"], PEOPLE),
    element(["copyright"], PLAIN),
    element(["ttl"], st.sampled_from(["60", "x"])),
    element(["language"], LANGUAGES),
    CATEGORY,
    ATOM_LINK.map(lambda link: link.replace("<link", "<atom:link", 1)),
    st.builds(lambda url: f"<image>{url}<title>Logo</title><link>/</link></image>", element(["url"], ADDRESSES)),
    st.lists(st.sampled_from(["0", "7", "23", "x"]), max_size=4).map(
        lambda hours: f"<skipHours>{''.join(f'<hour>{hour}</hour>' for hour in hours)}</skipHours>"
    ),
    SAID_OF_ITSELF,
)
FEED_ELEMENT = st.one_of(
    element(["title", "rights", "subtitle"], PLAIN | MARKUP, attribute("type", TYPES), LANG, BASE),
    ATOM_LINK,
    element(["id", "icon", "logo"], ADDRESSES),
    element(["updated", "published"], DATES),
    PERSON,
    SAID_OF_ITSELF,
)


def _many(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=7).map("".join)


@st.composite
def rss(draw: st.DrawFn) -> str:
    """Return a document of RSS 0.9x or 2.0."""
    items = "".join(f"<item{draw(BASE)}>{draw(_many(RSS_ELEMENT))}</item>" for _ in range(draw(st.integers(0, 3))))
    version = draw(st.sampled_from(["2.0", "0.91", "0.92", "", "1.0"]))
    return f'<rss version="{version}" {NAMESPACES}{draw(LANG)}><channel>{draw(_many(CHANNEL_ELEMENT))}{items}</channel></rss>'


@st.composite
def rdf(draw: st.DrawFn) -> str:
    """Return a document of RSS 1.0."""
    items = "".join(
        f'<item rdf:about="{draw(st.sampled_from(["https://blog.example/1", "2"]))}">{draw(_many(RSS_ELEMENT))}</item>'
        for _ in range(draw(st.integers(0, 3)))
    )
    spaces = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    return f"<rdf:RDF {spaces} {NAMESPACES}><channel>{draw(_many(CHANNEL_ELEMENT))}</channel>{items}</rdf:RDF>"


@st.composite
def atom(draw: st.DrawFn) -> str:
    """Return a document of Atom 1.0 or 0.3."""
    entries = "".join(
        f"<entry{draw(LANG)}{draw(BASE)}>{draw(_many(ATOM_ELEMENT))}</entry>" for _ in range(draw(st.integers(0, 3)))
    )
    root = draw(
        st.sampled_from(['xmlns="http://www.w3.org/2005/Atom"', 'version="0.3" xmlns="http://purl.org/atom/ns#"'])
    )
    spaces = NAMESPACES.replace('xmlns:atom="http://www.w3.org/2005/Atom" ', "")
    return f"<feed {root} {spaces}{draw(LANG)}{draw(BASE)}>{draw(_many(FEED_ELEMENT))}{entries}</feed>"


FEEDS = st.one_of(rss(), rdf(), atom())
