"""RDF/XML that any XML reader accepts.

Written here because pyoxigraph 0.5 writes predicates without a local name as `<oxprefix: …>`, control characters as
they are, and carriage returns that XML readers turn into line feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..problem import GoudenError

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Quad, Triple

    Subject = NamedNode | BlankNode | Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_START = "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
_START += "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NAME = f"[{_START}][{_START}.0-9\xb7\u0300-\u036f\u203f-\u2040-]*"
_LOCAL_NAME = re.compile(_NAME + r"\Z")
_WHOLE_NAME = re.compile(_NAME)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RESERVED = {"RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li", "Description"}
_RESERVED |= {"aboutEach", "aboutEachPrefix", "bagID"}
_XML_OWN = {"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"}
_QUOTES = {'"': "&quot;", "\r": "&#xD;", "\n": "&#xA;", "\t": "&#x9;"}


def rdfxml_lines(quads: Iterable[Quad], prefixes: dict[str, str]) -> Iterator[str]:
    """The document, a piece per line; raises `GoudenError` for what XML cannot hold (RDF/XML 1.1, section 5)."""
    spaces = _namespaces(prefixes)
    declared = "".join(f'\n  xmlns:{prefix}="{_attribute(iri)}"' for iri, prefix in spaces.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        yield f"  <rdf:Description{_reference(subject, 'about')}>\n"
        for quad in group:
            yield f"    {_property(quad, spaces)}\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _namespaces(prefixes: dict[str, str]) -> dict[str, str]:
    """Namespace → prefix, for prefixes that XML allows."""
    found = {RDF: "rdf"}
    for prefix, iri in sorted(prefixes.items()):
        usable = _WHOLE_NAME.fullmatch(prefix) and not prefix.lower().startswith("xml") and prefix != "rdf"
        if usable and iri and iri not in _XML_OWN:
            found.setdefault(iri, prefix)
    return found


def _property(quad: Quad, spaces: dict[str, str]) -> str:
    from pyoxigraph import Literal

    if str(quad.graph_name) != "DEFAULT":
        raise ValueError("named graphs")
    start, end = _tags(quad.predicate.value, spaces)
    if not isinstance(quad.object, Literal):
        return f"<{start}{_reference(quad.object, 'resource')}/>"
    return f"<{start}{_literal_attribute(quad.object)}>{_content(quad.object.value)}</{end}>"


def _tags(iri: str, spaces: dict[str, str]) -> tuple[str, str]:
    """The inside of the start tag and of the end tag of a property element."""
    match = _LOCAL_NAME.search(iri)
    namespace = iri[: match.start()] if match else ""
    if match is None or namespace in _XML_OWN or (namespace == RDF and match[0] in _RESERVED):
        hint = "use another syntax, for example ttl"
        raise GoudenError(f"RDF/XML cannot write the property <{iri}> as an XML name", hint)
    if namespace in spaces:
        return f"{spaces[namespace]}:{match[0]}", f"{spaces[namespace]}:{match[0]}"
    return f'{match[0]} xmlns="{_attribute(namespace)}"', match[0]


def _reference(node: Subject, attribute: str) -> str:
    from pyoxigraph import BlankNode, NamedNode

    if isinstance(node, NamedNode):
        return f' rdf:{attribute}="{_attribute(node.value)}"'
    if isinstance(node, BlankNode):
        return f' rdf:nodeID="{_node_id(node.value)}"'
    raise GoudenError("RDF/XML 1.1 cannot hold a triple term", "use ttl, trig, nt or nq")


def _node_id(label: str) -> str:
    """The label as an XML name, different for different labels.

    >>> _node_id("b0"), _node_id("0b"), _node_id("_0b")
    ('b0', '_0b', '__0b')
    """
    return "_" + label if label[0] in "_0123456789" else label


def _literal_attribute(literal: object) -> str:
    from pyoxigraph import Literal

    assert isinstance(literal, Literal)
    if getattr(literal, "direction", None) is not None:
        raise GoudenError("RDF/XML 1.1 cannot hold the direction of a text", "use ttl, trig, nt, nq or jsonld")
    if literal.language:
        return f' xml:lang="{_attribute(literal.language)}"'
    datatype = literal.datatype.value
    return "" if datatype == _STRING else f' rdf:datatype="{_attribute(datatype)}"'


def _content(text: str) -> str:
    return escape(_checked(text), {"\r": "&#xD;"})


def _attribute(text: str) -> str:
    return escape(_checked(text), _QUOTES)


def _checked(text: str) -> str:
    found = _NO_XML.search(text)
    if found:
        raise GoudenError(f"XML cannot hold the character U+{ord(found[0]):04X} of a text", "use another syntax")
    return text
