"""Queries made to bring a SPARQL server down: by time, by memory, by nesting, by reaching out."""

from __future__ import annotations

from collections.abc import Iterator

ALL = "?s ?p ?o . "
DEEP = 10_000


def deaths() -> Iterator[tuple[str, str]]:
    """Name and text of each query."""
    yield from _of_time()
    yield from _of_memory()
    yield from _of_nesting()
    yield from _of_length()


def _of_time() -> Iterator[tuple[str, str]]:
    product = "".join(f"?s{n} ?p{n} ?o{n} . " for n in range(6))
    yield "product counted", f"SELECT (COUNT(*) AS ?n) {{ {product} }}"
    yield "product sorted by its end", f"SELECT * {{ {product} }} ORDER BY DESC(?o5) LIMIT 1"
    yield "product asked for what is not", f"ASK {{ {product} FILTER(?o5 = 'never' && ?s0 = ?o1) }}"
    yield "product made distinct", f"SELECT DISTINCT ?o3 ?o1 ?s5 {{ {product} }} OFFSET 100000000 LIMIT 1"
    yield "product in a template", f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {product} }} OFFSET 100000000 LIMIT 1"
    yield "product not existing", f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {product} FILTER(?o5 = 'never') }} }}"
    yield "product taken away", f"SELECT * {{ ?s ?p ?o MINUS {{ ?s ?q ?z . {product} }} }}"
    yield "product optional", f"SELECT (COUNT(*) AS ?n) {{ OPTIONAL {{ {product} }} }}"
    unions = "{ " + " } UNION { ".join([product] * 4) + " }"
    yield "products united", f"SELECT (COUNT(*) AS ?n) {{ {unions} }}"
    yield "product with far offset", f"SELECT * {{ {product} }} OFFSET 9000000000000000000 LIMIT 1"
    yield (
        "path of everything, both ends free",
        "SELECT (COUNT(*) AS ?n) { ?s (<urn:a>|!<urn:a>)* ?o . ?a (<urn:a>|!<urn:a>)* ?b }",
    )
    yield "path of everything backwards", "SELECT (COUNT(*) AS ?n) { ?s ((<urn:a>|!<urn:a>)|^(<urn:a>|!<urn:a>))+ ?o }"
    stars = "(" * 12 + "<urn:a>|!<urn:a>" + ")*" * 12
    yield "stars on stars", f"SELECT (COUNT(*) AS ?n) {{ ?s {stars} ?o . ?o {stars} ?z }}"
    steps = "/".join(["(!<urn:a>|^!<urn:a>)"] * 12)
    yield "twelve steps anywhere", f"SELECT (COUNT(*) AS ?n) {{ ?s {steps} ?o }}"
    choices = "/".join(["(!<urn:a>)?"] * 30)
    yield "thirty optional steps", f"SELECT (COUNT(*) AS ?n) {{ ?s {choices} ?o }}"
    yield "paths crossed", "SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>)+ ?b . ?c (!<urn:a>)+ ?d FILTER(?b = ?d) }"
    yield "filter on a product", f"SELECT * {{ {product} FILTER(STRLEN(CONCAT(STR(?o0), STR(?o5))) = 1000000) }}"
    yield (
        "regex that backtracks",
        f"SELECT * {{ {ALL} ?a ?b ?c FILTER(REGEX(CONCAT(STR(?o), STR(?c)), '^(([a-z])+.)+[A-Z]([a-z])+$')) }}",
    )
    yield (
        "regex of nested repeats",
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '((((a{1,100}){1,100}){1,100}){1,100})')) }",
    )
    yield "regex of a large count", "ASK { FILTER(REGEX('aaaa', '(a{0,1000}){0,1000}')) }"
    yield (
        "regex of classes",
        "SELECT * { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(STR(?o), CONCAT('[', STR(?c), ']{50,99}'))) }",
    )
    hashes = "SHA512(" * 200 + "STR(?o)" + ")" * 200
    yield "hash of hashes on a product", f"SELECT (COUNT(*) AS ?n) {{ {product} FILTER({hashes} = 'x') }}"
    yield "random order", f"SELECT * {{ {product} }} ORDER BY RAND() LIMIT 1"
    yield "sums of random numbers", f"SELECT (SUM(RAND()) AS ?n) {{ {product} }}"
    yield "values by values", f"SELECT (COUNT(*) AS ?n) {{ {_values(6, 100)} }}"
    yield "binds that double", f"SELECT (COUNT(*) AS ?n) {{ {_doubling(40)} }}"
    subqueries = "{ SELECT ?s { " * 6 + ALL + "} } " * 6
    yield "subqueries multiplied", f"SELECT (COUNT(*) AS ?n) {{ {subqueries} {product} }}"
    yield "describing everything", "DESCRIBE ?s ?o { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"


def _values(columns: int, rows: int) -> str:
    row = " ".join(str(n) for n in range(rows))
    return " ".join(f"VALUES ?v{n} {{ {row} }}" for n in range(columns))


def _doubling(times: int) -> str:
    return " ".join(f"{{ BIND({n} AS ?b{n}) }} UNION {{ BIND(-{n} AS ?b{n}) }}" for n in range(times))


def _of_memory() -> Iterator[tuple[str, str]]:
    product = "?s ?p ?o . ?a ?b ?c . "
    growing = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1}) " for n in range(40))
    yield "text doubled forty times", f"SELECT (STRLEN(?t40) AS ?n) {{ BIND('x' AS ?t0) {growing} }}"
    yield "text doubled and answered", f"SELECT ?t40 {{ BIND('x' AS ?t0) {growing} }}"
    replaced = "REPLACE(" * 12 + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 12
    yield "text replaced by more", f"SELECT (STRLEN({replaced}) AS ?n) {{}}"
    encoded = "ENCODE_FOR_URI(" * 40 + "'%%%%%%%%'" + ")" * 40
    yield "text encoded forty times", f"SELECT (STRLEN({encoded}) AS ?n) {{}}"
    yield "everything in one text", f"SELECT (GROUP_CONCAT(CONCAT(STR(?o), STR(?c))) AS ?t) {{ {product} }}"
    yield (
        "everything in one text, apart",
        f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?o), STR(?c))) AS ?t) {{ {product} }}",
    )
    yield "product sorted", f"SELECT * {{ {product} }} ORDER BY ?o ?c DESC(?s)"
    yield "product grouped", f"SELECT ?o ?c (COUNT(*) AS ?n) {{ {product} }} GROUP BY ?o ?c"
    yield (
        "product grouped by a text",
        f"SELECT ?t (COUNT(*) AS ?n) {{ {product} }} GROUP BY (CONCAT(STR(?o), STR(?c)) AS ?t)",
    )
    yield "product distinct", f"SELECT DISTINCT * {{ {product} }}"
    yield "product answered", f"SELECT * {{ {product} }}"
    yield "product of graphs answered", f"CONSTRUCT {{ ?s ?b ?o . ?a ?p ?c }} {{ {product} }}"
    yield "product joined by nothing", f"SELECT * {{ {{ {product} }} {{ ?d ?e ?f . ?g ?h ?i }} }}"
    yield (
        "sample of concatenations",
        f"SELECT (SAMPLE(CONCAT({', '.join(['STR(?o)'] * 2000)})) AS ?t) {{ {product} }} GROUP BY ?s ?c",
    )
    yield "distinct blank nodes", f"SELECT DISTINCT (BNODE() AS ?z) {{ {product} }}"
    yield "distinct identifiers", f"SELECT DISTINCT (UUID() AS ?u) (STRUUID() AS ?v) {{ {product} }}"
    yield "new triples without end", f"CONSTRUCT {{ [] ?p [ ?b [ ?p ?c ] ] }} {{ {product} }}"
    yield "number too long to hold", f"SELECT (1{'0' * 5000} * 1{'0' * 5000} AS ?n) {{}}"
    yield "decimal of many digits", f"SELECT (1.{'1' * 5000} / 3.{'3' * 5000} AS ?n) {{}}"


def _of_nesting() -> Iterator[tuple[str, str]]:
    yield "braces", "SELECT * " + "{" * DEEP + "}" * DEEP
    yield "braces left open", "SELECT * " + "{" * DEEP
    yield "parentheses", "SELECT * { FILTER" + "(" * DEEP + "1" + ")" * DEEP + " }"
    yield "parentheses left open", "ASK { FILTER" + "(" * DEEP
    yield "brackets", "SELECT * { ?s ?p " + "[ ?p " * DEEP + "1" + "]" * DEEP + " }"
    yield "lists", "SELECT * { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + " }"
    yield "not", "SELECT * { FILTER(" + "!" * DEEP + "true) }"
    yield "minus", "SELECT * { FILTER(" + "-(" * DEEP + "1" + ")" * DEEP + " = 1) }"
    yield "functions", "SELECT * { FILTER(" + "STR(" * DEEP + "'x'" + ")" * DEEP + " = 'x') }"
    yield "functions, four kilobytes", "ASK { FILTER(" + "ABS(" * 800 + "1" + ")" * 800 + " = 1) }"
    yield "coalesce", "SELECT (" + "COALESCE(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}"
    yield "if", "SELECT (" + "IF(true, " * DEEP + "1" + ", 2)" * DEEP + " AS ?x) {}"
    yield "exists", "ASK { " + "FILTER EXISTS { " * DEEP + "}" * DEEP + " }"
    yield "optional", "SELECT * { " + "OPTIONAL { ?s ?p ?o " * DEEP + "}" * DEEP + " }"
    yield "minus groups", "SELECT * { " + "?s ?p ?o MINUS { " * DEEP + "}" * DEEP + " }"
    yield "subqueries", "SELECT * { " + "{ SELECT * { " * DEEP + "} } " * DEEP + " }"
    yield "paths", "SELECT * { ?s " + "(" * DEEP + "<urn:a>" + ")" * DEEP + " ?o }"
    yield "paths turned", "SELECT * { ?s " + "^(" * DEEP + "<urn:a>" + ")" * DEEP + " ?o }"
    yield "stars", "SELECT * { ?s " + "(" * DEEP + "<urn:a>" + ")*" * DEEP + " ?o }"
    yield "quoted triples", "SELECT * { " + "<< " * DEEP + "?s ?p ?o" + " >> ?p ?o" * DEEP + " }"
    yield "graphs", "SELECT * { " + "GRAPH ?g { " * DEEP + "}" * DEEP + " }"
    yield "brackets in a regex", "ASK { FILTER(REGEX('x', '" + "(" * DEEP + "x" + ")" * DEEP + "')) }"
    yield "repeats in a regex", "ASK { FILTER(REGEX('x', '" + "(" * 60 + "x" + "{9}){9}" * 59 + ")')) }"


def _of_length() -> Iterator[tuple[str, str]]:
    many = 20_000
    yield "terms of a sum", "SELECT (" + " + ".join(["1"] * many) + " AS ?x) {}"
    yield "terms of an or", "ASK { ?s ?p ?o FILTER(" + " || ".join(["?o = 1"] * many) + ") }"
    yield "alternatives of a path", "SELECT * { ?s " + "|".join(f"<urn:{n}>" for n in range(many)) + " ?o }"
    yield "steps of a path", "SELECT * { ?s " + "/".join(["<urn:a>"] * many) + " ?o }"
    yield "negated steps", "SELECT (COUNT(*) AS ?n) { ?s !(" + "|".join(f"<urn:{n}>" for n in range(many)) + ") ?o }"
    yield "triples", "SELECT * { " + "?s ?p ?o . " * many + "}"
    yield "triples, each free", "ASK { " + "".join(f"?s{n} ?p{n} ?o{n} . " for n in range(2000)) + "}"
    yield "unions", "SELECT * { " + " UNION ".join(["{ ?s <urn:a> ?o }"] * many) + " }"
    yield "optionals", "SELECT * { " + "OPTIONAL { ?s <urn:a> ?o } " * 3000 + "}"
    yield "binds", "SELECT * { " + "".join(f"BIND({n} AS ?v{n}) " for n in range(5000)) + "}"
    yield (
        "values",
        "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 100_000 + "} VALUES ?y { " + "2 " * 100_000 + "} }",
    )
    yield (
        "in",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(?o IN (" + ", ".join(map(str, range(many))) + ")) }",
    )
    yield "concat", "SELECT (STRLEN(CONCAT(" + ", ".join(["'xxxx'"] * many) + ")) AS ?n) {}"
    yield "order", "SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY " + " ".join(["?o"] * 2000)
    yield "prefixes", "".join(f"PREFIX p{n}: <urn:{n}#>\n" for n in range(many)) + "ASK {}"
    yield "columns", "SELECT " + " ".join(f"?v{n}" for n in range(many)) + " { ?s ?p ?o }"
    yield "aggregates", "SELECT " + " ".join(f"(COUNT(?s) AS ?v{n})" for n in range(5000)) + " { ?s ?p ?o }"
    yield "one name", "SELECT ?" + "a" * 500_000 + " {}"
    yield "one comment", "ASK {} #" + "x" * 500_000
