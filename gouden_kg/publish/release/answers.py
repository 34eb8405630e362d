"""Stored queries asked of two releases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...problem import GoudenError
from ...project import Project
from ...query.parameters import bindings_of
from ...query.run import answer
from ...query.stored import StoredQuery
from .changes import ADDED, CHANGED, REMOVED, QueryChange

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

Rows = set[tuple[str, ...]]


def compare_answers(
    project: Project, old: dict[str, str], old_store: Store, new: dict[str, StoredQuery], new_store: Store
) -> Iterator[QueryChange]:
    """The queries that came or went, were rewritten (`asked otherwise`) or whose rows differ.

    `old` holds the texts of the former release. Today's query is asked of both stores, once with its standing values
    and once with its parameters left open, so that a change shows that the standing values hide.
    """
    for name in sorted(old.keys() | new.keys()):
        if name not in new or name not in old:
            yield QueryChange(name, ADDED if name in new else REMOVED, 0, 0)
            continue
        before, after = _rows(project, new[name], old_store), _rows(project, new[name], new_store)
        rewritten = old[name] != new[name].text
        if rewritten or before != after:
            yield QueryChange(name, "rewritten" if rewritten else CHANGED, len(before - after), len(after - before))


def _rows(project: Project, query: StoredQuery, store: Store) -> Rows:
    rows: Rows = set()
    for bindings in (_bindings(project, query, store), {}):
        try:
            found = answer(store, query.text, bindings, query.name)
        except GoudenError:  # a query of today may ask what the former vocabulary did not have
            continue
        rows |= {tuple(row) for row in found.rows}
    return rows


def _bindings(project: Project, query: StoredQuery, store: Store) -> dict[str, NamedNode | Literal]:
    try:
        return bindings_of(query, {}, store, project)
    except GoudenError:  # the standing value did not exist yet
        return {}
