"""Places that are no municipality, so that none of them is taken for a misspelt one.

`places.csv`: names and provinces of Dutch places, and foreign places that resemble a municipality or are often named
(GeoNames, places from 500 inhabitants, CC BY 4.0), with former municipalities and villages added by hand. A province is
written as its slug, another country as its ISO 3166 code.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from .spelling import key


@cache
def places() -> dict[str, dict[str, str]]:
    """Key of a name → province or country in which such a place lies → its name."""
    found: dict[str, dict[str, str]] = {}
    lines = files("gouden_kg").joinpath("gazetteer", "places.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(lines):
        found.setdefault(key(row["name"]), {})[row["in"]] = row["name"]
    return found


def is_country(where: str) -> bool:
    """Whether this is a country code, not a province."""
    return where.isupper()
