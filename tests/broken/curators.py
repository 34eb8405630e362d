"""What curators who know no Python get wrong: slips of typing, of spreadsheets and of other programs."""

from __future__ import annotations

from .changes import CONTEXT, DATASET, KINDS, NEW, RECORDS, SHAPES, UNIQUE, YAML, Cases, add, put, sub

CASES: Cases = {
    "no space after colon": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind:vegetables\n")],
        "data/gardens.yaml:20:1: error [yaml-syntax]",
    ),
    "no space after dash": (
        [add(RECORDS, "\n-id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:16:1: error [yaml-syntax]",
    ),
    "three spaces": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n   kind: vegetables\n")],
        "data/gardens.yaml:19:4: error [yaml-syntax]",
    ),
    "key in capitals": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  Kind: vegetables\n")],
        "data/gardens.yaml:19:3: error [unknown-key]",
    ),
    "comma at the end": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables,\n")],
        "data/gardens.yaml:19:9: error [bad-id]",
    ),
    "dash forgotten": (
        [add(RECORDS, "  id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:15:3: error [dash-forgotten]",
    ),
    "comma in flow name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof, tuin en park, en: Court}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:19: error [bad-language]",
    ),
    "at sign": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: @home}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [yaml-syntax]",
    ),
    "hash in name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof #2}\n  kind: vegetables\n")],
        "data/gardens.yaml:19:3: error [yaml-syntax]",
    ),
    "month one digit": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n  since: 2019-4\n")],
        "data/gardens.yaml:20:10: error [impossible-date]",
    ),
    "month in words": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n  since: april 2019\n")],
        "data/gardens.yaml:20:10: error [impossible-date]",
    ),
    "dutch date": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n  since: 01-04-2019\n")],
        "data/gardens.yaml:20:10: error [impossible-date]",
    ),
    "since range": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n  since: 2019-2021\n")],
        "data/gardens.yaml:20:10: error [impossible-date]",
    ),
    "two values no brackets": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables wild-flowers\n")],
        "data/gardens.yaml:19:9: error [bad-id]",
    ),
    "dash on the line": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: - vegetables\n")],
        "data/gardens.yaml:19:9: error [yaml-syntax]",
    ),
    "language capital": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {NL: Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:10: error [bad-language]",
    ),
    "language word": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {dutch: Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:10: error [bad-language]",
    ),
    "two names": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: [Hof, Tuin]}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:15: error [name-one-per-language]",
    ),
    "heading above list": (
        [put(RECORDS, "gardens:\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n")],
        "data/gardens.yaml:1:1: error [list-expected]",
    ),
    "csv in yaml": ([put(YAML, "id,type,name@nl\nhof,Garden,Hof\n")], "data/x.yaml:1:1: error [list-expected]"),
    "json in yaml": ([put(YAML, '{"id": "hof", "type": "Garden"}\n')], "data/x.yaml:1:1: error [list-expected]"),
    "excel in data": ([put("data/gardens.xlsx", b"PK\x03\x04")], "data/gardens.xlsx:1:1: error [unknown-file]"),
    "excel lock": ([put("data/~$gardens.xlsx", b"x")], "data/~$gardens.xlsx:1:1: error [unknown-file]"),
    "merge conflict": (
        [
            add(
                RECORDS,
                "<<<<<<< HEAD\n\n- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n=======\n>>>>>>> other\n",
            )
        ],
        "data/gardens.yaml:17:1: error [yaml-syntax]",
    ),
    "mojibake name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: TuÃ¯n}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [misread-text]",
    ),
    "mojibake quote": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: â€™s-Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [misread-text]",
    ),
    "replacement char": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: Tu�n}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [lost-letter]",
    ),
    "null name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: null}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [placeholder]",
    ),
    "tilde name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: ~}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [placeholder]",
    ),
    "todo name": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: {nl: TODO}\n  kind: vegetables\n")],
        "data/gardens.yaml:18:14: error [placeholder]",
    ),
    "question mark name": (
        [add(RECORDS, '\n- id: hof\n  type: Garden\n  name: {nl: "?"}\n  kind: vegetables\n')],
        "data/gardens.yaml:18:14: error [placeholder]",
    ),
    "same text both languages swapped": (
        [add(RECORDS, '\n- id: hof\n  type: Garden\n  name: {nl: "", en: Court}\n  kind: vegetables\n')],
        "data/gardens.yaml:18:14: error [empty-value]",
    ),
    "list of language": (
        [add(RECORDS, "\n- id: hof\n  type: Garden\n  name: \n    - nl: Hof\n    - en: Court\n  kind: vegetables\n")],
        "data/gardens.yaml:19:5: error [language-expected]",
    ),
    "bool id": (
        [add(RECORDS, "\n- id: yes\n  type: garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/gardens.yaml:17:9: error [unknown-type]",
    ),
    "csv excel error in name": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,#REF!,vegetables\n")],
        "data/new.csv:2:12: error [spreadsheet-error]",
    ),
    "csv excel error in kind": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,Hof,#N/A\n")],
        "data/new.csv:2:16: error [bad-id]",
    ),
    "csv us date": (
        [put("data/new.csv", "id,type,name@nl,kind,since\nhof,Garden,Hof,vegetables,4/1/2019\n")],
        "data/new.csv:2:27: error [impossible-date]",
    ),
    "csv heading space": (
        [put("data/new.csv", "id,type,name@nl ,kind\nhof,Garden,Hof,vegetables\n")],
        "data/new.csv:2:12: error [bad-language]",
    ),
    "csv heading @NL": (
        [put("data/new.csv", "id,type,name@NL,kind\nhof,Garden,Hof,vegetables\n")],
        "data/new.csv:2:12: error [bad-language]",
    ),
    "csv line break splits row": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,Hof\nvan Delft,vegetables\n")],
        "data/new.csv:1:1: error [csv-headings]",
    ),
    "csv values with semicolon list": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,Hof,vegetables;wild-flowers\n")],
        "data/new.csv:2:16: error [bad-id]",
    ),
    "csv dutch heading": (
        [put("data/new.csv", "id,type,naam,soort\nhof,Garden,Hof,vegetables\n")],
        "data/new.csv:2:1: error [name-present]",
    ),
    "csv total row": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,Hof,vegetables\n,,Totaal,\n")],
        "data/new.csv:3:1: error [missing-id]",
    ),
    "csv scientific id": (
        [put("data/new.csv", "id,type,name@nl,kind\n1.2E+05,Garden,Hof,vegetables\n")],
        "data/new.csv:2:1: error [bad-id]",
    ),
    "csv label instead of id": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,Hof,wilde bloemen\n")],
        "data/new.csv:2:16: error [bad-id]",
    ),
    "csv smart quotes": (
        [put("data/new.csv", "id,type,name@nl,kind\nhof,Garden,“Hof, tuin”,vegetables\n")],
        "data/new.csv:2:1: error [csv-row-length]",
    ),
    "csv title line": (
        [put("data/new.csv", "Tuinen 2020\nid,type,name@nl,kind\nhof,Garden,Hof,vegetables\n")],
        "data/new.csv:1:1: error [csv-headings]",
    ),
    "csv is xlsx": (
        [put("data/new.csv", b"PK\x03\x04\x14\x00\x06\x00")],
        "data/new.csv:1:3: error [invisible-character]",
    ),
    "csv 30 rows unknown heading": (
        [
            put(
                "data/new.csv",
                "id,type,name@nl,kind,straat\nh0,Garden,Hof 0,vegetables,x\nh1,Garden,Hof 1,vegetables,x\nh2,Garden,Hof 2,vegetables,x\nh3,Garden,Hof 3,vegetables,x\nh4,Garden,Hof 4,vegetables,x\nh5,Garden,Hof 5,vegetables,x\nh6,Garden,Hof 6,vegetables,x\nh7,Garden,Hof 7,vegetables,x\nh8,Garden,Hof 8,vegetables,x\nh9,Garden,Hof 9,vegetables,x\nh10,Garden,Hof 10,vegetables,x\nh11,Garden,Hof 11,vegetables,x\nh12,Garden,Hof 12,vegetables,x\nh13,Garden,Hof 13,vegetables,x\nh14,Garden,Hof 14,vegetables,x\nh15,Garden,Hof 15,vegetables,x\nh16,Garden,Hof 16,vegetables,x\nh17,Garden,Hof 17,vegetables,x\nh18,Garden,Hof 18,vegetables,x\nh19,Garden,Hof 19,vegetables,x\nh20,Garden,Hof 20,vegetables,x\nh21,Garden,Hof 21,vegetables,x\nh22,Garden,Hof 22,vegetables,x\nh23,Garden,Hof 23,vegetables,x\nh24,Garden,Hof 24,vegetables,x\nh25,Garden,Hof 25,vegetables,x\nh26,Garden,Hof 26,vegetables,x\nh27,Garden,Hof 27,vegetables,x\nh28,Garden,Hof 28,vegetables,x\nh29,Garden,Hof 29,vegetables,x\n",
            )
        ],
        "data/new.csv:2:28: error [unknown-key]",
    ),
    "csv 30 rows no type": (
        [
            put(
                "data/new.csv",
                "id,name@nl,kind\nh0,Hof 0,vegetables\nh1,Hof 1,vegetables\nh2,Hof 2,vegetables\nh3,Hof 3,vegetables\nh4,Hof 4,vegetables\nh5,Hof 5,vegetables\nh6,Hof 6,vegetables\nh7,Hof 7,vegetables\nh8,Hof 8,vegetables\nh9,Hof 9,vegetables\nh10,Hof 10,vegetables\nh11,Hof 11,vegetables\nh12,Hof 12,vegetables\nh13,Hof 13,vegetables\nh14,Hof 14,vegetables\nh15,Hof 15,vegetables\nh16,Hof 16,vegetables\nh17,Hof 17,vegetables\nh18,Hof 18,vegetables\nh19,Hof 19,vegetables\nh20,Hof 20,vegetables\nh21,Hof 21,vegetables\nh22,Hof 22,vegetables\nh23,Hof 23,vegetables\nh24,Hof 24,vegetables\nh25,Hof 25,vegetables\nh26,Hof 26,vegetables\nh27,Hof 27,vegetables\nh28,Hof 28,vegetables\nh29,Hof 29,vegetables\n",
            )
        ],
        "data/new.csv:2:1: error [missing-type]",
    ),
    "csv 30 rows no id": (
        [
            put(
                "data/new.csv",
                "type,name@nl,kind\nGarden,Hof 0,vegetables\nGarden,Hof 1,vegetables\nGarden,Hof 2,vegetables\nGarden,Hof 3,vegetables\nGarden,Hof 4,vegetables\nGarden,Hof 5,vegetables\nGarden,Hof 6,vegetables\nGarden,Hof 7,vegetables\nGarden,Hof 8,vegetables\nGarden,Hof 9,vegetables\nGarden,Hof 10,vegetables\nGarden,Hof 11,vegetables\nGarden,Hof 12,vegetables\nGarden,Hof 13,vegetables\nGarden,Hof 14,vegetables\nGarden,Hof 15,vegetables\nGarden,Hof 16,vegetables\nGarden,Hof 17,vegetables\nGarden,Hof 18,vegetables\nGarden,Hof 19,vegetables\nGarden,Hof 20,vegetables\nGarden,Hof 21,vegetables\nGarden,Hof 22,vegetables\nGarden,Hof 23,vegetables\nGarden,Hof 24,vegetables\nGarden,Hof 25,vegetables\nGarden,Hof 26,vegetables\nGarden,Hof 27,vegetables\nGarden,Hof 28,vegetables\nGarden,Hof 29,vegetables\n",
            )
        ],
        "data/new.csv:2:1: error [missing-id]",
    ),
    "csv 30 rows no language": (
        [
            put(
                "data/new.csv",
                "id,type,name,kind\nh0,Garden,Hof 0,vegetables\nh1,Garden,Hof 1,vegetables\nh2,Garden,Hof 2,vegetables\nh3,Garden,Hof 3,vegetables\nh4,Garden,Hof 4,vegetables\nh5,Garden,Hof 5,vegetables\nh6,Garden,Hof 6,vegetables\nh7,Garden,Hof 7,vegetables\nh8,Garden,Hof 8,vegetables\nh9,Garden,Hof 9,vegetables\nh10,Garden,Hof 10,vegetables\nh11,Garden,Hof 11,vegetables\nh12,Garden,Hof 12,vegetables\nh13,Garden,Hof 13,vegetables\nh14,Garden,Hof 14,vegetables\nh15,Garden,Hof 15,vegetables\nh16,Garden,Hof 16,vegetables\nh17,Garden,Hof 17,vegetables\nh18,Garden,Hof 18,vegetables\nh19,Garden,Hof 19,vegetables\nh20,Garden,Hof 20,vegetables\nh21,Garden,Hof 21,vegetables\nh22,Garden,Hof 22,vegetables\nh23,Garden,Hof 23,vegetables\nh24,Garden,Hof 24,vegetables\nh25,Garden,Hof 25,vegetables\nh26,Garden,Hof 26,vegetables\nh27,Garden,Hof 27,vegetables\nh28,Garden,Hof 28,vegetables\nh29,Garden,Hof 29,vegetables\n",
            )
        ],
        "data/new.csv:2:11: error [language-expected]",
    ),
    "csv mac roman": (
        [put("data/new.csv", b"id,type,name@nl,kind\nhof,Garden,Caf\x8e,vegetables\n")],
        "data/new.csv:2:15: error [not-utf8]",
    ),
    "ds american license": (
        [sub(DATASET, "licence:", "license:")],
        "data/dataset.yaml:12:1: error: there is no key `license`",
    ),
    "ds licence word": (
        [sub(DATASET, "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0")],
        "data/dataset.yaml:12:10: error: `licence` should be like `https://creativecommons.org/licenses/by/4.0/`",
    ),
    "ds base no slash": (
        [sub(DATASET, "my-dataset/\nprefix", "my-dataset\nprefix")],
        "data/dataset.yaml:8:7: error: `base` should be like `https://w3id.org/my-dataset/`",
    ),
    "ds version v": (
        [sub(DATASET, "version: 0.1.0", "version: v0.1.0")],
        "data/dataset.yaml:11:10: error: `version` should be like `1.0.0`",
    ),
    "ds version two": (
        [sub(DATASET, "version: 0.1.0", "version: 0.1")],
        "data/dataset.yaml:11:10: error: `version` should be like `1.0.0`",
    ),
    "ds issued after modified": (
        [add(DATASET, "issued: 2026-05-01\nmodified: 2026-01-01\n")],
        "data/dataset.yaml:14:11: error: `modified` lies before `issued` (2026-05-01)",
    ),
    "ds impossible day": (
        [add(DATASET, "issued: 2026-02-30\n")],
        "data/dataset.yaml:13:9: error: `issued` should be like `2026-11-26`",
    ),
    "ds contact": (
        [add(DATASET, "contact: info@example.org\n")],
        "data/dataset.yaml:13:10: error: `contact` should be like `mailto:data@example.org`",
    ),
    "ds title line break": (
        [sub(DATASET, "nl: Buurttuinen", 'nl: "Buurt\\ntuinen"')],
        "data/dataset.yaml:3:7: error: `title` should stand on one line",
    ),
    "ds title nfd": (
        [sub(DATASET, "nl: Buurttuinen", 'nl: "Buurtcafé"')],
        "data/dataset.yaml:3:7: error: `title` has letters and accents as separate characters: `Buurtcafé`",
    ),
    "ds title mojibake": (
        [sub(DATASET, "nl: Buurttuinen", 'nl: "CafÃ©tuinen"')],
        "data/dataset.yaml:3:7: error: `title` was read in the wrong encoding: `CafÃ©tuinen`",
    ),
    "ds title null": (
        [sub(DATASET, "nl: Buurttuinen", "nl: null")],
        "data/dataset.yaml:3:7: error: `title` says nothing: `null`",
    ),
    "ds publisher text": (
        [add(DATASET, "publisher: Gemeente Delft\n")],
        "data/dataset.yaml:13:12: error: `publisher` is written per language",
    ),
    "ds keyword list": (
        [add(DATASET, "keyword: [tuin, buurt]\n")],
        "data/dataset.yaml:13:10: error: `keyword` is written per language",
    ),
    "ds http base typo": (
        [sub(DATASET, "base: https://", "base: htps://")],
        "data/dataset.yaml:8:7: error: `base` should be like `https://w3id.org/my-dataset/`",
    ),
    "ds twice base": (
        [add(DATASET, "base: https://example.org/other/\n")],
        "data/dataset.yaml:13:1: error: key `base` stands here a second time (first on line 8)",
    ),
    "list removed": (
        [sub(KINDS, "- id: wild-flowers\n  type: Kind\n  name: {nl: wilde bloemen, en: wild flowers}\n", "")],
        "data/gardens.yaml:13:9: error [dangling-reference]",
    ),
    "list renamed": (
        [sub(KINDS, "id: vegetables", "id: vegetable")],
        "data/gardens.yaml:7:9: error [dangling-reference]",
    ),
    "list typeless": (
        [add(KINDS, "- id: herbs\n  name: {nl: kruiden, en: herbs}\n")],
        "ontology/kinds.yaml:7:3: error [missing-type]",
    ),
    "list wrong type": (
        [add(KINDS, "- id: herbs\n  type: Kinds\n  name: {nl: kruiden, en: herbs}\n")],
        "ontology/kinds.yaml:8:9: error [unknown-type]",
    ),
    "list as words": ([add(KINDS, "- herbs\n")], "ontology/kinds.yaml:7:3: error [record-expected]"),
    "list extra key": (
        [add(KINDS, "- id: herbs\n  type: Kind\n  label: kruiden\n")],
        "ontology/kinds.yaml:9:3: error [unknown-key]",
    ),
    "list empty": ([put(KINDS, "")], "data/gardens.yaml:7:9: error [dangling-reference]"),
    "list in csv with nl en": (
        [put("ontology/herbs.csv", "id,type,nl,en\nherbs,Kind,kruiden,herbs\n")],
        "ontology/herbs.csv:2:12: error [unknown-key]",
    ),
    "q sumary": (
        [sub("queries/gardens.rq", "#+ summary", "#+ sumary")],
        "queries/gardens.rq:1:1: error: a stored query begins with `#+ summary: {nl: …, en: …}`",
    ),
    "q no plus": (
        [sub("queries/gardens.rq", "#+ summary", "# summary")],
        "queries/gardens.rq:1:1: error: a stored query begins with `#+ summary: {nl: …, en: …}`",
    ),
    "q unknown type": (
        [sub("queries/gardens.rq", "type: Kind", "type: Knd")],
        "queries/gardens.rq:1:91: error [query-parameter-type]",
    ),
    "q default unknown": (
        [sub("queries/gardens.rq", "default: vegetables", "default: vegetable")],
        "queries/gardens.rq:3:34: error [query-default]",
    ),
    "q column unknown": (
        [sub("queries/gardens.rq", "[garden, name, kind]", "[garden, naam, kind]")],
        "queries/gardens.rq:4:22: error [query-column]",
    ),
    "q parameter unused": (
        [sub("queries/gardens.rq", "?garden my:kind ?kind ;", "?garden my:kind ?soort ;")],
        "queries/gardens.rq:1:91: error [query-parameter-unused]",
    ),
    "q curly quotes": ([sub("queries/gardens.rq", '"nl")', "“nl”)")], "queries/gardens.rq:10:9: error [query-fails]"),
    "q missing brace": (
        [sub("queries/gardens.rq", "} ORDER BY", "ORDER BY")],
        "queries/gardens.rq:10:9: error [query-fails]",
    ),
    "q prefix missing": (
        [sub("queries/gardens.rq", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n", "")],
        "queries/gardens.rq:7:41: error [query-fails]",
    ),
    "q unknown property": (
        [sub("queries/gardens.rq", "my:kind", "my:knd")],
        "queries/gardens.rq:8:11: error [term-unknown]",
    ),
    "q update": (
        [put(NEW, '#+ summary: {nl: "x", en: "x"}\nDELETE WHERE { ?s ?p ?o }\n')],
        "queries/z.rq:2:10: error [query-fails]",
    ),
    "q msg placeholder": (
        [sub(UNIQUE, "{other} has", "{andere} has")],
        "queries/name-unique-violation.rq:3:56: error [query-column]",
    ),
    "q violation severity": (
        [sub(UNIQUE, "severity: warning", "severity: high")],
        "queries/name-unique-violation.rq:2:11: error: `severity` is `error` or `warning`",
    ),
    "q violation no focus": (
        [sub(UNIQUE, "SELECT ?focus ?path", "SELECT ?path")],
        "queries/name-unique-violation.rq:5:14: error [query-column]",
    ),
    "q empty": ([put(NEW, "")], "queries/z.rq:1:1: error: a stored query begins with `#+ summary: {nl: …, en: …}`"),
    "s dot forgotten": (
        [sub(SHAPES, '"A name is needed."@en ;', '"A name is needed."@en')],
        "shapes/garden.ttl:15:5: error: this is not Turtle: Parser error at line 15 between columns 5 and 19: A dot is expected at the end of statements",
    ),
    "s severity error": (
        [sub(SHAPES, "sh:minCount 1 ;", "sh:minCount 1 ; sh:severity sh:Error ;")],
        "shapes/garden.ttl:13:90: error [shape-term-unknown]",
    ),
    "s curly quotes": (
        [sub(SHAPES, '"Er is een naam nodig."@nl', "“Er is een naam nodig.”@nl")],
        "shapes/garden.ttl:14:16: error: this is not Turtle: Parser error at line 14 between columns 16 and 17: '“' is not allowed at the beginning of a prefix name",
    ),
    "s same name twice": (
        [
            add(
                SHAPES,
                '\ns:since a sh:PropertyShape ; sh:path my:since ; sh:maxCount 2 ;\n    sh:message "x"@nl , "x"@en .\n',
            )
        ],
        "shapes/garden.ttl:24:73: error [shape-malformed]",
    ),
    "s min above max": (
        [sub(SHAPES, "sh:maxCount 1", "sh:minCount 2 ; sh:maxCount 1")],
        "data/gardens.yaml:8:10: error [since]",
    ),
    "s in quotes": (
        [sub(SHAPES, "sh:class my:Kind", 'sh:in ( "vegetables" )')],
        "data/gardens.yaml:7:9: error [kind-is-a-kind]",
    ),
    "s language nl_NL": (
        [sub(SHAPES, '@nl , "A name', '@nl_NL , "A name')],
        "shapes/garden.ttl:14:42: error: this is not Turtle: Parser error at line 14 column 42: Unexpected character 'N'",
    ),
    "s datatype wrong prefix": (
        [sub(SHAPES, "edtf:EDTF ;", "xsd:EDTF ;")],
        "shapes/garden.ttl:24:61: error: this is not Turtle: Parser error at line 24 between columns 61 and 69: The prefix xsd: has not been declared",
    ),
    "s targetclass missing": (
        [sub(SHAPES, "sh:targetClass my:Garden ; ", "")],
        "shapes/garden.ttl:9:1: error [shape-unused]",
    ),
    "c comma": (
        [sub(CONTEXT, '"my:Garden",', '"my:Garden"')],
        "ontology/context.jsonld:16:5: error: this is not JSON: Expecting ',' delimiter",
    ),
    "c undefined term property": (
        [sub(CONTEXT, '"my:since"', '"my:sinds"')],
        "shapes/garden.ttl:10:37: error [term-unknown]",
    ),
}
