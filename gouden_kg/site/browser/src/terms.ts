/** The dataset's terms, for completion. */

import { textPart } from "./parts";

export interface Term {
  /** As written in a query: `gg:claimKind`, or an IRI in brackets. */
  name: string;
  label: string;
  kind: "class" | "property" | "constant" | "keyword" | "variable";
}

export interface Terms {
  prefixes: Record<string, string>;
  terms: Term[];
}

const MOST = 40;
const KEYWORDS =
  "ASK BIND BOUND BY COALESCE CONSTRUCT CONTAINS COUNT DESC DESCRIBE DISTINCT EXISTS FILTER GROUP GROUP_CONCAT HAVING IF IN LANG LCASE LIMIT MAX MIN MINUS NOT OFFSET OPTIONAL ORDER PREFIX REGEX SAMPLE SELECT STR STRSTARTS SUM UNION VALUES WHERE YEAR";

const keywords: Term[] = KEYWORDS.split(" ").map((name) => ({ name, label: "", kind: "keyword" }));

export async function readTerms(folder: string, lang: string): Promise<Terms> {
  const { prefixes, terms } = JSON.parse(await textPart(folder, `terms-${lang}`)) as Terms;
  return { prefixes, terms: [...terms, ...keywords] };
}

/** Terms that fit what was typed, those that are or begin with it first; a `?` completes the query's own variables. */
export function found(typed: string, terms: Term[], text: string): Term[] {
  if (typed.startsWith("?")) {
    const names = new Set(text.match(/\?\w+/g) ?? []);
    return [...names].filter((n) => n !== typed && n.startsWith(typed)).map((name) => ({ name, label: "", kind: "variable" }));
  }
  const wanted = typed.toLowerCase();
  const rank = (term: Term): number => {
    const names = [term.name.toLowerCase(), local(term.name), term.label.toLowerCase()];
    if (names.includes(wanted)) return 0;
    if (names.some((n) => n.startsWith(wanted))) return 1;
    return names.some((n) => n.includes(wanted)) ? 2 : 3;
  };
  const ranked = terms.map((term) => [rank(term), term] as const).filter(([r]) => r < 3);
  return ranked.sort(([a], [b]) => a - b).slice(0, MOST).map(([, term]) => term);
}

function local(name: string): string {
  return name.replace(/^.*[:/#]/, "").toLowerCase();
}
