"""Which part of the server answers a path."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote

from ...languages import LANGUAGES
from ...reconcile import message as reconciliation
from ..http import HTML, HttpError, Reply, Request, allow, redirect
from ..negotiation import best_language, best_media
from ..page import Frame
from ..release import Release
from .api import content_of, listing, query_reply
from .dereference import document_reply, page_links, thing_reply, vocabulary_reply
from .description import PREFIXES, service_description
from .graphs import graph_reply
from .health import health_reply
from .openapi import openapi, readable
from .rdf_forms import MEDIA, graph_bytes
from .sparql import asked

Handler = Callable[[Request, Release], Awaitable[Reply]]
_DESCRIBED = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "text/html": "html",
}
_AS_IT_IS = "!$&'()*+,;=:@/?%[]"  # what a query string may hold beside letters and digits
_FOREVER = "public, max-age=31536000, immutable"  # a release never changes


async def answered(request: Request, release: Release) -> Reply:
    """The reply of the part that the path belongs to; raises `HttpError` and `Refused`."""
    first = request.segments[0]
    part = PARTS.get(first.partition(".")[0] if first.startswith("def.") else first, _site)
    return await part(request, release)


async def _sparql(request: Request, release: Release) -> Reply:
    if request.segments[1:] not in ((), ("",)):
        raise HttpError(404, "not-found", "there is nothing at this address")
    allow(request, "GET", "HEAD", "POST")
    question = asked(request)
    if question is None:
        return _description(request, release)
    result = await release.ask(question.question)
    lasting = request.method != "POST" and question.question.lasting
    return Reply(200, result.content, question.media_of(result), vary=("Accept",), lasting=lasting)


def _description(request: Request, release: Release) -> Reply:
    form = _DESCRIBED.get(best_media(request.header("accept"), tuple(_DESCRIBED)))
    if form is None:
        raise HttpError(406, "not-acceptable", "this is given as " + ", ".join(_DESCRIBED))
    vary = ("Accept", "Accept-Language")
    if form == "html":
        lang = best_language(request.header("accept-language"), LANGUAGES)
        if release.site.find(f"{lang}/sparql.html"):
            return redirect(303, f"{release.mount}/{lang}/sparql.html", vary=vary)
        return Reply(200, _query_page(release.frame, lang), HTML, (("Content-Language", lang),), vary)
    publication = release.content.publication if release.content else None
    graph = service_description(f"{request.root}/sparql", release.limits, publication)
    return Reply(200, graph_bytes(graph, form, PREFIXES), MEDIA[form], vary=vary, lasting=True)


def _query_page(frame: Frame, lang: str) -> bytes:
    label, send = {"nl": ("Een vraag in SPARQL", "Vraag"), "en": ("A question in SPARQL", "Ask")}[lang]
    return frame.page(
        "SPARQL",
        lang,
        [
            f'<form action="{frame.mount}/sparql" method="get"><p><label for="query">{label}</label></p>',
            '<p><textarea id="query" name="query" rows="12" cols="80">SELECT * { ?s ?p ?o } LIMIT 10</textarea></p>',
            f'<p><button type="submit">{send}</button></p></form>',
        ],
    )


async def _id(request: Request, release: Release) -> Reply:
    return thing_reply(request, release)


async def _doc(request: Request, release: Release) -> Reply:
    return document_reply(request, release)


async def _def(request: Request, release: Release) -> Reply:
    if len(request.segments) > 1:
        raise HttpError(404, "not-found", "there is nothing at this address")
    return vocabulary_reply(request, release)


async def _api(request: Request, release: Release) -> Reply:
    content = content_of(release)
    match request.segments[1:]:
        case () | ("",):
            allow(request, "GET", "HEAD")
            lang = best_language(request.header("accept-language"), LANGUAGES)
            if best_media(request.header("accept"), ("text/html", "application/json")) != "application/json":
                body = readable(content, release.frame, lang)
                headers = (("Content-Language", lang),)
                return Reply(200, body, HTML, headers, ("Accept", "Accept-Language"), lasting=True)
            body = listing(content, release.mount)
            return Reply(200, body, "application/json", vary=("Accept", "Accept-Language"), lasting=True)
        case ("openapi.json",):
            allow(request, "GET", "HEAD")
            return Reply(200, openapi(content, request.root), "application/vnd.oai.openapi+json", lasting=True)
        case ("queries",) | ("queries", ""):
            allow(request, "GET", "HEAD")
            return Reply(200, listing(content, release.mount), "application/json", lasting=True)
        case ("queries", *_):
            return await query_reply(request, release)
    raise HttpError(404, "not-found", "there is nothing at this address; /api tells what there is")


async def _reconcile(request: Request, release: Release) -> Reply:
    asked = reconciliation.Request(
        method=request.method,
        path="/".join(request.segments[1:]).strip("/"),
        query=request.query,
        content_type=request.header("content-type"),
        body=request.body,
        accept_language=request.header("accept-language"),
        root=request.root,
    )
    # a whole batch takes long enough to keep others waiting, so it is worked out beside them
    said = await asyncio.to_thread(content_of(release).service.answer, asked)
    headers = tuple((name, value) for name, value in said.headers.items() if name not in ("Content-Type", "Vary"))
    vary = tuple(filter(None, (part.strip() for part in said.headers.get("Vary", "").split(","))))
    lasting = said.status == 200 and request.method in ("GET", "HEAD")
    return Reply(said.status, said.body, said.headers.get("Content-Type", ""), headers, vary, lasting)


async def _dataset(request: Request, release: Release) -> Reply:
    """The dataset and what describes it: 303 points at the page or the file that tells of it."""
    allow(request, "GET", "HEAD")
    if len(request.segments) > 1:
        raise HttpError(404, "not-found", "there is nothing at this address")
    lang = best_language(request.header("accept-language"), LANGUAGES)
    first = request.segments[0]
    stem = "catalog" if first == "dataset" else first
    return _elsewhere(request, release, {"text/html": f"{lang}/dataset.html", **_files(stem)})


async def _well_known(request: Request, release: Release) -> Reply:
    """Where VoID says that a description is looked for first; else what stands in the site."""
    if request.segments[1:] != ("void",):
        return await _site(request, release)
    allow(request, "GET", "HEAD")
    if release.site.find("void.ttl") is None:
        return _description(request, release)
    return _elsewhere(request, release, _files("void"))


def _files(stem: str) -> dict[str, str]:
    return {media: f"{stem}.{form}" for media, form in _DESCRIBED.items() if form != "html"}


def _elsewhere(request: Request, release: Release, paths: dict[str, str]) -> Reply:
    """303 to the file of the site whose media type is liked best."""
    there = {media: path for media, path in paths.items() if release.site.find(path)}
    if not there:
        raise HttpError(404, "not-found", "there is nothing at this address")
    media = best_media(request.header("accept"), tuple(there))
    if not media:
        raise HttpError(406, "not-acceptable", "this is given as " + ", ".join(there), fields={"offered": list(there)})
    return redirect(303, f"{release.mount}/{there[media]}", vary=("Accept", "Accept-Language"))


async def _site(request: Request, release: Release) -> Reply:
    allow(request, "GET", "HEAD")
    path = "/".join(request.segments)
    index = f"{path}index.html" if path.endswith("/") or not path else path
    stored = release.site.find(index)
    if stored is not None:
        links = tuple(("Link", link) for link in page_links(path, release))
        kept = (("Cache-Control", _FOREVER),) if path.startswith("release/") else ()
        return Reply(200, media=stored.media, headers=(*links, *kept), stored=stored, lasting=True)
    if path and release.site.find(f"{path}/index.html"):
        # made from the parts: of `//nl/`, taken over as it was asked, a browser would make a host
        return _to_folder(f"{release.mount}/" + "/".join(quote(part) for part in request.segments), request.query)
    if not path:
        return _home(request, release)
    raise HttpError(404, "not-found", "there is nothing at this address")


def _to_folder(path: str, query: str) -> Reply:
    """308 to the path with the slash by which the relative addresses in its page hold."""
    return redirect(308, f"{path}/?{quote(query, _AS_IT_IS)}" if query else f"{path}/", lasting=True)


def _home(request: Request, release: Release) -> Reply:
    lang = best_language(request.header("accept-language"), LANGUAGES)
    title = "SPARQL"
    if release.content is not None:
        texts = release.content.publication.project.texts["title"]
        title = texts.get(lang) or next(iter(texts.values()))
    places = ("sparql", "api", "def", "reconcile") if release.content else ("sparql",)
    items = "".join(f'<li><a href="{release.mount}/{place}">/{place}</a></li>' for place in places)
    body = release.frame.page(title, lang, [f"<ul>{items}</ul>"])
    return Reply(200, body, HTML, (("Content-Language", lang),), ("Accept-Language",), lasting=True)


PARTS: dict[str, Handler] = {
    "sparql": _sparql,
    "id": _id,
    "doc": _doc,
    "def": _def,
    "graph": graph_reply,
    "api": _api,
    "reconcile": _reconcile,
    "dataset": _dataset,
    "catalog": _dataset,
    "void": _dataset,
    "prov": _dataset,
    ".well-known": _well_known,
    "health": health_reply,
}


def part_name(path: str) -> str:
    """The part that a path belongs to, for counting."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in (*PARTS, "metrics") else "site"


def bare_mount(request: Request, mount: str) -> Reply | None:
    """The reply to the mount without its slash; nothing for every other path."""
    return _to_folder(mount, request.query) if mount and request.path == mount else None


def without_mount(request: Request, mount: str) -> Request:
    """The request with the path below the mount; raises `HttpError` for paths beside it."""
    if not mount:
        return request
    if not request.path.startswith(mount + "/"):
        raise HttpError(404, "not-found", f"everything here is below {mount}/")
    return replace(request, path=request.path.removeprefix(mount))
