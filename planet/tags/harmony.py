"""Spellings to terms: which is which, what each is called, and where it lives."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from planet.model import Story, Term
from planet.tags.fold import base_language, fold, tidy
from planet.tags.joining import Unions, Used, join, use
from planet.tags.labels import Form, choose
from planet.tags.lists import split_lists
from planet.tags.spelling import Spelling
from planet.tags.stops import is_stop
from planet.tags.vocabulary import Concept, Vocabulary
from planet.text import slug, without_accents

_HIDDEN = ""
_CONCEPT = "\n"
"""What the name of a concept's group begins with; no key holds a line break."""

Addresses = Mapping[str, tuple[str, tuple[str, ...]]]
"""By slug: the key of the term it leads to, and the slugs that term bore before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmony:
    """What every spelling stands for."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    """By slug."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Key to slug."""
    addresses: Addresses = field(default_factory=dict)
    """By slug, the key it stands for and the slugs it bore before: for the archive to keep, so that addresses stay."""
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Spelling and language to why it is where it is: `vocabulary`, `hidden`, `stop`, `folded`, or how it was joined.

    Joined are `separated` words to one word, `accents` left out, a `plural` of unknown language.
    """
    slugs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Spelling and language to slug; empty for a tag that is not shown."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A tag that is a list, to its members."""
    ignored: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By blog, keys of tags that only repeat its title or its author."""

    def term(self, raw: str, language: str = "") -> str | None:
        """Return the slug of the term a spelling stands for; None for a tag that is not shown. Lists: the first."""
        return next(iter(self.members(raw, language)), None)

    def members(self, raw: str, language: str = "") -> tuple[str, ...]:
        """Return the slugs of the terms a tag stands for, more than one where it is a list."""
        language = base_language(language)
        found = (self._one(part, language) for part in self.lists.get(raw, (raw,)))
        return tuple(dict.fromkeys(slug for slug in found if slug))

    def _one(self, raw: str, language: str) -> str:
        known = self.slugs.get((raw, language))
        if known is None:
            known = self.slugs.get((raw, ""))
        if known is None and not is_stop(raw, language):
            known = self.keys.get(fold(raw, language), "")
        return known or ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A spelling that the vocabulary gives to a concept."""

    used: Used
    concept: int


def harmonise(
    spellings: Iterable[Spelling],
    vocabulary: Vocabulary | None = None,
    *,
    locale: str = "en",
    ignore: Mapping[str, Iterable[str]] | None = None,
    kept: Addresses | None = None,
    lists: bool = True,
    found: Iterable[tuple[str, str]] = (),
) -> Harmony:
    """Return what every spelling stands for; the order of the spellings plays no part.

    `ignore` names, by blog, its title and authors, which are no tags in that blog. `kept` are the
    addresses of earlier runs: a term keeps the slug of its most used key, and its others become redirects.
    With `lists`, a tag that is a list between commas is taken apart. `found` are names of the vocabulary, with their
    languages, that are terms although no author writes them.
    """
    concepts = vocabulary.concepts if vocabulary else ()
    locale = base_language(locale) or "en"
    counted, members = split_lists(spellings, concepts if lists else None)
    named = [(name.text, name.language, index) for index, concept in enumerate(concepts) for name in concept.spellings]
    used = use([*counted, *((text, language, 0) for text, language, _index in named)], locale=locale)
    unions = join(used)
    entries = _entries(used, named, unions)
    real = {(text, language) for text, language, _posts in counted}
    told = set(found)
    shown = [one for one in used if (name := (one.text, one.language)) in told or (name in real and one.posts)]
    groups, reasons = _group(shown, entries, unions, concepts)
    return _name(
        groups, reasons, concepts, locale=locale, lists=members, ignored=_ignored(ignore or {}), kept=kept or {}
    )


def _entries(
    used: Sequence[Used], named: Sequence[tuple[str, str, int]], unions: Unions
) -> Mapping[str, tuple[_Entry, ...]]:
    """Return, by the root of their key, what the vocabulary names."""
    by_spelling = {(one.text, one.language): one for one in used}
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for text, language, index in named:
        one = by_spelling[text, language]
        entries[unions.root(one.key)].append(_Entry(one, index))
    return {root: tuple(found) for root, found in entries.items()}


def _group(
    used: Sequence[Used], entries: Mapping[str, Sequence[_Entry]], unions: Unions, concepts: Sequence[Concept]
) -> tuple[dict[str, list[Used]], dict[tuple[str, str], str]]:
    """Return the spellings of each term under a name of its own (a key, or a concept's number), and a reason for each."""
    groups: dict[str, list[Used]] = defaultdict(list)
    reasons: dict[tuple[str, str], str] = {}
    for one in used:
        root = unions.root(one.key)
        concept = _concept(one, entries.get(root, ()), concepts)
        if concept is not None:
            groups[f"{_CONCEPT}{concept}"].append(one)
            reasons[one.text, one.language] = "hidden" if concepts[concept].hide else "vocabulary"
        elif is_stop(one.text, one.language):
            groups[_HIDDEN].append(one)
            reasons[one.text, one.language] = "stop"
        else:
            groups[root].append(one)
            reasons[one.text, one.language] = unions.rule(one.key) or "folded"
    return _apart_by_language(groups), reasons


def _concept(one: Used, entries: Sequence[_Entry], concepts: Sequence[Concept]) -> int | None:
    """Return the concept that names this spelling best: the coordinator's before a thesaurus's, the closest form first."""
    fitting = [
        entry
        for entry in entries
        if not concepts[entry.concept].own
        or not (entry.used.language and one.language)
        or entry.used.language == one.language
    ]  # a thesaurus says in which language a label is, the coordinator's file in which it counts
    if not fitting:
        return None

    def rank(entry: _Entry) -> tuple[bool, bool, bool, bool, bool, int]:
        other = entry.used
        return (
            not concepts[entry.concept].own,
            other.tidy.casefold() != one.tidy.casefold(),
            other.key != one.key,
            other.language != one.language,
            other.tidy != one.tidy,
            entry.concept,
        )

    return min(fitting, key=rank).concept


def _apart_by_language(groups: Mapping[str, Sequence[Used]]) -> dict[str, list[Used]]:
    """Take English cinema from French cinéma: words of two languages, where only the other language bears accents."""
    parted: dict[str, list[Used]] = defaultdict(list)
    for name, forms in groups.items():
        accented = {form.language for form in forms if without_accents(form.tidy) != form.tidy}
        apart = not name.startswith(_CONCEPT) and name != _HIDDEN and "en" not in accented and accented - {""}
        for form in forms:
            parted[f"{name}@en" if apart and form.language == "en" else name].append(form)
    return parted


def _ignored(ignore: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    return {blog: frozenset(fold(text) for text in texts if text.strip()) for blog, texts in ignore.items()}


def _name(
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
    terms: dict[str, Term] = {}
    keys: dict[str, str] = {}
    slugs: dict[tuple[str, str], str] = {}
    labels: set[str] = set()
    of_concept: dict[str, str] = {}
    by_key = {key: slug for slug, (key, _former) in sorted(kept.items())}
    addresses: dict[str, tuple[str, tuple[str, ...]]] = {}
    order = sorted(groups, key=lambda name: (-sum(form.posts for form in groups[name]), name))
    for name in order:
        forms = groups[name]
        concept = concepts[int(name[1:])] if name.startswith(_CONCEPT) else None
        if name == _HIDDEN or (concept and concept.hide):
            slugs.update(dict.fromkeys(((form.text, form.language) for form in forms), ""))
            continue
        term = _term(forms, concept, locale, labels)
        own_keys = _keys_by_use(name, forms)
        old = list(dict.fromkeys(by_key[key] for key in own_keys if key in by_key))
        chosen = _slug(term, concept, old, taken=terms, reserved=kept)
        earlier = dict.fromkeys([*old, *(former for address in old for former in kept[address][1])])
        former = tuple(address for address in earlier if address != chosen)
        terms[chosen] = replace(term, slug=chosen, former=former)
        addresses[chosen] = (own_keys[0], former)
        labels.add(term.label)
        for key in own_keys:
            keys.setdefault(key, chosen)
        slugs.update(dict.fromkeys(((form.text, form.language) for form in forms), chosen))
        if concept:
            of_concept[concept.name] = of_concept[concept.label] = chosen
    terms = _relate(_freed(terms), concepts, of_concept, keys)
    led = {address for _key, former in addresses.values() for address in former}
    addresses |= {slug: kept[slug] for slug in kept if slug not in addresses and slug not in led}
    return Harmony(
        terms=terms, keys=keys, addresses=addresses, reasons=reasons, slugs=slugs, lists=lists, ignored=ignored
    )


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


def apply_terms(stories: Iterable[Story], harmony: Harmony) -> tuple[Story, ...]:
    """Return the stories with their terms: each once, in the order their authors wrote them."""
    readers: dict[tuple[tuple[str, ...], str], _Reader] = {}
    found = []
    for story in stories:
        kind = story.blogs, story.language
        reader = readers.get(kind)
        if reader is None:
            reader = readers[kind] = _Reader(harmony, *kind)
        terms = tuple(dict.fromkeys([slug for tag in story.tags for slug in reader[tag.text]]))
        found.append(story if terms == story.terms else _with_terms(story, terms))
    return tuple(found)


class _Reader(dict[str, tuple[str, ...]]):
    """What tags stand for in posts of one language in the same blogs, each looked up once."""

    def __init__(self, harmony: Harmony, blogs: Sequence[str], language: str) -> None:
        self._harmony = harmony
        self._language = language
        self._ignored: frozenset[str] = frozenset().union(*(harmony.ignored.get(blog, ()) for blog in blogs))

    def __missing__(self, tag: str) -> tuple[str, ...]:
        ignored = bool(self._ignored) and fold(tag) in self._ignored
        self[tag] = found = () if ignored else self._harmony.members(tag, self._language)
        return found


_FIELDS = tuple(field.name for field in fields(Story))
_values = attrgetter(*_FIELDS)


def _with_terms(story: Story, terms: tuple[str, ...]) -> Story:
    """Do what `replace` does, in a third of its time: this is done for every story of the archive."""
    values: dict[str, Any] = dict(zip(_FIELDS, _values(story), strict=True))
    values["terms"] = terms
    return Story(**values)
