"""Links instead of a table: an SSSOM mapping set, or RDF with the project's own predicates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from .. import __version__
from ..gazetteer.municipality import Municipality
from ..graph import RDF_TYPE, Triple, iri_term, literal_term
from .linked import Asked, Linked

LINK_FORMS = ("sssom", "ttl", "jsonld")
_JUSTIFIED = {
    "decision": "semapv:ManualMappingCuration",
    "spelling": "semapv:LexicalSimilarityThresholdMatching",
    "abbreviation": "semapv:LexicalSimilarityThresholdMatching",
}
_SSSOM = (
    *("subject_label", "subject_type", "predicate_id", "object_id", "object_label", "object_type"),
    *("mapping_justification", "confidence", "comment"),
)
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PROPERTY = {"osm": "osmRelation"}
_LINKS = {name: name for name in ("municipality", "tooi", "wikidata", "geonames", "osmRelation")}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose links these are: the table's name and base, the project's base and licence."""

    table: str = ""
    base: str = ""
    project: str = ""
    licence: str = ""

    def row_iri(self, number: int, given: str) -> str:
        """The IRI of a row: as given, made of what is given, or of its number (RFC 7111).

        >>> Provenance(base="https://example.org/t.csv").row_iri(2, "")
        'https://example.org/t.csv#row=2'
        """
        if given.startswith(("http://", "https://")):
            return quote(given, safe=":/?#[]@!$&'()*+,;=%~")
        return f"{self.base}{quote(given, safe='')}" if given else f"{self.base}#row={number}"


class LinkWriter(Protocol):
    """Writes each link as it is met."""

    def write(self, asked: Asked, found: Linked, row_iri: str) -> None:
        """Writes the link of a row, where it has one."""

    def close(self) -> None:
        """Writes what remains."""


def link_writer(form: str, path: Path, provenance: Provenance) -> LinkWriter:
    """The writer of `sssom`, `ttl` or `jsonld`."""
    makers: dict[str, Callable[[Path, Provenance], LinkWriter]] = {
        "sssom": SssomWriter,
        "ttl": TurtleWriter,
        "jsonld": JsonLdWriter,
    }
    return makers[form](path, provenance)


def meant(found: Linked) -> Municipality | None:
    """The municipality to link to: the one of the other day where that was asked."""
    return found.translation.municipality if found.translation else found.match.municipality


class SssomWriter:
    """An SSSOM 1.1 mapping set: what each text means, once, with justification and confidence."""

    def __init__(self, path: Path, provenance: Provenance) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._seen: set[Asked] = set()
        self._things = provenance.project + "id/municipality/"
        self._file.write(_sssom_head(provenance, self._things))
        self._file.write("\t".join(_SSSOM) + "\n")

    def write(self, asked: Asked, found: Linked, row_iri: str) -> None:
        municipality = found.match.municipality
        if municipality is None or asked in self._seen:
            return
        self._seen.add(asked)
        reasons = found.match.candidates[0].reasons
        justified = next((_JUSTIFIED[r.kind] for r in reasons if r.kind in _JUSTIFIED), "semapv:LexicalMatching")
        given = {"province": asked.province, "on": asked.at, "beside": asked.beside}
        said = [f"{name}: {value}" for name, value in given.items() if value]
        comment = "; ".join([*said, found.match.why("en")])
        cells = [asked.text, "rdfs literal", "skos:exactMatch", "gm:" + municipality.iri.removeprefix(self._things)]
        cells += [municipality.name, "owl named individual", justified, f"{found.match.score:.2f}", comment]
        self._file.write("\t".join(_tsv(c) for c in cells) + "\n")

    def close(self) -> None:
        self._file.close()


def _sssom_head(provenance: Provenance, things: str) -> str:
    name = quote(provenance.table, safe="")
    lines = [
        'sssom_version: "1.1"',
        f"mapping_set_id: {provenance.project}mapping-set/{name}",
        f"mapping_set_title: {json.dumps('Municipalities in ' + provenance.table, ensure_ascii=False)}",
        f"license: {provenance.licence}",
        "mapping_tool: gouden",
        f'mapping_tool_version: "{__version__}"',
        f"object_source: {things}",
        "curie_map:",
        f"  gm: {things}",
        "  owl: http://www.w3.org/2002/07/owl#",
        "  semapv: https://w3id.org/semapv/vocab/",
        "  skos: http://www.w3.org/2004/02/skos/core#",
    ]
    return "".join(f"#{line}\n" for line in lines)


def _tsv(cell: str) -> str:
    """The cell quoted where SSSOM/TSV needs it."""
    line = " ".join(cell.split()) if "\n" in cell or "\r" in cell else cell
    return '"' + line.replace('"', '""') + '"' if '"' in line or "\t" in line else line


def municipality_triples(municipality: Municipality, project: str) -> list[Triple]:
    """What is said of a linked municipality: its class, name, code and identifiers."""
    subject, gg = iri_term(municipality.iri), project + "def#"
    found = [
        (subject, RDF_TYPE, f"<{gg}Municipality>"),
        (subject, f"<{_SKOS}prefLabel>", literal_term(municipality.name, language="nl")),
        (subject, f"<{gg}cbsCode>", literal_term(municipality.code)),
    ]
    for register, identifier in municipality.identifiers.items():
        found.append((subject, f"<{gg}{_PROPERTY.get(register, register)}>", iri_term(identifier.iri)))
    return found


class TurtleWriter:
    """Turtle: each row's municipality, each municipality's identifiers once."""

    def __init__(self, path: Path, provenance: Provenance) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._project = provenance.project
        self._told: set[str] = set()
        self._file.write(f"@prefix gg: <{self._project}def#> .\n@prefix skos: <{_SKOS}> .\n\n")

    def write(self, asked: Asked, found: Linked, row_iri: str) -> None:
        municipality = meant(found)
        if municipality is None:
            return
        if municipality.code not in self._told:
            self._told.add(municipality.code)
            triples = municipality_triples(municipality, self._project)
            said = " ;\n    ".join(f"{self._short(p)} {self._short(o)}" for _, p, o in triples)
            self._file.write(f"{triples[0][0]} {said} .\n")
        self._file.write(f"<{row_iri}> gg:municipality <{municipality.iri}> .\n")

    def _short(self, term: str) -> str:
        if term == RDF_TYPE:
            return "a"
        for prefix, iri in (("gg", f"{self._project}def#"), ("skos", _SKOS)):
            if term.startswith(f"<{iri}"):
                return f"{prefix}:{term[len(iri) + 1 : -1]}"
        return term

    def close(self) -> None:
        self._file.close()


class JsonLdWriter:
    """JSON-LD: the same links as one document, an object a line."""

    def __init__(self, path: Path, provenance: Provenance) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._told: set[str] = set()
        gg = provenance.project + "def#"
        links = {k: {"@id": gg + v, "@type": "@id"} for k, v in _LINKS.items()}
        context = {"name": {"@id": f"{_SKOS}prefLabel", "@language": "nl"}, "cbsCode": f"{gg}cbsCode", **links}
        context["Municipality"] = f"{gg}Municipality"
        self._file.write(f'{{"@context": {json.dumps(context)},\n"@graph": [')
        self._between = "\n"

    def write(self, asked: Asked, found: Linked, row_iri: str) -> None:
        municipality = meant(found)
        if municipality is None:
            return
        if municipality.code not in self._told:
            self._told.add(municipality.code)
            addresses = {_PROPERTY.get(r, r): i.iri for r, i in municipality.identifiers.items()}
            named = {"name": municipality.name, "cbsCode": municipality.code}
            self._put({"@id": municipality.iri, "@type": "Municipality", **named, **addresses})
        self._put({"@id": row_iri, "municipality": municipality.iri})

    def _put(self, node: dict[str, str]) -> None:
        self._file.write(self._between + json.dumps(node, ensure_ascii=False))
        self._between = ",\n"

    def close(self) -> None:
        self._file.write("\n]}\n")
        self._file.close()
