"""Turtle that is pleasant to read and the same bytes every time: sorted, grouped by subject, one property a line.

The libraries' writers are unsorted (pyoxigraph) or thirty times slower (rdflib's longturtle).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from ..graph import RDF_TYPE, Graph, Triple

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*|[A-Za-z0-9_][A-Za-z0-9_-]*")
_DATATYPED = re.compile(r'(".*")\^\^<([^<>"]+)>', re.DOTALL)
_BARE = re.compile(r'"([+-]?[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')


class Terms:
    """Shortens terms by prefixes, each term once, and remembers which prefixes were used."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self.used: set[str] = set()
        self.known: dict[str, str] = {}

    def short(self, term: str) -> str:
        """The term as Turtle."""
        found = self.known.get(term)
        if found is None:
            found = self.known[term] = self._shortened(term)
        return found

    def _shortened(self, term: str) -> str:
        if term.startswith("<"):
            return self._iri(term[1:-1])
        if bare := _BARE.fullmatch(term):
            return bare[1]
        match = _DATATYPED.fullmatch(term)
        return f"{match[1]}^^{self._iri(match[2])}" if match else term

    def _iri(self, iri: str) -> str:
        for prefix, namespace in self.by_length:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"


def turtle_text(graph: Graph, prefixes: dict[str, str], comment: str = "") -> str:
    """The sorted graph as Turtle; only prefixes that occur are declared."""
    terms = Terms(prefixes)
    body = "\n".join(subject_blocks(graph, terms))
    return _head(prefixes, terms, comment) + body


def trig_text(graphs: dict[str, Graph], prefixes: dict[str, str], comment: str = "") -> str:
    """Named graphs (IRI → sorted graph) as TriG."""
    terms = Terms(prefixes)
    blocks = []
    for name, graph in sorted(graphs.items()):
        inside = "\n".join(subject_blocks(graph, terms))
        blocks.append(f"<{name}> {{\n{inside}}}\n")
    return _head(prefixes, terms, comment) + "\n".join(blocks)


def subject_blocks(graph: Iterable[Triple], terms: Terms) -> Iterator[str]:
    """One block of text for each subject."""
    for subject, triples in groupby(graph, itemgetter(0)):
        by_property = [(p, [t[2] for t in ts]) for p, ts in groupby(triples, itemgetter(1))]
        by_property.sort(key=lambda item: (item[0] != RDF_TYPE, item[0]))
        # `a` is a word for the property only: as a subject or value rdf:type is written like any term
        named = [("a" if p == RDF_TYPE else terms.short(p), values) for p, values in by_property]
        lines = [f"    {name}{_objects(values, terms)}" for name, values in named]
        yield f"{terms.short(subject)}\n" + " ;\n".join(lines) + " .\n"


def _objects(values: list[str], terms: Terms) -> str:
    short = [terms.short(v) for v in values]
    if len(short) > 1 and sum(map(len, short)) > 90:
        return "\n        " + " ,\n        ".join(short)
    return " " + " , ".join(short)


def _head(prefixes: dict[str, str], terms: Terms, comment: str) -> str:
    note = "".join(f"# {line}\n" for line in comment.splitlines())
    lines = [f"@prefix {p}: <{namespace}> .\n" for p, namespace in sorted(prefixes.items()) if p in terms.used]
    return note + "".join(lines) + "\n"
