"""Municipalities through time, and which one a text means."""

from __future__ import annotations

import csv
import datetime
import unicodedata
from pathlib import Path

import pytest

from gouden_kg import open_project
from gouden_kg.gazetteer.candidate import STATUSES
from gouden_kg.gazetteer.gazetteer import Gazetteer
from gouden_kg.gazetteer.match import LONGEST, Matcher
from gouden_kg.gazetteer.municipality import Municipality
from gouden_kg.gazetteer.read import read_gazetteer
from gouden_kg.gazetteer.reasons import Reason
from gouden_kg.project import read_project

from .conftest import ROOT, gouden

HARD = ROOT / "benchmarks" / "hard-names.csv"
DAY = datetime.date


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(read_project(ROOT))


@pytest.fixture(scope="module")
def matcher(gazetteer: Gazetteer) -> Matcher:
    return Matcher(gazetteer)


def hard_cases() -> list[dict[str, str]]:
    with HARD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# through time


def test_counts_of_each_year(gazetteer: Gazetteer) -> None:
    counts = [393, 390, 388, 380, 355, 355, 352, 345, 342, 342, 342, 342]
    assert [len(gazetteer.on(DAY(2015 + n, 1, 1))) for n in range(len(counts))] == counts


def test_every_municipality_leads_to_the_present(gazetteer: Gazetteer) -> None:
    """At any change of any year nobody is lost: who ended has somebody in its place."""
    days = sorted({m.valid_to for m in gazetteer.by_code.values() if m.valid_to})
    assert len(days) > 8
    for m in gazetteer.by_code.values():
        for day in (d for d in days if m.valid_to and d >= m.valid_to):
            found = gazetteer.successors(m, day)
            assert found and all(s.existed(day) for s in found), (m.name, day)


def names(found: list[Municipality]) -> list[str]:
    return [m.name for m in found]


def test_successors_and_predecessors(gazetteer: Gazetteer) -> None:
    littenseradiel = gazetteer["GM0140"]
    assert names(gazetteer.successors(littenseradiel, DAY(2017, 12, 31))) == ["Littenseradiel"]
    assert names(gazetteer.successors(littenseradiel, DAY(2018, 1, 1))) == [
        "Leeuwarden",
        "Súdwest-Fryslân",
        "Waadhoeke",
    ]
    assert gazetteer.successors(gazetteer["GM1961"], DAY(2018, 1, 1)) == []
    assert names(gazetteer.predecessors(gazetteer["GM1961"], DAY(2018, 1, 1))) == ["Leerdam", "Vianen", "Zederik"]
    assert gazetteer.predecessors(gazetteer["GM0503"], DAY(2018, 1, 1)) == []
    assert gazetteer.chain(gazetteer["GM0545"]) == [(DAY(2019, 1, 1), [gazetteer["GM1961"]])]
    assert gazetteer.chain(gazetteer["GM0503"]) == []


def test_identifiers_carry_confidence_and_origin(gazetteer: Gazetteer) -> None:
    for m in gazetteer.by_code.values():
        assert m.identifiers["tooi"].origin
        assert all(
            i.origin and i.confidence in ("high", "medium", "low") for r, i in m.identifiers.items() if r != "tooi"
        )
    amsterdam = gazetteer["GM0363"]
    assert amsterdam.address("wikidata") == "http://www.wikidata.org/entity/Q9899"
    assert gazetteer["GM0003"].address("osm") == ""


def test_a_project_without_municipalities_uses_those_that_came_along(starter: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    assert len(read_gazetteer(read_project(starter))) == 414


# what a text means


@pytest.mark.parametrize("case", hard_cases(), ids=lambda c: "|".join(filter(None, c.values())))
def test_hard_names(matcher: Matcher, case: dict[str, str]) -> None:
    at = DAY.fromisoformat(case["at"]) if case["at"] else None
    found = matcher.match(case["text"], at, case["province"])
    assert (found.municipality.code if found.municipality else found.status) == case["expected"], found.why()


def test_every_official_name_is_sure_however_written(matcher: Matcher, gazetteer: Gazetteer) -> None:
    for m in gazetteer.by_code.values():
        name, at = m.name, m.valid_to and m.valid_to - datetime.timedelta(days=1)
        ways = [name.upper(), f"gemeente {name}", f"{name} (gem.)", unicodedata.normalize("NFD", name), f"  {name} "]
        ways += [
            name.replace("-", " "),
            name.replace("ij", "y"),
            name.replace("'", "’"),
            m.code,
            m.code[2:].lstrip("0"),
        ]
        for text in ways:
            found = matcher.match(text, at)
            sure = "likely" if any(r.kind == "number" for r in found.candidates[0].reasons) else "sure"
            assert (found.status, found.municipality) == (sure, m), (text, found.why())


def test_a_number_that_may_be_an_amount_or_a_year_is_never_sure(matcher: Matcher) -> None:
    assert [matcher.match(t).status for t in ("14", "1950", "0014", "GM14", "GM1950", "503", "3")] == [
        *("likely", "likely", "sure", "sure", "sure", "sure", "likely")
    ]


def test_a_score_is_the_sum_of_its_reasons(matcher: Matcher) -> None:
    for text in ("Delft", "Den Haag", "Viaardingen", "Groningen (stad)", "Hoorn (Terschelling)", "W. bij D."):
        first = matcher.match(text).candidates[0]
        assert first.score == round(sum(r.points for r in first.reasons), 2)
        assert first.reasons


def test_none_and_doubt_always_give_a_reason(matcher: Matcher) -> None:
    for case in hard_cases():
        found = matcher.match(case["text"], None, case["province"])
        assert found.status in STATUSES
        for lang in ("nl", "en"):
            assert found.why(lang), case


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("Leerdam", "2020-01-01", ["Leerdam", "Vijfheerenlanden"]),
        ("GM0545", "2020-01-01", ["Leerdam", "Vijfheerenlanden"]),
        ("Haaren", "2021-01-01", ["Haaren", "Boxtel", "Oisterwijk", "Tilburg", "Vught"]),
        ("Vijfheerenlanden", "2018-01-01", ["Vijfheerenlanden", "Leerdam", "Vianen", "Zederik"]),
    ],
)
def test_who_was_there_instead_is_told_and_not_chosen(matcher: Matcher, text: str, at: str, told: list[str]) -> None:
    found = matcher.match(text, DAY.fromisoformat(at))
    assert found.status == "ambiguous" and found.municipality is None
    assert [c.municipality.name for c in found.candidates] == told
    assert all(name in found.why() for name in told[1:])


def test_a_day_outside_the_gazetteer_is_never_sure(matcher: Matcher) -> None:
    for at in (DAY(2010, 1, 1), DAY(2030, 1, 1)):
        found = matcher.match("Delft", at)
        assert found.status == "likely" and "2015-01-01" in found.why("nl")


def test_province_that_is_none_is_told(matcher: Matcher) -> None:
    found = matcher.match("Delft", None, "Bretagne")
    assert found.status == "sure" and "Bretagne" in found.why()


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST + 1), "Delft " * 100_000, "\x00\x01", "\u200b", "🙂", "((((", "a" * 199]
)
def test_odd_cells_are_none(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).status == "none"


def test_reasons_speak_both_languages() -> None:
    from gouden_kg.gazetteer import reasons

    for kind, (dutch, english) in vars(reasons)["_WORDS"].items():
        assert Reason(kind, 0.0, "x").words("nl") and Reason(kind, 0.0, "x").words("en")
        assert ("{about}" in dutch) == ("{about}" in english), kind


def test_python_interface() -> None:
    municipalities = open_project(ROOT).municipalities
    assert municipalities.match("gem. Leerdam", at="2018-01-01").municipality is municipalities["GM0545"]
    assert len(list(municipalities)) == len(municipalities) == 414
    with pytest.raises(ValueError, match="2017-02-30"):
        municipalities.match("Delft", at="2017-02-30")


@pytest.mark.parametrize("text", ["Leeuwarden/Ljouwert", "Den Haag ('s-Gravenhage)", "Heerenveen (It Hearrenfean)"])
def test_both_names_of_one_municipality_are_sure(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).status == "sure"


@pytest.mark.parametrize("text", ["Delft (Den Haag)", "Bergen (Bergen)", "Amsterdam/Weesp"])
def test_names_of_several_municipalities_are_not(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).status == "ambiguous"


@pytest.mark.parametrize("text", ["'0503", '="0503"', '"0503"', "'503.0'"])
def test_codes_kept_as_text_for_a_spreadsheet(matcher: Matcher, text: str) -> None:
    found = matcher.match(text).municipality
    assert found is not None
    assert found.code == "GM0503"


# names written by others than those of the benchmark: articles, Frisian, places in brackets, what programs made of them


def dirty_names() -> list[dict[str, str]]:
    with (ROOT / "tests" / "dirty-names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", dirty_names(), ids=lambda c: c["text"])
def test_dirty_names(matcher: Matcher, case: dict[str, str]) -> None:
    found = matcher.match(case["text"])
    code = found.municipality.code if found.municipality else ""
    assert (found.status, code) == (case["status"], case["code"]), found.why()


def test_dirty_names_are_none_of_the_benchmark(matcher: Matcher) -> None:
    texts = [case["text"] for case in dirty_names()]
    assert len(set(texts)) == len(texts) > 250
    assert not {*texts} & {case["text"] for case in hard_cases()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("De Beemster", "article"),
        ("It Bildt", "article"),
        ("Hearrenfean", "short"),
        ("Soest (Soesterberg)", "with-place"),
    ],
)
def test_what_is_not_quite_the_name_is_likely_at_most(matcher: Matcher, text: str, kind: str) -> None:
    found = matcher.match(text)
    assert found.status == "likely" and kind in {r.kind for r in found.candidates[0].reasons}


@pytest.mark.parametrize("text", ["De Ede", "Het Bilt", "De Goes", "Delft/Pijnacker", "Den Haag (Zeist)", "De Hoorn"])
def test_an_article_or_a_place_too_many_is_no_municipality(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).municipality is None
