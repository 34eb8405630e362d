"""Files of records."""

from __future__ import annotations

from .changes import CSV, GARDEN, KINDS, RECORDS, YAML, Cases, folder, link, pipe, put, remove

CASES: Cases = {
    "missing": ([remove("data")], "data/dataset.yaml:1:1: error: "),
    "stray": ([put("data/x.txt", "x")], "data/x.txt:1:1: error [unknown-file]"),
    "turtle": ([put("data/x.ttl", "x")], "data/x.ttl:1:1: error [unknown-file]"),
    "jsonld": ([put("data/x.jsonld", "{}")], "data/x.jsonld:1:1: error [unknown-file]"),
    "html": ([put("data/x.html", "x")], "data/x.html:1:1: error [unknown-file]"),
    "YAML caps": ([put("data/x.YAML", GARDEN)], "data/x.YAML:1:1: error [unknown-file]"),
    "backup": ([put("data/gardens.yaml~", GARDEN)], "data/gardens.yaml~:1:1: error [unknown-file]"),
    "sub dataset": ([put("data/sub/dataset.yaml", GARDEN + "x")], "data/sub/dataset.yaml:6:1: error [yaml-syntax]"),
    "yaml dir": ([folder(YAML)], "data/x.yaml:1:1: error [not-a-file]"),
    "pipe": ([pipe(YAML)], "data/x.yaml:1:1: error [not-a-file]"),
    "loop": ([link(YAML, "x.yaml")], "data/x.yaml:1:1: error [unreadable]"),
    "dangling link": ([link(YAML, "nowhere")], "data/x.yaml:1:1: error [unreadable]"),
    "csv pipe": ([pipe(CSV)], "data/x.csv:1:1: error [not-a-file]"),
    "no records": ([remove(RECORDS), remove(KINDS)], "data:1:1: error [no-records]"),
    "emptied": ([put(RECORDS, "")], "data/gardens.yaml:1:1: error [empty-file]"),
    "gz": ([put("data/x.yaml.gz", b"\x1f\x8b")], "data/x.yaml.gz:1:1: error [unknown-file]"),
    "binary": ([put(YAML, bytes(range(256)))], "data/x.yaml:2:118: error [not-utf8]"),
    "png": ([put(YAML, b"\x89PNG\r\n\x1a\n")], "data/x.yaml:1:1: error [not-utf8]"),
    "utf16be nobom": (
        [
            put(
                YAML,
                b"\x00-\x00 \x00i\x00d\x00:\x00 \x00h\x00o\x00f\x00\n\x00 \x00 \x00t\x00y\x00p\x00e\x00:\x00 \x00G\x00a\x00r\x00d\x00e\x00n\x00\n\x00 \x00 \x00n\x00a\x00m\x00e\x00:\x00 \x00{\x00n\x00l\x00:\x00 \x00H\x00o\x00f\x00}\x00\n\x00 \x00 \x00k\x00i\x00n\x00d\x00:\x00 \x00v\x00e\x00g\x00e\x00t\x00a\x00b\x00l\x00e\x00s\x00\n",
            )
        ],
        "data/x.yaml:1:1: error [invisible-character]",
    ),
    "utf32": (
        [
            put(
                YAML,
                b"\xff\xfe\x00\x00-\x00\x00\x00 \x00\x00\x00i\x00\x00\x00d\x00\x00\x00:\x00\x00\x00 \x00\x00\x00h\x00\x00\x00o\x00\x00\x00f\x00\x00\x00\n\x00\x00\x00 \x00\x00\x00 \x00\x00\x00t\x00\x00\x00y\x00\x00\x00p\x00\x00\x00e\x00\x00\x00:\x00\x00\x00 \x00\x00\x00G\x00\x00\x00a\x00\x00\x00r\x00\x00\x00d\x00\x00\x00e\x00\x00\x00n\x00\x00\x00\n\x00\x00\x00 \x00\x00\x00 \x00\x00\x00n\x00\x00\x00a\x00\x00\x00m\x00\x00\x00e\x00\x00\x00:\x00\x00\x00 \x00\x00\x00{\x00\x00\x00n\x00\x00\x00l\x00\x00\x00:\x00\x00\x00 \x00\x00\x00H\x00\x00\x00o\x00\x00\x00f\x00\x00\x00}\x00\x00\x00\n\x00\x00\x00 \x00\x00\x00 \x00\x00\x00k\x00\x00\x00i\x00\x00\x00n\x00\x00\x00d\x00\x00\x00:\x00\x00\x00 \x00\x00\x00v\x00\x00\x00e\x00\x00\x00g\x00\x00\x00e\x00\x00\x00t\x00\x00\x00a\x00\x00\x00b\x00\x00\x00l\x00\x00\x00e\x00\x00\x00s\x00\x00\x00\n\x00\x00\x00",
            )
        ],
        "data/x.yaml:1:1: error [not-utf8]",
    ),
    "cp1252": (
        [put(YAML, b"- id: hof\n  type: Garden\n  name: {nl: H\x92f}\n  kind: vegetables\n")],
        "data/x.yaml:3:15: error [not-utf8]",
    ),
    "overlong": ([put(YAML, b"- id: \xc0\xaf\n")], "data/x.yaml:1:7: error [not-utf8]"),
    "surrogate": ([put(YAML, b"- id: \xed\xa0\x80\n")], "data/x.yaml:1:7: error [not-utf8]"),
    "bom mid": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: H\ufeffof}\n  kind: vegetables\n")],
        "data/x.yaml:3:15: error [invisible-character]",
    ),
    "nbsp indent": ([put(YAML, "- id: hof\n\xa0 type: Garden\n")], "data/x.yaml:2:1: error [yaml-syntax]"),
    "rtl override": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: H\u202eof}\n  kind: vegetables\n")],
        "data/x.yaml:3:15: error [invisible-character]",
    ),
    "zero width": (
        [put(YAML, "- id: h\u200bof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:1:7: error [bad-id]",
    ),
}
