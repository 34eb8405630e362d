"""What the server asks of an engine: the embedded one, or a SPARQL endpoint elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from .binding import is_lasting

ROWS, BOOLEAN, GRAPH = "rows", "boolean", "graph"

MALFORMED = "malformed-query"
NOT_ACCEPTABLE = "not-acceptable"
TOO_LARGE = "result-too-large"
TOO_SLOW = "time-limit"
TOO_HEAVY = "memory-limit"
NO_FEDERATION = "no-federation"
BUSY = "busy"
UNREACHABLE = "engine-unreachable"
FAILED = "query-failed"


class Question(NamedTuple):
    """A SPARQL query, its dataset, and the form in which each kind of result is wanted.

    An empty form means that the asker does not accept that kind. `bindings` pairs names of variables with terms as
    N-Triples text. Forms are `json`, `xml`, `csv`, `tsv` for rows and booleans, `ttl`, `nt`, `jsonld`, `rdfxml` for
    graphs. `base` is what relative IRIs in the query are relative to. Equal questions that are lasting have equal
    answers as long as the release stays the same.
    """

    text: str
    rows: str = "json"
    boolean: str = "json"
    graph: str = "ttl"
    bindings: tuple[tuple[str, str], ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = ""

    @property
    def lasting(self) -> bool:
        """Whether its answer may be kept: none that is about chance or the moment."""
        return is_lasting(self.text)

    def form(self, kind: str) -> str:
        """The form wanted for a kind of result."""
        return {ROWS: self.rows, BOOLEAN: self.boolean, GRAPH: self.graph}[kind]


@dataclass(frozen=True, slots=True)
class Result:
    """A whole answer: its kind, its form and its bytes."""

    kind: str
    form: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost: seconds of time, MiB of memory, rows and bytes of its result."""

    seconds: float = 10.0
    memory: int = 1024
    rows: int = 100_000
    size: int = 32 * 2**20


class Refused(Exception):
    """A question that gets no answer: one of the reasons above, and a sentence for the asker.

    `line` and `column` count from 1 and are 0 where no place is known.
    """

    def __init__(self, reason: str, detail: str, line: int = 0, column: int = 0) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.line, self.column = reason, detail, line, column


class Engine(Protocol):
    """Answers questions over one release of a graph."""

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`. A cancelled call stops the work at once."""

    async def close(self) -> None:
        """Ends when no work of this engine is left."""
