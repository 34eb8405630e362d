"""Settings by file, environment and flag."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gouden_kg.problem import GoudenError
from gouden_kg.serve.settings import Settings, configured

from ..conftest import gouden


def test_flags_beat_environment_beats_file_beats_default(tmp_path: Path) -> None:
    file = tmp_path / "serve.toml"
    file.write_text('port = 1\nrunning = 2\nwaiting = 3\nhosts = ["a", "b"]\nquery_seconds = 5\n')
    found = configured(file, {"port": 9}, {"GOUDEN_SERVE_RUNNING": "8", "GOUDEN_SERVE_PORT": "8", "PATH": "x"})
    chosen = found.settings
    assert (chosen.port, chosen.running, chosen.waiting, chosen.hosts) == (9, 8, 3, ("a", "b"))
    assert chosen.query_seconds == 5.0 and chosen.host == Settings().host
    origins = [found.origins[name] for name in ("port", "running", "waiting", "host")]
    assert origins == ["--port", "GOUDEN_SERVE_RUNNING", str(file), "default"]


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"GOUDEN_SERVE_PORT": "many"}, "`port` is a whole number, not `many`"),
        ({"GOUDEN_SERVE_PORT": "-1"}, "at least 0"),
        ({"GOUDEN_SERVE_PORT": "99999"}, "at most 65535"),
        ({"GOUDEN_SERVE_QUERY_SECONDS": "nan"}, "at least"),
        ({"GOUDEN_SERVE_WATCH": "perhaps"}, "true or false"),
        ({"GOUDEN_SERVE_HOST": ""}, "`host` is empty"),
        ({"GOUDEN_SERVE_PATH": "/kg/"}, "`path` is written otherwise"),
        ({"GOUDEN_SERVE_PATH": "kg"}, "`path` is written otherwise"),
        ({"GOUDEN_SERVE_PUBLIC": "data.example.org"}, "`public` is written otherwise"),
        ({"GOUDEN_SERVE_PUBLIC": "https://data.example.org/kg"}, "`public` is written otherwise"),
        ({"GOUDEN_SERVE_PRT": "1"}, "there is no setting `prt`"),
    ],
)
def test_wrong_values_are_told_with_their_place(environment: dict[str, str], words: str) -> None:
    with pytest.raises(GoudenError, match=words) as error:
        configured(None, {}, environment)
    assert next(iter(environment)) in error.value.message


@pytest.mark.parametrize("text", ["port = ", "port = 'x'", "port = true", "hosts = 1", "log = 1", "prot = 1"])
def test_a_wrong_file_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "serve.toml"
    file.write_text(text)
    result = gouden("serve", "--config", file, "--show-config")
    assert result.exit_code == 2 and str(file) in result.stderr and "Traceback" not in result.output


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    shown = gouden("serve", "--show-config", "--port", "7", "--hosts", "a", "--no-watch").stdout
    read = tomllib.loads(shown)
    assert read["port"] == 7 and read["hosts"] == ["a"] and read["watch"] is False and "(--port)" in shown
    file = tmp_path / "again.toml"
    file.write_text(shown)
    assert tomllib.loads(gouden("serve", "--config", file, "--show-config").stdout) == read


def test_an_address_in_use_is_told(tmp_path: Path, garden: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = gouden("serve", "--project", garden, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2 and "cannot listen on 127.0.0.1" in result.stderr


def test_a_project_that_was_never_built_is_told(starter: Path) -> None:
    result = gouden("serve", "--project", starter, "--port", "0")
    assert result.exit_code == 2 and "gouden build" in result.stderr
