"""Records become triples: each value of each key by the plan of that key, each triple beside the value it came from."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ..graph import RDF_TYPE, Graph, literal_term, sorted_graph
from ..messages import problem
from ..problem import Problem
from ..project import kebab
from ..read.speed import gc_paused
from ..read.values import Fields, Items, Record, Text, Value
from .context import LANGUAGE, LINK, LITERAL, SLUG, Context, Term, with_names

Placed = tuple[str, str, str, Value]
SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK_PATTERN = re.compile(r"[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9-]+)?")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
_SCHEMES = {"http", "https", "mailto", "tel", "urn", "geo", "doi"}
_STRUCTURE = {"id", "type"}
MAX_HINTS = 50  # looking for the nearest word is slow; whoever has more dangling references has another problem
_NO_HINT = {"en": "add its record, or correct the word", "nl": "voeg het record toe, of verbeter het woord"}


@dataclass(slots=True)
class Expansion:
    """The triples of the records, who begot them, and the problems met."""

    context: Context
    graph: Graph
    records: dict[str, Record]
    problems: list[Problem] = field(default_factory=list)


@gc_paused
def expand(records: list[Record], context: Context, problems: list[Problem]) -> Expansion:
    """The graph that the records say; every value that cannot become a triple is a problem."""
    identified = identify(records, context, problems)
    names = _used(slugs(identified, problems), identified)
    context = with_names(context, {**_hidden_by_keys(identified, context), **names})
    expander = Expander(context, problems)
    for iri, record in identified.items():
        expander.add(iri, record)
    expander.check_references(identified)
    return Expansion(context, sorted_graph([t[:3] for t in expander.found]), identified, problems)


def thing_iri(context: Context, kind: str, slug: str) -> str:
    """The IRI of a record: `{base}id/{class in kebab case}/{id}`; an id with a slash already names its class.

    A tombstone stands at the address of what was retired, so its id is `practice/old-name`.
    """
    return context.things + (slug if "/" in slug else f"{kebab(kind)}/{slug}")


def identify(records: list[Record], context: Context, problems: list[Problem]) -> dict[str, Record]:
    """IRI → record; what has no usable id or type, or another's id, is left out and told."""
    found: dict[str, Record] = {}
    for record in records:
        kind = _kind(record, context, problems)
        slug = _slug(record, kind, problems)
        if not kind or not slug:
            continue
        iri = thing_iri(context, kind, slug)
        if iri in found:
            place = record.place(record.fields[Text("id")])
            problems.append(problem("duplicate-id", place, name=slug, first=found[iri].place()))
        else:
            found[iri] = record
    return found


def slugs(records: dict[str, Record], problems: list[Problem]) -> dict[str, str]:
    """`class/slug` → IRI, for records that may be named by a plain word besides their id."""
    found: dict[str, str] = {}
    for iri, record in records.items():
        slug = record.fields.get(Text("slug"))
        if isinstance(slug, Text):
            name = iri.rsplit("/", 2)[1] + "/" + slug
            if name in found:
                first = records[found[name]].place()
                problems.append(problem("duplicate-slug", record.place(slug), name=slug, first=first))
            elif not SLUG_PATTERN.fullmatch(slug):
                problems.append(problem("bad-id", record.place(slug), name=slug, likely=likely_slug(slug)))
            found.setdefault(name, iri)
    return found


def _hidden_by_keys(records: dict[str, Record], context: Context) -> dict[str, str]:
    """Ids that are also keys, like a practice kind `place`: named outright, else JSON-LD takes the key's meaning."""
    words = context.terms.keys() | context.classes.keys() | context.prefixes.keys()
    return {"/".join(iri.rsplit("/", 2)[1:]): iri for iri in records if iri.rpartition("/")[2] in words}


def _used(names: dict[str, str], records: dict[str, Record]) -> dict[str, str]:
    """The names that some record uses: the published context need not list every municipality in every key."""
    values = (v for record in records.values() for k, v in record.fields.items() if k != "slug")
    words = {w for v in values for w in (v if isinstance(v, Items) else [v]) if isinstance(w, Text)}
    return {name: iri for name, iri in names.items() if name.rpartition("/")[2] in words}


def likely_slug(text: str) -> str:
    """The id that somebody who wrote this text may have meant.

    >>> likely_slug("Ministerie van Zórg")
    'ministerie-van-zorg'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "a-short-name"


class Expander:
    """Turns one record at a time into triples; collects references to check when all are known."""

    def __init__(self, context: Context, problems: list[Problem]) -> None:
        self.context, self.problems = context, problems
        self.found: list[Placed] = []
        self.inner: dict[str, Fields] = {}
        self.references: list[tuple[str, Record, Text]] = []
        self.identity = [key for key, term in context.terms.items() if term.kind == SLUG or term.datatype]

    def add(self, iri: str, record: Record) -> None:
        """Adds the triples of the record to `found`, each with the value that says it."""
        subject = f"<{iri}>"
        kind = record.fields[Text("type")]
        assert isinstance(kind, Text)
        self.found.append((subject, RDF_TYPE, f"<{self.context.classes[kind]}>", kind))
        self.fields(iri, subject, record.fields, record)

    def fields(self, iri: str, subject: str, fields: Fields, record: Record) -> None:
        """Adds the triples of a mapping's keys, the nested ones too."""
        for key, value in fields.items():
            if key in _STRUCTURE:
                if "#" in iri:
                    self.unknown_key(key, record)
                continue
            term = self.context.terms.get(key)
            if term is None:
                self.unknown_key(key, record)
            elif value == "" or (not isinstance(value, Text) and not value):
                self.report("empty-value", record, key, name=key)
            elif term.kind == LANGUAGE:
                self.by_language(subject, term, value, record)
            else:
                for item in self.items(key, value, record):
                    self.one(iri, subject, term, item, record)

    def items(self, key: str, value: Value, record: Record) -> list[Value]:
        """The values of a key, one or many, each once."""
        if not isinstance(value, Items):
            return [value]
        seen: set[str] = set()
        for item in value:
            if isinstance(item, Text):
                if item in seen:
                    self.report("repeated-value", record, item, name=item, key=key)
                seen.add(item)
        return value

    def by_language(self, subject: str, term: Term, value: Value, record: Record) -> None:
        """Adds the texts of a language map."""
        if not isinstance(value, Fields):
            self.report("language-expected", record, value, name=term.key)
            return
        for language, texts in value.items():
            if not _LANGUAGE_TAG.fullmatch(language):
                self.report("bad-language", record, language, name=language)
                continue
            for text in self.items(term.key, texts, record):
                if isinstance(text, Text) and text.strip():
                    self.found.append((subject, term.property, literal_term(text, language=language), text))
                else:
                    code = "empty-value" if text == "" or isinstance(text, Text) else "text-expected"
                    self.report(code, record, text, name=term.key)

    def one(self, iri: str, subject: str, term: Term, value: Value, record: Record) -> None:
        """Adds the triple of one value; for a nested thing also its own triples."""
        if isinstance(value, Text):
            if not value.strip():
                self.report("empty-value", record, value, name=term.key)
                return
            node = self.literal(term, value) if term.kind == LITERAL else self.reference(term, value, record)
            if node:
                self.found.append((subject, term.property, node, value))
        elif isinstance(value, Fields) and term.kind == LINK:
            self.nested(iri, subject, term, value, record)
        else:
            self.report("text-expected", record, value, name=term.key)

    def literal(self, term: Term, value: Text) -> str:
        """The literal exactly as written."""
        return literal_term(value) + term.datatype

    def reference(self, term: Term, value: Text, record: Record) -> str:
        """The IRI that the word stands for; empty when it stands for none."""
        if term.kind == SLUG:
            known = term.names.get(value)
            if not known and not SLUG_PATTERN.fullmatch(value):
                self.report("bad-id", record, value, name=value, likely=likely_slug(value))
                return ""
            iri = known or term.namespace + value
        else:
            iri = self.link(value, record)
        if iri.startswith(self.context.things):
            self.references.append((iri, record, value))
        return f"<{iri}>" if iri else ""

    def link(self, value: Text, record: Record) -> str:
        """The IRI of a `class/id`, a `prefix:name` or a full address; empty when it is none of these."""
        if _LINK_PATTERN.fullmatch(value):
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
        given = [value.get(Text(key)) for key in self.identity]
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
        self.problems.append(
            problem("unknown-key", record.place(key), _nearest(key, list(self.context.terms)), name=key)
        )

    def report(self, code: str, record: Record, value: Value, **values: object) -> None:
        """Adds a problem at the value's place."""
        self.problems.append(problem(code, record.place(value), **values))

    def check_references(self, records: dict[str, Record]) -> None:
        """Reports every reference to a thing of ours that no record describes."""
        hints: dict[str, dict[str, str]] = {}
        for iri, record, value in self.references:
            if iri.partition("#")[0] not in records:
                kind, _, name = iri.removeprefix(self.context.things).partition("/")
                if iri not in hints and len(hints) < MAX_HINTS:
                    hints[iri] = self.nearest_thing(iri, records)
                hint = hints.get(iri) or _NO_HINT
                self.problems.append(problem("dangling-reference", record.place(value), hint, kind=kind, name=name))

    def nearest_thing(self, iri: str, records: dict[str, Record]) -> dict[str, str]:
        """A hint with the nearest id of the same class, and where it is."""
        namespace = iri[: iri.rindex("/") + 1]
        ids = {known.removeprefix(namespace): known for known in records if known.startswith(namespace)}
        for term in self.context.terms.values():
            if term.namespace == namespace:
                ids |= term.names
        near = difflib.get_close_matches(iri.removeprefix(namespace), list(ids), 1, 0.6)
        if not near:
            return _NO_HINT
        place = records[ids[near[0]]].place()
        return {"en": f"did you mean `{near[0]}` ({place})?", "nl": f"bedoelde u `{near[0]}` ({place})?"}


def _kind(record: Record, context: Context, problems: list[Problem]) -> str:
    kind = record.fields.get(Text("type"))
    if kind is None or kind == "":
        problems.append(problem("missing-type", record.place()))
    elif not isinstance(kind, Text) or kind not in context.classes:
        hint = _nearest(str(kind), list(context.classes))
        problems.append(problem("unknown-type", record.place(kind), hint, name=kind))
    else:
        return kind
    return ""


def _slug(record: Record, kind: str, problems: list[Problem]) -> str:
    slug = record.fields.get(Text("id"))
    if slug is None or slug == "":
        problems.append(problem("missing-id", record.place()))
        return ""
    pattern = _LINK_PATTERN if kind == "Tombstone" else SLUG_PATTERN
    if not isinstance(slug, Text) or len(slug) > 200 or not pattern.fullmatch(slug):
        problems.append(problem("bad-id", record.place(slug), name=slug, likely=likely_slug(str(slug))))
        return ""
    return slug


def _nearest(word: str, known: list[str]) -> dict[str, str]:
    return _nearest_known(word[:100], tuple(known))


@lru_cache(maxsize=1000)
def _nearest_known(word: str, known: tuple[str, ...]) -> dict[str, str]:
    lower = {k.lower(): k for k in known}
    near = difflib.get_close_matches(word.lower(), list(lower), 1, 0.6)
    if near:
        return {"en": f"did you mean `{lower[near[0]]}`?", "nl": f"bedoelde u `{lower[near[0]]}`?"}
    return {"en": "known: " + ", ".join(sorted(known)), "nl": "bekend: " + ", ".join(sorted(known))}


def _valid_iri(iri: str) -> bool:
    if not _IRI.fullmatch(iri) or re.search(r"%(?![0-9A-Fa-f]{2})", iri):
        return False
    from pyoxigraph import NamedNode

    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True


def placed_triples(iri: str, record: Record, context: Context) -> list[Placed]:
    """The record's triples with the values that say them, to find the place of a finding."""
    expander = Expander(context, [])
    expander.add(iri, record)
    return expander.found
