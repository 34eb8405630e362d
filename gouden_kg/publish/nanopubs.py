"""The claims as nanopublications: each with what is claimed, where it stands, and who publishes it.

A nanopublication's address holds a hash of its content (trusty URI, module RA), so nobody can change it unseen. They
are not signed: that takes a person's key.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..graph import RDF_TYPE, XSD, Graph, Triple, datatype_of, iri_of, language_of, sorted_graph, text_of
from ..problem import GoudenError
from ..write.turtle import trig_text
from .describe import dataset as known
from .describe.statements import PREFIXES, about, link, typed
from .dumps.rdf import FOLDER
from .publication import File, Publication

_SCHEMA = "http://www.nanopub.org/nschema#"
_PARTS = {"assertion": "hasAssertion", "provenance": "hasProvenance", "pubinfo": "hasPublicationInfo"}
_PENDING = " "  # stands where the hash will come (trusty URI specification, module R)


@dataclass(frozen=True, slots=True)
class Nanopub:
    """Graphs by name (`Head`, `assertion`, `provenance`, `pubinfo`), with `_PENDING` in place of the hash."""

    prefix: str
    graphs: dict[str, Graph]

    @property
    def pending(self) -> str:
        """The address without its hash."""
        return self.prefix + _PENDING

    def finished(self) -> dict[str, Graph]:
        """Graph IRI → triples, the hash in place."""
        before, after = f"<{self.pending}", f"<{self.prefix}{trusty_hash(self)}"

        def named(term: str) -> str:
            return after + term[len(before) :] if term.startswith(before) else term

        return {
            named(f"<{self.pending}#{name}>")[1:-1]: sorted_graph((named(s), p, named(o)) for s, p, o in graph)
            for name, graph in self.graphs.items()
        }


def nanopub_dump(publication: Publication) -> Iterable[File]:
    """All claims in one TriG file, when asked for; raises `GoudenError` when the project has no claims."""
    if publication.options.nanopubs:
        graphs: dict[str, Graph] = {}
        for nanopub in claim_nanopubs(publication):
            graphs.update(nanopub.finished())
        if not graphs:
            raise GoudenError("there are no claims to make nanopublications of", "publish without --nanopubs")
        prefixes = publication.prefixes | PREFIXES | {"np": _SCHEMA}
        yield f"{FOLDER}/{publication.project.name}-nanopubs.trig", trig_text(graphs, prefixes).encode()


def claim_nanopubs(publication: Publication) -> Iterator[Nanopub]:
    """A nanopublication for each claim, in the order of their addresses."""
    kind = f"<{publication.context.classes.get('Claim', '')}>"
    for document in publication.documents.values():
        subject = document[0][0]
        if (subject, RDF_TYPE, kind) in document:
            yield _nanopub(publication, subject, document)


def _nanopub(publication: Publication, claim: str, document: Graph) -> Nanopub:
    prefix = f"{publication.project.base}np/"
    this = prefix + _PENDING
    evidence = _property(publication, "evidence")
    assertion = [t for t in document if t[0] == claim and t[1] != evidence]
    head = about(
        this,
        {"rdf:type": link(f"{_SCHEMA}Nanopublication")},
    ) + [(f"<{this}>", f"<{_SCHEMA}{prop}>", f"<{this}#{name}>") for name, prop in _PARTS.items()]
    graphs = {
        "Head": head,
        "assertion": assertion,
        "provenance": _provenance(publication, this, claim, document),
        "pubinfo": _pubinfo(publication, this, claim),
    }
    return Nanopub(prefix, graphs)


def _property(publication: Publication, key: str) -> str:
    term = publication.context.terms.get(key)
    return term.property if term else ""


def _provenance(publication: Publication, this: str, claim: str, document: Graph) -> list[Triple]:
    """Where the assertion stands and who said it: the evidence goes here, not among what is claimed."""
    evidence, source, by = (_property(publication, key) for key in ("evidence", "source", "by"))
    said = about(
        f"{this}#assertion",
        {
            "prov:wasDerivedFrom": sorted({o for _, p, o in document if p == source}),
            "prov:wasAttributedTo": sorted({o for s, p, o in document if s == claim and p == by}),
            "prov:hadPrimarySource": sorted({o for s, p, o in document if s == claim and p == evidence}),
        },
    )
    return said + [t for t in document if t[0] != claim]


def _pubinfo(publication: Publication, this: str, claim: str) -> list[Triple]:
    project = publication.project
    return about(
        this,
        {
            "dct:license": link(project.licence),
            "dct:creator": link(f"{known.catalog_iri(project)}#publisher"),
            "dct:created": typed(known.modified(publication), "date"),
            "dct:isPartOf": link(known.dataset_iri(project)),
            "dct:subject": claim,
        },
    )


def trusty_hash(nanopub: Nanopub) -> str:
    """`RA` and the hash of the content, its own address written with a blank in place of the hash."""
    quads = [
        (f"{nanopub.pending}#{name}", iri_of(s), iri_of(p), o)
        for name, graph in nanopub.graphs.items()
        for s, p, o in graph
    ]
    lines = "".join(
        f"{graph}\n{s}\n{p}\n{_value(o)}\n"
        for graph, s, p, o in sorted(set(quads), key=lambda q: (*q[:3], _order(q[3])))
    )
    digest = hashlib.sha256(lines.encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _order(value: str) -> tuple[bool, bytes, str, str]:
    """Links before literals; literals by text, then datatype, then language."""
    if iri_of(value):
        return False, iri_of(value).encode(), "", ""
    language = language_of(value)
    return True, text_of(value).encode(), "" if language else datatype_of(value) or XSD + "string", language


def _value(term: str) -> str:
    if iri_of(term):
        return iri_of(term)
    text = text_of(term).replace("\\", "\\\\").replace("\n", "\\n")
    language = language_of(term)
    return f"@{language.lower()} {text}" if language else f"^{datatype_of(term) or XSD + 'string'} {text}"
