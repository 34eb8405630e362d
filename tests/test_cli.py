"""The command line as a person meets it."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gouden_kg.cli import COMMANDS, cli
from gouden_kg.problem import GoudenError
from gouden_kg.write.folder import replaced_folder

from .conftest import ROOT, gouden


def test_stored_help_page_is_clicks_own() -> None:
    stored = (ROOT / "gouden_kg" / "help.txt").read_text("utf-8")
    context = cli.make_context("gouden", [], resilient_parsing=True, terminal_width=80)
    assert stored == cli.get_help(context) + "\n", (
        "the page of `python -c 'from gouden_kg.cli import run; run()' --help` goes into gouden_kg/help.txt"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    result = gouden(command, "--help")
    assert result.exit_code == 0 and "Usage: gouden" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["buidl"], "Did you mean `build`?"),
        (["build", "--project", "/nonexistent"], "is no project"),
        (["build", "--nonsense"], "No such option"),
        (["query", "run", "practises-by-theme"], "did you mean `practices-by-theme`"),
        (["query", "run", "practices-by-theme", "--theme", "lonelyness"], "did you mean `loneliness`"),
        (["query", "run", "practices-by-theme", "--teme", "x"], "did you mean `theme`"),
        (["query", "run"], "name one question"),
        (["query", "run", "-e", "SELECT * WHERE { ?s ?p }"], "this is not SPARQL"),
        (["query", "run", "-e", "ASK {" + "{" * 5000 + "}" * 5000 + "}"], "nested"),
        (["query", "run", "--file", "/nonexistent.rq"], "cannot read"),
        (["explain", "duplicate-kye"], "did you mean `duplicate-key`"),
        (["validate", "/nonexistent"], "no such file"),
        (["validate", "--data", "/nonexistent.ttl", "--shapes", "x.ttl"], "nonexistent"),
        (["validate", "--shapes", "x.ttl"], "--shapes is for --data"),
        (["validate", "data", "--data", "x.ttl", "--shapes", "x.ttl"], "FILES are of a project"),
        (["convert", "/nonexistent.ttl", "--to", "nt"], "nonexistent"),
        (["hash", "/"], "/"),
        (["evidence", "locate", "no-such-source", "x", "--sources", str(ROOT)], "no-such-source"),
        (["init", str(ROOT)], "is not empty"),
    ],
)
def test_mistakes_are_told_with_exit_code_2(words: list[str], told: str) -> None:
    result = gouden(*words)
    assert result.exit_code == 2
    assert told in result.output and "Traceback" not in result.output


def test_explain_speaks_of_every_code(starter: Path) -> None:
    codes = gouden("explain").output.split()
    assert {"duplicate-key", "claim-statement-in-dutch", "speaker-held-role", "nesting"} <= set(codes)
    for code in codes:
        result = gouden("explain", code, "--lang", "nl")
        assert result.exit_code == 0 and len(result.output.splitlines()) > 1, code


def test_reports_for_machines(starter: Path) -> None:
    import json

    from pyoxigraph import RdfFormat, parse

    (starter / "data" / "z.yaml").write_text("- id: a\n  type: Garden\n  kind: nothing\n")
    reports = {
        f: gouden("validate", "--project", starter, "--format", f).stdout for f in ("json", "github", "sarif", "shacl")
    }
    found = json.loads(reports["json"])
    assert {(p["code"], p["line"], p["column"]) for p in found} >= {
        ("dangling-reference", 3, 9),
        ("name-present", 1, 3),
    }
    assert "::error file=data/z.yaml,line=3,col=9,title=dangling-reference::" in reports["github"]
    sarif = json.loads(reports["sarif"])
    assert sarif["version"] == "2.1.0" and len(sarif["runs"][0]["results"]) == len(found)
    triples = list(parse(reports["shacl"], RdfFormat.TURTLE))
    results = [t for t in triples if t.predicate.value.endswith("shacl#result")]
    assert len(results) == len(found)
    assert any(t.predicate.value.endswith("focusNode") and "garden/a" in str(t.object) for t in triples)


def test_nothing_but_data_on_stdout_and_a_closed_pipe() -> None:
    command = [sys.executable, "-m", "gouden_kg", "query", "run", "municipalities-on", "--project", str(ROOT)]
    whole = subprocess.run(command, capture_output=True, text=True, check=True)
    assert whole.stderr == "" and "\x1b" not in whole.stdout
    piped = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdout is not None and piped.stderr is not None
    piped.stdout.close()
    assert b"Traceback" not in piped.stderr.read()
    piped.stderr.close()
    piped.wait()


def test_language_follows_the_locale(starter: Path) -> None:
    (starter / "data" / "z.yaml").write_text("- id: a\n")
    for locale, word in (("nl_NL.UTF-8", "fout"), ("de_DE.UTF-8", "error"), ("C", "error")):
        environment = {**os.environ, "LC_ALL": locale}
        command = [sys.executable, "-m", "gouden_kg", "validate", "--project", str(starter)]
        result = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert f": {word} [missing-type]" in result.stdout and result.returncode == 1


def test_strict_and_chosen_files(starter: Path) -> None:
    (starter / "data" / "z.yaml").write_text("- id: a\n")
    assert gouden("validate", "--project", starter, starter / "data" / "gardens.yaml").exit_code == 0
    assert gouden("validate", "--project", starter, starter / "data").exit_code == 1
    assert gouden("build", "--project", starter).exit_code == 1


def test_a_project_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert gouden("init", folder, "--base", "https://data.example.nl/tuinen/").exit_code == 0
    assert sorted(p.name for p in folder.iterdir()) == ["data", "ontology", "queries", "shapes", "tests"]
    assert gouden("build", "--project", folder).exit_code == 0
    result = gouden("query", "run", "gardens", "--project", folder, "--format", "csv")
    assert "https://data.example.nl/tuinen/id/garden/de-groene-hoek" in result.output
    assert gouden("init", tmp_path / "bad", "--base", "no address").exit_code == 2
    assert not (tmp_path / "bad").exists()


@pytest.mark.parametrize(
    "words",
    [
        "practices-by-theme",
        "practices-by-theme --theme procurement --lang en --format csv",
        "golden-municipalities --edition second-edition --format md --project .",
        "identifiers-of-municipality --municipality delft --format json",
    ],
)
def test_plain_questions_are_answered_as_by_the_command_line(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouden_kg.ask import answered, plain_question

    monkeypatch.chdir(ROOT)
    plain = plain_question(words.split())
    assert plain is not None
    text = answered(*plain, 0).replace("\r\n", "\n")  # Click's runner does so too
    assert text == gouden("query", "run", *words.split()).stdout and len(text) > 100


@pytest.mark.parametrize(
    "words", ["", "--help", "x --help y", "x -o f", "x --file f", "x --a", "x --a=b", "x --a 1 --a 2", "x --format y"]
)
def test_other_questions_are_left_to_the_command_line(words: str) -> None:
    from gouden_kg.ask import plain_question

    assert plain_question(words.split()) is None


def test_words_reach_a_pipe_as_utf8_in_any_locale() -> None:
    command = [sys.executable, "-m", "gouden_kg", "query", "run", "municipalities-on", "--project", str(ROOT)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    for more in ([], ["--format=csv"]):
        result = subprocess.run([*command, *more], env=environment, capture_output=True)
        assert result.returncode == 0 and "Súdwest-Fryslân" in result.stdout.decode("utf-8"), result.stderr


@pytest.mark.parametrize("asked", ["bad-id", "[bad-id]", "BAD_ID", " bad-id ", "data/x.yaml:1:7: error [bad-id] `X` …"])
def test_explain_takes_a_code_as_it_is_pasted(starter: Path, asked: str) -> None:
    result = gouden("explain", asked, "--project", starter, "--lang", "en")
    assert result.exit_code == 0 and result.output.startswith("bad-id\n") and "{" not in result.output


@pytest.mark.parametrize("asked", ["", "  ", "[]"])
def test_explain_of_nothing_is_a_mistake(starter: Path, asked: str) -> None:
    result = gouden("explain", asked, "--project", starter)
    assert result.exit_code == 2 and result.stdout == "" and "`gouden explain` lists all" in result.stderr


@pytest.mark.parametrize("words", [("coverage",), ("coverage", "--format", "json"), ("check",), ("show", "claim/x")])
def test_evidence_in_a_project_without_any(starter: Path, words: tuple[str, ...]) -> None:
    for sources in ((), ("--sources", starter)):
        result = gouden("evidence", *words, *sources, "--project", starter)
        assert result.exit_code == 2 and result.stdout == ""
        assert "no sources and no evidence" in result.stderr and "hint: " in result.stderr


@pytest.mark.parametrize("group", ["query", "evidence", "gazetteer"])
def test_help_of_a_group_tells_each_command_in_full(group: str) -> None:
    assert "..." not in gouden(group, "--help").output.split("Commands:")[1]


def test_a_new_project_in_a_path_with_spaces_tells_commands_that_can_be_pasted(tmp_path: Path) -> None:
    result = gouden("init", tmp_path / "mijn wijk")
    line = next(line for line in result.output.splitlines() if "gouden build" in line)
    assert shlex.split(line)[-1] == str(tmp_path / "mijn wijk")


def test_a_project_that_cannot_be_begun_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        if path.name == "garden.ttl":
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(content)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = gouden("init", tmp_path / "mine")
    assert result.exit_code == 2 and "No space left on device" in result.output
    assert not (tmp_path / "mine").exists()


def test_a_build_summary_ends_where_the_classes_end(starter: Path) -> None:
    assert gouden("build", "--project", starter).output.rstrip().endswith("2 Garden, 2 Kind")


def test_a_publication_whose_build_was_replaced_meanwhile_says_so(starter: Path) -> None:
    target = starter / "dist" / "site"
    with pytest.raises(GoudenError, match="another run put a new dist/") as caught, replaced_folder(target) as new:
        shutil.rmtree(new)
        (new / "index.html").write_bytes(b"")
    assert "run this again" in caught.value.hint


def test_shapes_may_be_a_folder(starter: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    dump = starter / "dist" / "my-dataset.ttl"
    assert gouden("validate", "--data", dump, "--shapes", starter / "shapes").exit_code == 0
    refused = gouden("validate", "--data", dump, "--shapes", starter / "dist" / "store")
    assert refused.exit_code == 2 and "no shapes were named" in refused.output
