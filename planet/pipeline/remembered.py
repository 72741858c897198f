"""The rivers of the last planning, kept in the cache: those of which nothing changed are not planned again."""

import json

import planet
from planet.config import Settings
from planet.pipeline import sealed
from planet.pipeline.stamps import program
from planet.render.planned import Planned, River

NAME = "plans.json"


def remembered(settings: Settings) -> Planned:
    """Return what the last planning left; nothing where that is lost, or Nuage itself is another."""
    text = sealed.kept(sealed.folder(settings) / NAME, _key())
    if text is None:
        return Planned()
    rivers, terms = json.loads(text)
    return Planned(
        rivers={
            folder: River(made_of=made_of, rows=[(path, fingerprint) for path, fingerprint in rows])
            for folder, made_of, rows in rivers
        },
        terms=terms,
    )


def remember(settings: Settings, planned: Planned) -> None:
    """Keep what this planning leaves to the next."""
    rivers = [(folder, river.made_of, river.rows) for folder, river in planned.rivers.items()]
    text = json.dumps([rivers, planned.terms], separators=(",", ":"))
    sealed.keep(sealed.folder(settings) / NAME, _key(), text)


def _key() -> str:
    return f"{planet.__version__} {program()}"
