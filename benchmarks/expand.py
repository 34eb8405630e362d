"""Reading and expanding generated records, against the same files through rdflib's JSON-LD parser, in one run.

    python benchmarks/expand.py [RECORDS]        (default 20000; prints seconds and ratios)

rdflib gets its records from PyYAML's fastest full loader (CSafeLoader), which forgets lines and types values.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib
import yaml
from pyoxigraph import RdfFormat, parse

from gouden_kg.check import project_context
from gouden_kg.expand.expand import expand
from gouden_kg.project import read_project
from gouden_kg.read.records import read_records

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://w3id.org/gouden-gemeenten/id/practice/"

RECORD = """- id: practice-{n}
  type: Practice
  name: {{nl: Praktijk nummer {n}, en: Practice number {n}}}
  summary:
    nl: Netwerk waarin partij {n} met anderen een opdracht van de gemeente invult, elk vanuit de eigen rol.
    en: Network in which party {n} carries out a commission of the municipality with others, each in its own role.
  practiceKind: network
  municipality: gm0503
  carriedOutBy: [practice/practice-{before}, practice/practice-{after}]
  theme: [cooperation, procurement]
  targetGroup: [residents]
  status: running
  since: 2014-02
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run, garbage collected before."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Prints seconds per step and the ratio to rdflib."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    context = project_context(read_project(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practices.yaml"
        shutil.copytree(ROOT / "ontology" / "lists", Path(folder) / "lists")
        shutil.copy(ROOT / "data" / "municipalities.csv", folder)
        shutil.copy(ROOT / "data" / "provinces.yaml", folder)
        path.write_text(
            "".join(RECORD.format(n=n, before=(n - 1) % count, after=(n + 1) % count) for n in range(count)), "utf-8"
        )
        records = read_records([Path(folder)], Path(folder), [])
        ours = min(timed(lambda: expand(read_records([Path(folder)], Path(folder), []), context, [])) for _ in range(3))
        reading = min(timed(lambda: read_records([Path(folder)], Path(folder), [])) for _ in range(3))
        graph = expand(records, context, []).graph

        def document() -> str:
            things = yaml.load(path.read_bytes(), yaml.CSafeLoader)
            return json.dumps({**context.document, "@graph": [{**t, "id": BASE + t["id"]} for t in things]})

        text = document()
        loading = timed(document)
        oxigraph = timed(lambda: list(parse(text, RdfFormat.JSON_LD)))
        peer = timed(lambda: rdflib.Graph().parse(data=text, format="json-ld"))
    print(f"{count} records, {len(graph)} triples")
    print(f"read + expand, this tool          {ours:7.2f} s  (of which reading {reading:.2f} s)")
    print(f"CSafeLoader + rdflib JSON-LD      {loading + peer:7.2f} s  ratio {(loading + peer) / ours:5.1f}")
    print(f"rdflib JSON-LD alone, from text   {peer:7.2f} s  ratio {peer / ours:5.1f}")
    print(f"pyoxigraph JSON-LD alone          {oxigraph:7.2f} s  to our expanding {oxigraph / (ours - reading):5.1f}")


if __name__ == "__main__":
    main()
