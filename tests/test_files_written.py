"""A file is written whole or not at all, at the place that was named; what is no file is left what it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gouden_kg.problem import GoudenError
from gouden_kg.write.folder import replaced_file, write_file

from .conftest import ROOT
from .test_link import link, written


def test_a_file_takes_the_place_of_the_old_one_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_file(path, b"old")
    with pytest.raises(ValueError, match="half"), replaced_file(path) as new:
        new.write_bytes(b"ne")
        raise ValueError("half")
    assert path.read_bytes() == b"old"
    with replaced_file(path) as new:
        new.write_bytes(b"new")
    assert path.read_bytes() == b"new" and [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_file(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_bytes() == b"new"
    (tmp_path / "dangling.csv").symlink_to("later.csv")
    write_file(tmp_path / "dangling.csv", b"new")
    assert (tmp_path / "dangling.csv").is_symlink() and (tmp_path / "later.csv").read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """As a device does: a file in the place of `/dev/null` would harm the whole machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("folder", "Is a directory", "name a file in it"),
        ("missing/x.csv", "No such file or directory", "make it first"),
        ("file/x.csv", "Not a directory", "is a file"),
        ("x" * 300, "File name too long", "shorter name"),
        ("loop", "Too many levels of symbolic links", "points at itself"),
    ],
)
def test_what_cannot_be_written_is_told_with_a_way_out(tmp_path: Path, name: str, message: str, hint: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(GoudenError, match="cannot write") as caught:
        write_file(tmp_path / name, b"x")
    assert message in caught.value.message and hint in caught.value.hint
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["folder", "missing/r.csv", "file/r.csv", "r.pdf", "r.ods"])
@pytest.mark.parametrize("option", ["--review", "-o"])
def test_a_place_for_a_table_that_is_none(tmp_path: Path, option: str, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    result = link(written(tmp_path, "g\nBergen\n"), "--column", "g", option, tmp_path / name)
    assert result.exit_code == 2 and "hint: " in result.stderr and str(tmp_path / name) in result.stderr
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file", "folder", "table.csv"]


def test_other_files_that_cannot_be_read(tmp_path: Path) -> None:
    from .conftest import gouden

    for words in (
        ("query", "run", "--file", tmp_path),
        ("query", "run", "--file", tmp_path / "missing.rq"),
        ("convert", tmp_path, "--to", "nt"),
        ("serve", "--config", tmp_path / "missing.toml"),
        ("link", "/proc/self/mem"),
    ):
        result = gouden(*words)
        assert result.exit_code == 2 and "hint: " in result.stderr and "Traceback" not in result.output, words


def test_standard_output_by_its_name(tmp_path: Path) -> None:
    import subprocess
    import sys

    table = written(tmp_path, "g\nDelft\n")
    if not Path("/dev/stdout").exists():
        pytest.skip("this system has no /dev/stdout")
    command = [sys.executable, "-m", "gouden_kg", "link", str(table), "--project", str(ROOT), "-o", "/dev/stdout"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0 and "GM0503" in run.stdout and Path("/dev/stdout").is_symlink()
