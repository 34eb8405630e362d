"""Finding the question, binding its values, rendering its answer."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .languages import LANGUAGES
from .problem import GoudenError, way_out
from .project import Project, find_project
from .query.parameters import bindings_of
from .query.render import render_answer, with_labels
from .query.run import STANDARD, Askable, answer, open_store, serialized, store_of_files, usual_answer
from .query.stored import StoredQuery, read_queries, read_query
from .report import default_language, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal, NamedNode


FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "html", "ttl", "nt")
_ELSEWHERE = {"--file", "--expression", "--data", "--output", "--endpoint", "--graph", "--user", "--help"}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked on the command line."""

    name: str | None
    file: Path | None
    expression: str | None
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Where:
    """Which graph is asked: RDF files, an endpoint and its graph, or else the built graph."""

    data: tuple[Path, ...]
    endpoint: str
    graph: str
    user: str | None
    base: str | None = None


BUILT = Where((), "", "", None)


def plain_question(words: list[str]) -> tuple[Question, Where, Path | None, str, str] | None:
    """What `gouden query run NAME --name value …` asks of the built graph, with project, form and language, or `None`.

    So that the commonest question need not wait for Click, which takes longer to import than it takes to answer.

    >>> plain_question(["figures", "--format", "csv", "--lang", "nl", "--on", "2017-12-04"])[2:]
    (None, 'csv', 'nl')
    """
    names, values = words[1::2], words[2::2]
    plain = len(names) == len(values) and all(n.startswith("--") and "=" not in n for n in names)
    given = dict(zip(names, values, strict=False))
    if not words or words[0].startswith("-") or not plain or len(given) < len(names) or _ELSEWHERE & given.keys():
        return None
    form, lang = given.pop("--format", "table"), given.pop("--lang", default_language())
    if form not in FORMATS or lang not in LANGUAGES:
        return None
    project = given.pop("--project", None)
    parameters = {name[2:]: value for name, value in given.items()}
    return Question(words[0], None, None, parameters), BUILT, Path(project) if project else None, form, lang


def given_parameters(words: list[str]) -> dict[str, str]:
    """`--theme loneliness` or `--theme=loneliness` as name → value.

    >>> given_parameters(["--theme", "debts", "--on=2017-12-04"])
    {'theme': 'debts', 'on': '2017-12-04'}
    """
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            raise GoudenError(f"unexpected `{word}`", "parameters are written --name value")
        name, equals, value = word[2:].partition("=")
        found = value if equals else next(rest, None)
        if found is None:
            raise GoudenError(f"--{name} has no value", f"write --{name} VALUE")
        given[name] = found
    return given


def form_of(output: Path | None) -> str:
    """The form that the name of an output file asks for; `table` where it tells none.

    >>> form_of(Path("claims.csv")), form_of(Path("claims.txt")), form_of(None)
    ('csv', 'table', 'table')
    """
    ending = output.suffix.lstrip(".").lower() if output else ""
    return ending if ending in FORMATS else "table"


def room_on_screen() -> int:
    """How wide the terminal is that the answer goes to; 0 where it goes elsewhere."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def answered(question: Question, where: Where, project_path: Path | None, form: str, lang: str, room: int) -> str:
    """The rendered answer; a table no wider than `room`, unless that is 0."""
    if sum(part is not None for part in (question.name, question.file, question.expression)) != 1:
        raise GoudenError("name one question", "a stored query's NAME, or --file FILE, or -e 'SELECT …'")
    project = find_project(project_path)
    with asked(where, project) as store:
        return _rendered(question, store, project, form, lang, room)


@contextlib.contextmanager
def asked(where: Where, project: Project) -> Iterator[Askable]:
    """What the question is put to."""
    if where.data and where.endpoint:
        raise GoudenError("--data and --endpoint name two graphs", "leave one out")
    if (where.graph or where.user) and not where.endpoint:
        raise GoudenError("--graph and --user belong to --endpoint", "name the endpoint, or leave them out")
    if where.data:
        yield store_of_files(where.data, where.base)
    elif where.endpoint:
        from .remote.client import Client
        from .remote.endpoint import RemoteStore, find_endpoint

        with Client(where.user) as client:
            yield RemoteStore(client, find_endpoint(client, where.endpoint, where.graph, project.published_graph))
    else:
        yield open_store(project)


def _rendered(question: Question, store: Askable, project: Project, form: str, lang: str, room: int) -> str:
    name, text, bindings, promised = _question(question, store, project, lang)
    if form in {"ttl", "nt"} or (form in STANDARD and not promised):
        return serialized(store, text, bindings, name, form)
    found = answer(store, text, bindings, name).only(promised)
    if form in STANDARD:
        from .query.results import results_in

        return results_in(found, form).decode()
    things = project.base + "id/"
    if form == "csv":
        found = with_labels(found, store, lang, usual_answer(store, text, bindings, found))
    return render_answer(found, form, things, room)


def _question(
    question: Question, store: Askable, project: Project, lang: str
) -> tuple[str, str, dict[str, NamedNode | Literal], list[str]]:
    if question.name is not None:
        query = stored(project, question.name)
        speaks = {"lang": lang} if any(p.name == "lang" for p in query.parameters) else {}
        bindings = bindings_of(query, {**speaks, **question.given}, store, project)
        return f"queries/{query.name}.rq", query.text, bindings, query.columns
    if question.given:
        raise GoudenError("only stored queries take parameters", "write the values into your own query")
    if question.file is None:
        return "query", question.expression or "", {}, []
    try:
        return str(question.file), question.file.read_text("utf-8"), {}, []
    except UnicodeDecodeError as error:
        raise GoudenError(f"cannot read {question.file}: {error}", "save it as UTF-8") from None
    except OSError as error:
        raise GoudenError(f"cannot read {question.file}: {error.strerror or error}", way_out(error)) from None


def stored(project: Project, name: str) -> StoredQuery:
    """The stored query of a name; raises `GoudenError` with the nearest when there is none."""
    path = project.root / "queries" / f"{name}.rq"
    if "/" not in name and path.is_file():
        return read_query(path, project.base, project.written)
    import difflib

    known = sorted(p.stem for p in (project.root / "queries").glob("*.rq"))
    near = difflib.get_close_matches(name, known, 3, 0.4)
    hint = "did you mean " + " or ".join(f"`{n}`" for n in near) + "?" if near else "see `gouden query list`"
    raise GoudenError(f"there is no stored query `{name}`", hint)


def listing(project: Project, lang: str) -> str:
    """Name and question of each stored query."""
    queries = read_queries(project.root / "queries", project.base, project.written)
    width = max((len(name) for name in queries), default=0)
    return "".join(f"{n.ljust(width)}  {worded(q.words('summary'), lang)}\n" for n, q in queries.items())


def shown(project: Project, name: str, lang: str) -> str:
    """A stored query with its header in words."""
    query = stored(project, name)
    lines = [worded(query.words("summary"), lang)]
    for p in query.parameters:
        allowed = f" one of {', '.join(p.values)}" if p.values else ""
        lines.append(f"  --{p.name}  {p.type}{allowed}, default {p.default or 'none'}")
    lines.append("columns: " + ", ".join(query.columns))
    body = [line for line in query.text.splitlines() if not line.startswith("#+")]
    return "\n".join([*lines, "", *body]).rstrip() + "\n"
