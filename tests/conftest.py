"""Projects to test with: the starter, and this checkout's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gouden_kg.starter import write_starter

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A fresh small project."""
    folder = tmp_path / "project"
    write_starter(folder, "https://example.org/my-dataset/")
    return folder


def gouden(*words: str | Path) -> Result:
    """Runs the command line as a user would, errors turned into messages and exit codes."""
    from gouden_kg import cli

    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["gouden", *map(str, words)])
        with runner.isolation() as (out, err, _):
            code = 0
            try:
                cli.run()
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else 1
            return Result(runner, out.getvalue(), err.getvalue(), out.getvalue() + err.getvalue(), None, code, None)
