"""Thesauri in each form libraries are given them: Turtle, RDF/XML, JSON-LD say the same."""

from pathlib import Path

import pytest

from planet.tags.skos import read_skos

rdflib = pytest.importorskip("rdflib", reason="the extra `skos` is not installed")

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:oa> a skos:Concept ; skos:prefLabel "Libre accès"@fr, "Open access"@en ; skos:altLabel "OA"@en ;
  skos:hiddenLabel "acces libre"@fr ; skos:broader <urn:os> .
<urn:os> skos:prefLabel "Science ouverte"@fr ; skos:related <urn:oa> .
<urn:lc> skos:prefLabel "Open access publishing"@en ; skos:exactMatch <urn:oa> .
"""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("kind", "suffix"), [("xml", "rdf"), ("json-ld", "jsonld"), ("nt", "nt")])
def test_every_form_says_the_same(tmp_path: Path, kind: str, suffix: str) -> None:
    """RAMEAU comes in RDF/XML, others in JSON-LD; a library must not convert its thesaurus first."""
    turtle, other = tmp_path / "t.ttl", tmp_path / f"t.{suffix}"
    turtle.write_text(TURTLE, encoding="utf-8")
    other.write_bytes(rdflib.Graph().parse(data=TURTLE, format="turtle").serialize(format=kind, encoding="utf-8"))
    concepts = read_skos([turtle])
    assert read_skos([other]) == concepts
    (access, science) = sorted(concepts, key=lambda concept: concept.label)
    assert access.labels["fr"] == "Libre accès"
    assert {name.text for name in access.spellings} == {
        "Libre accès", "Open access", "OA", "acces libre", "Open access publishing"
    }  # fmt: skip
    assert access.broader == (science.name,)
