/** Results for people: a table and bars. */

import { addressOf, shortOf, type Site } from "./addresses";
import { element, svgElement } from "./dom";
import type { Rows, Value } from "./messages";

const BAR = 26;
const MOST_BARS = 60;

/** The first rows as a table under its titles. */
export function table(rows: Rows, site: Site, most: number, titles: Record<string, string> = {}): HTMLTableElement {
  const columns = columnsOf(rows);
  const heads = columns.map(({ name }) => element("th", { scope: "col" }, titles[name] ?? name));
  const lines = rows.rows.slice(0, most).map((row) => element("tr", {}, ...columns.map(({ at, label }) => cell(row[at], label, row, site))));
  return element("table", { class: "result" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines));
}

interface Column {
  name: string;
  at: number;
  label?: number;
}

/** The columns as they are shown: `xLabel` becomes the words of the link in column `x`. */
function columnsOf({ columns }: Rows): Column[] {
  const shown = columns.map((name, at) => ({ name, at, label: columns.indexOf(`${name}Label`) }));
  return shown
    .filter(({ name }) => !(name.endsWith("Label") && columns.includes(name.slice(0, -5))))
    .map(({ name, at, label }) => (label < 0 ? { name, at } : { name, at, label }));
}

function cell(value: Value | undefined, label: number | undefined, row: (Value | undefined)[], site: Site): HTMLTableCellElement {
  if (!value) return element("td");
  if (value.type === "uri") {
    const name = label === undefined ? undefined : row[label];
    const address = addressOf(value.value, site);
    const words = name?.value ?? shortOf(value.value, site);
    return element("td", { lang: name?.["xml:lang"] }, address ? element("a", { href: address }, words) : words);
  }
  return element("td", { lang: value["xml:lang"], class: isNumber(value) ? "number" : undefined }, value.value);
}

function isNumber(value: Value): boolean {
  return /XMLSchema#(integer|decimal|double|float)$/.test(value.datatype ?? "");
}

/** Bars of the first column of numbers against the first column of words; nothing where there is no such pair. */
export function bars(rows: Rows, site: Site): SVGElement | undefined {
  const filled = (at: number) => rows.rows.map((row) => row[at]).filter((v): v is Value => v !== undefined);
  const positions = rows.columns.map((_, at) => at);
  const size = positions.find((at) => filled(at).length > 0 && filled(at).every(isNumber));
  const words = positions.filter((at) => at !== size);
  const name = words.find((at) => filled(at).some((v) => v.type === "literal")) ?? words[0];
  if (size === undefined || name === undefined) return undefined;
  const pairs = rows.rows.slice(0, MOST_BARS).map((row) => {
    const label = row[name];
    return [label ? shortOf(label.value, site) : "–", Number(row[size]?.value ?? 0)] as const;
  });
  return drawn(pairs, rows.columns[size] ?? "");
}

function drawn(pairs: (readonly [string, number])[], unit: string): SVGElement {
  const most = Math.max(...pairs.map(([, n]) => n), 1);
  const lines = pairs.map(([label, n], at) =>
    svgElement(
      "g",
      { transform: `translate(0 ${at * BAR})` },
      svgElement("text", { x: 292, y: 17, "text-anchor": "end", class: "bar-name" }, clipped(label)),
      svgElement("rect", { x: 300, y: 4, height: BAR - 8, width: Math.max((n / most) * 340, 1), class: "bar" }),
      svgElement("text", { x: 306 + (n / most) * 340, y: 17, class: "bar-value" }, n.toLocaleString(document.documentElement.lang)),
    ),
  );
  const height = pairs.length * BAR + 4;
  const label = `${unit}: ${pairs.map(([name, n]) => `${name} ${n}`).join(", ")}`;
  return svgElement("svg", { viewBox: `0 0 700 ${height}`, class: "bars", role: "img", "aria-label": label }, ...lines);
}

function clipped(label: string): string {
  return label.length > 42 ? `${label.slice(0, 41)}…` : label;
}
