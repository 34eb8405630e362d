"""Records in CSV."""

from __future__ import annotations

from .changes import CSV, Cases, put

CASES: Cases = {
    "semicolon mix": ([put(CSV, "id;type;name@nl\nhof,Garden,a\n")], "data/x.csv:2:1: error [csv-row-length]"),
    "only heading": ([put(CSV, "id,type,name@nl\n")], "data/x.csv:1:1: error [empty-file]"),
    "blank rows": ([put(CSV, "id,type,name@nl\n\n\nhof,Gardn,a\n")], "data/x.csv:4:5: error [unknown-type]"),
    "quote mid": ([put(CSV, 'id,type,name@nl\nhof,Garden,a"b"c"\n')], "data/x.csv:2:12: error [csv-quote]"),
    "text after quote": ([put(CSV, 'id,type,name@nl\nhof,Garden,"a"b\n')], "data/x.csv:2:1: error [csv-syntax]"),
    "nul": ([put(CSV, "id,type,name@nl\nho\x00f,Garden,a\n")], "data/x.csv:2:3: error [invisible-character]"),
    "no id col": ([put(CSV, "type,name@nl\nGarden,a\n")], "data/x.csv:2:1: error [missing-id]"),
    "no type col": ([put(CSV, "id,name@nl\nhof,a\n")], "data/x.csv:2:1: error [missing-type]"),
    "empty id": ([put(CSV, "id,type,name@nl\n,Garden,a\n")], "data/x.csv:2:1: error [missing-id]"),
    "bad date": (
        [put(CSV, "id,type,name@nl,since\nhof,Garden,a,2017-13\n")],
        "data/x.csv:2:14: error [impossible-date]",
    ),
    "name no lang": ([put(CSV, "id,type,name\nhof,Garden,a\n")], "data/x.csv:2:12: error [language-expected]"),
    "heading space": ([put(CSV, "id, type,name@nl\nhof,Garden,a\n")], "data/x.csv:2:1: error [missing-type]"),
    "heading lang bad": ([put(CSV, "id,type,name@dutch_x\nhof,Garden,a\n")], "data/x.csv:2:12: error [bad-language]"),
    "both": ([put(CSV, "id,type,name,name@nl\nhof,Garden,a,b\n")], "data/x.csv:1:14: error [duplicate-key]"),
    "dup id": ([put(CSV, "id,type,name@nl\nhof,Garden,a\nhof,Garden,b\n")], "data/x.csv:3:1: error [duplicate-id]"),
    "utf16": ([put(CSV, b"\xff\xfei\x00d\x00,\x00t\x00y\x00p\x00e\x00\n\x00")], "data/x.csv:1:1: error [not-utf8]"),
    "cr only": ([put(CSV, "id,type,name@nl\rhof,Gardn,a\r")], "data/x.csv:2:5: error [unknown-type]"),
    "pipe empty": (
        [put(CSV, "id,type,name@nl,kind\nhof,Garden,a,vegetables||wild-flowers\n")],
        "data/x.csv:2:25: error [empty-value]",
    ),
    "blank cell": ([put(CSV, "id,type,name@nl,kind\nhof,Garden,a, \n")], "data/x.csv:2:14: error [empty-value]"),
    "spaces cell": ([put(CSV, "id,type,name@nl\n hof,Garden,a\n")], "data/x.csv:2:1: error [bad-id]"),
    "heading dup lang": (
        [put(CSV, "id,type,name@nl,name@nl\nhof,Garden,a,b\n")],
        "data/x.csv:1:17: error [duplicate-key]",
    ),
    "quoted heading nl": ([put(CSV, 'id,type,"name\n@nl"\nhof,Garden,b\n')], "data/x.csv:3:1: error [name-present]"),
    "tsv in csv": ([put(CSV, "id\ttype\tname@nl\nhof\tGardn\tx\n")], "data/x.csv:2:5: error [unknown-type]"),
    "one column": ([put(CSV, "id\nhof\n")], "data/x.csv:2:1: error [missing-type]"),
    "unclosed at end": ([put(CSV, 'id,type,name@nl\nhof,Garden,"a')], "data/x.csv:2:1: error [csv-syntax]"),
    "trailing comma": ([put(CSV, "id,type,name@nl,\nhof,Garden,a,\n")], "data/x.csv:1:17: error [csv-heading-empty]"),
    "excel sep": ([put(CSV, "sep=;\nid;type;name@nl\nhof;Garden;a\n")], "data/x.csv:1:6: error [csv-heading-empty]"),
    "formula": ([put(CSV, "id,type,name@nl\n=1+1,Garden,a\n")], "data/x.csv:2:1: error [bad-id]"),
    "html": ([put(CSV, "<html></html>\n")], "data/x.csv:1:1: error [empty-file]"),
    "id heading only case": ([put(CSV, "Id,type,name@nl\nhof,Garden,a\n")], "data/x.csv:2:1: error [missing-id]"),
}
