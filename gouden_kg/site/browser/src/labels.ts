/** Names beside the IRIs of a result. */

import type { Engine } from "./engine";
import type { Rows, Value } from "./messages";

const PREF_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>";

/** The rows with a column `xLabel` after each column of IRIs that has none yet and whose things have names. */
export async function labelled(rows: Rows, engine: Engine, lang: string): Promise<Rows> {
  const missing = rows.columns.map((c) => !c.endsWith("Label") && !rows.columns.includes(`${c}Label`));
  const iris = new Set(rows.rows.flatMap((row) => row.filter((v, at) => missing[at] && v?.type === "uri").map((v) => v?.value ?? "")));
  const names = await namesOf([...iris], engine, lang);
  const named = rows.columns.map((_, at) => missing[at] && rows.rows.some((row) => names.has(row[at]?.value ?? "")));
  return {
    columns: rows.columns.flatMap((column, at) => (named[at] ? [column, `${column}Label`] : [column])),
    rows: rows.rows.map((row) => row.flatMap((value, at) => (named[at] ? [value, nameOf(value, names)] : [value]))),
  };
}

function nameOf(value: Value | undefined, names: Map<string, Value>): Value | undefined {
  return value?.type === "uri" ? names.get(value.value) : undefined;
}

/** IRI → its label in a language, else in Dutch, else in any. */
async function namesOf(iris: string[], engine: Engine, lang: string): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  if (!iris.length) return found;
  const things = iris.filter((iri) => !/[\x00-\x20<>"{}|^`\\]/.test(iri)).map((iri) => `<${iri}>`);
  const answer = await engine.ask(`SELECT ?thing ?name WHERE { VALUES ?thing { ${things.join(" ")} } ?thing ${PREF_LABEL} ?name }`);
  const rank = (value: Value) => [lang, "nl"].indexOf(value["xml:lang"] ?? "") + 1 || 9;
  for (const [thing, name] of "rows" in answer ? answer.rows : []) {
    if (!thing || !name) continue;
    const known = found.get(thing.value);
    if (!known || rank(name) < rank(known)) found.set(thing.value, name);
  }
  return found;
}
