"""Values put into the text of a query, for engines that take nothing else.

The query is read as tokens, so a `?name` inside a string, an IRI or a comment stays what it is, and a value enters as
one serialised term. Within the patterns the term stands in place of the variable; a VALUES at the end of the outermost
pattern keeps the variable known to SELECT, GROUP BY, ORDER BY and templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Literal, NamedNode

# SPARQL 1.1, section 19.8: what may hold a question mark, a brace or a word without meaning it
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<text>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
      |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
  | (?P<test>(?i:bound)\s*\(\s*[?$]\w+\s*\))
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]{0,100}:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
  | (?P<word>@?\w+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CHANGING = frozenset(("BNODE", "NOW", "RAND", "STRUUID", "UUID"))
_MOST_READ = 5000  # characters


def bound_text(text: str, bindings: Mapping[str, NamedNode | Literal]) -> str:
    """The query with its variables bound, as any SPARQL 1.1 engine takes it.

    >>> from pyoxigraph import Literal
    >>> bound_text('SELECT ?s ?lang { ?s ?p ?o FILTER(LANG(?o) = ?lang) }', {"lang": Literal("nl")})
    'SELECT ?s ?lang { ?s ?p ?o FILTER(LANG(?o) = "nl") VALUES ?lang { "nl" } }'
    """
    if not bindings:
        return text
    reader = _Reader({name: str(term) for name, term in bindings.items()})
    return "".join(reader.rewritten(match[0], match.lastgroup or "") for match in _TOKEN.finditer(text))


def query_form(text: str) -> str:
    r"""`SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`; an empty text for what is no query.

    >>> query_form('PREFIX ask: <http://select/> \nASK { ?s ?p "construct" }')
    'ASK'
    """
    return next((word for word in words_of(text) if word in FORMS), "")


def words_of(text: str) -> list[str]:
    """The keywords and other bare words of a query, in capitals."""
    return [match[0].upper() for match in _TOKEN.finditer(text) if match.lastgroup == "word"]


def is_lasting(text: str) -> bool:
    """Whether a query gives the same answer each time, as long as the graph stays the same.

    >>> is_lasting('SELECT ?now ("RAND()" AS ?x) { <x:uuid> ?now ex:bnode }'), is_lasting("SELECT (rand () AS ?x) {}")
    (True, False)
    """
    capitals = text.upper()  # in which most queries are quickly seen to hold none of these
    if not any(word in capitals for word in _CHANGING):
        return True
    # a stranger's text of a megabyte is not read token by token while others wait: its answer is just not kept
    return len(text) <= _MOST_READ and _CHANGING.isdisjoint(words_of(text))


@dataclass(frozen=True, slots=True)
class _Group:
    """An open brace: the parameters that mean themselves inside, and those whose VALUES closing it adds."""

    bound: frozenset[str]
    closing: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reader:
    """Rewrites token by token, knowing in which pattern it stands."""

    terms: dict[str, str]
    groups: list[_Group] = field(default_factory=list)
    selected: set[str] | None = None  # what the SELECT before names, until its pattern opens
    around: frozenset[str] = frozenset()  # what is bound where that SELECT stands
    parentheses: int = 0  # open ones since that SELECT
    listing: bool = False  # after VALUES, until its values open
    opened: bool = False  # the outermost pattern has begun
    template: bool = True  # a CONSTRUCT without a template takes nothing but triples in its pattern
    before: str = ""  # the token before, in capitals

    def rewritten(self, token: str, kind: str) -> str:
        """The token as it stands in the bound query."""
        if kind == "space":
            return token
        if kind == "word":
            self._word(token.upper())
        result = token
        if kind == "variable":
            result = self._variable(token)
        elif kind == "test" and token.rstrip(") \t\r\n").replace("$", "?").rpartition("?")[2] in self._bound():
            result = "true"
        elif kind == "mark":
            result = self._mark(token)
        self.before = token.upper()
        return result

    def _bound(self) -> frozenset[str]:
        return self.groups[-1].bound if self.groups else frozenset()

    def _word(self, word: str) -> None:
        if word == "SELECT":
            self.selected, self.parentheses, self.around = set(), 0, self._bound()
            if self.groups:  # what stands beside the pattern of a SELECT names its columns
                self.groups[-1] = _Group(frozenset())
        elif word == "CONSTRUCT":
            self.template = False
        elif word == "VALUES":
            self.listing = True

    def _variable(self, token: str) -> str:
        name = token[1:]
        if self.selected is not None and (self.parentheses == 0 or self.before == "AS"):
            self.selected.add(name)
        defined = self.listing or self.before == "AS"
        return self.terms[name] if name in self._bound() and not defined else token

    def _mark(self, token: str) -> str:
        if token == "{":
            self.groups.append(self._group())
        elif token == "}" and self.groups:
            added = sorted(self.groups.pop().closing)
            return "".join(f"VALUES ?{name} {{ {self.terms[name]} }} " for name in added) + token
        elif token in "()":
            self.parentheses += 1 if token == "(" else -1
        elif token == "*" and self.selected is not None and self.parentheses == 0:
            self.selected.update(self.terms)
        return token

    def _group(self) -> _Group:
        """The group that a brace opens here."""
        if self.before == "CONSTRUCT":
            self.template = True
            return _Group(frozenset())
        if self.listing:
            self.listing = False
            return _Group(frozenset())
        if self.selected is not None and self.parentheses == 0:
            named, self.selected = self.selected, None
            if self.opened:
                inner = self.around & named
                return _Group(inner, inner)
        if self.opened:
            return _Group(self._bound())
        self.opened = True
        names = frozenset(self.terms)
        return _Group(names, names if self.template else frozenset())
