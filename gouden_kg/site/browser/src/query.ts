/** A stored query's form: a chosen value opens the page that holds its answer, or is asked of the engine here. */

import { Asking } from "./asking";
import { byId, download, element } from "./dom";
import { Engine } from "./engine";
import { csv, json } from "./files";
import { labelled } from "./labels";
import type { Answer, Rows } from "./messages";
import { table } from "./results";
import { dateText } from "./shown";
import { bound, type Parameter } from "./values";
import { said, wordsOf } from "./words";
import type { Site } from "./addresses";

interface Question {
  name: string;
  text: string;
  parameters: Parameter[];
  columns: string[];
  titles: Record<string, string>;
  view: string;
  /** What a downloaded answer says of itself: licence, release, version of the query. */
  about: Record<string, string>;
}

const MOST_ROWS = 500;

const form = byId<HTMLFormElement>("ask");
const words = wordsOf(form);
const site: Site = { ...JSON.parse(form.dataset.site ?? "{}"), home: form.dataset.home ?? "" };
const question = JSON.parse(form.dataset.question ?? "{}") as Question;
const answerPlace = byId("answer");
const lang = document.documentElement.lang;
const engine = new Engine(form.dataset.engine ?? "");
const asking = new Asking(
  engine,
  { run: byId<HTMLButtonElement>("run"), stop: byId<HTMLButtonElement>("stop"), state: byId("state") },
  words,
);

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
restore();

/** Fills the form from a shared link and asks; says so when the link is about another release or version. */
function restore(): void {
  const given = new URLSearchParams(location.hash.slice(1));
  const fields = question.parameters.map(({ name }) => [form.elements.namedItem(name), given.get(name)] as const);
  for (const [field, value] of fields) {
    if (value !== null && (field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) field.value = value;
  }
  const release = given.get("release");
  if (release !== null) comparePinned(release, given.get("version") ?? "");
  if (fields.some(([, value]) => value !== null)) run();
}

/** A link that pins another release or version than this page shows points on to the frozen text. */
function comparePinned(release: string, version: string): void {
  const { release: nowRelease = "", queryVersion: nowVersion = "", dataset = "" } = question.about;
  if (release === nowRelease && version === nowVersion) return;
  const frozen = `${dataset.replace(/dataset$/, "release/")}${encodeURIComponent(release)}/queries/${question.name}.rq`;
  const link = element("a", { href: frozen }, frozen);
  form.before(element("p", { class: "note", role: "status" }, said(words, "differs", { release, version, nowRelease, nowVersion }), " ", link));
}

function run(): void {
  const chosen = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  const text = bound(question.text, question.parameters, { ...chosen, lang });
  void asking.ask(text, (answer) => show(answer, chosen));
}

async function show(answer: Answer, chosen: Record<string, string>): Promise<string> {
  const rows = await labelled(promised(answer), engine, lang);
  const look = { site, most: MOST_ROWS, bars: question.view === "bar", titles: question.titles, hidden: Object.keys(chosen), lang };
  const most = rows.rows.length > MOST_ROWS ? [element("p", {}, said(words, "more", { n: MOST_ROWS }))] : [];
  const heading = element("h2", { id: "answer-title" }, labelsOfChoices().join(", ") || said(words, "answer"));
  answerPlace.replaceChildren(heading, files(rows, chosen), table(rows, look, said(words, "table")), ...most);
  markMap(rows);
  return said(words, rows.rows.length === 1 ? "row" : "rows", { n: rows.rows.length });
}

/** What was chosen, in words. */
function labelsOfChoices(): string[] {
  const fields = question.parameters.map(({ name }) => form.elements.namedItem(name));
  return fields.flatMap((field) => {
    if (field instanceof HTMLSelectElement) return [field.selectedOptions[0]?.text ?? ""];
    return field instanceof HTMLInputElement ? [dateText(field.value, lang)] : [];
  });
}

/** The columns that the query promises, in their order; all of them where it promises none. */
function promised(answer: Answer): Rows {
  if (!("rows" in answer)) return { columns: [], rows: [] };
  if (!question.columns.length) return answer;
  const at = question.columns.map((column) => answer.columns.indexOf(column)).filter((position) => position >= 0);
  return { columns: at.map((position) => answer.columns[position] ?? ""), rows: answer.rows.map((row) => at.map((position) => row[position])) };
}

/** Marks the answer's municipalities on the map, where the page has one. */
function markMap(rows: Rows): void {
  const things = `${site.base}id/`;
  const named = new Set(rows.rows.flatMap((row) => row.map((value) => value?.value.replace(things, ""))));
  for (const dot of document.querySelectorAll<SVGElement>("svg [data-iris]")) {
    dot.classList.toggle("on", (dot.dataset.iris ?? "").split(" ").some((iri) => named.has(iri)));
  }
}

function files(rows: Rows, chosen: Record<string, string>): HTMLElement {
  const about = { ...question.about, parameters: { ...chosen, lang } };
  const save = (ending: string, type: string, content: () => string) => {
    const button = element("button", { type: "button" }, said(words, "save", { name: ending.toUpperCase() }));
    button.addEventListener("click", () => download(`${question.name}.${ending}`, type, content()));
    return button;
  };
  return element(
    "p",
    { class: "files" },
    save("csv", "text/csv", () => csv(rows)),
    save("json", "application/sparql-results+json", () => json(rows, about)),
  );
}
