"""Entries that both versions of the API answer with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .call import Call
from .extend import Extension, column_type
from .match import Candidate
from .words import words


def candidate_entry(call: Call, candidate: Candidate) -> dict[str, Any]:
    """A candidate with its score, and the features that the score is made of."""
    entities, entity, lang = call.known.entities, candidate.entity, call.lang
    kind = entities.type(entity)
    return {
        "id": entity.iri,
        "name": entities.name(entity, lang),
        "description": entities.description(entity, lang),
        "score": candidate.score,
        "match": candidate.match,
        "type": [{"id": kind.id, "name": kind.name(lang)}],
        "features": [
            *({"id": k, "name": _feature_name(call, k), "value": v} for k, v in candidate.features.items()),
            *_reason_entries(candidate, lang),
        ],
    }


def column_entries(call: Call, asked: Extension) -> list[dict[str, Any]]:
    """The columns of a data extension: property, and the type of its values where they are entities of one type."""
    entries = []
    for column in asked.columns:
        kind = column_type(call.known.entities, column)
        entry: dict[str, Any] = {"id": column.term.id, "name": column.term.name(call.lang)}
        entries.append(entry | ({"type": {"id": kind.id, "name": kind.name(call.lang)}} if kind else {}))
    return entries


def _reason_entries(candidate: Candidate, lang: str) -> Iterable[dict[str, Any]]:
    """What the gazetteer says of a municipality, with the points it gives."""
    by_kind = {reason.kind: reason for reason in candidate.reasons}
    return ({"id": f"reason:{k}", "name": r.words(lang), "value": 100 * r.points} for k, r in by_kind.items())


def _feature_name(call: Call, feature: str) -> str:
    kind, _, key = feature.partition(":")
    name = str(words()["feature"][kind][call.lang]["name"])
    return f"{name}: {call.known.entities.schema.properties[key].name(call.lang)}" if key else name
