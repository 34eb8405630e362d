"""The files of a built project in `dist/`."""

from __future__ import annotations

import json
from pathlib import Path

from .built import BUILT_FROM
from .check import Checked
from .dataset import dataset_text
from .derive.derive import store_of
from .graph import ntriples_text
from .project import Project
from .query.stored import header_text
from .read.headers import REMEMBERED, headers_text
from .report import worded
from .write.folder import replaced_folder
from .write.jsonld import jsonld_text
from .write.turtle import trig_text, turtle_text

KEPT = ("site",)
STORE = "store"


def write_publication(project: Project, checked: Checked, sources: str) -> None:
    """Writes Turtle, N-Triples, JSON-LD, TriG, the context and the query store, all at once or not at all.

    `sources` is the digest of the files that the project was read from.

    TriG keeps apart what the records say, what was derived from it, and the vocabulary.
    """
    graph = checked.graph
    prefixes = _prefixes(checked)
    comment = f"{worded(project.texts['title'], 'en')}\nVersion {project.version} · {project.licence}"
    named = {"records": checked.expansion.graph, "derived": checked.derived, "vocabulary": checked.vocabulary}
    with replaced_folder(project.dist, KEPT) as folder:
        texts = {
            f"{project.name}.ttl": turtle_text(graph, prefixes, comment),
            f"{project.name}.nt": ntriples_text(graph),
            f"{project.name}.jsonld": jsonld_text(graph, checked.expansion.context),
            f"{project.name}.trig": trig_text(
                {f"{project.base}graph/{n}": g for n, g in named.items()}, prefixes, comment
            ),
            BUILT_FROM: sources + "\n",
            REMEMBERED: headers_text(_header_texts(project)),
            "context.jsonld": json.dumps(checked.expansion.context.document, ensure_ascii=False, indent=1) + "\n",
        }
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode())
        _write_store(folder, checked)


def _header_texts(project: Project) -> list[str]:
    queries = [header_text(p.read_text("utf-8")) for p in sorted((project.root / "queries").glob("*.rq"))]
    return [dataset_text(project.data / "dataset.yaml"), *(q for q in queries if q.strip())]


def _write_store(folder: Path, checked: Checked) -> None:
    """A store that queries open without loading: 5 ms instead of 100 ms at 40 thousand triples."""
    store = store_of(checked.graph, folder / STORE)
    store.optimize()
    store.flush()
    del store
    for diary in (folder / STORE).glob("LOG*"):  # names paths of this machine; nobody reads it
        diary.unlink()


def _prefixes(checked: Checked) -> dict[str, str]:
    kinds = {iri.removeprefix(checked.expansion.context.things).partition("/")[0] for iri in checked.expansion.records}
    own = {kind: f"{checked.expansion.context.things}{kind}/" for kind in kinds}
    return {**{k: v for k, v in checked.expansion.context.prefixes.items() if k != "gid"}, **own}
