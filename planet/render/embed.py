"""Light blocks for portals and course pages: the newest titles of the planet, a topic or a blog, in a page of their own."""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree, html
from lxml.etree import _Element as Element

from planet.i18n import language
from planet.model import Entry, Text
from planet.render.channels import Channel, base, blogs, main_language, planet, topics
from planet.render.fingerprints import fingerprint
from planet.render.items import address, heading
from planet.render.markup import add, characters, language_tag
from planet.render.site import Plan, Site

TITLES = 8
"""Stories in a block, at most."""

STYLE = """\
:root{color-scheme:light;--ink:#1b1b1b;--soft:#595959;--link:#0b4f8a}
:root[data-host=dark]{color-scheme:dark;--ink:#ededed;--soft:#b3b3b3;--link:#8cc2ff}
@media(prefers-color-scheme:dark){:root:not([data-host]){color-scheme:dark;--ink:#ededed;--soft:#b3b3b3;--link:#8cc2ff}}
*{box-sizing:border-box}
body{margin:0;padding:.25rem;color:var(--ink);background:Canvas;font:1rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.125rem;line-height:1.3;margin:0 0 .5rem}
ol{list-style:none;margin:0;padding:0}
li{padding:.4rem 0;border-top:1px solid #8883}
li a{display:block;padding:.1rem 0}
a{color:var(--link)}
a:hover{text-decoration-thickness:2px}
a:focus-visible{outline:3px solid;outline-offset:2px}
p,footer{margin:.5rem 0 0}
footer a{display:inline-block;padding:.1rem 0}
.meta{color:var(--soft);font-size:.875rem}
"""

SCRIPT = """\
(function(){if(parent===window)return;var root=document.documentElement,last=0;root.dataset.host="light";
function tell(){var height=Math.ceil(root.getBoundingClientRect().height);
if(height!==last){last=height;parent.postMessage({nuage:"height",height:height},"*")}}
if(window.ResizeObserver)new ResizeObserver(tell).observe(root);addEventListener("load",tell);tell();
addEventListener("message",function(event){var data=event.data;if(event.source!==parent||!data)return;
if(data.nuage==="ask"){last=0;tell()}if(data.nuage==="host")root.dataset.host=data.dark?"dark":"light"})})();
"""

HOST_SCRIPT = """\
// Gives each Nuage block of this page the height of what it holds, and tells it whether this page writes light on dark.
// Without it the blocks keep their height and scroll, and are dark on light.
addEventListener("message", function (event) {
  var data = event.data;
  if (!data || data.nuage !== "height" || typeof data.height !== "number" || !isFinite(data.height)) return;
  function fit(frame) {
    var ink = (getComputedStyle(frame).color.match(/[\\d.]+/g) || []).map(Number);
    var light = ink[0] * 299 + ink[1] * 587 + ink[2] * 114 > 128000;
    frame.style.height = Math.max(0, Math.min(data.height, 5000)) + "px";
    frame.contentWindow.postMessage({ nuage: "host", dark: light }, "*");
  }
  document.querySelectorAll("iframe").forEach(function (frame) {
    if (frame.contentWindow === event.source) fit(frame);
  });
});
// Blocks that were there before this script have told their height already, to nobody: they are asked.
(function () {
  var source = document.currentScript ? document.currentScript.src : "", home = source.slice(0, source.lastIndexOf("/") + 1);
  document.querySelectorAll("iframe").forEach(function (frame) {
    if (home && frame.src.indexOf(home) === 0) frame.contentWindow.postMessage({ nuage: "ask" }, "*");
  });
})();
"""


def embed(site: Site) -> Iterator[Plan]:
    """Plan a block for the planet, each topic and each blog, and the script a host page may load to size them."""
    for channel in (planet(site), *topics(site), *blogs(site)):
        yield Plan(
            path=path_of(channel),
            fingerprint=fingerprint(site, channel, "embed", STYLE, SCRIPT),
            stories=(),
            make=partial(_document, site, channel),
        )
    yield Plan(path="embed/nuage.js", fingerprint=HOST_SCRIPT, stories=(), make=_host_script)


def path_of(channel: Channel) -> str:
    """Return where a channel's block lies: topics have the short addresses, and nothing else can take one of theirs."""
    match channel.kind:
        case "planet":
            return "embed/index.html"
        case "topic":
            return f"embed/{channel.name}.html" if channel.name != "index" else "embed/topic-index.html"
        case _:
            return f"embed/{channel.kind}s/{channel.name}.html"


def snippet(site: Site, channel: Channel) -> str:
    """Return the markup to copy into another page; the title names the block to screen readers."""
    frame = html.Element("iframe")
    frame.set("src", base(site) + path_of(channel))
    frame.set("title", characters(channel.title))
    frame.set("loading", "lazy")
    frame.set("style", "width:100%;height:24rem;border:0")
    script = html.Element("script")
    script.set("src", f"{base(site)}embed/nuage.js")
    script.set("async", "async")
    return "\n".join(html.tostring(one, encoding="unicode") for one in (frame, script))


def _host_script(_: Mapping[int, Text]) -> bytes:
    return HOST_SCRIPT.encode()


def _document(site: Site, channel: Channel, _: Mapping[int, Text]) -> bytes:
    speech = language(main_language(site))
    top = html.Element("html")
    top.set("lang", channel.language)
    _head(add(top, "head"), channel)
    body = add(top, "body")
    main = add(body, "main")
    home = base(site) + channel.folder
    add(add(main, "h1"), "a", channel.title, href=home)
    if channel.stories:
        listed = add(main, "ol")
        for number in channel.stories[:TITLES]:
            _story(site, channel, number, add(listed, "li"))
        add(add(body, "footer"), "a", speech.gettext("All posts"), href=home)
    else:
        add(main, "p", speech.gettext("No post yet."))
    add(body, "script", SCRIPT)
    page: bytes = html.tostring(top, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + page + b"\n"


def _head(head: Element, channel: Channel) -> None:
    """Say what the page is; links lead out of the frame, for a post needs the whole window."""
    etree.SubElement(head, "meta").set("charset", "utf-8")
    add(head, "title", channel.title)
    add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    add(head, "meta", name="robots", content="noindex")
    add(head, "link", rel="icon", href="data:,")
    add(head, "base", target="_top")
    add(head, "style", STYLE)


def _story(site: Site, channel: Channel, number: int, place: Element) -> None:
    """Append one title with its blog and day."""
    story = site.stories[number]
    card = next((site.cards[url] for url in story.blogs if url in site.cards), None)
    code = language_tag(story.language)
    link = add(place, "a", heading(story.title, Entry(), card), href=address(site, story.link, card))
    if code and code != channel.language:
        link.set("lang", code)
    meta = add(place, "span", class_="meta")
    local = story.date.astimezone(site.settings.planet.timezone).date()
    locale = language(main_language(site)).locale
    day = add(meta, "time", locale.date_formats["medium"].apply(local, locale), datetime=local.isoformat())
    if card and channel.kind != "blog":
        day.tail = characters(f" · {card.name}")
