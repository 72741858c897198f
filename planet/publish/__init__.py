"""Pages to files: atomic, only what changed, prunes its own; the search index; the hub."""

from planet.publish.drafts import Drafts
from planet.publish.hub import tell_hub
from planet.publish.publisher import Published, Publisher
from planet.publish.search import Volume, publish_search
from planet.publish.search import available as search_available

__all__ = ["Drafts", "Published", "Publisher", "Volume", "publish_search", "search_available", "tell_hub"]
