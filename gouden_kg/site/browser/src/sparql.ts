/** The page where people write SPARQL of their own. */

import { Asking } from "./asking";
import { byId, download, element } from "./dom";
import { editor } from "./editor";
import { Engine, type QueryFailed } from "./engine";
import { csv, json } from "./files";
import type { Answer, Rows } from "./messages";
import { hasNumbers, table } from "./results";
import { readTerms } from "./terms";
import { said, wordsOf } from "./words";
import type { Site } from "./addresses";

const MOST_ROWS = 1000;

const form = byId<HTMLFormElement>("sparql");
const words = wordsOf(form);
const site: Site = { ...JSON.parse(form.dataset.site ?? "{}"), home: form.dataset.home ?? "" };
const folder = form.dataset.engine ?? "";
const written = byId<HTMLTextAreaElement>("query");
const result = byId("result");

const asking = new Asking(
  new Engine(folder),
  { run: byId<HTMLButtonElement>("run"), stop: byId<HTMLButtonElement>("stop"), state: byId("state") },
  words,
);
const terms = readTerms(folder, document.documentElement.lang);
const host = element("div", { class: "editor" });
written.before(host);
written.hidden = true;
const edit = editor(host, shared() ?? written.value, said(words, "editor"), terms, () => form.requestSubmit());

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = edit.text();
  history.replaceState(null, "", `#query=${encodeURIComponent(text)}`);
  edit.clear();
  result.replaceChildren();
  void asking.ask(text, show, ({ failure }: QueryFailed) => edit.show(failure));
});

window.addEventListener("hashchange", () => {
  const text = shared();
  if (text !== undefined && text !== edit.text()) edit.replace(text);
});

/** The query that a shared link carries. */
function shared(): string | undefined {
  const text = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get("query");
  return text ?? undefined;
}

function show(answer: Answer): string {
  if ("turtle" in answer) {
    const files = element("p", { class: "files" }, save("graph.ttl", "text/turtle", () => answer.turtle), shareLink());
    result.replaceChildren(files, element("pre", { tabindex: 0 }, answer.turtle.slice(0, 200_000)));
    return said(words, "graph");
  }
  result.replaceChildren(...views(answer));
  return said(words, answer.rows.length === 1 ? "row" : "rows", { n: answer.rows.length });
}

function views(rows: Rows): HTMLElement[] {
  const look = { site, most: MOST_ROWS, bars: false, titles: {}, hidden: [] };
  const drawn = element("div", {}, table(rows, look, said(words, "table")));
  const files = element(
    "p",
    { class: "files" },
    save("result.csv", "text/csv", () => csv(rows)),
    save("result.json", "application/sparql-results+json", () => json(rows)),
    shareLink(),
    ...(hasNumbers(rows) ? [chartButton((bars) => drawn.replaceChildren(table(rows, { ...look, bars }, said(words, "table"))))] : []),
  );
  const more = rows.rows.length > MOST_ROWS ? [element("p", {}, said(words, "more", { n: MOST_ROWS }))] : [];
  return [files, drawn, ...more];
}

/** A button that draws bars beside the numbers, or takes them away. */
function chartButton(draw: (bars: boolean) => void): HTMLButtonElement {
  const button = element("button", { type: "button", "aria-pressed": "false" }, said(words, "chart"));
  button.addEventListener("click", () => {
    const bars = button.getAttribute("aria-pressed") === "false";
    button.setAttribute("aria-pressed", String(bars));
    draw(bars);
  });
  return button;
}

/** The address that holds the query, to copy or keep. */
function shareLink(): HTMLAnchorElement {
  return element("a", { class: "button", href: location.hash }, said(words, "share"));
}

function save(name: string, type: string, content: () => string): HTMLButtonElement {
  const button = element("button", { type: "button" }, said(words, "save", { name: name.split(".")[1]?.toUpperCase() ?? name }));
  button.addEventListener("click", () => download(name, type, content()));
  return button;
}
