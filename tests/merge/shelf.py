"""An archive in memory that behaves as the merge stage expects, and short ways to make entries and records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from planet.merge import keys
from planet.merge.match import Recognised, gather, looks_like_aggregator, match, primary, recognise
from planet.model import DateRule, Entry, Record, SafeHtml, Verdict
from planet.text import digest

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

PROSE = (
    "La salle de lecture du deuxième étage rouvre après trois mois de travaux. Les tables de chêne ont été poncées, les lampes "
    "réparées une à une, et les rayonnages portent de nouveau les revues que les lecteurs demandaient chaque semaine. Une "
    "exposition raconte le chantier en photographies, du premier carton jusqu’au dernier clou. Les étudiants en orthophonie y "
    "trouveront un carrel insonorisé pour écouter les enregistrements, les infirmières un fonds de revues en accès libre, et "
    "tout le monde une machine à café qui fonctionne enfin. Nous remercions les collègues qui ont porté les livres pendant les "
    "jours de pluie, le service technique pour sa patience, et les lecteurs pour leurs messages. La réservation des carrels se "
    "fait en ligne ou au bureau de renseignement, pour deux heures au plus, et la salle ferme désormais à vingt heures. Un "
    "questionnaire reste ouvert jusqu’au printemps; il décidera de l’emplacement des fauteuils, de la couleur des rideaux, et "
    "peut-être du retour de la vieille horloge que beaucoup réclament."
)
"""About 160 words of a post, written for the tests."""


def entry(title: str = "La salle rouvre", text: str = "", **fields: object) -> Entry:
    """Return an entry published at `NOON` with a raw digest of what it says; `text` becomes its content."""
    given = {"published": NOON, "content": SafeHtml(f"<p>{text}</p>") if text else SafeHtml(""), **fields}
    made = Entry(title=title, **given)  # type: ignore[arg-type]
    return made if made.raw else replace(made, raw=digest(repr(made)))


def record(number: int, blog: str, one: Entry, *, story: int | None = None) -> Record:
    """Return an archived record, of its own story when none is given."""
    return Record(
        number=number,
        blog=blog,
        entry=one,
        first_seen=NOON,
        last_seen=NOON,
        date=one.published or NOON,
        dated_by=DateRule.PUBLISHED,
        story=story or number,
        keys=keys.keys(one, blog),
    )


@dataclass
class Shelf:
    """Records by number, an index of their keys, and what was decided; harvests are merged as the stage does it."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    records: dict[int, Record] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    aggregators: set[str] = field(default_factory=set)
    index: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def harvest(self, blog: str, entries: Sequence[Entry], home: str = "") -> tuple[Recognised, ...]:
        """Merge a harvest and return what its entries were recognised as."""
        self.homes[blog] = home or f"https://{blog}/"
        if looks_like_aggregator(entries, self.homes[blog]):
            self.aggregators.add(blog)
        known = [one for one in self.records.values() if one.blog == blog]
        recognised = recognise(entries, known, blog=blog)
        fresh = []
        for one in recognised:
            number = one.record.number if one.record else len(self.records) + 1
            made = record(number, blog, one.entry, story=one.record.story if one.record else None)
            if one.record is None:
                fresh.append(made)
            self._keep(made)
        self._match(fresh)
        return recognised

    def _keep(self, one: Record) -> None:
        if before := self.records.get(one.number):
            for key in before.keys:
                self.index[key].discard(one.number)
        self.records[one.number] = one
        for key in one.keys:
            self.index[key].add(one.number)

    def _match(self, fresh: Sequence[Record]) -> None:
        numbers = {number for one in fresh for number in self._candidates(one)}
        stories = {self.records[number].story for number in numbers}
        pool = [one for one in self.records.values() if one.story in stories]
        told = {"same": self.same, "different": self.different}
        verdicts = match(fresh, pool, aggregators=frozenset(self.aggregators), **told)
        self.verdicts += verdicts
        around = {one.number: one for one in (*pool, *fresh)}
        for number, story in gather(list(around.values()), self.verdicts).items():
            self.records[number] = replace(self.records[number], story=story)

    def _candidates(self, one: Record) -> Iterable[int]:
        shared: Counter[int] = Counter()
        told = {keys.address_key(url) for pair in (*self.same, *self.different) for url in pair}
        for key in {*one.keys, *told}:
            kind = key.partition(":")[0]
            if len(self.index[key]) <= keys.LIMITS[kind]:
                for number in self.index[key]:
                    shared[number] += 1 if kind == "s" else keys.SHARED_SKETCH
        return (number for number, weight in shared.items() if weight >= keys.SHARED_SKETCH)

    def stories(self) -> list[list[Record]]:
        """Return the members of each story, the one shown first."""
        members: defaultdict[int, list[Record]] = defaultdict(list)
        for one in self.records.values():
            members[one.story].append(one)
        return [self._shown_first(group) for group in members.values()]

    def _shown_first(self, group: list[Record]) -> list[Record]:
        shown = primary(group, aggregators=frozenset(self.aggregators), homes=self.homes)
        return [shown, *(one for one in group if one is not shown)]

    def titles(self) -> set[frozenset[tuple[str, str, str]]]:
        """Return stories in a form that does not depend on the order of harvests: their members' blogs, links, titles."""
        return {frozenset((one.blog, one.entry.link, one.entry.title) for one in story) for story in self.stories()}
