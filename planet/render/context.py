"""An edition: the site in one language and one theme, which is what every format is made from."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from planet.i18n import Language
from planet.render.planned import Planning
from planet.render.site import Site
from planet.render.themes import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The site for one language. The first language stands at the root, each other under its code."""

    site: Site
    theme: Theme
    language: Language
    prefix: str = ""
    """`""` for the first language, `en/` for another; stands before the path of a page."""
    planning: Planning = field(default_factory=Planning)
    """What is known of rivers from the last planning."""

    @property
    def first(self) -> bool:
        """Whether it is the planet's first language: feeds and the like are made in that one alone."""
        return not self.prefix

    def absolute(self, path: str) -> str:
        """Return the public address of a file of the site; `index.html` is left out. A planet without a link gives `/…`."""
        base = self.site.settings.planet.link
        address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
        return urljoin(base if base.endswith("/") else f"{base}/", address)


def editions(site: Site, theme: Theme, planning: Planning | None = None) -> tuple[Edition, ...]:
    """Return the site in each of the planet's languages, the first at the root."""
    planning = planning or Planning()
    return tuple(
        Edition(
            site=site,
            theme=theme,
            language=Language(code, theme.catalogues(code)),
            prefix="" if number == 0 else f"{code}/",
            planning=planning,
        )
        for number, code in enumerate(site.settings.planet.locales)
    )
