"""Findings as JSON, GitHub annotations, SARIF 2.1.0 and a SHACL report in Turtle."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..graph import literal_term
from ..problem import ERROR, Problem
from . import worded


def json_report(problems: list[Problem], lang: str) -> str:
    """A list of findings, one a line."""
    return "[" + ",\n".join(json.dumps(_plain(p, lang), ensure_ascii=False) for p in problems) + "]\n"


def _plain(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": worded(problem.message, lang),
        "hint": worded(problem.hint, lang),
    }


def github_report(problems: list[Problem], lang: str) -> str:
    """Workflow commands that GitHub shows beside the changed lines."""
    return "".join(
        f"::{p.severity} file={_property(p.place.file)},line={p.place.line},col={p.place.column},"
        f"title={_property(p.code)}::{_data(worded(p.message, lang))}\n"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_report(problems: list[Problem], lang: str) -> str:
    """SARIF 2.1.0, as code scanning services read it."""
    rules = [{"id": code} for code in sorted({p.code for p in problems})]
    driver = {
        "name": "gouden",
        "version": __version__,
        "informationUri": "https://w3id.org/gouden-gemeenten/",
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(p, lang) for p in problems],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False) + "\n"  # indenting is thirty times as slow


def _sarif_result(problem: Problem, lang: str) -> dict[str, Any]:
    from urllib.parse import quote

    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    location = {"artifactLocation": {"uri": quote(problem.place.file)}, "region": region}
    hint = worded(problem.hint, lang)
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": worded(problem.message, lang) + (f" ({hint})" if hint else "")},
        "locations": [{"physicalLocation": location}],
    }


def shacl_report(problems: list[Problem], lang: str) -> str:
    """A SHACL validation report in Turtle, the place of each result as its `rdfs:seeAlso` text."""
    conforms = "false" if any(p.severity == ERROR for p in problems) else "true"
    results = " ,\n".join(_shacl_result(p) for p in problems)
    body = f" ;\n  sh:result\n{results} .\n" if problems else " .\n"
    return (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n\n"
        f"[] a sh:ValidationReport ;\n  sh:conforms {conforms}{body}"
    )


def _shacl_result(problem: Problem) -> str:
    severity = "Violation" if problem.severity == ERROR else "Warning"
    messages = " , ".join(literal_term(text, language=tag) for tag, text in sorted(problem.message.items()))
    optional = "".join(
        f" ;\n      {name} {term}"
        for name, term in zip(
            ("sh:focusNode", "sh:resultPath", "sh:value", "sh:sourceShape", "sh:sourceConstraintComponent"),
            problem.terms or (),
            strict=False,
        )
        if term
    )
    return (
        f"    [ a sh:ValidationResult ;\n      sh:resultSeverity sh:{severity} ;\n      sh:resultMessage {messages} ;\n"
        f"      dct:identifier {literal_term(problem.code)} ;\n"
        f"      dct:source {literal_term(str(problem.place))}{optional} ]"
    )
