"""How to ask a stored query elsewhere: command line, curl, Python, R."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...project import Project
from .question import Question


@dataclass(frozen=True, slots=True)
class Recipe:
    """Lines to run, and what they are written in."""

    title: str
    code: str


def recipes(project: Project, question: Question, values: dict[str, str], lang: str, answer_path: str) -> list[Recipe]:
    """The same answer by four ways; `answer_path` is the file with these very rows, without its ending."""
    file = project.base + quote(answer_path)
    values = {name: value for name, value in values.items() if value}
    language = {"lang": lang} if question.speaks else {}
    return [
        Recipe("gouden", _command(question, values, lang)),
        Recipe("curl", _curl(project, question, {**values, **language}, file)),
        Recipe("Python", _python(question, {**values, **language})),
        Recipe("R", f'rows <- read.csv("{file}.csv", fileEncoding = "UTF-8", check.names = FALSE)\nhead(rows)'),
    ]


def _command(question: Question, values: dict[str, str], lang: str) -> str:
    options = "".join(f" --{name} {shlex.quote(value)}" for name, value in values.items())
    return f"gouden query run {question.name}{options} --lang {lang} --format csv"


def _curl(project: Project, question: Question, values: dict[str, str], file: str) -> str:
    asked = f"{project.base}api/queries/{question.name}.csv" + (f"?{urlencode(values)}" if values else "")
    return f'curl -L "{file}.csv"\n# with a server (`gouden serve`), any value:\ncurl -L "{asked}"'


def _python(question: Question, values: dict[str, str]) -> str:
    given = ", ".join(f"{name}={value!r}" for name, value in values.items())
    method = question.name.replace("-", "_")
    return (
        "from gouden_kg import open_project\n\n"
        f"rows = open_project().queries.{method}({given})\n"
        "rows.to_pandas()  # rows[0] is the first, as a dictionary"
    )
