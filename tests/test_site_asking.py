"""Pages that ask and explain: stored queries with their files, SPARQL, vocabulary, checks, stories, changes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from dataclasses import replace
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from gouden_kg import open_project
from gouden_kg.languages import LANGUAGES
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.publish.release.changes import Changes, PropertyChange, QueryChange, ThingChange
from gouden_kg.publish.release.ledger import Release
from gouden_kg.query.parameters import bindings_of
from gouden_kg.query.run import answer
from gouden_kg.query.stored import DERIVED, VIOLATION, read_queries
from gouden_kg.site.changes import MOST_THINGS, change_pages
from gouden_kg.site.pages import page_files
from gouden_kg.site.questions import engine
from gouden_kg.site.questions.form import text_with_gaps
from gouden_kg.site.questions.pages import FEW, main_values
from gouden_kg.site.questions.question import Question, read_questions
from gouden_kg.site.questions.table import column_title, table_of
from gouden_kg.site.questions.terms import completion_terms
from gouden_kg.site.site import Site, open_site
from gouden_kg.site.stories.pages import story_pages
from gouden_kg.site.vocabulary.checks import reading_checks, rule_checks, shape_checks
from gouden_kg.site.vocabulary.diagram import Box, concept_kinds, diagram_of, links_between_kinds

from .conftest import ROOT, gouden
from .site_pages import parsed, text
from .site_pages import real_files as real_files
from .site_pages import real_publication as real_publication

SVG = "http://www.w3.org/2000/svg"
NAMES = sorted(p.stem for p in (ROOT / "queries").glob("*.rq") if not p.stem.endswith((VIOLATION, DERIVED)))


@pytest.fixture(scope="module")
def site(real_publication: Publication) -> Site:
    return open_site(real_publication)


@pytest.fixture(scope="module")
def questions(site: Site) -> dict[str, Question]:
    return {question.name: question for question in read_questions(site)}


def test_no_column_is_called_as_in_the_query(site: Site) -> None:
    project = read_project(ROOT)
    queries = read_queries(ROOT / "queries", project.base, project.written)
    columns = {column for query in queries.values() for column in query.columns}
    titles = {(column, column_title(site, column, lang)) for column in columns for lang in LANGUAGES}
    assert {("speaker", "Wie het zegt"), ("periodLatest", "At the latest")} <= titles
    raw = [column for column, title in titles if re.search("[a-z][A-Z]", column) and title.lower() == column.lower()]
    assert raw == []


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_files_of_a_query_hold_the_rows_of_the_command_line(
    name: str, lang: str, real_files: dict[str, bytes], real_publication: Publication
) -> None:
    root = real_publication.project.root
    result = gouden("query", "run", name, "--lang", lang, "--format", "csv", "--project", root)
    assert result.exit_code == 0, result.output
    assert real_files[f"{lang}/query/{name}.csv"].decode().replace("\r\n", "\n") == result.stdout
    document = json.loads(real_files[f"{lang}/query/{name}.json"])
    columns = document["head"]["vars"]
    values = [[row.get(c, {"value": ""})["value"] for c in columns] for row in document["results"]["bindings"]]
    assert [columns, *values] == rows_of(real_files[f"{lang}/query/{name}.csv"])


def test_files_carry_labels_licence_query_and_release(
    real_files: dict[str, bytes], real_publication: Publication
) -> None:
    project = real_publication.project
    columns, *rows = rows_of(real_files["en/query/practices-by-theme.csv"])
    assert {"practice", "practiceLabel", "theme", "themeLabel"} <= set(columns) and rows
    about = json.loads(real_files["en/query/practices-by-theme.json"])["about"]
    assert about["licence"] == project.licence and about["release"] == project.version
    assert about["query"] == f"{project.base}query/practices-by-theme.rq"
    assert real_files["query/practices-by-theme.rq"] == (ROOT / "queries" / "practices-by-theme.rq").read_bytes()
    told = json.loads(real_files["en/query/practices-by-theme.csv-metadata.json"])
    assert told["url"] == "practices-by-theme.csv" and told["dc:license"] == {"@id": project.licence}
    assert [column["name"] for column in told["tableSchema"]["columns"]] == columns


def test_each_few_valued_choice_has_its_own_page(
    questions: dict[str, Question], real_files: dict[str, bytes], site: Site
) -> None:
    assert main_values(questions["arguments-most-named"])
    assert not main_values(questions["practices-by-theme"]), f"more than {FEW} themes: asked in the browser"
    for question in questions.values():
        for value in main_values(question):
            assert f"nl/query/{question.name}/{value}.html" in real_files
    page = parsed(real_files["en/query/arguments-most-named/challenge.html"])
    assert text(page.find(".//*[@id='answer-title']")) == "Challenge"
    default, other = (real_files[f"en/query/arguments-most-named{n}.csv"] for n in ("", "/challenge"))
    assert default != other


@pytest.mark.parametrize("name", NAMES)
def test_the_text_for_the_browser_gives_the_same_rows(name: str, questions: dict[str, Question], site: Site) -> None:
    question = questions[name]
    bindings = bindings_of(question.query, {}, site.publication.store, site.publication.project)
    text_of_query = text_with_gaps(question)
    for parameter, term in bindings.items():
        text_of_query = text_of_query.replace(f"<urn:parameter:{parameter}>", str(term))
    assert "urn:parameter" not in text_of_query
    with_bindings = answer(site.publication.store, question.query.text, bindings)
    assert answer(site.publication.store, text_of_query, {}).rows == with_bindings.rows


def test_choices_are_the_values_that_give_an_answer(questions: dict[str, Question], site: Site) -> None:
    municipality = questions["practices-of-municipality"].choices[0]
    assert "gm0503" in municipality.values and municipality.default == "gm0503"
    assert len(municipality.values) < len(site.things.by_kind["municipality"])
    assert questions["evidence-of-claim"].choices[0].values == (), "852 claims are no list to choose from"


def test_things_carry_their_words_and_numbers_their_bars(questions: dict[str, Question], site: Site) -> None:
    query = questions["arguments-most-named"].query
    found = answer(
        site.publication.store, query.text, bindings_of(query, {}, site.publication.store, site.publication.project)
    )
    table = table_of(site, found.only(query.columns), "nl", 2, hidden=("claimKind",))
    assert [head.name for head in table.heads] == ["argument", "claims", "municipalities"]
    assert [head.numeric for head in table.heads] == [False, True, True]
    words = found.dicts()[0]["argumentLabel"]  # whichever argument is on top: that is for the records to say
    assert " " in words and table.rows[0][0].words == (words, "nl")
    assert table.rows[0][1].share == 100
    assert len(table.rows) == 2 < table.total


def test_a_column_of_text_beside_things_becomes_their_words(questions: dict[str, Question], site: Site) -> None:
    query = questions["claims-by-theme"].query
    found = answer(
        site.publication.store, query.text, bindings_of(query, {}, site.publication.store, site.publication.project)
    )
    heads = [head.name for head in table_of(site, found.only(query.columns), "nl", 5).heads]
    assert heads[0] == "claim" and "statement" not in heads and "speakerLabel" not in heads


def test_code_on_a_query_page_runs(real_files: dict[str, bytes], real_publication: Publication) -> None:
    page = parsed(real_files["en/query/practices-by-approach.html"])
    recipes = {}
    for around in page.iter():
        for heading, code in pairwise(around):
            if heading.tag == "h3" and code.tag == "pre":
                recipes[text(heading)] = unescape("".join(code.itertext()))
    words = recipes["gouden"].split()
    assert words[:3] == ["gouden", "query", "run"]
    shown = gouden(*words[1:], "--project", real_publication.project.root)
    assert shown.stdout == real_files["en/query/practices-by-approach.csv"].decode().replace("\r\n", "\n")
    call = re.search(r"queries\.(\w+)\((.*)\)", recipes["Python"])
    assert call
    given = dict(re.findall(r"(\w+)='([^']*)'", call[2]))
    rows = open_project(real_publication.project.root).queries[call[1].replace("_", "-")](**given)
    assert len(rows) == len(rows_of(real_files["en/query/practices-by-approach.csv"])) - 1
    address = f"{real_publication.project.base}en/query/practices-by-approach.csv"
    assert address in recipes["curl"] and address in recipes["R"]


def test_every_question_stands_under_a_subject_of_the_list(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/queries.html"])
    links = {a.attrib["href"].rpartition("/")[2] for a in page.iter("a") if "query/" in a.get("href", "")}
    assert links == {f"{name}.html" for name in NAMES}
    assert page.find(".//*[@id='other']") is None, "each stored query of this project names its subject"


def test_a_publication_without_the_engine_says_how_to_get_it(
    real_publication: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_built", lambda: tmp_path)
    files = dict(page_files(real_publication))
    assert not [path for path in files if path.startswith(engine.FOLDER)]
    for path in ("nl/sparql.html", "en/query/practices-by-theme.html"):
        assert b"python3 dev.py browser" in files[path]
        assert b"engine/" not in files[path].replace(b"assets/engine/", b"", 1)
    assert text(parsed(files["en/query/practices-by-theme.html"]).find(".//tbody"))


def test_the_editor_completes_terms_and_concepts_with_labels(site: Site) -> None:
    known = completion_terms(site, "nl")
    terms = known["terms"]
    assert isinstance(terms, list)
    by_name = {term["name"]: term for term in terms}
    assert by_name["gg:Claim"] == {"name": "gg:Claim", "label": "Bewering", "kind": "class"}
    assert by_name["gg:claimKind"]["kind"] == "property"
    assert by_name[f"<{site.things.base}theme/loneliness>"]["label"] == "Eenzaamheid"
    assert not [name for name in by_name if not re.fullmatch(r"[a-z]+:[\w-]+|<[^>]+>", name)]


def test_lock_file_names_no_registry() -> None:
    folder = ROOT / "gouden_kg" / "site" / "browser"
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    wanted = json.loads((folder / "package.json").read_text("utf-8"))
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version, "versions are pinned"


def test_every_own_term_is_explained_with_an_example(site: Site, real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/def.html"])
    vocabulary = site.publication.project.vocabulary
    terms = [iri.removeprefix(vocabulary) for iri in site.things.values if iri.startswith(vocabulary)]
    assert len(terms) > 90
    for term in terms:
        assert text(page.find(f".//*[@id='{term}']/p")), term
    claim = page.find(".//*[@id='Claim']")
    assert claim is not None
    assert any("claim/" in link.get("href", "") for link in claim.iter("a"))
    assert "Bewering" in text(claim)


def test_the_diagram_says_no_more_and_no_less_than_its_list(site: Site, real_files: dict[str, bytes]) -> None:
    links = links_between_kinds(site)
    diagram = diagram_of(links, concept_kinds(site))
    boxes = {box.kind for box in diagram.boxes}
    assert {"claim", "person", "policy", "municipality"} <= boxes and "theme" not in boxes
    assert {link for box in diagram.boxes for link in box.links} == set(links)
    assert not _overlapping(diagram.boxes)
    svg = parsed(real_files["nl/def.html"]).find(f".//{{{SVG}}}svg[@class='diagram']")
    assert svg is not None and svg.get("role") == "img" and svg.get("aria-label")


def _overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    def apart(a: Box, b: Box) -> bool:
        return a.x != b.x or a.y + a.height < b.y or b.y + b.height < a.y

    return [(a, b) for a, b in combinations(boxes, 2) if not apart(a, b)]


def test_every_code_list_and_concept_is_on_the_overview(site: Site, real_files: dict[str, bytes]) -> None:
    page = real_files["en/lists.html"].decode()
    in_scheme = site.terms.iri("skos:inScheme")
    concepts = [iri for iri in site.things.values if site.things.terms(iri, in_scheme)]
    assert len(concepts) > 250
    assert [iri for iri in concepts if f"{site.things.address(iri)}.html" not in page] == []


def test_every_shape_and_rule_is_told_in_both_languages(site: Site, real_files: dict[str, bytes]) -> None:
    shapes = [check for group in shape_checks(site) for check in group.checks]
    files = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl")))
    worded = set(re.findall(r"^gs:([\w-]+) a sh:\w+Shape", files, re.MULTILINE))
    assert worded and {check.code for check in shapes} == worded
    rules = [path.stem.removesuffix(VIOLATION) for path in (ROOT / "queries").glob(f"*{VIOLATION}.rq")]
    assert {check.code for check in rule_checks(site)} == set(rules)
    for check in [*shapes, *rule_checks(site), *reading_checks()]:
        assert set(check.message) == {"nl", "en"}, check.code
    for path, checks in (("checks/shapes", shapes), ("checks", [*rule_checks(site), *reading_checks()])):
        ids = set(re.findall(r'id="([\w-]+)"', real_files[f"nl/{path}.html"].decode()))
        assert {check.code for check in checks} <= ids


def test_stories_stand_in_both_languages_with_live_answers(real_files: dict[str, bytes]) -> None:
    stories = sorted({path.name.split(".")[0] for path in (ROOT / "queries" / "stories").glob("*.md")})
    assert len(stories) == 3
    for lang in ("nl", "en"):
        for name in stories:
            page = parsed(real_files[f"{lang}/story/{name}.html"])
            assert len(list(page.iter("figure"))) >= 3
            assert "{" not in text(page.find(".//article"))
    shares = rows_of(real_files["en/query/speakers-by-role.csv"])
    at, role = shares[0].index("claims"), shares[0].index("role")
    total = sum(int(row[at]) for row in shares[1:])
    alderman = next(int(row[at]) for row in shares[1:] if row[role].endswith("/alderman"))
    assert f"{round(100 * alderman / total)}%" in text(
        parsed(real_files["en/story/who-is-in-the-room.html"]).find(".//main")
    )


def test_a_story_tells_how_to_cite_it(real_files: dict[str, bytes]) -> None:
    cited = text(parsed(real_files["nl/story/who-is-in-the-room.html"]).find(".//article/section[@class='data']"))
    assert "Wie er aan tafel zit (verhaal). In: Gouden Gemeenten als linked data, versie " in cited
    assert cited.endswith("https://w3id.org/gouden-gemeenten/nl/story/who-is-in-the-room.html")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{no-such-query: rows}", "no stored query"),
        ("{speakers-by-role: rows and columns}", "asks nothing"),
        ("{speakers-by-role: claims where role=king}", "no row where"),
        ("{speakers-by-role: kings in row 1}", "no column"),
        ("{speakers-by-role: role in row 99}", "no row 99"),
        ("::: claims-with-argument argument", "has no value"),
    ],
)
def test_a_story_that_asks_amiss_is_refused_at_its_line(line: str, words: str, site: Site, tmp_path: Path) -> None:
    project = site.publication.project
    shutil.copytree(project.root / "queries", tmp_path / "queries")
    for lang in ("nl", "en"):
        (tmp_path / "queries" / "stories" / f"amiss.{lang}.md").write_text(f"# Amiss\n\nFirst.\n\n{line}\n", "utf-8")
    amiss = replace(site, publication=replace(site.publication, project=replace(project, root=tmp_path)))
    with pytest.raises(GoudenError, match=words) as caught:
        list(story_pages(amiss, read_questions(site)))
    assert caught.value.place is not None
    assert caught.value.place.file.startswith("queries/stories/amiss.") and caught.value.place.line == 5


def test_changes_tell_of_things_values_and_questions(
    real_publication: Publication, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = PropertyChange("p", {"nl": "Status", "en": "Status"}, [{"nl": "gepland"}], [{"nl": "lopend <b>"}])
    changed = ThingChange("changed", "id/practice/delft-voor-elkaar", {"nl": "Praktijk"}, {"nl": "DvE"}, [values])
    added = [ThingChange("added", f"id/claim/new-{n}", {"nl": "Bewering"}, {"nl": f"Nieuw {n}"}) for n in range(200)]
    queries = [QueryChange("practices-by-theme", "changed", 1, 12), QueryChange("gone", "removed", 0, 0)]
    first = Release("0.1.0", "2026-01-02", "", {}, 48000, 2400, "", "", Changes())
    second = Release("0.2.0", "2026-03-04", "0.1.0", {"nl": "Meer"}, 1, 1, "", "", Changes([changed, *added], queries))
    monkeypatch.setattr("gouden_kg.site.changes.read_releases", lambda project: [first, second])
    page = parsed(dict(page_files(real_publication))["nl/changes.html"])
    newest = page.find(".//*[@id='0.2.0']")
    assert newest is not None
    told = text(newest)
    assert "4 maart 2026" in told and "200 erbij; 1 gewijzigd." in told and "Status: lopend <b>" in told
    assert "rijen verdwenen: 1, rijen erbij: 12" in told and "vervallen vraag" in told
    assert len(list(newest.iter("li"))) < MOST_THINGS + 20
    assert "Eerste uitgave: 2.400 dingen" in text(page.find(".//*[@id='0.1.0']"))
    assert [p.path for p in change_pages(site)] == ["changes.html"]


def test_a_starter_project_gets_these_pages_too(starter: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    files = dict(page_files(open_publication(read_project(starter))))
    for path in ("queries", "sparql", "def", "checks", "changes"):
        assert f"nl/{path}.html" in files and f"en/{path}.html" in files
    assert "nl/stories.html" not in files, "stories are the project's own"


def test_queries_of_other_kinds_and_hostile_words_make_sound_pages(starter: Path) -> None:
    """A graph has no table, yes or no is one row, a parameter may lack a default, and words are never markup."""
    queries = {
        "graph": "#+ summary: {nl: Graaf?, en: Graph?}\nCONSTRUCT { ?s a ?o } WHERE { ?s a ?o }",
        "yes": "#+ summary: {nl: Ja?, en: Yes?}\nASK { ?s ?p ?o }",
        "hostile": "#+ summary: {nl: '</title><script>alert(1)</script>', en: '\"><img src=x>'}\n#+ parameters: {word: {type: text}}\n"
        'SELECT ?word ("<b>1</b>" AS ?markup) ?odd WHERE { BIND(<javascript:alert(1)> AS ?odd) OPTIONAL { ?x <x:y> ?word } }',
        "nothing": "#+ summary: {nl: Niets?, en: Nothing?}\n#+ parameters: {n: {type: integer, default: 3}}\n"
        "#+ columns: [x, n]\n#+ view: bar\nSELECT ?x ?n WHERE { ?x <x:y> ?n }",
    }
    for name, query in queries.items():
        (starter / "queries" / f"{name}.rq").write_text(query + "\n", "utf-8")
    assert gouden("build", "--project", starter).exit_code == 0
    files = dict(page_files(open_publication(read_project(starter))))
    assert "nl/query/graph.html" not in files
    assert rows_of(files["nl/query/yes.csv"]) == [["answer"], ["true"]]
    assert text(parsed(files["nl/query/nothing.html"]).find(".//section[@id='answer']/p[2]"))
    page = parsed(files["en/query/hostile.html"])
    assert not list(page.iter("img")) and "<b>1</b>" in text(page.find(".//tbody"))
    assert not [a for a in page.iter("a") if a.get("href", "").startswith("javascript")]
    assert len(list(parsed(files["nl/query/hostile.html"]).iter("script"))) <= 2
    assert {th.text for th in page.iter("th")} >= {"Word", "Markup"}, "a parameter without a value is shown"


def test_words_of_scripts_are_those_that_scripts_say() -> None:
    said = tomllib.loads((ROOT / "gouden_kg" / "site" / "words-asking.toml").read_text("utf-8"))["script"]
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "gouden_kg" / "site" / "browser" / "src").glob("*.ts"))
    assert [key for key in said if f'"{key}"' not in sources] == []
