"""Vocabulary, code lists and shapes."""

from __future__ import annotations

from .changes import KINDS, SHAPES, VOCABULARY, Cases, folder, link, pipe, put, remove, sub

CASES: Cases = {
    "vocabulary: syntax": (
        [sub(VOCABULARY, "my:Kind a owl:Class ;", "my:Kind a owl:Class")],
        "ontology/vocabulary.ttl:7:21: error: this is not Turtle",
    ),
    "vocabulary: undeclared prefix": (
        [sub(VOCABULARY, "rdfs:domain my:Garden .", "dc:domain my:Garden .")],
        "ontology/vocabulary.ttl:9:72: error: this is not Turtle",
    ),
    "vocabulary: blank": (
        [sub(VOCABULARY, "rdfs:subClassOf skos:Concept", "rdfs:subClassOf [ a owl:Class ]")],
        "ontology/vocabulary.ttl:7:1: error: a blank node in the vocabulary",
    ),
    "vocabulary: utf16": (
        [put(VOCABULARY, b"\xff\xfea\x00")],
        "ontology/vocabulary.ttl:1:1: error: the file is not UTF-8",
    ),
    "vocabulary: latin1": (
        [sub(VOCABULARY, '"soort"@nl', b'"s\xf3ort"@nl')],
        "ontology/vocabulary.ttl:7:67: error: the file is not UTF-8",
    ),
    "vocabulary: folder": (
        [remove(VOCABULARY), folder(VOCABULARY)],
        "ontology/vocabulary.ttl:1:1: error: this is no ordinary file",
    ),
    "vocabulary: pipe": (
        [remove(VOCABULARY), pipe(VOCABULARY)],
        "ontology/vocabulary.ttl:1:1: error: this is no ordinary file",
    ),
    "vocabulary: loop": (
        [remove(VOCABULARY), link(VOCABULARY, "vocabulary.ttl")],
        "ontology/vocabulary.ttl:1:1: error: the file cannot be read",
    ),
    "vocabulary: bad iri": (
        [sub(VOCABULARY, "<http://www.w3.org/2002/07/owl#>", "<http://www.w3.org/2002 07/owl#>")],
        "ontology/vocabulary.ttl:2:14: error: this is not Turtle",
    ),
    "vocabulary: bad lang": (
        [sub(VOCABULARY, '"soort"@nl', '"soort"@n_l')],
        "ontology/vocabulary.ttl:7:73: error: this is not Turtle",
    ),
    "vocabulary: relative iri": (
        [sub(VOCABULARY, "my:Kind a owl:Class", "<Kind> a owl:Class")],
        "ontology/vocabulary.ttl:7:1: error: this is not Turtle",
    ),
    "vocabulary: unclosed string": (
        [sub(VOCABULARY, '"soort"@nl', '"soort@nl')],
        "ontology/vocabulary.ttl:7:78: error: this is not Turtle",
    ),
    "vocabulary: nul": (
        [sub(VOCABULARY, '"soort"@nl', '"so\x00ort"@nl')],
        "ontology/vocabulary.ttl:7:68: error: an invisible character",
    ),
    "vocabulary: triple term": (
        [sub(VOCABULARY, "rdfs:subClassOf skos:Concept", "rdfs:subClassOf <<( my:a my:b my:c )>>")],
        "ontology/vocabulary.ttl:7:1: error: a triple term",
    ),
    "ontology: unknown file": ([put("ontology/x.owl", "x")], "ontology/x.owl:1:1: error [unknown-file]"),
    "ontology: other jsonld": ([put("ontology/more.jsonld", "{}")], "ontology/more.jsonld:1:1: error [unknown-file]"),
    "ontology: bad kinds": ([put(KINDS, "- id: x\n")], "ontology/kinds.yaml:1:3: error [missing-type]"),
    "ontology: kinds removed": ([remove(KINDS)], "data/gardens.yaml:7:9: error [dangling-reference]"),
    "ontology: folder missing": ([remove("ontology")], "ontology:1:1: error: cannot read"),
    "shapes: none": ([remove(SHAPES)], "shapes:1:1: error: there are no shapes to validate with"),
    "shapes: folder missing": ([remove("shapes")], "shapes:1:1: error: cannot read"),
    "shapes: empty": ([put(SHAPES, "")], "shapes:1:1: error: there are no shapes to validate with"),
    "shapes: comment only": ([put(SHAPES, "# x\n")], "shapes:1:1: error: there are no shapes to validate with"),
    "shapes: syntax": (
        [sub(SHAPES, "sh:uniqueLang true ;", "sh:uniqueLang true")],
        "shapes/garden.ttl:18:5: error: this is not Turtle",
    ),
    "shapes: utf16": ([put(SHAPES, b"\xff\xfex\x00")], "shapes/garden.ttl:1:1: error: the file is not UTF-8"),
    "shapes: misspelt term": (
        [sub(SHAPES, "sh:minCount", "sh:minCuont")],
        "shapes/garden.ttl:13:62: error [shape-term-unknown]",
    ),
    "shapes: misspelt severity": (
        [sub(SHAPES, "sh:path my:since ;", "sh:path my:since ; sh:severity sh:Violaton ;")],
        "shapes/garden.ttl:24:61: error [shape-term-unknown]",
    ),
    "shapes: misspelt path own": (
        [sub(SHAPES, "sh:path my:since", "sh:path my:sinse")],
        "shapes/garden.ttl:24:38: error [term-unknown]",
    ),
    "shapes: misspelt path foreign": (
        [sub(SHAPES, "sh:path skos:prefLabel", "sh:path skos:prefLable")],
        "shapes/garden.ttl:13:45: error [shape-property-unknown]",
    ),
    "shapes: misspelt target": (
        [sub(SHAPES, "sh:targetClass my:Garden", "sh:targetClass my:Gardn")],
        "shapes/garden.ttl:9:42: error [term-unknown]",
    ),
    "shapes: foreign target": (
        [sub(SHAPES, "sh:targetClass my:Garden", "sh:targetClass skos:Garden")],
        "shapes/garden.ttl:9:42: error [shape-class-unknown]",
    ),
    "shapes: misspelt class": (
        [sub(SHAPES, "sh:class my:Kind", "sh:class my:Knd")],
        "shapes/garden.ttl:20:66: error [term-unknown]",
    ),
    "shapes: datatype typo": (
        [sub(SHAPES, "edtf:EDTF", "edtf:EDFT")],
        "shapes/garden.ttl:24:61: error [shape-datatype-unknown]",
    ),
    "shapes: no path": ([sub(SHAPES, "sh:path my:since ; ", "")], "shapes/garden.ttl:24:1: error [shape-malformed]"),
    "shapes: two paths": (
        [sub(SHAPES, "sh:path my:since", "sh:path my:since, my:kind")],
        "shapes/garden.ttl:24:30: error [shape-malformed]",
    ),
    "shapes: mincount text": (
        [sub(SHAPES, "sh:minCount 1", 'sh:minCount "one"')],
        "shapes/garden.ttl:13:62: error [shape-malformed]",
    ),
    "shapes: mincount neg": (
        [sub(SHAPES, "sh:minCount 1", "sh:minCount -1")],
        "shapes/garden.ttl:13:1: error [shape-unusable]",
    ),
    "shapes: mincount two": (
        [sub(SHAPES, "sh:minCount 1", "sh:minCount 1, 2")],
        "shapes/garden.ttl:13:62: error [shape-malformed]",
    ),
    "shapes: undefined ref": (
        [sub(SHAPES, "s:kind-is-a-kind , s:since", "s:kind-is-a-knd , s:since")],
        "shapes/garden.ttl:11:46: error [shape-undefined]",
    ),
    "shapes: undefined node": (
        [sub(SHAPES, "sh:class my:Kind", "sh:node s:nothing")],
        "shapes/garden.ttl:20:65: error [shape-undefined]",
    ),
    "shapes: unused": ([sub(SHAPES, ", s:since .", ".")], "shapes/garden.ttl:24:1: error [shape-unused]"),
    "shapes: closed text": (
        [sub(SHAPES, "sh:closed true", 'sh:closed "yes"')],
        "shapes/garden.ttl:9:54: error [shape-malformed]",
    ),
    "shapes: bad in": (
        [sub(SHAPES, "sh:class my:Kind", "sh:in my:Kind")],
        "shapes/garden.ttl:20:57: error [shape-malformed]",
    ),
    "shapes: bad pattern": (
        [sub(SHAPES, "sh:class my:Kind", 'sh:pattern "["')],
        "shapes/garden.ttl:20:1: error [shape-unusable]",
    ),
    "shapes: target literal": (
        [sub(SHAPES, "sh:targetClass my:Garden", 'sh:targetClass "Garden"')],
        "shapes/garden.ttl:9:27: error [shape-malformed]",
    ),
    "shapes: bad lang": (
        [sub(SHAPES, '"Er is een naam nodig."@nl', '"Er is"@nederlands_')],
        "shapes/garden.ttl:14:24: error: this is not Turtle",
    ),
    "shapes: message num": (
        [sub(SHAPES, '"Er is een naam nodig."@nl', "3")],
        "shapes/garden.ttl:14:5: error [shape-malformed]",
    ),
    "shapes: in dangling": (
        [sub(SHAPES, "sh:class my:Kind", "sh:in ( <https://example.org/my-dataset/id/kind/nothing> )")],
        "shapes/garden.ttl:20:65: error [term-unknown]",
    ),
    "shapes: unknown prefix": (
        [sub(SHAPES, "sh:class my:Kind", "shh:class my:Kind")],
        "shapes/garden.ttl:20:57: error: this is not Turtle",
    ),
    "shapes: stray": ([put("shapes/more.shacl", "x")], "shapes/more.shacl:1:1: error [stray-file]"),
    "shapes: subfolder broken": ([put("shapes/sub/x.ttl", "x")], "shapes/sub/x.ttl:1:1: error: this is not Turtle"),
    "shapes: folder as file": (
        [remove(SHAPES), folder(SHAPES)],
        "shapes/garden.ttl:1:1: error: this is no ordinary file",
    ),
    "shapes: pipe": ([remove(SHAPES), pipe(SHAPES)], "shapes/garden.ttl:1:1: error: this is no ordinary file"),
    "shapes: nul": ([sub(SHAPES, "naam", "na\x00am")], "shapes/garden.ttl:14:29: error: an invisible character"),
    "shapes: no target": (
        [sub(SHAPES, "sh:targetClass my:Garden ; ", "")],
        "shapes/garden.ttl:9:1: error [shape-unused]",
    ),
    "shapes: sparql": (
        [sub(SHAPES, "sh:class my:Kind", 'sh:sparql [ sh:select "nonsense" ]')],
        "shapes/garden.ttl:20:1: error [shape-unusable]",
    ),
    "shapes: message under dct": (
        [sub(SHAPES, "sh:path my:since", 'sh:path my:since ; sh:mesage "x"')],
        "shapes/garden.ttl:24:49: error [shape-term-unknown]",
    ),
    "shapes: list unclosed": (
        [sub(SHAPES, "my:sinceLatest )", "my:sinceLatest ")],
        "shapes/garden.ttl:10:70: error: this is not Turtle",
    ),
    "shapes: property literal": (
        [sub(SHAPES, "sh:property s:name-present", 'sh:property "x", s:name-present')],
        "shapes/garden.ttl:11:5: error [shape-undefined]",
    ),
    "shapes: lessThan typo": (
        [sub(SHAPES, "sh:maxCount 1", "sh:maxCount 1 ; sh:lessThan my:untill")],
        "shapes/garden.ttl:24:101: error [term-unknown]",
    ),
    "shapes: ignored not list": (
        [sub(SHAPES, "( rdf:type my:sinceEarliest my:sinceLatest )", "rdf:type")],
        "shapes/garden.ttl:10:5: error [shape-malformed]",
    ),
    "shapes: langin": (
        [sub(SHAPES, "sh:uniqueLang true", 'sh:languageIn "nl"')],
        "shapes/garden.ttl:17:58: error [shape-malformed]",
    ),
    "shapes: minlength": (
        [sub(SHAPES, "sh:uniqueLang true", "sh:minLength 2.5")],
        "shapes/garden.ttl:17:58: error [shape-malformed]",
    ),
    "shapes: nodekind": (
        [sub(SHAPES, "sh:uniqueLang true", "sh:nodeKind sh:Iri")],
        "shapes/garden.ttl:17:58: error [shape-malformed]",
    ),
}
