"""Thesauri in SKOS (RAMEAU, MeSH, LCSH extracts) to concepts; needs the extra `skos`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planet.errors import ConfigError, MissingExtraError
from planet.tags.fold import base_language, tidy
from planet.tags.vocabulary import Concept, Named

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".json": "json-ld", ".nt": "nt"}
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def read_skos(paths: Sequence[Path]) -> tuple[Concept, ...]:
    """Return the concepts of the files together; those joined by skos:exactMatch are one.

    Raises:
        ConfigError: when a file is missing, of an unknown kind, or not what its name says.
        MissingExtraError: when rdflib is not installed.
    """
    try:
        from rdflib import Graph  # noqa: PLC0415  an extra, and slow to load
    except ImportError as error:
        raise MissingExtraError("SKOS vocabularies need rdflib: pip install 'planet-nuage[skos]'") from error
    graph = Graph()
    for path in paths:
        _load(graph, path)
    return _concepts(graph)


def _load(graph: "Graph", path: Path) -> None:
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ConfigError(
            "no SKOS file by its name; expected %(known)s", known=", ".join(_FORMATS), path=path, key="vocabulary"
        )
    try:
        graph.parse(data=path.read_bytes(), format=kind, publicID=path.as_uri() if path.is_absolute() else None)
    except OSError as error:
        raise ConfigError("cannot be read: %(reason)s", reason=error, path=path, key="vocabulary") from error
    except Exception as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ConfigError(
            "not valid %(kind)s: %(reason)s", kind=kind, reason=reason[0], path=path, key="vocabulary"
        ) from error


def _concepts(graph: "Graph") -> tuple[Concept, ...]:
    """Return the concepts, in the order of their addresses; those without any label are left out."""
    from rdflib import URIRef  # noqa: PLC0415

    def is_(name: str) -> URIRef:
        return URIRef(_SKOS + name)

    subjects = sorted(set(graph.subjects(is_("prefLabel"), None)), key=str)
    roots = _matched(subjects, graph.subject_objects(is_("exactMatch")))
    members: dict[str, list[Node]] = defaultdict(list)
    for subject in subjects:
        members[roots[str(subject)]].append(subject)
    broader: dict[str, list[str]] = defaultdict(list)
    for narrow, broad in sorted(graph.subject_objects(is_("broader")), key=str):
        broader[roots.get(str(narrow), "")].append(roots.get(str(broad), ""))
    for broad, narrow in sorted(graph.subject_objects(is_("narrower")), key=str):
        broader[roots.get(str(narrow), "")].append(roots.get(str(broad), ""))
    related: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(graph.subject_objects(is_("related")), key=str):
        related[roots.get(str(one), "")].append(roots.get(str(other), ""))
    return tuple(_concept(graph, root, nodes, broader[root], related[root]) for root, nodes in sorted(members.items()))


def _matched(subjects: Iterable["Node"], pairs: Iterable[tuple["Node", "Node"]]) -> dict[str, str]:
    """Return, by address, the address that stands for all concepts matched exactly."""
    parents = {str(subject): str(subject) for subject in subjects}

    def root(address: str) -> str:
        while parents[address] != address:
            address = parents[address]
        return address

    for one, other in sorted((str(one), str(other)) for one, other in pairs):
        if one in parents and other in parents:
            first, last = sorted((root(one), root(other)))
            parents[last] = first
    return {address: root(address) for address in parents}


def _concept(
    graph: "Graph", root: str, nodes: Sequence["Node"], broader: Sequence[str], related: Sequence[str]
) -> Concept:
    labels: dict[str, str] = {}
    first, others = [], []
    for kind in ("prefLabel", "altLabel", "hiddenLabel"):
        for node in nodes:
            from rdflib import URIRef  # noqa: PLC0415

            for literal in sorted(graph.objects(node, URIRef(_SKOS + kind)), key=str):
                text, language = tidy(str(literal)), base_language(getattr(literal, "language", "") or "")
                named = Named(text=text, language=language)
                if kind == "prefLabel":
                    labels.setdefault(language, text)
                    first.append(named)
                else:
                    others.append(named)
    any_label = labels.get("") or labels[min(labels)]
    return Concept(
        name=root,
        label=any_label,
        labels={language: text for language, text in labels.items() if language},
        spellings=tuple(dict.fromkeys((*first, *others))),
        broader=tuple(dict.fromkeys(other for other in broader if other and other != root)),
        related=tuple(dict.fromkeys(other for other in related if other and other != root)),
        own=False,
    )
