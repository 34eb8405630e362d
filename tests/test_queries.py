"""Stored queries on the real data: what they promise, what they answer, and every way of asking."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from gouden_kg import open_project
from gouden_kg.api import OpenProject
from gouden_kg.ask import stored
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.query.parameters import bindings_of
from gouden_kg.query.render import with_labels
from gouden_kg.query.run import STANDARD, Answer, answer
from gouden_kg.query.screen import fitted_table
from gouden_kg.query.stored import DERIVED, VIOLATION

from .conftest import ROOT, gouden

QUERIES = sorted(p.stem for p in (ROOT / "queries").glob("*.rq") if not p.stem.endswith((VIOLATION, DERIVED)))
EXPECTED: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "queries" / "expected.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
TYPES = {
    "Approach", "Argument", "Claim", "ClaimKind", "Edition", "Municipality", "Person", "Practice", "PracticeStatus",
    "Source", "TargetGroup", "Theme", "date", "text",
}  # fmt: skip
# another allowed value for each parameter, one that gives other rows than the default; `lang` is tried everywhere
OTHER = {
    "arguments-most-named": {"claimKind": "challenge"},
    "claims-about-practice": {"practice": "goirle-potpourri"},
    "claims-by-person": {"person": "aletta-hekker"},
    "claims-by-theme": {"theme": "dementia"},
    "claims-of-kind": {"claimKind": "strength", "municipality": "almelo"},
    "claims-on-one-source": {"municipality": "zeist"},
    "claims-with-argument": {"argument": "debts-first"},
    "coverage-per-chapter": {"source": "press-first-edition"},
    "evidence-of-claim": {"claim": "delft-many-bicycle-workshops"},
    "figures-of-municipality": {"municipality": "huizen"},
    "golden-municipalities": {"edition": "first-edition"},
    "identifiers-of-municipality": {"municipality": "gm0545"},
    "municipalities-on": {"on": "2025-01-01"},
    "people-and-roles-on": {"on": "2016-12-31"},
    "successors-on": {"municipality": "gm0788", "on": "2017-01-01"},
    "practices-by-approach": {"approach": "one-counter"},
    "practices-by-theme": {"theme": "sport"},
    "practices-elsewhere": {"municipality": "zandvoort"},
    "practices-for-target-group": {"targetGroup": "young-people"},
    "practices-of-municipality": {"municipality": "meppel"},
    "practices-with-status": {"status": "pilot"},
    "themes-without-practice": {"municipality": "goirle"},
}
# a near miss for each type of parameter, and what the hint then names
MISSPELT = {
    "Approach": ("one-countr", "one-counter"),
    "Argument": ("debts-frist", "debts-first"),
    "Claim": ("delft-many-bicycle-workshop", "delft-many-bicycle-workshops"),
    "ClaimKind": ("barier", "barrier"),
    "Edition": ("frist-edition", "first-edition"),
    "Municipality": ("delf", "delft"),
    "Person": ("raymond-de-prez", "raimond-de-prez"),
    "Practice": ("delft-voor-elkar", "delft-voor-elkaar"),
    "PracticeStatus": ("plannd", "planned"),
    "Source": ("bundel-2017", "bundle-2017"),
    "TargetGroup": ("older-peple", "older-people"),
    "Theme": ("lonelines", "loneliness"),
    "date": ("2017-02-30", "like 2017-12-04"),
    "text": ("nll", "nl"),
}
# rdflib keeps the written order of a join, so some queries take minutes there; these are answered in seconds
QUICK_IN_RDFLIB = (
    "arguments-most-named",
    "arguments-shared",
    "barriers-by-theme",
    "claims-about-practice",
    "claims-by-person",
    "claims-with-argument",
    "coverage-per-municipality",
    "golden-municipalities",
    "golden-since",
    "identifiers-of-municipality",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout's own project, built elsewhere: never stale, and the checkout's `dist/` stays untouched."""
    folder = tmp_path_factory.mktemp("real") / "project"
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, folder / name)
    result = gouden("build", "--project", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def project(real: Path) -> OpenProject:
    return open_project(real)


def rows_of(project: OpenProject, name: str, **given: str) -> list[dict[str, str]]:
    """The rows, things written as class/slug."""
    things = project.project.base + "id/"
    return [{c: v.removeprefix(things) for c, v in row.items()} for row in project.queries[name](**given)]


def matching(rows: list[dict[str, str]], wanted: dict[str, str]) -> list[dict[str, str]]:
    return [row for row in rows if all(row[column] == value for column, value in wanted.items())]


def facts(key: str) -> list[Any]:
    return [
        pytest.param(case["query"], case.get("parameters", {}), row, id=f"{case['query']}-{number}")
        for case in EXPECTED
        for number, row in enumerate(case.get(key, []), 1)
    ]


def test_every_query_is_walked() -> None:
    assert len(QUERIES) == 40
    assert {case["query"] for case in EXPECTED} == set(QUERIES)
    assert set(OTHER) <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_header_says_what_the_query_gives(name: str, project: OpenProject) -> None:
    query = stored(project.project, name)
    assert set(query.words("summary")) == {"nl", "en"}
    assert all(words.endswith(("?", "?)", ".)")) for words in query.words("summary").values())
    assert query.setting("view", "") in {"table", "bar", "map"}
    assert {p.type for p in query.parameters} <= TYPES
    assert all(p.default for p in query.parameters)
    found = answer(project.store, query.text, bindings_of(query, {}, project.store, project.project), name)
    hidden = set(found.columns) - set(query.columns)
    assert len(query.columns) == len(set(query.columns)) and set(query.columns) <= set(found.columns)
    assert hidden <= {"lang"}, "a column that is selected is shown"
    assert {p.name for p in query.parameters} <= set(found.columns), "a bound variable must be projected"


@pytest.mark.parametrize("name", QUERIES)
def test_defaults_give_rows_each_once_with_an_iri(name: str, project: OpenProject) -> None:
    rows = rows_of(project, name)
    assert rows
    assert len({tuple(row.items()) for row in rows}) == len(rows)
    first = project.queries[name]().columns[0]
    assert all(re.fullmatch(r"[a-z-]+/[a-z0-9-]+", row[first]) for row in rows), "each row can be looked up and cited"
    for row in rows:
        for column, value in row.items():
            label = row.get(column + "Label")
            assert label is None or bool(label) == bool(value), f"{column} {value} has no label"


@pytest.mark.parametrize("name", QUERIES)
def test_order_is_total(name: str, project: OpenProject) -> None:
    ordered_by = re.findall(r"\?(\w+)", re.split(r"\bORDER BY\b", stored(project.project, name).text)[-1])
    rows = rows_of(project, name)
    keys = {tuple(row.get(column) for column in ordered_by) for row in rows}
    assert len(keys) == len(rows), "two rows are equal in all that they are ordered by"
    assert rows_of(open_project(project.project.root), name) == rows


@pytest.mark.parametrize("name", QUERIES)
def test_each_parameter_changes_the_rows(name: str, project: OpenProject) -> None:
    for parameter in stored(project.project, name).parameters:
        other = "en" if parameter.name == "lang" else OTHER[name][parameter.name]
        changed = rows_of(project, name, **{parameter.name: other})
        shown = [{c: v for c, v in row.items() if c != parameter.name} for row in changed]
        usual = [{c: v for c, v in row.items() if c != parameter.name} for row in rows_of(project, name)]
        assert changed, f"{parameter.name}={other} gives no rows"
        # golden-since and arguments-shared name places, which are called the same in both languages
        assert shown != usual or (
            parameter.name == "lang"
            and name in {"golden-since", "coverage-per-municipality", "sources-per-municipality"}
        )


@pytest.mark.parametrize("name", QUERIES)
def test_unknown_values_are_refused_with_a_hint(name: str, project: OpenProject) -> None:
    for parameter in stored(project.project, name).parameters:
        wrong, right = MISSPELT[parameter.type]
        with pytest.raises(GoudenError) as caught:
            project.queries[name](**{parameter.name: wrong})
        assert f"`{wrong}`" in caught.value.message and right in caught.value.hint
        with pytest.raises(GoudenError, match=f"has no parameter `{parameter.name}x`") as caught:
            project.queries[name](**{parameter.name + "x": wrong})
        assert f"`{parameter.name}`" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            "midden-limburg",
            ["it is of class Region, which no stored query takes", "it leads to `echt-susteren`, ", "`weert`"],
        ),
        ("loneliness", ["it is of class Theme, which `claims-by-theme --theme` or `practices-by-theme --theme` takes"]),
        (
            "delft-voor-elkaar",
            ["and of class Practice, which `claims-about-practice --practice` takes", "it leads to `delft`"],
        ),
    ],
)
def test_a_thing_of_another_class_is_told_as_what_it_is(value: str, told: list[str], project: OpenProject) -> None:
    with pytest.raises(GoudenError, match=f"`{value}` is no Municipality") as caught:
        project.queries["practices-of-municipality"](municipality=value)
    assert all(words in caught.value.hint for words in told), caught.value.hint


@pytest.mark.parametrize(("name", "given", "wanted"), facts("rows"))
def test_rows_that_the_sources_support(
    name: str, given: dict[str, str], wanted: dict[str, str], project: OpenProject
) -> None:
    rows = rows_of(project, name, **given)
    thing = next((v for v in wanted.values() if "/" in v), "")
    assert matching(rows, wanted), [row for row in rows if thing in row.values()]


@pytest.mark.parametrize(("name", "given", "unwanted"), facts("absent"))
def test_rows_that_would_be_wrong(
    name: str, given: dict[str, str], unwanted: dict[str, str], project: OpenProject
) -> None:
    assert matching(rows_of(project, name, **given), unwanted) == []


def disagreement() -> Store:
    """Two claims of which one names the other, from a source with an English name and one without."""
    vocabulary, skos = "https://w3id.org/gouden-gemeenten/def#", "http://www.w3.org/2004/02/skos/core#"
    store = Store()
    for number, names in ((1, {"nl": "Krant"}), (2, {"nl": "Boek", "en": "Book"})):
        claim, source = NamedNode(f"http://e/{number}"), NamedNode(f"http://e/source-{number}")
        store.extend(Quad(source, NamedNode(skos + "prefLabel"), Literal(n, language=tag)) for tag, n in names.items())
        store.add(Quad(claim, NamedNode(vocabulary + "evidence"), NamedNode(f"http://e/{number}#e")))
        store.add(Quad(NamedNode(f"http://e/{number}#e"), NamedNode("http://www.w3.org/ns/oa#hasSource"), source))
        store.extend(
            Quad(claim, NamedNode(vocabulary + "statement"), Literal("x", language=tag)) for tag in ("nl", "en")
        )
    against = NamedNode("http://purl.org/spar/cito/disagreesWith")
    store.add(Quad(NamedNode("http://e/2"), against, NamedNode("http://e/1")))
    return store


@pytest.mark.parametrize(("lang", "named"), [("nl", "Boek"), ("en", "Book")])
def test_a_disagreement_is_found_from_either_side_with_its_sources_in_the_language(
    lang: str, named: str, project: OpenProject
) -> None:
    query = stored(project.project, "disagreements")
    found = answer(disagreement(), query.text, {"lang": Literal(lang)})
    row = found.dicts()[0]
    assert (row["one"], row["oneSources"], row["otherSources"]) == ("http://e/1", "Krant", named)


def test_agreement_stands_on_both_sides(project: OpenProject) -> None:
    claims = [
        f"<{project.project.base}id/claim/zandvoort-{name}>"
        for name in ("relation-ever-better", "municipality-takes-pluspunt-seriously")
    ]
    for one, other in (claims, claims[::-1]):
        assert project.store.query(f"ASK {{ {one} <http://purl.org/spar/cito/agreesWith> {other} }}")


def test_counts_that_others_publish(project: OpenProject) -> None:
    # Statistics Netherlands: municipalities on 1 January
    counts = {"2015": 393, "2016": 390, "2017": 388, "2018": 380, "2019": 355, "2021": 352, "2022": 345, "2025": 342}
    assert {year: len(rows_of(project, "municipalities-on", on=f"{year}-01-01")) for year in counts} == counts
    assert len(rows_of(project, "golden-municipalities", edition="first-edition")) == 10
    assert len(rows_of(project, "golden-municipalities", edition="second-edition")) == 11
    titles = rows_of(project, "golden-per-province")
    assert sum(int(row["titles"]) for row in titles) == 21


def test_places_of_evidence_are_those_of_the_record(project: OpenProject) -> None:
    claim = "delft-many-bicycle-workshops"
    row = rows_of(project, "evidence-of-claim", claim=claim)[0]
    record = project.records[f"{project.project.base}id/claim/{claim}"]
    text = (ROOT / record.place().file).read_text("utf-8").partition(f"- id: {claim}\n")[2].partition("\n- id:")[0]
    assert f"{{source: bundle-2017, start: {row['start']}, end: {row['end']}, digest: {row['digest']}}}" in text


@pytest.mark.parametrize("name", QUICK_IN_RDFLIB)
def test_rdflib_gives_as_many_rows(name: str, project: OpenProject) -> None:
    import rdflib

    query = stored(project.project, name)
    bound = bindings_of(query, {}, project.store, project.project)
    terms: dict[str, rdflib.term.Identifier] = {k: rdflib_term(v) for k, v in bound.items()}
    found = list(project.graph.query(query.text, initBindings=terms))
    assert len(found) == len(rows_of(project, name))


def rdflib_term(term: NamedNode | Literal | BlankNode) -> Any:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, Literal)
    # rdflib compares a plain literal with a LANG() that has no datatype
    plain = term.datatype.value.endswith("#string")
    return rdflib.Literal(term.value, datatype=None if plain else term.datatype.value)


def run(real: Path, *words: str | Path) -> str:
    result = gouden("query", "run", *words, "--project", real)
    assert result.exit_code == 0 and result.stderr == "", result.output
    return result.stdout


def test_formats_parse_back(real: Path, project: OpenProject) -> None:
    expected = [row["practice"] for row in project.queries.practices_by_theme(theme="debts")]
    asked = ("practices-by-theme", "--theme", "debts", "--lang", "nl", "--format")
    assert len(expected) > 3

    rows = list(csv.DictReader(io.StringIO(run(real, *asked, "csv", "--lang", "nl"), newline="")))
    assert [row["practice"] for row in rows] == expected
    assert {"practiceLabel", "placeLabel", "statusLabel", "themeLabel"} <= set(rows[0])
    assert {row["themeLabel"] for row in rows} == {"Schulden"}
    assert {r["themeLabel"] for r in csv.DictReader(io.StringIO(run(real, *asked, "csv", "--lang=en")))} == {"Debts"}

    lines = list(csv.reader(io.StringIO(run(real, *asked, "tsv")), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [line[lines[0].index("?practice")].strip("<>") for line in lines[1:]] == expected

    found = json.loads(run(real, *asked, "json"))
    assert [b["practice"]["value"] for b in found["results"]["bindings"]] == expected

    space = {"s": "http://www.w3.org/2005/sparql-results#"}
    tree = ElementTree.fromstring(run(real, *asked, "xml"))
    assert [u.text for u in tree.findall(".//s:binding[@name='practice']/s:uri", space)] == expected

    slugs = [iri.rpartition("/id/")[2] for iri in expected]
    assert [line.split()[0] for line in run(real, *asked, "table").splitlines()[2:]] == slugs
    assert [line.split("|")[1].strip() for line in run(real, *asked, "md").splitlines()[2:]] == slugs
    table = ElementTree.fromstring(run(real, *asked, "html"))
    assert [row[0].text for row in table.findall("./tbody/tr")] == slugs


@pytest.mark.parametrize("room", [40, 80, 200])
@pytest.mark.parametrize("name", ["practices-by-theme", "claims-by-theme", "golden-municipalities"])
def test_a_table_on_a_terminal_fits_and_loses_nothing(name: str, room: int, project: OpenProject) -> None:
    rows = rows_of(project, name)
    columns = list(rows[0])
    shown = fitted_table(columns, [list(row.values()) for row in rows], room)
    assert max(map(len, shown.splitlines())) <= room
    words = [word for row in rows for cell in row.values() for word in cell.split()]
    assert sum(len(word) for word in words) <= len(re.sub(r"\s", "", shown))


def test_only_a_terminal_is_fitted(real: Path) -> None:
    command = [sys.executable, "-m", "gouden_kg", "query", "run", "practices-by-theme", "--project", str(real)]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    master, screen = os.openpty()
    with os.fdopen(master, encoding="utf-8", newline="") as seen:
        process = subprocess.Popen(command, stdout=screen, env={**os.environ, "COLUMNS": "60"})
        os.close(screen)
        lines = []
        with contextlib.suppress(OSError):  # how Linux tells that the terminal was closed
            for line in seen:
                lines.append(line.rstrip())
        assert process.wait(60) == 0
    assert 0 < max(map(len, lines)) <= 60 < max(map(len, piped.splitlines()))


@pytest.mark.parametrize("name", ["who-funds-what", "claims-by-theme"])
def test_every_form_has_the_promised_columns(name: str, real: Path, project: OpenProject) -> None:
    """Not the language it was asked in, nor another order: a table read from JSON is the one read from CSV."""
    columns = stored(project.project, name).columns
    asked = {form: gouden("query", "run", name, "--project", real, "--format", form).output for form in STANDARD}
    assert json.loads(asked["json"])["head"]["vars"] == columns
    assert asked["tsv"].splitlines()[0].split("\t") == [f"?{c}" for c in columns]
    assert re.findall(r'variable name="(\w+)"', asked["xml"]) == columns


def test_columns_are_the_same_whatever_is_asked_about(real: Path) -> None:
    """Delft has no practice of a region and Amsterdam has none at all: a program that reads the table need not care."""
    heads = set()
    for municipality in ("weert", "delft", "amsterdam"):
        words = ("practices-of-municipality", "--municipality", municipality, "--format", "csv", "--project", real)
        heads.add(gouden("query", "run", *words).output.splitlines()[0])
    (head,) = heads
    assert "region,regionLabel,municipality,municipalityLabel" in head


def test_the_name_of_the_output_tells_its_form(real: Path, tmp_path: Path) -> None:
    for name, begins in (("a.csv", "figure,"), ("a.JSON", "{"), ("a.txt", "figure  ")):
        result = gouden("query", "run", "amounts", "--project", real, "-o", tmp_path / name)
        assert result.exit_code == 0 and (tmp_path / name).read_text("utf-8").startswith(begins)


def test_a_date_cannot_be_left_open(project: OpenProject) -> None:
    """Left open it would give the municipalities that never began or ended: a wrong answer."""
    with pytest.raises(GoudenError, match="`` is no date"):
        project.queries.municipalities_on(on="")
    everywhere = project.queries.claims_of_kind(municipality="")
    assert len({row["municipality"] for row in everywhere}) > 5


def test_labels_keep_their_signs() -> None:
    text = 'C:\\new "quoted"\nand on'
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store = Store()
    store.add(Quad(NamedNode("https://example.org/a"), label, Literal(text, language="nl")))
    found = with_labels(Answer(["thing"], [["<https://example.org/a>"], [""]]), store, "nl")
    assert found.dicts() == [
        {"thing": "https://example.org/a", "thingLabel": text},
        {"thing": "", "thingLabel": ""},
    ]


def test_graphs_are_written_as_turtle_and_ntriples(real: Path) -> None:
    import rdflib

    ask = "PREFIX gg: <https://w3id.org/gouden-gemeenten/def#> CONSTRUCT WHERE { ?s a gg:Edition }"
    for form in ("ttl", "nt"):
        assert len(rdflib.Graph().parse(data=run(real, "-e", ask, "--format", form), format=form)) == 2
    for wrong in (("-e", ask), ("-e", "SELECT * { ?s ?p ?o } LIMIT 1", "--format", "ttl")):
        result = gouden("query", "run", *wrong, "--project", real)
        assert result.exit_code == 2 and "hint:" in result.stderr and result.stdout == ""


def test_own_queries_files_and_output(real: Path, tmp_path: Path) -> None:
    file, data, out = tmp_path / "my.rq", tmp_path / "my.ttl", tmp_path / "out.csv"
    file.write_text("SELECT ?s ?o { ?s <http://e.org/p> ?o } ORDER BY ?o", "utf-8")
    data.write_text('<http://e.org/a> <http://e.org/p> "één, \\"twee\\"\\nregels" .', "utf-8")
    assert run(real, "--file", file, "--data", data, "--format", "csv", "-o", out) == ""
    assert list(csv.reader(io.StringIO(out.read_bytes().decode(), newline=""))) == [
        ["s", "o"],
        ["http://e.org/a", 'één, "twee"\nregels'],
    ]
    assert run(real, "-e", "ASK { ?s ?p ?o }", "--data", data, "--format", "csv").split() == ["answer", "true"]
    assert run(real, "golden-since", "--format", "csv", "-o", out) == "" and "Vijfheerenlanden" in out.read_text(
        "utf-8"
    )


def test_syntax_errors_have_a_place(real: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.rq"
    file.write_text("SELECT ?s WHERE {\n  ?s ?p }\n", "utf-8")
    result = gouden("query", "run", "--file", file, "--project", real)
    assert result.exit_code == 2 and result.stdout == ""
    assert re.match(rf"{re.escape(str(file))}:[23]:\d+: error: this is not SPARQL", result.stderr)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("practice-by-theme",), "`practices-by-theme`"),
        (("practices-by-theme", "--them", "debts"), "`theme`"),
        (("practices-by-theme", "--theme", "debs"), "`debts`"),
        (("practices-by-theme", "--theme"), "write --theme VALUE"),
        (("practices-by-theme", "debts"), "--name value"),
        (("practices-by-theme", "-e", "ASK {}"), "name one question"),
        ((), "name one question"),
        (("--file", "nowhere.rq"), "cannot read nowhere.rq"),
        (("-e", "ASK {}", "--theme", "debts"), "only stored queries take parameters"),
    ],
)
def test_wrong_questions_are_told(words: tuple[str, ...], told: str, real: Path) -> None:
    result = gouden("query", "run", *words, "--project", real)
    assert result.exit_code == 2 and told in result.stderr and result.stdout == ""


@pytest.mark.parametrize(("left", "right"), [("{", "}"), ("(", ")")])
def test_deep_nesting_is_refused(left: str, right: str, real: Path) -> None:
    # 5,000 braces would end the process of the engine
    inner = "SELECT * " + left * 5000 + right * 5000
    command = [sys.executable, "-m", "gouden_kg", "query", "run", "--project", str(real), "-e", inner]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2 and "nested 5000 deep" in result.stderr and "Traceback" not in result.stderr


def test_a_project_that_was_not_built(starter: Path) -> None:
    result = gouden("query", "run", "-e", "ASK {}", "--project", starter)
    assert result.exit_code == 2 and "gouden build" in result.stderr


def test_list_and_show(real: Path) -> None:
    for lang, word in (("nl", "thema"), ("en", "theme")):
        listed = gouden("query", "list", "--project", real, "--lang", lang).stdout.splitlines()
        assert [line.split()[0] for line in listed] == QUERIES
        shown = gouden("query", "show", "practices-by-theme", "--project", real, "--lang", lang).stdout
        assert word in shown and "--theme  Theme, default loneliness" in shown and "SELECT" in shown
    assert "#+" not in gouden("query", "show", "golden-since", "--project", real).stdout


def test_queries_as_functions(project: OpenProject) -> None:
    assert [name.replace("_", "-") for name in dir(project.queries)] == QUERIES == list(project.queries)
    rows = project.queries.golden_since()
    assert rows.columns[0] == "municipality" and rows[0]["currentLabel"] == "Vijfheerenlanden"
    assert project.queries["golden-since"]() == rows
    assert list(rows.to_pandas().columns) == rows.columns
    with pytest.raises(AttributeError, match="golden-since"):
        _ = project.queries.golden_sinc
    assert project.ask("ASK { ?s ?p ?o }") == [{"answer": "true"}]
    with pytest.raises(GoudenError):
        project.ask("SELEC")


def test_queries_follow_the_base_of_a_project(starter: Path) -> None:
    """A stored query written for one base asks the same of a project with another: read, run, refused alike."""
    assert gouden("build", "--project", starter).exit_code == 0
    opened = open_project(starter)
    assert read_project(starter).base == "https://example.org/my-dataset/"
    assert list(opened.queries)
    for name in opened.queries:
        assert opened.queries[name]()
