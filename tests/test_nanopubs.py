"""Nanopublications of the claims, held against the package that reads them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from gouden_kg.graph import sorted_graph
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.publish.nanopubs import Nanopub, claim_nanopubs, nanopub_dump
from gouden_kg.publish.publication import Options, open_publication
from gouden_kg.write.turtle import trig_text

from .test_dumps import publication


def read_by_others(nanopub: Nanopub) -> Any:
    library = pytest.importorskip("nanopub", reason="the package nanopub is not installed")
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=trig_text(nanopub.finished(), {}), format="trig")
    return library.Nanopub(rdf=graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("start", range(10))
def test_nanopubs_are_valid_and_their_hash_is_right(start: int) -> None:
    found = read_by_others(list(claim_nanopubs(publication()))[start * 80])
    assert found.is_valid and found.has_valid_trusty


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_changed_nanopub_is_found_out() -> None:
    nanopub = next(claim_nanopubs(publication()))
    name = next(iri for iri in nanopub.finished() if iri.endswith("#assertion"))
    graphs = {iri: list(graph) for iri, graph in nanopub.finished().items()}
    graphs[name].append((graphs[name][0][0], "<urn:added>", "<urn:later>"))

    class Changed(Nanopub):
        def finished(self) -> Any:
            return {iri: sorted_graph(graph) for iri, graph in graphs.items()}

    with pytest.raises(Exception, match="not valid"):
        assert read_by_others(Changed(nanopub.prefix, nanopub.graphs)).has_valid_trusty


def test_every_claim_has_one_and_the_evidence_stands_in_its_provenance() -> None:
    claims = [a for a in publication().documents if a.startswith("claim/")]
    asked = dataclasses.replace(publication(), options=Options(nanopubs=True))
    ((path, content),) = nanopub_dump(asked)
    assert path == "download/gouden-gemeenten-nanopubs.trig"
    graphs = {str(quad.graph_name) for quad in parse(content, RdfFormat.TRIG)}
    assert len(graphs) == 4 * len(claims)
    evidence = publication().context.terms["evidence"].property
    for nanopub in claim_nanopubs(publication()):
        assert not any(p == evidence for _, p, _ in nanopub.graphs["assertion"])
        assert any("hadPrimarySource" in p for _, p, _ in nanopub.graphs["provenance"])


def test_they_are_made_only_when_asked_for_and_only_of_claims(starter: Any) -> None:
    from .conftest import gouden

    assert list(nanopub_dump(publication())) == []
    assert gouden("build", "--project", starter).exit_code == 0
    with pytest.raises(GoudenError, match="no claims"):
        list(nanopub_dump(open_publication(read_project(starter), Options(nanopubs=True))))
