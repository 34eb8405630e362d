"""The data themselves: what must be so before a release; each failure says what a curator should type."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from gouden_kg import open_project
from gouden_kg.api import OpenProject
from gouden_kg.built import read_graph
from gouden_kg.evidence.catalogue import Catalogue, read_catalogue, slug_of
from gouden_kg.evidence.check import check_evidence
from gouden_kg.evidence.coverage import measure
from gouden_kg.graph import Graph, iri_of
from gouden_kg.read.values import Fields, Record, Text

from .conftest import ROOT

SOURCES = Path(os.environ.get("GOUDEN_SOURCES") or ROOT.parent / "shared" / "sources")
NEEDS_SOURCES = pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason=f"the texts of the sources are not in {SOURCES}: name their folder in GOUDEN_SOURCES",
)
PREFIXES = """
PREFIX gg: <https://w3id.org/gouden-gemeenten/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
EXPECTED: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "assertions.yaml").read_text("utf-8"))
CONCEPTS = ("Theme", "TargetGroup", "Approach", "Argument")
COVERED_AT_LEAST = 95.0


@dataclass
class Data:
    """The project as it is built, and what its records say without anything derived."""

    opened: OpenProject

    @cached_property
    def catalogue(self) -> Catalogue:
        return read_catalogue(self.opened.project)

    @cached_property
    def asserted(self) -> Graph:
        assert self.catalogue.expansion is not None
        return self.catalogue.expansion.graph

    @cached_property
    def records(self) -> dict[str, Record]:
        return self.opened.records

    def place(self, iri: str) -> str:
        record = self.records.get(iri.partition("#")[0])
        return str(record.place()) if record else iri

    def ask(self, pattern: str) -> list[dict[str, str]]:
        return self.opened.ask(f"{PREFIXES} SELECT DISTINCT * WHERE {{ {pattern} }}")

    def of_class(self, name: str) -> list[str]:
        """The records of a class, by the name it has in the records."""
        return [iri for iri, record in self.records.items() if record.fields.get(Text("type")) == name]

    @cached_property
    def used(self) -> set[str]:
        """The things that a record refers to other than itself, an evidence or a broader concept aside."""
        found = set()
        for subject, predicate, term in self.asserted:
            owner = iri_of(subject).partition("#")[0]
            if term.startswith("<") and iri_of(term) != owner and not predicate.endswith(("#broader>", "#type>")):
                found.add(iri_of(term))
        return found


@pytest.fixture(scope="module")
def data() -> Data:
    return Data(open_project(ROOT))


def none_of(problems: Iterable[str]) -> None:
    """Fails with one line for each problem."""
    found = sorted(problems)
    if found:
        pytest.fail("\n".join(found[:40]) + (f"\n… and {len(found) - 40} more" if found[40:] else ""), pytrace=False)


def kind_of(iri: str) -> str:
    """`…/id/claim/x` gives `claim`."""
    return iri.rpartition("/")[0].rpartition("/")[2]


# the publication


def test_the_publication_is_of_these_records(data: Data) -> None:
    missing = set(data.asserted) - set(read_graph(data.opened.project))
    owners = {iri_of(subject).partition("#")[0] for subject, _, _ in missing}
    none_of(
        f"{data.place(iri)}: the built publication has another version of this: run `gouden build`" for iri in owners
    )


# counts


def test_counts_per_class(data: Data) -> None:
    found = Counter(kind_of(iri) for iri in data.records)
    none_of(_outside(found, EXPECTED["classes"], "the project", "classes"))


def test_counts_per_chapter(data: Data) -> None:
    chapters: dict[str, Counter[str]] = {}
    for iri, record in data.records.items():
        parts = Path(record.file).parts
        if parts[0] == "data" and len(parts) > 2:
            chapters.setdefault(parts[1], Counter())[kind_of(iri)] += 1
    problems = [
        f"tests/assertions.yaml: there is a folder data/{name} that `chapters` does not name: add it with its counts"
        for name in chapters.keys() - EXPECTED["chapters"].keys()
    ]
    for name, bounds in EXPECTED["chapters"].items():
        problems += _outside(chapters.get(name, Counter()), bounds, f"data/{name}", f"chapters: {name}")
    none_of(problems)


def _outside(found: Counter[str], bounds: dict[str, list[int]], where: str, key: str) -> Iterator[str]:
    for kind in sorted(found.keys() | bounds.keys()):
        least, most = bounds.get(kind, [0, 0])
        if not least <= found[kind] <= most:
            lost = "look for records that got lost or twice in; when all is right, "
            yield (
                f"{where} holds {found[kind]} records of the kind {kind}, expected {least} to {most}: {lost}"
                f"write `{kind}: [{max(0, found[kind] - 1)}, {found[kind] + 2}]` under `{key}` in tests/assertions.yaml"
            )


@pytest.mark.parametrize("year", EXPECTED["municipalities"])
def test_municipalities_on_the_first_of_january(data: Data, year: int) -> None:
    day = f'"{year}-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    rows = data.ask(f"""?m a gg:Municipality
        OPTIONAL {{ ?m gg:validFrom ?from }} FILTER(!BOUND(?from) || ?from <= {day})
        OPTIONAL {{ ?m gg:validTo ?to }} FILTER(!BOUND(?to) || ?to > {day})""")
    found, wanted = len({row["m"] for row in rows}), EXPECTED["municipalities"][year]
    assert found == wanted, (
        f"data/municipalities.csv: {found} municipalities existed on 1 January {year}, Statistics Netherlands counts "
        f"{wanted}: compare the columns validFrom and validTo (the day after the last) with data/changes.yaml"
    )


def test_municipalities_lie_in_the_netherlands(data: Data) -> None:
    (west, south), (east, north) = (3.3, 50.7), (7.3, 53.6)
    rows = data.ask("?m a gg:Municipality OPTIONAL { ?m schema:latitude ?lat } OPTIONAL { ?m schema:longitude ?lon }")
    assert rows
    none_of(
        f"{data.place(row['m'])}: latitude {row['lat'] or 'none'}, longitude {row['lon'] or 'none'} is not in the "
        "Netherlands: write degrees, `latitude` 50.7 to 53.6 and `longitude` 3.3 to 7.3"
        for row in rows
        if not (row["lat"] and row["lon"] and south < float(row["lat"]) < north and west < float(row["lon"]) < east)
    )


@pytest.mark.parametrize("key", ["cbsCode", "tooi", "wikidata", "geonames", "osmRelation", "slug"])
def test_identifiers_are_unique(data: Data, key: str) -> None:
    bearers: dict[str, list[str]] = {}
    for row in data.ask(f"?thing gg:{key} ?value"):
        bearers.setdefault(row["value"], []).append(row["thing"])
    assert bearers
    none_of(
        f"{data.place(things[0])}: {key} {value} stands at {data.place(things[1])} too: correct one of the two"
        for value, things in bearers.items()
        if len(things) > 1
    )


# use


@pytest.mark.parametrize("edition", EXPECTED["recognitions"])
def test_recognitions_per_edition(data: Data, edition: str) -> None:
    rows = data.ask(f"?r a gg:Recognition ; gg:edition <{data.opened.project.base}id/edition/{edition}>")
    wanted = EXPECTED["recognitions"][edition]
    assert len(rows) == wanted, (
        f"data/recognitions.yaml: {len(rows)} records have `edition: {edition}`, it had {wanted}: add what is missing"
    )


def test_each_recognition_is_used(data: Data) -> None:
    used = {
        row["r"]
        for row in data.ask("?r a gg:Recognition ; gg:recipient/gg:member? ?m ; gg:edition ?e . ?m gg:goldenIn ?e")
    }
    none_of(
        f"{data.place(iri)}: it makes no municipality golden: write `recipient:` (or `recipientRegion:`) and `edition:`"
        for iri in set(data.of_class("Recognition")) - used
    )


def test_each_golden_municipality_of_the_second_edition_has_a_chapter(data: Data) -> None:
    rows = data.ask("?r gg:edition ?e ; gg:recipient ?m . FILTER(STRENDS(STR(?e), '/second-edition'))")
    told = {row["m"] for row in data.ask("?s a gg:Section . { ?s gg:municipality ?m } UNION { ?s gg:region ?m }")}
    spoken = {row["m"] for row in data.ask("?c a gg:Claim . { ?c gg:municipality ?m } UNION { ?c schema:about ?m }")}
    done = {row["m"] for row in data.ask("?p a gg:Practice . { ?p gg:municipality ?m } UNION { ?p gg:region ?m }")}
    assert rows
    kinds = (("section", told), ("claim", spoken), ("practice", done))
    none_of(
        f"{data.place(row['m'])}: no {kind} is of this golden municipality: write `municipality:` or `region:` in one"
        for row in rows
        for kind, those in kinds
        if row["m"] not in those
    )


def test_each_person_has_a_membership(data: Data) -> None:
    members = {row["p"] for row in data.ask("?m a org:Membership ; org:member ?p")}
    none_of(
        f"{data.place(iri)}: this person has no role: write a Membership with `person: {slug_of(iri)}` after it"
        for iri in set(data.of_class("Person")) - members
    )


def test_each_organization_is_referred_to(data: Data) -> None:
    none_of(
        f"{data.place(iri)}: no other record names this organisation: write `organization/{slug_of(iri)}` in the "
        "practice, claim or membership that is about it, or take the record out"
        for iri in set(data.of_class("Organization")) - data.used
    )


@pytest.mark.parametrize("kind", CONCEPTS)
def test_each_concept_is_used(data: Data, kind: str) -> None:
    concepts = data.of_class(kind)
    assert concepts
    key = kind[0].lower() + kind[1:]
    none_of(
        f"{data.place(iri)}: no record has `{key}: {slug_of(iri)}`: use it, or take it out of the code list"
        for iri in set(concepts) - data.used
    )


def test_each_claim_has_speaker_kind_and_subject(data: Data) -> None:
    keys = {"by": "gg:by", "claimKind": "gg:claimKind", "about": "schema:about"}
    problems = []
    for key, term in keys.items():
        having = {row["c"] for row in data.ask(f"?c a gg:Claim ; {term} ?x")}
        for iri in set(data.of_class("Claim")) - having:
            also = " (or `byOrganization:`)" if key == "by" else ""
            problems.append(f"{data.place(iri)}: this claim has no `{key}`: write `{key}:`{also}")
    none_of(problems)


# one thing, one record

_WORDLESS = {"de", "het", "van", "en", "the", "of", "and", "stichting", "gemeente", "afdeling", "der", "den"}


def plain(name: str) -> str:
    """A name as it is compared: no case, accents, signs, spaces or empty words."""
    letters = unicodedata.normalize("NFKD", name.replace("ij", "y")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)
    return "".join(w for w in words if w not in _WORDLESS) or "".join(words)


def very_near(one: str, other: str) -> bool:
    """Whether two plain names differ by a letter or two; short names must be equal, and so must numbers.

    >>> very_near(plain("Welzijn Meppel"), plain("Welzyn Mepel")), very_near(plain("MEE"), plain("SCP"))
    (True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < 6 or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.86


def names_of(record: Record) -> set[str]:
    """All forms of a record's name, plain."""
    found: set[str] = set()
    for key in ("name", "altName", "foundForm", "formerName"):
        found |= {plain(text) for text in _leaves(record.fields.get(Text(key)))}
    return found - {""}


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)


@pytest.mark.parametrize("kind", ["Organization", "Person"])
def test_no_two_records_are_one(data: Data, kind: str) -> None:
    different = {frozenset(pair) for pair in EXPECTED["different"][kind]}
    names = {iri: names_of(data.records[iri]) for iri in data.of_class(kind)}
    assert names
    none_of(
        f"{data.place(one)}: {slug_of(one)} and {slug_of(other)} ({data.place(other)}) have nearly the same name: make "
        f"one record of them, or write `- [{slug_of(one)}, {slug_of(other)}]` under `different: {kind}` in tests/assertions.yaml"
        for one, other in combinations(sorted(names), 2)
        if frozenset((slug_of(one), slug_of(other))) not in different
        and any(very_near(a, b) for a in names[one] for b in names[other])
    )


def test_pairs_known_to_differ_exist(data: Data) -> None:
    none_of(
        f"tests/assertions.yaml: there is no {kind} `{slug}`: take its pair out of `different`"
        for kind, pairs in EXPECTED["different"].items()
        for pair in pairs
        for slug in pair
        if slug not in {slug_of(iri) for iri in data.of_class(kind)}
    )


# Dutch is Dutch, English is English

_DUTCH = """
de het een en van voor dat niet met zijn te er aan ook om bij naar uit door maar wordt worden kan kunnen moet
moeten hun wie wat hoe geen zij hij deze dit daar dan nog meer als tussen tot onder zonder ze zich wil willen wel
gemeente gemeenten volgens werd waar heeft hebben waarin waarmee waarvan waarop sociaal sociale inwoners samen
zelf werkt werken krijgt krijgen vindt noemt bron eigen jeugdhulp zorg zegt twee drie elke raad zodat
aantal bedrag verdeling waarna nieuwe sociaalwerkorganisatie wijkcentrum burgerinitiatief dorp ging start jaar begin
"""
_ENGLISH = """
the a an and to for that not with by from but are be been can must their they who what how no he these this there
than more as between until without it its has have which where when on at will would should people municipality
municipalities according says into if because social residents together support care youth work works own two
three each council organisations organisation source says gets get
number amount division after new centre neighbourhood village citizens started year early
"""
# texts with fewer words than this cannot be told apart
_LEAST_WORDS = {"statement": 3, "summary": 3, "definition": 6, "note": 4, "basis": 4}
DUTCH, ENGLISH = set(_DUTCH.split()), set(_ENGLISH.split())


def words_of(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return re.findall(r"[^\W\d_]+", text)


def lean(text: str) -> int:
    """The Dutch words of a text less its English ones; the `de` of `Raimond de Prez` or `De Britto` is neither.

    >>> lean("De gemeente werkt met het team.") > 0 > lean("The municipality works with the team.")
    True
    """
    words = [w.lower() for w in re.findall(r"[^\W\d_]+\b(?! [A-Z])", text)]
    return sum(w in DUTCH for w in words) - sum(w in ENGLISH for w in words)


def languages_wrong(key: str, texts: dict[str, str]) -> str:
    """What is wrong with the languages of a text in Dutch and English; empty when nothing is."""
    long = {lang: lean(text) for lang, text in texts.items() if len(words_of(text)) >= _LEAST_WORDS[key]}
    if set(long) == {"nl", "en"} and long["nl"] <= long["en"]:
        return "`nl` and `en` look swapped or the same: write Dutch under `nl` and English under `en`"
    if long.get("nl", 0) < 0:
        return "the text under `nl` looks English: write Dutch there"
    if long.get("en", 0) > 0:
        return "the text under `en` looks Dutch: write English there"
    return ""


def bilingual(data: Data) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each running text of each record: place, key, language → text."""
    for record in data.records.values():
        for key in _LEAST_WORDS:
            value = record.fields.get(Text(key))
            if isinstance(value, Fields):
                yield str(record.place(value)), key, {str(lang): str(text) for lang, text in value.items()}


def test_dutch_is_dutch_and_english_is_english(data: Data) -> None:
    texts = list(bilingual(data))
    assert len(texts) > 1000
    none_of(f"{place}: {key}: {wrong}" for place, key, found in texts if (wrong := languages_wrong(key, found)))


def test_a_swap_would_be_found_in_every_record(data: Data) -> None:
    swapped = [
        (place, key, {"nl": found["en"], "en": found["nl"]})
        for place, key, found in bilingual(data)
        if not languages_wrong(key, found)
        and {"nl", "en"} <= found.keys()
        and min(len(words_of(t)) for t in found.values()) >= _LEAST_WORDS[key]
    ]
    assert len(swapped) > 1000
    none_of(
        f"{place}: {key}: the languages of this text cannot be told apart: write fuller sentences"
        for place, key, found in swapped
        if not languages_wrong(key, found)
    )


def test_each_statement_is_long_enough_to_tell_its_language(data: Data) -> None:
    none_of(
        f"{place}: statement: write a full sentence in Dutch and in English"
        for place, key, found in bilingual(data)
        if key == "statement" and min(len(words_of(found.get(lang, ""))) for lang in ("nl", "en")) < _LEAST_WORDS[key]
    )


# evidence and omissions


def test_no_omission_overlaps_evidence(data: Data) -> None:
    found = data.catalogue
    problems = []
    for source in found.sources:
        covered = sorted({(e.start, e.end) for e in found.evidence if e.source == source})
        for omission in (o for o in found.omissions if o.source == source):
            for start, end in covered:
                if start < omission.end and omission.start < end:
                    problems.append(
                        f"{data.place(omission.iri)}: characters {omission.start} to {omission.end} of {source} overlap "
                        f"evidence at {start} to {end}: let the omission begin or end there, or take it out"
                    )
    none_of(problems)


def test_omissions_do_not_overlap_and_bear_their_range_as_name(data: Data) -> None:
    omissions = sorted(data.catalogue.omissions, key=lambda o: (o.source, o.start))
    assert omissions
    problems = [
        f"{data.place(b.iri)}: this omission overlaps the one of {a.start} to {a.end}: let it begin at {a.end}"
        for a, b in pairwise(omissions)
        if a.source == b.source and b.start < a.end
    ]
    names = ((o, f"omission-{o.source}-{o.start}-{o.end}") for o in omissions)
    problems += [f"{data.place(o.iri)}: write `id: {name}`" for o, name in names if slug_of(o.iri) != name]
    none_of(problems)


@NEEDS_SOURCES
def test_each_digest_is_right(data: Data) -> None:
    none_of(f"{p.place}: {p.message['en']}; {p.hint.get('en', '')}" for p in check_evidence(data.catalogue, SOURCES))


@NEEDS_SOURCES
def test_a_period_is_read_from_the_passage_or_says_its_ground(data: Data) -> None:
    rows = data.ask("?figure a gg:Figure ; gg:period ?period . FILTER NOT EXISTS { ?figure gg:basis ?basis }")
    assert rows
    passages = {row["figure"]: "" for row in rows}
    for passage in (p for p in data.catalogue.evidence if p.thing in passages):
        text = data.catalogue.text(passage.source, SOURCES).text
        passages[passage.thing] += text[passage.start : passage.end] + "\n"
    none_of(
        f"{data.place(row['figure'])}: the passage does not say {year}: tell in `basis` how the period was inferred"
        for row in rows
        for year in re.findall("[0-9]{4}", row["period"])
        if year not in passages[row["figure"]]
    )


@NEEDS_SOURCES
def test_enough_of_each_section_is_covered(data: Data) -> None:
    rows = measure(data.catalogue, SOURCES).rows
    assert rows
    none_of(
        f"{row.name}: {row.percent:.1f}% of the running text rests under a record, {COVERED_AT_LEAST}% is needed: "
        f"`gouden evidence coverage {row.name} --list` names the open passages"
        for row in rows
        if row.percent < COVERED_AT_LEAST
    )


@NEEDS_SOURCES
def test_no_passage_with_words_is_open(data: Data) -> None:
    none_of(
        f"{gap.source} {gap.start} to {gap.end} ({gap.words}): write a record with this evidence, or an omission "
        f"`omission-{gap.source}-{gap.start}-{gap.end}` with its reason in data/omissions.yaml"
        for gap in measure(data.catalogue, SOURCES).gaps
    )


_RUN = 5


@NEEDS_SOURCES
def test_omitted_repeats_are_covered_elsewhere(data: Data) -> None:
    """A repeated block or pull quote consists of runs of words that some evidence covers at another place."""
    reasons = {iri_of(s): slug_of(iri_of(o)) for s, p, o in data.asserted if p.endswith("#reason>")}
    problems = []
    for omission in data.catalogue.omissions:
        if reasons.get(omission.iri) not in {"repeated-block", "pull-quote"}:
            continue
        text = data.catalogue.text(omission.source, SOURCES).text
        runs = _runs(words_of(text.lower()[omission.start : omission.end]))
        known = _covered_runs(data.catalogue, omission.source, text)
        share = sum(run in known for run in runs) / max(1, len(runs))
        if share < 0.85:
            problems.append(
                f"{data.place(omission.iri)}: only {share:.0%} of these words stand under evidence elsewhere: write "
                "records on what is new in it, and let the omission hold the rest"
            )
    none_of(problems)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]


def _covered_runs(catalogue: Catalogue, source: str, text: str) -> set[tuple[str, ...]]:
    """The runs of words in the stretches of text that lie under evidence without a break."""
    stretches: list[list[int]] = []
    for start, end in sorted((e.start, e.end) for e in catalogue.evidence if e.source == source):
        if stretches and not words_of(text[stretches[-1][1] : start]):
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([start, end])
    return {run for start, end in stretches for run in _runs(words_of(text.lower()[start:end]))}
