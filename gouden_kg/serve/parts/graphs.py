"""The named graphs of the TriG dump, and all of them together: what stands in each, under its own IRI."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, cast

from ...graph import Graph
from ...languages import LANGUAGES
from ..http import HTML, HttpError, Reply, Request, Stored, allow
from ..negotiation import best_language, best_media
from ..release import NAMED_GRAPHS, Release
from .api import content_of
from .rdf_forms import MEDIA, graph_bytes

if TYPE_CHECKING:
    from pyoxigraph import Quad

_OFFERED = {**{media.partition(";")[0]: form for form, media in MEDIA.items()}, "text/html": "html"}
_EVERYTHING = "published"  # the graph that `gouden push` fills
_WORDS = {
    "records": ("Wat de records zeggen", "What the records say"),
    "derived": ("Wat daaruit is afgeleid", "What was derived from that"),
    "vocabulary": ("De termen en hun uitleg", "The terms and their documentation"),
    _EVERYTHING: ("Alles bij elkaar", "Everything together"),
}
_FORMS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


async def graph_reply(request: Request, release: Release) -> Reply:
    """`/graph/…`: the statements of a graph, negotiated or by extension; to people, what it is and where they are."""
    allow(request, "GET", "HEAD")
    publication = content_of(release).publication
    name, _, extension = request.segments[-1].partition(".")
    trig = release.site.made.get(NAMED_GRAPHS)
    known = name == _EVERYTHING or (name in _WORDS and trig is not None)
    if not known or len(request.segments) != 2 or extension not in ("", *MEDIA):
        raise HttpError(404, "not-found", "there is nothing at this address")
    form = extension or _OFFERED.get(best_media(request.header("accept"), tuple(_OFFERED)), "")
    if not form:
        raise HttpError(
            406, "not-acceptable", "this is given as " + ", ".join(_OFFERED), fields={"offered": [*_OFFERED]}
        )
    address = f"{release.mount}/graph/{name}"
    headers = tuple(("Link", link) for link in _links(address, release))
    vary = () if extension else ("Accept", "Accept-Language")
    if form == "html":
        return _page(request, release, name, headers)

    def pieces() -> Iterator[bytes]:
        graph = publication.graph if trig is None or name == _EVERYTHING else _named(release, trig, name)
        yield graph_bytes(graph, form, publication.prefixes)

    stored = await release.made(f"graph/{name}.{form}", MEDIA[form], pieces)
    place = ("Content-Location", f"{address}.{form}")
    return Reply(200, media=MEDIA[form], headers=(*headers, place), vary=vary, lasting=True, stored=stored)


def _named(release: Release, trig: Stored, name: str) -> Graph:
    from pyoxigraph import NamedNode, RdfFormat, parse

    wanted = NamedNode(f"{content_of(release).publication.project.base}graph/{name}")
    quads = cast("Iterator[Quad]", parse(release.site.read(trig), RdfFormat.TRIG))
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads if q.graph_name == wanted]


def _links(address: str, release: Release) -> list[str]:
    alternates = [
        f'<{address}.{form}>; rel="alternate"; type="{media.partition(";")[0]}"' for form, media in MEDIA.items()
    ]
    described = [f'<{release.mount}/prov.ttl>; rel="describedby"; type="text/turtle"']
    dataset = f'<{content_of(release).publication.project.base}dataset>; rel="collection"'
    return [*alternates, *(described if release.site.find("prov.ttl") else []), dataset]


def _page(request: Request, release: Release, name: str, headers: tuple[tuple[str, str], ...]) -> Reply:
    lang = best_language(request.header("accept-language"), LANGUAGES)
    iri = f"{content_of(release).publication.project.base}graph/{name}"
    links = ", ".join(f'<a href="{name}.{form}">{label}</a>' for form, label in _FORMS.items())
    title = _WORDS[name][LANGUAGES.index(lang)]
    body = release.frame.page(title, lang, [f"<p><code>{escape(iri)}</code> · {links}</p>"])
    said = (*headers, ("Content-Language", lang))
    return Reply(200, body, HTML, said, ("Accept", "Accept-Language"), lasting=True)
