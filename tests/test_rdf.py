"""Plain RDF: every syntax into every other, and every way a file can be broken."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouden_kg.cli.convert import convert, hash_command
from gouden_kg.problem import GoudenError, ProblemsFound
from gouden_kg.rdf.nesting import DEEPEST
from gouden_kg.rdf.syntaxes import READ, WRITTEN

TURTLE = """@prefix e: <http://example.org/> .
e:a e:p "regel\\r\\neen"@nl, "a\\tb \\"c\\" \\\\", 1.50, 007, "x"^^e:type, "<&>]]> é 😀", "" .
e:a <http://example.org#x1> e:b ; a e:Thing .
_:1 e:knows [ e:knows _:1 ; e:list (1 2) ] .
"""
XML_HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    return written(tmp_path / "a.ttl", TURTLE)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def run_convert(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(convert, [str(word) for word in words], input=stdin)


def canonical(path: Path) -> str:
    done = CliRunner().invoke(hash_command, [str(path), "--canonical"])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("to", WRITTEN)
def test_every_syntax_round_trips(turtle: Path, tmp_path: Path, to: str) -> None:
    extension = "rdf" if to == "rdfxml" else to
    out, back = tmp_path / f"out.{extension}", tmp_path / "back.ttl"
    assert run_convert(turtle, "--to", to, "-o", out).exit_code == 0
    assert run_convert(out, "--to", "ttl", "-o", back).exit_code == 0
    assert canonical(out) == canonical(turtle) == canonical(back)


@pytest.mark.parametrize(("to", "reader"), [("rdfxml", "xml"), ("jsonld", "json-ld"), ("ttl", "turtle")])
def test_a_second_engine_reads_the_same(turtle: Path, to: str, reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import rdflib
    from rdflib.compare import isomorphic

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    turtle.write_text(TURTLE.replace(" 007,", ""))  # rdflib reads a bare 007 as 7, whatever it is told
    expected = rdflib.Graph().parse(data=run_convert(turtle, "--to", "nt").stdout_bytes, format="nt")
    found = rdflib.Graph().parse(data=run_convert(turtle, "--to", to).stdout_bytes, format=reader)
    assert len(found) == 15
    assert isomorphic(found, expected)


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
_XML_TEXT = _TEXT.map(lambda text: "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(_XML_TEXT, min_size=1, max_size=5), to=st.sampled_from(WRITTEN))
def test_texts_survive_exactly(tmp_path: Path, texts: list[str], to: str) -> None:
    from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

    node = NamedNode("http://e/p")
    quads = [Quad(node, node, Literal(text)) for text in texts]
    source, out = tmp_path / "in.nq", tmp_path / ("out.rdf" if to == "rdfxml" else f"out.{to}")
    serialize(quads, source, RdfFormat.N_QUADS)
    assert run_convert(source, "--to", to, "-o", out).exit_code == 0
    assert run_convert(out, "--to", "nq", "-o", tmp_path / "back.nq").exit_code == 0
    back = parse(path=tmp_path / "back.nq", format=RdfFormat.N_QUADS)
    assert {str(quad) for quad in back} == {str(quad) for quad in quads}


def test_lexical_forms_order_and_prefixes_stay(turtle: Path) -> None:
    out = run_convert(turtle, "--to", "ttl").stdout
    assert out.startswith("@prefix e: <http://example.org/> .\n")
    assert "1.50 , 007 ," in out


def test_converting_twice_gives_the_same_bytes(turtle: Path) -> None:
    assert run_convert(turtle, "--to", "nq").stdout_bytes == run_convert(turtle, "--to", "nq").stdout_bytes


def test_standard_input_a_byte_order_mark_and_a_base() -> None:
    done = run_convert(
        "-", "--from", "ttl", "--to", "nt", "--base", "http://b/", stdin=b"\xef\xbb\xbf<x> <http://e/p> <y> ."
    )
    assert done.stdout == "<http://b/x> <http://e/p> <http://b/y> .\n"


@pytest.mark.parametrize(("name", "syntax"), [("a.owl", "rdfxml"), ("a.xml", "rdfxml"), ("a.json", "jsonld")])
def test_the_name_tells_the_syntax(tmp_path: Path, turtle: Path, name: str, syntax: str) -> None:
    assert run_convert(turtle, "--to", syntax, "-o", tmp_path / name).exit_code == 0
    assert canonical(tmp_path / name) == canonical(turtle)


@pytest.mark.parametrize("to", ["nt", "ttl", "rdfxml"])
def test_named_graphs_do_not_fit_a_triple_syntax(tmp_path: Path, to: str) -> None:
    source = written(tmp_path / "g.nq", "<a:b> <c:d> <e:f> .\n<a:b> <c:d> <e:f> <g:h> .\n")
    done = run_convert(source, "--to", to, "-o", tmp_path / "out")
    assert isinstance(done.exception, GoudenError)
    assert "named graphs" in done.exception.message
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("to", ["trig", "nq", "jsonld"])
def test_named_graphs_fit_a_quad_syntax(tmp_path: Path, to: str) -> None:
    source = written(
        tmp_path / "g.nq", "<a:b> <c:d> <e:f> .\n<a:b> <c:d> _:x _:g .\n_:x <c:d> 'q' .\n".replace("'", '"')
    )
    assert run_convert(source, "--to", to, "-o", tmp_path / f"out.{to}").exit_code == 0
    assert canonical(tmp_path / f"out.{to}") == canonical(source)


@pytest.mark.parametrize(
    "statement",
    [
        "<a:b> <http://e/1> <c:d> .",
        "<a:b> <c:d> <<( <a:b> <c:d> <e:f> )>> .",
        '<a:b> <c:d> "\\u0001" .',
        '<a:b> <c:d> "x"@ar--rtl .',
        "<a:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> <c:d> .",
    ],
)
def test_what_xml_cannot_hold_is_refused(tmp_path: Path, statement: str) -> None:
    done = run_convert(written(tmp_path / "a.nt", statement), "--to", "rdfxml", "-o", tmp_path / "a.rdf")
    assert isinstance(done.exception, GoudenError)
    assert not (tmp_path / "a.rdf").exists()


BROKEN: dict[str, tuple[str, str | bytes, int]] = {
    "no object": ("a.ttl", "<a:b> <c:d> <e:f> .\n<a:b> <c:d> .\n", 2),
    "unclosed text": ("a.ttl", '<a:b> <c:d> "x .\n', 1),
    "relative": ("a.ttl", "\n<x> <c:d> <e:f> .", 2),
    "unknown prefix": ("a.ttl", "e:a e:b e:c .", 1),
    "space in IRI": ("a.nt", "<a:b c> <c:d> <e:f> .", 1),
    "invalid UTF-8": ("a.ttl", b'<a:b> <c:d> "\xff" .', 1),
    "UTF-16": ("a.ttl", "<a:b> <c:d> <e:f> .".encode("utf-16"), 1),
    "NUL": ("a.nt", b"<a:b> \0 <c:d> .", 1),
    "empty JSON": ("a.jsonld", "", 1),
    "cut JSON": ("a.jsonld", '{"@id": "a:b",\n"a:p": ', 2),
    "remote context": ("a.jsonld", '{"@context": "https://example.org/",\n"p": 1}', 2),
    "empty XML": ("a.rdf", "", 1),
    "cut XML": ("a.rdf", XML_HEAD, 2),
    "mismatched XML": ("a.rdf", XML_HEAD + "<e:a></e:b></rdf:RDF>", 2),
    "relative XML": ("a.rdf", XML_HEAD + '\n<e:a rdf:about="x"/></rdf:RDF>', 3),
    "external entity": (
        "a.rdf",
        '<!DOCTYPE r [\n<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XML_HEAD + "</rdf:RDF>",
        2,
    ),
    "entity bomb": ("a.rdf", '<!DOCTYPE r [<!ENTITY a "aa">\n<!ENTITY b "&a;&a;">]>' + XML_HEAD + "</rdf:RDF>", 2),
    "other encoding": ("a.rdf", b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 1),
    "no encoding": ("a.rdf", '<?xml version="1.0" encoding="foo"?><a/>', 1),
    "huge entity": ("a.rdf", f'<!DOCTYPE r [<!ENTITY a "{"x" * 100_000}">]>' + XML_HEAD + "&a;" * 10_000, 2),
    "deep JSON": ("a.jsonld", '{"http://e/p":' * 10_000 + "1" + "}" * 10_000, 1),
    "deep JSON, cut": ("a.jsonld", '{"http://e/p":\n' * 100_000, DEEPEST + 1),
    "deep terms": ("a.ttl", "<a:b> <c:d> " + "<<( <a:b> <c:d> " * 30_000 + "1" + " )>>" * 30_000 + " .", 1),
    "deep XML": ("a.rdf", XML_HEAD + "<e:a><e:p>\n" * 100_000, 251),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", ["convert", "hash"])
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, case: str, command: str) -> None:
    name, content, line = BROKEN[case]
    path = written(tmp_path / name, content)
    out = written(tmp_path / "old.nt", "old")
    words = ["--to", "nt", "-o", str(out)] if command == "convert" else []
    done = CliRunner().invoke(convert if command == "convert" else hash_command, [str(path), *words])
    assert done.exit_code == 1
    assert f"{path}:{line}:" in done.stderr
    assert done.stderr.partition("error ")[2].startswith(("[syntax]", "[nesting]"))
    assert done.stdout == "" and out.read_text() == "old"


def test_wide_and_deep_turtle_is_fine(tmp_path: Path) -> None:
    deep = "<a:b> <c:d> " + "[ <c:d> " * 10_000 + "1" + " ]" * 10_000 + " ."
    assert run_convert(written(tmp_path / "a.ttl", deep), "--to", "nt").stdout.count("\n") == 10_001
    wide = "".join(f'<a:b> <c:d> "<<<<<< {i}" .\n' for i in range(1000))
    assert run_convert(written(tmp_path / "b.nt", wide), "--to", "nt").stdout == wide
    flat = '[{"@id": "a:b", "c:d": [{"@value": "[[[["}]}' + ', {"@id": "a:b"}' * 2000 + "]"
    assert run_convert(written(tmp_path / "c.jsonld", flat), "--to", "nt").stdout == '<a:b> <c:d> "[[[[" .\n'


def test_a_long_line_passes_and_a_huge_term_is_refused(tmp_path: Path) -> None:
    ten = '<a:b> <c:d> "' + "x" * 10_000_000 + '" .\n'
    assert run_convert(written(tmp_path / "a.nt", ten), "--to", "ttl").exit_code == 0
    done = run_convert(written(tmp_path / "b.nt", ten.replace("x", "yy")), "--to", "ttl")
    assert isinstance(done.exception, GoudenError)
    assert "16 MiB" in done.exception.message


def test_backslashes_in_an_unclosed_json_text_cost_no_time(tmp_path: Path) -> None:
    bomb = "[" * (DEEPEST + 1) + '\\"' * 500_000
    assert run_convert(written(tmp_path / "a.json", bomb), "--to", "nt").exit_code == 1


def test_no_ordinary_file_is_refused_and_nothing_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "loop.ttl").symlink_to(tmp_path / "loop.ttl")
    for name in ("pipe.ttl", "folder.ttl", "loop.ttl", "none.ttl", "x\0.ttl", "a" * 300 + ".ttl"):
        assert isinstance(run_convert(tmp_path / name, "--to", "nt").exception, GoudenError), name
    assert isinstance(run_convert(tmp_path / "unknown", "--to", "nt").exception, GoudenError)
    assert isinstance(run_convert("/dev/zero", "--from", "nt", "--to", "nt").exception, GoudenError)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_refused(turtle: Path) -> None:
    turtle.chmod(0)
    assert isinstance(run_convert(turtle, "--to", "nt").exception, GoudenError)


def test_output_keeps_links_permissions_and_devices(turtle: Path, tmp_path: Path) -> None:
    target = written(tmp_path / "target.nt", "old")
    target.chmod(0o640)
    (tmp_path / "link.nt").symlink_to(target)
    assert run_convert(turtle, "--to", "nt", "-o", tmp_path / "link.nt").exit_code == 0
    assert (tmp_path / "link.nt").is_symlink() and target.read_text().startswith("<http://example.org/a>")
    assert target.stat().st_mode & 0o777 == 0o640
    assert run_convert(turtle, "--to", "nt", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


def test_output_that_cannot_be_written_is_told(turtle: Path, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "folder.nt", turtle / "below.nt"):
        assert isinstance(run_convert(turtle, "--to", "nt", "-o", place).exception, GoudenError)
    if Path("/dev/full").exists():
        assert isinstance(run_convert(turtle, "--to", "nt", "-o", "/dev/full").exception, GoudenError)


def test_an_output_may_replace_its_input(turtle: Path) -> None:
    before = canonical(turtle)
    assert run_convert(turtle, "--to", "ttl", "-o", turtle).exit_code == 0
    assert canonical(turtle) == before


def test_the_hash_is_that_of_the_sorted_lines_without_blank_nodes(tmp_path: Path) -> None:
    import hashlib

    lines = ['<a:b> <c:d> "x"@nl .\n', '<a:b> <c:d> "1.50"^^<e:f> .\n']
    done = CliRunner().invoke(hash_command, [str(written(tmp_path / "a.nt", "".join(lines + lines)))])
    assert done.stdout == hashlib.sha256("".join(sorted(lines)).encode()).hexdigest() + "\n"


def test_the_hash_ignores_order_labels_and_syntax(tmp_path: Path) -> None:
    one = written(tmp_path / "a.ttl", "_:a <c:d> _:b . _:b <c:d> _:c . _:c <c:e> 1 .")
    two = written(tmp_path / "b.ttl", "[] <c:d> [ <c:d> _:a ] . _:a <c:e> 1 .")
    assert canonical(one) == canonical(two)
    # RDFC-1.0 names in the order of the hashes: c14n0 is fixed, not the writer's choice
    assert canonical(one).count("_:c14n") == 5


def poison(path: Path, size: int) -> Path:
    """A clique of blank nodes: each looks like each other."""
    pairs = itertools.permutations(range(size), 2)
    return written(path, "".join(f"_:n{a} <http://e/p> _:n{b} .\n" for a, b in pairs))


def test_a_small_clique_has_a_hash(tmp_path: Path) -> None:
    assert canonical(poison(tmp_path / "a.nt", 5)).count("\n") == 20


def test_a_poison_graph_is_stopped(tmp_path: Path) -> None:
    done = CliRunner().invoke(hash_command, [str(poison(tmp_path / "a.nt", 12)), "--timeout", "0.5"])
    assert isinstance(done.exception, GoudenError)
    assert "0.5 seconds" in done.exception.message


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on address space, which Linux keeps")
def test_a_graph_that_needs_more_memory_is_stopped(tmp_path: Path) -> None:
    many = "".join(f"_:n{i} <http://e/p> _:n{i + 1} .\n" for i in range(400_000))
    done = CliRunner().invoke(hash_command, [str(written(tmp_path / "a.nt", many)), "--memory", "128"])
    assert isinstance(done.exception, GoudenError)
    assert "128 MiB" in done.exception.message


def test_read_quads_gives_quads_and_places(tmp_path: Path, turtle: Path) -> None:
    from gouden_kg.rdf.read import read_quads

    assert len(list(read_quads(turtle))) == 16
    with pytest.raises(ProblemsFound) as found:
        list(read_quads(written(tmp_path / "b.ttl", "\n\n  <a:b> .")))
    assert found.value.problems[0].place.line == 3


def test_the_command_line_reports_without_traceback(tmp_path: Path) -> None:
    path = written(tmp_path / "a.ttl", "\n<a:b> <c:d> .")
    done = subprocess.run(
        [sys.executable, "-m", "gouden_kg", "convert", str(path), "--to", "nt"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{path}:2:13: error [syntax] not Turtle: . is not a valid RDF object\n"


def test_every_readable_syntax_has_an_engine_name() -> None:
    from gouden_kg.rdf.syntaxes import TITLES, oxigraph_format

    assert set(READ) == set(TITLES)
    assert len({oxigraph_format(syntax).name for syntax in READ}) == len(READ)


def test_lines_are_handed_out_whole() -> None:
    from gouden_kg.rdf.read import _Lines

    lines = _Lines(io.BytesIO(b"ab\nc"))
    assert [lines.read(2), lines.read(2), lines.line, lines.read(9), lines.line] == [b"ab", b"\n", 1, b"c", 2]
