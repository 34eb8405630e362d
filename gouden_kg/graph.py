"""A graph as a sorted list of triples whose terms are N-Triples text: cheap to make, compare and write.

`"1.50"^^xsd:decimal` stays `1.50`: nothing on the way from record to file reads a literal as a number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

Triple = tuple[str, str, str]
Graph = list[Triple]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r"}
_ESCAPES |= {ord("\t"): "\\t", ord("\b"): "\\b", ord("\f"): "\\f", 0x7F: "\\u007F"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in range(0x20) if code not in _ESCAPES}
_NEEDS_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def iri_term(iri: str) -> str:
    """The N-Triples term of an IRI."""
    return f"<{iri}>"


def literal_term(text: str, *, language: str = "", datatype: str = "") -> str:
    r"""The canonical N-Triples term of a literal (RDF 1.2 N-Triples, section 4).

    >>> print(literal_term('zij zei "ja"\n', language="nl"))
    "zij zei \"ja\"\n"@nl
    """
    if _NEEDS_ESCAPE.search(text):
        text = text.translate(_ESCAPES)
    if language:
        return f'"{text}"@{language}'
    return f'"{text}"^^<{datatype}>' if datatype else f'"{text}"'


def iri_of(term: str) -> str:
    """The IRI inside a term; an empty text when the term is a literal or blank node."""
    return term[1:-1] if term.startswith("<") else ""


def text_of(term: str) -> str:
    r"""The lexical form of a literal, or the IRI of an IRI term.

    >>> text_of('"Noaber\\u0066onds"@nl')
    'Noaberfonds'
    """
    if term.startswith("<"):
        return term[1:-1]
    body = term[1 : term.rindex('"')] if term.startswith('"') else term
    return _UNESCAPE.sub(_unescaped, body) if "\\" in body else body


def language_of(term: str) -> str:
    """The language tag of a literal; an empty text when it has none."""
    return term[term.rindex('"') + 2 :] if term.startswith('"') and term[term.rindex('"') + 1 :][:1] == "@" else ""


def datatype_of(term: str) -> str:
    """The datatype IRI written in a literal; an empty text for plain and language-tagged strings."""
    return term[term.rindex('"') + 4 : -1] if term.startswith('"') and term.endswith(">") else ""


def sorted_graph(triples: Iterable[Triple]) -> Graph:
    """The triples sorted and without repetition."""
    by_subject: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, prop, value in triples:
        by_subject[subject].add((prop, value))
    # small sorts within each subject are several times as fast as one large one
    return [(s, p, o) for s in sorted(by_subject) for p, o in sorted(by_subject[s])]


def ntriples_text(graph: Iterable[Triple]) -> str:
    """The graph as N-Triples, one line a triple, in the graph's order."""
    return "".join([f"{s} {p} {o} .\n" for s, p, o in graph])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])
