"""How fast `gouden serve` answers beside Oxigraph's server, Virtuoso and rdflib-endpoint: ratios of one run.

    python -m benchmarks.serving [--seconds 2] [--clients 1,8,64] [--peers oxigraph,virtuoso,rdflib-endpoint]

Same graph, same queries, one load generator: wrk (Debian package `wrk`), since one in Python would measure itself.
In each cell the servers take turns, so that other work on the machine hits all of them; the best of two turns counts.
Only rdflib-endpoint runs by itself at the end: what it was asked goes on in it after the asker left.

Repeated: stored queries as they are asked again and again, which may be answered from a cache. Documents: what is
known of a thing, by its address here, by DESCRIBE elsewhere. Unlike: queries of which no two are the same.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from gouden_kg import open_project
from gouden_kg.api import OpenProject
from gouden_kg.query.binding import bound_text
from gouden_kg.query.parameters import bindings_of
from tests.attack.conftest import memory_of, processor_time
from tests.servers import Server, free_port, oxigraph_program, running, running_server, virtuoso_program

ROOT = Path(__file__).resolve().parent.parent
GOUDEN, RDFLIB = "gouden", "rdflib-endpoint"
PEERS = ("oxigraph", "virtuoso", RDFLIB)
STORED = ("practices-by-theme", "golden-municipalities", "claims-by-theme", "municipalities-on")
GG = "https://w3id.org/gouden-gemeenten/"
PREFIXES = f"PREFIX gg: <{GG}def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
# NUMBER is another one in each request
UNLIKE = {
    "lookup": f"SELECT ?p ?o {{ <{GG}id/practice/delft-voor-elkaar> ?p ?o FILTER(?o != <urn:NUMBER>) }}",
    "join": PREFIXES
    + """SELECT ?practice ?label ?place { ?practice a gg:Practice ; gg:theme ?theme ; skos:prefLabel ?label ;
        gg:municipality/skos:prefLabel ?place . ?theme skos:broader* <THEME> FILTER(?practice != <urn:NUMBER>) }
        ORDER BY ?label LIMIT 100""".replace("THEME", f"{GG}id/theme/work-and-income"),
    "aggregate": """SELECT ?class (COUNT(*) AS ?n) { ?s a ?class FILTER(?s != <urn:NUMBER>) }
        GROUP BY ?class ORDER BY DESC(?n)""",
}
SLOW = "SELECT (COUNT(*) AS ?n) { ?s (!<urn:a>|^!<urn:a>)/(!<urn:a>|^!<urn:a>)/(!<urn:a>|^!<urn:a>)/(!<urn:a>)+ ?o }"
# wrk asks each of its paths in turn; every thread counts from a start of its own
_LUA = """local paths = {PATHS}
local start, count = os.time() % 100000 * 10000, 0
request = function()
  count = count + 1
  local path = paths[count % #paths + 1]:gsub("NUMBER", tostring(start + count))
  return wrk.format("GET", path, {["Accept"] = "ACCEPT"})
end
"""
JSON, TURTLE = "application/sparql-results+json", "text/turtle"


@dataclass(frozen=True, slots=True)
class Subject:
    """A running server with the graph, and the paths that ask it each kind of question."""

    name: str
    server: Server
    paths: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a turn showed: answers a second, milliseconds of processor for each, milliseconds until half and until
    99 of 100 were answered, errors, MiB at most.
    """

    rate: float
    processor: float
    median: float
    slow: float
    errors: int
    memory: int


def main() -> None:
    """Runs all cells and prints a table for each kind of question."""
    arguments = _arguments()
    project = open_project(ROOT)
    clients = [int(number) for number in arguments.clients.split(",")]
    peers = [peer for peer in arguments.peers.split(",") if installed(peer)]
    found: dict[tuple[str, int, str], Measured] = {}
    with ExitStack() as stack:
        subjects = [stack.enter_context(started(n, project)) for n in (GOUDEN, *peers) if n != RDFLIB]
        for kind in subjects[0].paths:
            for many in clients:
                for subject in subjects * 2:
                    turn = measured(subject, kind, many, arguments.seconds)
                    key = (kind, many, subject.name)
                    found[key] = max(found.get(key, turn), turn, key=lambda one: one.rate)
        print(_neighbours(subjects))
    for kind in subjects[0].paths if RDFLIB in peers else ():
        for many in clients:
            with started(RDFLIB, project) as subject:
                found[kind, many, RDFLIB] = measured(subject, kind, many, arguments.seconds)
    for kind in subjects[0].paths:
        print(_table(kind, clients, [GOUDEN, *peers], found))


def installed(peer: str) -> bool:
    """Whether a peer can be started here; told when it cannot."""
    known = {"oxigraph": oxigraph_program(), "virtuoso": virtuoso_program(), RDFLIB: _beside(RDFLIB).exists()}
    if not known.get(peer):
        print(f"{peer}: not installed, left out", file=sys.stderr)
    return bool(known.get(peer))


def _beside(program: str) -> Path:
    return Path(sys.executable).with_name(program)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=2, help="of each turn")
    parser.add_argument("--clients", default="1,8,64")
    parser.add_argument("--peers", default=",".join(PEERS))
    return parser.parse_args()


@contextmanager
def started(name: str, project: OpenProject) -> Iterator[Subject]:
    """A server with the graph loaded."""
    dump = project.project.dist / f"{project.project.name}.nt"
    script = str(_beside("gouden"))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        port = free_port()
        root = f"http://127.0.0.1:{port}/"
        if name == GOUDEN:
            command = [script, "serve", "--port", str(port), "--log", "", "--project", str(ROOT)]
            process = stack.enter_context(running(command, root + "health"))
            server = Server(name, root, "", process)
        elif name == RDFLIB:
            command = [str(_beside(RDFLIB)), "serve", "--host", "127.0.0.1", "--port", str(port), str(dump)]
            server = Server(name, root, "", stack.enter_context(running(command, root + "?query=ASK%7B%7D")))
        else:
            server = stack.enter_context(running_server(name, Path(folder)))
            signs = ["--user", server.user] if server.user else ["--graph", "default"]
            subprocess.run([script, "push", server.root, *signs, "--project", str(ROOT)], check=True, stderr=-3)
        yield Subject(name, server, _paths(name, project))


def _paths(name: str, project: OpenProject) -> dict[str, list[str]]:
    things = [f"municipality/gm{n:04}" for n in (34, 141, 197, 402, 503, 785)]
    texts = {stored: _text(stored, project) for stored in STORED}
    asked = {kind: [_query(name, text, project)] for kind, text in UNLIKE.items()}
    if name == GOUDEN:
        repeated = [f"/api/queries/{stored}.json?limit=1000" for stored in STORED]
        documents = [f"/doc/{thing}.ttl" for thing in things]
    else:
        repeated = [_query(name, text, project) for text in texts.values()]
        documents = [_query(name, f"DESCRIBE <{GG}id/{thing}>", project) for thing in things]
    return {"repeated": repeated, "documents": documents, **asked}


def _text(name: str, project: OpenProject) -> str:
    query = project.queries._stored[name]
    text = bound_text(query.text, bindings_of(query, {}, project.store, project.project))
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _query(name: str, text: str, project: OpenProject) -> str:
    path = {RDFLIB: "/", "oxigraph": "/query"}.get(name, "/sparql")
    graph = f"&default-graph-uri={quote(project.project.published_graph, safe='')}" if name == "virtuoso" else ""
    return f"{path}?query={quote(text, safe='')}{graph}"


def measured(subject: Subject, kind: str, clients: int, seconds: int) -> Measured:
    """One turn of wrk."""
    accept = TURTLE if kind == "documents" else JSON
    paths = "{" + ", ".join(f"[[{path}]]" for path in subject.paths[kind]) + "}"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_LUA.replace("{PATHS}", paths).replace("ACCEPT", accept))
        script.flush()
        words = ["wrk", "--latency", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "-s", script.name]
        before = processor_time(subject.server.process)
        with _watched(subject.server.process) as seen:
            told = subprocess.run([*words, subject.server.root], capture_output=True, text=True).stdout
        spent = processor_time(subject.server.process) - before
    return _read(told, spent, max(seen))


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """The memory of a process and its family, looked at now and then."""
    seen, over = [memory_of(process)], threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            seen.append(memory_of(process))

    thread = threading.Thread(target=look)
    thread.start()
    yield seen
    over.set()
    thread.join()


def _neighbours(subjects: list[Subject]) -> str:
    """What a quick question takes alone, and while eight slow ones run."""
    lines = ["a lookup alone, and beside eight slow queries: median in ms, 99th percentile"]
    for subject in subjects:
        alone = measured(subject, "lookup", 1, 2)
        slow = _query(subject.name, SLOW, open_project(ROOT))
        words = ["wrk", "-t1", "-c8", "-d6s", "--timeout", "20s", subject.server.root.rstrip("/") + slow]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL) as neighbours:
            beside = measured(subject, "lookup", 1, 2)
            neighbours.kill()
        lines.append(
            f"{subject.name:16} {alone.median:8.2f} {alone.slow:8.2f}   {beside.median:8.2f} {beside.slow:8.2f}"
            f"   {beside.median / max(alone.median, 0.01):7.1f} times"
        )
    return "\n".join(lines)


def _read(told: str, spent: float, memory: int) -> Measured:
    answers = re.search(r"(\d+) requests in", told)
    each = 1000 * spent / max(1, int(answers[1]) if answers else 0)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    errors = sum(int(n) for n in re.findall(r"(?:Non-2xx or 3xx responses: |timeout )(\d+)", told))
    return Measured(float(rate[1]) if rate else 0.0, each, _percentile(told, 50), _percentile(told, 99), errors, memory)


def _percentile(told: str, share: int) -> float:
    """Milliseconds."""
    match = re.search(rf"\s{share}%\s+([\d.]+)(us|ms|s)\s", told)
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]] if match else 0.0


def _table(kind: str, clients: list[int], names: list[str], found: dict[tuple[str, int, str], Measured]) -> str:
    lines = [f"\n{kind}: answers a second, beside gouden's; processor for each; median, 99th percentile"]
    for many in clients:
        ours = found[kind, many, GOUDEN].rate or 1.0
        for name in names:
            m = found[kind, many, name]
            lines.append(
                f"{many:3} clients  {name:16} {m.rate:9.1f}/s {m.rate / ours:6.2f}  {m.processor:8.2f} ms"
                f"  {m.median:8.2f} {m.slow:8.2f} ms  {m.errors:5} errors  {m.memory:5} MiB"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
