"""ontology/context.jsonld."""

from __future__ import annotations

from .changes import CONTEXT, Cases, folder, pipe, put, remove, sub

CASES: Cases = {
    "missing": ([remove(CONTEXT)], "ontology/context.jsonld:1:1: error: the file cannot be read"),
    "empty": ([put(CONTEXT, "")], "ontology/context.jsonld:1:1: error: this is not JSON"),
    "text": ([put(CONTEXT, "hello")], "ontology/context.jsonld:1:1: error: this is not JSON"),
    "list": ([put(CONTEXT, "[]")], "ontology/context.jsonld:1:1: error: this is no JSON-LD context"),
    "number": ([put(CONTEXT, "3")], "ontology/context.jsonld:1:1: error: this is no JSON-LD context"),
    "no @context": ([put(CONTEXT, '{"a": 1}')], "ontology/context.jsonld:1:1: error: this is no JSON-LD context"),
    "@context list": (
        [put(CONTEXT, '{"@context": []}')],
        "ontology/context.jsonld:1:1: error: this is no JSON-LD context",
    ),
    "@context null": (
        [put(CONTEXT, '{"@context": null}')],
        "ontology/context.jsonld:1:1: error: this is no JSON-LD context",
    ),
    "trailing comma": (
        [sub(CONTEXT, '"id": "@id",', '"id": "@id",,')],
        "ontology/context.jsonld:13:17: error: this is not JSON",
    ),
    "dup": (
        [sub(CONTEXT, '"id": "@id",', '"id": "@id", "id": "@id",')],
        "ontology/context.jsonld:13:18: error: `id` stands twice",
    ),
    "utf16": ([put(CONTEXT, b"\xff\xfe{\x00}\x00")], "ontology/context.jsonld:1:1: error: the file is not UTF-8"),
    "deep": (
        [put(CONTEXT, '{"@context":' + "[" * 100000 + "]" * 100000 + "}")],
        "ontology/context.jsonld:1:1: error: brackets are nested too deep",
    ),
    "folder": ([remove(CONTEXT), folder(CONTEXT)], "ontology/context.jsonld:1:1: error: this is no ordinary file"),
    "pipe": ([remove(CONTEXT), pipe(CONTEXT)], "ontology/context.jsonld:1:1: error: this is no ordinary file"),
    "unknown prefix": (
        [sub(CONTEXT, '"my:kind"', '"mine:kind"')],
        "ontology/context.jsonld:19:5: error: `kind`: unknown prefix in `mine:kind`",
    ),
    "no colon": (
        [sub(CONTEXT, '"my:kind"', '"kind"')],
        "ontology/context.jsonld:19:5: error: `kind`: unknown prefix in `kind`",
    ),
    "space iri": (
        [sub(CONTEXT, '"my:kind"', '"my:ki nd"')],
        "ontology/context.jsonld:19:5: error: `https://example.org/my-dataset/def#ki n",
    ),
    "reverse": (
        [sub(CONTEXT, '{"@id": "my:kind", ', '{"@reverse": "my:kind", ')],
        "ontology/context.jsonld:19:5: error: `kind` names no property",
    ),
    "list container": (
        [sub(CONTEXT, '{"@id": "my:since", ', '{"@id": "my:since", "@container": "@list", ')],
        "ontology/context.jsonld:20:5: error: `since` has the container @list, which r",
    ),
    "no id": (
        [sub(CONTEXT, '{"@id": "my:since", "@type"', '{"@type"')],
        "ontology/context.jsonld:20:5: error: `since` names no property",
    ),
    "type number": (
        [sub(CONTEXT, '"@type": "edtf:EDTF"', '"@type": 3')],
        "ontology/context.jsonld:20:5: error: `since` has a type that is no text",
    ),
    "term number": (
        [sub(CONTEXT, '"since": {"@id": "my:since", "@type": "edtf:EDTF"}', '"since": 3')],
        "ontology/context.jsonld:20:5: error: `since` names no property",
    ),
    "term null": (
        [sub(CONTEXT, '"since": {"@id": "my:since", "@type": "edtf:EDTF"}', '"since": null')],
        "ontology/context.jsonld:20:5: error: `since` names no property",
    ),
    "term list": (
        [sub(CONTEXT, '"since": {"@id": "my:since", "@type": "edtf:EDTF"}', '"since": []')],
        "ontology/context.jsonld:20:5: error: `since` names no property",
    ),
    "vocab missing": (
        [sub(CONTEXT, ', "@context": {"@vocab": "gid:kind/"}', "")],
        "ontology/context.jsonld:19:5: error: `kind` does not say where its words stan",
    ),
    "vocab number": (
        [sub(CONTEXT, '{"@vocab": "gid:kind/"}', '{"@vocab": 3}')],
        "ontology/context.jsonld:19:5: error: `kind` does not say where its words stan",
    ),
    "wrong base": (
        [sub(CONTEXT, '"@base": "https://example.org/my-dataset/id/"', '"@base": "https://example.org/my-dataset/"')],
        "ontology/context.jsonld:4:5: error: `@base` should be `https://example.org/m",
    ),
    "no base": (
        [sub(CONTEXT, '    "@base": "https://example.org/my-dataset/id/",\n', "")],
        "ontology/context.jsonld:1:1: error: `@base` should be `https://example.org/m",
    ),
    "base 3": (
        [sub(CONTEXT, '"@base": "https://example.org/my-dataset/id/"', '"@base": 3')],
        "ontology/context.jsonld:4:5: error: `@base` should be `https://example.org/m",
    ),
    "id wrong": (
        [sub(CONTEXT, '"id": "@id"', '"id": "@type"')],
        "ontology/context.jsonld:13:5: error: `id` should be `@id`",
    ),
    "version 1.0": (
        [sub(CONTEXT, '"@version": 1.1', '"@version": 1.0')],
        "ontology/context.jsonld:3:5: error: `@version` should be 1.1",
    ),
    "@vocab": (
        [sub(CONTEXT, '"@version": 1.1', '"@version": 1.1, "@vocab": "https://x.org/"')],
        "ontology/context.jsonld:3:22: error: `@vocab` is not used by records",
    ),
    "@import": (
        [sub(CONTEXT, '"@version": 1.1', '"@version": 1.1, "@import": "https://x.org/"')],
        "ontology/context.jsonld:3:22: error: `@import` is not used by records",
    ),
    "relative prefix": (
        [sub(CONTEXT, '"my": "https://example.org/my-dataset/def#"', '"my": "def#"')],
        "ontology/context.jsonld:6:5: error: `my`: unknown prefix in `def#`",
    ),
    "prefix space": (
        [sub(CONTEXT, '"my": "https://example.org/my-dataset/def#"', '"my": "https://exa mple.org/def#"')],
        "ontology/context.jsonld:6:5: error: `https://exa mple.org/def#` is no valid",
    ),
    "empty key": (
        [sub(CONTEXT, '"id": "@id",', '"": "my:x", "id": "@id",')],
        "ontology/context.jsonld:13:5: error: `` is not used by records",
    ),
    "NaN": (
        [sub(CONTEXT, '"@version": 1.1', '"@version": NaN')],
        "ontology/context.jsonld:1:1: error: `NaN` is no JSON",
    ),
    "class number": (
        [sub(CONTEXT, '"Garden": "my:Garden"', '"Garden": 3')],
        "ontology/context.jsonld:15:5: error: `Garden` names no property",
    ),
    "no classes": (
        [sub(CONTEXT, '    "Garden": "my:Garden",\n    "Kind": "my:Kind",\n', "")],
        "data/gardens.yaml:2:9: error [unknown-type]",
    ),
    "typo key": ([sub(CONTEXT, '"since":', '"snce":')], "data/gardens.yaml:8:3: error [unknown-key]"),
    "nul": (
        [sub(CONTEXT, '"my:kind"', '"my:\x00kind"')],
        "ontology/context.jsonld:19:25: error: an invisible character",
    ),
    "lone surrogate": (
        [sub(CONTEXT, '"my:kind"', '"my:\\ud800"')],
        "ontology/context.jsonld:19:5: error: `https://example.org/my-dataset/def#�` i",
    ),
    "bom": ([put(CONTEXT, b"\xef\xbb\xbf{}")], "ontology/context.jsonld:1:1: error: this is no JSON-LD context"),
}
