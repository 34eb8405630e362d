/** Results for people: a table, with bars beside its numbers where asked. */

import { addressOf, shortOf, type Site } from "./addresses";
import { element, svgElement } from "./dom";
import type { Rows, Value } from "./messages";
import { valueText } from "./shown";

export interface Look {
  site: Site;
  /** No more rows than this are drawn. */
  most: number;
  bars: boolean;
  titles: Record<string, string>;
  /** Columns that are not drawn: their value is the same in every row. */
  hidden: string[];
  /** Dates and numbers stand as this language writes them; without it they stay as they came. */
  lang?: string;
}

interface Column {
  at: number;
  title: string;
  /** Place of the column with the words for this one's things. */
  words?: number;
  /** The largest number, in a column of numbers. */
  largest?: number;
}

/** The first rows as a table in a region that scrolls. */
export function table(rows: Rows, look: Look, label: string): HTMLElement {
  const columns = columnsOf(rows, look);
  const heads = columns.map(({ title, largest }) => element("th", { scope: "col", class: look.bars || largest === undefined ? undefined : "num" }, title));
  const lines = rows.rows.slice(0, look.most).map((row) => element("tr", {}, ...columns.map((column) => cell(row, column, look))));
  const drawn = element(
    "table",
    { class: look.bars ? "result bars" : "result" },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...lines),
  );
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, drawn);
}

/** Whether there is something to draw bars of. */
export function hasNumbers(rows: Rows): boolean {
  return rows.columns.some((_, at) => largestOf(rows, at) !== undefined);
}

/** The columns as they are drawn; words come from `xLabel`, else from a column of text right after the things. */
function columnsOf(rows: Rows, { titles, hidden, site }: Look): Column[] {
  const words = rows.columns.map((name, at) => {
    const labels = rows.columns.indexOf(`${name}Label`);
    return labels >= 0 ? labels : areThings(rows, at, site) && areTexts(rows, at + 1) ? at + 1 : undefined;
  });
  return rows.columns.flatMap((name, at) =>
    hidden.includes(name) || words.includes(at) ? [] : [{ at, title: titles[name] ?? name, words: words[at], largest: largestOf(rows, at) }],
  );
}

function areThings({ rows }: Rows, at: number, { base }: Site): boolean {
  return rows.length > 0 && rows.every((row) => row[at]?.type === "uri" && row[at].value.startsWith(`${base}id/`));
}

function areTexts({ rows }: Rows, at: number): boolean {
  return rows.length > 0 && rows.every((row) => row[at]?.["xml:lang"]);
}

function largestOf({ rows }: Rows, at: number): number | undefined {
  const values = rows.map((row) => row[at]).filter((value): value is Value => value !== undefined);
  return values.length && values.every(isNumber) ? Math.max(...values.map(({ value }) => Number(value))) : undefined;
}

function isNumber(value: Value): boolean {
  return /XMLSchema#(integer|decimal|double|float)$/.test(value.datatype ?? "");
}

function cell(row: (Value | undefined)[], column: Column, { site, bars, lang }: Look): HTMLTableCellElement {
  const value = row[column.at];
  if (!value) return element("td");
  const shown = lang ? valueText(value, lang) : value.value;
  if (column.largest !== undefined) return bars ? element("td", {}, bar(value, column.largest), ` ${shown}`) : element("td", { class: "num" }, shown);
  if (value.type !== "uri") return element("td", { lang: value["xml:lang"] }, shown);
  const words = column.words === undefined ? undefined : row[column.words];
  const address = addressOf(value.value, site);
  const text = words?.value ?? shortOf(value.value, site);
  return element("td", { lang: words?.["xml:lang"] }, address ? element("a", { href: address }, text) : text);
}

function bar({ value }: Value, largest: number): SVGElement {
  const width = largest > 0 ? Math.max((100 * Number(value)) / largest, 0) : 0;
  const box = { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
  return svgElement("svg", box, svgElement("rect", { width, height: 10 }));
}
