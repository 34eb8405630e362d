"""Pages for people: valid, escaped, small, in the reader's language, asking nothing of other servers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest

from gouden_kg.graph import iri_term, literal_term, sorted_graph
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.site.layout import layout, words
from gouden_kg.site.pages import page_files

from .conftest import ROOT, gouden
from .site_pages import parsed, text
from .site_pages import real_files as real_files
from .site_pages import real_publication as real_publication

LARGEST = 100_000
LABEL, DEFINITION = (f"<http://www.w3.org/2004/02/skos/core#{name}>" for name in ("prefLabel", "definition"))
HOSTILE = """<script>alert("1")</script> 'q' & \u202eevil\u202c {{ 7*7 }} """ + "w" * 300
RESOURCES = {"script": "src", "img": "src", "iframe": "src", "object": "data", "use": "href"}


def pages_of(files: dict[str, bytes]) -> Iterator[tuple[str, Element]]:
    """A few of each folder and every page that stands alone: all templates, at a tenth of the time."""
    taken: dict[str, int] = {}
    for path, content in sorted(files.items()):
        folder = path.rpartition("/")[0]
        taken[folder] = taken.get(folder, 0) + 1
        if path.endswith(".html") and (taken[folder] < 8 or folder in ("", "nl", "en")):
            yield path, parsed(content)


def test_every_thing_has_a_page_in_both_languages(real_publication: Publication, real_files: dict[str, bytes]) -> None:
    addresses = [address for address in real_publication.documents if address != "def"]
    wanted = [f"{lang}/{address}.html" for address in addresses for lang in ("nl", "en")]
    assert len(addresses) > 2000
    assert [path for path in wanted if path not in real_files] == []


def test_every_nested_thing_has_its_place_on_the_page_of_its_parent(
    real_publication: Publication, real_files: dict[str, bytes]
) -> None:
    things = f"<{real_publication.project.base}id/"
    nested = {s[len(things) : -1] for s, _, _ in real_publication.graph if s.startswith(things) and "#" in s}
    assert len(nested) > 1000
    missing = [
        n
        for n in sorted(nested)
        if f'id="{n.partition("#")[2]}"'.encode() not in real_files[f"nl/{n.partition('#')[0]}.html"]
    ]
    assert missing == []


def test_pages_are_valid_and_every_id_stands_once(real_files: dict[str, bytes]) -> None:
    seen = 0
    for path, page in pages_of(real_files):
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path
        assert len(page.findall(".//h1")) == 1, path
        assert text(page.find(".//title")), path
        seen += 1
    assert seen > 300


def test_pages_are_small(real_files: dict[str, bytes]) -> None:
    large = {
        path: len(content) for path, content in real_files.items() if path.endswith(".html") and len(content) >= LARGEST
    }
    assert large == {}
    always = sum(len(real_files[f"assets/{name}"]) for name in ("site.css", "site.js", "icon.svg"))
    assert always < LARGEST / 4


def test_pages_are_small_with_their_style_and_scripts_too(real_files: dict[str, bytes]) -> None:
    needed = re.compile(rb'(?:href|src)="(?:\.\./)*(assets/[^"/]+\.(?:css|js))"')
    large = {}
    for path, content in real_files.items():
        if path.endswith(".html"):
            whole = len(content) + sum(len(real_files[asset.decode()]) for asset in set(needed.findall(content)))
            if whole >= LARGEST:
                large[path] = whole
    assert large == {}
    assert needed.findall(real_files["nl/def.html"]), "the pattern finds what pages ask for"


def test_all_portfolios_of_a_deputy_stand_on_the_page_of_the_municipality(real_files: dict[str, bytes]) -> None:
    for lang, portfolio in (("nl", "stedelijke vernieuwing, wonen, zorg"), ("en", "care, housing, urban renewal")):
        assert portfolio in text(parsed(real_files[f"{lang}/municipality/gm0503.html"]))


def test_a_theme_shows_practices_per_municipality_and_claims_by_kind(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/theme/funding.html"])
    practices = page.find(".//*[@id='practice.theme']")
    assert practices is not None
    places = [text(place) for place in practices.iter("dt")]
    assert places == sorted(places, key=lambda place: (place == "Landelijk of elders", place.casefold()))
    assert len({a.attrib["href"] for a in practices.iter("a") if "practice/" in a.attrib["href"]}) == int(
        text(practices.find("./h2/span"))
    )
    claims = page.find(".//*[@id='claim.theme']")
    assert claims is not None
    assert sum(int(text(n)) for n in claims.iterfind("./details/summary/span[@class='n']")) == int(
        text(claims.find("./h2/span"))
    )


def test_a_practice_tells_what_where_and_who_then_what_is_said_then_where_that_stands(
    real_files: dict[str, bytes],
) -> None:
    page = parsed(real_files["nl/practice/aalten-naoberfonds.html"])
    facts = [text(dt) for dt in page.iter("dt")]
    assert facts == ["Soort praktijk", "Aanpak", "Thema", "Gemeente", "Doelgroep", "Betaald door", "Status"]
    headings = [text(h2) for h2 in page.iter("h2")]
    said, stands, cited = (
        headings.index(h) for h in ("Wat erover is gezegd", "Waar dit staat", "Verwijzen naar deze pagina")
    )
    assert said < stands < cited
    groups = {d.get("id"): text(d.find("./summary")) for d in page.iter("details") if d.get("id")}
    assert groups["claim.about"] == "Beweringen 3 hierover"


def test_the_map_tells_that_ended_golden_municipalities_are_on_it(real_files: dict[str, bytes]) -> None:
    assert "/gm0545.html" in real_files["nl/index.html"].decode()
    for lang, words_used in (("nl", "opgegaan in een andere gemeente"), ("en", "merged into another since")):
        assert words_used in text(parsed(real_files[f"{lang}/index.html"]).find(".//*[@class='caption']"))


def test_the_page_of_the_data_names_the_services_of_a_server(real_files: dict[str, bytes]) -> None:
    for lang in ("nl", "en"):
        shown = text(parsed(real_files[f"{lang}/dataset.html"]))
        assert "OpenRefine" in shown and "/reconcile" in shown and "/sparql" in shown


def test_no_request_leaves_the_site_and_nothing_is_inline(real_files: dict[str, bytes]) -> None:
    for path, page in pages_of(real_files):
        for element in page.iter():
            tag = element.tag if isinstance(element.tag, str) else ""
            source = element.get(RESOURCES.get(tag.rpartition("}")[2], ""), "")
            assert urlsplit(source).scheme == "", (path, source)
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], path
            if tag == "script" and not source:
                assert element.get("type") == "application/ld+json", path
                assert json.loads(element.text or "")["@context"] == "https://schema.org"
            if tag == "link" and element.get("rel") in ("stylesheet", "icon"):
                assert urlsplit(element.get("href", "")).scheme == "", path
            assert tag != "style", path
    css = real_files["assets/site.css"].decode()
    assert "@import" not in css and "url(" not in css


def test_scripts_wait_until_the_page_is_drawn(real_files: dict[str, bytes]) -> None:
    waiting = [
        (path, script.get("defer"))
        for path, page in pages_of(real_files)
        for script in page.findall(".//script")
        if script.get("src")
    ]
    assert len(waiting) > 300
    assert {defer for _, defer in waiting} == {""}


def test_links_between_pages_resolve(real_files: dict[str, bytes]) -> None:
    broken = []
    for path, page in pages_of(real_files):
        for link in page.findall(".//a"):
            target = urlsplit(urljoin(path, link.get("href", "")))
            aside = target.path.startswith(("doc/", "download/")) or not target.path.endswith(".html")
            if not target.scheme and not aside and target.path not in real_files:
                broken.append((path, target.path))
    assert broken == []


def test_a_page_speaks_the_language_of_its_folder(real_files: dict[str, bytes]) -> None:
    dutch, english = (parsed(real_files[f"{lang}/theme/loneliness.html"]) for lang in ("nl", "en"))
    assert (dutch.get("lang"), english.get("lang")) == ("nl", "en")
    assert (text(dutch.find(".//h1")), text(english.find(".//h1"))) == ("Eenzaamheid", "Loneliness")


def test_each_page_leads_to_itself_in_the_other_language(real_files: dict[str, bytes]) -> None:
    for path, page in pages_of(real_files):
        switch = page.find(".//a[@class='switch']")
        assert switch is not None
        lang = "en" if page.get("lang") == "nl" else "nl"
        own = "index.html" if path == "index.html" else path.partition("/")[2]
        assert urljoin(path, switch.get("href", "")) == f"{lang}/{own}"
        assert switch.get("lang") == switch.get("hreflang") == lang


def test_the_root_is_the_dutch_front_page(real_files: dict[str, bytes]) -> None:
    root, home = (parsed(real_files[path]) for path in ("index.html", "nl/index.html"))
    assert root.get("lang") == "nl"
    assert text(root.find(".//main")) == text(home.find(".//main"))
    assert root.find(".//link[@rel='canonical']") is not None


def test_a_text_in_another_language_is_marked(starter: Path) -> None:
    page = _page_with(starter, literal_term("Uitsluitend Nederlands", language="nl"))
    mark = page["en"].find(".//h1/span")
    assert mark is not None and mark.attrib == {"lang": "nl", "class": "other"}
    assert page["nl"].find(".//h1/span") is None


def test_a_page_offers_its_data_and_its_address(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["en/practice/delft-voor-elkaar.html"])
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in page.findall(".//head/link")]
    iri = "https://w3id.org/gouden-gemeenten/id/practice/delft-voor-elkaar"
    assert ("alternate describedby", "text/turtle", "../../doc/practice/delft-voor-elkaar.ttl") in links
    assert ("cite-as", None, iri) in links
    assert ("type", None, "https://w3id.org/gouden-gemeenten/def#Practice") in links
    assert ("collection", None, "https://w3id.org/gouden-gemeenten/dataset") in links
    assert ("license", None, "https://creativecommons.org/licenses/by/4.0/") in links


def test_a_claim_tells_how_it_is_known(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/claim/delft-consultations-scrapped.html"])
    known = text(page.find(".//section[@class='known']"))
    assert "Raimond de Prez (wethouder, Delft)" in known
    assert "(2017), hoofdstuk Delft: dubbelinterview met de wethouders, tekens 8.369 tot 8.562" in known
    assert re.search(r" [0-9a-f]{64} ", known)
    assert known.endswith("gouden evidence show claim/delft-consultations-scrapped")


@pytest.mark.parametrize(
    ("lang", "said", "cited"),
    [
        (
            "nl",
            "Uitspraak van Raimond de Prez (wethouder, Delft), in 11 Gouden Gemeenten winnen in het sociaal domein (2017).",
            "Bewering van Raimond de Prez (wethouder, Delft), in eigen woorden naar ‘11 Gouden Gemeenten winnen in het "
            "sociaal domein’ (Sociaal Werk Nederland, 2017), hoofdstuk ‘Delft: dubbelinterview met de wethouders’, "
            "tekens 8.369–8.562. In: Gouden Gemeenten als linked data, versie ",
        ),
        (
            "en",
            "Statement by Raimond de Prez (alderman, Delft), in 11 Gouden Gemeenten winnen in het sociaal domein (2017).",
            "characters 8,369–8,562. In: Dutch golden municipalities as linked data, version ",
        ),
    ],
)
def test_a_claim_tells_in_a_sentence_who_said_it_and_how_to_cite_it(
    lang: str, said: str, cited: str, real_files: dict[str, bytes]
) -> None:
    page = parsed(real_files[f"{lang}/claim/delft-consultations-scrapped.html"])
    assert text(page.find(".//p[@class='said']")) == said
    citation = text(page.find(".//aside[@class='data']/p"))
    assert cited in citation
    assert citation.endswith("https://w3id.org/gouden-gemeenten/id/claim/delft-consultations-scrapped")


def test_a_claim_tells_its_speaker_and_source_to_machines_too(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["en/claim/delft-consultations-scrapped.html"])
    told = json.loads(text(page.find(".//script[@type='application/ld+json']")))
    base = "https://w3id.org/gouden-gemeenten/id/"
    speaker = {"@id": f"{base}person/raimond-de-prez", "name": "Raimond de Prez", "jobTitle": "alderman"}
    assert told["author"] == [{"@type": "Person", **speaker}]
    assert told["isBasedOn"] == [f"{base}source/bundle-2017"]


def test_every_page_of_a_thing_tells_how_to_cite_it(
    real_publication: Publication, real_files: dict[str, bytes]
) -> None:
    base, version = real_publication.project.base, real_publication.project.version
    for address in real_publication.documents:
        if address != "def":
            shown = real_files[f"en/{address}.html"].decode()
            assert f"version {version}. <code>{base}id/{address}</code>" in shown, address


def test_dates_read_as_people_write_them(real_files: dict[str, bytes]) -> None:
    delft = {lang: text(parsed(real_files[f"{lang}/municipality/gm0503.html"])) for lang in ("nl", "en")}
    assert "zo genoemd in 2017" in delft["nl"] and "in 2017 toegekend door Sociaal Werk Nederland" in delft["nl"]
    assert "mentioned as such in 2017" in delft["en"] and "awarded in 2017 by Sociaal Werk Nederland" in delft["en"]
    line = ".//article/header/p[@class='said']"
    for address, dutch, english in (
        ("goirle-start-potpourri", "In februari 2014 in Goirle", "In February 2014 in Goirle"),
        ("wageningen-start-uitvoering", "Op 1 januari 2018 in Wageningen", "On 1 January 2018 in Wageningen"),
        ("goirle-oprichting-loket", "In 2007 in Goirle", "In 2007 in Goirle"),
    ):
        assert text(parsed(real_files[f"nl/event/{address}.html"]).find(line)).startswith(dutch)
        assert text(parsed(real_files[f"en/event/{address}.html"]).find(line)).startswith(english)
    span = parsed(real_files["nl/figure/midden-limburg-weert-added-to-reserves.html"]).findall(".//dd/time")
    assert [(time.get("datetime"), text(time)) for time in span] == [("2015", "2015"), ("2016", "2016")]
    stiff = re.compile(rb"(vermeld op|attested on|\b(op|on)) (<[^>]*>)?\d{4}\b(?!-)", re.IGNORECASE)
    assert stiff.search(b"vermeld op 2017") and stiff.search(b"on <time>2017")
    assert [path for path, page in real_files.items() if path.endswith(".html") and stiff.search(page)] == []


def test_an_exact_figure_is_not_called_exact_and_others_are_told_apart(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/figure/delft-case-consultations-before.html"])
    assert text(page.find(".//p[@class='big-number']")) == "30 overleggen of gesprekken"
    assert text(page.find(".//h1")) == "Casuïstiekoverleggen in Delft vóór de transities"
    least = parsed(real_files["nl/section/bundle-almelo.html"])
    assert "— ten minste 4 organisaties".replace("— ", "") in text(least)


def test_a_section_lists_what_was_recorded_from_it(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/section/bundle-almelo.html"])
    groups = {
        text(d.find("./summary/span[@class='h']")): [a.attrib["href"] for a in d.iter("a")]
        for d in page.iter("details")
    }
    assert len(groups["Beweringen"]) > 20
    for href in groups["Beweringen"]:
        claim = parsed(real_files[urljoin("nl/section/", href)])
        assert "hoofdstuk Almelo: interview" in text(claim.find(".//section[@class='evidence']"))


def test_and_more_leads_to_the_rest(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/theme/cooperation.html"])
    more = [a for p in page.findall(".//p[@class='more']") for a in p.findall("./a") if text(a).startswith("en ")]
    assert len(more) > 3
    for link in more:
        path, _, hash_ = link.attrib["href"].partition("#")
        assert urljoin("nl/theme/", path) == "nl/claim/index.html"
        kind, theme = hash_.split("&")
        assert theme == "theme=cooperation" and kind.startswith("claimKind=")
    facets = [d.get("data-key") for d in parsed(real_files["nl/claim/index.html"]).iter("details")]
    assert {"theme", "claimKind"} <= set(facets)


def test_the_page_of_search_heads_its_lists_as_lists(real_files: dict[str, bytes]) -> None:
    assert text(parsed(real_files["nl/search.html"]).find(".//main//h2")) == "Alle lijsten"


def test_an_ended_municipality_leads_to_what_lies_there_now(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/municipality/gm0545.html"])
    note = page.find(".//p[@class='note']")
    assert "Vijfheerenlanden" in text(note)
    chain = page.find(".//ol[@class='chain']")
    assert chain is not None and len(chain) >= 1


@pytest.mark.parametrize(
    ("thing", "key"), [("claim-kind/description", "claim.claimKind"), ("theme/cooperation", "claim.theme")]
)
def test_links_in_are_counted_and_long_lists_go_on_elsewhere(
    thing: str, key: str, real_files: dict[str, bytes]
) -> None:
    group = parsed(real_files[f"nl/{thing}.html"]).find(f".//*[@id='{key}']")
    assert group is not None
    count = int(text(group.find("./*/span[@class='n']")))
    assert count > 100
    if group.tag == "details":
        assert len(group.findall("./ul/li")) == 30
    else:  # by kind, a few of each
        kinds = group.findall("./details")
        assert sum(int(text(kind.find("./summary/span[@class='n']"))) for kind in kinds) == count
        assert all(len(kind.findall("./ul/li")) <= 6 for kind in kinds)
    listed = 0
    for path, content in real_files.items():
        if re.fullmatch(rf"nl/{thing}/{re.escape(key)}(\.\d+)?\.html", path):
            listed += len(parsed(content).findall(".//ul[@class='items']/li"))
    assert listed == count


def test_texts_of_records_are_escaped_everywhere(starter: Path) -> None:
    for page in _page_with(
        starter, literal_term(HOSTILE, language="nl"), literal_term(HOSTILE, language="en")
    ).values():
        assert text(page.find(".//h1")) == " ".join(HOSTILE.split())
        assert [s.get("src") or s.get("type") for s in page.findall(".//script")][-1] == "application/ld+json"
        assert json.loads(page.findall(".//script")[-1].text or "")["name"] == HOSTILE


def test_a_hostile_text_is_escaped_on_every_page_and_in_every_script(starter: Path) -> None:
    found = _files_with(starter, literal_term(HOSTILE, language="nl"), literal_term(HOSTILE, language="en"))
    for path, content in found.items():
        if path.endswith(".html"):
            assert b"<script>alert" not in content, path
            parsed(content)
    mentioned = [path for path, content in found.items() if b"alert(" in content and path.endswith(".js")]
    assert mentioned and all(path.startswith("find/") for path in mentioned)


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JAVASCRIPT:alert(1)"])
def test_only_web_addresses_become_links(starter: Path, iri: str) -> None:
    for page in _page_with(starter, iri_term(iri), prop="<http://www.w3.org/2004/02/skos/core#exactMatch>").values():
        assert iri in text(page.find(".//dl"))
        assert not [
            a for a in page.findall(".//a") if ":" in a.get("href", "") and not a.get("href", "").startswith("http")
        ]


def test_a_project_of_its_own_is_published_too(starter: Path) -> None:
    gouden("build", "--project", starter)
    found = dict(page_files(open_publication(read_project(starter))))
    page = parsed(found["en/garden/de-groene-hoek.html"])
    facts = {text(row.find("dt")): text(row.find("dd")) for row in page.findall(".//dl/div")}
    assert text(page.find(".//h1")) == "The Green Corner"
    assert facts == {"kind": "vegetables", "since": "April 2019"}
    assert "garden/index.html" in str([a.get("href") for a in page.findall(".//nav//a")])


def test_two_things_at_one_path_are_refused(starter: Path) -> None:
    gouden("build", "--project", starter)
    project = read_project(starter)
    publication = open_publication(project)
    taken = (iri_term(f"{project.base}id/garden/index"), LABEL, literal_term("Lijst", language="nl"))
    with pytest.raises(GoudenError, match=r"garden/index\.html"):
        list(page_files(Publication(project, sorted_graph([*publication.graph, taken]))))


def test_equal_graphs_give_equal_bytes(real_publication: Publication, real_files: dict[str, bytes]) -> None:
    assert dict(page_files(Publication(real_publication.project, real_publication.graph))) == real_files


def test_words_stand_in_both_languages() -> None:
    for name, table in words().items():
        for key, texts in table.items():
            assert set(texts) == {"nl", "en"} and all(texts.values()), f"{name}.{key}"
            if name == "words":
                assert sorted(re.findall(r"{\w+}", texts["nl"])) == sorted(re.findall(r"{\w+}", texts["en"])), key


def test_no_word_stands_in_two_files() -> None:
    seen: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "gouden_kg" / "site").glob("words*.toml")):
        for table, texts in tomllib.loads(path.read_text("utf-8")).items():
            keys = {(table, key) for key in texts}
            assert not seen & keys, path.name
            seen |= keys
    assert len(seen) > 300


def test_every_word_is_used_and_every_used_word_exists() -> None:
    sources = [*(ROOT / "gouden_kg" / "site").rglob("*.j2"), *(ROOT / "gouden_kg" / "site").rglob("*.py")]
    written = "\n".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r'word\("(\w+[^\W_])"', written))
    assert used <= words()["words"].keys()
    built = tuple(start for pair in re.findall(r'"(\w+_)" ~|f"(\w+_)\{', written) for start in pair if start)
    idle = [key for key in words()["words"] if f'"{key}"' not in written and not key.startswith(built)]
    assert idle == []


def test_the_layout_names_terms_and_kinds_that_exist(real_publication: Publication) -> None:
    context = json.loads((real_publication.project.dist / "context.jsonld").read_text("utf-8"))["@context"]
    kinds = {address.partition("/")[0] for address in real_publication.documents} | {"tombstone"}
    chosen = layout()
    named = [word for key in ("label", "summary", "alternatives", "hidden", "last") for word in chosen[key]]
    named += [word for paths in chosen["facets"].values() for path in paths for word in path.split(".")]
    named += [word for words_first in chosen["order"].values() for word in words_first]
    named += list(words()["inverse"])
    named += [word for parts in chosen["composed"].values() for word in parts]
    assert [
        word for word in named if word not in context and word.partition(":")[0] not in {*context, "rdf", "oa"}
    ] == []
    tables = ("facets", "order", "composed", "timeline", "schema")
    mentioned = {*chosen["kinds"], *chosen["menu"], *chosen["proper_names"], *(k for t in tables for k in chosen[t])}
    assert mentioned <= kinds


def _files_with(project: Path, *values: str, prop: str = LABEL) -> dict[str, bytes]:
    """The files of the starter, one garden of which has these values of a property."""
    gouden("build", "--project", project)
    publication = open_publication(read_project(project))
    garden = iri_term(f"{publication.project.base}id/garden/vlinderhof")
    rest = [triple for triple in publication.graph if (triple[0], triple[1]) != (garden, prop)]
    changed = sorted_graph([*rest, *((garden, prop, value) for value in values)])
    return dict(page_files(Publication(publication.project, changed)))


def _page_with(project: Path, *values: str, prop: str = LABEL) -> dict[str, Element]:
    found = _files_with(project, *values, prop=prop)
    return {lang: parsed(found[f"{lang}/garden/vlinderhof.html"]) for lang in ("nl", "en")}
