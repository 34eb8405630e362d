"""JSON-LD compacted with the published context: the graph as records, one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..expand.context import LANGUAGE, LINK, LITERAL, SLUG, Context, Term
from ..expand.identify import SLUG_PATTERN
from ..graph import RDF_TYPE, Graph, datatype_of, iri_of, language_of, text_of


def jsonld_text(graph: Graph, context: Context) -> str:
    """The sorted graph as JSON-LD; any processor expands it to the same triples."""
    compact = Compaction(context)
    things = [compact.thing(subject, list(triples)) for subject, triples in groupby(graph, itemgetter(0))]
    inner = ",\n".join(json.dumps(thing, ensure_ascii=False) for thing in things)
    head = json.dumps(context.document["@context"], ensure_ascii=False, indent=1)
    return f'{{"@context": {head},\n"@graph": [\n{inner}\n]}}\n'


class Compaction:
    """Finds for each property and value the key that says it."""

    def __init__(self, context: Context) -> None:
        self.context, self.keys = context, context.property_keys()
        self.classes = {f"<{iri}>": name for name, iri in context.classes.items()}

    def thing(self, subject: str, triples: list[tuple[str, str, str]]) -> dict[str, Any]:
        """One subject with its keys."""
        thing: dict[str, Any] = {"id": self.link(iri_of(subject))}
        for _, prop, value in triples:
            for key, language, item in self.entry(prop, value):
                if language:
                    _add(thing.setdefault(key, {}), language, item)
                else:
                    _add(thing, key, item)
        return thing

    def entry(self, prop: str, value: str) -> Iterator[tuple[str, str, Any]]:
        """Key, language (for language maps) and compact value."""
        if prop == RDF_TYPE:
            yield "type", "", self.classes.get(value) or self.curie(iri_of(value))
            return
        for term in self.keys.get(prop, []):
            item = self.item(term, value)
            if item is not None:
                yield term.key, language_of(value) if term.kind == LANGUAGE else "", item
                return
        yield self.curie(iri_of(prop)), "", self.expanded(value)

    def item(self, term: Term, value: str) -> str | None:
        """The value as the term would write it; `None` when it cannot."""
        iri = iri_of(value)
        if term.kind == LANGUAGE:
            return text_of(value) if language_of(value) else None
        if term.kind == LITERAL:
            fits = not iri and not language_of(value) and f"^^<{datatype_of(value)}>" == (term.datatype or "^^<>")
            return text_of(value) if fits else None
        if term.kind == LINK:
            return self.link(iri) if iri else None
        local = iri.removeprefix(term.namespace)
        fits = term.kind == SLUG and iri.startswith(term.namespace) and SLUG_PATTERN.fullmatch(local) is not None
        return local if fits and local not in self.shadowed(term, iri) else None

    def shadowed(self, term: Term, iri: str) -> set[str]:
        """Words that inside this key would mean something else than the IRI."""
        return {name for name, other in term.names.items() if other != iri}

    def link(self, iri: str) -> str:
        """The IRI relative to the context's base where it is one of ours."""
        local = iri.removeprefix(self.context.things)
        return local if local != iri and "/" in local and ":" not in local and not local.startswith("/") else iri

    def curie(self, iri: str) -> str:
        """The IRI as `prefix:name` where a prefix of the context begins it."""
        for prefix, namespace in self.context.prefixes.items():
            if iri.startswith(namespace) and iri != namespace and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def expanded(self, value: str) -> dict[str, str]:
        """The value for a property that no key of the context writes."""
        iri = iri_of(value)
        if iri:
            return {"@id": self.link(iri)}
        language, datatype = language_of(value), datatype_of(value)
        extra = {"@language": language} if language else {"@type": self.curie(datatype)} if datatype else {}
        return {"@value": text_of(value), **extra}


def _add(target: dict[str, Any], key: str, item: Any) -> None:
    if key not in target:
        target[key] = item
    elif isinstance(target[key], list):
        target[key].append(item)
    else:
        target[key] = [target[key], item]
