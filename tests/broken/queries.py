"""Stored queries."""

from __future__ import annotations

from .changes import HEADER, NEW, UNIQUE, Cases, folder, link, pipe, put, remove, sub

CASES: Cases = {
    "no header": (
        [put(NEW, "SELECT * {?s ?p ?o}\n")],
        "queries/z.rq:1:1: error: a stored query begins with `#+ summary:",
    ),
    "empty": ([put(NEW, "")], "queries/z.rq:1:1: error: a stored query begins with `#+ summary:"),
    "only header": ([put(NEW, '#+ summary: {nl: "x", en: "x"}\n')], "queries/z.rq:2:1: error [query-fails]"),
    "syntax": ([put(NEW, HEADER + "SELECT ?s { ?s ?p }\n")], "queries/z.rq:3:1: error [query-fails]"),
    "header yaml": (
        [put(NEW, "#+ summary: {nl: [\nSELECT * {?s ?p ?o}\n")],
        "queries/z.rq:2:1: error: this is not YAML",
    ),
    "header key": (
        [put(NEW, HEADER + "#+ colums: [s]\nSELECT ?s {?s ?p ?o}\n")],
        "queries/z.rq:2:4: error [query-header]",
    ),
    "column": (
        [put(NEW, HEADER + "#+ columns: [t]\nSELECT ?s {?s ?p ?o}\n")],
        "queries/z.rq:2:14: error [query-column]",
    ),
    "unknown prefix": ([put(NEW, HEADER + "SELECT ?s {?s a my:Garden}\n")], "queries/z.rq:2:26: error [query-fails]"),
    "param unused": (
        [put(NEW, HEADER + "#+ parameters: {kind: {type: Kind, default: vegetables}}\nSELECT ?s {?s ?p ?o}\n")],
        "queries/z.rq:2:17: error [query-parameter-unused]",
    ),
    "param type": (
        [put(NEW, HEADER + "#+ parameters: {kind: {type: Knd, default: vegetables}}\nSELECT ?s ?kind {?s ?p ?kind}\n")],
        "queries/z.rq:2:17: error [query-parameter-type]",
    ),
    "param default": (
        [put(NEW, HEADER + "#+ parameters: {kind: {type: Kind, default: vegetable}}\nSELECT ?s ?kind {?s ?p ?kind}\n")],
        "queries/z.rq:2:45: error [query-default]",
    ),
    "param date": (
        [put(NEW, HEADER + "#+ parameters: {on: {type: date, default: 2017-02-30}}\nSELECT ?s ?on {?s ?p ?on}\n")],
        "queries/z.rq:2:43: error [query-default]",
    ),
    "param int": (
        [put(NEW, HEADER + "#+ parameters: {on: {type: integer, default: one}}\nSELECT ?s ?on {?s ?p ?on}\n")],
        "queries/z.rq:2:46: error [query-default]",
    ),
    "param values": (
        [
            put(
                NEW,
                HEADER + "#+ parameters: {on: {type: text, default: x, values: [a, b]}}\nSELECT ?s ?on {?s ?p ?on}\n",
            )
        ],
        "queries/z.rq:2:43: error [query-default]",
    ),
    "param setting": (
        [put(NEW, HEADER + "#+ parameters: {on: {type: text, defalt: x}}\nSELECT ?s ?on {?s ?p ?on}\n")],
        "queries/z.rq:2:34: error [query-header]",
    ),
    "param list": (
        [put(NEW, HEADER + "#+ parameters: [on]\nSELECT ?s ?on {?s ?p ?on}\n")],
        "queries/z.rq:2:4: error [query-header-value]",
    ),
    "param text": (
        [put(NEW, HEADER + "#+ parameters: {on: text}\nSELECT ?s ?on {?s ?p ?on}\n")],
        "queries/z.rq:2:4: error [query-header-value]",
    ),
    "param not projected": (
        [put(NEW, HEADER + "#+ parameters: {kind: {type: Kind, default: vegetables}}\nSELECT ?s {?s ?p ?kind}\n")],
        "queries/z.rq:2:36: error [query-fails]",
    ),
    "own typo": (
        [put(NEW, HEADER + "PREFIX my: <https://example.org/my-dataset/def#>\nSELECT ?s {?s my:knd ?o}\n")],
        "queries/z.rq:3:15: error [term-unknown]",
    ),
    "thing typo": (
        [put(NEW, HEADER + "SELECT ?s {?s ?p <https://example.org/my-dataset/id/kind/vegetable>}\n")],
        "queries/z.rq:2:18: error [term-unknown]",
    ),
    "update": ([put(NEW, HEADER + "DELETE WHERE {?s ?p ?o}\n")], "queries/z.rq:2:10: error [query-fails]"),
    "deep": ([put(NEW, HEADER + "ASK {" + "{" * 3000 + "}" * 3000 + "}\n")], "queries/z.rq:1:4: error [query-fails]"),
    "utf16": (
        [
            put(
                NEW,
                b'\xff\xfe#\x00+\x00 \x00s\x00u\x00m\x00m\x00a\x00r\x00y\x00:\x00 \x00{\x00n\x00l\x00:\x00 \x00"\x00x\x00"\x00,\x00 \x00e\x00n\x00:\x00 \x00"\x00x\x00"\x00}\x00\n\x00',
            )
        ],
        "queries/z.rq:1:1: error: the file is not UTF-8",
    ),
    "latin1": (
        [put(NEW, b'#+ summary: {nl: "x", en: "x"}\n# \xe9\nASK {}\n')],
        "queries/z.rq:2:3: error: the file is not UTF-8",
    ),
    "nul": ([put(NEW, HEADER + "ASK {\x00}\n")], "queries/z.rq:2:6: error: an invisible character"),
    "folder": ([folder(NEW)], "queries/z.rq:1:1: error: this is no ordinary file"),
    "pipe": ([pipe(NEW)], "queries/z.rq:1:1: error: this is no ordinary file"),
    "loop": ([link(NEW, "z.rq")], "queries/z.rq:1:1: error: the file cannot be read"),
    "stray": ([put("queries/x.sparql", "x")], "queries/x.sparql:1:1: error [stray-file]"),
    "sub": ([put("queries/sub/x.rq", HEADER + "ASK {}\n")], "queries/sub/x.rq:1:1: error [stray-file]"),
    "summary text": (
        [put(NEW, "#+ summary: x\nASK {}\n")],
        "queries/z.rq:1:1: error: a stored query begins with `#+ summary:",
    ),
    "severity": (
        [sub(UNIQUE, "severity: warning", "severity: fatal")],
        "queries/name-unique-violation.rq:2:11: error: `severity` is `error` or `warning`",
    ),
    "no message": (
        [sub(UNIQUE, '#+ message: {nl: "deze naam draagt ook {other}", en: "{other} has this name too"}\n', "")],
        "queries/name-unique-violation.rq:1:1: error: a violation query has `#+ message: {nl:",
    ),
    "violation ask": (
        [put("queries/z-violation.rq", HEADER + "#+ message: {nl: x, en: x}\nASK {}\n")],
        "queries/z-violation.rq:1:1: error: a violation query should be a SELECT que",
    ),
    "violation no focus": (
        [put("queries/z-violation.rq", HEADER + "#+ message: {nl: x, en: x}\nSELECT ?s {?s ?p ?o}\n")],
        "queries/z-violation.rq:1:1: error: a violation query selects ?focus",
    ),
    "violation syntax": (
        [put("queries/z-violation.rq", HEADER + "#+ message: {nl: x, en: x}\nSELECT ?focus {?s ?p }\n")],
        "queries/z-violation.rq:4:1: error [query-fails]",
    ),
    "violation message var": (
        [sub(UNIQUE, "{other} has", "{othr} has")],
        "queries/name-unique-violation.rq:3:56: error [query-column]",
    ),
    "derived select": (
        [put("queries/z-derived.rq", HEADER + "SELECT ?s {?s ?p ?o}\n")],
        "queries/z-derived.rq:1:1: error: a derivation should be a CONSTRUCT query",
    ),
    "derived syntax": (
        [put("queries/z-derived.rq", HEADER + "CONSTRUCT {?s ?p} WHERE {?s ?p ?o}\n")],
        "queries/z-derived.rq:2:17: error: this is not SPARQL: error at 2:17:",
    ),
    "derived blank": (
        [
            put(
                "queries/z-derived.rq",
                HEADER
                + "PREFIX my: <https://example.org/my-dataset/def#>\nCONSTRUCT {?s my:kind []} WHERE {?s my:kind ?o}\n",
            )
        ],
        "queries/z-derived.rq:1:1: error: a derivation makes a blank node",
    ),
    "header dup": (
        [put(NEW, HEADER + '#+ summary: {nl: "x", en: "x"}\nASK {}\n')],
        "queries/z.rq:2:1: error: key `summary` stands here a second time",
    ),
    "columns text": (
        [put(NEW, HEADER + "#+ columns: s\nSELECT ?s {?s ?p ?o}\n")],
        "queries/z.rq:2:4: error [query-header-value]",
    ),
    "folder missing": ([remove("queries")], "queries:1:1: error: cannot read"),
    "service": (
        [put(NEW, HEADER + "SELECT ?s {SERVICE <http://x.org/> {?s ?p ?o}}\n")],
        "queries/z.rq:1:4: error [query-fails]",
    ),
    "bad name": ([put("queries/Bad Name.rq", HEADER + "ASK {}\n")], "queries/Bad Name.rq:1:1: error [bad-id]"),
    "violation fails at run": (
        [
            put(
                "queries/z-violation.rq",
                HEADER
                + "#+ message: {nl: x, en: x}\n#+ severity: error\nPREFIX my: <https://example.org/my-dataset/def#>\nSELECT ?focus {?focus a my:Garden}\n",
            )
        ],
        "data/gardens.yaml:1:3: error [z]",
    ),
}
