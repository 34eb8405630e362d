"""How publishing grows: the work per document with several times the things, in proportion to the work with these.

    python benchmarks/publishing.py [times]

Claims, practices, figures and all else with a text of its own are copied under new addresses; municipalities, code
lists and sources stay, so that lists and pages about those grow, as they would. Work is processor time, of workers too.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gouden_kg.graph import Graph, ntriples_text, sorted_graph
from gouden_kg.project import find_project
from gouden_kg.publish.check import check_site
from gouden_kg.publish.documents import document_files
from gouden_kg.publish.dumps.for_everyone import table_dumps
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.publish.written import Written
from gouden_kg.site.pages import page_files

COPIED = "claim|practice|figure|event|organization|person|membership|omission|recognition|place"


def multiplied(graph: Graph, things: str, times: int) -> Graph:
    """The graph with copies of its things under other addresses."""
    own = re.compile(f"<{re.escape(things)}({COPIED})/([^#>]+)")
    copies = [
        tuple(own.sub(rf"<{things}\1/\2-copy{number}", term) for term in triple)
        for number in range(1, times)
        for triple in graph
        if own.match(triple[0])
    ]
    return sorted_graph([*graph, *((s, p, o) for s, p, o in copies)])


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes, in this process and its children."""
    began = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - began


def measured(publication: Publication) -> dict[str, float]:
    """Seconds per thousand documents, by part."""
    with tempfile.TemporaryDirectory() as temporary:
        written = Written(Path(temporary))
        parts: dict[str, Callable[[], object]] = {
            "pages": lambda: written.add(page_files(publication)),
            "page data": lambda: written.add(document_files(publication)),
            "tables": lambda: written.add(table_dumps(publication)),
            "checks": lambda: check_site(publication, written),
        }
        return {name: timed(work) / len(publication.documents) * 1000 for name, work in parts.items()}


def main() -> None:
    """Prints the proportions."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    once = open_publication(find_project())
    with tempfile.TemporaryDirectory() as temporary:
        # stored queries are asked of a store that is loaded from the built file
        project = replace(once.project, root=Path(temporary))
        for folder in ("ontology", "queries", "data", "shapes"):
            (project.root / folder).symlink_to(once.project.root / folder)
        shutil.copytree(once.project.dist, project.dist, ignore=shutil.ignore_patterns("site", "store"))
        graph = multiplied(once.graph, once.context.things, times)
        (project.dist / f"{project.name}.nt").write_text(ntriples_text(graph), "utf-8")
        often = Publication(project, graph)
        print(f"{len(often.documents) / len(once.documents):.1f} times the documents; time per document compared:")
        before, after = measured(once), measured(often)
        for name in before:
            print(f"  {name:<10} {after[name] / before[name]:.2f} ×")


if __name__ == "__main__":
    main()
