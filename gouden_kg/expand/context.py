"""The JSON-LD context, compiled to a plan per key.

The context is ordinary JSON-LD 1.1 and any processor expands records with it to the same triples (tests hold two
others against this one). It is compiled because property-scoped contexts make general processors slow: measured on
generated records, see `benchmarks/`. A feature outside this subset is refused by name when the context is read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..graph import iri_term
from ..messages import shortened
from ..problem import GoudenError, Place
from ..read.files import text_or_error
from ..rebase import rebased, written_base

LANGUAGE, LITERAL, SLUG, LINK = "language", "literal", "slug", "link"
_ALLOWED = {"@id", "@type", "@container", "@context"}
_ALIASES = {"id": "@id", "type": "@type"}
NAME = "ontology/context.jsonld"


@dataclass(frozen=True, slots=True)
class Term:
    """What one key means: its property, what its values are, and how they end (`^^<datatype>`)."""

    key: str
    property: str
    kind: str
    namespace: str = ""
    datatype: str = ""
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """The compiled context: keys, classes, prefixes, and the document it came from."""

    base: str
    terms: dict[str, Term]
    classes: dict[str, str]
    prefixes: dict[str, str]
    document: dict[str, Any]

    @property
    def things(self) -> str:
        """The start of every IRI that a record gets."""
        return self.base + "id/"

    def property_keys(self) -> dict[str, list[Term]]:
        """Property IRI → the terms that write it."""
        found: dict[str, list[Term]] = {}
        for term in self.terms.values():
            found.setdefault(term.property, []).append(term)
        return found


class ContextError(GoudenError):
    """What is wrong with the definition of a key; `occurrence` counts the places where the key stands."""

    def __init__(self, key: str, message: str, hint: str = "", occurrence: int = 0) -> None:
        super().__init__(message, hint)
        self.key, self.occurrence = key, occurrence


def read_context(path: Path, base: str) -> Context:
    """The context of a file, with the project's base in place of the one written in the file.

    Raises `GoudenError` at the place of what is no JSON, no context, or what records do not need.
    """
    text = text_or_error(path, NAME)
    written = written_base(path)
    try:
        document = json.loads(rebased(text, written, base), object_pairs_hook=_once, parse_constant=_no_constant)
        definitions = document.get("@context") if isinstance(document, dict) else None
        if not isinstance(definitions, dict) or len(document) > 1:
            raise GoudenError("this is no JSON-LD context", 'the file holds {"@context": {…}} and no more', Place(NAME))
        return compile_context(definitions, base)
    except json.JSONDecodeError as error:
        place = Place(NAME, error.lineno, error.colno)
        raise GoudenError(f"this is not JSON: {error.msg}", "look at this line and the one before", place) from None
    except RecursionError:
        raise GoudenError("brackets are nested too deep", "a context has three levels", Place(NAME)) from None
    except ContextError as error:
        raise GoudenError(error.message, error.hint, _place(text, error)) from None


def _place(text: str, error: ContextError) -> Place:
    """Where the key stands in the file; at the first line when it is missing."""
    found = [m.start() for m in re.finditer(rf"{re.escape(json.dumps(error.key, ensure_ascii=False))}\s*:", text)]
    at = found[error.occurrence] if error.occurrence < len(found) else 0
    return Place(NAME, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in [k for k, _ in pairs[:n]])
        raise ContextError(twice, f"`{twice}` stands twice", "keep one", 1)
    return found


def _no_constant(name: str) -> None:
    raise GoudenError(f"`{name}` is no JSON", "remove it", Place(NAME))


def compile_context(definitions: dict[str, Any], base: str) -> Context:
    """The plan of a context's definitions; raises `ContextError` for features that records do not need."""
    _check_keywords(definitions, base)
    prefixes = {k: v for k, v in definitions.items() if isinstance(v, str) and "://" in v and not k.startswith("@")}
    for prefix, namespace in prefixes.items():
        _check_iri(prefix, namespace)
    terms: dict[str, Term] = {}
    classes: dict[str, str] = {}
    for key, value in definitions.items():
        if key.startswith("@") or key in prefixes or key in _ALIASES:
            continue
        if isinstance(value, str) and key[0].isupper():
            classes[key] = _iri(key, value, prefixes)
        else:
            terms[key] = _term(key, {"@id": value} if isinstance(value, str) else value, prefixes)
    return Context(base, terms, classes, prefixes, {"@context": definitions})


def _check_keywords(definitions: dict[str, Any], base: str) -> None:
    wanted = {**_ALIASES, "@base": base + "id/"}
    for key, value in wanted.items():
        if definitions.get(key) != value:
            raise ContextError(key, f"`{key}` should be `{value}`", "JSON-LD readers need it")
    if definitions.get("@version", 1.1) != 1.1:
        raise ContextError("@version", "`@version` should be 1.1", "property-scoped contexts need it")
    for key in definitions:
        if not key or (key[0] == "@" and key not in ("@base", "@version")):
            raise ContextError(key, f"`{key}` is not used by records", "remove it")


def with_names(context: Context, names: dict[str, str]) -> Context:
    """The context in which an IRI's plain word may be written wherever its class is meant (`delft` for `gm0503`)."""
    by_namespace: dict[str, dict[str, str]] = {}
    for name, iri in sorted(names.items()):
        namespace = iri[: iri.rindex("/") + 1]
        by_namespace.setdefault(namespace, {})[name.rpartition("/")[2]] = iri
    terms = {k: _named(t, by_namespace.get(t.namespace, {})) for k, t in context.terms.items()}
    document = json.loads(json.dumps(context.document))
    for key, term in terms.items():
        if term.names:
            local = {name: "gid:" + iri.removeprefix(context.things) for name, iri in term.names.items()}
            document["@context"][key]["@context"].update(local if "gid" in context.prefixes else term.names)
    return Context(context.base, terms, context.classes, context.prefixes, document)


def _named(term: Term, names: dict[str, str]) -> Term:
    return Term(term.key, term.property, term.kind, term.namespace, term.datatype, names) if names else term


def _term(key: str, value: Any, prefixes: dict[str, str]) -> Term:
    if not isinstance(value, dict) or not isinstance(value.get("@id"), str):
        raise ContextError(key, f"`{key}` names no property", 'write `"key": {"@id": "prefix:property"}`')
    unknown = sorted(set(value) - _ALLOWED)
    if unknown:
        raise ContextError(key, f"`{key}` uses {', '.join(unknown)}, which records do not need", "remove it")
    iri = iri_term(_iri(key, value["@id"], prefixes))
    kind, container = value.get("@type", ""), value.get("@container")
    if container == "@language":
        return Term(key, iri, LANGUAGE)
    if container not in (None, "@set"):
        raise ContextError(key, f"`{key}` has the container {container}, which records do not need", "remove it")
    if kind == "@vocab":
        scoped = value.get("@context")
        vocabulary = scoped.get("@vocab") if isinstance(scoped, dict) else None
        if not isinstance(vocabulary, str):
            raise ContextError(key, f"`{key}` does not say where its words stand", 'add "@context": {"@vocab": …}')
        return Term(key, iri, SLUG, _iri(key, vocabulary, prefixes))
    if kind == "@id":
        return Term(key, iri, LINK)
    if not isinstance(kind, str):
        raise ContextError(key, f"`{key}` has a type that is no text", "write a datatype, `@id` or `@vocab`")
    return Term(key, iri, LITERAL, datatype=f"^^<{_iri(key, kind, prefixes)}>" if kind else "")


def _iri(key: str, value: Any, prefixes: dict[str, str]) -> str:
    prefix, _, local = str(value).partition(":")
    if local.startswith("//"):
        return _check_iri(key, value)
    if prefix not in prefixes:
        raise ContextError(key, f"`{key}`: unknown prefix in `{shortened(str(value))}`", "define it in the context")
    return _check_iri(key, prefixes[prefix] + local)


def _check_iri(key: str, iri: str) -> str:
    if re.search(r'[\s<>"{}|\\^`\x00-\x20\ud800-\udfff]', iri):
        raise ContextError(key, f"`{shortened(iri)}` is no valid IRI", "remove spaces, brackets and quotes")
    return iri
