"""What another vocabulary would do to a cloud: terms that come, terms that go and where their posts go, terms that change."""

from collections.abc import Mapping
from dataclasses import dataclass

from planet.model import Cloud, CloudTerm
from planet.tags.harmony import Harmony


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A term that would leave a cloud."""

    term: CloudTerm
    into: str = ""
    """The label of the term it would be part of; empty where it only finds no room, or is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A term that would stay, with another name, number of posts or size."""

    before: CloudTerm
    after: CloudTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would become of a cloud."""

    come: tuple[CloudTerm, ...] = ()
    gone: tuple[Gone, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything would change."""
        return bool(self.come or self.gone or self.changed)


def heirs(old: Harmony, new: Harmony) -> Mapping[str, str]:
    """Return, by slug, the term that each term's most used spelling would stand for; empty for one no longer shown."""
    found: dict[str, str] = {}
    for (text, language), slug in sorted(old.slugs.items()):
        if slug and text == old.terms[slug].spellings[0]:
            found.setdefault(slug, new.term(text, language) or "")
    return found


def change(before: Cloud, after: Cloud, *, to: Mapping[str, str], new: Harmony) -> Change:
    """Return what would become of a cloud, in the clouds' own order; `to` are the heirs of its terms in the new harmony.

    Of terms that become one, that stays which bears its name; where none does, the one of most posts.
    """
    later = {term.term: term for term in after.terms}
    stays: dict[str, CloudTerm] = {}
    for term in sorted(before.terms, key=lambda term: -term.stories):
        heir = to.get(term.term, "")
        if heir in later and (heir not in stays or (term.label == later[heir].label != stays[heir].label)):
            stays[heir] = term
    gone, changed = [], []
    for term in before.terms:
        heir = to.get(term.term, "")
        if stays.get(heir) is not term:
            into = new.terms[heir].label if heir in stays or (heir and heir != term.term) else ""
            gone.append(Gone(term=term, into=into))
            continue
        successor = later[heir]
        if (term.label, term.stories, term.step) != (successor.label, successor.stories, successor.step):
            changed.append(Changed(before=term, after=successor))
    come = tuple(term for term in after.terms if term.term not in stays)
    return Change(come=come, gone=tuple(gone), changed=tuple(changed))
