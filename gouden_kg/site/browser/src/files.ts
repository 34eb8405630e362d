/** Results as files. */

import type { Rows } from "./messages";

/** The rows as CSV (RFC 4180), values as plain text. */
export function csv(rows: Rows): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [rows.columns, ...rows.rows.map((row) => row.map((value) => value?.value ?? ""))];
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

/** The rows as SPARQL 1.1 Query Results JSON, with what else should travel along under `about`. */
export function json(rows: Rows, about?: Record<string, unknown>): string {
  const bindings = rows.rows.map((row) => Object.fromEntries(row.flatMap((v, at) => (v ? [[rows.columns[at], v]] : []))));
  return JSON.stringify({ head: { vars: rows.columns }, about, results: { bindings } }, null, 1);
}
