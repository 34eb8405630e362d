"""Records become triples: each value of each key by the plan of that key, each triple beside the value it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from ..dates import EDTF
from ..graph import RDF_TYPE, Graph, literal_term, sorted_graph
from ..messages import problem
from ..problem import Problem
from ..project import kebab
from ..read.speed import gc_paused
from ..read.texts import harm_of
from ..read.values import Fields, Items, Record, Text, Value
from .context import LANGUAGE, LINK, LITERAL, SLUG, Context, Term, with_names
from .identify import LINK_PATTERN, SLUG_PATTERN, identify, likely_slug, slugs
from .lexical import example_of, is_lexical
from .nearest import NearestWords
from .references import Placed, References

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
_SCHEMES = {"http", "https", "mailto", "tel", "urn", "geo", "doi"}
_STRUCTURE = {"id", "type"}
_HEADING_HINT = {
    "en": "name the column by language, like `name@nl`",
    "nl": "noem de kolom naar de taal, zoals `name@nl`",
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """The triples of the records, by record also with the values that say them, and the problems met.

    `unread` holds subject and property of what stands in a record but could not become a triple.
    """

    context: Context
    graph: Graph
    records: dict[str, Record]
    placed: dict[str, list[Placed]]
    unread: set[tuple[str, str]]
    problems: list[Problem] = field(default_factory=list)


@gc_paused
def expand(records: list[Record], context: Context, problems: list[Problem]) -> Expansion:
    """The graph that the records say; every value that cannot become a triple is a problem."""
    identified = identify(records, context, problems)
    hidden, names = _hidden_by_keys(identified, context), slugs(identified, problems)
    expander = Expander(with_names(context, {**hidden, **names}), problems)
    for iri, record in identified.items():
        expander.add(iri, record)
    problems += References(expander.context, expander.nodes, expander.placed, expander.inner, identified).problems()
    # the published context need not list every municipality in every key
    used = {name: iri for name, iri in names.items() if expander.uses(name.rpartition("/")[2])}
    graph = sorted_graph(map(itemgetter(0, 1, 2), chain.from_iterable(expander.placed.values())))
    final = with_names(context, {**hidden, **used})
    return Expansion(final, graph, identified, expander.placed, expander.unread, problems)


def _hidden_by_keys(records: dict[str, Record], context: Context) -> dict[str, str]:
    """Ids that are also keys, like a practice kind `place`: named outright, else JSON-LD takes the key's meaning."""
    words = context.terms.keys() | context.classes.keys() | context.prefixes.keys()
    return {"/".join(iri.rsplit("/", 2)[1:]): iri for iri in records if iri.rpartition("/")[2] in words}


class Expander:
    """Turns one record at a time into triples; remembers what each word of each key stands for."""

    def __init__(self, context: Context, problems: list[Problem]) -> None:
        self.context, self.problems = context, problems
        self.placed: dict[str, list[Placed]] = {}
        self.found: list[Placed] = []
        self.inner: dict[str, Fields] = {}
        self.unread: set[tuple[str, str]] = set()
        self.nodes: dict[str, dict[str, str]] = {key: {} for key in context.terms}
        self.headings: set[tuple[str, str]] = set()
        self.nearest = NearestWords()
        self.identity = [Text(key) for key, term in context.terms.items() if term.kind == SLUG or term.datatype]

    def add(self, iri: str, record: Record) -> None:
        """Adds the triples of the record to `placed`, each with the value that says it."""
        self.found = self.placed[iri] = []
        subject = f"<{iri}>"
        kind = record.fields[Text("type")]
        assert isinstance(kind, Text)
        self.found.append((subject, RDF_TYPE, f"<{self.context.classes[kind]}>", kind))
        self.fields(iri, subject, record.fields, record)

    def fields(self, iri: str, subject: str, fields: Fields, record: Record) -> None:
        """Adds the triples of a mapping's keys, the nested ones too."""
        for key, value in fields.items():
            term = self.context.terms.get(key)
            if term is None:
                if key not in _STRUCTURE or "#" in iri:
                    self.unknown_key(key, record)
                continue
            before = len(self.problems)
            if not value:
                self.report("empty-value", record, key, name=key)
            elif term.kind == LANGUAGE:
                self.by_language(subject, term, value, record)
            elif type(value) is Items:
                self.check_repetition(key, value, record)
                for item in value:
                    self.one(iri, subject, term, item, record)
            else:
                self.one(iri, subject, term, value, record)
            if len(self.problems) > before:
                self.unread.add((subject, term.property))

    def check_repetition(self, key: str, items: Items, record: Record) -> None:
        """Reports a text that stands twice in a list."""
        seen: set[str] = set()
        for item in items:
            if type(item) is Text:
                if item in seen:
                    self.report("repeated-value", record, item, name=item, key=key)
                seen.add(item)

    def check_unharmed(self, key: str, text: Text, record: Record) -> None:
        """Reports a text that a program or an encoding spoilt."""
        if harm := harm_of(text):
            self.report(harm[0], record, text, name=text, key=key, likely=harm[1])

    def by_language(self, subject: str, term: Term, value: Value, record: Record) -> None:
        """Adds the texts of a language map."""
        if type(value) is not Fields:
            self.unread.add((subject, term.property))
            if not self.is_told(term.key, record):
                hint = _HEADING_HINT if record.file.endswith(".csv") else None
                self.problems.append(problem("language-expected", record.place(value), hint, name=term.key))
            return
        for language, texts in value.items():
            if not _LANGUAGE_TAG.fullmatch(language):
                self.report("bad-language", record, language, name=language)
                continue
            if type(texts) is Items:
                self.check_repetition(term.key, texts, record)
            for text in texts if type(texts) is Items else (texts,):
                if type(text) is Text and text.strip():
                    self.check_unharmed(term.key, text, record)
                    self.found.append((subject, term.property, literal_term(text, language=language), text))
                else:
                    code = "empty-value" if type(text) is Text else "text-expected"
                    self.report(code, record, text, name=term.key)

    def one(self, iri: str, subject: str, term: Term, value: Value, record: Record) -> None:
        """Adds the triple of one value; for a nested thing also its own triples."""
        if type(value) is Text:
            node = self.nodes[term.key].get(value) or self.node(term, value, record)
            if node == subject:
                self.report("self-reference", record, value, name=value, key=term.key)
            if node:
                self.found.append((subject, term.property, node, value))
        elif type(value) is Fields and term.kind == LINK:
            self.nested(iri, subject, term, value, record)
        else:
            self.report("text-expected", record, value, name=term.key)

    def node(self, term: Term, value: Text, record: Record) -> str:
        """What a word that was not met before stands for, remembered when nothing is wrong with it; else empty."""
        if not value.strip():
            self.report("empty-value", record, value, name=term.key)
            return ""
        before = len(self.problems)
        node = self.literal(term, value, record) if term.kind == LITERAL else self.reference(term, value, record)
        if len(self.problems) == before:
            self.nodes[term.key][value] = node
        return node

    def literal(self, term: Term, value: Text, record: Record) -> str:
        """The literal exactly as written."""
        datatype = term.datatype[3:-1]
        if datatype == EDTF and not is_lexical(value, datatype):
            self.report("impossible-date", record, value, name=value)
        elif datatype and not is_lexical(value, datatype):
            kind = re.split(r"[#/]", datatype)[-1]
            self.report("bad-value", record, value, name=value, kind=kind, example=example_of(datatype))
        elif not datatype:
            self.check_unharmed(term.key, value, record)
        return literal_term(value) + term.datatype

    def reference(self, term: Term, value: Text, record: Record) -> str:
        """The IRI that the word stands for; empty when it stands for none."""
        if term.kind == SLUG:
            known = term.names.get(value)
            if not known and not SLUG_PATTERN.fullmatch(value):
                self.report("bad-id", record, value, name=value, likely=likely_slug(value))
                return ""
            return f"<{known or term.namespace + value}>"
        iri = self.link(value, record)
        return f"<{iri}>" if iri else ""

    def link(self, value: Text, record: Record) -> str:
        """The IRI of a `class/id`, a `prefix:name` or a full address; empty when it is none of these."""
        if LINK_PATTERN.fullmatch(value):
            return self.context.things + value
        scheme, colon, rest = value.partition(":")
        if colon and scheme in self.context.prefixes and not rest.startswith("//"):
            value_iri = self.context.prefixes[scheme] + rest
        elif colon and scheme.lower() in _SCHEMES:
            value_iri = value
        else:
            self.report(
                "bad-reference" if not colon else "bad-iri", record, value, name=value, why="unknown scheme or prefix"
            )
            return ""
        if not _valid_iri(value_iri):
            self.report("bad-iri", record, value, name=value, why="a character that no IRI may hold")
            return ""
        return value_iri

    def nested(self, iri: str, subject: str, term: Term, value: Fields, record: Record) -> None:
        """Adds a nested thing: its IRI is the parent's, the key, and the thing's references and typed values."""
        if Text("find") in value:
            self.report("unsealed-evidence", record, value, file=record.file)
            return
        given = [value.get(key) for key in self.identity]
        identity = [likely_slug(v) for v in given if isinstance(v, Text) and v]
        if not identity:
            self.report("no-identity", record, value, name=term.key)
            return
        inner = f"{iri}{'-' if '#' in iri else '#'}{kebab(term.key)}-{'-'.join(identity)}"
        if inner in self.inner:
            self.report("duplicate-nested", record, value, name=term.key, first=record.place(self.inner[inner]))
            return
        self.inner[inner] = value
        self.found.append((subject, term.property, f"<{inner}>", value))
        self.fields(inner, f"<{inner}>", value, record)

    def unknown_key(self, key: Text, record: Record) -> None:
        """Reports a key that the context does not know, with the nearest it does."""
        if not self.is_told(key, record):
            hint = self.nearest.hint(key, self.context.terms)
            self.problems.append(problem("unknown-key", record.place(key), hint, name=key))

    def is_told(self, key: str, record: Record) -> bool:
        """Whether what is wrong with a heading was told at an earlier row of its table."""
        told = (record.file, key) in self.headings
        if record.file.endswith(".csv"):
            self.headings.add((record.file, key))
        return told

    def report(self, code: str, record: Record, value: Value, **values: object) -> None:
        """Adds a problem at the value's place."""
        self.problems.append(problem(code, record.place(value), **values))

    def uses(self, word: str) -> bool:
        """Whether some record refers to something by this word."""
        return any(word in known for key, known in self.nodes.items() if self.context.terms[key].names)


def _valid_iri(iri: str) -> bool:
    if not _IRI.fullmatch(iri) or re.search(r"%(?![0-9A-Fa-f]{2})", iri):
        return False
    from pyoxigraph import NamedNode

    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
