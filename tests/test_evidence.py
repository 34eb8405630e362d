"""Evidence: found, sealed, checked, shown and measured, on small sources of our own words."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

from gouden_kg.evidence.catalogue import read_catalogue
from gouden_kg.evidence.coverage import measure
from gouden_kg.evidence.locate import locate, nearest
from gouden_kg.evidence.sources import SourceText, read_source
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project

from .conftest import ROOT, gouden

SOURCES = ROOT.parent / "shared" / "sources"
# line feeds, a carriage return and characters of one, two, three and four bytes: positions count characters
TEXT = (
    "Één plan\r\nDe wijk zegt: ‘Wij koken samen.’ Dat werkt 😀 goed.\n\nPagina 2\n"
    "De wijk zegt: ‘Wij koken\nsamen.’ <b>Later & meer</b>.\n"
)
SECOND = "Een tweede tekst zonder hoofdstukken.\n"

CONTEXT = """{"@context": {"@version": 1.1, "@base": "https://example.org/kg/id/",
 "gid": "https://example.org/kg/id/", "gg": "https://example.org/kg/def#",
 "oa": "http://www.w3.org/ns/oa#", "schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
 "skos": "http://www.w3.org/2004/02/skos/core#", "id": "@id", "type": "@type",
 "Source": "schema:DigitalDocument", "Section": "gg:Section", "Omission": "gg:Omission", "Claim": "gg:Claim",
 "name": {"@id": "skos:prefLabel", "@container": "@language"},
 "statement": {"@id": "gg:statement", "@container": "@language"},
 "evidence": {"@id": "gg:evidence", "@type": "@id"},
 "source": {"@id": "oa:hasSource", "@type": "@vocab", "@context": {"@vocab": "gid:source/"}},
 "start": {"@id": "gg:start", "@type": "xsd:integer"}, "end": {"@id": "gg:end", "@type": "xsd:integer"},
 "reason": {"@id": "gg:reason"},
 "file": {"@id": "gg:file"}, "length": {"@id": "gg:length", "@type": "xsd:integer"}, "digest": {"@id": "gg:sha256"}}}
"""
DATASET = """title: {nl: Proef, en: Trial}
base: https://example.org/kg/
prefix: gg
name: trial
version: 1.0.0
licence: https://creativecommons.org/licenses/by/4.0/
"""
CLAIMS = """# kept exactly
- id: cooking
  type: Claim
  statement: {nl: De buurt kookt, en: The neighbourhood cooks}
  evidence:
    - find: plan | De wijk zegt: 'Wij | goed.
- id: later   # kept too
  type: Claim
  statement: {nl: Er komt meer, en: More will come}
  evidence:
    - find: plan | <b>Later
"""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def source_record(slug: str, text: str) -> str:
    described = f"file: {slug}.txt\n  length: {len(text)}\n  digest: {sha(text)}\n"
    return f"- id: {slug}\n  type: Source\n  name: {{nl: {slug}}}\n  {described}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two sources, a section, an omission and two claims that are not sealed yet."""
    root, texts = tmp_path / "kg", tmp_path / "texts"
    for folder in (root / "data", root / "ontology", root / "shapes", root / "queries", texts):
        folder.mkdir(parents=True)
    (texts / "plan.txt").write_bytes(TEXT.encode())
    (texts / "second.txt").write_bytes(SECOND.encode())
    begin = TEXT.index("Pagina")
    (root / "ontology" / "context.jsonld").write_text(CONTEXT)
    (root / "data" / "dataset.yaml").write_text(DATASET)
    (root / "data" / "sources.yaml").write_text(source_record("plan", TEXT) + source_record("second", SECOND))
    (root / "data" / "sections.yaml").write_text(
        f"- id: first-page\n  type: Section\n  name: {{nl: Bladzij één, en: Page <one>}}\n"
        f"  source: plan\n  start: 0\n  end: {begin}\n"
        f"- id: page-number\n  type: Omission\n  source: plan\n  start: {begin}\n  end: {begin + 8}\n  reason: page\n"
    )
    (root / "data" / "claims.yaml").write_text(CLAIMS)
    return root


@pytest.fixture
def sealed(project: Path) -> Path:
    assert evidence("seal", project, project / "data" / "claims.yaml").exit_code == 0
    return project


def evidence(command: str, project: Path, *words: str | Path) -> Result:
    texts = project.parent / "texts"
    return gouden("evidence", command, *words, "--sources", texts, "--project", project)


def plan() -> SourceText:
    return SourceText("plan", TEXT, sha(TEXT))


# locate


def test_white_space_and_quotes_match_each_other() -> None:
    found = locate(plan(), "zegt:  'Wij koken samen.'")
    assert [TEXT[r.start : r.end] for r in found] == ["zegt: ‘Wij koken samen.’", "zegt: ‘Wij koken\nsamen.’"]
    assert [r.line for r in found] == [2, 5]
    assert found[1].digest == sha(TEXT[found[1].start : found[1].end])


def test_a_passage_runs_to_the_first_end_after_its_start() -> None:
    found = locate(plan(), "De wijk", "samen.’")
    assert [TEXT[r.start : r.end].endswith("samen.’") for r in found] == [True, True]
    assert locate(plan(), "goed.", "Één") == []


def test_words_are_never_a_pattern() -> None:
    assert locate(plan(), "De .*") == []
    assert locate(SourceText("s", "a (b) [c] $1", ""), "(b) [c] $1")


def test_locate_prints_what_can_be_pasted(project: Path) -> None:
    done = evidence("locate", project, "plan", "Dat werkt")
    start = TEXT.index("Dat werkt")
    expected = f"{{source: plan, start: {start}, end: {start + 9}, digest: {sha('Dat werkt')}}}  # line 2\n"
    assert (done.exit_code, done.stdout) == (0, expected)


def test_locate_tells_when_words_occur_more_than_once(project: Path) -> None:
    done = evidence("locate", project, "plan", "De wijk")
    assert done.stdout.count("\n") == 2
    assert done.stderr.startswith("2 occurrences")


def test_locate_hints_at_the_nearest_words_or_the_right_source(project: Path) -> None:
    near = evidence("locate", project, "plan", "wijk zei: Wij kookten samen")
    assert (near.exit_code, near.stdout) == (1, "")
    assert "hint: the nearest is on line 2: wijk zegt: ‘Wij koken samen.’" in near.stderr
    other = evidence("locate", project, "plan", "zonder hoofdstukken")
    assert "hint: they stand in second" in other.stderr


def test_nothing_alike_gives_no_hint() -> None:
    assert nearest(plan(), "volkomen andere woorden") == ""
    assert nearest(SourceText("empty", "", ""), "woorden") == ""


def test_locate_takes_a_file_name_or_a_path(project: Path) -> None:
    path = project.parent / "texts" / "plan.txt"
    for name in ("plan.txt", str(path)):
        assert "{source: plan, start: 0, end: 3," in evidence("locate", project, name, "Één").stdout


def test_an_unknown_source_is_told_with_the_nearest(project: Path) -> None:
    done = evidence("locate", project, "plann", "Één")
    assert done.exit_code == 2
    assert "error: no source `plann`\n  hint: did you mean `plan`?" in done.stderr


def test_no_words_are_refused(project: Path) -> None:
    assert evidence("locate", project, "plan", " ").exit_code == 2


@pytest.mark.parametrize("command", ["check", "coverage"])
def test_without_sources_the_way_is_told(project: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOUDEN_SOURCES", raising=False)
    done = gouden("evidence", command, "--project", project)
    assert done.exit_code == 2
    assert "--sources DIR or set GOUDEN_SOURCES" in done.stderr
    done = gouden("evidence", command, "--project", project, "--sources", project / "none")
    assert done.exit_code == 2 and "there is no folder" in done.stderr


def test_the_sources_may_come_from_the_environment(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUDEN_SOURCES", str(sealed.parent / "texts"))
    assert gouden("evidence", "check", "--project", sealed).exit_code == 0


# seal


def test_seal_replaces_the_notes_and_nothing_else(sealed: Path) -> None:
    lines = (sealed / "data" / "claims.yaml").read_text().splitlines()
    start, end = TEXT.index("De wijk"), TEXT.index("goed.") + 5
    assert lines[5] == f"    - {{source: plan, start: {start}, end: {end}, digest: {sha(TEXT[start:end])}}}"
    assert lines[:5] + lines[6:10] == CLAIMS.splitlines()[:5] + CLAIMS.splitlines()[6:10]


def test_an_ambiguous_start_is_warned_of_and_the_first_taken(project: Path) -> None:
    done = evidence("seal", project, project / "data" / "claims.yaml")
    path = project / "data" / "claims.yaml"
    assert done.exit_code == 0
    assert f"{path}:6:13: warning [evidence-find] these words occur 2 times" not in done.stdout
    path.write_text(CLAIMS.replace(" | goed.", ""))
    done = evidence("seal", project, path)
    assert f"{path}:6:13: warning [evidence-find] these words occur 2 times in `plan`, on lines 2, 5" in done.stdout


def test_sealing_twice_changes_nothing(sealed: Path) -> None:
    path = sealed / "data" / "claims.yaml"
    before = path.read_bytes()
    done = evidence("seal", sealed, path)
    assert (done.exit_code, done.stderr, path.read_bytes()) == (0, f"{path}: 0 sealed\n", before)


def test_line_ends_and_permissions_stay(project: Path) -> None:
    path = project / "data" / "claims.yaml"
    path.write_bytes(CLAIMS.replace("\n", "\r\n").rstrip().encode())
    path.chmod(0o600)
    assert evidence("seal", project, path).exit_code == 0
    content = path.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == CLAIMS.count("\n") - 1
    assert b"find" not in content and path.stat().st_mode & 0o777 == 0o600


def test_a_quoted_note_is_read_as_yaml_does(project: Path) -> None:
    path = project / "data" / "claims.yaml"
    path.write_text(CLAIMS.replace("plan | De wijk zegt: 'Wij | goed.", "'plan | De wijk zegt: ''Wij | goed.'"))
    assert evidence("seal", project, path).exit_code == 0


REFUSED = {
    "not found": ("plan | <b>Nooit", "not in `plan`: <b>Nooit"),
    "end not found": ("plan | <b>Later | Één", "not in `plan`: Één"),
    "no source": ("plen | <b>Later", "no source `plen`"),
    "incomplete": ("plan", "this note is not complete"),
    "too many parts": ("plan | a | b | c", "this note is not complete"),
    "other keys": ("plan | <b>Later\n      note: x", "other keys stand below `find:`"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_sealed_leaves_the_file(project: Path, case: str) -> None:
    note, message = REFUSED[case]
    path = project / "data" / "claims.yaml"
    path.write_text(CLAIMS.replace("plan | <b>Later", note))
    before = path.read_bytes()
    done = evidence("seal", project, path)
    assert done.exit_code == 1
    assert f"{path}:11:13: error [evidence-find] {message}" in done.stdout
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(
        ["claims.yaml", "dataset.yaml", "sections.yaml", "sources.yaml"]
    )


def test_seal_tells_what_is_no_text_file(project: Path) -> None:
    (project / "data" / "odd.yaml").write_bytes(b"\xff")
    for path in (project / "data" / "odd.yaml", project / "data", project / "none.yaml"):
        assert evidence("seal", project, path).exit_code == 2


# check


def test_sealed_records_pass(sealed: Path) -> None:
    done = evidence("check", sealed)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "2 passages in 2 sources checked: all right\n"


def test_an_unsealed_note_does_not_pass(project: Path) -> None:
    path = project / "data" / "claims.yaml"
    path.write_text(CLAIMS.replace("zegt: 'Wij", "zegt"))
    done = evidence("check", project)
    assert done.exit_code == 1 and "data/claims.yaml:6:7: error [unsealed-evidence]" in done.stdout


def test_a_changed_digest_is_told_at_its_place(sealed: Path) -> None:
    path = sealed / "data" / "claims.yaml"
    path.write_text(path.read_text().replace("digest: ", "digest: 0", 1))
    done = evidence("check", sealed)
    column = path.read_text().splitlines()[5].index("digest: ") + 9
    assert done.exit_code == 1
    assert f"data/claims.yaml:6:{column}: error [evidence-digest]" in done.stdout
    assert "hint: look the passage up" in done.stdout


def test_a_shifted_passage_is_found_again(sealed: Path) -> None:
    start = TEXT.index("<b>Later")
    path = sealed / "data" / "claims.yaml"
    moved = f"start: {start - 3}, end: {start + 5}"
    path.write_text(path.read_text().replace(f"start: {start}, end: {start + 8}", moved))
    assert f"hint: that passage stands at start: {start}, end: {start + 8}" in evidence("check", sealed).stdout


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("start: 10,", "start: 9000,", "evidence-range"),
        ("source: plan, start", "source: nowhere, start", "evidence-source"),
    ],
)
def test_a_range_outside_its_source_is_told(sealed: Path, old: str, new: str, code: str) -> None:
    path = sealed / "data" / "claims.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    done = evidence("check", sealed)
    assert done.exit_code == 1 and f"error [{code}]" in done.stdout and "data/claims.yaml:6:" in done.stdout


def test_another_version_of_a_source_is_told(sealed: Path) -> None:
    (sealed.parent / "texts" / "second.txt").write_bytes(SECOND.replace("\n", "\r\n").encode())
    done = evidence("check", sealed)
    assert "data/sources.yaml:12:11: error [source-digest]" in done.stdout
    assert "data/sources.yaml:11:11: error [source-length] second.txt is 39 characters long, not 38" in done.stdout


def test_a_missing_source_is_told_once(sealed: Path) -> None:
    (sealed.parent / "texts" / "plan.txt").unlink()
    done = evidence("check", sealed)
    assert done.exit_code == 1
    assert done.stdout.count("error [") == 1 and "data/sources.yaml:4:9: error [source-file]" in done.stdout


def test_a_source_is_only_read_inside_the_folder(sealed: Path) -> None:
    path = sealed / "data" / "sources.yaml"
    path.write_text(path.read_text().replace("plan.txt", "../kg/data/dataset.yaml"))
    assert "names no file in" in evidence("check", sealed).stdout


def test_a_source_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"ja\nn\xffee")
    with pytest.raises(GoudenError) as error:
        read_source(tmp_path / "a.txt", "a")
    assert error.value.place is not None and error.value.place.line == 2


# show


@pytest.mark.parametrize("name", ["claim/later", "claim:later", "https://example.org/kg/id/claim/later"])
def test_show_marks_the_passage(sealed: Path, name: str) -> None:
    done = evidence("show", sealed, name, "--context", "4", "--lang", "nl")
    start = TEXT.index("<b>Later")
    where = f"plan, line 6, characters {start} to {start + 8}, digest right"
    assert (done.exit_code, done.stdout) == (0, f"Er komt meer\n\n{where}\nn.’ >>><b>Later<<< & m\n")


def test_show_tells_a_wrong_digest(sealed: Path) -> None:
    path = sealed / "data" / "claims.yaml"
    path.write_text(path.read_text().replace("digest: ", "digest: 0"))
    done = evidence("show", sealed, "claim/later")
    assert done.exit_code == 1 and "DIGEST WRONG" in done.stdout


def test_show_hints_at_the_nearest_id(sealed: Path) -> None:
    done = evidence("show", sealed, "claim/latter")
    assert done.exit_code == 2 and "did you mean `claim/later`?" in done.stderr
    assert "has no evidence" in evidence("show", sealed, "source/plan").stderr


# coverage


def test_coverage_counts_characters_without_white_space(sealed: Path) -> None:
    found = measure(read_catalogue(read_project(sealed)), sealed.parent / "texts")
    ink = {text: len("".join(text.split())) for text in (TEXT, SECOND)}
    whole, section, outside, second = found.rows
    covered = TEXT[TEXT.index("De wijk") : TEXT.index("goed.") + 5]
    assert (section.covered, section.omitted, section.uncovered) == (len("".join(covered.split())), 0, len("Éénplan"))
    assert (outside.covered, outside.omitted) == (len("<b>Later"), len("Pagina2"))
    assert whole.covered + whole.omitted + whole.uncovered == ink[TEXT]
    assert (second.covered, second.uncovered, second.percent) == (0, ink[SECOND], 0.0)
    for count in ("covered", "omitted", "uncovered"):
        assert getattr(section, count) + getattr(outside, count) == getattr(whole, count)


def test_coverage_as_a_table(sealed: Path) -> None:
    done = evidence("coverage", sealed, "--lang", "nl", "--list")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["bron", "en", "hoofdstuk", "gedekt", "weggelaten", "open", "gedekt", "%"]
    assert lines[2].split() == ["first-page", "41", "0", "7", "85.4"]
    assert "plan: line 1, 0 to 8: Één plan" in lines
    assert f"second: line 1, 0 to {len(SECOND) - 1}: Een tweede tekst zonder hoofdstukken." in lines


def test_coverage_of_chosen_parts(sealed: Path) -> None:
    done = evidence("coverage", sealed, "first-page", "--format", "json", "--list")
    found = json.loads(done.stdout)
    assert [row["section"] for row in found["rows"]] == ["first-page"]
    assert [gap["words"] for gap in found["open"]] == ["Één plan"]
    assert evidence("coverage", sealed, "last-page").exit_code == 2
    by_source = json.loads(evidence("coverage", sealed, "--by", "source", "--format", "json").stdout)
    assert [row["source"] for row in by_source["rows"]] == ["plan", "second"]


def test_too_little_coverage_fails(sealed: Path) -> None:
    assert evidence("coverage", sealed, "first-page", "--min", "85").exit_code == 0
    done = evidence("coverage", sealed, "first-page", "--min", "95")
    assert done.exit_code == 1
    assert done.stderr == "first-page: 85.4 % covered, less than 95 %\n"


class Reader(HTMLParser):
    """The text of the shaded spans by their class, and every tag that opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.text: dict[str, str] = {}
        self.whole = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta"}:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("div", "text") in self.open and self.open[-1][0] != "h3":
            kind = self.open[-1][1]
            self.text[kind] = self.text.get(kind, "") + data
            self.whole += data


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_holds_the_whole_text_shaded_and_escaped(sealed: Path, lang: str) -> None:
    out = sealed.parent / "page.html"
    done = evidence("coverage", sealed, "--format", "html", "-o", out, "--lang", lang)
    page = out.read_bytes().decode()
    assert (done.exit_code, done.stdout) == (0, "")
    assert ("niet bedoeld om te publiceren" if lang == "nl" else "not for publication") in page
    assert ("Bladzij één" if lang == "nl" else "Page &lt;one&gt;") in page
    assert "&lt;b&gt;Later" in page and "<b>" not in page
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    assert reader.whole.replace("\r", "") == (TEXT + SECOND).replace("\r", "")
    assert reader.text["omitted"] == "Pagina 2"
    assert reader.text["covered"].endswith("goed.<b>Later")


def test_records_that_cannot_be_read_are_mentioned(sealed: Path) -> None:
    (sealed / "data" / "broken.yaml").write_text("- id: [\n")
    assert "may hide evidence: run `gouden validate`" in evidence("coverage", sealed).stderr
    assert evidence("check", sealed).exit_code == 1


# the real sources

needs_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the texts of the sources, ../shared/sources, are absent"
)


@needs_sources
def test_every_real_digest_is_right() -> None:
    done = gouden("evidence", "check", "--sources", SOURCES, "--project", ROOT)
    assert done.exit_code == 0, done.stdout


@needs_sources
def test_the_real_coverage_page_holds_every_source() -> None:
    catalogue = read_catalogue(read_project(ROOT))
    found = measure(catalogue, SOURCES)
    assert len(found.segments) == 5
    for slug, segments in found.segments.items():
        assert "".join(segment.text for segment in segments) == catalogue.text(slug, SOURCES).text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (r"source: plan, ", "", ("evidence-source", "names no source")),
        (r"source: plan", "source: plam", ("evidence-source", "the sources are plan, second")),
        (r"start: (\d+)", r"start: -\1", ("evidence-range", "? to ")),
        (r"start: (\d)", r"start: 1.\1", ("bad-value", "no integer")),
        (r"end: (\d+)", r"end: 9\1", ("evidence-range", "evidence locate")),
        (r", digest: \w+", "", ("evidence-digest", "have no digest yet")),
        (r"digest: \w+", "digest: " + "a" * 64, ("evidence-digest", "have another digest")),
        (r"\{source: [^}]*\}", "plan 10-20", ("bad-reference", "is no reference")),
    ],
)
def test_a_slip_in_an_evidence_is_told_once(sealed: Path, old: str, new: str, told: tuple[str, str]) -> None:
    path = sealed / "data" / "claims.yaml"
    path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1), "utf-8")
    result = evidence("check", sealed, "--lang", "en")
    assert result.exit_code == 1 and result.output.count(": error [") == 1, result.output
    assert f"error [{told[0]}]" in result.output and told[1] in result.output and "hint: " in result.output
