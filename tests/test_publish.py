"""The publication as a whole: every file, whole or not at all, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.publish.beside import beside
from gouden_kg.publish.publication import open_publication
from gouden_kg.publish.written import Written
from gouden_kg.publishing import publish

from .conftest import ROOT, gouden


def contents(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def triples(content: bytes, syntax: RdfFormat) -> set[str]:
    return {str(quad) for quad in parse(content, syntax)}


def test_publish_builds_first_and_gives_the_same_bytes_twice(starter: Path) -> None:
    first = gouden("publish", "--project", starter)
    assert first.exit_code == 0, first.output
    before = contents(starter / "dist" / "site")
    assert "doc/garden/vlinderhof.ttl" in before
    assert gouden("publish", "--project", starter).exit_code == 0
    assert contents(starter / "dist" / "site") == before


def test_same_site_in_other_surroundings(starter: Path, tmp_path: Path) -> None:
    found = []
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "tr_TR.UTF-8")):
        copy = tmp_path / f"copy{seed}"
        shutil.copytree(starter, copy)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-m", "gouden_kg", "publish", "--project", str(copy)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        found.append(contents(copy / "dist" / "site"))
    assert found[0] == found[1] and "download/my-dataset.sqlite" in found[0] and "nl/index.html" in found[0]


def test_a_changed_record_is_built_before_publishing(starter: Path) -> None:
    publish(read_project(starter))
    records = starter / "data" / "gardens.yaml"
    records.write_text(records.read_text("utf-8").replace("vlinderhof", "bijenhof"), "utf-8")
    publish(read_project(starter))
    names = contents(starter / "dist" / "site")
    assert "doc/garden/bijenhof.ttl" in names and "doc/garden/vlinderhof.ttl" not in names


def test_records_with_errors_leave_the_old_site(starter: Path) -> None:
    publish(read_project(starter))
    before = contents(starter / "dist" / "site")
    (starter / "data" / "z.yaml").write_text("- id: a\n  type: Garden\n  kind: nothing\n")
    result = gouden("publish", "--project", starter)
    assert result.exit_code == 1 and "dangling-reference" in result.output
    assert contents(starter / "dist" / "site") == before


def test_two_parts_may_not_write_one_path(tmp_path: Path) -> None:
    written = Written(tmp_path)
    written.add([("a/b.txt", b"x")])
    with pytest.raises(GoudenError, match=r"a/b\.txt"):
        written.add([("a/b.txt", b"y")])


def test_documents_of_a_thing_say_the_same_in_three_syntaxes() -> None:
    from gouden_kg.publish.documents import document_files

    publication = open_publication(read_project(ROOT))
    files = dict(document_files(publication))
    context = json.loads(files["context.jsonld"])["@context"]
    for address in ("practice/delft-voor-elkaar", "claim/delft-all-about-co-creation", "municipality/gm0503", "def"):
        path = f"doc/{address}" if address != "def" else "def"
        expected = triples(files[f"{path}.nt"], RdfFormat.N_TRIPLES)
        assert triples(files[f"{path}.ttl"], RdfFormat.TURTLE) == expected
        embedded = _embedded(files[f"{path}.jsonld"], context)
        assert triples(embedded, RdfFormat.JSON_LD) == expected
        assert expected == {f"{s} {p} {o}" for s, p, o in publication.documents[address]}


def _embedded(content: bytes, context: dict[str, Any]) -> bytes:
    """The document with the context that it points at put inside it."""
    document = json.loads(content)
    way, base = document["@context"]
    assert way.endswith("context.jsonld")
    document["@context"] = [context, base]
    return json.dumps(document).encode()


def test_work_in_a_second_process_gives_its_result_or_its_error() -> None:
    def failing() -> list[str]:
        raise GoudenError("no room", "make some")

    def dying() -> list[str]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    with beside(lambda: ["a.txt"]) as work:
        assert work() == ["a.txt"]
    with beside(failing) as work, pytest.raises(GoudenError, match="no room") as caught:
        work()
    assert caught.value.hint == "make some"
    if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
        with beside(dying) as work, pytest.raises(GoudenError, match="ended early"):
            work()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_publications_leave_the_old_site(starter: Path, ending: signal.Signals) -> None:
    publish(read_project(starter))
    site = starter / "dist" / "site"
    before = contents(site)
    records = starter / "data" / "gardens.yaml"
    records.write_text(records.read_text("utf-8").replace("vlinderhof", "bijenhof"), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "gouden_kg", "publish", "--project", starter],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    while process.poll() is None and not list(site.parent.glob(".site-*")):
        os.sched_yield()
    process.send_signal(ending)
    _, errors = process.communicate()
    assert b"Traceback" not in errors
    assert contents(site) == before or "doc/garden/bijenhof.ttl" in contents(site)
    publish(read_project(starter))
    assert "doc/garden/bijenhof.ttl" in contents(site) and not list(site.parent.glob(".site-*"))
