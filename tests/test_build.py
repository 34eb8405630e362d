"""Builds: the same bytes everywhere, old or new output after any interruption, never a mixture."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gouden_kg.built import BUILT_FROM
from gouden_kg.problem import GoudenError
from gouden_kg.write.folder import replaced_folder

from .conftest import gouden

GOUDEN = [sys.executable, "-m", "gouden_kg"]


def bytes_of(project: Path) -> dict[str, bytes]:
    """The built files, without the note of which sources they were made from."""
    files = sorted(p for p in (project / "dist").iterdir() if p.is_file() and p.name != BUILT_FROM)
    return {p.name: p.read_bytes() for p in files}


def test_same_bytes_in_other_surroundings(starter: Path, tmp_path: Path) -> None:
    found = []
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Tokyo", "nl_NL.UTF-8"), ("2", "America/Lima", "tr_TR")):
        copy = tmp_path / f"copy{seed}"
        shutil.copytree(starter, copy)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run([*GOUDEN, "build", "--project", copy], env=environment, check=True, capture_output=True)
        found.append(bytes_of(copy))
    assert found[0] == found[1] == found[2] and len(found[0]) == 6


def test_order_of_records_and_files_does_not_matter(starter: Path) -> None:
    gouden("build", "--project", starter)
    before = bytes_of(starter)
    path = starter / "data" / "gardens.yaml"
    parts = ["- id" + part for part in path.read_text().split("- id")[1:]]
    path.unlink()
    random.Random(1).shuffle(parts)
    (starter / "data" / "sub").mkdir()
    (starter / "data" / "sub" / "a.yaml").write_text(parts[0])
    (starter / "data" / "zz.yml").write_text(parts[1])
    gouden("build", "--project", starter)
    assert bytes_of(starter) == before


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_interrupted_builds_leave_old_or_new(starter: Path, ending: signal.Signals) -> None:
    gouden("build", "--project", starter)
    old = bytes_of(starter)
    path = starter / "data" / "gardens.yaml"
    path.write_text(path.read_text().replace("Vlinderhof", "Bijenhof"))
    outcomes = set()
    for delay in (0.02, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2, 0.5):
        process = subprocess.Popen(
            [*GOUDEN, "build", "--project", starter], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(delay)
        process.send_signal(ending)
        _, errors = process.communicate()
        # Python's own start-up tells of Ctrl-C in its way; from `main` on it is ours
        assert not re.search(rb'__main__\.py", line \d+, in main', errors), errors.decode()
        found = bytes_of(starter)
        outcomes.add(b"Bijenhof" in found["my-dataset.ttl"])
        assert (
            found == old
            or len(
                {
                    b"Bijenhof" in content
                    for name, content in found.items()
                    if name not in ("context.jsonld", "headers.json")
                }
            )
            == 1
        )
    assert gouden("build", "--project", starter).exit_code == 0
    assert b"Bijenhof" in bytes_of(starter)["my-dataset.nt"]
    assert not list(starter.glob(".dist-*"))


def test_two_builds_at_once(starter: Path) -> None:
    running = [subprocess.Popen([*GOUDEN, "build", "--project", starter], stderr=subprocess.PIPE) for _ in range(4)]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert len(bytes_of(starter)) == 6


def test_full_disk_keeps_the_old_output(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    target.mkdir()
    (target / "a").write_text("old")
    with pytest.raises(GoudenError, match="No space left"), replaced_folder(target) as folder:
        (folder / "a").write_text("new")
        raise OSError(28, "No space left on device")
    assert (target / "a").read_text() == "old" and sorted(p.name for p in tmp_path.iterdir()) == ["dist"]


@pytest.mark.parametrize("limit", [100, 3000, 20_000])
def test_a_disk_that_takes_no_more_keeps_the_old_output(starter: Path, limit: int) -> None:
    """The system refuses to write files past the limit: first the Turtle, then the dumps, then the query store."""
    resource = pytest.importorskip("resource", reason="this system has no limits on the size of files")
    gouden("build", "--project", starter)
    old = bytes_of(starter)
    path = starter / "data" / "gardens.yaml"
    path.write_text(path.read_text().replace("Vlinderhof", "Bijenhof"))
    result = subprocess.run(
        [*GOUDEN, "build", "--project", starter],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert result.returncode == 2 and "cannot write" in result.stderr and "Traceback" not in result.stderr
    assert bytes_of(starter) == old and not list(starter.glob(".dist-*"))


def test_unwritable_folder_is_told(starter: Path) -> None:
    (starter / "dist").write_text("a file in the way")
    result = gouden("build", "--project", starter)
    assert result.exit_code == 2 and "Traceback" not in result.output


def test_published_site_is_kept(starter: Path) -> None:
    gouden("build", "--project", starter)
    (starter / "dist" / "site").mkdir()
    (starter / "dist" / "site" / "index.html").write_text("x")
    (starter / "dist" / "stale.ttl").write_text("x")
    gouden("build", "--project", starter)
    assert (starter / "dist" / "site" / "index.html").exists() and not (starter / "dist" / "stale.ttl").exists()


def test_records_keep_numbers_as_written(starter: Path) -> None:
    context = starter / "ontology" / "context.jsonld"
    context.write_text(
        context.read_text().replace('"since":', '"area": {"@id": "my:area", "@type": "xsd:decimal"},\n    "since":')
    )
    shapes = starter / "shapes" / "garden.ttl"
    shapes.write_text(shapes.read_text().replace("( rdf:type ", "( rdf:type my:area "))
    path = starter / "data" / "gardens.yaml"
    path.write_text(path.read_text().replace("  since: 2021", "  area: 01.50\n  since: 2021"))
    assert gouden("build", "--project", starter).exit_code == 0
    for name, content in bytes_of(starter).items():
        assert b"01.50" in content or name in ("context.jsonld", "headers.json")
