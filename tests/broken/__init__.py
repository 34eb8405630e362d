"""Broken projects, by what is broken: what is changed in a small working one, and how the refusal begins."""

from __future__ import annotations

from .changes import Cases
from .context import CASES as CONTEXT
from .curators import CASES as CURATORS
from .dataset import CASES as DATASET
from .files import CASES as FILES
from .ontology_and_shapes import CASES as ONTOLOGY_AND_SHAPES
from .queries import CASES as QUERIES
from .records import CASES as RECORDS
from .tables import CASES as TABLES

BROKEN_PROJECTS: Cases = {
    f"{part}: {name}": case
    for part, cases in {
        "dataset": DATASET,
        "context": CONTEXT,
        "ontology and shapes": ONTOLOGY_AND_SHAPES,
        "queries": QUERIES,
        "files": FILES,
        "records": RECORDS,
        "tables": TABLES,
        "curators": CURATORS,
    }.items()
    for name, case in cases.items()
}
