"""The questions whose answers `gouden gazetteer import` reads."""

from __future__ import annotations

QUERIES = {
    "overpass": """\
// OpenStreetMap: boundary relations of Dutch municipalities with their CBS code.
// Run on overpass-turbo.eu (Export > raw data) or send it to an Overpass server; save the answer as JSON.
[out:json][timeout:180];
relation["boundary"="administrative"]["admin_level"="8"]["ref:gemeentecode"];
out tags;
""",
    "wikidata": """\
# Wikidata: municipalities of the Netherlands, also former ones, with code (P382) and OSM relation (P402).
# Run on query.wikidata.org; download the answer as JSON or CSV.
SELECT DISTINCT ?item ?itemLabel ?code ?relation WHERE {
  VALUES ?kind { wd:Q2039348 wd:Q7265977 }  # municipality, former municipality
  ?item wdt:P31 ?kind ; wdt:P382 ?code .
  OPTIONAL { ?item wdt:P402 ?relation }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "nl,en" }
}
ORDER BY ?code ?item
""",
}
FILES = """\
# Files to download, without a query:
# TOOI: the register https://identifier.overheid.nl/tooi/set/rwc_gemeenten_compleet as JSON(-LD)
# CBS: "Gemeenten alfabetisch" of a year, as XLSX or CSV; keep the year in the name of the file
"""


def query_text(name: str) -> str:
    """One query, ready to send; all of them, and where files are, for an empty name."""
    return QUERIES[name] if name else "\n".join([*QUERIES.values(), FILES])
