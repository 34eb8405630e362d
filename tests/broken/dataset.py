"""data/dataset.yaml."""

from __future__ import annotations

from .changes import DATASET, Cases, folder, link, pipe, put, remove, sub

CASES: Cases = {
    "empty": ([put(DATASET, "")], "data/dataset.yaml:1:1: error: the file is empty"),
    "blank": ([put(DATASET, "\n\n")], "data/dataset.yaml:1:1: error: the file is empty"),
    "list": ([put(DATASET, "- a\n")], "data/dataset.yaml:1:1: error: data/dataset.yaml should hold keys and v"),
    "text": ([put(DATASET, "hello\n")], "data/dataset.yaml:1:1: error: data/dataset.yaml should hold keys and v"),
    "broken yaml": ([put(DATASET, "title: {nl: [\n")], "data/dataset.yaml:2:1: error: this is not YAML"),
    "tab": ([put(DATASET, "title:\n\tnl: x\n")], "data/dataset.yaml:2:1: error: this is not YAML"),
    "dup key": (
        [sub(DATASET, "prefix: my", "prefix: my\nprefix: me")],
        "data/dataset.yaml:10:1: error: key `prefix` stands here a second time (",
    ),
    "prefix of another": (
        [sub(DATASET, "prefix: my", "prefix: me")],
        "data/dataset.yaml:9:9: error: `prefix: me` is not what ontology/context.jsonld",
    ),
    "key without effect": (
        [sub(DATASET, "prefix: my", "language: [nl, en]\nprefix: my")],
        "data/dataset.yaml:9:1: error: there is no key `language`",
    ),
    "anchor": (
        [sub(DATASET, "prefix: my", "prefix: &a my")],
        "data/dataset.yaml:9:9: error: anchors and aliases are not used here: `",
    ),
    "utf16": (
        [put(DATASET, b"\xff\xfet\x00i\x00t\x00l\x00e\x00:\x00 \x00x\x00")],
        "data/dataset.yaml:1:1: error: the file is not UTF-8",
    ),
    "latin1": ([put(DATASET, b"title: {nl: \xe9}\n")], "data/dataset.yaml:1:13: error: the file is not UTF-8"),
    "nul": ([sub(DATASET, "prefix: my", "prefix: m\x00y")], "data/dataset.yaml:9:10: error: an invisible character"),
    "no base": (
        [sub(DATASET, "base: https://example.org/my-dataset/\n", "")],
        "data/dataset.yaml:2:1: error: `base` should be like",
    ),
    "base no slash": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://example.org/my-dataset")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base space": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://exa mple.org/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base relative": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: my-dataset/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base ftp": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: ftp://x.org/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base hash": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org/a#/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base query": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org/?a=/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base bracket": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org/<a>/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base list": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: [https://x.org/]")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base empty host": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https:///x/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base badport": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org:port/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base percent": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org/%zz/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "base dotdot": (
        [sub(DATASET, "base: https://example.org/my-dataset/", "base: https://x.org/a/../b/")],
        "data/dataset.yaml:8:7: error: `base` should be like",
    ),
    "no name": ([sub(DATASET, "name: my-dataset\n", "")], "data/dataset.yaml:2:1: error: `name` should be like"),
    "name space": (
        [sub(DATASET, "name: my-dataset", "name: my dataset")],
        "data/dataset.yaml:10:7: error: `name` should be like",
    ),
    "name slash": (
        [sub(DATASET, "name: my-dataset", "name: ../evil")],
        "data/dataset.yaml:10:7: error: `name` should be like",
    ),
    "name capitals": (
        [sub(DATASET, "name: my-dataset", "name: MyData")],
        "data/dataset.yaml:10:7: error: `name` should be like",
    ),
    "name store": (
        [sub(DATASET, "name: my-dataset", "name: store")],
        "data/dataset.yaml:10:7: error: `name: store` is taken",
    ),
    "name context": (
        [sub(DATASET, "name: my-dataset", "name: context")],
        "data/dataset.yaml:10:7: error: `name: context` is taken",
    ),
    "no prefix": ([sub(DATASET, "prefix: my\n", "")], "data/dataset.yaml:2:1: error: `prefix` should be like"),
    "prefix bad": (
        [sub(DATASET, "prefix: my", 'prefix: "my:"')],
        "data/dataset.yaml:9:9: error: `prefix` should be like",
    ),
    "no version": ([sub(DATASET, "version: 0.1.0\n", "")], "data/dataset.yaml:2:1: error: `version` should be like"),
    "version bad": (
        [sub(DATASET, "version: 0.1.0", "version: v1")],
        "data/dataset.yaml:11:10: error: `version` should be like",
    ),
    "version short": (
        [sub(DATASET, "version: 0.1.0", 'version: "1.0"')],
        "data/dataset.yaml:11:10: error: `version` should be like",
    ),
    "no title": (
        [sub(DATASET, "title:\n  nl: Buurttuinen\n  en: Community gardens\n", "")],
        "data/dataset.yaml:2:1: error: `title` is missing",
    ),
    "title text": (
        [sub(DATASET, "title:\n  nl: Buurttuinen\n  en: Community gardens\n", "title: Buurttuinen\n")],
        "data/dataset.yaml:2:8: error: `title` is written per language",
    ),
    "title empty": (
        [sub(DATASET, "title:\n  nl: Buurttuinen\n  en: Community gardens\n", 'title: {nl: ""}\n')],
        "data/dataset.yaml:2:13: error: `title` in `nl` should be a text",
    ),
    "title badlang": (
        [sub(DATASET, "  nl: Buurttuinen", "  Nederlands: Buurttuinen")],
        "data/dataset.yaml:3:3: error: `Nederlands` is no language tag",
    ),
    "title nested": (
        [sub(DATASET, "  nl: Buurttuinen", "  nl: [a, b]")],
        "data/dataset.yaml:3:7: error: `title` in `nl` should be a text",
    ),
    "unknown key": (
        [sub(DATASET, "prefix: my", "prefix: my\npublsher: {nl: x}")],
        "data/dataset.yaml:10:1: error: there is no key `publsher`",
    ),
    "contact bad": (
        [sub(DATASET, "prefix: my", "prefix: my\ncontact: Jan > Piet")],
        "data/dataset.yaml:10:10: error: `contact` should be like `mailto:data@example.org`",
    ),
    "theme bad": (
        [sub(DATASET, "prefix: my", "prefix: my\ntheme: [SOCI]")],
        "data/dataset.yaml:10:8: error: `theme` should be like",
    ),
    "site bad": (
        [sub(DATASET, "prefix: my", "prefix: my\nsite: data.example.org")],
        "data/dataset.yaml:10:7: error: `site` should be like",
    ),
    "licence bad": (
        [sub(DATASET, "licence: https://creativecommons.org/licenses/by/4.0/", "licence: cc by")],
        "data/dataset.yaml:12:10: error: `licence` should be like",
    ),
    "no licence": (
        [sub(DATASET, "licence: https://creativecommons.org/licenses/by/4.0/\n", "")],
        "data/dataset.yaml:2:1: error: `licence` should be like",
    ),
    "missing": ([remove(DATASET)], "data/dataset.yaml:1:1: error: "),
    "folder": ([remove(DATASET), folder(DATASET)], "data/dataset.yaml:1:1: error: this is no ordinary file"),
    "loop": ([remove(DATASET), link(DATASET, "dataset.yaml")], "data/dataset.yaml:1:1: error: the file cannot be read"),
    "pipe": ([remove(DATASET), pipe(DATASET)], "data/dataset.yaml:1:1: error: this is no ordinary file"),
    "two docs": (
        [sub(DATASET, "prefix: my", "prefix: my\n---\na: b")],
        "data/dataset.yaml:10:1: error: a second document begins here; a file ho",
    ),
}
