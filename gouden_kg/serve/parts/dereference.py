"""Linked Data: from the IRI of a thing to its document, in the form and language a client likes best."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from ...graph import RDF_TYPE, iri_of
from ...languages import LANGUAGES
from ...publish.documents import document_path, document_text
from ..http import HTML, HttpError, Reply, Request, allow, redirect
from ..negotiation import best_language, best_media
from ..release import Content, Release
from .plain import plain_page
from .rdf_forms import MEDIA, graph_bytes

# offered in this order; the right side names the form, and the second name of a form is for clients that ask by it
_OFFERED = {
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/xhtml+xml": "html",
    "application/json": "jsonld",
    "application/x-turtle": "ttl",
    "text/plain": "nt",
    "application/xml": "rdf",
    "text/xml": "rdf",
}
_ALIASES = {"application/json", "application/xml", "text/xml", "text/plain"}
FORMS = ("html", "ttl", "jsonld", "nt", "rdf")
_VARY = ("Accept", "Accept-Language")
_TOMBSTONE = "Tombstone"


def thing_reply(request: Request, release: Release) -> Reply:
    """`/id/…`: the thing itself cannot be sent, so 303 points at its document."""
    allow(request, "GET", "HEAD")
    content, address = _found(release, "/".join(request.segments[1:]))
    if _is_tombstone(content, address):
        return _document(request, release, content, address, "")
    links = [("Link", link) for link in _links(release.mount, content, address)]
    return redirect(303, f"{release.mount}/doc/{address}", links, lasting=True)


def document_reply(request: Request, release: Release) -> Reply:
    """`/doc/…`: the document about a thing, negotiated or by extension."""
    allow(request, "GET", "HEAD")
    return _by_extension(request, release, "/".join(request.segments[1:]))


def vocabulary_reply(request: Request, release: Release) -> Reply:
    """`/def` and `/def.ttl`: the vocabulary, where every term of it is documented."""
    allow(request, "GET", "HEAD")
    return _by_extension(request, release, request.segments[0])


def page_links(path: str, release: Release) -> list[str]:
    """Links for the page of a thing that stands in the site, as for its document."""
    language, _, rest = path.partition("/")
    address = rest.removesuffix(".html")
    known = release.content is not None and address in release.content.publication.documents
    if release.content is None or not known or language not in LANGUAGES or not rest.endswith(".html"):
        return []
    return [*_links(release.mount, release.content, address), _canonical(release.content, path)]


def _by_extension(request: Request, release: Release, path: str) -> Reply:
    stem, dot, extension = path.rpartition(".")
    form = extension if dot and extension in FORMS else ""
    content, address = _found(release, stem if form else path)
    return _document(request, release, content, address, form)


def _found(release: Release, address: str) -> tuple[Content, str]:
    if release.content is None or address not in release.content.publication.documents:
        raise HttpError(404, "not-found", "there is nothing at this address")
    return release.content, address


def _document(request: Request, release: Release, content: Content, address: str, given: str) -> Reply:
    form, media = (given, "") if given else _negotiated(request)
    lang = best_language(request.header("accept-language"), LANGUAGES)
    status = 410 if _is_tombstone(content, address) else 200
    path = document_path(address)
    headers = [("Link", link) for link in _links(release.mount, content, address)]
    headers.append(("Content-Location", f"{release.mount}/{path}.{form}"))
    if form == "html":
        headers.append(("Content-Language", lang))
        if release.site.find(f"{lang}/{address}.html"):
            headers.append(("Link", _canonical(content, f"{lang}/{address}.html")))
    vary = () if given and form != "html" else _VARY
    body = _body(release, content, address, form, lang)
    return Reply(status, body, media or _media(form), tuple(headers), vary, lasting=True)


def _negotiated(request: Request) -> tuple[str, str]:
    """Form and media type; the name under which a client asked for it is the name it gets."""
    media = best_media(request.header("accept"), tuple(_OFFERED))
    if not media:
        raise HttpError(406, "not-acceptable", "this is given as " + ", ".join(list(_OFFERED)[:5]), fields=_offered())
    form = _OFFERED[media]
    return form, (media if media in _ALIASES else "")


def _offered() -> dict[str, object]:
    return {"offered": list(_OFFERED)[:5]}


def _media(form: str) -> str:
    return HTML if form == "html" else MEDIA[form]


def _body(release: Release, content: Content, address: str, form: str, lang: str) -> bytes:
    key = (address, form, lang if form == "html" else "")
    kept = release.bodies.get(key)
    if kept is None:
        kept = _made(release, content, address, form, lang)
        release.bodies.put(key, kept)
    return kept


def _made(release: Release, content: Content, address: str, form: str, lang: str) -> bytes:
    publication = content.publication
    if form == "html":
        return _page(release, content, address, lang)
    if form == "rdf":
        return graph_bytes(publication.documents[address], "rdf", publication.prefixes)
    return document_text(publication, address, form).encode()


def _page(release: Release, content: Content, address: str, lang: str) -> bytes:
    path = f"{lang}/{address}.html"
    stored = release.site.find(path)
    if stored is None:
        return plain_page(content.publication, release.frame, address, lang)
    # the page stands elsewhere in the site; its relative links should lead where they lead there
    place = f'<base href="{escape(release.mount)}/{escape(path)}">'.encode()
    return release.site.read(stored).replace(b"<head>", b"<head>" + place, 1)


def _is_tombstone(content: Content, address: str) -> bool:
    publication = content.publication
    subject = f"<{publication.project.base}id/{address}>"
    retired = f"<{publication.project.vocabulary}{_TOMBSTONE}>"
    return (subject, RDF_TYPE, retired) in publication.documents[address]


def _canonical(content: Content, path: str) -> str:
    """The one address that search engines should know a page by, which is in the site and at `/doc/…`."""
    return f'<{content.publication.project.base}{path}>; rel="canonical"'


def _links(mount: str, content: Content, address: str) -> list[str]:
    """Signposting: the other forms, what the document is about, its kinds, its licence and its dataset."""
    publication = content.publication
    project, path = publication.project, f"{mount}/{document_path(address)}"
    iri = f"{project.base}id/{address}" if "/" in address else project.base + address
    kinds = [iri_of(o) for s, p, o in publication.documents[address] if p == RDF_TYPE and s == f"<{iri}>"]
    link: Callable[[str, str], str] = partial('<{0}>; rel="{1}"'.format)
    alternates = [f'<{path}.{form}>; rel="alternate"; type="{_media(form).partition(";")[0]}"' for form in FORMS]
    described = [f'<{path}.{form}>; rel="describedby"; type="{MEDIA[form].partition(";")[0]}"' for form in MEDIA]
    licence = [link(project.licence, "license")] if project.licence.startswith("http") else []
    types = [link(kind, "type") for kind in kinds[:5]]
    return [
        link(iri, "cite-as"),
        *alternates,
        *described,
        *types,
        *licence,
        link(project.base + "dataset", "collection"),
    ]
