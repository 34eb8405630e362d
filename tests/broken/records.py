"""Records in YAML."""

from __future__ import annotations

from .changes import GARDEN, YAML, Cases, put

CASES: Cases = {
    "self ref": (
        [put(YAML, "- id: k2\n  type: Kind\n  name: {nl: k}\n  kind: k2\n")],
        "data/x.yaml:4:9: error [self-reference]",
    ),
    "case fold ids": (
        [put(YAML, GARDEN + "- id: HOF\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:5:7: error [bad-id]",
    ),
    "nfc ids": (
        [put(YAML, GARDEN.replace("ho", "hóf\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n- id: hó"))],
        "data/x.yaml:1:7: error [bad-id]",
    ),
    "cyrillic id": ([put(YAML, GARDEN.replace("ho", "hо"))], "data/x.yaml:1:7: error [bad-id]"),
    "turkish id": ([put(YAML, GARDEN.replace("ho", "hı"))], "data/x.yaml:1:7: error [bad-id]"),
    "id null": ([put(YAML, GARDEN.replace("hof", "~"))], "data/x.yaml:1:7: error [bad-id]"),
    "id true": ([put(YAML, GARDEN.replace("hof", "{a: b}"))], "data/x.yaml:1:7: error [bad-id]"),
    "id newline": ([put(YAML, GARDEN.replace("hof", '"h\\nof"'))], "data/x.yaml:1:7: error [bad-id]"),
    "id leading dash": (
        [put(YAML, "- id: -hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:1:7: error [bad-id]",
    ),
    "id double dash": ([put(YAML, GARDEN.replace("hof", "a--b"))], "data/x.yaml:1:7: error [bad-id]"),
    "id underscore": ([put(YAML, GARDEN.replace("hof", "a_b"))], "data/x.yaml:1:7: error [bad-id]"),
    "id percent": ([put(YAML, GARDEN.replace("hof", '"a%20b"'))], "data/x.yaml:1:7: error [bad-id]"),
    "id colon": ([put(YAML, GARDEN.replace("hof", "a:b"))], "data/x.yaml:1:7: error [bad-id]"),
    "id query": ([put(YAML, GARDEN.replace("hof", "a?b"))], "data/x.yaml:1:7: error [bad-id]"),
    "id html": ([put(YAML, GARDEN.replace("hof", "<b>"))], "data/x.yaml:1:7: error [bad-id]"),
    "id dup across files": (
        [put("data/a.yaml", GARDEN), put("data/b.yaml", GARDEN)],
        "data/b.yaml:1:7: error [duplicate-id]",
    ),
    "id dup csv yaml": (
        [put("data/a.yaml", GARDEN), put("data/b.csv", "id,type,name@nl\nhof,Garden,x\n")],
        "data/b.csv:2:1: error [duplicate-id]",
    ),
    "ref empty": ([put(YAML, GARDEN.replace("vegetables", '""'))], "data/x.yaml:4:3: error [empty-value]"),
    "ref null": ([put(YAML, GARDEN.replace("vegetables", "~"))], "data/x.yaml:4:9: error [bad-id]"),
    "ref capital": ([put(YAML, GARDEN.replace("v", "V"))], "data/x.yaml:4:9: error [bad-id]"),
    "ref full iri": (
        [
            put(
                YAML,
                "- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: https://example.org/my-dataset/id/kind/vegetables\n",
            )
        ],
        "data/x.yaml:4:9: error [bad-id]",
    ),
    "ref slash": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: kind/vegetables\n")],
        "data/x.yaml:4:9: error [bad-id]",
    ),
    "ref nested list": (
        [put(YAML, GARDEN.replace("vegetables", "[[vegetables]]"))],
        "data/x.yaml:4:10: error [text-expected]",
    ),
    "ref list empty item": (
        [put(YAML, GARDEN.replace("vegetables", "[vegetables, ]\n  since:"))],
        "data/x.yaml:5:3: error [empty-value]",
    ),
    "ref other class": (
        [put(YAML, GARDEN.replace("vegetables", "hof"))],
        "data/x.yaml:4:9: error [dangling-reference]",
    ),
    "date: 2017-2-3": ([put(YAML, GARDEN + "  since: 2017-2-3\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 17-02-03": ([put(YAML, GARDEN + "  since: 17-02-03\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017/02/03": ([put(YAML, GARDEN + "  since: 2017/02/03\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 03-02-2017": ([put(YAML, GARDEN + "  since: 03-02-2017\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-02-29": ([put(YAML, GARDEN + "  since: 2017-02-29\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2016-02-30": ([put(YAML, GARDEN + "  since: 2016-02-30\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-00": ([put(YAML, GARDEN + "  since: 2017-00\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-13-01": ([put(YAML, GARDEN + "  since: 2017-13-01\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-W05": ([put(YAML, GARDEN + "  since: 2017-W05\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 20170203": ([put(YAML, GARDEN + "  since: 20170203\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-02-03T10:00": (
        [put(YAML, GARDEN + "  since: 2017-02-03T10:00\n")],
        "data/x.yaml:5:10: error [impossible-date]",
    ),
    "date: 2017?": ([put(YAML, GARDEN + "  since: 2017?\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: circa 2017": ([put(YAML, GARDEN + "  since: circa 2017\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-02-": ([put(YAML, GARDEN + "  since: 2017-02-\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: -2017": ([put(YAML, GARDEN + "  since: -2017\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 0000": ([put(YAML, GARDEN + "  since: 0000\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 02017": ([put(YAML, GARDEN + "  since: 02017\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: ２０１７": ([put(YAML, GARDEN + "  since: ２０１７\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017 ": ([put(YAML, GARDEN + '  since: "2017 "\n')], "data/x.yaml:5:10: error [impossible-date]"),
    "date:  2017": ([put(YAML, GARDEN + '  since: " 2017"\n')], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2017-04-31": ([put(YAML, GARDEN + "  since: 2017-04-31\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 20xx": ([put(YAML, GARDEN + "  since: 20xx\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: 2018/2017": ([put(YAML, GARDEN + "  since: 2018/2017\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: now": ([put(YAML, GARDEN + "  since: now\n")], "data/x.yaml:5:10: error [impossible-date]"),
    "date: [2017]x": ([put(YAML, GARDEN + "  since: [2017]x\n")], "data/x.yaml:5:16: error [yaml-syntax]"),
    "yaml: doc end": ([put(YAML, GARDEN + "...\nfoo\n")], "data/x.yaml:6:1: error [yaml-syntax]"),
    "yaml: str tag": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: !!str Hof}\n  kind: vegetables\n")],
        "data/x.yaml:3:14: error [yaml-tag]",
    ),
    "yaml: binary tag": (
        [put(YAML, GARDEN.replace("{nl: Hof}", "!!binary aGk="))],
        "data/x.yaml:3:9: error [yaml-tag]",
    ),
    "yaml: set": ([put(YAML, GARDEN.replace(": Hof", ", en"))], "data/x.yaml:3:12: error [empty-value]"),
    "yaml: bare question": ([put(YAML, GARDEN.replace("{nl: Hof}", "? nl"))], "data/x.yaml:3:9: error [yaml-syntax]"),
    "yaml: block key": ([put(YAML, GARDEN + "  ? |\n    a\n  : b\n")], "data/x.yaml:5:5: error [unknown-key]"),
    "yaml: null key": ([put(YAML, GARDEN + "  ~: x\n")], "data/x.yaml:5:3: error [unknown-key]"),
    "yaml: colon missing": ([put(YAML, GARDEN + "  since 2017\n")], "data/x.yaml:6:1: error [yaml-syntax]"),
    "yaml: no space after colon": ([put(YAML, GARDEN + "  since:2017\n")], "data/x.yaml:6:1: error [yaml-syntax]"),
    "yaml: flow unclosed": ([put(YAML, GARDEN.replace("}", ""))], "data/x.yaml:4:7: error [yaml-syntax]"),
    "yaml: flow extra": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: Hof}}\n  kind: vegetables\n")],
        "data/x.yaml:3:18: error [yaml-syntax]",
    ),
    "yaml: quote extra": ([put(YAML, GARDEN.replace("Hof", '"Hof""'))], "data/x.yaml:5:1: error [yaml-syntax]"),
    "yaml: bad escape": ([put(YAML, GARDEN.replace("Hof", '"H\\qof"'))], "data/x.yaml:3:16: error [yaml-syntax]"),
    "yaml: dedent": ([put(YAML, GARDEN + " since: 2017\n")], "data/x.yaml:5:2: error [yaml-syntax]"),
    "yaml: indent": ([put(YAML, GARDEN + "    since: 2017\n")], "data/x.yaml:5:10: error [yaml-syntax]"),
    "yaml: tab indent": ([put(YAML, GARDEN + "\tsince: 2017\n")], "data/x.yaml:5:1: error [yaml-syntax]"),
    "yaml: tab before value": (
        [put(YAML, GARDEN + "  since:\t2017-13\n")],
        "data/x.yaml:5:10: error [impossible-date]",
    ),
    "yaml: mapping in list of text": (
        [put(YAML, GARDEN.replace("Hof", "[{a: b}]"))],
        "data/x.yaml:3:15: error [text-expected]",
    ),
    "yaml: lang map deep": ([put(YAML, GARDEN.replace("Hof", "{x: y}"))], "data/x.yaml:3:14: error [text-expected]"),
    "yaml: empty lang": ([put(YAML, GARDEN.replace("nl", '""'))], "data/x.yaml:3:10: error [bad-language]"),
    "yaml: lang spaces": ([put(YAML, GARDEN.replace("nl", '"n l"'))], "data/x.yaml:3:10: error [bad-language]"),
    "yaml: lang underscore": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl_NL: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:3:10: error [bad-language]",
    ),
    "yaml: lang upper": ([put(YAML, GARDEN.replace("nl", "NL"))], "data/x.yaml:3:10: error [bad-language]"),
    "yaml: lang long": ([put(YAML, GARDEN.replace("nl", "abcdefghij"))], "data/x.yaml:3:10: error [bad-language]"),
    "yaml: no lang": ([put(YAML, GARDEN.replace("nl: Hof", ""))], "data/x.yaml:3:3: error [empty-value]"),
    "yaml: list of lists": (
        [put(YAML, "- - id: hof\n    type: Garden\n    name: {nl: Hof}\n    kind: vegetables\n  ")],
        "data/x.yaml:1:3: error [record-expected]",
    ),
    "yaml: reserved @": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: @Hof}\n  kind: vegetables\n")],
        "data/x.yaml:3:14: error [yaml-syntax]",
    ),
    "yaml: reserved `": ([put(YAML, GARDEN.replace("Hof", "`Hof`"))], "data/x.yaml:3:14: error [yaml-syntax]"),
    "yaml: dup id key": (
        [put(YAML, "- id: hof\n  id: tuin\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:2:3: error [dash-forgotten]",
    ),
    "yaml: dup deep": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: Hof, en: a, en: b}\n  kind: vegetables\n")],
        "data/x.yaml:3:26: error [duplicate-key]",
    ),
    "yaml: many anchors": (
        [put(YAML, "".join(f"- &a{i} x\n" for i in range(1000)))],
        "data/x.yaml:1:3: error [yaml-anchor]",
    ),
    "yaml: huge list": (
        [put(YAML, "- [" + ",".join(["a"] * 200000) + "]\n")],
        "data/x.yaml:1:3: error [record-expected]",
    ),
    "yaml: percent": (
        [put(YAML, "- id: hof\n  type: Garden\n  name: {nl: %Hof}\n  kind: vegetables\n")],
        "data/x.yaml:3:14: error [yaml-syntax]",
    ),
    "yaml: doc markers": ([put(YAML, "---\n" + GARDEN + "---\n")], "data/x.yaml:6:1: error [yaml-documents]"),
    "yaml: type null": ([put(YAML, GARDEN.replace("Garden", "~"))], "data/x.yaml:2:9: error [unknown-type]"),
    "yaml: type lower": ([put(YAML, GARDEN.replace("G", "g"))], "data/x.yaml:2:9: error [unknown-type]"),
    "yaml: type iri": (
        [put(YAML, "- id: hof\n  type: my:Garden\n  name: {nl: Hof}\n  kind: vegetables\n")],
        "data/x.yaml:2:9: error [unknown-type]",
    ),
    "yaml: type twice": ([put(YAML, GARDEN + "  type: Garden\n")], "data/x.yaml:5:3: error [duplicate-key]"),
    "yaml: context key": ([put(YAML, GARDEN + '  "@context": {}\n')], "data/x.yaml:5:3: error [unknown-key]"),
    "yaml: graph key": ([put(YAML, '- "@graph": []\n')], "data/x.yaml:1:3: error [missing-id]"),
    "yaml: @type": ([put(YAML, GARDEN.replace("type", '"@type"'))], "data/x.yaml:1:3: error [missing-type]"),
    "yaml: comment only value": ([put(YAML, GARDEN + "  since: # later\n")], "data/x.yaml:5:3: error [empty-value]"),
    "yaml: folded no indent": ([put(YAML, GARDEN + "  since: >\n2017\n")], "data/x.yaml:7:1: error [yaml-syntax]"),
    "yaml: bad block indent": ([put(YAML, GARDEN + "  since: |99\n   x\n")], "data/x.yaml:5:12: error [yaml-syntax]"),
    "yaml: invisible key": ([put(YAML, GARDEN + "  si\u200bnce: 2017\n")], "data/x.yaml:5:3: error [unknown-key]"),
    "yaml: evidence": (
        [put(YAML, GARDEN + '  evidence: [{find: "a | b | c"}]\n')],
        "data/x.yaml:5:3: error [unknown-key]",
    ),
}
