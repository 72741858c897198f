"""What each term is called, where it lives, and to which others it leads."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from planet.model import Term
from planet.tags.fold import fold, tidy
from planet.tags.harmony import Addresses, Harmony
from planet.tags.joining import Used
from planet.tags.labels import Form, choose
from planet.tags.vocabulary import Concept
from planet.text import slug

HIDDEN = ""
"""The name of the group of tags that are not shown."""
CONCEPT = "\n"
"""What the name of a concept's group begins with; no key holds a line break."""


def harmony_of(
    groups: Mapping[str, Sequence[Used]],
    reasons: Mapping[tuple[str, str], str],
    concepts: Sequence[Concept],
    *,
    locale: str,
    lists: Mapping[str, tuple[str, ...]],
    ignored: Mapping[str, frozenset[str]],
    kept: Addresses,
) -> Harmony:
    """Give each group its label and its slug; the most used choose first."""
    found = _Naming(locale, kept)
    for name in sorted(groups, key=lambda name: (-sum(form.posts for form in groups[name]), name)):
        concept = concepts[int(name[1:])] if name.startswith(CONCEPT) else None
        if name == HIDDEN or (concept and concept.hide):
            found.hide(groups[name])
        else:
            found.name(name, groups[name], concept)
    return Harmony(
        terms=_relate(_freed(found.terms), concepts, found.of_concept, found.keys),
        keys=found.keys,
        addresses=found.addresses | _idle(kept, found.addresses),
        reasons=reasons,
        slugs=found.slugs,
        lists=lists,
        ignored=ignored,
    )


class _Naming:
    """The terms named so far; no two have one label or one slug."""

    def __init__(self, locale: str, kept: Addresses) -> None:
        self._locale, self._kept = locale, kept
        self._labels: set[str] = set()
        self._by_key = {key: slug for slug, (key, _former) in sorted(kept.items())}
        self.terms: dict[str, Term] = {}
        self.keys: dict[str, str] = {}
        self.slugs: dict[tuple[str, str], str] = {}
        self.of_concept: dict[str, str] = {}
        self.addresses: dict[str, tuple[str, tuple[str, ...]]] = {}

    def hide(self, forms: Iterable[Used]) -> None:
        """Note spellings that stand for nothing that is shown."""
        self.slugs.update(dict.fromkeys(((form.text, form.language) for form in forms), ""))

    def name(self, group: str, forms: Sequence[Used], concept: Concept | None) -> None:
        """Name the term of a group, which keeps the address it had."""
        term = _term(forms, concept, self._locale, self._labels)
        own_keys = _keys_by_use(group, forms)
        old = list(dict.fromkeys(self._by_key[key] for key in own_keys if key in self._by_key))
        chosen = _slug(term, concept, old, taken=self.terms, reserved=self._kept)
        earlier = dict.fromkeys([*old, *(former for address in old for former in self._kept[address][1])])
        former = tuple(address for address in earlier if address != chosen)
        self.terms[chosen] = replace(term, slug=chosen, former=former)
        self.addresses[chosen] = (own_keys[0], former)
        self._labels.add(term.label)
        for key in own_keys:
            self.keys.setdefault(key, chosen)
        self.slugs.update(dict.fromkeys(((form.text, form.language) for form in forms), chosen))
        if concept:
            self.of_concept[concept.name] = self.of_concept[concept.label] = chosen


def _idle(kept: Addresses, borne: Addresses) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the addresses of earlier runs that no term bears now and that lead to none: a term may come back to them."""
    led = {address for _key, former in borne.values() for address in former}
    return {slug: kept[slug] for slug in kept if slug not in borne and slug not in led}


def _freed(terms: Mapping[str, Term]) -> dict[str, Term]:
    """Take from the former addresses those that another term bears now."""
    return {
        own: replace(term, former=tuple(address for address in term.former if address not in terms))
        for own, term in terms.items()
    }


def _keys_by_use(name: str, forms: Sequence[Used]) -> list[str]:
    """Return the keys of a term, the most used first."""
    posts: dict[str, int] = defaultdict(int)
    part = "@en" if name.endswith("@en") else ""
    for form in forms:
        posts[form.key + (part if "@" not in form.key else "")] += form.posts
    return sorted(posts, key=lambda key: (-posts[key], key))


def _term(forms: Sequence[Used], concept: Concept | None, locale: str, labels: set[str]) -> Term:
    """Return the term of these spellings, without its slug."""
    shown = [Form(text=form.tidy, language=form.language, posts=form.posts) for form in forms]
    posts: dict[str, int] = defaultdict(int)
    spoken: dict[str, int] = defaultdict(int)
    for form in forms:
        posts[form.text] += form.posts
        spoken[form.language] += form.posts
    language = min(spoken, key=lambda code: (-spoken[code], code))
    if concept:
        label = concept.labels.get(locale) or concept.label or choose(shown, locale)
        by_language: Mapping[str, str] = concept.labels
        language = locale
    else:
        by_language = {code: choose([form for form in shown if form.language == code], code) for code in spoken if code}
        label = by_language.get(locale) or by_language.get(language) or choose(shown, language)
        if locale in spoken:
            language = locale
        label = _distinct(label, shown, labels)
    return Term(
        slug="",
        label=label,
        labels=by_language,
        language="" if language == locale else language,
        spellings=tuple(sorted(posts, key=lambda text: (-posts[text], text))),
        note=concept.note if concept else "",
        pinned=bool(concept and concept.pin),
    )


def _distinct(label: str, forms: Sequence[Form], labels: set[str]) -> str:
    """Return a label no other term has: another spelling in use, else the other case of the first letter."""
    if label not in labels:
        return label
    for other in sorted({form.text for form in forms}, key=lambda text: (text.isupper(), text)):
        if other not in labels:
            return other
    swapped = label[:1].swapcase() + label[1:]
    return swapped if swapped not in labels else label


def _slug(
    term: Term, concept: Concept | None, old: Sequence[str], *, taken: Container[str], reserved: Container[str]
) -> str:
    """Return the term's address: what the coordinator's label says, else the one it had, else what its label gives."""
    wanted = slug((concept.slug if concept else "") or term.label)
    if concept is None:
        for address in old:
            if address not in taken:
                return address
    if wanted not in taken and (wanted not in reserved or wanted in old):
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken or (f"{wanted}-{number}" in reserved and f"{wanted}-{number}" not in old):
        number += 1
    return f"{wanted}-{number}"


def _relate(
    terms: dict[str, Term], concepts: Sequence[Concept], of_concept: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, Term]:
    """Link broader, narrower and related terms; a name that stands for no term in use is left out."""

    def found(names: Iterable[str], own: str) -> list[str]:
        slugs = (of_concept.get(name) or keys.get(fold(name)) or keys.get(fold(tidy(name), "fr")) for name in names)
        return list(dict.fromkeys(slug for slug in slugs if slug and slug != own and slug in terms))

    broader: dict[str, list[str]] = defaultdict(list)
    narrower: dict[str, list[str]] = defaultdict(list)
    related: dict[str, list[str]] = defaultdict(list)
    for concept in concepts:
        own = of_concept.get(concept.name)
        if not own:
            continue
        for other in found(concept.broader, own):
            broader[own].append(other)
            narrower[other].append(own)
        for other in found(concept.related, own):
            related[own].append(other)
            related[other].append(own)
    return {
        own: replace(
            term,
            broader=tuple(dict.fromkeys(broader[own])),
            narrower=tuple(dict.fromkeys(narrower[own])),
            related=tuple(dict.fromkeys(related[own])),
        )
        for own, term in terms.items()
    }
