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
from ..problem import GoudenError, Place
from ..project import rebased, written_base
from ..read.files import text_or_error

LANGUAGE, LITERAL, SLUG, LINK = "language", "literal", "slug", "link"
_ALLOWED = {"@id", "@type", "@container", "@context"}


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


def read_context(path: Path, base: str) -> Context:
    """The context of a file, with the project's base in place of the one written in the file.

    Raises `GoudenError` when the file is missing, is no JSON, or uses what records do not need.
    """
    try:
        text = text_or_error(path, "ontology/context.jsonld")
        document = json.loads(rebased(text, written_base(path), base), object_pairs_hook=_once)
        return compile_context(document["@context"], base)
    except OSError as error:
        raise GoudenError(
            f"cannot read {path}: {error.strerror}", "every project has ontology/context.jsonld"
        ) from None
    except json.JSONDecodeError as error:
        raise GoudenError(f"this is not JSON: {error.msg}", "", Place(str(path), error.lineno, error.colno)) from None
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise GoudenError(f"{path} holds no JSON-LD context: {error}", 'it begins with {"@context": {…}}') from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in [k for k, _ in pairs[:n]])
        raise GoudenError(f"ontology/context.jsonld: `{twice}` stands twice", "keep one")
    return found


def compile_context(definitions: dict[str, Any], base: str) -> Context:
    """The plan of a context's definitions; raises `GoudenError` for features that records do not need."""
    prefixes = {k: v for k, v in definitions.items() if isinstance(v, str) and "://" in v and not k.startswith("@")}
    wanted = {"id": "@id", "type": "@type", "@base": base + "id/"}
    for key, value in wanted.items():
        if definitions.get(key) != value:
            raise GoudenError(f"ontology/context.jsonld: `{key}` should be `{value}`", "JSON-LD readers need it")
    odd = [k for k in definitions if not k or (k[0] == "@" and k not in ("@base", "@version"))]
    if odd:
        raise GoudenError(f"ontology/context.jsonld: `{odd[0]}` is not used by records", "remove it")
    terms: dict[str, Term] = {}
    classes: dict[str, str] = {}
    for key, value in definitions.items():
        if key.startswith("@") or key in prefixes or (isinstance(value, str) and value.startswith("@")):
            continue
        if isinstance(value, str) and key[0].isupper():
            classes[key] = _iri(value, prefixes)
        else:
            terms[key] = _term(key, {"@id": value} if isinstance(value, str) else value, prefixes)
    return Context(base, terms, classes, prefixes, {"@context": definitions})


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


def _term(key: str, value: dict[str, Any], prefixes: dict[str, str]) -> Term:
    unknown = set(value) - _ALLOWED
    if unknown:
        raise GoudenError(
            f"ontology/context.jsonld: `{key}` uses {', '.join(sorted(unknown))}, which records do not need"
        )
    iri = iri_term(_iri(value["@id"], prefixes))
    kind, container = value.get("@type", ""), value.get("@container")
    if container == "@language":
        return Term(key, iri, LANGUAGE)
    if container not in (None, "@set"):
        raise GoudenError(f"ontology/context.jsonld: `{key}` has the container {container}, which records do not need")
    if kind == "@vocab":
        return Term(key, iri, SLUG, _iri(value["@context"]["@vocab"], prefixes))
    if kind == "@id":
        return Term(key, iri, LINK)
    return Term(key, iri, LITERAL, datatype=f"^^<{_iri(kind, prefixes)}>" if kind else "")


def _iri(value: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = value.partition(":")
    if local.startswith("//"):
        return value
    if prefix not in prefixes:
        raise GoudenError(f"ontology/context.jsonld: unknown prefix in `{value}`")
    if re.search(r'[\s<>"{}|\\^`]', prefixes[prefix] + local):
        raise GoudenError(f"ontology/context.jsonld: `{value}` gives no valid IRI", "remove spaces and brackets")
    return prefixes[prefix] + local
