"""The built graph in SPARQL servers of others: loaded, resumed, refused, and asked the stored queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gouden_kg import open_project
from gouden_kg.api import OpenProject
from gouden_kg.graph import Graph, sorted_graph
from gouden_kg.problem import GoudenError
from gouden_kg.query.parameters import bindings_of
from gouden_kg.query.run import answer
from gouden_kg.remote.client import USER_VARIABLE, Client
from gouden_kg.remote.dump import Dump, read_dump
from gouden_kg.remote.endpoint import RemoteStore, find_endpoint
from gouden_kg.remote.proof import count
from gouden_kg.remote.push import Address, Pushed, Target, open_target, push_dump

from .conftest import ROOT, gouden
from .servers import Server, running_server
from .test_queries import OTHER, QUERIES

GRAPH = "https://example.org/graph"


@pytest.fixture(scope="module")
def project() -> OpenProject:
    return open_project(ROOT)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of each kind with the built graph pushed to it."""
    with running_server(request.param, tmp_path_factory.mktemp(request.param)) as started:
        result = gouden("push", started.root, *sign_in(started), "--project", ROOT)
        assert result.exit_code == 0 and "pushed" in result.stderr and result.stdout == "", result.output
        yield started


def sign_in(server: Server) -> list[str]:
    return ["--user", server.user] if server.user else []


@contextmanager
def opened(server: Server, project: OpenProject, **said: str) -> Iterator[Target]:
    with Client(server.user) as client:
        yield open_target(client, Address(server.root, **{"graph": GRAPH, **said}), project.project)


@pytest.mark.parametrize("name", QUERIES)
def test_stored_queries_give_the_same_rows_as_the_embedded_store(
    name: str, server: Server, project: OpenProject
) -> None:
    query = project.queries._stored[name]
    tried = [{}, OTHER.get(name, {}), {"lang": "en"} if any(p.name == "lang" for p in query.parameters) else {}]
    with Client() as client:
        remote = RemoteStore(client, find_endpoint(client, server.root, "", project.project.published_graph))
        for given in tried:
            bound = bindings_of(query, given, remote, project.project)
            assert bound == bindings_of(query, given, project.store, project.project)
            assert answer(remote, query.text, bound) == answer(project.store, query.text, bound), given


@pytest.mark.parametrize("theme", ["loneliness", "housing", "meeting", "work-and-income"])
def test_parts_of_a_theme_are_found_everywhere(theme: str, server: Server) -> None:
    words = ["query", "run", "practices-by-theme", "--theme", theme, "--format", "csv", "--project", str(ROOT)]
    here, there = gouden(*words), gouden(*words, "--endpoint", server.root)
    assert here.exit_code == there.exit_code == 0
    assert here.stdout == there.stdout and len(here.stdout.splitlines()) > 1


def test_every_format_of_an_answer(server: Server) -> None:
    here = "<https://w3id.org/gouden-gemeenten/id/theme/loneliness>"
    where = ["--project", str(ROOT), "--endpoint", server.root]
    for form in ("json", "xml", "tsv", "csv", "md", "html", "table"):
        words = ["query", "run", "golden-municipalities", "--format", form, "--project", str(ROOT)]
        assert gouden(*words, "--endpoint", server.root).stdout == gouden(*words).stdout, form
    assert "true" in gouden("query", "run", "-e", f"ASK {{ {here} ?p ?o }}", *where).stdout
    assert "false" in gouden("query", "run", "-e", "ASK { <urn:x> ?p ?o }", *where).stdout
    for form in ("ttl", "nt"):
        words = ["query", "run", "-e", f"CONSTRUCT WHERE {{ {here} ?p ?o }}", "--format", form, "--project", str(ROOT)]
        assert gouden(*words, "--endpoint", server.root).stdout == gouden(*words).stdout != "", form
    refused = gouden("query", "run", "-e", "SELECT * { ?s ?p", *where)
    assert refused.exit_code == 2 and "400 Bad Request" in refused.stderr and "Traceback" not in refused.output


@pytest.mark.parametrize("way", ["store", "update"])
def test_both_ways_of_writing_replace_the_graph(way: str, server: Server, project: OpenProject, tmp_path: Path) -> None:
    first, second = dump_of(tmp_path / "1.nt", 250), dump_of(tmp_path / "2.nt", 120)
    with opened(server, project, way=way) as target:
        assert push_dump(first, target, 100) == Pushed(250, 3, 0)
        assert push_dump(second, target, 100) == Pushed(120, 2, 0)
        assert push_dump(second, target, 100) == Pushed(120, 2, 0)
        rows = answer(target.asked(GRAPH), "SELECT ?s ?p ?o { ?s ?p ?o }", {}).rows
        assert sorted_graph((s, p, o) for s, p, o in rows) == lines_of(second.path)


def test_a_push_that_broke_off_goes_on(server: Server, project: OpenProject, tmp_path: Path) -> None:
    old, new = dump_of(tmp_path / "old.nt", 30), dump_of(tmp_path / "new.nt", 1000, "new")

    def break_off(words: str) -> None:
        if words.startswith("500 "):
            raise KeyboardInterrupt

    with opened(server, project) as target:
        push_dump(old, target)
        with pytest.raises(KeyboardInterrupt):
            push_dump(new, target, 100, break_off)
        assert count(target.asked(GRAPH)) == 30, "until all of it is there the old graph is served"
        assert push_dump(new, target, 100) == Pushed(1000, 5, 5)
        assert push_dump(old, target, 7).triples == 30


def test_what_arrived_in_part_is_not_swapped_in(server: Server, project: OpenProject, tmp_path: Path) -> None:
    old, new = dump_of(tmp_path / "old.nt", 30), dump_of(tmp_path / "new.nt", 300, "new")
    with opened(server, project) as target:
        push_dump(old, target)
        staged = f"{target.loading}-{new.digest[:16]}"
        lines = new.path.read_bytes().splitlines(keepends=True)
        target.writer.add(b"".join(lines[200:]), staged)  # as many as a first batch, but not the first batch
        with pytest.raises(GoudenError, match="differs from what was sent"):
            push_dump(new, target, 100)
        assert count(target.asked(GRAPH)) == 30
        assert push_dump(new, target, 100) == Pushed(300, 3, 0)


def test_graphs_of_earlier_builds_are_swept(server: Server, project: OpenProject, tmp_path: Path) -> None:
    with opened(server, project) as target:
        left = f"{target.loading}-0123456789abcdef"
        target.writer.add(dump_of(tmp_path / "left.nt", 5).path.read_bytes(), left)
        push_dump(dump_of(tmp_path / "new.nt", 10), target)
        assert count(target.asked(left)) == 0


def test_the_default_graph(project: OpenProject, tmp_path: Path) -> None:
    with running_server("oxigraph", tmp_path / "store") as started:
        result = gouden("push", started.query, "--graph", "default", "--project", ROOT)
        assert result.exit_code == 0 and "to the default graph" in result.stderr
        where = ["--project", str(ROOT), "--endpoint", started.query]
        for graph in ([], ["--graph", "default"]):
            asked = gouden("query", "run", "golden-since", "--format", "csv", *where, *graph)
            assert "Leerdam" in asked.stdout, graph
        elsewhere = gouden("query", "run", "golden-since", "--format", "csv", *where, "--graph", "urn:x")
        assert elsewhere.exit_code == 0 and "Leerdam" not in elsewhere.stdout


def test_virtuoso_wants_a_signature_and_a_named_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: Path
) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    with running_server("virtuoso", tmp_path) as started:
        push = ["push", started.root, "--project", str(starter)]
        for words in (push, [*push, "--user", "dba:wrong"]):
            refused = gouden(*words)
            assert refused.exit_code == 2 and "401" in refused.stderr and USER_VARIABLE in refused.stderr
        monkeypatch.setenv(USER_VARIABLE, started.user)
        assert gouden(*push).exit_code == 0
        unnamed = gouden(*push, "--graph", "default")
        assert (
            unnamed.exit_code == 2
            and "MOVE...DEFAULT operator requires" in unnamed.stderr
            and "Traceback" not in unnamed.output
        )


def dump_of(path: Path, triples: int, word: str = "é") -> Dump:
    lines = [
        f'<https://example.org/{n:05}> <https://example.org/p> "{word} {n} \\" \\\\"@nl .\n' for n in range(triples)
    ]
    path.write_text("".join(lines), "utf-8")
    return read_dump(path)


def lines_of(path: Path) -> Graph:
    triples = (line.removesuffix(" .\n").split(" ", 2) for line in path.read_text("utf-8").splitlines(keepends=True))
    return sorted_graph((s, p, o) for s, p, o in triples)
