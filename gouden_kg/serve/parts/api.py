"""The stored queries over HTTP: typed parameters, pages, several forms, a version in the address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...languages import LANGUAGES
from ...problem import GoudenError
from ...query.binding import is_lasting
from ...query.engine import GRAPH, Question, Refused
from ...query.parameters import bindings_of
from ...query.run import Answer
from ...query.stored import StoredQuery
from ..http import HttpError, Reply, Request, allow, only_once
from ..negotiation import best_language, best_media
from ..release import Content, Release
from .tables import LABELLED, MEDIA, answer_of, rendered, with_labels

PAGE, MOST = 100, 10_000
_ORDER = tuple(media.partition(";")[0] for media in MEDIA.values())
_FORMS = {media.partition(";")[0]: form for form, media in MEDIA.items()}


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of a stored query: values, and which rows in which form and language."""

    query: StoredQuery
    path: str
    given: dict[str, str]
    limit: int
    offset: int
    form: str
    lang: str
    negotiated: bool


async def query_reply(request: Request, release: Release) -> Reply:
    """`/api/queries/NAME`, with an extension, or with `/v/HASH` for the question as it was when it was cited."""
    allow(request, "GET", "HEAD")
    content = content_of(release)
    call = _call(request, content, release.mount)
    bindings = _bindings(call, content)
    result = await release.ask(Question(call.query.text, "json", "json", "ttl", bindings=bindings))
    if result.kind == GRAPH:
        raise HttpError(500, "no-table", "this stored query gives a graph, not a table")
    whole = answer_of(result.content).only(call.query.columns)
    if call.form in LABELLED:  # before it is cut, so that every page has the same columns
        usual = await _usual(release, call, bindings, whole)
        whole = with_labels(whole, content.publication, call.lang, usual)
    return _reply(release, call, whole)


async def _usual(release: Release, call: Call, bindings: tuple[tuple[str, str], ...], found: Answer) -> Answer | None:
    """What the question gives about all things at once, where the answer found has a column without values."""
    plain = tuple(pair for pair in bindings if not pair[1].startswith("<"))
    if plain == bindings or not found.has_empty_column:
        return None
    try:
        result = await release.ask(Question(call.query.text, "json", "json", "ttl", bindings=plain))
    except Refused:  # too much at once; what was asked has its answer
        return None
    return answer_of(result.content).only(found.columns)


def content_of(release: Release) -> Content:
    """The content of a release; raises `HttpError` where only files are served."""
    if release.content is None:
        raise HttpError(404, "not-found", "this server answers SPARQL only")
    return release.content


def _call(request: Request, content: Content, mount: str) -> Call:
    name, form, version = _address(request, content)
    query = content.queries[name]
    if version is not None and version != query.version:
        current = f"{mount}/api/queries/{name}/v/{query.version}"
        words = f"`{name}` has no version `{version[:20]}` here now; the present one is {current}"
        raise HttpError(404, "no-such-version", words, [("Link", f'<{current}>; rel="latest-version"')])
    names = [p.name for p in query.parameters]
    given = only_once(request.parameters, {n for n, _ in request.parameters})
    limit, offset = (_whole(given, key, default) for key, default in (("limit", PAGE), ("offset", 0)))
    if limit > MOST:
        raise HttpError(400, "bad-parameter", f"`limit` is at most {MOST}", fields={"parameter": "limit"})
    unknown = set(given) - {*names, "limit", "offset"}
    if unknown:
        first = sorted(unknown)[0][:40]
        words = f"`{name}` has no parameter `{first}`; it takes {', '.join([*names, 'limit', 'offset'])}"
        raise HttpError(400, "unknown-parameter", words, fields={"parameter": first})
    lang = best_language(request.header("accept-language"), LANGUAGES)
    values = {n: given[n] for n in names if n in given}
    path = f"{mount}/{'/'.join(quote(s) for s in request.segments)}"
    return Call(query, path, values, limit, offset, form or _negotiated(request), lang, not form)


def _address(request: Request, content: Content) -> tuple[str, str, str | None]:
    """Name, form and version in the path."""
    _, _, last, *rest = request.segments
    name, dot, extension = last.partition(".")
    if name not in content.queries or (dot and extension not in MEDIA):
        raise HttpError(404, "no-such-query", "there is no such stored query; /api/queries lists them")
    if not rest:
        return name, extension, None
    version, dot, ending = rest[-1].partition(".")
    if len(rest) != 2 or rest[0] != "v" or extension or (dot and ending not in MEDIA):
        raise HttpError(404, "not-found", "there is nothing at this address")
    return name, ending, version


def _whole(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise HttpError(400, "bad-parameter", f"`{name}` is a whole number", fields={"parameter": name})
    return int(text)


def _negotiated(request: Request) -> str:
    media = best_media(request.header("accept"), _ORDER)
    if not media:
        raise HttpError(
            406, "not-acceptable", "this is given as " + ", ".join(_ORDER), fields={"offered": list(_ORDER)}
        )
    return _FORMS[media]


def _bindings(call: Call, content: Content) -> tuple[tuple[str, str], ...]:
    """The terms to bind; without a word on it, the language is the reader's."""
    speaks = {"lang": call.lang} if any(p.name == "lang" for p in call.query.parameters) else {}
    for name, value in call.given.items():
        if "\x00" in value or len(value) > 1000:
            raise HttpError(400, "bad-parameter", f"`{name}` is too long or not a text", fields={"parameter": name})
    try:
        terms = bindings_of(call.query, {**speaks, **call.given}, content.names, content.publication.project)
    except GoudenError as error:
        raise HttpError(400, "bad-parameter", f"{error.message}; {error.hint}") from None
    return tuple((name, str(term)) for name, term in terms.items())


def _reply(release: Release, call: Call, whole: Answer) -> Reply:
    publication = content_of(release).publication
    rows = whole.rows[call.offset : call.offset + call.limit]
    page = Answer(whole.columns, rows)
    about: dict[str, object] = {
        "query": call.query.name,
        "version": call.query.version,
        "release": release.tag,
        "parameters": call.given,
        "total": len(whole.rows),
        "limit": call.limit,
        "offset": call.offset,
    }
    body = rendered(page, call.form, about, publication.project.base + "id/", call.lang, release.frame)
    links = _links(call, len(whole.rows), release.mount)
    headers = [("Link", ", ".join(links)), ("X-Total-Count", str(len(whole.rows))), ("Content-Language", call.lang)]
    vary = ("Accept", "Accept-Language") if call.negotiated else ("Accept-Language",)
    return Reply(200, body, MEDIA[call.form], tuple(headers), vary, lasting=is_lasting(call.query.text))


def _links(call: Call, total: int, mount: str) -> list[str]:
    """RFC 8288: where the other pages are, the address that keeps this question, and what describes it."""
    last = (max(total - 1, 0) // call.limit) * call.limit if call.limit else 0
    pages = {"first": 0, "last": last}
    if call.offset:
        pages["prev"] = min(max(call.offset - call.limit, 0), last)
    if call.offset + call.limit < total and call.limit:
        pages["next"] = call.offset + call.limit
    values = f"?{urlencode(call.given)}" if call.given else ""
    pinned = f"{mount}/api/queries/{call.query.name}/v/{call.query.version}{values}"
    found = [f'<{_page(call, offset)}>; rel="{rel}"' for rel, offset in pages.items()]
    described = f'<{mount}/api/openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json"'
    return [*found, f'<{pinned}>; rel="permalink"', described]


def _page(call: Call, offset: int) -> str:
    return f"{call.path}?{urlencode({**call.given, 'limit': call.limit, 'offset': offset})}"


def listing(content: Content, mount: str) -> bytes:
    """All stored queries with their questions, parameters and addresses, as JSON."""
    return (
        json.dumps({"queries": [_entry(q, mount) for q in content.queries.values()]}, ensure_ascii=False) + "\n"
    ).encode()


def _entry(query: StoredQuery, mount: str) -> dict[str, object]:
    address = f"{mount}/api/queries/{query.name}"
    return {
        "name": query.name,
        "summary": query.words("summary"),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default, **({"values": list(p.values)} if p.values else {})}
            for p in query.parameters
        ],
        "columns": query.columns,
        "href": address,
        "version": query.version,
        "pinned": f"{address}/v/{query.version}",
    }
