"""Finding: the index, the facets and the comparisons hold what the graph holds; the same stems on both sides."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouden_kg.graph import language_of, text_of
from gouden_kg.publish.publication import Publication
from gouden_kg.site.coverage import coverage_between, merged, number
from gouden_kg.site.find.catalogue import SHARD
from gouden_kg.site.find.facets import facets_of
from gouden_kg.site.find.fulltext import _WORD, folded, stems
from gouden_kg.site.municipality import likenesses, merger_chain, recognitions
from gouden_kg.site.site import Site, open_site
from gouden_kg.site.subjects import golden, top_concepts, under_theme, with_narrower

from .conftest import ROOT
from .site_pages import parsed, text
from .site_pages import real_files as real_files
from .site_pages import real_publication as real_publication

LARGEST_SCRIPT = 100_000
BASE = "https://w3id.org/gouden-gemeenten/id/"


@pytest.fixture(scope="module")
def site(real_publication: Publication) -> Site:
    return open_site(real_publication)


def handed(content: bytes) -> Any:
    """What a data script hands to the page."""
    line = content.decode()
    assert line.startswith("gouden.put(...") and line.endswith(");\n")
    return json.loads(line.removeprefix("gouden.put(...").removesuffix(");\n"))[2]


def found(files: dict[str, bytes], word: str, lang: str) -> list[str]:
    """The addresses that the index gives for a word, best first."""
    (stem,) = stems(word, lang)
    entries = handed(files[f"find/{lang}/words-{stem[:2]}.js"])
    return [address(files, n, lang) for n in entries.get(stem, [])[::2]]


def quote_name(beginning: str) -> str:
    return quote(beginning).replace("%", "_")


def address(files: dict[str, bytes], number: int, lang: str) -> str:
    row = handed(files[f"find/{lang}/items-{number // SHARD}.js"])[number % SHARD]
    return str(row[0])


def test_a_word_finds_what_has_another_form_of_it(real_files: dict[str, bytes]) -> None:
    assert "theme/loneliness" in found(real_files, "eenzaamheid", "nl")
    assert found(real_files, "gemeenten", "nl") == found(real_files, "gemeente", "nl")
    for one, other in (
        ("organisaties", "organisatie"),
        ("huizen", "huis"),
        ("gemeenschappen", "gemeenschap"),
        ("eenzame", "eenzaam"),
    ):
        assert found(real_files, one, "nl") == found(real_files, other, "nl") != [], one
    assert found(real_files, "coöperaties", "nl") == found(real_files, "cooperatie", "nl") != []
    assert "theme/loneliness" in found(real_files, "loneliness", "en")
    assert found(real_files, "Delft", "nl")[0] == "municipality/gm0503"


@pytest.mark.parametrize(
    ("one", "other"), [("raadsleden", "raadslid"), ("wijkcentra", "wijkcentrum"), ("kinderen", "kind")]
)
def test_plurals_with_another_vowel_are_one_word(one: str, other: str) -> None:
    assert stems(one, "nl") == stems(other, "nl")
    assert stems("verleden", "nl") != stems("verlid", "nl") and stems("besteden", "nl") != stems("bestad", "nl")


@pytest.mark.parametrize(
    ("word", "compound"),
    [("schuld", "schuldhulp"), ("hulpverlener", "schuldhulpverleners"), ("team", "wijkteam"), ("wijk", "wijkteam")],
)
def test_a_part_of_a_compound_finds_it_after_what_holds_the_word_itself(
    word: str, compound: str, real_files: dict[str, bytes]
) -> None:
    whole, part = found(real_files, compound, "nl"), found(real_files, word, "nl")
    assert whole and set(whole) <= set(part)


def test_a_word_with_an_ending_finds_what_has_it_without(real_files: dict[str, bytes]) -> None:
    assert "theme/informal-care-and-volunteering" in found(real_files, "mantelzorg", "nl")
    assert set(found(real_files, "mantelzorg", "nl")) == set(found(real_files, "mantelzorgers", "nl"))


def test_the_list_of_words_reaches_every_stem(real_files: dict[str, bytes]) -> None:
    for lang in ("nl", "en"):
        terms = handed(real_files[f"find/{lang}/terms.js"])
        beginnings = handed(real_files[f"find/{lang}/shards.js"])
        entries = {stem for b in beginnings for stem in handed(real_files[f"find/{lang}/words-{quote_name(b)}.js"])}
        assert {stem for term in terms for stem in stems(term, lang)} == entries
        assert len(terms) > 3000


def test_a_code_finds_its_municipality(real_files: dict[str, bytes]) -> None:
    assert found(real_files, "GM0503", "en") == ["municipality/gm0503"]


def test_every_thing_can_be_found_but_what_was_left_out(real_files: dict[str, bytes], site: Site) -> None:
    start = handed(real_files["find/nl/start.js"])
    everything = {address(real_files, n, "nl") for n in range(start["total"])}
    assert everything == {
        site.things.address(i) for k, iris in site.things.by_kind.items() if k != "omission" for i in iris
    }


def test_data_scripts_are_small(real_files: dict[str, bytes]) -> None:
    sizes = {path: len(content) for path, content in real_files.items() if path.startswith("find/")}
    assert len(sizes) > 300
    assert max(sizes.values()) < LARGEST_SCRIPT


def test_stems_are_the_same_in_the_browser(real_publication: Publication) -> None:
    words: dict[str, set[str]] = {"nl": set(), "en": set()}
    for _, _, value in real_publication.graph:
        if language_of(value) in words:
            words[language_of(value)].update(_WORD.findall(folded(text_of(value))))
    assert min(map(len, words.values())) > 3000
    for lang, known in words.items():
        ours = {word: (stems(word, lang) or [""])[0] for word in known}
        kept = sorted(word for word in known if ours[word])
        assert dict(zip(kept, in_node(kept, lang, "stem"), strict=True)) == {word: ours[word] for word in kept}


def test_words_are_cut_the_same_in_the_browser() -> None:
    texts = ["Coöperatie ‘Eén-loket’ 2017/18", "naïef, café's & straße", "e_e №5 ½ ²"]
    assert in_node(texts, "nl", "words") == [_WORD.findall(folded(one)) for one in texts]


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(words: str) -> None:
    assert folded(folded(words)) == folded(words)


def test_facets_count_what_the_graph_holds(site: Site, real_files: dict[str, bytes]) -> None:
    facets = facets_of(site, "practice")
    assert [facet.word for facet in facets][:4] == ["theme", "targetGroup", "municipality", "goldenIn"]
    for facet in facets:
        if "." not in facet.path:
            for value, numbers in facet.values.items():
                assert len(numbers) == len(site.things.linking(value, facet.prop, "practice"))
    data = handed(real_files["find/facets-practice.js"])
    assert data["count"] == len(site.things.by_kind["practice"])
    assert data["facets"] == [list(facet.values.values()) for facet in facets]


def test_the_list_shows_each_value_in_the_order_of_the_data(site: Site, real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["en/claim/index.html"])
    shown = [[text(a) for a in details.findall(".//a")] for details in page.findall(".//div[@class='facets']/details")]
    assert shown == [[site.label(v, "en")[0] for v in facet.values] for facet in facets_of(site, "claim")]


def test_a_list_stands_in_the_order_of_its_language(real_files: dict[str, bytes]) -> None:
    orders = {}
    for lang in ("nl", "en"):
        links = parsed(real_files[f"{lang}/organization/index.html"]).findall(".//div[@id='list']/ul/li/a")
        labels = [" ".join("".join(a.itertext()).split()).casefold() for a in links]
        assert len(labels) == 100 and labels == sorted(labels)
        orders[lang] = [a.attrib["href"] for a in links]
    assert orders["nl"] != orders["en"]


def test_what_a_facet_gives_is_what_the_items_say(site: Site, real_files: dict[str, bytes]) -> None:
    data = handed(real_files["find/facets-claim.js"])
    first = facets_of(site, "claim")[0]
    value, numbers = next(iter(first.values.items()))
    addresses = {address(real_files, data["start"] + n, "nl") for n in numbers}
    assert addresses == {site.things.address(claim) for claim in site.things.linking(value, first.prop, "claim")}


def test_a_comparison_counts_what_is_told_of_each(site: Site, real_files: dict[str, bytes]) -> None:
    table = parsed(real_files["nl/compare/gm0503.html"]).find(".//table")
    assert table is not None
    cells = {text(row[0]): text(row[1]) for row in table.findall("./tbody/tr")}
    place, theme = site.terms.iri("municipality"), site.terms.iri("theme")
    rows = handed(real_files["find/nl/compare-gm0503.js"])
    assert len(rows) > 10
    for label, told, practices, *numbers in rows:
        expected = [
            sum(f"{BASE}municipality/gm0503" in site.things.references(thing, place) for thing in having)
            for having in (
                site.things.linking(f"{BASE}{told}", theme, kind) for kind in ("practice", "claim", "figure")
            )
        ]
        assert [len(practices), *numbers] == expected
        assert all(" ".join(name.split()) in cells[label] for _, name in practices)
        assert ("meer" in cells[label]) == (len(practices) > 5)
        assert (f"{numbers[0]} bewering" in cells[label]) == (numbers[0] > 0)


def test_likenesses_share_what_they_say(site: Site) -> None:
    delft = f"{BASE}municipality/gm0503"
    place = site.terms.iri("municipality")
    props = [site.terms.iri("approach"), site.terms.iri("theme")]

    def subjects(iri: str) -> set[str]:
        practices = site.things.linking(iri, place, "practice")
        return {s for p in practices for prop in props for s in site.things.references(p, prop)}

    likes = likenesses(site, delft)
    assert 3 <= len(likes) <= 5
    assert [like.score for like in likes] == sorted((like.score for like in likes), reverse=True)
    for like in likes:
        assert like.iri != delft and set(like.shared) <= subjects(delft) & subjects(like.iri)


def test_the_merger_chain_goes_both_ways(site: Site) -> None:
    leerdam, vijfheerenlanden = f"{BASE}municipality/gm0545", f"{BASE}municipality/gm1961"
    shared = set(merger_chain(site, leerdam)) & set(merger_chain(site, vijfheerenlanden))
    assert len(shared) == 1
    dates = [site.things.terms(change, site.terms.iri("date"))[0] for change in merger_chain(site, vijfheerenlanden)]
    assert dates == sorted(dates)


def test_members_of_a_golden_region_have_its_recognition(site: Site) -> None:
    roermond = f"{BASE}municipality/gm0957"
    assert roermond in golden(site)
    assert [site.things.address(r) for r in recognitions(site, roermond)] == [
        "recognition/second-edition-midden-limburg"
    ]


def test_a_theme_counts_what_stands_below_it(site: Site) -> None:
    for top in top_concepts(site, "theme", "nl"):
        below = [with_narrower(site, top)[0], *with_narrower(site, top)[1:]]
        together = {p for theme in below for p in site.things.linking(theme, site.terms.iri("theme"), "practice")}
        assert under_theme(site, top, "practice") == together


def test_coverage_of_a_source_counts_each_character_once(site: Site) -> None:
    source = f"{BASE}source/bundle-2017"
    length = number(site, source, "length")
    whole = coverage_between(site, source, 0, length)
    halves = [coverage_between(site, source, *ends) for ends in ((0, length // 2), (length // 2, length))]
    assert whole.covered == sum(half.covered for half in halves)
    assert whole.omitted == sum(half.omitted for half in halves)
    assert 0 < whole.covered <= whole.length - whole.omitted


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20))))
def test_merged_ranges_hold_the_same_characters(pairs: list[tuple[int, int]]) -> None:
    ranges = [(start, start + length) for start, length in pairs]
    characters = {c for start, end in ranges for c in range(start, end)}
    together = merged(ranges)
    assert {c for start, end in together for c in range(start, end)} == characters
    assert sum(end - start for start, end in together) == len(characters)


def test_the_gap_page_counts_and_explains(real_files: dict[str, bytes]) -> None:
    table = parsed(real_files["nl/gaps.html"]).find(".//table[@class='matrix']")
    assert table is not None
    rows = {text(row[0]): text(row[-1]) for row in table.findall("./tbody/tr")}
    assert rows["Delft ★"].startswith("4 hoofdstukken")
    assert rows["Ede ★"] in (
        "de bronnen noemen alleen de erkenning",
        "geen eigen hoofdstuk in de bronnen, alleen genoemd",
    )


def test_the_timeline_is_in_order(real_files: dict[str, bytes]) -> None:
    times = [
        t.get("datetime") for t in parsed(real_files["nl/timeline.html"]).findall(".//div[@class='timeline']//time")
    ]
    assert len(times) > 50
    assert times == sorted(times, key=str)


def in_node(texts: list[str], lang: str, what: str) -> list[Any]:
    """What assets/stem.js makes of each text."""
    node = shutil.which("node")
    if not node:
        pytest.skip("Node.js is not installed: the browser's stemmer cannot be run")
    code = (
        "require(process.argv[1]); const given = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(given.map(text => goudenStem[process.argv[3]](text, process.argv[2]))));"
    )
    script = ROOT / "gouden_kg" / "site" / "assets" / "stem.js"
    ran = subprocess.run(
        [node, "-e", code, str(script), lang, what], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    answer: list[Any] = json.loads(ran.stdout)
    return answer


def test_scripts_are_well_formed() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("Node.js is not installed: scripts cannot be checked")
    scripts = sorted(Path(ROOT / "gouden_kg" / "site" / "assets").glob("*.js"))
    assert len(scripts) >= 6
    for script in scripts:
        assert subprocess.run([node, "--check", script], capture_output=True, check=False).returncode == 0, script
