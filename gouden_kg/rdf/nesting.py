"""Refuses documents nested so deep that the parser's recursion would end the process (measured: a crash from about
3,000 levels of JSON-LD and 20,000 of triple terms; quadratic time in RDF/XML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..problem import Place, Problem, ProblemsFound

DEEPEST = 500
_CHUNK = 1 << 20
# an unclosed string runs to the end: tried again from each quote it would cost quadratic time
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"?|([\[{])|([\]}])', re.DOTALL)
_TURTLE = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|'
    rb"'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?|"
    rb'"(?:[^"\\\n]|\\.)*+"?|'
    rb"'(?:[^'\\\n]|\\.)*+'?|"
    rb'<[^<>"{}|^`\x00-\x20]*+>|#[^\n]*+|\\.|(<<)|(>>)',
    re.DOTALL,
)


def check_nesting(name: str, syntax: str, content: BinaryIO) -> None:
    """Reads the document once; raises `ProblemsFound` when it nests too deep, or is ill-formed as XML."""
    if syntax == "rdfxml":
        _check_xml(name, content)
    elif syntax == "jsonld":
        _check_tokens(name, content.read(), _JSON)
    elif sum(chunk.count(b"<<") for chunk in _chunks(content)) > DEEPEST:
        content.seek(0)
        _check_tokens(name, content.read(), _TURTLE)


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK):
        yield chunk


def _check_tokens(name: str, text: bytes, tokens: re.Pattern[bytes]) -> None:
    if tokens is _JSON and text.count(b"{") + text.count(b"[") <= DEEPEST:
        return
    depth = 0
    for match in tokens.finditer(text):
        if match.lastindex == 1:
            depth += 1
            if depth > DEEPEST:
                raise _too_deep(name, text, match.start())
        elif match.lastindex == 2:
            depth -= 1


def _too_deep(name: str, text: bytes, at: int) -> ProblemsFound:
    line_start = text.rfind(b"\n", 0, at) + 1
    column = len(text[line_start:at].decode("utf-8", "replace")) + 1
    return _nested(Place(name, text.count(b"\n", 0, at) + 1, column))


def _nested(place: Place) -> ProblemsFound:
    message = {"en": f"nested more than {DEEPEST} levels deep", "nl": f"meer dan {DEEPEST} niveaus diep genest"}
    hint = {
        "en": "write the inner things apart and refer to them by their identifiers",
        "nl": "schrijf de binnenste dingen apart en verwijs ernaar met hun identificatie",
    }
    return ProblemsFound([Problem("nesting", place, message, hint)])


def _check_xml(name: str, content: BinaryIO) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate("UTF-8")
    level = 0

    def started(*_: Any) -> None:
        nonlocal level
        level += 1
        if level > DEEPEST:
            raise _nested(Place(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def ended(*_: Any) -> None:
        nonlocal level
        level -= 1

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.EntityDeclHandler = _checked_entity(name, parser)
    parser.XmlDeclHandler = _checked_encoding(name)
    try:
        parser.ParseFile(content)
    except expat.ExpatError as error:
        message = {"en": f"this is not well-formed XML: {expat.ErrorString(error.code)}"}
        raise ProblemsFound([Problem("syntax", Place(name, error.lineno, error.offset + 1), message)]) from None


def _checked_encoding(name: str) -> Any:
    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in {"UTF-8", "US-ASCII"}:
            message = {"en": f"the file says it is {encoding}, and only UTF-8 is read"}
            raise ProblemsFound([Problem("syntax", Place(name), message, {"en": "save it as UTF-8"})])

    return declared


def _checked_entity(name: str, parser: Any) -> Any:
    """Entities made of entities double with each level (a "billion laughs"): nobody needs them for namespaces."""

    def declared(entity: str, _parameter: bool, value: str | None, *_: Any) -> None:
        place = Place(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if value is None:
            message = {"en": f"the entity `{entity}` stands in another file, which is not read"}
        elif "&" in value:
            message = {"en": f"the entity `{entity}` is made of other entities"}
        else:
            return
        raise ProblemsFound([Problem("syntax", place, message, {"en": "write the text itself"})])

    return declared
