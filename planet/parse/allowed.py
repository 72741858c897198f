"""What posts may hold: the elements and attributes that the sanitiser lets through, and those it sets."""

_SECTIONS = "address article aside center div footer h1 h2 h3 h4 h5 h6 header hgroup hr main nav p section"
_LISTS = "dd dir dl dt li menu ol ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_BLOCKS = "blockquote details figcaption figure pre summary"
_WORDS = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em i ins kbd mark q rb rbc rp rt rtc ruby s samp small span strike strong sub"
    " sup time tt u var wbr"
)
_MEDIA = "audio img map picture source track video"
_FORMULAS = (
    "math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub"
    " msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
TAGS = frozenset(" ".join((_SECTIONS, _LISTS, _TABLES, _BLOCKS, _WORDS, _MEDIA, _FORMULAS)).split())
_PROGRAMS = "applet embed fencedframe frame frameset iframe noembed noframes noscript object portal script template"
_FIELDS = "button option select textarea"
_UNSEEN = "annotation annotation-xml head plaintext style svg title xmp"
GONE = frozenset(" ".join((_PROGRAMS, _FIELDS, _UNSEEN)).split())
"""Elements that go with everything in them."""
ATTRIBUTES = {
    "*": ("id", "lang", "dir", "title"),
    "a": ("href", "hreflang", "name"),
    "audio": ("src",),
    "blockquote": ("cite",),
    "col": ("span",),
    "colgroup": ("span",),
    "data": ("value",),
    "del": ("cite", "datetime"),
    "details": ("open",),
    "img": ("src", "srcset", "sizes", "alt", "width", "height"),
    "ins": ("cite", "datetime"),
    "li": ("value",),
    "math": ("display",),
    "menclose": ("notation",),
    "mo": ("stretchy", "fence", "separator"),
    "mspace": ("width",),
    "mtable": ("columnalign",),
    "mtd": ("columnspan", "rowspan"),
    "ol": ("start", "reversed", "type"),
    "q": ("cite",),
    "source": ("src", "srcset", "sizes", "type", "media"),
    "td": ("colspan", "rowspan", "headers"),
    "th": ("colspan", "rowspan", "headers", "scope"),
    "time": ("datetime",),
    "track": ("src", "srclang", "label", "kind"),
    "video": ("src", "poster", "width", "height"),
}
SET = {
    "img": 'loading="lazy" decoding="async" referrerpolicy="no-referrer"',
    "audio": 'controls="" preload="none"',
    "video": 'controls="" preload="none"',
}
"""What every element of a name gets, as it is written; no other name begins with one of these."""
REL = 'rel="noopener nofollow ugc"'
"""What every link gets."""
