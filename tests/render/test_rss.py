"""What RSS 2.0 and its profile ask of the RSS feeds beyond being read."""

from dataclasses import replace
from email.utils import parsedate_to_datetime

from lxml import etree

from planet.model import Media
from planet.render.rss import rss
from tests.render.worlds import files, site, texts


def channel(**changes: object) -> etree._Element:
    """Return the planet's channel; keywords replace fields of every entry."""
    whole = site()
    held = etree.fromstring(files(whole, rss, texts(whole, **changes))["rss20.xml"]).find("channel")
    assert held is not None
    return held


def test_the_id_is_not_taken_for_an_address() -> None:
    """`guid` is a permalink unless it says otherwise; readers would open the id."""
    assert {one.get("isPermaLink") for one in channel().iter("guid")} == {"false"}


def test_an_enclosure_has_all_it_must_have() -> None:
    """Podcast programs refuse one without address, length and type; a length that is not known is 0 (RSS profile)."""
    unknown = (Media(url="https://x.example/é t.mp3", kind="audio"),)
    for one in channel(media=unknown).iter("enclosure"):
        assert {key: one.get(key) for key in ("url", "length", "type")} == {
            "url": "https://x.example/%C3%A9%20t.mp3",
            "length": "0",
            "type": "audio/mpeg",
        }


def test_one_enclosure_at_most_and_the_sound_before_the_picture() -> None:
    """Most readers take one; a podcast's is its sound, whatever picture came first."""
    sound = Media(url="https://x.example/a.ogg", kind="audio", type="audio/ogg", length=7)
    picture = replace(sound, url="https://x.example/a.png", kind="image", type="image/png")
    for item in channel(media=(picture, sound)).iter("item"):
        (one,) = item.findall("enclosure")
        assert one.get("url") == "https://x.example/a.ogg"


def test_dates_are_of_the_form_the_standard_names() -> None:
    """RFC 822 with a four-digit year, in GMT; the newest change dates the channel."""
    held = channel()
    dates = [parsedate_to_datetime(one.text or "") for one in held.iter("pubDate")]
    assert dates == sorted(dates, reverse=True)
    assert parsedate_to_datetime(held.findtext("lastBuildDate") or "") == max(dates)


def test_each_item_names_its_blog() -> None:
    """`source` credits the feed a story was taken from, without its password."""
    sources = {one.text: one.get("url") for one in channel().iter("source")}
    assert sources == {
        "IFSI@Orvelle": "https://ifsi.example/feed",
        "Arts & Letters": "https://arts.example/feed?a=1&b=2",
    }
